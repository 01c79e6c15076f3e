"""HTML 页在浏览器里：文件里的文字什么也执行不了，翻看、筛选、核定、导出、打印都照说的办。"""

from __future__ import annotations

import json
import re
import subprocess
import time
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from tests.report import corpus
from tests.report.browser import Page, browser

from gongwen.findings import Disposition, Ruling
from gongwen.report.checked import CheckedFile
from gongwen.report.decisions import parse_decisions
from gongwen.report.html import html_report
from gongwen.spans import SourceText, Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.needs_browser

STRIKE = "document.title='坏'"
ATTACKS = [
    f"<script>{STRIKE}</script>",
    f"</script><script>{STRIKE}</script>",
    f"</style></title></textarea></template></noscript><script>{STRIKE}</script>",
    f'<img src=x onerror="{STRIKE}">',
    f"<svg onload=\"{STRIKE}\"><animate onbegin=\"{STRIKE}\" attributeName=x dur=1s>",
    f'" autofocus tabindex=1 onfocus="{STRIKE}" x="',
    f"' onpointerover='{STRIKE}' style='position:fixed;inset:0' x='",
    f'<iframe srcdoc="<script>parent.{STRIKE}</script>"></iframe>',
    f"<meta http-equiv=refresh content=\"0;url=javascript:{STRIKE}\">",
    f"<details open ontoggle=\"{STRIKE}\">",
    f"<a href=\"javascript:{STRIKE}\" id=count>x</a><form id=bar><input name=hidden>",
    "<base href=https://example.invalid/><link rel=stylesheet href=//example.invalid/a.css>",
    f"javascript:{STRIKE}//",
    f'\\";{STRIKE};//\u2028{STRIKE}//',
]  # fmt: skip


@pytest.fixture(scope="module")
def page(fonts_dir: Path) -> Iterator[Page]:
    with browser(fonts_dir) as opened:
        yield opened


def written(folder: Path, *items: CheckedFile) -> Path:
    path = folder / "报告.html"
    path.write_text("".join(html_report(items, corpus.FACTS)), encoding="utf-8")
    return path


def two_files() -> list[CheckedFile]:
    """两件：一件各种处置都有，一件只有一处。"""
    text = "各县,各部门:\n请于2月30日前办理;\n共1百件\n"
    kinds = {
        2: None,
        6: Ruling(Disposition.CONFIRMED, by="沈砚舟"),
        18: Ruling(Disposition.WAIVED, "原文如此"),
    }
    found = [
        corpus.finding("ZA01", "半角", Span(at, at + 1), "，", ruling=ruling) for at, ruling in kinds.items()
    ]
    found.append(corpus.finding("ZA04", "“1百”应写作“100”", corpus.place(text, "1百")))
    other = "乡镇,街道\u200b\n"
    return [
        corpus.checked("a/通知〔2026〕.md", SourceText("通知〔2026〕.md", text, digest="a" * 64), found),
        corpus.checked(
            "𠮷.md",
            SourceText("𠮷.md", other, digest="b" * 64),
            [corpus.finding("ZA02", "零宽字符", corpus.place(other, "道\u200b"), "道")],
        ),
    ]


def hostile_file(bad: str, number: int) -> CheckedFile:
    text = f"甲{bad}乙\n"
    ruling = Ruling(Disposition.DISMISSED, bad, bad)
    found = [
        corpus.finding("ZA01", bad, Span(0, 1), bad),
        corpus.finding("ZA04", bad, Span(1, 1 + len(bad)), bad, ruling=ruling),
        corpus.finding("ZA03", bad, None),
    ]
    source = SourceText(bad, text, encoding=bad, guessed=True, digest=f"{number:064d}")
    return corpus.checked(f"{bad}{number}", source, found, (bad,))


def opened_afresh(page: Page, path: Path) -> None:
    """打开，不带以前记着的核定。不用 localStorage.clear()：换了进程的页还可能读到清空以前的。"""
    page.renew()
    page.open(path)


def shown(page: Page) -> list[str]:
    """看得见的各条的序号。"""
    return page.run(
        "[...document.querySelectorAll('li.f')].filter((each) => !each.hidden).map((each) => each.id)"
    )


