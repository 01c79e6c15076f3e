"""一份文字里的四字：哪些是常用的说法，哪些是它自己一再说的。

几十万字逐个去查太慢：四个字的码合成一个数，整批地与表相比。
"""

from __future__ import annotations

import re
import sys
from array import array
from collections import Counter
from itertools import chain, compress, count, pairwise
from typing import TYPE_CHECKING

from gongwen.proofing.wording import fours, is_common_han

if TYPE_CHECKING:
    from collections.abc import Iterable

_SIZE = 4
_BYTES = 2 * _SIZE
_LAST_PLANE = "\uffff"
_AROUND = range(-3, 2)
_BEYOND = "[\U00010000-\U0010ffff]"


def places_of_pairs(text: str, wanted: frozenset[int]) -> list[int]:
    """相邻两字的码合成的数在 wanted 里的各处，按先后。"""
    code = _code(text)
    found: list[int] = []
    for first in (0, 1):
        numbers = _numbers(code[2 * first :], "I")
        found += compress(count(first, 2), map(wanted.__contains__, numbers))
    return sorted(found)


class Grams:
    """文字里从每个字起的四个字。"""

    def __init__(self, text: str) -> None:
        code = _code(text)
        self._lanes = tuple(_numbers(code[2 * first :], "Q") for first in range(_SIZE))
        self._length = len(text)

    def repeated(self, least: int) -> frozenset[str]:
        """出现 least 次以上的四个汉字。"""
        counts = Counter(chain.from_iterable(self._lanes))
        often = (number for number, times in counts.items() if times >= least)
        return frozenset(four for four in map(_four, often) if all(map(is_common_han, four)))

    def worn(self, own: frozenset[str], places: Iterable[int]) -> frozenset[int]:
        """places 近旁从第几个字起的四个字是常用的说法。"""
        near = {at + step for at in places for step in _AROUND}
        last = self._length - _SIZE
        numbers = {at: self._lanes[at % _SIZE][at // _SIZE] for at in near if 0 <= at <= last}
        known = fours().among(set(numbers.values()))
        known.update(int.from_bytes(four.encode("utf-16-be")) for four in own)
        return frozenset(at for at, number in numbers.items() if number in known)


def _code(text: str) -> bytes:
    """一个字两个字节；基本多文种平面以外的字换成一个占位的。"""
    if max(text, default="") > _LAST_PLANE:
        text = re.sub(_BEYOND, "\0", text)
    return text.encode("utf-16-be", "surrogatepass")


def _numbers(code: bytes, kind: str) -> array[int]:
    numbers = array(kind)
    numbers.frombytes(code[: len(code) // numbers.itemsize * numbers.itemsize])
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


def _four(number: int) -> str:
    return number.to_bytes(_BYTES).decode("utf-16-be", "surrogatepass")


class Own:
    """这份文件里一再出现的四字，和它们里面哪个字跟在哪个字后面。"""

    def __init__(self, four_characters: frozenset[str] = frozenset()) -> None:
        self.fours = four_characters
        self._after: dict[str, set[str]] = {}
        self._before: dict[str, set[str]] = {}
        for one, other in chain.from_iterable(map(pairwise, four_characters)):
            self._after.setdefault(one, set()).add(other)
            self._before.setdefault(other, set()).add(one)

    def __contains__(self, four: object) -> bool:
        return four in self.fours

    def after(self, char: str) -> set[str]:
        """哪些字跟在 char 后面。"""
        return self._after.get(char, set())

    def before(self, char: str) -> set[str]:
        """哪些字在 char 前面。"""
        return self._before.get(char, set())
