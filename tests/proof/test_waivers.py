"""放行：注明的地方不报，别处照报，没有写全的、没有用上的要说。"""

from __future__ import annotations

import pytest
from tests.helpers import FRONT, draft, parsed

from gongwen.document.body import Paragraph, Table
from gongwen.findings import Disposition, Ruling
from gongwen.proofing.engine import proof_document
from gongwen.proofing.rules import RULES
from gongwen.sources.draft import parse_draft
from gongwen.sources.waivers import Waiver, waivers_in
from gongwen.spans import Mark, Medium, SourceText, Span

BAD = "请各单位于5月8日前报送,逾期不候。"


def proofed(text: str):
    (result,) = proof_document(parsed(text), RULES)
    return result


def summary(text: str) -> tuple[list[tuple[str, int]], list[tuple[str, int, str]]]:
    """（还算数的：代码、行号），（放行的：代码、行号、理由）。"""
    result = proofed(text)

    def line(item) -> int:
        return result.source.position(item.span.start)[0] if item.span else 0

    live = [(item.code, line(item)) for item in result.findings]
    return live, [(item.code, line(item), item.ruling.reason) for item in result.set_aside]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize(
    ("marks", "live", "aside"),
    [
        ("<!-- 放行 BD01：原文如此 -->", [("BD01", 3)], [("BD01", 2, "原文如此")]),
        (
            "　<!--放行 bd01, SZ01 : 甲〔2026〕𠮷-->",
            [("FX02", 1), ("BD01", 3)],
            [("BD01", 2, "甲〔2026〕𠮷")],
        ),
        ("<!-- 全文放行 BD：照原样 -->", [], [("BD01", 2, "照原样"), ("BD01", 3, "照原样")]),
        ("<!-- 放行 BD01 -->", [("FX01", 1), ("BD01", 2), ("BD01", 3)], []),
        ("<!-- 放行 FX01、BD01： -->", [("FX01", 1), ("BD01", 2), ("BD01", 3)], []),
        ("<!-- 放行 BD01（括号不对） -->", [("FX01", 1), ("BD01", 2), ("BD01", 3)], []),
    ],
    ids=[
        "next-paragraph",
        "codes-and-spacing",
        "whole-text",
        "no-reason",
        "blank-reason",
        "not-a-waiver-form",
    ],
)
def test_a_waiver_holds_where_it_says(marks, live, aside, newline):
    assert summary(newline.join([marks, BAD, BAD, ""])) == (live, aside)


def test_blank_lines_and_other_waivers_may_stand_between():
    text = f"<!-- 放行 BD01：甲 -->\n\n<!-- 放行 WZ01：乙 -->\n{BAD}\n"
    assert summary(text) == ([("FX02", 3)], [("BD01", 4, "甲")])


def test_a_waiver_before_a_table_holds_for_the_whole_table():
    text = f"<!-- 放行 BD01：照录 -->\n| 甲,乙 | 丙 |\n|---|---|\n| 丁 | 戊,己 |\n\n{BAD}\n"
    live, aside = summary(text)
    assert (live, [item[:2] for item in aside]) == ([("BD01", 6)], [("BD01", 2), ("BD01", 4)])
    assert isinstance(parsed(draft(body=text)).body[0], Table)


def test_a_waiver_in_the_front_matter_is_a_comment_above_the_key():
    front = FRONT.replace("标题: ", "# 放行 BT：领导定的标题\n标题: ").replace("的通知\n", "的通知。\n", 1)
    result = proofed(draft(front))
    assert [item.code for item in result.findings] == []
    assert {item.ruling for item in result.set_aside} == {Ruling(Disposition.WAIVED, "领导定的标题")}


def test_a_missing_element_is_waived_for_the_whole_text_only():
    front = FRONT.replace("标题: 关于做好防汛工作的通知\n", "")
    assert ("YS04", 0) in summary(draft(front))[0]
    assert ("YS04", 0) in summary(draft("# 放行 YS04：标题另定\n" + front))[0]
    assert ("YS04", 0, "标题另定") in summary(draft("# 全文放行 YS04：标题另定\n" + front))[1]


def test_the_line_of_a_waiver_is_not_printed():
    document = parsed(draft(body="<!-- 放行 BD01：原文如此 -->\n甲,乙。\n"))
    assert [block.text.value for block in document.body if isinstance(block, Paragraph)] == ["甲,乙。"]


def test_other_comments_and_the_word_itself_are_text():
    text = "<!-- 说明 -->\n各检查站要及时放行。\n# 放行 BD01：这是标题\n"
    assert waivers_in(SourceText("稿", text)) == ()


def test_a_waiver_with_nothing_below_covers_nothing():
    text = "正文。\n<!-- 放行 BD01：末尾 -->"
    assert waivers_in(SourceText("稿", text)) == (
        Waiver(Span(4, len(text)), ("BD01",), "末尾", Span(len(text), len(text))),
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [(f"<!-- 放行 BD01：甲 -->\n{BAD}\n", 10_001), ("<!-- 放行 BD01：甲 -->\n", 10_000)],
    ids=["pairs", "waivers-only"],
)
def test_ten_thousand_waivers_are_read_in_one_pass(text, found):
    result = proofed(text * 10_000 + BAD)
    assert len(result.findings) + len(result.set_aside) == found


@pytest.mark.parametrize("medium", [Medium.DOCX, Medium.PDF])
def test_what_a_word_file_or_a_pdf_prints_is_no_waiver(medium):
    text = f"<!-- 全文放行 BD：印出来的字 -->\n{BAD}\n"
    source = SourceText("收.docx", text, medium=medium, marks=(Mark(0, "第1段"),))
    (result,) = proof_document(parse_draft(source, None), RULES)
    assert ([item.code for item in result.findings], result.set_aside) == (["BD01"], ())
    assert result.characters == len("".join(text.split()))
