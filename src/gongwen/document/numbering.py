"""结构层次序数：“一、”“（一）”“1.”“（1）”（GB/T 9704—2012 7.3.3），以及章、节、条。"""

from __future__ import annotations

import re
from dataclasses import dataclass

_HAN_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}

_HAN = r"[〇零一二三四五六七八九十百千]{1,7}"
_CHAPTER = re.compile(rf"第(?P<n>{_HAN}|\d{{1,3}})(?P<unit>[编章节])(?=[\s　]|$)")
_ARTICLE = re.compile(rf"第(?P<n>{_HAN}|\d{{1,4}})(?P<unit>条)(?=[\s　])")
_LEVELS = (
    # “一、二季度”“1、2号楼”是并列，不是序数。
    (1, re.compile(rf"(?P<n>{_HAN})、(?!{_HAN}(?:[、季级类期批等号线月]))")),
    (2, re.compile(rf"[（(](?P<n>{_HAN})[）)]")),
    # “1.5万元”不是序数，“1.2025年底前”是：点后接数字时只认四位年份。
    (
        3,
        re.compile(
            r"(?P<n>\d{1,3})(?:[.．](?!\d)|[.．](?=(?:19|20)\d{2}年)|、(?!\d{1,3}[、号期月日级类批楼]))"
        ),
    ),
    (4, re.compile(r"[（(](?P<n>\d{1,3})[）)]")),
)

CHAPTER_LEVEL = 0
ARTICLE_LEVEL = 5


@dataclass(frozen=True, slots=True)
class Number:
    """行首的序数。level 1–4 是四级结构层次，0 是编章节，5 是条；length 是序数连同点号的字数。"""

    level: int
    value: int
    length: int
    written: str
    unit: str = ""


def han_number(written: str) -> int | None:
    """汉字数字的值，如“二十三”为 23；写得不成数时为 None。"""
    total = digit = 0
    seen_digit = False
    for char in written:
        if char in _HAN_DIGITS:
            digit, seen_digit = _HAN_DIGITS[char], True
        elif char in _HAN_UNITS:
            total += (digit if seen_digit else 1) * _HAN_UNITS[char]
            digit, seen_digit = 0, False
        else:
            return None
    return total + digit


def parse_number(line: str) -> Number | None:
    """行首的结构层次序数；没有时为 None。"""
    for level, pattern in ((CHAPTER_LEVEL, _CHAPTER), (ARTICLE_LEVEL, _ARTICLE), *_LEVELS):
        found = pattern.match(line)
        if not found:
            continue
        written = found["n"]
        value = int(written) if written.isdigit() else han_number(written)
        if value is None:
            return None
        unit = found.groupdict().get("unit") or ""
        return Number(level, value, found.end(), written, unit)
    return None
