"""差一点的说法：两个字从不连用的地方，换一个音近、形近的字，或颠倒、补上一个字，前后就都是常用的说法。

只在从不连用的两个字上找，找到的要有前后几个四字说法作证：证据多的才算差错（见 Slip.witnesses）。
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

from gongwen.proofing.wording import backward, fours, is_common_han, near, pairs, strong

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_AROUND = 4
# 同一处写法一再出现的，是这份文件自己的说法
_DELIBERATE = 3
# 这份文件自己说了几次的，也能作证：简称、项目名称语料里没有
_OWN = 3
_FEW = 30
# 再长的文件不数自己的说法：数一遍要的时间比别的都多
_MOST_OWN = 100_000
# 意思、用法本来就多的字，换来换去都说得通
_FREE = frozenset(
    "和或及与的地得一二三四五六七八九十上下左右前后内外大小多少东南西北中第是在有了其它他她每各本该我你"
    "不无未非以为于由对将把被也都又再并且而则但可能会要应须已经曾这那此之所者某年月日时分秒元角个名项"
)

# 词尾、虚词，有没有常常都说得通
_OPTIONAL = _FREE | frozenset("用等业性部局处所场线机让使到从向给着过还就只更最很加")


class _Own:
    """这份文件里一再出现的四字，和它们里面哪个字跟在哪个字后面。"""

    def __init__(self, text: str) -> None:
        counts: Counter[str] = Counter()
        if len(text) <= _MOST_OWN:
            counts.update(map("".join, zip(text, text[1:], text[2:], text[3:], strict=False)))
        self.fours = frozenset(
            four for four, number in counts.items() if number >= _OWN and all(map(is_common_han, four))
        )
        self._pairs = frozenset(pair for four in self.fours for pair in map("".join, pairwise(four)))

    def __contains__(self, four: str) -> bool:
        return four in self.fours

    def joins(self, one: str, other: str) -> bool:
        """两个字在其中连用。"""
        return one + other in self._pairs


class Kind(Enum):
    """怎样差一点。"""

    WRONG = "写错一个字"
    SWAPPED = "两个字颠倒"
    MISSING = "少一个字"


@dataclass(frozen=True, slots=True)
class Slip:
    """一处差一点的说法：文字里的区间 [start, end)，应当是 right；witnesses 是作证的四字说法有几个。

    firm 为真表示证据虽少而强：前后两边都从不连用，所得的说法又极常用。
    """

    kind: Kind
    start: int
    end: int
    right: str
    witnesses: int
    firm: bool = False


def slips(text: str, bigrams: Iterable[str]) -> tuple[Slip, ...]:
    """文字里各处差一点的说法，按先后；bigrams 是文字里出现过的相邻两字。"""
    odd = set(_odd(bigrams))
    if not odd:
        return ()
    own = _Own(text)
    places = [at for at, two in enumerate(map("".join, pairwise(text))) if two in odd]
    often = Counter(text[at : at + 2] for at in places)
    found: dict[tuple[int, int], Slip] = {}
    for at in places:
        if often[text[at : at + 2]] < _DELIBERATE:
            run, inside, offset = _context(text, at)
            slip = _best(run, inside, own)
            if slip is not None:
                placed = replace(slip, start=slip.start + offset, end=slip.end + offset)
                found.setdefault((placed.start, placed.end), placed)
    return tuple(found[key] for key in sorted(found))


def _odd(bigrams: Iterable[str]) -> Iterator[str]:
    """从不连用的两个汉字。"""
    followers: dict[str, list[str]] = {}
    for two in bigrams:
        one, other = two[0], two[1]
        if is_common_han(one) and is_common_han(other):
            followers.setdefault(one, []).append(other)
    table = pairs()
    for one, others in followers.items():
        # 只跟着几个字的，逐个查比把它后面可以跟的字都取出来快
        known = table if len(others) < _FEW else {one + other for other in table.after(one)}
        yield from (one + other for other in others if one + other not in known)


def _is_odd(one: str, other: str) -> bool:
    """从不连用。"""
    return other not in pairs().after(one)


def _context(text: str, at: int) -> tuple[str, int, int]:
    """at 前后的汉字，at 在其中的位置，其中第一个字在文字里的位置。"""
    start, end = at, at + 2
    while start > max(0, at - _AROUND) and is_common_han(text[start - 1]):
        start -= 1
    while end < min(len(text), at + 2 + _AROUND) and is_common_han(text[end]):
        end += 1
    return text[start:end], at - start, start


def _best(run: str, at: int, own: _Own) -> Slip | None:
    """at、at+1 两字从不连用：最说得通的改法。"""
    options = [
        *_replaced(run, at, own),
        *_replaced(run, at + 1, own),
        # 颠倒的两个字自己也许连用，与旁边的才从不连用
        *(slip for first in (at - 1, at, at + 1) for slip in _swapped(run, first, own)),
        *_missing(run, at, own),
    ]
    return max(options, key=_weight, default=None)


def _weight(slip: Slip) -> tuple[int, bool, bool]:
    return slip.witnesses, slip.firm, slip.kind is Kind.WRONG


def _witnesses(run: str, first: int, last: int, own: _Own) -> list[str]:
    """盖住 [first, last] 的四字说法里，常用的。"""
    table = fours()
    starts = range(max(0, last - 3), min(first, len(run) - 4) + 1)
    return [four for start in starts if (four := run[start : start + 4]) in own or four in table]


def _possible(run: str, at: int) -> int:
    """盖住 at 的四字说法最多有几个：短语开头、末尾的少些。"""
    return min(at, len(run) - 4) - max(0, at - 3) + 1


def _replaced(run: str, at: int, own: _Own) -> Iterator[Slip]:
    """换掉 at 处的字。"""
    wrong = run[at]
    before, after = run[at - 1 : at] if at else "", run[at + 1 : at + 2]
    others = [char for char in _candidates(wrong, before, after, own) if not _is_free(wrong, char)]
    if not others or _witnesses(run, at, at, own):
        return
    for right in others:
        seen = _witnesses(run[:at] + right + run[at + 1 :], at, at, own)
        if len(seen) >= 2:
            yield Slip(Kind.WRONG, at, at + 1, right, len(seen))
        elif seen and _stands_alone(run, at) and (seen[0] in own or seen[0] in strong()):
            yield Slip(Kind.WRONG, at, at + 1, right, 1, firm=True)


def _stands_alone(run: str, at: int) -> bool:
    """at 在中间，与前后的字都从不连用。"""
    return 0 < at < len(run) - 1 and _is_odd(run[at - 1], run[at]) and _is_odd(run[at], run[at + 1])


def _is_free(wrong: str, right: str) -> bool:
    return wrong in _FREE and right in _FREE


def _candidates(wrong: str, before: str, after: str, own: _Own) -> list[str]:
    """音近、形近，而且与前后的字都连用的字。"""
    found = near(wrong)
    if before:
        found = found & pairs().after(before) | {char for char in found if own.joins(before, char)}
    if after:
        found = found & backward().after(after) | {char for char in found if own.joins(char, after)}
    return sorted(found)


def _swapped(run: str, at: int, own: _Own) -> Iterator[Slip]:
    """at、at+1 两字颠倒。"""
    if not 0 <= at < len(run) - 1 or run[at] == run[at + 1] or _is_odd(run[at + 1], run[at]):
        return
    fixed = run[:at] + run[at + 1] + run[at] + run[at + 2 :]
    if (at and _is_odd(fixed[at - 1], fixed[at])) or (
        at + 2 < len(run) and _is_odd(fixed[at + 1], fixed[at + 2])
    ):
        return
    seen = _witnesses(fixed, at, at + 1, own)
    if len(seen) >= 2 and not _witnesses(run, at, at + 1, own):
        yield Slip(Kind.SWAPPED, at, at + 2, fixed[at : at + 2], len(seen))


def _missing(run: str, at: int, own: _Own) -> Iterator[Slip]:
    """两字之间少了一个字；虚字有没有常常都说得通，不算。"""
    if not 0 < at < len(run) - 2:
        return
    for right in sorted(fours().between(run[at - 1 : at + 1], run[at + 1])):
        fixed = run[: at + 1] + right + run[at + 1 :]
        seen = _witnesses(fixed, at + 1, at + 1, own)
        if right not in _OPTIONAL and len(seen) >= 3 and len(seen) == _possible(fixed, at + 1):
            yield Slip(Kind.MISSING, at, at + 2, run[at] + right + run[at + 1], len(seen))
