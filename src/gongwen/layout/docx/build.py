"""Plan 排成 DOCX：各部分的先后，分节，页眉页脚。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.layout.docx import letter
from gongwen.layout.docx.body import annex_blocks, issued_blocks, main_blocks, title_blocks
from gongwen.layout.docx.colophon import colophon_blocks
from gongwen.layout.docx.folio import blank_footer, folio_distance, folio_gap, folio_paragraph
from gongwen.layout.docx.head import general_head, minutes_head, order_head
from gongwen.layout.docx.items import set_pitch, space_tables
from gongwen.layout.docx.legal import check_characters
from gongwen.layout.docx.paragraphs import add_to_paragraph, tiny_paragraph
from gongwen.layout.docx.parts import Parts
from gongwen.layout.docx.schema import Element, node, properties, switch
from gongwen.layout.docx.settings import make_font_table, make_settings
from gongwen.layout.docx.sheet import make_sheet
from gongwen.layout.docx.spreads import Spread, add_spread, end_section
from gongwen.layout.docx.styles import CLOSING, make_styles
from gongwen.layout.plan.model import DETACHED
from gongwen.ooxml.names import qn
from gongwen.units import mm, twips

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.layout.docx.faces import FaceFacts
    from gongwen.layout.docx.sheet import Sheet
    from gongwen.layout.plan.model import ImageItem, Plan, SealItem
    from gongwen.layout.style import Style

HEADER_DISTANCE = mm(15)


def build_docx(plan: Plan, style: Style, faces: FaceFacts, annex_style: Style) -> bytes:
    """DOCX 文件的字节。"""
    check_characters(plan)
    sheet, parts = make_sheet(style, preprinted=plan.preprinted), Parts()
    parts.add_styles(make_styles(sheet), make_settings(sheet), make_font_table(sheet))
    parts.add_properties(plan.meta)
    spreads = _spreads(plan, sheet, annex_style, parts, keep_last=faces.keep_last)
    blocks, last_section = _joined(spreads, plan, sheet, parts)
    _add_colophon(blocks, last_section, plan, sheet, parts, faces=faces)
    parts.body.extend(blocks)
    return parts.to_bytes()


def _spreads(plan: Plan, sheet: Sheet, annex_style: Style, parts: Parts, *, keep_last: bool) -> list[Spread]:
    """版头、主体、附件、被印发件；横排的附件另成一节。"""

    def picture(item: ImageItem) -> Element:
        return parts.picture(item, plan.images[item.file])

    spreads = []
    annex_sheet = make_sheet(annex_style, preprinted=plan.preprinted)
    if plan.format != DETACHED:
        main = main_blocks(plan, sheet, picture, keep_last=keep_last)
        head = _at_pitch(_head(plan, annex_sheet), annex_sheet, sheet)
        if plan.seal is not None:
            _place_seal(main, plan, plan.seal, sheet, parts)
        spreads.append(Spread([*head, *title_blocks(plan, sheet), *main]))
    for annex in plan.annexes:
        own = _turned_sheet(annex_style) if annex.landscape else annex_sheet
        blocks = annex_blocks(annex, own, picture)
        add_spread(spreads, _at_pitch(blocks, own, sheet), landscape=annex.landscape)
    if plan.issued is not None:
        add_spread(spreads, _at_pitch(issued_blocks(plan.issued, annex_sheet, picture), annex_sheet, sheet))
    if plan.format == DETACHED:  # 文件就从附件开始
        add_to_paragraph(spreads[0].blocks[0], switch("pageBreakBefore", on=False))
    for spread in spreads:
        space_tables(spread.blocks, sheet)
    return spreads


def _place_seal(blocks: Sequence[Element], plan: Plan, item: SealItem, sheet: Sheet, parts: Parts) -> None:
    """印章图浮在成文日期那一段上。"""
    styles = [each.find(f"{qn('w:pPr')}/{qn('w:pStyle')}") for each in blocks]
    dated = next(
        block
        for block, style in reversed([*zip(blocks, styles, strict=True)])
        if style is not None and style.get(qn("w:val")) == CLOSING
    )
    left = sheet.width - item.right - item.size
    drawing = parts.seal(item, plan.images[item.file], left=left, top=item.top + sheet.text.above)
    dated.append(node("r", drawing))


def _at_pitch(blocks: list[Element], own: Sheet, sheet: Sheet) -> list[Element]:
    """附件的行距与主体不同时写明。"""
    if own.text.height != sheet.text.height:
        set_pitch(blocks, own)
    return blocks


def _turned_sheet(style: Style) -> Sheet:
    from gongwen.layout.plan.landscape import turned  # 有横排的才载入

    return make_sheet(turned(style))


def _landscape(sheet: Sheet, parts: Parts) -> Element:
    from gongwen.layout.docx.landscape import landscape_section

    return landscape_section(sheet, parts)


def _joined(spreads: list[Spread], plan: Plan, sheet: Sheet, parts: Parts) -> tuple[list[Element], Element]:
    """各节首尾相接；末一节的属性另外交出，版记还要用。"""
    first, *rest = spreads
    blocks = list(first.blocks)
    section = _landscape(sheet, parts) if first.landscape else _first_section(plan, sheet, parts)
    for spread in rest:
        end_section(blocks, section)
        section = (
            _landscape(sheet, parts)
            if spread.landscape
            else _section(plan, sheet, *_numbered(plan, sheet, parts), node("type", val="nextPage"))
        )
        blocks += spread.blocks
    return blocks, section


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


def _add_colophon(
    blocks: list[Element], last: Element, plan: Plan, sheet: Sheet, parts: Parts, *, faces: FaceFacts
) -> None:
    """版记与末一节的属性 last。版记另起偶数面时自成一节，空白面由 Word 自己补；不排在横排的面上。"""
    if blocks[-1].tag != qn("w:p"):
        blocks.append(tiny_paragraph())
    if not plan.colophon:
        blocks.append(last)
        return
    foot = [*colophon_blocks(plan, sheet), tiny_paragraph()]
    if faces.colophon_break == "none" and not plan.ends_turned:
        blocks += [*foot, last]
        return
    end_section(blocks, last)
    footers = []
    if faces.colophon_break == "blank_even":
        footers = [parts.furniture("footer", face, blank_footer(sheet)) for face in ("default", "even")]
    elif plan.ends_turned:
        footers = _numbered(plan, sheet, parts)
    kind = "evenPage" if faces.colophon_break in ("even", "blank_even") else "nextPage"
    blocks += [*foot, _section(plan, sheet, *footers, node("type", val=kind))]


def _first_section(plan: Plan, sheet: Sheet, parts: Parts) -> Element:
    furniture = []
    if plan.format == "信函":
        furniture = [
            parts.furniture("header", "first", *letter.letterhead(plan, sheet)),
            parts.furniture("footer", "first", *letter.first_footer(sheet)),
            switch("titlePg"),
        ]
    return _section(plan, sheet, *furniture, *_numbered(plan, sheet, parts))


def _numbered(plan: Plan, sheet: Sheet, parts: Parts) -> list[Element]:
    """编页码的页脚：单页居右，双页居左。"""
    lift = letter.folio_lift(sheet) if plan.format == "信函" else 0.0
    return [
        parts.furniture("footer", face, folio_paragraph(sheet, side, lift, above=folio_gap(sheet)))
        for face, side in (("default", "right"), ("even", "left"))
    ]


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
