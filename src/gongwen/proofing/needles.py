"""一次要找的许多词：先看各词的相邻两个字在全文里有没有，多半的词一眼就略过。"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Needles:
    """要找的词，每个至少两个字。"""

    def __init__(self, words: Iterable[str]) -> None:
        self._pairs = tuple((word, frozenset(map("".join, pairwise(word)))) for word in words)
        if short := [word for word, pairs in self._pairs if not pairs]:
            raise ValueError(f"要找的词至少两个字：{short}")

    def possible(self, bigrams: set[str]) -> Iterator[str]:
        """相邻两个字全文里都有的词；其余的一定没有。"""
        return (word for word, pairs in self._pairs if bigrams.issuperset(pairs))
