"""署名、成文日期与用印的位置（GB/T 9704—2012 7.3.5）。印章、签名章从不画出，只留位置。"""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from gongwen.document.kinds import Format
from gongwen.layout.plan.head import date_text
from gongwen.layout.plan.model import ClosingRow
from gongwen.units import cells

if TYPE_CHECKING:
    from gongwen.document.elements import Elements
    from gongwen.document.model import Document
    from gongwen.layout.style import Style


def make_closing(document: Document, elements: Elements, style: Style) -> tuple[ClosingRow, ...]:
    """署名与日期各行；纪要、简报不署名，为空。"""
    if document.format in (Format.MINUTES, Format.BULLETIN):
        return ()
    names = elements.issuers or elements.issuing_organs
    organs = names.values() if names else ("",)
    match sealing_of(document, elements):
        case "签名章":
            return _stamped(elements, style)
        case "不落款":
            return ()
        case "不盖章":
            return _unsealed(organs, date_text(elements), style)
        case _ if len(organs) > 1:
            return _jointly_sealed(organs, date_text(elements), style)
        case _:
            return _sealed(organs[0], date_text(elements), style)


def sealing_of(document: Document, elements: Elements) -> str:
    """用印方式：所写的；没写时有签名章的、命令格式用签名章，其余盖章。"""
    if elements.sealing is not None:
        return elements.sealing.value
    by_stamp = elements.signature_stamps is not None or document.format is Format.ORDER
    return "签名章" if by_stamp else "盖章"


def _sealed(organ: str, date: str, style: Style) -> tuple[ClosingRow, ...]:
    """7.3.5.1：日期右空四字，署名以日期为准居中；署名太长时整体左移，不出版心。"""
    organ_cells, date_cells = cells(organ), cells(date)
    date_right = style.pt("closing.sealed_right") / style.cell
    organ_right = date_right + (date_cells - organ_cells) / 2
    if organ_right < 0:
        most = style.count("grid.cells")
        organ_right, date_right = 0.0, min((organ_cells - date_cells) / 2, (most - date_cells) / 2)
    return (
        ClosingRow((organ,), organ_right * style.cell, style.pt("closing.sealed_gap")),
        ClosingRow((date,), date_right * style.cell),
    )


def _jointly_sealed(organs: tuple[str, ...], date: str, style: Style) -> tuple[ClosingRow, ...]:
    """7.3.5.1 联合行文：各署名排列整齐，每行至多三个，各留一个章位；日期在最后一个署名之下。"""
    between = max(0.0, style.pt("closing.seal_row") - style.pt("grid.pitch"))
    columns = _columns(organs, style)
    *others, last = _grouped(organs, columns)
    # 前面只有一个署名的行也占一列，主办机关排在左起第一个。
    rows = [
        ClosingRow(row + ("",) * (columns - 1) if len(row) == 1 else row, before=between) for row in others
    ]
    if len(last) == 1:
        name, dated = _sealed(last[0], date, style)
        rows += [replace(name, before=between), dated]
    else:
        rows += [ClosingRow(last, before=between), ClosingRow(("",) * (len(last) - 1) + (date,))]
    return (replace(rows[0], before=style.pt("closing.sealed_gap")), *rows[1:])


def _grouped(organs: tuple[str, ...], size: int) -> list[tuple[str, ...]]:
    """分成几行，各行个数相差不超过一，少的在前：日期才落在右边。"""
    count = -(-len(organs) // size)
    edges = [at * len(organs) // count for at in range(count + 1)]
    return [organs[start:end] for start, end in itertools.pairwise(edges)]


def _columns(organs: tuple[str, ...], style: Style) -> int:
    """一行排几个署名：不超过三个，且署名在格内放得下。"""
    width = style.pt("page.type_width") / style.cell
    widest = max(cells(organ) for organ in organs)
    most = min(style.count("closing.seals_a_row"), len(organs))
    return next((count for count in range(most, 1, -1) if widest <= width / count), 1)


def _unsealed(organs: tuple[str, ...], date: str, style: Style) -> tuple[ClosingRow, ...]:
    """7.3.5.2：署名右空二字，日期首字比署名首字右移二字；日期长于署名时日期右空二字。

    联合行文各署名左端对齐，以最长的为准。
    """
    date_cells, organ_cells = cells(date), max(cells(organ) for organ in organs)
    right = style.pt("closing.unsealed_right") / style.cell
    if date_cells > organ_cells:
        date_right, organ_right = right, right + date_cells + 2 - organ_cells
    else:
        # 署名太长时右空减到零，日期不排到版心左半边去。
        most = style.count("grid.cells")
        organ_right = max(0.0, min(right, most - organ_cells))
        date_right = min(organ_right + organ_cells - 2 - date_cells, max(most / 2 - date_cells, right))
    left = organ_cells + organ_right
    rows = [
        ClosingRow(
            (organ,),
            max(0.0, left - cells(organ)) * style.cell,
            style.pt("closing.unsealed_gap") if index == 0 else 0.0,
        )
        for index, organ in enumerate(organs)
    ]
    return (*rows, ClosingRow((date,), max(0.0, date_right) * style.cell))


def _stamped(elements: Elements, style: Style) -> tuple[ClosingRow, ...]:
    """7.3.5.3：章右空四字，左空二字标职务，空一行标日期，日期右空四字。"""
    right, gap = style.pt("closing.stamp_right"), style.pt("closing.stamp_gap")
    posts = [stamp.post.value for stamp in elements.signature_stamps or ()] or [""]
    rows = [
        ClosingRow(
            (post,),
            right,
            gap if index == 0 else style.pt("closing.stamp_date_gap"),
            style.pt("closing.stamp_post_gap"),
            style.pt("closing.stamp_width"),
        )
        for index, post in enumerate(posts)
    ]
    return (*rows, ClosingRow((date_text(elements),), right, style.pt("closing.stamp_date_gap")))
