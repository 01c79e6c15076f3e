"""署名、成文日期与用印的位置（GB/T 9704—2012 7.3.5）。印章、签名章从不画出，只留位置。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.sealing import UNSIGNED_FORMATS, sealing_of
from gongwen.layout.plan.head import date_text
from gongwen.layout.plan.model import ClosingRow
from gongwen.layout.plan.seals import jointly_sealed
from gongwen.units import cells

if TYPE_CHECKING:
    from gongwen.document.elements import Elements
    from gongwen.document.model import Document
    from gongwen.layout.style import Style

NARROW_DATE = "　　年　月　日"
# 联合用印一格只有九个字宽，空着的日期按印出来的宽度留。


def make_closing(document: Document, elements: Elements, style: Style) -> tuple[ClosingRow, ...]:
    """署名与日期各行；纪要、简报不署名，为空。"""
    if document.format in UNSIGNED_FORMATS:
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
            return jointly_sealed(organs, date_text(elements) if elements.dated else NARROW_DATE, style)
        case _:
            return _sealed(organs[0], date_text(elements), style)


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
    return (*rows, ClosingRow((date,), max(0.0, date_right) * style.cell, from_left=True))


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
