"""版头：标注、发文机关标志、发文字号、签发人、红线（GB/T 9704—2012 7.2、10.2、10.3）。信函见 letter。"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from gongwen.layout.docx.paragraphs import (
    add_to_paragraph,
    align,
    border,
    exact,
    indent,
    paragraph,
    plan_runs,
    set_spacing,
    tabs,
    text_run,
)
from gongwen.layout.docx.schema import Element, node
from gongwen.layout.docx.sheet import Line
from gongwen.layout.docx.styles import MARK, MASTHEAD, NUMBER
from gongwen.layout.docx.tables import plain_table
from gongwen.units import cells

if TYPE_CHECKING:
    from gongwen.layout.docx.sheet import Sheet
    from gongwen.layout.plan.model import Head, Masthead, Plan

LABEL = "签发人："
MASTHEAD_PITCH = 1.27
OVERHANG = 10.0
# 标志常与版心等宽，左右各让出一点，免得因舍入回行；居中的位置不变。


def general_head(plan: Plan, sheet: Sheet) -> list[Element]:
    """通用格式的版头，末行下有红线。"""
    masthead, line = masthead_blocks(plan.head, sheet, sheet.pt("masthead.top"))
    gap = sheet.leading + sheet.pt("masthead.number_gap") - line.ink_below() - sheet.page_slack / 2
    ruled, space = ruled_line(sheet)
    rows = approver_rows(plan.head, sheet) if plan.head.approver_rows else [_centred(plan.head.number, sheet)]
    first = ruled if len(rows) == 1 else sheet.text
    set_spacing(rows[0], before=gap - first.above)
    rule_below(rows[-1], ruled, space, sheet)
    return [*masthead, *rows]


def order_head(plan: Plan, sheet: Sheet) -> list[Element]:
    """命令（令）：令号居中，下空二行是正文，没有红线（10.2）。"""
    masthead, line = masthead_blocks(plan.head, sheet, sheet.pt("order.masthead_top"))
    number = _centred(plan.head.number, sheet)
    gap = sheet.leading + sheet.pt("order.number_gap") - line.ink_below() - sheet.text.above
    # 要省的高度分在两处，每处不到 1 mm。
    set_spacing(number, before=gap - sheet.page_slack / 2)
    set_spacing(number, after=sheet.pt("order.body_gap") - sheet.page_slack / 2)
    return [*masthead, number]


def minutes_head(plan: Plan, sheet: Sheet) -> list[Element]:
    """纪要：编号居中，机关居左、日期居右，下有红线（10.3）。"""
    masthead, line = masthead_blocks(plan.head, sheet, sheet.pt("minutes.masthead_top"))
    rows = [_centred(plan.head.number, sheet)] if plan.head.number else []
    organ, date = plan.head.subline or ("", "")
    run = text_run(f"{organ}\t{date}", sheet.font("fangsong"))
    rows.append(paragraph(NUMBER, [run], tabs(("right", sheet.width))))
    ruled, space = ruled_line(sheet)
    gap = sheet.leading + sheet.pt("masthead.number_gap") - line.ink_below() - sheet.page_slack / 2
    set_spacing(rows[0], before=gap - (ruled if len(rows) == 1 else sheet.text).above)
    rule_below(rows[-1], ruled, space, sheet)
    return [*masthead, *rows]


def mark_paragraphs(head: Head, sheet: Sheet) -> list[Element]:
    """份号、密级和保密期限、紧急程度，各占一行。"""
    return [paragraph(MARK, plan_runs([mark], sheet)) for mark in head.marks]


def masthead_blocks(head: Head, sheet: Sheet, top: float) -> tuple[list[Element], Line]:
    """标注与发文机关标志；标志墨迹上边缘距版心上边缘 top。"""
    marks = mark_paragraphs(head, sheet)
    line = masthead_line(head.masthead)
    space = max(0.0, top - len(marks) * sheet.text.height - line.ink_above())
    if not head.masthead.suffix:
        made = masthead_paragraph(head.masthead, line, sheet)
        set_spacing(made, before=space)
        return [*marks, made], line
    if marks:
        set_spacing(marks[-1], after=space)
    else:
        marks = [paragraph(MARK, (), exact(max(1.0, space)))]
    return [*marks, _joint_table(head.masthead, line, sheet)], line


def masthead_line(masthead: Masthead) -> Line:
    """标志的字号（向下取到半磅，Word 只认半磅）与行高。"""
    size = math.floor(masthead.size * 2) / 2
    return Line(size, size * MASTHEAD_PITCH)


def masthead_paragraph(masthead: Masthead, line: Line, sheet: Sheet) -> Element:
    """标志各行，居中。"""
    run = _masthead_run("\n".join(masthead.lines), line, sheet)
    return paragraph(MASTHEAD, [run], indent(-OVERHANG, -OVERHANG), exact(line.height))


def _masthead_run(text: str, line: Line, sheet: Sheet) -> Element:
    size = round(line.size * 2)
    red = node("color", val=sheet.style.text("colour.red"))
    if sheet.preprinted:  # 只留换行，行数不变
        text = "\n" * text.count("\n")
    return text_run(text, sheet.font("xbs"), red, node("sz", val=size), node("szCs", val=size))


def _joint_table(masthead: Masthead, line: Line, sheet: Sheet) -> Element:
    """联合行文：机关名称等宽分散排列，“文件”居右，上下居中（7.2.4）。"""
    widest = max(cells(name) for name in masthead.lines)
    widths = (widest * line.size + 2, (0.5 + cells(masthead.suffix)) * line.size + 2)
    names = [
        paragraph(MASTHEAD, [_masthead_run(name, line, sheet)], exact(line.height), align("distribute"))
        for name in masthead.lines
    ]
    suffix = paragraph(
        MASTHEAD, [_masthead_run(masthead.suffix, line, sheet)], exact(line.height), align("right")
    )
    return plain_table([[names, [suffix]]], widths, centred=True)


def _centred(number: str, sheet: Sheet) -> Element:
    return paragraph(NUMBER, [text_run(number, sheet.font("fangsong"))], align("center"))


def approver_rows(head: Head, sheet: Sheet) -> list[Element]:
    """上行文：字号居左空一字，与最后一行签发人同行；签发人居右空一字，回行与首名对齐（7.2.5、7.2.6）。"""
    widest = max(cells(row) for row in head.approver_rows) * sheet.cell
    names_at = sheet.width - sheet.pt("masthead.approver_indent") - widest
    label_at = max(0.0, names_at - cells(LABEL) * sheet.cell)
    rows = []
    for index, names in enumerate(head.approver_rows):
        first, last = index == 0, index == len(head.approver_rows) - 1
        lead = (head.number if last else "") + "\t" + (LABEL if first else "")
        runs = [text_run(lead, sheet.font("fangsong")), text_run(names, sheet.font("kai"))]
        stop = tabs(("left", label_at if first else names_at))
        start = indent(first=sheet.pt("masthead.number_indent")) if last else indent()
        rows.append(paragraph(NUMBER, runs, stop, start))
    return rows


def ruled_line(sheet: Sheet) -> tuple[Line, int]:
    """下有红线的一行，以及边线的距离：边线距离只能是整磅，余数放进行高。"""
    wanted = sheet.pt("masthead.rule_gap")
    space = max(0, int(wanted - sheet.text.below))
    spare = wanted - space - sheet.text.below
    return Line(sheet.text.size, sheet.text.height + spare / 0.2), space


def rule_below(block: Element, line: Line, space: int, sheet: Sheet) -> None:
    """段落下加红线；边线随左右缩进，所以这一段的左右缩进是零，与版心等宽。"""
    line_below = border("bottom", sheet.pt("masthead.rule_width"), sheet.rule_colour, space)
    add_to_paragraph(block, node("pBdr", line_below))
    set_spacing(block, line=line.height)
