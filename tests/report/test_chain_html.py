"""流转的网页：整页定稿；清单里的文字只是文字，什么也执行不了；没有脚本，不联网，窄屏、打印都看得全。

改了页面之后，看过差别，再运行：PYTHONPATH=. python tests/report/test_chain_html.py
"""

from __future__ import annotations

import base64
import hashlib
import re
import time
from typing import TYPE_CHECKING

import pytest
from tests.report import corpus
from tests.report.browser import Page, browser
from tests.report.chain_corpus import PATH, chain, hostile
from tests.report.test_html import HOSTILE, outline, shape, without_assets
from tests.report.test_html_browser import ATTACKS
from tests.signoff.chain_scene import Story, changed, finished, provisional, returned
from tests.signoff.hostile.samples import samples

from gongwen.report.chain_html import chain_html
from gongwen.report.chains import Chain
from gongwen.report.html_page import asset
from gongwen.signoff.manifest import read_manifest
from gongwen.signoff.timeline import timeline

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GOLDEN = corpus.EXPECTED / "chain.html"
STORIES = [returned, provisional, changed, finished]


def page_of(whole: Chain) -> str:
    return chain_html(whole, "0")


def classes(page: str) -> list[str]:
    """经过里各行的样子。"""
    return re.findall(r'<li class="row ([\w ]+)"', page)


@pytest.fixture(scope="module")
def page(fonts_dir: Path) -> Iterator[Page]:
    with browser(fonts_dir) as opened:
        yield opened


def test_the_whole_page_is_as_recorded():
    assert without_assets(page_of(chain(provisional()))) == GOLDEN.read_text(encoding="utf-8")


def test_each_row_looks_like_what_it_is():
    assert classes(page_of(chain(provisional()))) == [
        "built old", "undone", "returned", "built old changed", "done", "done", "done", "done hand",
        "done", "half", "done", "built", "done", "current", "later", "skipped",
    ]  # fmt: skip
    assert classes(page_of(chain(changed())))[9:] == [
        "undone", "undone", "built old", "undone", "undone", "built changed",
        "current", "later", "later", "later", "later", "later", "skipped",
    ]  # fmt: skip


