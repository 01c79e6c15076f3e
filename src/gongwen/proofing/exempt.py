"""不该照字面校的文字：引号里的引文，书名号里的题名。"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Range = tuple[int, int]


def quoted(value: str) -> tuple[Range, ...]:
    """引号“”「」之内（不含引号）的各段；套着的只给外层，没有配上的不算。"""
    return _between(value, "“「", "”」")


def cited(value: str) -> tuple[Range, ...]:
    """书名号《》之内（不含书名号）的各段；套着的只给外层，没有配上的不算。"""
    return _between(value, "《", "》")


def inside(ranges: Sequence[Range], at: int) -> bool:
    """at 在不在其中一段里。"""
    index = bisect_right(ranges, (at, len(ranges) and ranges[-1][1] + 1)) - 1
    return index >= 0 and ranges[index][0] <= at < ranges[index][1]


def _between(value: str, opening: str, closing: str) -> tuple[Range, ...]:
    if not any(mark in value for mark in opening):
        return ()
    found: list[Range] = []
    stack: list[int] = []
    for at, char in _marks(value, opening + closing):
        if char in opening:
            stack.append(at)
        elif stack:
            start = stack.pop()
            while found and found[-1][0] > start:
                found.pop()
            found.append((start + 1, at))
    return tuple(found)


def _marks(value: str, marks: str) -> list[tuple[int, str]]:
    found = []
    for mark in marks:
        at = value.find(mark)
        while at >= 0:
            found.append((at, mark))
            at = value.find(mark, at + 1)
    return sorted(found)
