"""两份文字对齐：相同的各段、挪动的、余下不同的各处（Edit）。"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from gongwen.compare.equal import Finder, joined
from gongwen.compare.gaps import Gap
from gongwen.compare.late import late_moves
from gongwen.compare.moves import Move, early_moves
from gongwen.compare.runs import Run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.compare.gaps import Range
    from gongwen.compare.stream import Compared


@dataclass(frozen=True, slots=True)
class Alignment:
    """runs 是相同的各段（挪动的里面的也在内），按在 signed 里的先后；gaps 是不同的各处。

    coarse：有的地方太不一样，整段算作改了，没有逐字找最少的改动。
    """

    runs: tuple[Run, ...]
    gaps: tuple[Gap, ...]
    moves: tuple[Move, ...]
    coarse: bool


def align(signed: Compared, other: Compared) -> Alignment:
    """对齐两份文字。"""
    early = early_moves(signed, other)
    ours = _Rest(signed.chars, [(move.a0, move.a1) for move in early])
    theirs = _Rest(other.chars, sorted((move.b0, move.b1) for move in early))
    finder = Finder(ours.chars, theirs.chars)
    rest = finder.runs()
    gaps = [Gap(ours.ranges(a0, a1), theirs.ranges(b0, b1)) for a0, a1, b0, b1 in _between(rest, finder)]
    late, gaps = late_moves(signed, other, gaps)
    runs = [*_placed(rest, ours, theirs)]
    for move in (*early, *late):
        inner = Finder(signed.chars[move.a0 : move.a1], other.chars[move.b0 : move.b1])
        same = inner.runs()
        runs += [Run(move.a0 + run.a, move.b0 + run.b, run.size) for run in same]
        gaps += [
            Gap(_range(move.a0 + a0, move.a0 + a1), _range(move.b0 + b0, move.b0 + b1))
            for a0, a1, b0, b1 in _between(same, inner)
        ]
    gaps.sort(key=lambda gap: (_first(gap), gap))
    return Alignment(tuple(joined(sorted(runs))), tuple(gaps), tuple(sorted((*early, *late))), finder.coarse)


def _between(runs: Sequence[Run], finder: Finder) -> Iterator[tuple[int, int, int, int]]:
    a = b = 0
    for run in (*runs, Run(len(finder.a), len(finder.b), 0)):
        if run.a > a or run.b > b:
            yield a, run.a, b, run.b
        a, b = run.a + run.size, run.b + run.size


class _Rest:
    """去掉几截之后余下的一串，位置换得回去。"""

    def __init__(self, chars: str, out: Sequence[Range]) -> None:
        edges = [0, *(at for pair in out for at in pair), len(chars)]
        self._kept = list(zip(edges[::2], edges[1::2], strict=True))
        self.chars = "".join(chars[start:end] for start, end in self._kept) if out else chars
        self._ends = list(accumulate(end - start for start, end in self._kept))

    def ranges(self, start: int, end: int) -> tuple[Range, ...]:
        """余下的 start 到 end 原来在哪几截；空的是一个点，在前一个字之后。"""
        found = []
        index = bisect_right(self._ends, start) if start < end else self._after(start)
        while index < len(self._kept):
            shift = self._kept[index][1] - self._ends[index]
            last = min(end, self._ends[index])
            found.append((start + shift, last + shift))
            if last == end:
                break
            start, index = last, index + 1
        return tuple(item for item in found if item[0] < item[1]) or tuple(found[:1])

    def _after(self, at: int) -> int:
        """余下的前 at 个字，末一个在第几截；没有字的是头一截。"""
        index = bisect_right(self._ends, at - 1) if at else 0
        return min(index, len(self._kept) - 1)


def _placed(runs: Sequence[Run], ours: _Rest, theirs: _Rest) -> Iterator[Run]:
    """余下的里相同的各段，换回原来的位置；跨了去掉的地方的断开。"""
    for run in runs:
        left, right = ours.ranges(run.a, run.a + run.size), theirs.ranges(run.b, run.b + run.size)
        cuts = sorted({*accumulate(end - start for start, end in left), *accumulate(e - s for s, e in right)})
        done = 0
        for cut in cuts:
            yield Run(_at(left, done), _at(right, done), cut - done)
            done = cut


def _at(ranges: Sequence[Range], index: int) -> int:
    """几截连起来的第 index 个字在哪里。"""
    for start, end in ranges:
        if index < end - start:
            return start + index
        index -= end - start
    raise IndexError(index)


def _range(start: int, end: int) -> tuple[Range, ...]:
    return ((start, end),)


def _first(gap: Gap) -> int:
    return gap.ours[0][0]
