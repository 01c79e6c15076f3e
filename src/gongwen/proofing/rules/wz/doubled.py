"""WZ01：多打了一遍的字、词、标点。页：wz01.md。"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.chars import HAN, HAN_DIGITS
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.lexicon import load_rows, load_words
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Piece, Reading

_MARKS = Lazy(r"([，、；：。])\1+")
# “工作工作量”“申请人申请人民法院”：后一个词长一个字，不是重复。
_LONGER = "化性局部团员者书权物章法率型制类式感区业份长司院厅处科室站馆站点量额值体域民"


@cache
def _doubled_words() -> re.Pattern[str]:
    return re.compile(rf"([{HAN}]{{2,8}})\1+")


@cache
def _doubled_characters() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    rows = {row.values[0]: (row.values[1], row.values[2]) for row in load_rows("doubled-characters")}
    return re.compile(rf"([{''.join(rows)}])\1+"), rows


def check(reading: Reading) -> Iterator[Hit]:
    """重复的虚字、词语、点号。"""
    for piece in reading.pieces:
        yield from _marks(piece)
        yield from _characters(piece)
        yield from _words(piece)


def _marks(piece: Piece) -> Iterator[Hit]:
    for found in _MARKS.finditer(piece.text.value):
        start, end = found.span()
        if found[1] == "。" and end - start >= 3:
            yield Hit(piece.text.at(start, end), "省略号应为“……”", "……")
        else:
            yield Hit(piece.text.at(start + 1, end), f"“{found[1]}”重复", "")


def _characters(piece: Piece) -> Iterator[Hit]:
    pattern, rows = _doubled_characters()
    value = piece.text.value
    for found in pattern.finditer(value):
        start, end = found.span()
        before, after = rows[found[1]]
        is_right = value[max(start - 1, 0) : start] in tuple(before) or value[end : end + 1] in tuple(after)
        kept = start + (2 if is_right else 1)
        if kept < end:
            yield Hit(piece.text.at(kept, end), f"“{found[1]}”重复", "")


def _words(piece: Piece) -> Iterator[Hit]:
    """列在词表里的词重复是差错；更长的一串重复只作提示，两个字的多半是词语相连（创业创新）。"""
    value = piece.text.value
    for found in _doubled_words().finditer(value):
        word = found[1]
        span = piece.text.at(found.start() + len(word), found.end())
        after = value[found.end() : found.end() + 1]
        if after and after in _LONGER:
            continue
        if word in load_words("doubled-words"):
            yield Hit(span, f"“{word}”重复", "")
        elif len(word) > 2 and not _may_repeat(word):
            yield Hit(span, f"“{word}”写了两遍，请核对", "", level=Level.ADVICE)


def _may_repeat(word: str) -> bool:
    """“一长一短一长一短”“的土地的土地”这样的连用。"""
    return word[0] == "的" or any(char in HAN_DIGITS for char in word)


_SOURCE = "GB/T 15834—2011（标点符号用法）；校对通则（一词不重打）"
RULE = Rule("WZ01", "字词、标点重复", Level.ERROR, _SOURCE, check)
