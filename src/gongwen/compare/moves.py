"""挪了位置的：两份里都只有一处、而先后不一致的段落、要素和长句。先认出来，余下的再逐字比。"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from gongwen.compare.equal import Finder
from gongwen.compare.roles import MASTHEAD, PLACED, RUNNING
from gongwen.compare.runs import Run, heaviest_chain, unique_runs
from gongwen.compare.similar import similar_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gongwen.compare.stream import Compared, Zone

# 一段之内挪动的，要有这么多字相同；短的多半是碰巧。
LONG = 16
# 挪了的一段里又改了字的，要有这么多相同才算同一段。
ALIKE = 0.6
# 正文的一个字抵版头、版记的几个字。
PREFERRED = 4
# 按要素一对一比的：排在哪里，各种格式、各个软件都不一样。
BY_ELEMENT = ("copy_number", "issue_number", "dated")


class Move(NamedTuple):
    """signed.chars[a0:a1] 挪到了 other.chars[b0:b1]；两边可以有几个字不同。"""

    a0: int
    a1: int
    b0: int
    b1: int


def early_moves(signed: Compared, other: Compared) -> list[Move]:
    """逐字比之前就认得出来的，互不重叠，按在 signed 里的先后。"""
    found = [*_changed_elements(signed, other), *_letterheads(signed, other)]
    wholes = sorted({*_same_units(signed, other), *_same_elements(signed, other)})
    runs = _whole_diagonals([*unique_runs(signed.chars, other.chars, LONG), *wholes])
    # 排在哪里由排版定的要素，宁可说它挪了，不说标题、正文挪了
    chain = heaviest_chain(runs, lambda run: run.size * (1 if _is_placed(signed, run.a) else PREFERRED))
    free_a = Taken([*((run.a, run.a + run.size) for run in chain), *((move.a0, move.a1) for move in found)])
    free_b = Taken([*((run.b, run.b + run.size) for run in chain), *((move.b0, move.b1) for move in found)])
    # 整段、整个要素的在先，不叫碰巧相同的长片段占去一截。
    longest = sorted(runs, key=lambda run: (-run.size, run))
    for run, least in [*((run, 2) for run in wholes), *((run, LONG) for run in longest)]:
        move = _free(run, free_a, free_b)
        if move is not None and move.a1 - move.a0 >= least:
            move = _grown(move, signed, other, free_a, free_b)
            free_a.take(move.a0, move.a1)
            free_b.take(move.b0, move.b1)
            found.append(move)
    found += _moved_and_changed(signed, other, chain, (free_a, free_b))
    return sorted(found)


def _changed_elements(signed: Compared, other: Compared) -> Iterator[Move]:
    """两份都认得出、而写的不一样的字号、日期、份号。"""
    for role in BY_ELEMENT:
        ours, theirs = _marked(signed, role), _marked(other, role)
        if len(ours) == len(theirs) == 1 and _text(signed, ours[0]) != _text(other, theirs[0]):
            yield Move(ours[0].start, ours[0].end, theirs[0].start, theirs[0].end)


def _letterheads(signed: Compared, other: Compared) -> Iterator[Move]:
    """信函的标志，Word 文件里在首页的页眉：一份里是标志，另一份里是页眉的，不论写的一样不一样。"""
    ours, theirs = _marked(signed, MASTHEAD), _marked(other, MASTHEAD)
    if len(ours) == 1 and not theirs:
        for zone in _marked(other, RUNNING):
            if _is_alike(_text(signed, ours[0]), _text(other, zone)):
                yield Move(ours[0].start, ours[0].end, zone.start, zone.end)
                return
    elif len(theirs) == 1 and not ours:
        yield from (Move(move.b0, move.b1, move.a0, move.a1) for move in _letterheads(other, signed))


def _marked(compared: Compared, role: str) -> list[Zone]:
    return [zone for zone in compared.elements if zone.role == role]


def _text(compared: Compared, zone: Zone) -> str:
    return compared.chars[zone.start : zone.end]


def _is_alike(one: str, two: str) -> bool:
    same = sum(run.size for run in Finder(one, two).runs())
    return 2 * same >= ALIKE * (len(one) + len(two))


def _is_placed(compared: Compared, at: int) -> bool:
    zone = compared.zone_at(at)
    return zone is not None and zone.role in PLACED


def _moved_and_changed(
    signed: Compared, other: Compared, chain: Sequence[Run], free: tuple[Taken, Taken]
) -> Iterator[Move]:
    """又挪又改、没有一处长片段相同的整段：两份里最像的一对，先后又不一致。"""
    pairs = [
        pair
        for pair in similar_units(signed, other, chain)
        if free[0].is_free(*pair.ours) and free[1].is_free(*pair.theirs)
    ]
    ordered = {*heaviest_chain([*chain, *(Run(pair.ours[0], pair.theirs[0], pair.shared) for pair in pairs)])}
    for pair in pairs:
        if Run(pair.ours[0], pair.theirs[0], pair.shared) not in ordered and _is_alike(
            signed.chars[slice(*pair.ours)], other.chars[slice(*pair.theirs)]
        ):
            yield Move(*pair.ours, *pair.theirs)


def _whole_diagonals(runs: Iterable[Run]) -> list[Run]:
    """同一条对角线上重叠、相接的合成一段。"""
    found: list[Run] = []
    for run in sorted(runs, key=lambda run: (run.b - run.a, run.a, run.size)):
        last = found[-1] if found else None
        if last is not None and last.b - last.a == run.b - run.a and run.a <= last.a + last.size:
            found[-1] = Run(last.a, last.b, max(last.size, run.a + run.size - last.a))
        else:
            found.append(run)
    return sorted(found)


def _same_units(signed: Compared, other: Compared) -> Iterator[Run]:
    """两份里都只有一处的整段、整行。"""
    yield from _unique(_texts(signed, signed.units), _texts(other, other.units))


def _same_elements(signed: Compared, other: Compared) -> Iterator[Run]:
    """要素：认出来是同一个要素的，或在另一份里正好只有一处的。"""
    theirs: dict[str, Zone | None] = {}
    for zone in other.elements:
        theirs[zone.role] = None if zone.role in theirs else zone
    roles = Counter(zone.role for zone in signed.elements)
    for ours in signed.elements:
        text = _text(signed, ours)
        same = theirs.get(ours.role) if roles[ours.role] == 1 else None
        if len(text) < 2:
            continue
        if same is not None and _text(other, same) == text:
            yield Run(ours.start, same.start, len(text))
        elif other.chars.count(text) == 1:
            yield Run(ours.start, other.chars.find(text), len(text))


def _texts(compared: Compared, ranges: Iterable[tuple[int, int]]) -> list[tuple[str, int]]:
    return [(compared.chars[start:end], start) for start, end in ranges if end - start > 1]


def _unique(ours: Sequence[tuple[str, int]], theirs: Sequence[tuple[str, int]]) -> Iterator[Run]:
    once = [Counter(text for text, _ in side) for side in (ours, theirs)]
    places = {text: start for text, start in theirs if once[1][text] == 1}
    for text, start in ours:
        if once[0][text] == 1 and text in places:
            yield Run(start, places[text], len(text))


class Taken:
    """一串字里已经有了着落的区间，互不重叠。"""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(ranges)
        self._starts = [start for start, _ in ordered]
        self._ends = [end for _, end in ordered]

    def take(self, start: int, end: int) -> None:
        """占住一段。"""
        at = bisect_left(self._starts, start)
        self._starts.insert(at, start)
        self._ends.insert(at, end)

    def is_free(self, start: int, end: int) -> bool:
        """start 到 end 都没有着落。"""
        return self.longest_free(start, end) == (start, end)

    def longest_free(self, start: int, end: int) -> tuple[int, int]:
        """start 到 end 里最长的没有着落的一截。"""
        best, at = (start, start), start
        index = bisect_right(self._ends, start)
        while at < end:
            busy = min(self._starts[index], end) if index < len(self._starts) else end
            if busy - at > best[1] - best[0]:
                best = (at, busy)
            at = self._ends[index] if index < len(self._ends) else end
            index += 1
        return best

    def free_around(self, start: int, within: tuple[int, int]) -> tuple[int, int]:
        """没有着落的 start，在 within 之内往两头到哪里还没有着落。"""
        index = bisect_right(self._ends, start)
        left = self._ends[index - 1] if index else 0
        right = self._starts[index] if index < len(self._starts) else within[1]
        return max(within[0], left), min(within[1], right)


def _free(run: Run, free_a: Taken, free_b: Taken) -> Move | None:
    """两边都没有着落的一截；没有时为 None。"""
    start, end = free_a.longest_free(run.a, run.a + run.size)
    shift = run.b - run.a
    left, right = free_b.longest_free(start + shift, end + shift)
    return Move(left - shift, right - shift, left, right) if left < right else None


def _grown(move: Move, signed: Compared, other: Compared, free_a: Taken, free_b: Taken) -> Move:
    """挪了的一段里又改了几个字的，扩到整段。"""
    ours, theirs = signed.unit(move.a0), other.unit(move.b0)
    if move.a1 > ours[1] or move.b1 > theirs[1]:
        return move
    a0, a1 = free_a.free_around(move.a0, ours)
    b0, b1 = free_b.free_around(move.b0, theirs)
    return Move(a0, a1, b0, b1) if _is_alike(signed.chars[a0:a1], other.chars[b0:b1]) else move


def joined_moves(moves: Iterable[Move]) -> list[Move]:
    """一起挪的合成一段，按在 signed 里的先后。"""
    found: list[Move] = []
    for move in sorted(moves):
        last = found[-1] if found else None
        if last is not None and (last.a1, last.b1) == (move.a0, move.b0):
            found[-1] = Move(last.a0, move.a1, last.b0, move.b1)
        else:
            found.append(move)
    return found
