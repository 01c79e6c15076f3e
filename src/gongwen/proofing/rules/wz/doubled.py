"""WZ01：多打了一遍的字、词、标点。页：wz01.md。"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing import doubles
from gongwen.proofing.chars import HAN_DIGITS
from gongwen.proofing.lexicon import load_rows, load_words
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading
    from gongwen.spans import Span

_MARKS = frozenset("，、；：。")
# “工作工作量”“申请人申请人民法院”：后一个词长一个字，不是重复。
_LONGER = "化性局部团员者书权物章法率型制类式感区业份长司院厅处科室站馆站点量额值体域民"


@cache
def _doubled_characters() -> dict[str, tuple[str, str]]:
    return {row.values[0]: (row.values[1], row.values[2]) for row in load_rows("doubled-characters")}


def check(reading: Reading) -> Iterator[Hit]:
    """重复的虚字、词语、点号。"""
    rows = _doubled_characters()
    for start, end in doubles.letters(reading.whole):
        char = reading.whole[start]
        if char in _MARKS:
            yield _mark(reading, start, end)
        elif char in rows:
            yield from _characters(reading, start, end)
    yield from _words(reading)


def _at(reading: Reading, start: int, end: int) -> Span:
    piece, at = reading.placed(start)
    return piece.text.at(at, at + end - start)


def _mark(reading: Reading, start: int, end: int) -> Hit:
    mark = reading.whole[start]
    if mark == "。" and end - start >= 3:
        return Hit(_at(reading, start, end), "省略号应为“……”", "……")
    return Hit(_at(reading, start + 1, end), f"“{mark}”重复", "")


def _characters(reading: Reading, start: int, end: int) -> Iterator[Hit]:
    whole = reading.whole
    before, after = _doubled_characters()[whole[start]]
    is_right = whole[max(start - 1, 0) : start] in tuple(before) or whole[end : end + 1] in tuple(after)
    kept = start + (2 if is_right else 1)
    if kept < end:
        yield Hit(_at(reading, kept, end), f"“{whole[start]}”重复", "")


def _words(reading: Reading) -> Iterator[Hit]:
    """列在词表里的词重复是差错；更长的一串重复只作提示，两个字的多半是词语相连（创业创新）。"""
    whole = reading.whole
    for start, end, size in doubles.words(whole):
        word = whole[start : start + size]
        if whole[end : end + 1] in tuple(_LONGER):
            continue
        span = _at(reading, start + size, end)
        if word in load_words("doubled-words"):
            yield Hit(span, f"“{word}”重复", "")
        elif size > 2 and not _may_repeat(word):
            yield Hit(span, f"“{word}”写了两遍，请核对", "", level=Level.ADVICE)


def _may_repeat(word: str) -> bool:
    """“一长一短一长一短”“的土地的土地”这样的连用。"""
    return word[0] == "的" or any(char in HAN_DIGITS for char in word)


_SOURCE = "GB/T 15834—2011（标点符号用法）；校对通则（一词不重打）"
RULE = Rule("WZ01", "字词、标点重复", Level.ERROR, _SOURCE, check)
