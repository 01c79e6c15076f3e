"""贴来的文字里独占一行的日期：阿拉伯数字、汉字数字、丢了“日”的、留着空的。"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.document.dates import CalendarDate
from gongwen.document.numbering import han_number
from gongwen.sources.plain.texts import Guess, inserted, reread

if TYPE_CHECKING:
    from gongwen.spans import Text

MAX_DATE = 24
_HAN_YEAR = "〇○ＯOo0零一二三四五六七八九"
_DIGITS = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")} | dict.fromkeys(
    "○ＯOo0零", "0"
)
_HAN = re.compile(
    rf"(?P<year>[{_HAN_YEAR}]{{4}})\s*年\s*(?P<month>[元正一二三四五六七八九十]{{1,3}})\s*月"
    r"\s*(?P<day>[一二三四五六七八九十廿]{1,3})\s*日"
)
_FULL = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")
_DAYLESS = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}")
_NUMERIC = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")
_OPEN = re.compile(
    r"\d{4}\s*年\s*+(?:[\d×xX*]{1,2}\s*+)?月(?:\s*+(?:[\d×xX*]{1,2}\s*+)?日)?|\d{1,2}月\d{1,2}日"
)
_ANY = "|".join(
    pattern.pattern.replace("?P<", "?P<_") for pattern in (_HAN, _FULL, _DAYLESS, _NUMERIC, _OPEN)
)
_AT_END = re.compile(rf"(?P<before>.*?\S)\s+(?P<date>{_ANY})")


@dataclass(frozen=True, slots=True)
class ReadDate:
    """读出的日期。whole 为假时年月日没有写全；guess 是改读了什么。"""

    text: Text
    whole: bool
    guess: Guess | None = None


def read_date(text: Text) -> ReadDate | None:
    """整段文字是一个日期时读出来。汉字的读成阿拉伯数字（7.3.5.4），丢了“日”的补上，其余照写。"""
    value = text.value
    if not 4 <= len(value) <= MAX_DATE:
        return None
    if _FULL.fullmatch(value) or _NUMERIC.fullmatch(value):
        return ReadDate(text, whole=True)
    if _DAYLESS.fullmatch(value):
        return _told(text, inserted(text, len(value), "日"))
    han = _HAN.fullmatch(value)
    if han:
        date = _han_date(han)
        return _told(text, reread(text, str(date))) if date else None
    return ReadDate(text, whole=False) if _OPEN.fullmatch(value) else None


def _told(text: Text, read: Text) -> ReadDate:
    return ReadDate(
        read, whole=True, guess=Guess(text.span.start, f"认作成文日期：“{text.value}”按“{read.value}”读")
    )


def _han_date(found: re.Match[str]) -> CalendarDate | None:
    year = int("".join(_DIGITS[char] for char in found["year"]))
    month = 1 if found["month"] in "元正" else han_number(found["month"])
    day = han_number(found["day"].replace("廿", "二十"))
    return CalendarDate(year, month, day) if month and day else None


def date_at_end(value: str) -> tuple[int, int] | None:
    """“机关　日期”一行里，机关的末尾和日期的开头；不是这种写法时为 None。"""
    found = _AT_END.fullmatch(value) if len(value) <= 80 else None
    return (found.end("before"), found.start("date")) if found else None