def test_nothing_in_a_document_can_run(page: Page, tmp_path: Path) -> None:
    items = [hostile_file(bad, number) for number, bad in enumerate(ATTACKS)]
    problems = [CheckedFile(f"{bad}x", problem=bad) for bad in ATTACKS]
    path = written(tmp_path, *items, *problems)
    page.said.clear()
    page.asked.clear()
    page.open(path)
    for code in ("y", "j", "n", "j", "j", "u"):
        page.key(code)
    page.run(
        "document.querySelectorAll('mark, details').forEach((each) => { each.click(); each.open = true; })"
    )
    time.sleep(0.3)
    assert page.run("document.title") == f"校对报告：{len(ATTACKS) * 2} 件"
    assert (page.said, page.asked) == ([], [path.resolve().as_uri()])
    assert page.run("document.querySelectorAll('script, img, iframe, link, base, svg [onload]').length") == 1
    assert page.run("document.querySelector('.paper .text').textContent").endswith(f"{ATTACKS[0]}3乙\n")


def test_the_policy_stops_what_was_never_written_by_us(page: Page, tmp_path: Path) -> None:
    """就算有人把标记弄进了页里，浏览器也不让它执行。"""
    path = written(tmp_path, *two_files())
    text = path.read_text(encoding="utf-8").replace("</main>", "".join(ATTACKS) + "</main>")
    path.write_text(text, encoding="utf-8")
    page.said.clear()
    page.open(path)
    time.sleep(0.3)
    assert page.run("document.title") == "校对报告：2 件"
    assert len([line for line in page.said if "Content Security Policy" in line]) >= 5


def test_filters_leave_what_is_wanted_and_say_how_many(page: Page, tmp_path: Path) -> None:
    page.open(written(tmp_path, *two_files()))

    def after(menu: str, value: str) -> tuple[list[str], str]:
        page.fill(menu, value)
        return shown(page), page.run("document.getElementById('count').textContent")

    assert (shown(page), page.run("document.getElementById('by-state').value")) == (
        ["f1-1", "f1-2", "f1-4", "f2-1"],
        "quiet",
    )
    assert after("#by-state", "") == (["f1-1", "f1-2", "f1-3", "f1-4", "f2-1"], "5 处")
    assert after("#by-state", "confirmed") == (["f1-2"], "1 处")
    assert after("#by-state", "waived") == (["f1-3"], "1 处")
    assert after("#by-state", "") == (["f1-1", "f1-2", "f1-3", "f1-4", "f2-1"], "5 处")
    assert after("#by-level", "提示") == (["f1-4"], "1 处")
    assert page.run("document.querySelectorAll('mark.off').length") == 4
    assert after("#by-level", "") == (["f1-1", "f1-2", "f1-3", "f1-4", "f2-1"], "5 处")
    assert after("#by-code", "ZA02") == (["f2-1"], "1 处")
    assert after("#by-code", "")[1] == "5 处"
    assert after("#by-zone", "正文")[1] == "5 处"
    options = page.run("[...document.getElementById('by-code').options].map((each) => each.text)")
    assert options == [
        "全部规则（5）",
        "ZA01 汉字旁用了半角标点（3）",
        "ZA02 标题末尾用了标点（1）",
        "ZA04 数字的写法（1）",
    ]


def test_list_and_text_lead_to_each_other(page: Page, tmp_path: Path) -> None:
    page.open(written(tmp_path, *two_files()))
    on = "[...document.querySelectorAll('.on')].map((each) => each.dataset.f ?? each.id)"
    page.click("mark[data-f='4']")
    assert page.run(on) == ["4", "f1-4"]
    page.click("#f1-2 .pl")
    assert page.run(on) == ["2", "f1-2"]
    page.click("#m1-1")
    assert page.run(on) == ["1", "f1-1"]
    for code, wanted in (("j", "f1-2"), ("j", "f1-4"), ("j", "f2-1"), ("j", "f2-1"), ("k", "f1-4")):
        page.key(code)
        assert page.run("document.querySelector('li.on').id") == wanted
    assert page.run("document.activeElement.className") == "no"
    page.key("ArrowUp")
    assert page.run("[document.querySelector('li.on').id, count.textContent]") == ["f1-2", "2 / 4"]


