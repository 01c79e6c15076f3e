"""批注、修订上的署名和日期，以及还没有用过的编号。"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

from gongwen.ooxml.names import NAMESPACES, qn
from gongwen.ooxml.runs import legal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

LONGEST_AUTHOR, LONGEST_INITIALS = 255, 9


@dataclass(frozen=True, slots=True)
class Stamp:
    """谁、什么时候批的。moment 带时区，由调用者给：这里不看钟。"""

    author: str
    initials: str
    moment: datetime

    @property
    def date(self) -> str:
        """当地时间，精确到秒。末尾的 Z 照 Word 的写法：它写的是当地时间，显示时也照原样。"""
        return self.moment.strftime("%Y-%m-%dT%H:%M:%SZ")

    def sign(self, element: Any, identity: str) -> Any:
        """在修订、批注上写编号、作者、日期，返回它。"""
        element.set(qn("w:id"), identity)
        element.set(qn("w:author"), legal(self.author)[:LONGEST_AUTHOR])
        element.set(qn("w:date"), self.date)
        return element


def ids_in(roots: Iterable[Any]) -> set[str]:
    """各部件里用过的编号（修订、书签、批注合在一起，宁可多算）。"""
    return {str(each) for root in roots for each in root.xpath("//@w:id", namespaces={"w": NAMESPACES["w"]})}


def free_ids(taken: set[str]) -> Iterator[str]:
    """没有用过的编号，从 1 起，逐个取。"""
    return (text for number in count(1) if (text := str(number)) not in taken)