def test_the_policy_allows_this_style_and_nothing_else():
    whole = page_of(chain(finished(), verified=True))
    (style,) = re.findall(r"<style>(.*?)</style>", whole, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policies = [
        each["content"] for name, each in outline(whole).tags if name == "meta" and "http-equiv" in each
    ]
    assert policies == [
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    ]
    assert whole.index("Content-Security-Policy") < whole.index("<style>")


@pytest.mark.parametrize("story", STORIES)
def test_nothing_is_fetched_and_nothing_can_run(story):
    read = outline(page_of(chain(story(), verified=True)))
    names = {name for name, _ in read.tags}
    forbidden = {
        "script",
        "link",
        "img",
        "iframe",
        "object",
        "embed",
        "base",
        "form",
        "input",
        "use",
        "image",
    }
    assert names & forbidden == set()
    attributes = {key for _, each in read.tags for key in each}
    assert [key for key in attributes if key.startswith("on") or key in ("style", "src", "action")] == []
    assert [
        each["href"] for name, each in read.tags if name == "a" and not each["href"].startswith("#l")
    ] == []
    assert re.findall(r"https?:|url\(|@import", asset("chain.css")) == []


@pytest.mark.parametrize("bad", HOSTILE)
def test_hostile_text_is_only_text_wherever_it_stands(bad):
    whole = chain(provisional(), verified=True)
    made = page_of(hostile(whole, bad))
    assert shape(made) == shape(page_of(hostile(whole, "好")))
    assert made.encode("utf-8")
    assert not set(made) & set("\x00\x1b\x7f\u202e\u2066\u200b\ud800")


def test_the_six_words_stand_with_their_meaning_only_where_it_was_verified():
    plain, verified = page_of(chain(finished())), page_of(chain(finished(), verified=True))
    assert ("verify" in re.findall(r'<section class="(\w+)', plain)) is False
    (six,) = re.findall(r'<ul class="six">(.*?)</ul>', verified)
    assert re.findall(r"<b>(.*?)</b>", six) == [
        "没有改动", "次序合规", "由有权的人办", "没有缺少", "时间可信", "没有用停用的钥匙",
    ]  # fmt: skip
    assert len(re.findall(r"<small>.+?</small>", six)) == 6


def test_a_step_that_fails_the_verification_is_marked_where_it_stands():
    evidence = samples()["wrong-role"].evidence
    assert evidence.roster is not None
    about = timeline(read_manifest(evidence.manifest, PATH), evidence.roster.roster("0" * 64))
    whole = page_of(Chain(PATH, about, statement=evidence.verified()))
    assert classes(whole)[:4] == ["built", "done", "done wrong", "done"]
    assert '<section class="now bad">' in whole


def test_a_waived_finding_names_who_waived_it_where_it_was_seen():
    whole = page_of(chain(provisional()))
    (row,) = re.findall(r'<li class="row done" id="l9">.*?</li>\n', whole)
    assert 'SZ02</b>正文：“2千余人”应写作“2000余人”<small class="good">顾清岚放行</small>' in row
    assert whole.count("顾清岚放行") == 1


def test_a_case_without_a_route_or_a_title_gives_a_whole_page():
    whole = page_of(chain(Story("", None).build()))
    assert "<h1>（没有标题）</h1>" in whole
    assert f"<title>流转：{PATH}</title>" in whole
    assert 'class="route"' not in whole


@pytest.mark.needs_browser
def test_nothing_in_a_manifest_can_run(page: Page, tmp_path: Path) -> None:
    whole = chain(provisional(), verified=True)
    for number, bad in enumerate(ATTACKS):
        path = tmp_path / f"{number}.html"
        path.write_text(page_of(hostile(whole, bad)), encoding="utf-8")
        page.said.clear()
        page.asked.clear()
        page.open(path)
        page.run("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        time.sleep(0.05)
        title = page.run("document.title")
        assert title.startswith("流转：")
        assert (page.said, page.asked) == ([], [path.resolve().as_uri()])
        assert (
            page.run("document.querySelectorAll('script, img, iframe, link, base, svg [onload]').length") == 0
        )


@pytest.mark.needs_browser
def test_the_policy_stops_what_was_never_written_by_us(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "页.html"
    text = page_of(chain(provisional())).replace("</body>", "".join(ATTACKS) + "</body>")
    path.write_text(text, encoding="utf-8")
    page.open(path)
    time.sleep(0.2)
    assert page.run("document.title").startswith("流转：青溪县")


@pytest.mark.needs_browser
@pytest.mark.parametrize("width", [360, 390, 768, 1280])
@pytest.mark.parametrize("story", [changed, provisional])
def test_the_page_needs_no_sideways_scrolling_and_no_script(page, tmp_path, width, story):
    path = tmp_path / "页.html"
    path.write_text(page_of(chain(story(), verified=True)), encoding="utf-8")
    page.open(path, width)
    page.run("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert page.run("document.documentElement.scrollWidth <= innerWidth") is True
    assert page.run("getComputedStyle(document.querySelector('.undone .step')).textDecorationLine") == (
        "line-through"
    )


@pytest.mark.needs_browser
def test_it_prints_on_a4_without_folded_digests(page: Page, tmp_path: Path) -> None:
    import pypdfium2

    path, out = tmp_path / "页.html", tmp_path / "页.pdf"
    path.write_text(page_of(chain(finished(), verified=True)), encoding="utf-8")
    page.open(path)
    page.pdf(out)
    with pypdfium2.PdfDocument(out) as document:
        sizes = {tuple(map(round, each.get_size())) for each in document}
        text = "".join(each.get_textpage().get_text_range() for each in document)
    assert sizes == {(595, 842)}
    assert "办完了" in text
    assert "文件和摘要" not in text


if __name__ == "__main__":
    GOLDEN.write_text(without_assets(page_of(chain(provisional()))), encoding="utf-8")
