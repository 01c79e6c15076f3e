"""SZ01：历法上没有的日期。页：sz01.md。"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from gongwen.document.clauses import cite
from gongwen.document.dates import parse_date
from gongwen.document.numbering import han_number
from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading

_ARABIC = Lazy(
    r"(?<![\d.])(?:(?P<year>\d{4})\s?年\s?)?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?(?:日|号(?![楼线院令文机馆厅房]))"
    r"(?:\s?[至到—–\-~～]{1,2}\s?(?P<until>\d{1,2})\s?日)?"
)
_YEAR_MONTH = Lazy(r"(?<![\d.])(?P<year>\d{4})\s?年\s?(?P<month>\d{1,2})\s?月(?!\s?\d{1,2}\s?日)")
_HAN_YEAR = "〇○零一二三四五六七八九"
_HAN_NUMBER = "[一二三四五六七八九十]{1,3}"
_HAN = Lazy(
    rf"(?<![{_HAN_YEAR}])(?P<year>[{_HAN_YEAR}]{{4}})年(?P<month>{_HAN_NUMBER})月(?P<day>{_HAN_NUMBER})日"
)
_ISO = Lazy(
    r"(?<![A-Za-z0-9_.\-/])(?P<year>(?:19|20)\d\d)-(?P<month>\d{2})-(?P<day>\d{2})(?![A-Za-z0-9_.\-/])"
)
_DATE_ROLES = ("dated", "distributed_on")
# 只写月日的，2 月 29 日可以有：按闰年查。
_LEAP_YEAR = 2000


def check(reading: Reading) -> Iterator[Hit]:
    """写出来而历法上没有的年月日。"""
    for piece in reading.of(*_DATE_ROLES):
        parsed = parse_date(piece.text.value)
        if parsed and not parsed.exists:
            message = _message(parsed.year, parsed.month, parsed.day)
            yield Hit(piece.text.at(0, len(piece.text.value)), message)
    for piece in reading.with_any("月", "-"):
        if piece.role not in _DATE_ROLES:
            for start, end, message, level in _wrong(piece.text.value):
                yield Hit(piece.text.at(start, end), message, level=level)


def _wrong(value: str) -> Iterator[tuple[int, int, str, Level | None]]:
    for found in _ARABIC.finditer(value):
        year = int(found["year"]) if found["year"] else None
        for day in (found["day"], found["until"]):
            if day and not _exists(year, int(found["month"]), int(day)):
                yield found.start(), found.end(), _message(year, int(found["month"]), int(day)), None
                break
    for found in _YEAR_MONTH.finditer(value):
        if not 1 <= int(found["month"]) <= 12:
            yield found.start(), found.end(), f"没有 {int(found['month'])} 月", None
    for found in _HAN.finditer(value):
        year = int("".join(str(max(0, _HAN_YEAR.index(char) - 2)) for char in found["year"]))
        month, day = han_number(found["month"]) or 0, han_number(found["day"]) or 0
        if not _exists(year, month, day):
            yield found.start(), found.end(), _message(year, month, day), None
    for found in _ISO.finditer(value):
        numbers = int(found["year"]), int(found["month"]), int(found["day"])
        if not _exists(*numbers):
            yield found.start(), found.end(), _message(*numbers) + "（如果是日期）", Level.ADVICE


def _exists(year: int | None, month: int, day: int) -> bool:
    try:
        date(_LEAP_YEAR if year is None else year, month, day)
    except ValueError:
        return False
    return True


def _message(year: int | None, month: int, day: int) -> str:
    if not 1 <= month <= 12:
        return f"没有 {month} 月"
    return f"没有 {'' if year is None else f'{year} 年 '}{month} 月 {day} 日这一天"


RULE = Rule("SZ01", "历法上没有的日期", Level.ERROR, f"公历历法；{cite('7.3.5.4')}", check)
