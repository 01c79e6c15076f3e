"""横排的附件（GB/T 9704—2012 第 8 条）：自成横的一节，版心和页码都在竖着的纸上原来的地方。

面向左转 90 度装订：纸的左边是横面的上边，纸的下边是横面的左边。页码在横面的左边，字向右转 90 度，
放在页脚里定位的单格表格中：不用绘图对象，Word 2007 以来和 WPS、LibreOffice 都认。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.layout.docx.folio import FOLIO_PITCH, dash_place, folio_paragraph
from gongwen.layout.docx.paragraphs import exact, paragraph, speck
from gongwen.layout.docx.schema import Element, node, properties
from gongwen.layout.docx.styles import FOLIO
from gongwen.layout.docx.tables import zero_margins
from gongwen.units import mm, twips

if TYPE_CHECKING:
    from gongwen.layout.docx.parts import Parts
    from gongwen.layout.docx.sheet import Sheet

EDGE = mm(15)
# 页眉、空的页脚距纸边。


def landscape_section(sheet: Sheet, parts: Parts) -> Element:
    """横的一节的属性；sheet 是竖着的版面。"""
    footers = [
        parts.furniture("footer", face, _folio(sheet, side), paragraph(FOLIO, (), exact(1), speck()))
        for face, side in (("default", "right"), ("even", "left"))
    ]
    width, height = sheet.pt("page.width"), sheet.pt("page.height")
    bottom = height - sheet.pt("page.top") - sheet.pt("page.type_height")
    size = node("pgSz", w=twips(height), h=twips(width), orient="landscape")
    margins = node(
        "pgMar", top=twips(sheet.pt("page.left")), right=twips(sheet.pt("page.top")),
        bottom=twips(width - sheet.pt("page.left") - sheet.width), left=twips(bottom),
        header=twips(EDGE), footer=twips(EDGE), gutter=0,
    )  # fmt: skip
    return properties("sectPr", *footers, node("type", val="nextPage"), size, margins)


def _folio(sheet: Sheet, side: str) -> Element:
    """页码：格子与竖着时的页码行一样大，转过来，仍在版心下边缘之下 7 mm。"""
    across = sheet.pt("page.height") - sheet.pt("page.top") - sheet.pt("page.type_height")
    left = across - sheet.pt("folio.drop") - dash_place(sheet)
    place = node(
        "tblpPr", leftFromText=0, rightFromText=0, topFromText=0, bottomFromText=0,
        vertAnchor="page", horzAnchor="page", tblpX=twips(left), tblpY=twips(sheet.pt("page.left")),
    )  # fmt: skip
    width = twips(FOLIO_PITCH)
    frame = properties(
        "tblPr", place, node("tblW", w=width, type="dxa"), node("tblLayout", type="fixed"), zero_margins()
    )
    height = node("trHeight", val=twips(sheet.width), hRule="exact")
    turn = properties("tcPr", node("tcW", w=width, type="dxa"), node("textDirection", val="tbRl"))
    cell = node("tc", turn, folio_paragraph(sheet, side))
    row = node("tr", properties("trPr", height), cell)
    return node("tbl", frame, node("tblGrid", node("gridCol", w=width)), row)
