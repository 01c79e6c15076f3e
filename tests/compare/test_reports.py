"""对照结果的三种写法。"""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64decode, b64encode
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from tests.compare.texts import as_draft, as_text
from tests.helpers import BODY, draft, without

from gongwen.compare.comparing import compare_texts
from gongwen.compare.rows import rows_of
from gongwen.report.compare_html import compare_html
from gongwen.report.compare_json import compare_json
from gongwen.report.compare_text import compare_text

if TYPE_CHECKING:
    from gongwen.compare.differences import Comparison

HOSTILE = "<script>alert(1)</script>"


def sample() -> Comparison:
    body = (
        BODY.replace("二、强化值守。落实领导带班制度。", "落实行政首长负责制。")
        + "投入12万元，惠及𠮷林路〔2026〕居民。\n"
    )
    other = body.replace("12万", "13万").replace("高度重视", "高度重示").replace("责任\n", "责任。\n")
    return compare_texts(
        as_draft(draft(without("发文字号"), body), "签.md"), as_draft(draft(body=other), "清样.md")
    )


def test_human_text() -> None:
    assert (
        compare_text(sample())
        == """\
签发稿 签.md，对照稿 清样.md

数字 1 处
  1. 改
     签发稿 11:4  投入1【2】万元，惠及𠮷林路〔2026〕
     对照稿 12:4  投入1【3】万元，惠及𠮷林路〔2026〕

文字 1 处
  2. 改
     签发稿 8:8  各单位要高度重【视】防汛工作，现就有关事项通知如
     对照稿 9:8  各单位要高度重【示】防汛工作，现就有关事项通知如

标点 1 处
  3. 增
     签发稿 9:7   一、压实责任【】
     对照稿 10:7  一、压实责任【。】

编号日期 1 处
  4. 补填，发文字号
     签发稿 1:1  【〔〕号】
     对照稿 4:7  【澜政办发〔2026〕18号】

字不同 3 处（数字 1、文字 1、标点 1）；另有编号日期 1 处；签发稿 113 字，对照稿 124 字
"""
    )


def test_human_text_of_two_that_are_the_same() -> None:
    text = as_text("各单位要高度重视防汛工作。")
    said = compare_text(compare_texts(text, text))
    assert said == "签发稿 稿.txt，对照稿 稿.txt\n\n字都相同；签发稿 13 字，对照稿 13 字\n"


def test_json() -> None:
    comparison = sample()
    report = json.loads(compare_json(comparison, "1.2.3"))
    assert {key: report[key] for key in ("format", "version", "same", "counts", "notices")} == {
        "format": 1,
        "version": "1.2.3",
        "same": False,
        "counts": {"numbers": 1, "text": 1, "marks": 1, "moved": 0, "identity": 1, "layout": 0},
        "notices": [],
    }
    assert report["signed"] == {
        "path": "签.md",
        "characters": 113,
        "files": [{"path": "签.md", "digest": ""}],
    }
    number = next(item for item in report["differences"] if item["category"] == "numbers")
    start = comparison.signed.sources[0].text.index("12万") + 1
    assert number == {
        "category": "numbers",
        "change": "changed",
        "element": "",
        "note": "",
        "signed": {
            "path": "签.md",
            "place": "11:4",
            "start": start,
            "end": start + 1,
            "before": "投入1",
            "text": "2",
            "after": "万元，惠及𠮷林路〔2026〕",
        },
        "other": {
            "path": "清样.md",
            "place": "12:4",
            "start": comparison.other.sources[0].text.index("13万") + 1,
            "end": comparison.other.sources[0].text.index("13万") + 2,
            "before": "投入1",
            "text": "3",
            "after": "万元，惠及𠮷林路〔2026〕",
        },
    }
    assert compare_json(sample(), "1.2.3") == compare_json(comparison, "1.2.3")


class Page(HTMLParser):
    """读出标记和文字。"""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.policy = self.style = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        self.ids += [given["id"] or ""] if "id" in given else []
        self.links += [given["href"] or ""] if "href" in given else []
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"] or ""

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] == "style" and not self.style:
            self.style = data


def test_the_page_runs_and_fetches_nothing() -> None:
    text = compare_html(sample(), "1.2.3")
    page = Page(text)
    digest = re.search(r"style-src 'sha256-([^']+)'", page.policy)
    assert digest
    assert b64encode(b64decode(digest[1])).decode() == digest[1]
    assert hashlib.sha256(page.style.encode()).digest() == b64decode(digest[1])
    assert page.policy.startswith("default-src 'none'; ")
    assert {"script", "img", "link", "iframe", "form", "object"}.isdisjoint(page.tags)
    assert all(link.startswith("#") for link in page.links)


def test_every_difference_is_marked_once_on_each_side_and_linked() -> None:
    page = Page(compare_html(sample(), "1.2.3"))
    assert sorted(page.ids) == sorted(f"{side}{number}" for side in "so" for number in range(1, 5))
    assert {link.removeprefix("#") for link in page.links} == set(page.ids)


def test_text_of_the_files_is_only_text() -> None:
    one, two = f"{HOSTILE}各单位\u202e要抓好落实。", f"{HOSTILE}各单位\u202e要抓实落实{HOSTILE}。"
    comparison = compare_texts(as_text(one, f"{HOSTILE}.txt"), as_text(two))
    page = compare_html(comparison, "1.2.3")
    assert "<script" not in page
    assert "\u202e" not in page
    assert "\u202e" not in compare_text(comparison)
    assert json.loads(compare_json(comparison, "1"))["differences"][0]["signed"]["text"] == "好"


def test_rows_put_the_same_paragraphs_side_by_side() -> None:
    lines = ["压实防汛责任，逐级包保到人。", "排查风险隐患，建立整改台账。", "补足抢险物资，组织应急演练。"]
    signed, other = "\n".join(lines), "\n".join([lines[0], "新增的一段文字。", *lines[1:]])
    comparison = compare_texts(as_text(signed), as_text(other))
    assert [
        (comparison.signed.chars[slice(*row.signed)], comparison.other.chars[slice(*row.other)])
        for row in rows_of(comparison)
    ] == [(lines[0], lines[0]), ("", "新增的一段文字。"), (lines[1], lines[1]), (lines[2], lines[2])]


def test_a_number_filled_in_has_a_row_of_its_own() -> None:
    rows = rows_of(comparison := sample())
    shown = [comparison.other.chars[slice(*row.other)] for row in rows]
    assert shown[:4] == [
        "澜州市人民政府办公室文件",
        "澜政办发〔2026〕18号",
        "关于做好防汛工作的通知",
        "各县人民政府：",
    ]
    assert "".join(shown) == comparison.other.chars


def test_long_runs_of_the_same_paragraphs_are_folded() -> None:
    lines = [f"第{number}项工作由牵头单位负责。" for number in range(30)]
    other = [*lines[:-1], "第29项工作由牵头单位落实。"]
    page = compare_html(compare_texts(as_text("\n".join(lines)), as_text("\n".join(other))), "1.2.3")
    assert page.count("<summary>相同的 27 段</summary>") == 1
