"""差一点的说法：两个字很少连用的地方，换一个音近、形近的字，或颠倒、补上一个字，前后就都是常用的说法。

只在很少连用的两个字上找，找到的要有前后几个四字说法作证：证据多的才算差错（见 Slip.witnesses）。
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from itertools import compress, count, pairwise
from typing import TYPE_CHECKING

from gongwen.proofing.chars import HAN_DIGITS
from gongwen.proofing.lexicon import load_rows, load_words
from gongwen.proofing.wording import (
    backward,
    common,
    fours,
    is_common_han,
    near,
    numbered,
    pairs,
    strong,
    words,
)
from gongwen.proofing.wording.grams import Grams, Own

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

_AROUND = 4
# 同一处写法一再出现的，是这份文件自己的说法
_DELIBERATE = 3
# 这份文件自己说了几次的，也能作证：简称、项目名称语料里没有
_OWN = 3
# 再长的文件不数自己的说法：数一遍要的时间比别的都多
_MOST_OWN = 100_000
# 意思、用法本来就多的字，换来换去都说得通
_FREE = frozenset(
    "和或及与的地得一二三四五六七八九十上下左右前后内外大小多少东南西北中第是在有了其它他她每各本该我你"
    "不无未非以为于由对将把被也都又再并且而则但可能会要应须已经曾这那此之所者某年月日时分秒元角个名项"
)

# 意思相通、两样都有人写的
_EITHER = frozenset(
    frozenset((one, other))
    for one, other in zip("订返接研智智交型存同界迁资禁欠户", "定退结开字制缴兴有向接让质进前口", strict=True)
)
# 词尾、虚词，有没有常常都说得通
_OPTIONAL = _FREE | frozenset("用等业性部局处所场线机让使到从向给着过还就只更最很加")


class Kind(Enum):
    """怎样差一点。"""

    WRONG = "写错一个字"
    SWAPPED = "两个字颠倒"
    MISSING = "少一个字"


@dataclass(frozen=True, slots=True)
class Slip:
    """一处差一点的说法：文字里的区间 [start, end)，应当是 right；witnesses 是作证的四字说法有几个。

    firm 为真表示证据虽少而强：所得的是一个词语，或者前后两边都从不连用，所得的说法又极常用。
    """

    kind: Kind
    start: int
    end: int
    right: str
    witnesses: int
    firm: bool = False


def is_long(text: str) -> bool:
    """很长的文件只看从不连用的两字，自己的说法也不数：不然要的时间太多。"""
    return len(text) > _MOST_OWN


def slips(text: str, bigrams: Iterable[str], odd_places: Sequence[int] | None = None) -> tuple[Slip, ...]:
    """文字里各处差一点的说法，按先后；bigrams 是文字里出现过的相邻两字。

    odd_places 给了的，只在这些地方找（fixed.odd_places）。
    """
    places = odd_places
    if places is None:
        doubtful = frozenset(_doubtful(bigrams, thorough=not is_long(text)))
        places = tuple(compress(count(), map(doubtful.__contains__, pairwise(text)))) if doubtful else ()
    if not places:
        return ()
    grams = Grams(text)
    own = Own(frozenset() if is_long(text) else grams.repeated(_OWN))
    worn = grams.worn(own.fours, places)
    often = Counter(text[at : at + 2] for at in places)
    found: dict[tuple[int, int], Slip] = {}
    for at in places:
        # 前后的字都在常用的说法里，换哪一个都不会更好
        if at in worn or at - 1 in worn or at - 2 in worn or often[text[at : at + 2]] >= _DELIBERATE:
            continue
        run, inside, offset = context(text, at, at + 2)
        kept = (at - 3 in worn, at + 1 in worn)
        slip = _best(run, inside, own, kept)
        if slip is not None:
            placed = replace(slip, start=slip.start + offset, end=slip.end + offset)
            found.setdefault((placed.start, placed.end), placed)
    return tuple(found[key] for key in sorted(found))


def _doubtful(bigrams: Iterable[str], *, thorough: bool) -> Iterator[tuple[str, str]]:
    """很少连用的两个汉字；很长的文件只看从不连用的，不然要的时间太多。"""
    written = numbered(bigrams)
    seldom = written - common().among(written)
    for number in seldom if thorough else seldom - pairs().among(seldom):
        one, other = chr(number >> 16), chr(number & 0xFFFF)
        if is_common_han(one) and is_common_han(other):
            yield one, other


def _is_odd(one: str, other: str) -> bool:
    """从不连用。"""
    return other not in pairs().after(one)


def context(text: str, first: int, last: int) -> tuple[str, int, int]:
    """[first, last) 连同前后的几个汉字，first 在其中的位置，其中第一个字在文字里的位置。"""
    start, end = first, last
    while start > max(0, first - _AROUND) and is_common_han(text[start - 1]):
        start -= 1
    while end < min(len(text), last + _AROUND) and is_common_han(text[end]):
        end += 1
    return text[start:end], first - start, start


def _best(run: str, at: int, own: Own, kept: tuple[bool, bool]) -> Slip | None:
    """at、at+1 两字很少连用：最说得通的改法。"""
    seldom = not _is_odd(run[at], run[at + 1])
    options = [
        *(() if kept[0] else _replaced(run, at, own)),
        *(() if kept[1] else _replaced(run, at + 1, own)),
        *_swapped(run, at, own),
    ]
    if not seldom:
        # 颠倒的两个字自己也许连用，与旁边的才从不连用
        options += [*_swapped(run, at - 1, own), *_swapped(run, at + 1, own), *_missing(run, at, own)]
    best = max(options, key=_weight, default=None)
    return None if best and seldom and not _is_plain(best, run) else best


@cache
def _phrases() -> frozenset[str]:
    idioms = {row.values[1] for row in load_rows("idioms")}
    return frozenset(word for word in idioms | load_words("fixed-phrases") if len(word) == 4)


def _is_word(four: str) -> bool:
    """四字的成语、词语：自己就是一个词，一个就够作证。"""
    return four in _phrases() or four in words()


def _is_plain(slip: Slip, run: str) -> bool:
    """两个字偶尔也连用的，证据要多：三个说法，或者两个极常用的。"""
    fixed = run[: slip.start] + slip.right + run[slip.end :]
    first, last = slip.start, slip.end - 1
    if any(char in HAN_DIGITS for char in slip.right):
        return False
    return slip.firm or slip.witnesses >= 3 or _strong(fixed, first, last) >= 2


def _strong(run: str, first: int, last: int) -> int:
    """盖住 [first, last] 的四字说法里，极常用的有几个。"""
    starts = range(max(0, last - 3), min(first, len(run) - 4) + 1)
    return sum(run[start : start + 4] in strong() for start in starts)


def _weight(slip: Slip) -> tuple[int, bool, bool]:
    return slip.witnesses, slip.firm, slip.kind is Kind.WRONG


def witnesses(run: str, first: int, last: int, own: Container[str] = frozenset()) -> list[str]:
    """盖住 [first, last] 的四字说法里，常用的。"""
    table, phrases = fours(), _phrases()
    starts = range(max(0, last - 3), min(first, len(run) - 4) + 1)
    windows = [run[start : start + 4] for start in starts]
    return [four for four in windows if four in phrases or four in own or four in table]


def _possible(run: str, at: int) -> int:
    """盖住 at 的四字说法最多有几个：短语开头、末尾的少些。"""
    return min(at, len(run) - 4) - max(0, at - 3) + 1


def _replaced(run: str, at: int, own: Own) -> Iterator[Slip]:
    """换掉 at 处的字。"""
    wrong = run[at]
    before, after = run[at - 1 : at] if at else "", run[at + 1 : at + 2]
    others = [char for char in _candidates(wrong, before, after, own) if not _is_free(wrong, char)]
    head, tail = run[max(0, at - 3) : at], run[at + 1 : at + 4]
    for right in others:
        seen = witnesses(head + right + tail, len(head), len(head), own)
        if len(seen) >= 2:
            yield Slip(Kind.WRONG, at, at + 1, right, len(seen))
        elif seen and (_is_word(seen[0]) or _is_firm(run, at, right, seen[0], own)):
            yield Slip(Kind.WRONG, at, at + 1, right, 1, firm=True)


def _is_firm(run: str, at: int, right: str, four: str, own: Own) -> bool:
    """只有一个说法作证，而这个说法极常用，错字又孤零零的。"""
    return right not in _OPTIONAL and _stands_alone(run, at) and (four in own or four in strong())


def _stands_alone(run: str, at: int) -> bool:
    """与前后的字都从不连用；在短语末尾的，只看前面的字。"""
    if not at or not _is_odd(run[at - 1], run[at]):
        return False
    return at == len(run) - 1 or _is_odd(run[at], run[at + 1])


def _is_free(wrong: str, right: str) -> bool:
    return (wrong in _FREE and right in _FREE) or {wrong, right} in _EITHER


def _candidates(wrong: str, before: str, after: str, own: Own) -> list[str]:
    """音近、形近，而且与前后的字都连用的字。"""
    found = near(wrong)
    if before:
        found = (found & pairs().after(before)) | (found & own.after(before))
    if after:
        found = (found & backward().after(after)) | (found & own.before(after))
    return sorted(found)


def _swapped(run: str, at: int, own: Own) -> Iterator[Slip]:
    """at、at+1 两字颠倒。"""
    if not 0 <= at < len(run) - 1 or run[at] == run[at + 1] or _is_odd(run[at + 1], run[at]):
        return
    fixed = run[:at] + run[at + 1] + run[at] + run[at + 2 :]
    if (at and _is_odd(fixed[at - 1], fixed[at])) or (
        at + 2 < len(run) and _is_odd(fixed[at + 1], fixed[at + 2])
    ):
        return
    seen = witnesses(fixed, at, at + 1, own)
    if len(seen) >= 2 and not witnesses(run, at, at + 1, own):
        yield Slip(Kind.SWAPPED, at, at + 2, fixed[at : at + 2], len(seen))


def _missing(run: str, at: int, own: Own) -> Iterator[Slip]:
    """两字之间少了一个字；虚字有没有常常都说得通，不算。"""
    if not 0 < at < len(run) - 2:
        return
    for right in sorted(fours().between(run[at - 1 : at + 1], run[at + 1])):
        fixed = run[: at + 1] + right + run[at + 1 :]
        seen = witnesses(fixed, at + 1, at + 1, own)
        if right in _OPTIONAL or len(seen) < 2:
            continue
        is_word = _is_odd(run[at], run[at + 1]) and any(map(_is_word, seen))
        if is_word or (len(seen) >= 3 and len(seen) == _possible(fixed, at + 1)):
            yield Slip(Kind.MISSING, at, at + 2, run[at] + right + run[at + 1], len(seen))
