"""署名、成文日期、附注（GB/T 9704—2012 7.3.5、7.3.6）。印章不在 PDF 里，量的是给它留的位置。"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from gongwen.layout.measure.table import Reading
from gongwen.units import mm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.layout.measure.lines import Line
    from gongwen.layout.measure.paper import Closing, Paper

_DIGITS = re.compile(r"[12]\d{3}年[1-9]\d?月[1-9]\d?日")
SEAL = 45.0
_CLEAR = 0.3
_LONG_NAME = 18
# 署名超过 18 字，以日期为准居中会出版心，整体左移，右空不再是四字。


def closing(paper: Paper) -> Iterator[Reading]:
    """落款各项：先看是盖章、不盖章还是签名章，再量。"""
    found = paper.closing
    if found is None:
        return
    good = _DIGITS.fullmatch(found.date.text)
    term = "阿拉伯数字，月、日不编虚位" if good else f"“{found.date.text}”"
    yield Reading("date.digits", term, found.date.face)
    beside = [line for line in (*paper.body, *paper.annex_note) if line.face == found.date.face]
    tables = paper.sheets[found.date.face - 1].tables
    yield Reading("closing.face", "有正文" if beside or tables else "没有正文", found.date.face)
    if not found.names:
        return
    rows = [line.parts() for line in found.names]
    match _kind(paper, found):
        case "stamp":
            yield from _stamped(paper, found)
        case "unsealed":
            yield from _unsealed(paper, found)
        case _:
            yield from _sealed(paper, found, rows)
    if len(rows) > 1 or len(rows[0]) > 1:
        for row in rows:
            yield Reading("seals.a_row", float(len(row)), row[0].face)


def _kind(paper: Paper, found: Closing) -> str:
    """日期与上一行隔一空行的是签名章；署名以日期居中的是盖章；左边错开二字的是不盖章。"""
    area, last = paper.area, found.names[-1]
    if last.face == found.date.face and found.date.baseline - last.baseline > 1.5 * area.pitch:
        return "stamp"
    if len(last.parts()) > 1 or _rows_apart(found, area.pitch):
        return "sealed"
    centred = abs(last.centre - found.date.centre) / area.cell
    shifted = abs(found.date.left - found.names[0].left - 2 * area.cell) / area.cell
    room = _gap(paper, found)
    if min(centred, shifted) < _CLEAR < 2 * _CLEAR < max(centred, shifted):
        return "sealed" if centred < shifted else "unsealed"
    if room is not None and abs(room - round(room)) < _CLEAR and round(room) in (1, 2):
        # 左右看不出的看上面：盖章的空两行，不盖章的空一行（7.3.5.2）。
        return "unsealed" if round(room) == 1 else "sealed"
    return "sealed" if centred <= shifted else "unsealed"


def _rows_apart(found: Closing, pitch: float) -> bool:
    return any(b.baseline - a.baseline > 3 * pitch for a, b in pairwise(found.names))


def _gap(paper: Paper, found: Closing) -> float | None:
    """署名与上文之间空几行；署名在面首为 None。"""
    if found.before is None:
        return None
    room = found.names[0].top - found.before.bottom - paper.area.leading
    return room / paper.area.pitch


def _sealed(paper: Paper, found: Closing, rows: list[tuple[Line, ...]]) -> Iterator[Reading]:
    area, date = paper.area, found.date
    gap = _gap(paper, found)
    if gap is not None:
        yield Reading("sealed.gap", gap, found.names[0].face)
    below = date.bottom if len(rows) == 1 else rows[0][0].bottom
    seal = ((rows[0][0].top + below) / 2 - area.top) / mm(1) - SEAL / 2
    yield Reading("sealed.inside", seal, found.names[0].face)
    last = rows[-1][-1]
    if len(rows[-1]) == 1:
        yield Reading("sealed.centre", (last.centre - date.centre) / area.cell, date.face)
        if len(rows) == 1 and len(last.chars) <= _LONG_NAME:
            yield Reading("sealed.right", (area.right - date.right) / area.cell, date.face)
    for upper, lower in pairwise(rows):
        if upper[0].face == lower[0].face:
            apart = (lower[0].baseline - upper[0].baseline) / mm(1)
            yield Reading("seals.row", apart, lower[0].face)
    for row in rows:
        for one, other in pairwise(row):
            yield Reading("seals.column", (other.centre - one.centre) / mm(1), one.face)


def _unsealed(paper: Paper, found: Closing) -> Iterator[Reading]:
    area, date = paper.area, found.date
    gap = _gap(paper, found)
    if gap is not None:
        yield Reading("unsealed.gap", gap, found.names[0].face)
    right = max(line.right for line in (*found.names, date))
    yield Reading("unsealed.right", (area.right - right) / area.cell, date.face)
    yield Reading("unsealed.shift", (date.left - found.names[0].left) / area.cell, date.face)


def _stamped(paper: Paper, found: Closing) -> Iterator[Reading]:
    area, date, post = paper.area, found.date, found.names[-1]
    gap = _gap(paper, found)
    if gap is not None:
        yield Reading("stamp.gap", gap, found.names[0].face)
    yield Reading("stamp.right", (area.right - date.right) / area.cell, date.face)
    for line in found.names:
        yield Reading("stamp.room", (date.right - line.right) / mm(1), line.face)
    below = date.top - post.bottom - area.leading
    yield Reading("stamp.date_gap", below / area.pitch, date.face)


def remark(paper: Paper) -> Iterator[Reading]:
    """附注。"""
    found, area = paper.remark, paper.area
    if found is None or paper.closing is None:
        return
    if not found.squeezed or found.left > area.left + 1.2 * area.cell:
        yield Reading("remark.left", (found.left - area.left) / area.cell, found.face)
    if found.face == paper.closing.date.face:
        gap = found.top - paper.closing.date.bottom - area.leading
        yield Reading("remark.gap", gap / area.pitch, found.face)
