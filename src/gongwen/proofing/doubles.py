"""文字里一个字、一个词连着写了两遍的各处。

几十万字逐字用正则式回头比，比别的规则都慢；这里把全文错开几个字相减，差是零的就是相同的，都是一步算完的。
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from gongwen.proofing.lazy import Lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 8
_WIDE = 4
_HAN = Lazy(r"[\u3400-\u9fff\uf900-\ufaff〇\U00020000-\U0003ffff]+")


@lru_cache(maxsize=2)
def same(text: str, apart: int) -> tuple[tuple[int, int], ...]:
    """与后面隔 apart 个字的字相同的各段 [start, end)，至少连着 apart 个字：一个词紧接着又写了一遍。"""
    code = text.encode("utf-32-le", "surrogatepass")
    one, other = code[: -_WIDE * apart], code[_WIDE * apart :]
    if not one:
        return ()
    gap = int.from_bytes(one, "little") ^ int.from_bytes(other, "little")
    zeros = re.compile(rb"\x00{%d,}" % (_WIDE * apart))
    found = []
    for run in zeros.finditer(gap.to_bytes(len(one), "little")):
        start, end = -(-run.start() // _WIDE), run.end() // _WIDE
        if end - start >= apart:
            found.append((start, end))
    return tuple(found)


@lru_cache(maxsize=2)
def letters(text: str) -> tuple[tuple[int, int], ...]:
    """同一个字符连写的各段 [start, end)。"""
    return tuple((start, end + 1) for start, end in same(text, 1))


@lru_cache(maxsize=2)
def words(text: str) -> tuple[tuple[int, int, int], ...]:
    """两个到八个字的词连写的各段：起点、终点、词长；同一处取最长的，不重叠。"""
    places = sorted((start, -size, end) for size in range(2, LONGEST + 1) for start, end in same(text, size))
    found, last = [], 0
    for first, negative, end in places:
        size = -negative
        start = _first_word(text, max(first, last), end, size)
        if start is not None:
            last = start + size + (end - start) // size * size
            found.append((start, last, size))
    return tuple(found)


def _first_word(text: str, start: int, end: int, size: int) -> int | None:
    """[start, end) 里第一个全是汉字、后面又写了一遍的词。"""
    candidates: Iterator[int] = iter(range(start, end - size + 1))
    return next((at for at in candidates if _HAN.fullmatch(text, at, at + size)), None)
