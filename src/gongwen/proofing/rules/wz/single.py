"""WZ10：一个字多打了一遍。页：wz10.md。

两个相同的字相连，多半是前一个词的尾、后一个词的头（企业业务），或者是叠字（层层）。只报三种一定错的：
去掉一个正好成一个固定词语、而这个字在词语中间的（人民民政府）；一句话开头、末尾不可能叠着的。
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing import doubles
from gongwen.proofing.chars import is_han
from gongwen.proofing.lexicon import load_words
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.wz.people import after_surname

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading

_LONGEST = 8


def check(reading: Reading) -> Iterator[Hit]:
    """固定词语中间、句首、句末多打的一个字；虚字由 WZ01 查。"""
    whole, others = reading.whole, load_words("doubled-characters")
    for start, end in doubles.letters(whole):
        char = whole[start]
        if end - start == 2 and "\u4e00" <= char <= "\u9fff" and char not in others:
            piece, at = reading.placed(start)
            if _is_wrong(piece.text.value, at):
                yield Hit(piece.text.at(at + 1, at + 2), f"“{char}”重复", "")


def _is_wrong(value: str, at: int) -> bool:
    char, before, after = value[at], value[max(at - 1, 0) : at], value[at + 2 : at + 3]
    if char in (before, after) or after_surname(value, at):
        return False
    if _in_phrase(value[max(at - _LONGEST, 0) : at + 1] + value[at + 2 : at + _LONGEST], min(at, _LONGEST)):
        return True
    at_edge = is_han(before) != is_han(after)
    return at_edge and char not in load_words("free-doubles")


def _in_phrase(text: str, middle: int) -> bool:
    """text 的第 middle 个字在一个固定词语的中间。"""
    phrases, longest = _phrases()
    return any(
        text[start:end] in phrases
        for start in range(max(middle - longest + 2, 0), middle)
        for end in range(middle + 2, min(start + longest, len(text)) + 1)
    )


@cache
def _phrases() -> tuple[frozenset[str], int]:
    phrases = load_words("fixed-phrases")
    return phrases, max(map(len, phrases))


RULE = Rule("WZ10", "一个字重复", Level.ERROR, "校对通则（一词不重打）", check)
