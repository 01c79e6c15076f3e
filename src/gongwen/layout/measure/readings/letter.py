"""信函格式（GB/T 9704—2012 10.1）：双线、标志、字号、标题、首页不显示页码。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.layout.measure.head import LETTER
from gongwen.layout.measure.table import Reading
from gongwen.units import mm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.layout.measure.faces import Bar
    from gongwen.layout.measure.paper import Paper

ORDER_TERM = "上双线上粗下细，下双线上细下粗"


def letter(paper: Paper) -> Iterator[Reading]:
    """信函各项。"""
    if paper.head.format != LETTER:
        return
    face = paper.sheets[0].face
    upper = [bar for bar in paper.head.rules if bar.top < face.height / 2]
    lower = [bar for bar in paper.head.rules if bar.top > face.height / 2]
    if paper.head.ink is not None:
        top, bottom = paper.head.ink
        yield Reading("letter.top", top / mm(1), 1, "墨迹")
        if upper:
            yield Reading("letter.rule_gap", (upper[0].top - bottom) / mm(1), 1, "墨迹")
    for bar in paper.head.rules:
        yield Reading("letter.rule_length", bar.length / mm(1), 1)
        yield Reading("letter.rule_centre", ((bar.left + bar.right) - face.width) / 2 / mm(1), 1)
    if lower:
        yield Reading("letter.foot", (face.height - lower[-1].bottom) / mm(1), 1)
    yield from _pairs(upper, lower)
    yield from _first_rows(paper, upper)
    folio = paper.sheets[0].folio
    yield Reading("letter.folio", "不显示" if folio is None else f"显示“{folio.line.text}”", 1)


def _pairs(upper: list[Bar], lower: list[Bar]) -> Iterator[Reading]:
    if len(upper) < 2 or len(lower) < 2:
        yield Reading("letter.order", f"上面 {len(upper)} 条，下面 {len(lower)} 条", 1)
        return
    right = upper[0].width > upper[1].width and lower[0].width < lower[1].width
    yield Reading("letter.order", ORDER_TERM if right else "粗细次序不对", 1)
    for pair in (upper, lower):
        thin, thick = sorted(bar.width for bar in pair[:2])
        yield Reading("letter.thick", thick, 1)
        yield Reading("letter.thin", thin, 1)
        yield Reading("letter.space", pair[1].top - pair[0].bottom, 1)


def _first_rows(paper: Paper, upper: list[Bar]) -> Iterator[Reading]:
    """双线之下：份号等顶格，字号右边顶格；标题在其下二行。"""
    head, area = paper.head, paper.area
    rows = [line for line in (*head.marks, head.number) if line is not None]
    for mark in head.marks:
        yield Reading("head.marks", (mark.left - area.left) / area.cell, 1)
    if rows and upper:
        yield Reading("letter.first_gap", min(line.top for line in rows) - upper[-1].bottom, 1)
    if head.number is not None:
        yield Reading("letter.number_right", (area.right - head.number.right) / area.cell, 1)
    if paper.title and rows:
        gap = paper.title[0].top - max(line.bottom for line in rows) - area.leading
        yield Reading("letter.title_gap", gap / area.pitch, 1)
