"""SourceText（解码后的原文）与 Span（原文中的一段）。

偏移一律是解码后文本的码点序号，从 0 起；去掉字节序标记，换行保持原样，front matter 计算在内。
Word 文件、PDF 读成一段一行的文本，偏移是这份文本里的；原来在第几段、第几面，见 marks。
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

_NEWLINE = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """原文中的半开区间 [start, end)；start == end 表示一个插入点。"""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"区间无效：[{self.start}, {self.end})")


class Medium(StrEnum):
    """原文是从什么读来的。"""

    TEXT = "text"
    DOCX = "docx"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Mark:
    """从偏移 start 起的文字在原件里的地方，如“第12段”“第3面第7行”“页眉”。"""

    start: int
    label: str


@dataclass(frozen=True)
class SourceText:
    """一份原文：显示用的名字、解码后的文本、编码。

    guessed 为真表示编码不是 UTF-8，由程序推断，须告知用户。digest 是原始字节的 SHA-256（十六进制）。
    marks 按 start 排列，只有 Word 文件和 PDF 才有；它们的行号只是这份文本里的，不给用户看。
    unread 是原件里没有读出来的部分，如“第2面是图片，没有文字，没有读”。
    """

    name: str
    text: str
    encoding: str = "utf-8"
    guessed: bool = False
    digest: str = ""
    medium: Medium = Medium.TEXT
    marks: tuple[Mark, ...] = field(default=(), repr=False)
    unread: tuple[str, ...] = ()

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in _NEWLINE.finditer(self.text))]

    @property
    def line_count(self) -> int:
        """行数；末尾有换行时，其后的空行也算。"""
        return len(self._line_starts)

    def position(self, offset: int) -> tuple[int, int]:
        """偏移所在的（行, 列），都从 1 起，列按码点数。"""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    @cached_property
    def _mark_starts(self) -> list[int]:
        return [mark.start for mark in self.marks]

    def place(self, offset: int) -> str:
        """给人看的位置：文本是“行:列”；Word 文件、PDF 是“第12段第5字”“第3面第7行第5字”。"""
        if not self.marks:
            line, column = self.position(offset)
            return f"{line}:{column}"
        mark = self._mark(offset)
        return f"{mark.label}第{offset - mark.start + 1}字"

    def label(self, offset: int) -> str:
        """偏移在原件里的第几段、第几行，如“第12段”；文本为空串。"""
        return self._mark(offset).label if self.marks else ""

    def _mark(self, offset: int) -> Mark:
        return self.marks[max(bisect_right(self._mark_starts, offset) - 1, 0)]

    def line_span(self, line: int) -> Span:
        """第 line 行（从 1 起）的区间，不含换行符。"""
        starts = self._line_starts
        start = starts[line - 1]
        end = starts[line] if line < len(starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)

    def slice(self, span: Span) -> str:
        """区间内的原文。"""
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Text:
    """一段要印出的文字和它在原文中的位置。

    多数情况下 value 就是 span 内的原文；YAML 的引号、转义、折行使两者不同时，offsets 给出
    value 每个码点在原文中的偏移（与 value 等长）。
    """

    value: str
    span: Span
    offsets: tuple[int, ...] | None = field(default=None, repr=False)

    def at(self, start: int, end: int) -> Span:
        """value[start:end] 在原文中的区间。"""
        if self.offsets is None:
            return Span(self.span.start + start, self.span.start + end)
        if not self.offsets:
            return self.span
        first = self.offsets[start] if start < len(self.offsets) else self.span.end
        if end <= start:
            return Span(first, first)
        return Span(first, max(first, self.offsets[end - 1] + 1))

    def part(self, start: int, end: int) -> Text:
        """value[start:end] 作为独立的一段。"""
        offsets = None if self.offsets is None else self.offsets[start:end]
        return Text(self.value[start:end], self.at(start, end), offsets)

    def strip(self) -> Text:
        """去掉两端空白（含全角空格）。"""
        left = len(self.value) - len(self.value.lstrip())
        return self.part(left, max(left, len(self.value.rstrip())))
