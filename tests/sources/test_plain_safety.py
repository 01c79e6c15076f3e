"""一字不丢：印出来的、略去的、标签标点，合起来正好是原文；再怪的文字也读得完。"""

from __future__ import annotations

import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.helpers import parsed, shared
from tests.sources.plain_outline import outline_of, printed

from gongwen.document.kinds import Format
from gongwen.document.model import block_texts
from gongwen.sources.draft import read_draft

if TYPE_CHECKING:
    from pathlib import Path

    from gongwen.document.model import Document
    from gongwen.spans import Text

HEAD = "澜州市人民政府办公室关于做好防汛工作的通知\n澜政办发〔2026〕18号\n各县人民政府：\n请落实好。\n"
END = "澜州市人民政府办公室\n2026年5月8日\n"
LINES = [
    "首页", "当前位置:", "发布时间：2026-05-08 10:21", "打印本页", "上一篇：关于甲的通知", "— 3 —",
    "\u200b", "000123", "特急", "澜州市水利局文件", "文件", "澜州市水利局", "澜州市水利局　澜州市财政局",
    "澜水〔2026〕3号", "澜水〔20263", "第3期", "文号：澜水〔2026〕3号", "签发人：王晓明　李　卫", "李四",
    "澜州市水利局关于印发值班办法的通知", "关于印发值班办法的", "关于转发意见", "# 值班办法", "## 总则",
    "澜州市人民政府令", "澜州市人民政府常务会议纪要", "（试行）", "（2026年5月8日通过）",
    "标题：关于甲的通知", "各科室：", "各县人民政府，", "请遵照执行。", "一、要求",
    "（一）落实。压实责任。", "第一条　本办法自发布之日起施行。", "附件：1.甲表", "　　　2.乙表", "附件",
    "附件1", "附件2 乙表", "甲表", "乙表.docx", "| 甲 | 乙 |", "澜州市水利局（盖章）", "市　长　王晓明",
    "2026年5月8日", "二〇二六年五月八日", "2026年5月8", "5月8日", "澜州市水利局　2026年5月8日",
    "（联系人：张三）", "（此件公开发布）", "值班办法", "出席：甲、乙", "请假：丙", "抄送：市委办公室，",
    "市政协办公室。", "抄报：省水利厅。", "共印50份", "澜州市水利局　2026年5月9日印发", "", "　　",
]  # fmt: skip


def positions(text: Text) -> set[int]:
    """这段文字的每个字在原文的哪里。"""
    start = text.span.start
    return set(text.offsets) if text.offsets else set(range(start, start + len(text.value)))


def lost_or_doubled(document: Document) -> list[int]:
    """丢了的、印了两遍的、印了又说略去的字在原文中的位置。"""
    times = dict.fromkeys(range(len(document.source.text)), 0)
    covered: set[int] = set()
    for text in printed(document):
        covered.update(range(text.span.start, text.span.end))
        for at in positions(text) if text.offsets != () else ():
            times[at] += 1
    for span in document.left_out:
        covered.update(range(span.start, span.end))
        for at in range(span.start, span.end):
            times[at] += 1
    visible = [at for at, char in enumerate(document.source.text) if not char.isspace() and char not in "#|"]
    return [at for at in visible if times[at] > 1 or at not in covered]


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.sampled_from(LINES), max_size=24),
    st.sampled_from(["", "澜州市水利局关于印发值班办法的通知\n各科室：\n请遵照执行。\n", HEAD]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_not_one_character_is_lost_or_printed_twice(lines: list[str], head: str, newline: str) -> None:
    text = (head + "\n".join(lines)).replace("\n", newline)
    document = parsed(text)
    if document.elements is None:
        assert [line for line in map(str.strip, text.splitlines()) if line] == _plain_lines(document)
    else:
        assert lost_or_doubled(document) == []


def _plain_lines(document: Document) -> list[str]:
    """没有认的正文，各块所在的行。"""
    source = document.source
    starts = [text.span.start for text in block_texts(document.body)]
    numbers = dict.fromkeys(source.position(start)[0] for start in starts)
    return [source.slice(source.line_span(number)).strip() for number in numbers]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="关于的通知〔〕()（）20269号年月日：:附件1.、。\n\r\t 　#|\u200b甲局", max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    document = parsed("澜州市水利局关于值班的通知\n各科室：\n请落实。\n" + text)
    assert document.recognized
    assert lost_or_doubled(document) == []
    assert [one for one, other in pairwise(document.left_out) if one > other] == []


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "要求。\n" * 50_000 + END,
        HEAD + "2026年5月8日\n" * 50_000,
        HEAD + "澜州市水利局\n2026年5月8日\n" * 25_000,
        HEAD + END + "附件1\n甲表\n" * 25_000,
        HEAD + END + "打印\n" * 50_000,
        HEAD + END + "（甲乙丙丁）\n" * 50_000,
        HEAD + END + "抄送：甲局\n" * 50_000,
        "首页\n" * 50_000,
        "局 " * 55 + "2026年\n" * 50_000,
        "关" * 100_000 + "\n" + "（" * 100_000 + "\n" + "1" * 100_000 + "号\n各县：\n",
        HEAD + "附件：" + "甲" * 100_000 + "\n" + "　" * 100_000 + "2026年5月8日\n",
        HEAD + "附 " * 50_000 + "\n" + "市 " * 50_000 + "长\n" + "2026" * 25_000 + "\n" + END,
        HEAD + ("(" * 300 + ")" * 300 + "\n") * 1_000 + END,
        HEAD + ("来源" + " " * 290 + "x\n") * 2_000,
    ],
    ids=range(14),
)
def test_long_and_hostile_texts_take_no_longer_than_their_length(text: str) -> None:
    started = time.perf_counter()
    parsed(text)
    # 平时一两秒；写成平方级的要几分钟。
    assert time.perf_counter() - started < 20


