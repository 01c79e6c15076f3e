"""版头：份号、密级、紧急程度、发文机关标志、发文字号、签发人（GB/T 9704—2012 7.2、10.1–10.3）。"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from gongwen.document.dates import parse_date
from gongwen.document.kinds import Direction, Format
from gongwen.errors import LayoutError, place
from gongwen.layout.plan.model import Head, Masthead, Run
from gongwen.layout.plan.titles import break_title
from gongwen.units import cells

if TYPE_CHECKING:
    from gongwen.document.elements import Elements
    from gongwen.document.model import Document
    from gongwen.layout.style import Style

BLANK_NUMBER = "　　　〔　　　　〕　　号"
BLANK_ORDER_NUMBER = "第　　　号"
BLANK_ISSUE = "第　　期"
BLANK_DATE = "　　　　年　　月　　日"
NAMES_A_ROW = 2


def make_head(document: Document, elements: Elements, style: Style) -> Head:
    """版头的全部文字；白头文件没有版头。"""
    if document.format is Format.PLAIN:
        return Head((), Masthead((), "", 0.0), "")
    return Head(
        marks=_marks(elements),
        masthead=_masthead(document, elements, style),
        number=number_text(document, elements),
        approver_rows=_approver_rows(document, elements),
        subline=_subline(document, elements),
    )


def number_text(document: Document, elements: Elements) -> str:
    """发文字号；缺号时是看得见的空位（纪要、便函等没有字号就不排）。"""
    if elements.issue_number is not None:
        return elements.issue_number.value
    if document.kind is not None and not document.kind.numbered:
        return ""
    if document.format is Format.BULLETIN:
        return BLANK_ISSUE
    return BLANK_ORDER_NUMBER if document.format is Format.ORDER else BLANK_NUMBER


def date_text(elements: Elements) -> str:
    """成文日期的规范印法；不成日期的照写，缺的留空位。"""
    if elements.dated is None:
        return BLANK_DATE
    return printed_date(elements.dated.value)


def printed_date(written: str) -> str:
    """日期的规范印法（7.3.5.4）；不成日期的照写。"""
    parsed = parse_date(written)
    return str(parsed) if parsed else written


def _marks(elements: Elements) -> tuple[Run, ...]:
    marks = []
    if elements.copy_number:
        marks.append(Run(elements.copy_number.value, "fangsong"))
    if elements.secrecy:
        text = elements.secrecy.value
        if elements.secrecy_term and "★" not in text:
            text = f"{text}★{elements.secrecy_term.value}"
        marks.append(Run(text, "hei"))
    if elements.urgency:
        marks.append(Run(elements.urgency.value, "hei"))
    return tuple(marks)


def _masthead(document: Document, elements: Elements, style: Style) -> Masthead:
    lines, suffix = _masthead_lines(document, elements)
    width = style.pt("page.type_width") * style.pt("masthead.fill")
    biggest, smallest = style.pt("masthead.max_size"), style.pt("masthead.min_size")
    if len(lines) == 1 and width / cells(lines[0]) < smallest:
        lines = break_title(lines[0], width / smallest)
    suffix_cells = cells(suffix) + 0.5 if suffix else 0.0
    widest = max(cells(line) for line in lines) + suffix_cells
    # 首页要显示正文：标志最多占到版心上部 120 mm。
    size = min(biggest, width / widest, style.pt("page.type_height") * 0.45 / (1.25 * len(lines)))
    if size < smallest:
        where = elements.masthead or (elements.issuing_organs.items[0] if elements.issuing_organs else None)
        raise LayoutError(
            f"发文机关标志放不下：{len(lines)} 行，最长 {widest:g} 字",
            place(document.source, where.span if where else None, "发文机关标志"),
            _shorter(document, elements),
        )
    return Masthead(lines, suffix, math.floor(size * 10) / 10)


def _shorter(document: Document, elements: Elements) -> str:
    """标志放不下时怎么办。"""
    if elements.masthead is not None or not elements.issuing_organs or len(elements.issuing_organs.items) < 2:
        return "用规范化简称（写“发文机关标志”）"
    lead = elements.issuing_organs.values()[0] + _masthead_suffix(document, elements)
    return f"联合行文可只用主办机关的标志：加一行“发文机关标志: {lead}”；或都用规范化简称"


def _masthead_lines(document: Document, elements: Elements) -> tuple[tuple[str, ...], str]:
    if elements.masthead is not None:
        return tuple(line.strip() for line in elements.masthead.value.splitlines() if line.strip()), ""
    organs = elements.issuing_organs.values() if elements.issuing_organs else ("",)
    match document.format:
        case Format.LETTER:
            return organs[:1], ""
        case Format.BULLETIN:
            return ("简报",), ""
        case _:
            suffix = _masthead_suffix(document, elements)
            return (organs, suffix) if len(organs) > 1 else ((organs[0] + suffix,), "")


def _masthead_suffix(document: Document, elements: Elements) -> str:
    """机关名称之后的字样；联合行文时居右，上下居中。"""
    match document.format:
        case Format.ORDER:
            return "命令" if elements.kind and elements.kind.value == "命令" else "令"
        case Format.MINUTES:
            return "会议纪要"
        case _:
            return "文件"


def _approver_rows(document: Document, elements: Elements) -> tuple[str, ...]:
    """签发人各行，通常每行两名；下行文不印签发人，上行文缺签发人时留空位。"""
    upward = document.kind is not None and document.kind.direction is Direction.UP
    if document.format is not Format.GENERAL:
        return ()
    if elements.approvers is None:
        return ("　　　",) if upward else ()
    names = elements.approvers.values()
    if elements.approvers.verbatim:
        return names
    rows = [names[at : at + NAMES_A_ROW] for at in range(0, len(names), NAMES_A_ROW)]
    # 上下各行的第二名也对齐：第一名长短不一的，以全角空格补到一样宽。
    widest = max(cells(row[0]) for row in rows)
    return tuple(
        row[0] + "".join("　" * (1 + int(widest - cells(row[0]))) + name for name in row[1:]) for row in rows
    )


def _subline(document: Document, elements: Elements) -> tuple[str, str] | None:
    if document.format not in (Format.MINUTES, Format.BULLETIN):
        return None
    organs = elements.issuing_organs.values() if elements.issuing_organs else ()
    return "、".join(organs), date_text(elements)
