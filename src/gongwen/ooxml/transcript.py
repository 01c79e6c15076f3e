"""一边读一边记下的文字：写到第几个字，每个字从哪个节点来，从哪里起是第几段。"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gongwen.ooxml.story import Stretch

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MAX_CHARS = 3_000_000
# 读文本文件的上限 8 MB 合 280 万个汉字；自动编号也算字，几十 KB 的压缩包能编出几亿个。
ADDED = -1


class TooLongError(Exception):
    """文字超过上限。"""


@dataclass(frozen=True, slots=True)
class Bit:
    """同一个节点的一截文字，从它的第 offset 个字起；node 为 ADDED 的是读的时候添的。"""

    text: str
    node: int = ADDED
    offset: int = 0


BREAK = "\n"


@dataclass
class Transcript:
    """已经记下的文字。part 是正在读的部件。"""

    part: str = ""
    at: int = 0
    stretches: list[Stretch] = field(default_factory=list)
    marks: list[tuple[int, str]] = field(default_factory=list)
    _texts: list[str] = field(default_factory=list)

    def text(self) -> str:
        """全文。"""
        return "".join(self._texts)

    def mark(self, label: str) -> None:
        """从这里起的文字在原件里的地方。"""
        self.marks.append((self.at, label))

    def add(self, text: str) -> None:
        """添的字，不与节点对应。"""
        self._texts.append(text)
        self.at += len(text)
        if self.at > MAX_CHARS:
            raise TooLongError

    def take(self, bit: Bit) -> None:
        """一截文字；是添的就只添。"""
        start = self.at
        self.add(bit.text)
        if bit.node != ADDED and bit.text:
            self.stretches.append(Stretch(start, self.at, self.part, bit.node, bit.offset))

    def lines(self, bits: Sequence[Bit]) -> None:
        """一段文字，末尾换行；段中的换行照样换行。

        以“|”起头的一行后面空一行：它不是表格，免得与下一行合起来当作表格。
        """
        written = "".join(bit.text for bit in bits)
        if "|" not in written:
            for bit in bits:
                self.take(bit)
            self.add(BREAK)
            return
        line = ""
        for bit in (*bits, Bit(BREAK)):
            self.take(bit)
            line += bit.text
            if bit.text == BREAK:
                self.add(BREAK if line.lstrip().startswith("|") else "")
                line = ""

    def cell(self, paragraphs: Iterable[Sequence[Bit]]) -> None:
        """表格的一格：几段、几行之间空一格，“|”之前加反斜线。"""
        for at, bits in enumerate(paragraphs):
            self.add(" " if at else "")
            for bit in bits:
                if bit.text == BREAK:
                    self.add(" ")
                elif "|" not in bit.text:
                    self.take(bit)
                else:
                    self._escaped(bit)

    def _escaped(self, bit: Bit) -> None:
        done = 0
        for at, char in enumerate(bit.text):
            if char == "|":
                self.take(_part(bit, done, at))
                self.add("\\")
                done = at
        self.take(_part(bit, done, len(bit.text)))


def _part(bit: Bit, start: int, end: int) -> Bit:
    return Bit(bit.text[start:end], bit.node, bit.offset + start)


def plain(bits: Iterable[Bit]) -> str:
    """一段的文字。"""
    return "".join(bit.text for bit in bits)
