"""两串字里相同的各段：去掉相同的头尾，差别少的求最少的增删，差别多的先用锚切开；实在不像的整段算作改了。"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gongwen.compare.runs import Run, common_prefix, common_suffix, heaviest_chain, unique_runs
from gongwen.compare.shortest import Budget, shortest_runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# 锚的长度，由长到短；短的容易碰巧相同，只在长的找不到时用。
SIZES = (16, 8, 4)
# 先试的增删字数；锚也找不到时再试的。
QUICK, THOROUGH = 100, 800
FAR = 4000
STEPS = 2_000_000
MAX_DEPTH = 24


@dataclass(slots=True)
class Finder:
    """一次对照共用：步数和结果。coarse 是有没有整段算作改了的。"""

    a: str
    b: str
    budget: Budget = field(default_factory=lambda: Budget(STEPS))
    coarse: bool = False

    def runs(self) -> list[Run]:
        """相同的各段，按先后，紧挨着的合成一段。"""
        return list(joined(self._between(0, len(self.a), 0, len(self.b), 0)))

    def _between(self, a0: int, a1: int, b0: int, b1: int, depth: int) -> Iterator[Run]:
        head = common_prefix(self.a, a0, self.b, b0, min(a1 - a0, b1 - b0))
        tail = common_suffix(self.a, a1, self.b, b1, min(a1 - a0, b1 - b0) - head)
        if head:
            yield Run(a0, b0, head)
        yield from self._core(a0 + head, a1 - tail, b0 + head, b1 - tail, depth)
        if tail:
            yield Run(a1 - tail, b1 - tail, tail)

    def _core(self, a0: int, a1: int, b0: int, b1: int, depth: int) -> Iterator[Run]:
        """头尾都不同的一节。"""
        if a0 == a1 or b0 == b1:
            return
        a, b = self.a[a0:a1], self.b[b0:b1]
        found = shortest_runs(a, b, QUICK, self.budget)
        if found is None:
            anchors = self._anchors(a, b) if depth < MAX_DEPTH else []
            if anchors:
                yield from self._around(anchors, (a0, a1, b0, b1), depth)
                return
            # 又长又没有一处四个字相同的，不必再找
            near = min(len(a), len(b)) <= FAR
            found = shortest_runs(a, b, THOROUGH, self.budget) if near else None
        if found is None:
            self.coarse = True
            return
        yield from (Run(a0 + x, b0 + y, size) for x, y, size in found)

    def _around(self, anchors: list[Run], window: tuple[int, int, int, int], depth: int) -> Iterator[Run]:
        """锚，和锚与锚之间的；锚的位置从 window 的起点数。"""
        a0, a1, b0, b1 = window
        a, b = a0, b0
        for x, y, size in anchors:
            yield from self._between(a, a0 + x, b, b0 + y, depth + 1)
            yield Run(a0 + x, b0 + y, size)
            a, b = a0 + x + size, b0 + y + size
        yield from self._between(a, a1, b, b1, depth + 1)

    def _anchors(self, a: str, b: str) -> list[Run]:
        for size in SIZES:
            found = heaviest_chain(unique_runs(a, b, size))
            if found:
                return found
        return []


def joined(runs: Iterable[Run]) -> Iterator[Run]:
    """首尾相接的合成一段。"""
    last: Run | None = None
    for run in runs:
        if last is not None and run.a == last.a + last.size and run.b == last.b + last.size:
            last = Run(last.a, last.b, last.size + run.size)
            continue
        if last is not None:
            yield last
        last = run
    if last is not None:
        yield last
