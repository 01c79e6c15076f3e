"""与固定的说法（机关名称、政策表述）只差一处的文字：从两个字从不连用的地方找起。

写错、漏了、多了、颠倒了，多半造出从不连用的两个字；这样的地方一万字里才几处，每处两边的字总有一边还是原样。
"""

from __future__ import annotations

from collections import defaultdict
from enum import Enum
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from gongwen.proofing.hanzi import alike, near_sound, variants
from gongwen.proofing.wording import common, fours, is_common_han, numbered, pairs
from gongwen.proofing.wording.grams import places_of_pairs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

# 挪了位的一截最长、最短
_LONGEST, _SHORTEST = 6, 3
# 名称末一字看着像的字
_ENDS = {
    "部": "陪倍培剖",
    "处": "外夂",
    "局": "屈居",
    "院": "阮完",
    "会": "云全",
    "委": "季秀",
    "室": "宰空",
    "厅": "斤庁",
}
# 长到差一个字也不会是别的
_LONGER = 9
# 只错一个不相干的字也认得出的长度；短到要格外小心的长度
_LONG, _SHORT = 6, 5
DIGITS = "一二两三四五六七八九十"
# 有没有都说得通的字
OPTIONAL = "的和与及等地化是了中在更性、"


class Edit(Enum):
    """与原来的说法差在哪里。"""

    OTHER = "错字"
    MISSING = "漏字"
    EXTRA = "多字"
    SWAPPED = "颠倒"


class Near(NamedTuple):
    """文字里差一处的地方：在 [start, end)，应为 right；wrote、meant 是差的字，at 是它在文字里的位置。"""

    start: int
    end: int
    right: str
    edit: Edit
    wrote: str
    meant: str
    at: int

    @property
    def is_edge(self) -> bool:
        """差在头尾：可能只是后面（前面）接了别的字。"""
        return self.at <= self.start or self.at >= self.end - 1


def _may_be(phrase: str, bigrams: Collection[str]) -> bool:
    return all(map(bigrams.__contains__, map("".join, pairwise(phrase))))


def is_odd(one: str, other: str) -> bool:
    """两个汉字从不连用。"""
    return is_common_han(one) and is_common_han(other) and one + other not in pairs()


def odd_places(text: str, bigrams: Iterable[str]) -> tuple[int, ...]:
    """从不连用的两个汉字各在 text 的哪里；bigrams 是文字里出现过的相邻两字。"""
    written = numbered(bigrams)
    seldom = written - common().among(written)
    unknown = seldom - pairs().among(seldom)
    odd = frozenset(
        number
        for number in unknown
        if is_common_han(chr(number >> 16)) and is_common_han(chr(number & 0xFFFF))
    )
    return tuple(places_of_pairs(text, odd)) if odd else ()


def related(one: str, other: str) -> bool:
    """同音、音近、形近，或是一个字的两种写法。"""
    return near_sound(one, other) or alike(one, other) or variants(one, other)


