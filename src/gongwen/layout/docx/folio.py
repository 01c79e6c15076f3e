"""页码：4 号半角宋体，左右各一条一字线，单页居右、双页居左，各空一字（GB/T 9704—2012 7.5）。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.layout.docx.paragraphs import align, exact, fonts, indent, paragraph, text_run
from gongwen.layout.docx.schema import Element, node, properties
from gongwen.layout.docx.sheet import Line
from gongwen.layout.docx.styles import FOLIO

if TYPE_CHECKING:
    from gongwen.layout.docx.sheet import Sheet

FOLIO_PITCH = 20.0
DASH_CENTRE = 0.38
# 一字线的中线在基线之上多高（字号的倍数）。


def folio_distance(sheet: Sheet) -> float:
    """页脚下边缘至纸边的距离，使一字线距版心下边缘 7 mm。"""
    bottom = sheet.pt("page.height") - sheet.pt("page.top") - sheet.pt("page.type_height")
    return bottom - sheet.pt("folio.drop") - dash_place(sheet)


def dash_place(sheet: Sheet) -> float:
    """一字线的中线在页码行的下边缘之上多高。"""
    line = Line(sheet.pt("folio.size"), FOLIO_PITCH)
    return line.height - (line.above + (1 - 0.12 - DASH_CENTRE) * line.size)


def folio_gap(sheet: Sheet) -> float:
    """版心下边缘到页码行的空白，写成段前，使页脚正好从版心下边缘起。

    另起偶数面的一节，LibreOffice 把页脚之上的空白并进版心，版记会低 3 mm。
    """
    return sheet.pt("folio.drop") + dash_place(sheet) - FOLIO_PITCH


def folio_paragraph(sheet: Sheet, side: str, below: float = 0.0, *, above: float = 0.0) -> Element:
    """页码一行：side 为 right（单页）或 left（双页）；above、below 是行上、行下另加的空白。"""
    font = sheet.font("song")
    space = sheet.pt("folio.indent")
    place = indent(right=space) if side == "right" else indent(space)
    return paragraph(
        FOLIO,
        [text_run("— ", font), *page_field(font), text_run(" —", font)],
        exact(FOLIO_PITCH, above, below), place, align(side),
    )  # fmt: skip


def page_field(font: str) -> list[Element]:
    """PAGE 域。"""
    return field_runs("PAGE", font)


def field_runs(name: str, font: str) -> list[Element]:
    """一个域（PAGE、NUMPAGES）。"""
    code = node("instrText")
    code.text = f" {name} "
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    shown = node("t")
    shown.text = "1"
    contents = [
        node("fldChar", fldCharType="begin"), code, node("fldChar", fldCharType="separate"), shown,
        node("fldChar", fldCharType="end"),
    ]  # fmt: skip
    return [node("r", properties("rPr", fonts(font)), content) for content in contents]


def blank_footer(sheet: Sheet) -> Element:
    """不编页码的页脚，与编页码的一样高。"""
    return paragraph(FOLIO, (), exact(FOLIO_PITCH, folio_gap(sheet)))
