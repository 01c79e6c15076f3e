"""Plan 排成 DOCX：各部分的先后，分节，页眉页脚。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.layout.docx import letter
from gongwen.layout.docx.body import annex_blocks, issued_blocks, main_blocks, title_blocks
from gongwen.layout.docx.colophon import colophon_blocks
from gongwen.layout.docx.folio import blank_footer, folio_distance, folio_paragraph
from gongwen.layout.docx.head import general_head, minutes_head, order_head
from gongwen.layout.docx.items import set_pitch, space_tables
from gongwen.layout.docx.legal import check_characters
from gongwen.layout.docx.paragraphs import add_to_paragraph, tiny_paragraph
from gongwen.layout.docx.parts import Parts
from gongwen.layout.docx.schema import Element, node, properties, switch
from gongwen.layout.docx.settings import make_font_table, make_settings
from gongwen.layout.docx.sheet import make_sheet
from gongwen.layout.docx.styles import make_styles
from gongwen.ooxml.names import qn
from gongwen.units import mm, twips

if TYPE_CHECKING:
    from gongwen.layout.docx.faces import FaceFacts
    from gongwen.layout.docx.sheet import Sheet
    from gongwen.layout.plan.model import ImageItem, Plan
    from gongwen.layout.style import Style

HEADER_DISTANCE = mm(15)


def build_docx(plan: Plan, style: Style, faces: FaceFacts, annex_style: Style) -> bytes:
    """DOCX 文件的字节。"""
    check_characters(plan)
    sheet, parts = make_sheet(style), Parts()
    parts.add_styles(make_styles(sheet), make_settings(sheet), make_font_table(sheet))
    parts.add_properties(plan.meta)
    blocks = _text_blocks(plan, sheet, make_sheet(annex_style), parts, keep_last=faces.keep_last)
    _add_colophon(blocks, plan, sheet, parts, faces)
    parts.body.extend(blocks)
    return parts.to_bytes()


def _text_blocks(
    plan: Plan, sheet: Sheet, annex_sheet: Sheet, parts: Parts, *, keep_last: bool
) -> list[Element]:
    """版头、主体、附件、被印发件。"""

    def picture(item: ImageItem) -> Element:
        return parts.picture(item, plan.images[item.file])

    main = main_blocks(plan, sheet, picture, keep_last=keep_last)
    blocks = [*_head(plan, sheet), *title_blocks(plan, sheet), *main]
    apart: list[Element] = []
    for annex in plan.annexes:
        apart += annex_blocks(annex, annex_sheet, picture)
    if plan.issued is not None:
        apart += issued_blocks(plan.issued, annex_sheet, picture)
    if annex_sheet.text.height != sheet.text.height:
        set_pitch(apart, annex_sheet)
    blocks += apart
    space_tables(blocks, sheet)
    return blocks


def _head(plan: Plan, sheet: Sheet) -> list[Element]:
    match plan.format:
        case "信函":
            return letter.first_rows(plan, sheet)
        case "命令":
            return order_head(plan, sheet)
        case "纪要" | "简报":
            return minutes_head(plan, sheet)
        case "白头":
            return []
        case _:
            return general_head(plan, sheet)


def _add_colophon(blocks: list[Element], plan: Plan, sheet: Sheet, parts: Parts, faces: FaceFacts) -> None:
    """版记与各节的属性。版记另起偶数面时自成一节，空白面由 Word 自己补。"""
    first = _first_section(plan, sheet, parts)
    if blocks[-1].tag != qn("w:p"):
        blocks.append(tiny_paragraph())
    if not plan.colophon:
        blocks.append(first)
        return
    foot = [*colophon_blocks(plan, sheet), tiny_paragraph()]
    if faces.colophon_break == "none":
        blocks += [*foot, first]
        return
    add_to_paragraph(blocks[-1], first)
    footers = []
    if faces.colophon_break == "blank_even":
        footers = [parts.furniture("footer", face, blank_footer()) for face in ("default", "even")]
    kind = "nextPage" if faces.colophon_break == "next" else "evenPage"
    blocks += [*foot, _section(plan, sheet, *footers, node("type", val=kind))]


def _first_section(plan: Plan, sheet: Sheet, parts: Parts) -> Element:
    lift = letter.folio_lift(sheet) if plan.format == "信函" else 0.0
    furniture = []
    if plan.format == "信函":
        furniture = [
            parts.furniture("header", "first", *letter.letterhead(plan, sheet)),
            parts.furniture("footer", "first", *letter.first_footer(sheet)),
            switch("titlePg"),
        ]
    furniture.append(parts.furniture("footer", "default", folio_paragraph(sheet, "right", lift)))
    furniture.append(parts.furniture("footer", "even", folio_paragraph(sheet, "left", lift)))
    return _section(plan, sheet, *furniture)


def _section(plan: Plan, sheet: Sheet, *extra: Element) -> Element:
    """节：纸张、页边距；不用文档网格（行距和字距都是固定值）。"""
    is_letter = plan.format == "信函"
    size = {"w": twips(sheet.pt("page.width")), "h": twips(sheet.pt("page.height"))}
    right = sheet.pt("page.width") - sheet.pt("page.left") - sheet.width
    bottom = sheet.pt("page.height") - sheet.pt("page.top") - sheet.pt("page.type_height")
    margins = {
        "top": twips(sheet.pt("page.top")),
        "right": twips(right),
        "bottom": twips(bottom),
        "left": twips(sheet.pt("page.left")),
        "header": twips(letter.header_distance(plan, sheet) if is_letter else HEADER_DISTANCE),
        "footer": twips(letter.footer_distance(sheet) if is_letter else folio_distance(sheet)),
        "gutter": 0,
    }
    return properties("sectPr", *extra, node("pgSz", **size), node("pgMar", **margins))
