"""版记：末一面底端，末条线与版心下边缘重合（GB/T 9704—2012 7.4）。

用图文框（framePr）以版心底端定位：Word、WPS 自始支持，LibreOffice 也照办，文字仍在正文的阅读次序里。
浮动表格（tblpPr）与版心等宽时 LibreOffice 当作普通表格，不到底端。
段落边线随缩进，与版心对不齐，图文框里有边线时 LibreOffice 还会取消图文框，所以线是没有缩进、
填黑的极矮段落，行高就是线的粗细。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.layout.docx.paragraphs import (
    add_to_paragraph,
    exact,
    indent,
    paragraph,
    speck,
    tabs,
    text_run,
)
from gongwen.layout.docx.schema import Element, node
from gongwen.layout.docx.styles import COLOPHON
from gongwen.units import cells, twips

if TYPE_CHECKING:
    from gongwen.layout.docx.sheet import Sheet
    from gongwen.layout.plan.model import ColophonRow, Plan


def colophon_blocks(plan: Plan, sheet: Sheet) -> list[Element]:
    """版记各行与各线，在一个图文框里；它依附于其后的段落。信函的版记没有线（10.1）。"""
    ruled = plan.format != "信函"
    blocks: list[Element] = []
    for index, row in enumerate(plan.colophon):
        if ruled and (index == 0 or row.rule_above):
            blocks.append(_rule(sheet, "thick" if index == 0 else "thin"))
        blocks.append(_row(row, sheet))
    if ruled:
        blocks.append(_rule(sheet, "thick"))
    for block in blocks:
        add_to_paragraph(block, _frame(sheet))
    return blocks


def _frame(sheet: Sheet) -> Element:
    return node(
        "framePr", w=twips(sheet.width), wrap="notBeside", vAnchor="margin", hAnchor="margin",
        xAlign="left", yAlign="bottom",
    )  # fmt: skip


def _rule(sheet: Sheet, weight: str) -> Element:
    """首条、末条线粗，中间的细（7.4.1）。"""
    black = node("shd", val="clear", color="auto", fill="000000")
    return paragraph(COLOPHON, (), black, exact(sheet.pt(f"colophon.{weight}")), speck())


def _row(row: ColophonRow, sheet: Sheet) -> Element:
    """左右各空一字；回行与冒号后的首字对齐。"""
    font, margin = sheet.font("fangsong"), sheet.pt("colophon.indent")
    if row.right:
        run = text_run(f"{row.text}\t{row.right}", font)
        return paragraph(COLOPHON, [run], tabs(("right", sheet.width - margin)), indent(margin))
    label = cells(row.label) * sheet.colophon.size
    return paragraph(
        COLOPHON, [text_run(row.label + row.text, font)], indent(margin + label, margin, first=-label)
    )
