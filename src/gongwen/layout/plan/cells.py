"""表格的格里折行时不拆词：“汛限水位（米）”折在“水位”之后，不折成“汛限水／位（米）”。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.layout.plan.words import split_words
from gongwen.units import cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST = 24
# 再长的是一段话，照正文的样子折。
_CLOSERS, _OPENERS = "、，。；：！？》）”’〉】", "《（“‘〈【"


def kept_words(
    rows: Sequence[Sequence[str]], inside: Sequence[float]
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """要按词折的格：第几行、第几栏、各词。inside 是各栏一行的字数。

    一行排得下的、太长的、一个词比一栏还宽的、按词折要多折一行的，照原样折。
    """
    for at, row in enumerate(rows):
        for column, (text, room) in enumerate(zip(row, inside, strict=True)):
            if not room < cells(text) <= LONGEST:
                continue
            words = tuple(_glued(split_words(text)))
            if len(words) > 1 and _lines(words, room) <= -(-cells(text) // room):
                yield at, column, words


def folded_width(text: str) -> float:
    """不拆词地折成两行，至少要几个字宽；太长的不管词，取一半。"""
    if cells(text) > LONGEST:
        return cells(text) / 2
    widths = [cells(word) for word in _glued(split_words(text))]
    return min((max(sum(widths[:at]), sum(widths[at:])) for at in range(1, len(widths))), default=sum(widths))


def _glued(words: Sequence[str]) -> Iterator[str]:
    """后引号、句读跟着前面的词，前括号、前引号跟着后面的词；数字、字母和后面的量词不分开。"""
    held = ""
    for word in words:
        joins = word[0] in _CLOSERS or (held and (held[-1] in _OPENERS or held[-1].isascii()))
        if held and not joins:
            yield held
            held = word
        else:
            held += word
    if held:
        yield held


def _lines(words: Sequence[str], room: float) -> float:
    """依次排下去要几行；有一个词比一栏宽时为无穷。"""
    count, used = 1, 0.0
    for word in words:
        width = cells(word)
        if width > room:
            return float("inf")
        if used + width > room:
            count, used = count + 1, 0.0
        used += width
    return count
