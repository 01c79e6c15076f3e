"""白头文件、简报、题注、不落款：国标之外的惯例（办公室制度所列的文书）。"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from gongwen.layout.docx import FaceFacts, render_docx
from gongwen.layout.plan import Plan, make_plan
from gongwen.layout.plan.model import Head, Masthead
from gongwen.layout.style import load_style
from gongwen.ooxml.names import qn
from gongwen.sources.draft import parse_draft
from gongwen.spans import SourceText

if TYPE_CHECKING:
    from pathlib import Path

SPEECH = "文种: 讲话\n发文机关: 甲市政府\n标题: 在防汛工作会议上的讲话\n用印: 不落款\n"
NOTE = "题注: |-\n  市长　沈砚舟\n  （2026年5月12日）\n"
BULLETIN = "文种: 简报\n发文机关: 甲办\n发文机关标志: 政务快报\n标题: 水库加固完成\n成文日期: 2026-5-12\n"


def plan(front: str) -> Plan:
    return make_plan(parse_draft(SourceText("稿.md", f"---\n{front}---\n正文。\n"), None), load_style())


def docx_texts(made: Plan) -> list[tuple[str, str]]:
    """DOCX 各段的（样式, 文字），换行写作“/”。"""
    packed = zipfile.ZipFile(io.BytesIO(render_docx(made, load_style(), faces=FaceFacts("none"))))
    body = etree.fromstring(packed.read("word/document.xml"))
    found = []
    for each in body.iter(qn("w:p")):
        style = each.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        texts = [
            "/" if part.tag == qn("w:br") else part.text or "" for part in each.iter(qn("w:t"), qn("w:br"))
        ]
        found.append(("" if style is None else style.get(qn("w:val")), "".join(texts)))
    return [item for item in found if item[1]]


def test_a_plain_paper_has_no_head_and_asks_for_no_number() -> None:
    made = plan(SPEECH + NOTE)
    assert made.head == Head((), Masthead((), "", 0.0), "")
    assert (made.title_note, made.closing) == (("市长　沈砚舟", "（2026年5月12日）"), ())
    assert (made.placeholders, made.notices) == ((), ())


def test_a_plain_paper_says_which_elements_it_does_not_print() -> None:
    made = plan(SPEECH + "份号: 000001\n发文字号: 甲〔2026〕1号\n印发机关: 甲办\n")
    assert made.notices == (
        "白头格式不排“份号”，写了的没有印出来",
        "白头格式不排“发文字号”，写了的没有印出来",
        "白头格式不排“印发机关”，写了的没有印出来",
    )
    assert made.colophon == ()


def test_a_bulletin_is_headed_by_its_own_name_issue_organ_and_date() -> None:
    made = plan(BULLETIN)
    assert (made.head.masthead.lines, made.head.number, made.head.subline) == (
        ("政务快报",),
        "第　　期",
        ("甲办", "2026年5月12日"),
    )
    assert (made.closing, made.placeholders) == ((), ("发文字号",))
    assert plan(BULLETIN + "发文字号: 第3期\n").placeholders == ()


@pytest.mark.parametrize(
    ("sealing", "wanted"), [("", ("成文日期",)), ("用印: 不盖章\n", ("成文日期",)), ("用印: 不落款\n", ())]
)
def test_a_date_is_missed_only_where_one_is_printed(sealing: str, wanted: tuple[str, ...]) -> None:
    front = SPEECH.replace("用印: 不落款\n", sealing)
    assert plan(front).placeholders == wanted


def test_an_order_has_no_title_and_no_note_under_it() -> None:
    front = "文种: 令\n发文机关: 甲市政府\n标题: 甲市政府令\n题注: （通过）\n"
    made = plan(front)
    assert made.title_note == ()
    assert made.notices == ("命令格式不排“题注”，写了的没有印出来",)


def test_the_note_stands_under_the_title_in_docx() -> None:
    assert docx_texts(plan(SPEECH + NOTE)) == [
        ("GongwenTitle", "在防汛工作会议上的讲话"),
        ("GongwenNote", "市长　沈砚舟/（2026年5月12日）"),
        ("GongwenBody", "正文。"),
    ]


def test_the_note_stands_under_the_title_in_pdf(desk: Path) -> None:
    from pypdf import PdfReader
    from tests.helpers import run

    (desk / "讲话.md").write_text(f"---\n{SPEECH}{NOTE}---\n正文。\n", encoding="utf-8")
    assert run("build", "讲话.md", "--format", "pdf").exit_code == 0
    (page,) = PdfReader(desk / "build" / "讲话" / "讲话.pdf").pages
    assert [line.strip() for line in page.extract_text().splitlines() if line.strip()] == [
        "在防汛工作会议上的讲话", "市长　沈砚舟", "（2026年5月12日）", "正文。", "— 1 —",
    ]  # fmt: skip
