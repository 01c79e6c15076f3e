"""正文和附件里的表格。国标没有规定，都是惯例。"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from gongwen.layout.measure.lines import OPENING, most_common
from gongwen.layout.measure.table import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.layout.measure.faces import Bar, Box, Char
    from gongwen.layout.measure.furniture import Sheet
    from gongwen.layout.measure.paper import Paper

_NEAR = 2.0
_ALIGNED = 0.5


def tables(paper: Paper) -> Iterator[Reading]:
    """字号、行距、格线、空行。横排的面不看。"""
    for sheet in paper.sheets:
        if sheet.tables and not sheet.face.turned:
            yield from _tables(sheet)


def _tables(sheet: Sheet) -> Iterator[Reading]:
    size = most_common([line.size for line in sheet.table_lines])
    if size is not None:
        yield Reading("table.size", size, sheet.number)
    bars = [bar for bar in sheet.face.bars if any(_spans(bar, box) for box in sheet.tables)]
    for bar in bars:
        yield Reading("table.rule", bar.width, sheet.number)
    insets: list[float] = []
    for upper, lower in pairwise(_levels(bars)):
        chars = [char for line in sheet.table_lines for char in line.chars if upper < char.baseline < lower]
        yield from _row(sheet, upper, lower, chars)
        insets += _insets(sheet, upper, lower, chars)
    if insets:
        yield Reading("table.inset_x", min(insets), sheet.number)


def _levels(bars: list[Bar]) -> list[float]:
    """各横线的高低（中线），一条线断成几截的算一条。"""
    found: list[float] = []
    for middle in sorted((bar.top + bar.bottom) / 2 for bar in bars):
        if not found or middle - found[-1] > _NEAR:
            found.append(middle)
    return found


def _row(sheet: Sheet, upper: float, lower: float, chars: list[Char]) -> Iterator[Reading]:
    if len(chars) <= 2:
        # 至多写了序号的是要填写的空行；表格换面处的接缝不是。
        if lower - upper > 16:
            yield Reading("table.blank", lower - upper, sheet.number)
        return
    tops = [char.baseline - 0.88 * char.size for char in chars]
    yield Reading("table.inset_y", min(tops) - upper, sheet.number)
    for left, right in pairwise(_columns(sheet, upper, lower)):
        cell = [char for char in chars if left < char.x < right]
        rows = sorted({round(char.baseline, 1) for char in cell})
        for one, other in pairwise(rows):
            if other - one > _NEAR:
                yield Reading("table.pitch", other - one, sheet.number)


def _insets(sheet: Sheet, upper: float, lower: float, chars: list[Char]) -> Iterator[float]:
    """各格最左的字与格线的距离：折成长短不一的几行而左边对齐的才算，居中的左边不齐。"""
    for left, right in pairwise(_columns(sheet, upper, lower)):
        rows: dict[float, list[Char]] = {}
        for char in (char for char in chars if left < char.x < right):
            rows.setdefault(round(char.baseline, 1), []).append(char)
        firsts = [min(row, key=_across) for row in rows.values()]
        starts = [char.x for char in firsts]
        ends = [max(char.right for char in row) for row in rows.values()]
        # 行首的前括号、前引号会收过半个字，看不出齐不齐。
        if any(char.text in OPENING for char in firsts):
            continue
        if len(rows) > 1 and _spread(starts) < _ALIGNED < _spread(ends):
            yield min(starts) - left


def _across(char: Char) -> float:
    return char.x


def _spread(values: list[float]) -> float:
    return max(values) - min(values)


def _columns(sheet: Sheet, upper: float, lower: float) -> list[float]:
    middle = (upper + lower) / 2
    found = sorted((box[0] + box[2]) / 2 for box in sheet.face.uprights if box[1] < middle < box[3])
    return [each for at, each in enumerate(found) if at == 0 or each - found[at - 1] > _NEAR]


def _spans(bar: Bar, box: Box) -> bool:
    return box[1] - _NEAR <= bar.top <= box[3] + _NEAR
