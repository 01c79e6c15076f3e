"""版头里不照从上到下、从左到右读的几处：联合行文的“文件”，与份号并排的字号，排成几行的签发人。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongwen.sources.pdf.rows import WIDE_SPACE, row_text, size_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.sources.pdf.glyphs import Glyph
    from gongwen.sources.pdf.rows import Row

MARKS = ("文件", "令")
# 标志的字比它大；同一组的字号差不过这么多，行距不过这么多字。
BIG, ALIKE, CLOSE = 18.0, 0.3, 2.4
# 签发人至多排这么多行。
MOST_APPROVERS = 8
_NUMBER = re.compile(r"\S{1,16}[〔\[（(【]\s*\d{4}\s*[〕\])）】]\s*第?\s*\d{1,5}\s*号")
_APPROVERS = re.compile(r"签\s*发\s*人\s*[：:]")


def head_in_order(rows: list[Row], page: int) -> list[Row]:
    """第一面的各行，排成读的先后；别的面照原样。"""
    if page != 1:
        return rows
    return _numbers_apart(_marks_last(rows))


def _marks_last(rows: list[Row]) -> list[Row]:
    """联合行文的“文件”（“令”）居中写在几个机关的右边：移到末一个机关之后，独占一行。"""
    for at, row in enumerate(rows):
        mark = next((mark for mark in MARKS if row_text(row[-len(mark) :]) == mark), "")
        if not mark or row[-1].size < BIG:
            continue
        rest, tail = row[: -len(mark)], row[-len(mark) :]
        block = _block(rows, at, tail[0])
        if not block or len(block) + bool(rest) < 2 or (rest and block[-1] < at):
            continue
        last = max(at, block[-1])
        return [*rows[:at], *([rest] if rest else []), *rows[at + 1 : last + 1], tail, *rows[last + 1 :]]
    return rows


def _block(rows: Sequence[Row], at: int, mark: Glyph) -> list[int]:
    """“文件”上下与它相邻、字号相近、又不越过它的各行。"""
    found: list[int] = []
    for step in (-1, 1):
        here, base = at + step, mark.baseline
        while 0 <= here < len(rows) and _beside(rows[here], mark, base):
            found.append(here)
            base, here = rows[here][0].baseline, here + step
    return sorted(found)


def _beside(row: Row, mark: Glyph, base: float) -> bool:
    size = size_of(row)
    near = abs(row[0].baseline - base) <= CLOSE * mark.size
    return near and abs(size - mark.size) <= ALIKE * max(size, mark.size) and row[-1].right <= mark.x


def _numbers_apart(rows: list[Row]) -> list[Row]:
    """发文字号与别的并排的分开，字号在前：左边的是份号、紧急程度，右边的是排到这一行的签发人。"""
    for at, row in enumerate(rows):
        parts = _segments(row)
        number = next((part for part in parts if _NUMBER.fullmatch(row_text(part))), None)
        if number is None:
            continue
        others = [part for part in parts if part is not number]
        if not others or any(_APPROVERS.match(row_text(part)) for part in others):
            return rows
        begin = at
        if others[0][0].x > number[0].x:
            above = range(at - 1, max(-1, at - MOST_APPROVERS), -1)
            begin = next((k for k in above if _APPROVERS.match(row_text(rows[k]))), at)
        return [*rows[:begin], number, *rows[begin:at], *others, *rows[at + 1 :]]
    return rows


def _segments(row: Row) -> list[Row]:
    """一行里隔得宽的几段。"""
    parts: list[Row] = []
    last: Glyph | None = None
    for glyph in row:
        if glyph.text.isspace():
            continue
        if last is None or glyph.x - last.right > WIDE_SPACE * glyph.size:
            parts.append([])
        parts[-1].append(glyph)
        last = glyph
    return parts
