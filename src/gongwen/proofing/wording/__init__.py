"""常用的说法：哪两个字、哪四个字在公文里常常连着用（从公文语料统计，tools/wording.py 生成）。"""

from __future__ import annotations

import pkgutil
import sys
import zlib
from array import array
from bisect import bisect_left
from functools import cache, cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_FIRST, _LAST = "一", "龥"
_LAST_PLANE = "\uffff"
_MANY = 30_000


def is_common_han(char: str) -> bool:
    """统计里的汉字：基本区和“〇”。"""
    return _FIRST <= char <= _LAST or char == "〇"


def _data(name: str) -> bytes:
    data = pkgutil.get_data(__name__, f"{name}.bin")
    if data is None:
        raise FileNotFoundError(name)
    return zlib.decompress(data)


def numbered(grams: Iterable[str]) -> set[int]:
    """两个字的数：同表里的数一样算。基本区以外的字不在表里，略去。"""
    joined = "".join(grams)
    if max(joined, default="") > _LAST_PLANE:
        joined = "".join(gram for gram in grams if max(gram) <= _LAST_PLANE)
    numbers = array("I")
    numbers.frombytes(joined.encode("utf-16-be", "surrogatepass"))
    if sys.byteorder == "little":
        numbers.byteswap()
    return set(numbers)


class Table:
    """一张表：排好序的数，一个数是几个字的码连在一起。"""

    def __init__(self, name: str, code: str) -> None:
        self.name, self.code = name, code
        self._followers: dict[str, frozenset[str]] = {}

    @cached_property
    def _numbers(self) -> array[int]:
        numbers = array(self.code)
        planes = _data(self.name)
        size = len(planes) // numbers.itemsize
        raw = bytearray(len(planes))
        for at in range(numbers.itemsize):
            raw[at :: numbers.itemsize] = planes[at * size : (at + 1) * size]
        numbers.frombytes(raw)
        if sys.byteorder == "big":
            numbers.byteswap()
        return numbers

    def __contains__(self, gram: str) -> bool:
        number = int.from_bytes(gram.encode("utf-16-be", "surrogatepass"))
        at = bisect_left(self._numbers, number)
        return at < len(self._numbers) and self._numbers[at] == number

    def among(self, numbers: set[int]) -> set[int]:
        """numbers 里哪些在表里；多的时候把表从头过一遍，比一个个找快。"""
        table = self._numbers
        if len(numbers) > _MANY:
            return numbers.intersection(table)
        found = ((number, bisect_left(table, number)) for number in numbers)
        return {number for number, at in found if at < len(table) and table[at] == number}

    def between(self, before: str, after: str) -> frozenset[str]:
        """四字表里，before（两个字）与 after（一个字）之间可以是哪些字。"""
        low = int.from_bytes(before.encode("utf-16-be")) << 32
        last = ord(after)
        numbers = self._numbers
        found = numbers[bisect_left(numbers, low) : bisect_left(numbers, low + (1 << 32))]
        return frozenset(chr(number >> 16 & 0xFFFF) for number in found if number & 0xFFFF == last)

    def after(self, char: str) -> frozenset[str]:
        """两字表里，哪些字跟在 char 后面。"""
        if char not in self._followers:
            low = ord(char) << 16
            numbers = self._numbers
            found = numbers[bisect_left(numbers, low) : bisect_left(numbers, low + (1 << 16))]
            self._followers[char] = frozenset(chr(number & 0xFFFF) for number in found)
        return self._followers[char]


@cache
def pairs() -> Table:
    """两个字连用。"""
    return Table("pairs", "I")


@cache
def common() -> Table:
    """两个字连用，次数多的。"""
    return Table("common", "I")


@cache
def backward() -> Table:
    """两个字连用，倒着写的：after(字) 是哪些字在它前面。"""
    return Table("backward", "I")


@cache
def fours() -> Table:
    """四个字连用。"""
    return Table("fours", "Q")


@cache
def strong() -> Table:
    """四个字连用，次数多的。"""
    return Table("strong", "Q")


@cache
def words() -> Table:
    """四个字的词语：常常单独成一句的。"""
    return Table("words", "Q")


@cache
def near(char: str) -> frozenset[str]:
    """与 char 音近、形近的常用字。"""
    return frozenset(_near().get(char, ""))


@cache
def _near() -> dict[str, str]:
    return {line[0]: line[1:] for line in _data("near").decode("utf-8").split("\n")}
