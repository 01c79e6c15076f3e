"""两串字里相同的片段：只出现一次的长片段作锚，取总长最大的一条顺序一致的链。都是近似线性的。"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

# 超过这么长就只取一部分起点（由字本身决定，两边取得一致），省时间和内存。
SAMPLED_ABOVE, SAMPLE = 200_000, 5
_STEP = 64


class Run(NamedTuple):
    """a[a:a+size] == b[b:b+size]。"""

    a: int
    b: int
    size: int


def common_prefix(a: str, i: int, b: str, j: int, most: int) -> int:
    """a[i:] 与 b[j:] 开头有几个字相同，至多 most。"""
    return _longest(most, lambda x, y: a[i + x : i + y] == b[j + x : j + y])


def common_suffix(a: str, i: int, b: str, j: int, most: int) -> int:
    """a[:i] 与 b[:j] 末尾有几个字相同，至多 most。"""
    return _longest(most, lambda x, y: a[i - y : i - x] == b[j - y : j - x])


def _longest(most: int, is_same: Callable[[int, int], bool]) -> int:
    """从头起有几个字相同：一次比一大段，步子加倍；不同的那一段里对半找。"""
    same, step = 0, _STEP
    while same < most:
        end = min(same + step, most)
        if not is_same(same, end):
            while end - same > 1:
                middle = (same + end) // 2
                if is_same(same, middle):
                    same = middle
                else:
                    end = middle
            return same
        same, step = end, step * 2
    return same


def unique_runs(a: str, b: str, size: int) -> list[Run]:
    """以两边都只出现一次的 size 个字为种子，向两头延到不同为止；按在 a 中的先后。"""
    sampled = len(a) + len(b) > SAMPLED_ABOVE
    seeds = _once(a, size, sampled=sampled)
    seen: dict[str, int] = {}
    for at in _starts(b, size, sampled=sampled):
        gram = b[at : at + size]
        if gram in seeds:
            seen[gram] = -1 if gram in seen else at
    pairs = sorted((seeds[gram], at) for gram, at in seen.items() if at >= 0 and seeds[gram] >= 0)
    found: list[Run] = []
    for i, j in pairs:
        if found and i - found[-1].a == j - found[-1].b and i < found[-1].a + found[-1].size:
            continue
        before = common_suffix(a, i, b, j, min(i, j))
        after = common_prefix(a, i + size, b, j + size, min(len(a) - i, len(b) - j) - size)
        found.append(Run(i - before, j - before, before + size + after))
    return found


def _once(text: str, size: int, *, sampled: bool) -> dict[str, int]:
    """各片段的位置；出现不止一次的是 -1。"""
    places: dict[str, int] = {}
    for at in _starts(text, size, sampled=sampled):
        gram = text[at : at + size]
        places[gram] = -1 if gram in places else at
    return places


def _starts(text: str, size: int, *, sampled: bool) -> Iterable[int]:
    last = len(text) - size + 1
    if not sampled:
        return range(last)
    return (at for at in range(last) if ord(text[at]) % SAMPLE == 0)


def heaviest_chain(runs: Sequence[Run], weight: Callable[[Run], int] = lambda run: run.size) -> list[Run]:
    """总长（weight 之和）最大、在两边先后一致、互不重叠的一串。"""
    ordered = sorted(set(runs))
    ranks = sorted({run.b for run in ordered})
    tree: list[tuple[int, int]] = [(0, -1)] * (len(ranks) + 1)
    previous: list[int] = []
    best = (0, -1)
    for index, run in enumerate(ordered):
        rank = bisect_left(ranks, run.b)
        before, last = _highest(tree, rank)
        previous.append(last)
        total = (before + weight(run), index)
        _raise(tree, rank + 1, total)
        best = max(best, total, key=lambda item: item[0])
    chain: list[Run] = []
    at = best[1]
    while at >= 0:
        chain.append(ordered[at])
        at = previous[at]
    return list(without_overlaps(reversed(chain)))


def _highest(tree: list[tuple[int, int]], rank: int) -> tuple[int, int]:
    """前 rank 名里最大的（树状数组）。"""
    best = (0, -1)
    while rank > 0:
        if tree[rank][0] > best[0]:
            best = tree[rank]
        rank -= rank & -rank
    return best


def _raise(tree: list[tuple[int, int]], rank: int, total: tuple[int, int]) -> None:
    while rank < len(tree):
        if total[0] > tree[rank][0]:
            tree[rank] = total
        rank += rank & -rank


def without_overlaps(runs: Iterable[Run]) -> Iterator[Run]:
    """先后一致的各段，后一段与前一段重叠的字从后一段的头上去掉。"""
    a = b = 0
    for run in runs:
        cut = max(0, a - run.a, b - run.b)
        if cut < run.size:
            yield Run(run.a + cut, run.b + cut, run.size - cut)
            a, b = run.a + run.size, run.b + run.size