class Fixed:
    """一批说法，按其中相邻的两个字编好。"""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = frozenset(phrases)
        # 相邻的两个字 → （到它为止的一截，说法）；（从它起的一截，说法）
        self._heads: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._tails: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for phrase in self._phrases:
            for at in range(len(phrase) - 1):
                self._heads[phrase[at : at + 2]].append((phrase[: at + 2], phrase))
                self._tails[phrase[at : at + 2]].append((phrase[at:], phrase))

    def found(self, text: str, places: Iterable[int]) -> set[Near]:
        """从不连用的两个字各在 places；同一处可以像几种说法。"""
        known: set[Near] = set()
        for place in places:
            starts = {*self._after(text, place), *self._before(text, place)}
            known |= {near for phrase, start in starts if (near := self._near(text, start, phrase, place))}
        return known

    def doubled(self, text: str, bigrams: Collection[str]) -> Iterator[Near]:
        """一个字打了两遍的。头一个字不看，末一个字也不看：“学习习近平”“水利局局长”。"""
        twice = frozenset(char for char in self._characters if char * 2 in bigrams)
        for phrase in self._phrases if twice else ():
            for at in range(1, len(phrase) - 1):
                if phrase[at] not in twice or phrase[at] == phrase[at + 1]:
                    continue
                wrong = phrase[: at + 1] + phrase[at:]
                # 相邻的两字有没有都出现过，先看一眼：从头找一遍慢得多
                if _may_be(wrong, bigrams):
                    start = text.find(wrong)
                    while start >= 0:
                        end = start + len(wrong)
                        yield Near(start, end, phrase, Edit.EXTRA, phrase[at], "", start + at + 1)
                        start = text.find(wrong, end)

    @cached_property
    def _characters(self) -> frozenset[str]:
        return frozenset("".join(self._phrases))

    def _after(self, text: str, place: int) -> Iterator[tuple[str, int]]:
        """错处后面都是原样的。"""
        for at in (place + 1, place + 2, place + 3):
            for tail, phrase in self._tails.get(text[at : at + 2], ()):
                if text.startswith(tail, at):
                    start = at + len(tail) - len(phrase)
                    yield from ((phrase, start + shift) for shift in (0, -1, 1))

    def _before(self, text: str, place: int) -> Iterator[tuple[str, int]]:
        """错处前面都是原样的。"""
        for end in (place + 1, place, place - 1, place - 2):
            for head, phrase in self._heads.get(text[max(end - 2, 0) : end], ()):
                if text.endswith(head, 0, end):
                    yield phrase, end - len(head)

    def _near(self, text: str, start: int, phrase: str, place: int) -> Near | None:
        if start < 0:
            return None
        near = difference(text, start, phrase)
        if near is None or not near.at - 1 <= place < near.at + max(len(near.wrote), 1):
            return None
        return near if text[near.start : near.end] not in self._phrases and _is_sure(text, near) else None


def apart(known: Iterable[Near], *, shortest: bool = False) -> tuple[Near, ...]:
    """不重叠的：长的在先；shortest 为真时短的说法在先。"""
    kept: list[Near] = []
    sign = 1 if shortest else -1
    for near in sorted(known, key=lambda each: (sign * len(each.right), each.start, each.right)):
        if all(near.end <= other.start or near.start >= other.end for other in kept):
            kept.append(near)
    return tuple(sorted(kept))


def difference(text: str, start: int, phrase: str) -> Near | None:
    """text 从 start 起的一截与 phrase 只差一处时，差在哪里；相同、差得多的为 None。"""
    size = len(phrase)
    window = text[start : start + size + 1]
    at = next((at for at in range(size) if window[at : at + 1] != phrase[at]), -1)
    if at < 0 or not window or (at == len(window) and at < size - 1):
        return None
    edit, length, wrote, meant = _edit(window, phrase, at)
    if edit is not None:
        return Near(start, start + length, phrase, edit, wrote, meant, start + at)
    return _moved(window[:size], start, phrase, at)


def _edit(window: str, phrase: str, at: int) -> tuple[Edit | None, int, str, str]:
    """从 at 起差的是什么，写出来的有多长，写的字，该写的字；不是这几种的，第一项为 None。"""
    size, two = len(phrase), phrase[at : at + 2]
    if len(two) == 2 and window[at : at + 2] == two[::-1] and window[at + 2 : size] == phrase[at + 2 :]:
        return Edit.SWAPPED, size, two[::-1], two
    if at < len(window) and window[at + 1 : size] == phrase[at + 1 :]:
        return Edit.OTHER, size, window[at], phrase[at]
    if window[at + 1 :] == phrase[at:]:
        return Edit.EXTRA, size + 1, window[at], ""
    if window[at : size - 1] == phrase[at + 1 :]:
        return Edit.MISSING, size - 1, "", phrase[at]
    return None, 0, "", ""


