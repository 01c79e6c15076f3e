"""两份里最像的整段：改过几个字，没有一处长片段相同的。"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.compare.runs import Run
    from gongwen.compare.stream import Compared

Range = tuple[int, int]
GRAM = 3
# 短于它的段不看；一个片段在这么多段里都有的，不算凭据。
LEAST, COMMON = 8, 12


class Pair(NamedTuple):
    """像是同一段的两段；shared 是相同的片段有几个。"""

    ours: Range
    theirs: Range
    shared: int


def similar_units(signed: Compared, other: Compared, chain: Sequence[Run]) -> list[Pair]:
    """chain 之外互相最像的各对整段，按在 signed 里的先后。"""
    ours = _outside(signed, [(run.a, run.a + run.size) for run in chain])
    theirs = _outside(other, [(run.b, run.b + run.size) for run in chain])
    forth, back = _nearest(signed, ours, other, theirs), _nearest(other, theirs, signed, ours)
    return [
        Pair(ours[at], theirs[found], shared)
        for at, (found, shared) in sorted(forth.items())
        if found in back and back[found][0] == at
    ]


def _outside(compared: Compared, taken: Sequence[Range]) -> list[Range]:
    """没有一个字在 taken 里的各段。"""
    ends = [end for _, end in taken]
    found = []
    for start, end in compared.units:
        at = bisect_right(ends, start)
        clear = at == len(taken) or taken[at][0] >= end
        if clear and end - start >= LEAST and not compared.is_row(start):
            found.append((start, end))
    return found


def _nearest(
    one: Compared, units: Sequence[Range], two: Compared, among: Sequence[Range]
) -> dict[int, tuple[int, int]]:
    """各段在另一份里最像的一段，和相同的片段有几个。"""
    where: dict[str, list[int]] = defaultdict(list)
    for at, unit in enumerate(among):
        for gram in set(_grams(two, unit)):
            where[gram].append(at)
    nearest = {}
    for at, unit in enumerate(units):
        shared = Counter(
            place
            for gram in set(_grams(one, unit))
            if len(where.get(gram, ())) <= COMMON
            for place in where.get(gram, ())
        )
        if shared:
            found = min(shared, key=lambda place: (-shared[place], place))
            nearest[at] = (found, shared[found])
    return nearest


def _grams(compared: Compared, unit: Range) -> Iterator[str]:
    start, end = unit
    return (compared.chars[at : at + GRAM] for at in range(start, end - GRAM + 1))
