"""正文各项：标题行、段落、表格、图片。"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from gongwen.layout.docx.paragraphs import paragraph, plan_runs, set_spacing
from gongwen.layout.docx.schema import Element, node, switch
from gongwen.layout.docx.styles import (
    ANNEX_LABEL,
    BODY,
    CAPTION,
    FIGURE,
    HEADING_LEVELS,
    TABLE,
    TITLE,
    heading,
)
from gongwen.layout.docx.tables import body_table
from gongwen.layout.plan.model import CaptionItem, HeadingItem, ImageItem, ParaItem, TableItem
from gongwen.ooxml.names import qn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gongwen.layout.docx.sheet import Sheet
    from gongwen.layout.plan.model import Item

    Picture: TypeAlias = Callable[[ImageItem], Element]


def item_blocks(items: Sequence[Item], sheet: Sheet, picture: Picture) -> list[Element]:
    """各项，一项一个段落或表格。"""
    return [item_block(item, sheet, picture) for item in items]


def item_block(item: Item, sheet: Sheet, picture: Picture) -> Element:
    """一项。标题后接排正文的不作大纲标题，用正文样式。"""
    match item:
        case HeadingItem(level=level) if not item.run_in and level <= HEADING_LEVELS:
            return paragraph(heading(level), plan_runs(item.runs, sheet))
        case HeadingItem() | ParaItem():
            return paragraph(BODY, plan_runs(item.runs, sheet))
        case TableItem():
            return body_table(item, sheet)
        case CaptionItem():
            return paragraph(CAPTION, plan_runs(item.runs, sheet))
        case ImageItem():
            together = [switch("keepNext")] if item.captioned else []
            made = paragraph(FIGURE, [node("r", picture(item))], *together)
            gap = sheet.leading
            set_spacing(made, before=gap - sheet.text.below, after=gap - sheet.text.above)
            return made


def set_pitch(blocks: Sequence[Element], sheet: Sheet) -> None:
    """附件的行距与主体不同时，逐段写明（标题、表格、图片各有自己的行距）。"""
    own = {TITLE, FIGURE}
    for block in blocks:
        style = block.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        if style is not None and style.get(qn("w:val")) not in own:
            set_spacing(block, line=sheet.text.height)


def space_tables(blocks: Sequence[Element], sheet: Sheet) -> None:
    """有线表格与上下文字之间留出一个行间空白：表格自己不能带段前段后。"""
    for upper, lower in pairwise(blocks):
        if _is_ruled_table(lower) and upper.tag == qn("w:p"):
            set_spacing(upper, after=max(_spacing(upper, "after"), sheet.leading - sheet.text.below))
        if _is_ruled_table(upper) and lower.tag == qn("w:p") and not _starts_face(lower):
            set_spacing(lower, before=_spacing(lower, "before") + sheet.leading - sheet.text.above)


def _starts_face(block: Element) -> bool:
    """另起一面的段落（附件序号的样式里也有）：面首的段前 Word 照留，字会低下去。"""
    layout = block.find(qn("w:pPr"))
    if layout is None:
        return False
    style = layout.find(qn("w:pStyle"))
    labelled = style is not None and style.get(qn("w:val")) == ANNEX_LABEL
    return labelled or layout.find(qn("w:pageBreakBefore")) is not None


def _is_ruled_table(block: Element) -> bool:
    style = block.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}")
    return style is not None and style.get(qn("w:val")) == TABLE


def _spacing(block: Element, side: str) -> float:
    found = block.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
    return float(found.get(qn(f"w:{side}"), 0)) / 20 if found is not None else 0.0
