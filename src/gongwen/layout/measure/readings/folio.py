"""页码（GB/T 9704—2012 7.5）。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.layout.measure.head import LETTER
from gongwen.layout.measure.table import Reading
from gongwen.layout.measure.typefaces import kind_of
from gongwen.units import mm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.layout.measure.furniture import Folio, Sheet
    from gongwen.layout.measure.paper import Paper

_SIDES = "单页居右，双页居左"


def folios(paper: Paper) -> Iterator[Reading]:
    """各面的页码。"""
    for sheet in paper.sheets:
        if sheet.folio is not None:
            yield from _folio(paper, sheet, sheet.folio)
    yield from _blank(paper)
    yield from _present(paper)


def _folio(paper: Paper, sheet: Sheet, folio: Folio) -> Iterator[Reading]:
    area, number, line = paper.area, sheet.number, folio.line
    if folio.dash_top is not None:
        yield Reading("folio.drop", (folio.dash_top - area.bottom) / mm(1), number)
    yield Reading("folio.size", line.size, number)
    digits = [char for char in line.chars if char.text.isdigit()]
    yield Reading("folio.font", kind_of(digits[0].font), number)
    dashed = not line.chars[0].text.isdigit() and not line.chars[-1].text.isdigit()
    yield Reading("folio.dashes", "各一条" if dashed else "没有", number)
    shown = "与面次一致" if folio.number == number else f"第 {number} 面印“{folio.number}”"
    yield Reading("folio.sequence", shown, number)
    right = line.centre > area.middle
    centred = abs(line.centre - area.middle) < area.cell
    side = "居中" if centred else "居右" if right else "居左"
    expected = "居右" if folio.number % 2 else "居左"
    parity = "单页" if folio.number % 2 else "双页"
    yield Reading("folio.side", _SIDES if side == expected else f"{parity}{side}", number)
    if side == expected:
        end = line.chars[-1].box[2]
        indent = area.right - end if right else line.left - area.left
        yield Reading("folio.indent", indent / area.cell, number)


def _present(paper: Paper) -> Iterator[Reading]:
    """各面都有页码；信函首面、版记前的空白面和那面版记不编。"""
    exempt = {1} if paper.head.format == LETTER else set()
    for sheet in paper.sheets:
        if not (sheet.lines or sheet.table_lines or sheet.face.pictures or sheet.face.turned):
            exempt |= {sheet.number, sheet.number + 1}
    asked = [sheet for sheet in paper.sheets if sheet.number not in exempt]
    missing = [sheet.number for sheet in asked if sheet.folio is None]
    if missing:
        yield Reading(
            "folio.present", "没有", missing[0], f"缺 {len(missing)} 面" if len(missing) > 1 else ""
        )
    elif asked:
        yield Reading("folio.present", "有", asked[0].number)


def _blank(paper: Paper) -> Iterator[Reading]:
    """版记页之前是空白页时，这两页都不编页码。"""
    found = paper.colophon
    if found is None or found.face < 2:
        return
    before, last = paper.sheets[found.face - 2], paper.sheets[found.face - 1]
    if before.lines or before.tables or before.face.pictures or before.red:
        return
    numbered = [sheet.number for sheet in (before, last) if sheet.folio is not None]
    shown = f"第 {'、'.join(map(str, numbered))} 面编了" if numbered else "都不编"
    yield Reading("folio.blank", shown, found.face)