def test_decisions_are_exported_in_the_format_that_review_reads(page: Page, tmp_path: Path) -> None:
    items = two_files()
    opened_afresh(page, written(tmp_path, *items))
    page.downloads_to(tmp_path)
    page.click("#f1-1 .yes")
    assert page.run("[say.textContent, document.activeElement.id]") == ["先在这里填核定人的姓名", "who"]
    page.fill("#who", " 周启明\u202e ")
    page.click("#f1-1 .yes")
    page.click("#f2-1 .no-button")
    page.fill("#f2-1 .because", "原名如此\u200b")
    page.click("#f2-1 .ask .main")
    said = page.run("[...document.querySelectorAll('.said')].map((each) => each.textContent)")
    assert said == ["已核定 · 周启明", "", "", "已驳回 · 周启明 · 原名如此"]
    assert page.run("document.querySelector('#file-1 .progress').textContent").startswith(
        "核了 2 处差错，全都核过了；照此正文差错 2 处，核定差错率万分之 "
    )
    page.click("#export")
    page.wait_for("Browser.downloadProgress", state="completed")
    data = (tmp_path / "核定.review.json").read_bytes()
    first, second = (item.result for item in items)
    assert first
    assert second
    today = datetime.now().astimezone().date().isoformat()
    assert json.loads(data) == {
        "format": 1,
        "files": [
            {
                "path": "a/通知〔2026〕.md",
                "digest": "a" * 64,
                "decisions": [
                    {
                        "fingerprint": first.findings[0].fingerprint, "code": "ZA01", "text": ",",
                        "decision": "confirmed", "by": "周启明", "reason": "", "on": today,
                    }
                ],
            },
            {
                "path": "𠮷.md",
                "digest": "b" * 64,
                "decisions": [
                    {
                        "fingerprint": second.findings[0].fingerprint, "code": "ZA02", "text": "道\u200b",
                        "decision": "dismissed", "by": "周启明", "reason": "原名如此", "on": today,
                    }
                ],
            },
        ],
    }  # fmt: skip
    read = parse_decisions(data, "核定.review.json")
    assert [(each.path, [one.kind for one in each.decisions]) for each in read] == [
        ("a/通知〔2026〕.md", [Disposition.CONFIRMED]),
        ("𠮷.md", [Disposition.DISMISSED]),
    ]


def test_decisions_are_remembered_and_can_be_taken_back(page: Page, tmp_path: Path) -> None:
    path = written(tmp_path, *two_files())
    opened_afresh(page, path)
    page.fill("#who", "周启明")
    page.key("j")
    page.key("y")
    assert page.run("document.querySelector('li.on').id") == "f1-2"
    page.open(path)
    said, button = "document.querySelector('#f1-1 .said')", "document.getElementById('export')"
    state = f"[who.value, {said}.textContent, {button}.textContent]"
    assert page.run(state) == ["周启明", "已核定 · 周启明", "导出核定（1 处）"]
    page.key("j")
    page.key("u")
    page.open(path)
    assert page.run(state) == ["周启明", "", "导出核定"]


def test_without_script_everything_can_still_be_read(page: Page, tmp_path: Path) -> None:
    path = written(tmp_path, *two_files())
    page.open(path, script=False)
    picture = tmp_path / "无脚本.png"
    page.picture(picture)
    page.open(path)
    assert picture.stat().st_size > 20_000
    static = path.read_text(encoding="utf-8").partition("<script>")[0]
    assert static.count('<li id="f') == 5
    assert len(re.findall(r'<a class="r [eaks ]+" id="m\d-\d" href="#f\d-\d">', static)) == 5
    assert '<form class="bar" id="bar" hidden' in static


def test_the_narrow_page_fits_and_raises_the_chosen_one_from_below(page: Page, tmp_path: Path) -> None:
    page.open(written(tmp_path, *two_files()), 390, 844)
    assert page.run("document.documentElement.scrollWidth") == 390
    page.click("mark[data-f='4']")
    box = page.run(
        "(() => { const box = document.querySelector('.peek').getBoundingClientRect();"
        " return [box.left, box.right, innerHeight - box.bottom, box.height < innerHeight / 2]; })()"
    )
    assert box == [0, 390, 0, True]
    page.key("Escape")
    assert page.run("document.querySelectorAll('.peek').length") == 0


@pytest.mark.needs_pdf_tools
def test_the_printed_page_has_the_text_and_the_list_and_no_buttons(page: Page, tmp_path: Path) -> None:
    opened_afresh(page, written(tmp_path, *two_files()))
    page.pdf(tmp_path / "报告.pdf")
    done = subprocess.run(
        ["pdftotext", "-raw", tmp_path / "报告.pdf", "-"], capture_output=True, check=True, text=True
    )
    text = re.sub(r"\s", "", done.stdout)
    for wanted in ("校对报告", "各县,", "请于2月30日前办理", "“1百”应写作“100”", "—2—"):
        assert wanted in text
    for unwanted in ("确认", "导出核定", "上一处", "原文如此"):
        assert unwanted not in text
    assert done.stdout.count("\f") == 2
