"""SZ31：固定的词里用了阿拉伯数字。页：sz31.md。词见 lexicon/number-words.tsv。"""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.chars import has_han
from gongwen.proofing.lexicon import load_rows
from gongwen.proofing.needles import Needles
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.sz.forms import HAN, is_arabic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading

_DIGITS = {char: (str(value),) for value, char in enumerate(HAN, 1)} | {"十": ("10", "1", ""), "两": ("2",)}


def check(reading: Reading) -> Iterator[Hit]:
    """每一个数字写成阿拉伯数字的固定的词。"""
    wrongs, needles = _wrongs()
    last, end = None, 0
    for piece, at, wrong in reading.occurrences(needles):
        if (piece is last and at < end) or not _stands_alone(piece.text.value, at, at + len(wrong)):
            continue
        last, end = piece, at + len(wrong)
        yield Hit(piece.text.at(at, end), f"“{wrong}”是固定的词，数字用汉字", wrongs[wrong])


def _stands_alone(value: str, start: int, end: int) -> bool:
    """不是一个更长的数、型号的一截。"""
    before = value[start - 1] if start else ""
    return not (
        is_arabic(before) or before in {".", "第"} or "A" <= before <= "z" or is_arabic(value[end : end + 1])
    )


@cache
def _wrongs() -> tuple[dict[str, str], Needles]:
    """错的写法到对的写法：每个数字或者照旧，或者换成阿拉伯数字，至少换一个。"""
    words = [row.values[0] for row in load_rows("number-words")]
    found = {wrong: word for word in words for wrong in _variants(word)}
    return found, Needles(found)


def _variants(word: str) -> Iterator[str]:
    choices = [(char, *_DIGITS.get(char, ())) for char in word]
    for parts in product(*choices):
        wrong = "".join(parts)
        # “145”之类全是数字的，看不出是哪个词
        if any(is_arabic(char) for char in wrong) and has_han(wrong):
            yield wrong


RULE = Rule(
    "SZ31",
    "固定的词里用了阿拉伯数字",
    Level.ERROR,
    "GB/T 15835—2011 4.2.3（已定型的含汉字数字的词语）",
    check,
)
