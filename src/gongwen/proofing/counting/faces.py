"""一处在第几面：PDF 有真的面；别的按每面 22 行、每行 28 字估。"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.spans import Medium

if TYPE_CHECKING:
    from gongwen.spans import SourceText

ROWS, CELLS = 22, 28
FULL_FACE = ROWS * CELLS
_FACE = re.compile(r"第(\d+)面")


@dataclass(frozen=True, slots=True)
class Faces:
    """从 starts 的各偏移起，是 numbers 的各面；count 是有字的面数。

    known 为真是文件里真有的面，否则是估的。
    """

    starts: tuple[int, ...]
    numbers: tuple[int, ...]
    count: int
    known: bool

    def at(self, offset: int) -> int:
        """偏移在第几面。"""
        index = bisect_right(self.starts, offset) - 1
        return self.numbers[max(index, 0)] if self.numbers else 1


def faces_of(source: SourceText) -> Faces:
    """一份原文的面。"""
    if source.medium is Medium.PDF:
        marked = [(mark.start, _FACE.match(mark.label)) for mark in source.marks]
        numbered = [(start, int(found[1])) for start, found in marked if found]
        if numbered:
            numbers = tuple(number for _, number in numbered)
            return Faces(tuple(start for start, _ in numbered), numbers, len(set(numbers)), known=True)
    return _estimated(source)


def _estimated(source: SourceText) -> Faces:
    """每行文字按 28 字折行，空行不占；草稿的键也当作文字，与版头占的大致相当。"""
    starts, numbers, row = [], [], 0
    for line in range(1, source.line_count + 1):
        span = source.line_span(line)
        length = len(source.slice(span).strip())
        for first in range(0, length, CELLS):
            starts.append(span.start + first)
            numbers.append(row // ROWS + 1)
            row += 1
    return Faces(tuple(starts), tuple(numbers), max(1, -(-row // ROWS)), known=False)