def _moved(window: str, start: int, phrase: str, first: int) -> Near | None:
    """几个字挪了位：“一路一带”。"""
    if len(window) < len(phrase):
        return None
    last = next(at for at in range(len(phrase) - 1, first, -1) if window[at] != phrase[at]) + 1
    wrote, meant = window[first:last], phrase[first:last]
    if not _SHORTEST <= len(wrote) <= _LONGEST or sorted(wrote) != sorted(meant):
        return None
    return Near(start, start + len(phrase), phrase, Edit.SWAPPED, wrote, meant, start + first)


def _is_sure(text: str, near: Near) -> bool:
    """错处与说法里旁边的字从不连用的，才是写错了。"""
    odd = _odd_joints(text, near)
    if len(near.right) < _SHORT:
        return near.edit in (Edit.OTHER, Edit.SWAPPED) and _is_sure_short(text, near, odd)
    match near.edit:
        case Edit.SWAPPED:
            return bool(odd)
        case Edit.MISSING:
            return bool(odd) and near.start < near.at < near.end and near.meant not in OPTIONAL
        case Edit.EXTRA:
            doubled = near.wrote in (text[near.at - 1], text[near.at + 1])
            return bool(odd) and not near.is_edge and (doubled or len(near.right) >= _LONG)
        case Edit.OTHER:
            are_digits = near.wrote in DIGITS and near.meant in DIGITS
            if are_digits or related(near.wrote, near.meant):
                return bool(odd) and (near.at < near.end - 1 or _breaks(text, near.end))
            return _is_unrelated(text, near, odd)


def _is_unrelated(text: str, near: Near, odd: list[int]) -> bool:
    """错成不相干的一个字：说法要长，两边都从不连用，或一边从不连用而连成的四字没有人用；末一字后面还要断得开。"""
    size = len(near.right.strip("“”"))
    if not odd or size < _SHORT or near.at == near.start:
        return False
    if near.at == near.end - 1:
        return near.wrote in _ENDS.get(near.meant, "") and _breaks(text, near.end)
    return len(odd) == 2 or size >= _LONGER or (size >= _LONG and unheard(text, near))


def _odd_joints(text: str, near: Near) -> list[int]:
    """差的字与说法里旁边的字、差的字之间，从不连用的各处。"""
    first, last = max(near.at, near.start + 1), min(near.at + max(len(near.wrote), 0), near.end - 1)
    return [at for at in range(first, last + 1) if is_odd(text[at - 1], text[at])]


def _is_sure_short(text: str, near: Near, odd: list[int]) -> bool:
    """三四个字的：里面的处处从不连用，错在头尾的，与外面也断得开、连不上。"""
    stop = near.at + len(near.wrote)
    inner = min(stop, near.end - 1) - max(near.at, near.start + 1) + 1
    before = near.at > near.start or _breaks(text, near.start)
    after = stop < near.end or _breaks(text, near.end)
    is_alike = near.edit is Edit.SWAPPED or related(near.wrote, near.meant)
    return is_alike and len(odd) == inner and before and after


def _breaks(text: str, at: int) -> bool:
    """at 处前后两个字不连用，或不都是汉字。"""
    one, other = text[max(at - 1, 0) : at], text[at : at + 1]
    return not (one and other and is_common_han(one) and is_common_han(other)) or is_odd(one, other)


def heard(text: str, near: Near) -> int:
    """盖住差的地方的四字说法，有几个是有人用的；看不出来的，漏字当作没有，别的当作很多。"""
    first, last = near.at, near.at + max(len(near.wrote), 1)
    if near.edit is Edit.MISSING:
        first, last = near.at - 1, near.at + 1
    starts = range(max(last - 4, 0), first + 1) if last - first <= 4 else range(first, last - 3)
    windows = [text[at : at + 4] for at in starts]
    han = [four for four in windows if len(four) == 4 and all(map(is_common_han, four))]
    return sum(four in fours() for four in han) if han or near.edit is Edit.MISSING else 4


def unheard(text: str, near: Near) -> bool:
    """盖住差的地方的四字说法，一个也没有人用。"""
    return heard(text, near) == 0
