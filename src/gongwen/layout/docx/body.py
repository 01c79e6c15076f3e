"""主体：标题、主送机关、正文、附件说明、署名和日期、附注、附件（GB/T 9704—2012 7.3）。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.layout.docx.items import item_block, item_blocks
from gongwen.layout.docx.paragraphs import (
    add_to_paragraph,
    align,
    indent,
    paragraph,
    set_spacing,
    tabs,
    text_run,
)
from gongwen.layout.docx.schema import switch
from gongwen.layout.docx.sheet import before
from gongwen.layout.docx.styles import (
    ADDRESSEES,
    ANNEX_LABEL,
    ANNEX_NOTE,
    ATTENDANCE,
    BODY,
    CLOSING,
    NOTE,
    REMARK,
    TITLE,
)
from gongwen.layout.docx.tables import plain_table
from gongwen.layout.plan.model import HeadingItem, ParaItem
from gongwen.ooxml.names import qn
from gongwen.units import cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.layout.docx.items import Picture
    from gongwen.layout.docx.schema import Element
    from gongwen.layout.docx.sheet import Sheet
    from gongwen.layout.plan.model import AnnexItem, AnnexNote, ClosingRow, IssuedItem, Item, Plan, Run

TWO_LINES = 56
# 末段不过两行时总与署名同面；再长的，PDF 里需要时才如此。
KEPT_NOTES = 8
MOST_KEPT = 8
# 标题至多这么多行与下文同面；再多的首页放不下。
ANNEX_LABEL_TEXT = "附件："


def title_blocks(plan: Plan, sheet: Sheet) -> list[Element]:
    """标题、题注与主送机关；命令（令）没有标题（10.2）。"""
    blocks = []
    if plan.format != "命令" and plan.title_lines:
        # 信函首面要省的高度分在标题上下两处，每处不到 1 mm；别的格式在版头里省了一半。
        saved = sheet.page_slack / 2 if plan.format == "信函" else 0.0
        above = _above_title(plan, sheet)
        blocks += titled(plan.title_lines, plan.title_note, sheet, above=above, saved=saved)
    if plan.addressees:
        blocks.append(paragraph(ADDRESSEES, [text_run(plan.addressees, sheet.font("fangsong"))]))
    return blocks


def titled(
    lines: Sequence[str], note: Sequence[str], sheet: Sheet, *, above: float, saved: float = 0.0
) -> list[Element]:
    """标题，有题注的连同题注；其下空一行，少 saved。"""
    title = title_paragraph(lines, sheet)
    gap = before(sheet.title, sheet.text, sheet.blank(sheet.pt("title.addressee_gap")) - saved)
    if not note:
        set_spacing(title, before=above, after=gap)
        return [title]
    set_spacing(title, before=above, after=before(sheet.title, sheet.text, sheet.leading))
    under = paragraph(NOTE, [text_run("\n".join(note), sheet.font("kai"))])
    set_spacing(under, after=sheet.text.height - saved)
    return [title, under]


def _above_title(plan: Plan, sheet: Sheet) -> float:
    if plan.format == "白头":
        return sheet.text.height
    if plan.format == "信函":
        gap = sheet.blank(sheet.pt("letter.title_gap")) - sheet.page_slack / 2
        return before(sheet.text, sheet.title, gap)
    return sheet.pt("title.gap") - sheet.title.above - sheet.page_slack / 2


def title_paragraph(lines: Sequence[str], sheet: Sheet) -> Element:
    """标题：各行在同一段里，用换行符分开；长得首页放不下的从首页排起，可以换面。"""
    loose = [switch(name, on=False) for name in ("keepNext", "keepLines")]
    return paragraph(
        TITLE, [text_run("\n".join(lines), sheet.font("xbs"))], *(loose if len(lines) > MOST_KEPT else [])
    )


def main_blocks(plan: Plan, sheet: Sheet, picture: Picture, *, keep_last: bool = False) -> list[Element]:
    """正文到附注。署名前的一段、附件说明与署名、日期不分在两面（7.3.5.5）。"""
    items = item_blocks(plan.items, sheet, picture)
    notes = note_blocks(plan.annex_notes, sheet)
    closing = closing_blocks(plan.closing, sheet, followed=bool(plan.remark))
    if closing:
        if _may_follow(plan.items, keep_last=keep_last):
            keep_with_next(items[-1])
        if len(notes) <= KEPT_NOTES:
            for note in notes:
                keep_with_next(note)
    blocks = [*items, *notes, *closing, *attendance_blocks(plan, sheet)]
    if plan.remark:
        blocks.append(paragraph(REMARK, [text_run(plan.remark, sheet.font("fangsong"))]))
    return blocks


def _may_follow(items: Sequence[Item], *, keep_last: bool) -> bool:
    """末一项与署名同面：PDF 里已这样排，或它只有一两行；而且之前还有正文留在首面（7.3.3）。

    Word 对长段只带走末几行，LibreOffice 会带走整段。
    """
    *earlier, last = items
    if not any(not isinstance(item, HeadingItem) or item.run_in for item in earlier):
        return False
    if keep_last or not isinstance(last, HeadingItem | ParaItem):
        return True
    return sum(map(_length, last.runs)) <= TWO_LINES


def _length(run: Run) -> int:
    return len(run.text)


def keep_with_next(block: Element) -> None:
    """与下一段同面；表格只管末一行。"""
    if block.tag == qn("w:p"):
        add_to_paragraph(block, switch("keepNext"))
        return
    for each in block.findall(qn("w:tr"))[-1].iter(qn("w:p")):
        add_to_paragraph(each, switch("keepNext"))


def note_blocks(notes: Sequence[AnnexNote], sheet: Sheet) -> list[Element]:
    """附件说明：空二字，回行与名称首字对齐（7.3.4）。"""
    label = cells(ANNEX_LABEL_TEXT) * sheet.cell
    number = max((cells(note.number) + 0.5 for note in notes if note.number), default=0.0) * sheet.cell
    left = sheet.indent + label + number
    made = []
    for index, note in enumerate(notes):
        lead = (ANNEX_LABEL_TEXT if index == 0 else "") + note.number + ("\t" if note.number else "")
        hanging = number + (label if index == 0 else 0.0)
        runs = [text_run(lead + note.title, sheet.font("fangsong"))]
        made.append(paragraph(ANNEX_NOTE, runs, tabs(("left", left)), indent(left, first=-hanging)))
    if made:
        set_spacing(made[0], before=sheet.pt("body.annex_note_gap"))
    return made


def closing_blocks(rows: Sequence[ClosingRow], sheet: Sheet, *, followed: bool = False) -> list[Element]:
    """署名与日期（7.3.5）；一行几个署名的用无线表格，各自居中。followed：后面还有附注。"""
    blocks: list[Element] = []
    table: list[list[list[Element]]] = []
    kept = _kept_rows(rows, sheet, followed=followed)
    for index, row in enumerate(rows):
        paragraphs = [_closing_paragraph(text, row, sheet, keep=index in kept) for text in row.cells]
        if len(row.cells) == 1:
            blocks += paragraphs
            continue
        table.append([[each] for each in paragraphs])
        if index == len(rows) - 1 or len(rows[index + 1].cells) != len(row.cells):
            equal = (sheet.width / len(row.cells),) * len(row.cells)
            blocks.append(plain_table(table, row.widths or equal))
            table = []
    return blocks


def _kept_rows(rows: Sequence[ClosingRow], sheet: Sheet, *, followed: bool) -> range:
    """与下一行同面的各行；署名多得一面排不下的，只有末一个署名和日期不拆开。"""
    lines = sum(max(text.count("\n") + 1 for text in row.cells) for row in rows)
    height = sum(row.before for row in rows) + lines * sheet.text.height
    last = len(rows) - 1
    if height > sheet.pt("page.type_height") - sheet.text.height:
        return range(max(0, last - 1), last)
    return range(last + 1 if followed else last)


def _closing_paragraph(text: str, row: ClosingRow, sheet: Sheet, *, keep: bool) -> Element:
    if len(row.cells) > 1:
        place = [align("center")]
    elif row.from_left:
        place = [indent(sheet.width - row.right - cells(text) * sheet.cell), align("left")]
    else:
        stamp = 0.0 if row.stamp_gap is None else row.stamp_gap + row.stamp_width
        place = [indent(right=row.right + stamp)]
    if keep:
        place.append(switch("keepNext"))
    made = paragraph(CLOSING, [text_run(text, sheet.font("fangsong"))] if text else [], *place)
    if row.before:
        set_spacing(made, before=row.before)
    return made


def attendance_blocks(plan: Plan, sheet: Sheet) -> list[Element]:
    """出席、请假、列席：空二字，黑体标明，回行与冒号后的首字对齐（10.3）。"""
    made = []
    for label, names in plan.attendance:
        width = cells(label) * sheet.cell
        runs = [text_run(label, sheet.font("hei")), text_run(names, sheet.font("fangsong"))]
        made.append(paragraph(ATTENDANCE, runs, indent(sheet.indent + width, first=-width)))
    if made:
        set_spacing(made[0], before=sheet.pt("minutes.attendance_gap"))
    return made


def annex_blocks(annex: AnnexItem, sheet: Sheet, picture: Picture) -> list[Element]:
    """附件：另面，序号黑体顶格，标题在第三行，再空一行是正文（7.3.7）。"""
    number = [text_run(annex.number, sheet.font("fangsong"))] if annex.number else []
    blocks = [paragraph(ANNEX_LABEL, [*number, text_run(annex.label, sheet.font("hei"))])]
    if annex.title_lines:
        title = title_paragraph(annex.title_lines, sheet)
        gap = sheet.blank(sheet.pt("annex.title_gap"))
        top = 3 * sheet.text.height + len(annex.title_lines) * sheet.title.height
        below = _below_title(sheet) - sheet.overrun(top)
        set_spacing(title, before=before(sheet.text, sheet.title, gap), after=below)
        blocks.append(title)
    return [*blocks, *item_blocks(annex.items, sheet, picture)]


def issued_blocks(issued: IssuedItem, sheet: Sheet, picture: Picture) -> list[Element]:
    """被印发件：另面，标题、题注居中，再空一行是正文；不标“附件”。"""
    blocks = []
    if issued.title_lines:
        note = (issued.note,) if issued.note else ()
        blocks += titled(issued.title_lines, note, sheet, above=sheet.text.height)
    first, *rest = issued.items or (ParaItem(()),)
    blocks.append(item_block(first, sheet, picture))
    blocks += item_blocks(rest, sheet, picture)
    return _on_new_page(blocks)


def _on_new_page(blocks: list[Element]) -> list[Element]:
    if blocks[0].tag != qn("w:p"):
        blocks.insert(0, paragraph(BODY, ()))
    add_to_paragraph(blocks[0], switch("pageBreakBefore"))
    return blocks


def _below_title(sheet: Sheet) -> float:
    return before(sheet.title, sheet.text, sheet.blank(sheet.text.height))
