"""信函格式的版头与首页页脚（GB/T 9704—2012 10.1）。

标志上边缘距纸边 30 mm，高出版心，所以放在首页页眉里：页眉比上边距高时，正文自页眉之下排起，
Word、WPS、LibreOffice 都如此；图文框和绘图对象在三者中的位置不尽一致。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.layout.docx.folio import folio_distance
from gongwen.layout.docx.head import masthead_line, masthead_paragraph
from gongwen.layout.docx.paragraphs import (
    add_to_paragraph,
    border,
    exact,
    indent,
    paragraph,
    speck,
    tabs,
    text_run,
)
from gongwen.layout.docx.schema import Element, node
from gongwen.layout.docx.sheet import BASELINE, INK_BOTTOM, Line
from gongwen.layout.docx.styles import FOLIO, LETTERHEAD, NUMBER

if TYPE_CHECKING:
    from gongwen.layout.docx.sheet import Sheet
    from gongwen.layout.plan.model import Head, Plan

RULE_SPACE = 1


def letterhead(plan: Plan, sheet: Sheet) -> list[Element]:
    """首页页眉：标志，其下双线，再到首行为止的空白。"""
    line = _masthead_line(plan.head, sheet)
    masthead = masthead_paragraph(plan.head.masthead, line, sheet)
    first, second = _rules(sheet, "thick", "thin")
    ruled = paragraph(LETTERHEAD, [], exact(sheet.pt("letter.rule_space")), _across(sheet), speck())
    add_to_paragraph(masthead, node("pBdr", border("bottom", first[0], first[1], RULE_SPACE)))
    add_to_paragraph(masthead, _across(sheet))
    add_to_paragraph(ruled, node("pBdr", border("bottom", second[0], second[1])))
    gap = sheet.pt("letter.first_gap") - sheet.text.above
    return [masthead, ruled, paragraph(LETTERHEAD, [], exact(max(1.0, gap)), speck())]


def header_distance(plan: Plan, sheet: Sheet) -> float:
    """页眉上边缘至纸边的距离，使标志墨迹距纸边 30 mm。"""
    return sheet.pt("letter.masthead_top") - _masthead_line(plan.head, sheet).ink_above()


def _masthead_line(head: Head, sheet: Sheet) -> Line:
    """标志的行：行高取得使墨迹之下 4 mm 正好是粗线。"""
    size = masthead_line(head.masthead).size
    height = (INK_BOTTOM * size + sheet.pt("letter.rule_gap") - RULE_SPACE) / (1 - BASELINE)
    return Line(size, height)


def first_rows(plan: Plan, sheet: Sheet) -> list[Element]:
    """双线之下：份号等居左，发文字号居右，同在首行。"""
    rows = []
    marks = plan.head.marks or (None,)
    for index, mark in enumerate(marks):
        runs = [text_run(mark.text, sheet.font(mark.font))] if mark else []
        if index == 0:
            runs.append(text_run("\t" + plan.head.number, sheet.font("fangsong")))
        rows.append(paragraph(NUMBER, runs, tabs(("right", sheet.width))))
    return rows


def first_footer(sheet: Sheet) -> list[Element]:
    """首页页脚：距纸下边缘 20 mm 的双线，上细下粗；首页不显示页码。"""
    upper, lower = _rules(sheet, "thin", "thick")
    lines = node("pBdr", border("top", *upper), border("bottom", *lower))
    return [paragraph(FOLIO, [], exact(sheet.pt("letter.rule_space")), _across(sheet), lines, speck())]


def footer_distance(sheet: Sheet) -> float:
    """页脚下边缘至纸边的距离：双线的位置。"""
    return sheet.pt("letter.foot_rule")


def folio_lift(sheet: Sheet) -> float:
    """页码行下要加的空白：页脚为双线而降低，页码仍在原处。"""
    return max(0.0, folio_distance(sheet) - footer_distance(sheet))


def _rules(sheet: Sheet, *keys: str) -> list[tuple[float, str]]:
    return [(sheet.pt(f"letter.{key}"), sheet.rule_colour) for key in keys]


def _across(sheet: Sheet) -> Element:
    """170 mm 长、在纸上居中：比版心宽，左右缩进是负数。"""
    side = (sheet.pt("page.width") - sheet.pt("letter.rule_length")) / 2
    right = sheet.pt("page.width") - sheet.pt("page.left") - sheet.width
    return indent(side - sheet.pt("page.left"), side - right)