def test_other_encodings_are_read_and_told(tmp_path: Path) -> None:
    (tmp_path / "稿.txt").write_bytes((HEAD + END).encode("gbk"))
    document = read_draft(tmp_path / "稿.txt")
    assert document.recognized
    assert [notice.message for notice in document.notices][:2] == [
        "不是 UTF-8 编码，按 GBK（GB 18030） 读入",
        "认作标题（文种：通知）：澜州市人民政府办公室关于做好防汛工作的通知",
    ]


def real(name: str) -> Document:
    return read_draft(shared("real", name))


def line(document: Document, number: int) -> str:
    return document.source.slice(document.source.line_span(number)).strip()


def test_the_rules_of_a_district_office_are_a_notice_and_the_rules_it_issues() -> None:
    document = real("district-office-rules.txt")
    found = outline_of(document)
    assert found["要素"] == {
        "kind": "通知",
        "issuing_organs": [line(document, 9)],
        "issue_number": "汴祥政办〔2019〕21号",
        "title": f"{line(document, 9)}\n{line(document, 11)}通知",
        "addressees": [line(document, 14)],
        "dated": "2019年2月22日",
    }
    assert found["正文"] == [line(document, 16)]
    assert found["被印发件"][:2] == [line(document, 21), None]
    assert len(document.issued.body if document.issued else ()) == 61
    assert found["略去"] == [line(document, number) for number in (1, 2, 3, 4, 5, 7)]
    assert [int(said.split()[0]) for said in found["说明"]] == [1, 9, 9, 11, 12, 14, 18, 21]
    assert lost_or_doubled(document) == []


def test_the_rules_of_a_county_office_are_plain_rules_without_a_red_head() -> None:
    document = real("county-office-rules.txt")
    found = outline_of(document)
    assert (document.format, document.kind) == (Format.PLAIN, None)
    assert found["要素"] == {"format": "白头", "title": line(document, 5), "sealing": "不落款"}
    assert found["略去"] == [line(document, 1), line(document, 3)]
    assert [int(said.split()[0]) for said in found["说明"]] == [1, 5, 5, 5]
    assert lost_or_doubled(document) == []


def test_a_mangled_page_keeps_every_word_and_says_where_the_site_put_in_its_own() -> None:
    document = real("accountability-rules.txt")
    found = outline_of(document)
    assert found["要素"] == {"format": "白头", "title": line(document, 1), "sealing": "不落款"}
    assert found["略去"] == [line(document, 27)]
    assert [int(said.split()[0]) for said in found["说明"]] == [1, 1, 1, 7, 26, 27]
    assert lost_or_doubled(document) == []
