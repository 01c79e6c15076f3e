"""左右对照的各行：两份里相当的几段摆在一起。"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from gongwen.compare.runs import Run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.compare.differences import Comparison

Range = tuple[int, int]


class Row(NamedTuple):
    """签发稿的一截和另一份里相当的一截，起讫都在段首（末尾）；只有一份有的，另一份是空的。"""

    signed: Range
    other: Range


def rows_of(comparison: Comparison) -> list[Row]:
    """各行，连起来是两份的全部文字。"""
    signed, other = comparison.signed, comparison.other
    edges = [(0, 0), *sorted(_edges(comparison)), (len(signed.chars), len(other.chars))]
    rows: list[Row] = []
    a = b = 0
    for i, j in edges[1:]:
        if i < a or j < b or (i, j) == (a, b):
            continue
        rows.append(Row((a, i), (b, j)))
        a, b = i, j
    return rows


def _edges(comparison: Comparison) -> set[Range]:
    """两份里都是段首的地方。"""
    runs = _unmoved(comparison)
    starts, ends = [run.a for run in runs], set(comparison.other.unit_starts)
    found = set()
    for start in comparison.signed.unit_starts:
        at = bisect_right(starts, start) - 1
        for run in runs[max(at - 1, 0) : at + 1]:
            place = run.b + start - run.a
            if run.a <= start <= run.a + run.size and place in ends:
                found.add((start, place))
    found |= set(_after_runs(comparison, runs))
    return found


def _after_runs(comparison: Comparison, runs: Sequence[Run]) -> Iterator[Range]:
    """相同的一段之后、之前正好都是段首：只有一份有的几段，自成一行。"""
    ours, theirs = set(comparison.signed.unit_starts), set(comparison.other.unit_starts)
    for run in runs:
        for i, j in ((run.a, run.b), (run.a + run.size, run.b + run.size)):
            if i in ours and j in theirs:
                yield i, j


def _unmoved(comparison: Comparison) -> list[Run]:
    """相同的各段，挪动的不算。"""
    moved = sorted((move.a0, move.a1) for move in comparison.alignment.moves)
    ends = [end for _, end in moved]
    kept = []
    for run in comparison.alignment.runs:
        at, last = run.a, run.a + run.size
        for start, end in moved[bisect_right(ends, run.a) :]:
            if start >= last:
                break
            kept.append(Run(at, run.b + at - run.a, start - at))
            at = end
        kept.append(Run(at, run.b + at - run.a, last - at))
    return [run for run in kept if run.size > 0]
