"""只是版面不同的：正文分段、并段，字间的空白。字要两边都对得上才看；PDF 的空白是按位置量的，不看。"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from gongwen.compare.differences import Change
from gongwen.spans import Medium

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.compare.runs import Run
    from gongwen.compare.stream import Compared

# 在这些字之后断开的像是分段；在句子当中断开的、一段之内空白不同的，不过这么几处的照列。
_ENDS = "。！？：；…”’）"
FEW = 3
_SPACES = (Change.SPACED, Change.CLOSED)


class Layout(NamedTuple):
    """signed 的第 a 个字之前、other 的第 b 个字之前，版面不同。"""

    a: int
    b: int
    change: Change


def layout_changes(signed: Compared, other: Compared, runs: Sequence[Run]) -> tuple[list[Layout], int]:
    """各处，按在 signed 里的先后；和没有列出的几处：一行一行折开的文字，分不出段；字字拉开的，不是空白。"""
    pairs = _inside(runs, sorted({*signed.cuts, *signed.spaced}), 0)
    pairs |= _inside(runs, sorted({*other.cuts, *other.spaced}), 1)
    measured = any(side.sources[0].medium is Medium.PDF for side in (signed, other))
    found = list(_changes(signed, other, sorted(pairs), spaces=not measured))
    folded = [change for change in (Change.SPLIT, Change.MERGED) if _is_folded(signed, found, change)]
    loose = Counter(signed.block(item.a) for item in found if item.change in _SPACES)
    kept = [
        item
        for item in found
        if item.change not in folded and (item.change not in _SPACES or loose[signed.block(item.a)] <= FEW)
    ]
    return kept, len(found) - len(kept)


def _is_folded(signed: Compared, found: Sequence[Layout], change: Change) -> bool:
    """多在句子当中断开：是折行，不是分段。"""
    breaks = [signed.chars[item.a - 1] not in _ENDS for item in found if item.change is change]
    return sum(breaks) > FEW and 2 * sum(breaks) > len(breaks)


def _inside(runs: Sequence[Run], places: Sequence[int], side: int) -> set[tuple[int, int]]:
    """落在相同的一段当中的位置，两边各是第几个字。"""
    ordered = sorted(runs, key=lambda run: run[side])
    starts = [run[side] for run in ordered]
    found = set()
    for place in places:
        at = bisect_right(starts, place) - 1
        if at >= 0 and starts[at] < place < starts[at] + ordered[at].size:
            ahead = place - starts[at]
            found.add((ordered[at].a + ahead, ordered[at].b + ahead))
    return found


def _changes(
    signed: Compared, other: Compared, pairs: Sequence[tuple[int, int]], *, spaces: bool
) -> Iterator[Layout]:
    for a, b in pairs:
        if _is_placed(signed, a) or _is_placed(other, b):
            continue
        ours, theirs = signed.is_cut(a), other.is_cut(b)
        if ours != theirs:
            yield Layout(a, b, Change.MERGED if ours else Change.SPLIT)
        elif spaces and not ours and (a in signed.spaced) != (b in other.spaced):
            yield Layout(a, b, Change.CLOSED if a in signed.spaced else Change.SPACED)


def _is_placed(compared: Compared, at: int) -> bool:
    """要素、表格怎样分行由排版定。"""
    return any(compared.zone_at(place) is not None or compared.is_row(place) for place in (at - 1, at))
