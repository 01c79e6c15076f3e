"""最少改几个字（Myers 1986）：差别少时很快；差别多的由 Budget 拦住。"""

from __future__ import annotations

from dataclasses import dataclass

from gongwen.compare.runs import Run, common_prefix

_PEEK = 4


@dataclass(slots=True)
class Budget:
    """一次对照里最多走多少步；用完了就不再细找。"""

    left: int


def shortest_runs(a: str, b: str, most: int, budget: Budget) -> list[Run] | None:
    """增删最少时相同的各段，按先后；要增删 most 个字以上，或步数用完，为 None。"""
    trace = _trace(a, b, most, budget)
    return None if trace is None else _runs(a, b, trace)


def _trace(a: str, b: str, most: int, budget: Budget) -> list[list[int]] | None:
    """各步（增删 0、1、2……个字）能走到的最远处；trace[d] 是对角线 -d-1 到 d+1 的。"""
    n, m = len(a), len(b)
    trace: list[list[int]] = []
    reach = [0, 0, 0]  # 对角线 -1、0、1
    for d in range(min(most, n + m) + 1):
        if budget.left <= 0:
            return None
        budget.left -= d + 1
        trace.append(reach)
        following = [-1] * (2 * d + 5)  # 对角线 -(d+2) 到 d+2
        for k in range(-d, d + 1, 2):
            # reach[k + d + 1] 是对角线 k
            below, above = reach[k + d], reach[k + d + 2]
            x = above if k == -d or (k != d and below < above) else below + 1
            y = x - k
            if x > n or y > m:
                following[k + d + 2] = x if x <= n else n + 1
                continue
            if x < n and y < m and a[x] == b[y]:
                x += _snake(a, x, b, y)
            if x >= n and x - k >= m:
                return trace
            following[k + d + 2] = x
        reach = following
    return None


def _snake(a: str, x: int, b: str, y: int) -> int:
    """从这里起有几个字相同；多半很短，先逐字看几个。"""
    most = min(len(a) - x, len(b) - y)
    for same in range(min(_PEEK, most)):
        if a[x + same] != b[y + same]:
            return same
    if most <= _PEEK:
        return max(most, 0)
    return _PEEK + common_prefix(a, x + _PEEK, b, y + _PEEK, most - _PEEK)


def _runs(a: str, b: str, trace: list[list[int]]) -> list[Run]:
    x, y = len(a), len(b)
    found: list[Run] = []
    for d in range(len(trace) - 1, -1, -1):
        reach, k = trace[d], x - y
        below, above = reach[k + d], reach[k + d + 2]
        down = k == -d or (k != d and below < above)
        start = above if down else below + 1
        if d == 0:
            start = 0
        if x > start:
            found.append(Run(start, start - k, x - start))
        if d:
            x, y = (start, start - k - 1) if down else (start - 1, start - k)
    return found[::-1]
