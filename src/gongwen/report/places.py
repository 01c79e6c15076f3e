"""各种机器格式共用的：所报之处的行列，说明的话，读不了的原因。

行、列都从 1 起，终点不含在内。Word 文件、PDF 没有人看得见的行：不编造行号，在话里说明地方。
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from gongwen.report.pointed import printable
from gongwen.spans import Medium

if TYPE_CHECKING:
    from gongwen.findings import Finding
    from gongwen.report.checked import CheckedFile
    from gongwen.spans import SourceText, Span


class Region(NamedTuple):
    """起点和终点的行、列。"""

    line: int
    column: int
    end_line: int
    end_column: int


def place_in(source: SourceText, finding: Finding) -> Span | None:
    """能用行列表示的一处；没有位置的、Word 文件和 PDF 的为 None。"""
    return finding.span if source.medium is Medium.TEXT else None


def region_of(source: SourceText, span: Span) -> Region:
    """列按码点数。"""
    return Region(*source.position(span.start), *source.position(span.end))


class ByteColumns:
    """列按 UTF-8 的字节数。

    从上次问过的地方数起：各处按位置问下去，一行几十万字也不慢成平方。
    """

    def __init__(self, source: SourceText) -> None:
        self._source = source
        self._line, self._offset, self._bytes = 1, 0, 0

    def region(self, span: Span) -> Region:
        """这一处的起点和终点。"""
        return Region(*self._position(span.start), *self._position(span.end))

    def _position(self, offset: int) -> tuple[int, int]:
        line, column = self._source.position(offset)
        if line != self._line:
            self._line, self._offset, self._bytes = line, offset - column + 1, 0
        low, high = sorted((self._offset, offset))
        between = len(self._source.text[low:high].encode("utf-8", "surrogatepass"))
        self._bytes += between if offset >= self._offset else -between
        self._offset = offset
        return line, self._bytes + 1


def fix_of(source: SourceText, finding: Finding) -> str | None:
    """可以由程序照着换上的改法。

    原文不是 UTF-8 的不给：照着换的程序都按 UTF-8 写，会把文件写坏。
    """
    return finding.suggestion if place_in(source, finding) and source.encoding == "utf-8" else None


def said(source: SourceText, finding: Finding, *, fix: bool) -> str:
    """一处的说明，一行；Word 文件、PDF 先说在哪里，fix 为真时连改法也说。控制字符写成看得见的样子。"""
    words = finding.message
    if finding.span is not None and source.medium is not Medium.TEXT:
        words = f"{source.place(finding.span.start)}：{words}"
    return printable(words + (f"；{change(finding)}" if fix and finding.suggestion is not None else ""))


def change(finding: Finding) -> str:
    """改法；没有的为空。"""
    if finding.suggestion is None:
        return ""
    if not finding.suggestion:
        return "删去"
    added = finding.span is not None and finding.span.start == finding.span.end
    return printable(f"{'补上' if added else '改为'}“{finding.suggestion}”")


def disposed(finding: Finding) -> str:
    """怎样处置的、谁、为什么；没有处置的为空。"""
    ruling = finding.ruling
    if ruling is None:
        return ""
    who = f"（{ruling.by}）" if ruling.by else ""
    return printable(ruling.kind.term + who + (f"：{ruling.reason}" if ruling.reason else ""))


def slashed(path: str) -> str:
    """平台认的路径：用斜线，开头没有 ./。"""
    return path.replace(os.sep, "/").removeprefix("./")


def unread(item: CheckedFile) -> str:
    """读不了的原因，一行。"""
    first, *rest = (item.problem or "").split("\n")
    told = [first.removeprefix(f"{item.path}："), *(line.strip() for line in rest)]
    return "没有校对。" + printable(" ".join(told))
