"""WZ26、WZ27、WZ28：与常用的说法差一个字。页：wz26.md 等。找法见 proofing/near_miss.py。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.near_miss import Kind
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.wording import is_common_han

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.near_miss import Slip
    from gongwen.proofing.reading import Piece, Reading

# 前后几个说法都作证的才算差错：没有参与统计的公文二百多万字里，四个作证的没有误报，三个的误报四处
_SURE_WRONG, _SURE = 4, 3
_SHOWN = 4
_SOURCE = "公文语料（常用的说法）"


def _of(reading: Reading, kind: Kind) -> Iterator[tuple[Piece, Slip]]:
    return ((piece, slip) for piece, slip in reading.slips if slip.kind is kind)


def _around(piece: Piece, slip: Slip) -> tuple[str, str]:
    """连同前后几个汉字，原来的和改了的。"""
    value = piece.text.value
    start, end = slip.start, slip.end
    while start > max(0, slip.start - _SHOWN) and is_common_han(value[start - 1]):
        start -= 1
    while end < min(len(value), slip.end + _SHOWN) and is_common_han(value[end]):
        end += 1
    return value[start:end], value[start : slip.start] + slip.right + value[slip.end : end]


def _told(reading: Reading, kind: Kind, least: int, words: str) -> Iterator[Hit]:
    """作证的有 least 个的是差错，少些的是提示。"""
    for piece, slip in _of(reading, kind):
        shown, right = _around(piece, slip)
        level = None if slip.witnesses >= least else Level.ADVICE
        message = words.format(shown=shown, right=right)
        yield Hit(piece.text.at(slip.start, slip.end), message, slip.right, level=level)


def check_wrong(reading: Reading) -> Iterator[Hit]:
    """写错一个音近、形近的字。"""
    return _told(reading, Kind.WRONG, _SURE_WRONG, "“{shown}”疑为“{right}”之误")


def check_swapped(reading: Reading) -> Iterator[Hit]:
    """前后两个字颠倒。"""
    return _told(reading, Kind.SWAPPED, _SURE, "“{shown}”疑为“{right}”颠倒了")


def check_missing(reading: Reading) -> Iterator[Hit]:
    """少了一个字。"""
    return _told(reading, Kind.MISSING, 0, "“{shown}”疑为“{right}”，少一个字")


WRONG = Rule("WZ26", "疑似错字", Level.ERROR, _SOURCE, check_wrong, last_resort=True)
SWAPPED = Rule("WZ27", "疑似颠倒", Level.ERROR, _SOURCE, check_swapped, last_resort=True)
MISSING = Rule("WZ28", "疑似缺字", Level.ADVICE, _SOURCE, check_missing, last_resort=True)
