"""对照的结果：Difference 一处不同，Comparison 全部。"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongwen.compare.align import Alignment
    from gongwen.compare.stream import Compared
    from gongwen.spans import Span


class Category(StrEnum):
    """一处不同属于哪一类；前四类是字不同，后两类只列出来。次序即列出的次序。"""

    NUMBERS = "numbers"
    TEXT = "text"
    MARKS = "marks"
    MOVED = "moved"
    IDENTITY = "identity"
    LAYOUT = "layout"

    @property
    def term(self) -> str:
        """给人看的说法。"""
        return _TERMS[self]


_TERMS = {
    Category.NUMBERS: "数字",
    Category.TEXT: "文字",
    Category.MARKS: "标点",
    Category.MOVED: "移动",
    Category.IDENTITY: "编号日期",
    Category.LAYOUT: "版面",
}
OF_CHARACTERS = frozenset({Category.NUMBERS, Category.TEXT, Category.MARKS, Category.MOVED})


class Change(StrEnum):
    """怎么变的。"""

    CHANGED = "changed"
    REMOVED = "removed"
    ADDED = "added"
    SWAPPED = "swapped"
    MOVED = "moved"
    FILLED = "filled"
    SPLIT = "split"
    MERGED = "merged"
    SPACED = "spaced"
    CLOSED = "closed"

    @property
    def term(self) -> str:
        """给人看的说法。"""
        return _CHANGES[self]


_CHANGES = {
    Change.CHANGED: "改",
    Change.REMOVED: "删",
    Change.ADDED: "增",
    Change.SWAPPED: "颠倒",
    Change.MOVED: "移动",
    Change.FILLED: "补填",
    Change.SPLIT: "分段",
    Change.MERGED: "并段",
    Change.SPACED: "多空白",
    Change.CLOSED: "少空白",
}


@dataclass(frozen=True, slots=True)
class Passage:
    """一份里的一处：text 是不同的字（增删的，没有的一边为空），before、after 是同一段里前后的字。

    source 是所在的文件，place 是给人看的位置，span 是原文里的区间；start、end 是在 Compared.chars 里的。
    """

    source: str
    place: str
    span: Span
    text: str
    before: str
    after: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Difference:
    """一处不同。element 是所在的要素（术语），正文里的为空；note 是补充的话。"""

    category: Category
    change: Change
    signed: Passage
    other: Passage
    element: str = ""
    note: str = ""


@dataclass(frozen=True)
class Comparison:
    """对照的结果。differences 按在签发稿里的先后；notices 是读的时候、比的时候要告知的话。"""

    signed: Compared = field(repr=False)
    other: Compared = field(repr=False)
    differences: tuple[Difference, ...]
    alignment: Alignment = field(repr=False)
    notices: tuple[str, ...] = ()

    def of(self, category: Category) -> tuple[Difference, ...]:
        """这一类的各处。"""
        return tuple(item for item in self.differences if item.category is category)

    @property
    def counts(self) -> dict[Category, int]:
        """各类几处，没有的是 0。"""
        found = Counter(item.category for item in self.differences)
        return {category: found[category] for category in Category}

    @property
    def of_characters(self) -> int:
        """字不同的有几处：数字、文字、标点、移动。"""
        return sum(item.category in OF_CHARACTERS for item in self.differences)

    def exit_code(self, *, strict: bool = False) -> int:
        """0 字都相同；1 有字不同。strict：编号日期、版面不同也算。"""
        return int(bool(self.differences if strict else self.of_characters))
