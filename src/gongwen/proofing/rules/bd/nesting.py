"""BD12、BD13：引号、书名号里外的层次。页：bd12.md、bd13.md。"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.bd.quotation import across_paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Piece, Reading

_QUOTES = Lazy("(?<![A-Za-z])’|’(?![A-Za-z])|[“”‘]")
# 有单引号，或者两个左双引号之间没有关上
_NESTED = Lazy("‘|“[^“”]*“")
_TITLES = Lazy("[《》〈〉]")


def _check_quotes(reading: Reading) -> Iterator[Hit]:
    """双引号里又用双引号，外层用了单引号。跨段的引文不查，它的外层在别的段。"""
    nested = [piece for piece in reading.with_any("“", "‘") if _NESTED.search(piece.text.value)]
    if not nested:
        return
    spanning = across_paragraphs(reading.pieces)
    skipped = {reading.pieces[at].text.span for at in spanning}
    for piece in nested:
        if piece.text.span not in skipped:
            yield from _levels(piece, _QUOTES, "“”", "‘’", "引号")


def _check_titles(reading: Reading) -> Iterator[Hit]:
    """双书名号里又用双书名号，外层用了单书名号。"""
    for piece in reading.with_any("《", "〈"):
        value = piece.text.value
        if "〈" in value or any(a == b for a, b in pairwise(_TITLES.findall(value))):
            yield from _levels(piece, _TITLES, "《》", "〈〉", "书名号")


def _levels(piece: Piece, marks: Lazy, outer: str, inner: str, name: str) -> Iterator[Hit]:
    """各对应当用哪一层的写法；一段里有不成对的，层次说不准，不查。"""
    stack: list[tuple[int, str]] = []
    wrong: list[tuple[int, str | None, str]] = []
    for found in marks.finditer(piece.text.value):
        mark = found[0]
        if mark in (outer[0], inner[0]):
            stack.append((found.start(), mark))
            continue
        if not stack or (mark == outer[1]) != (stack[-1][1] == outer[0]):
            return
        at, _ = stack.pop()
        is_inner = len(stack) % 2 == 1
        right = inner if is_inner else outer
        if mark != right[1]:
            message = f"{'里' if is_inner else '外'}层{name}用 {right}"
            # 外面没有双书名号的〈〉，多半是别的括号打错了，不给改法；圆括号里的是第二层括号
            fixable = is_inner or name == "引号"
            if not fixable and _in_brackets(piece.text.value, at):
                continue
            wrong += [(at, right[0] if fixable else None, message)]
            wrong += [(found.start(), right[1] if fixable else None, message)]
    if stack:
        return
    for at, right_mark, message in sorted(wrong, key=lambda item: item[0]):
        yield Hit(piece.text.at(at, at + 1), message, right_mark)


def _in_brackets(value: str, at: int) -> bool:
    return value.rfind("（", 0, at) > value.rfind("）", 0, at)


QUOTES = Rule("BD12", "引号的层次", Level.ERROR, "GB/T 15834—2011 4.8.3.4", _check_quotes)
TITLES = Rule("BD13", "书名号的层次", Level.ERROR, "GB/T 15834—2011 4.15.3.5", _check_titles)
