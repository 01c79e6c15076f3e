"""SZ08、SZ09、SZ10：日期里的汉字数字。页：sz08.md、sz09.md、sz10.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.numbering import han_number
from gongwen.findings import Level
from gongwen.proofing.habits import told_once
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.sz.forms import DIGITS, HAN, Form, find, is_arabic, pairs, year_digits
from gongwen.proofing.sequence import to_han

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading

_ZEROS = "○零0０OoＯОо"
_YEAR_CHARS = f"0-9〇○零{HAN}"
_PART = f"[0-9{HAN}十]{{1,3}}"
# 农历的月日用汉字，年用阿拉伯数字，不算混用：后面有“初”“廿”，或没有“日”的“十五”。
_DATE = Lazy(
    rf"(?<![{_YEAR_CHARS}十第、])(?:(?P<year>[{_YEAR_CHARS}]{{4}})年)?(?P<month>{_PART})月"
    rf"(?:(?P<day>{_PART})[日号])?(?![初廿{HAN}十])"
)
_YEAR = Lazy(rf"(?<![0-9０-９〇○零十百千万第{HAN}A-Za-z])(?P<year>[12一二][〇{_ZEROS}0-9{HAN}]{{3}})(?=年)")
_LUNAR_DAYS = {str(day): ("初" if day <= 10 else "") + to_han(day) for day in range(1, 31)}
_LUNAR_MONTHS = {str(month): to_han(month) for month in range(1, 13)} | {"1": "正", "12": "十二"}
_LUNAR = (
    Form(
        Lazy(r"(?:星期|礼拜)(?P<wrong>[1-6])(?![\d天个])"),
        "“星期{}”应用汉字",
        lambda found: to_han(int(found["wrong"])),
        near=("星期", "礼拜"),
    ),
    Form(
        Lazy(r"(?:[（(]|(?<=[每本下上]))周(?P<wrong>[1-6])(?=[）)上下，。、；召前])(?!上线)"),
        "“周{}”应用汉字",
        lambda found: to_han(int(found["wrong"])),
        near=pairs("周", DIGITS),
    ),
    Form(
        Lazy(
            r"(?:正|冬|腊|农历[^，。；\d]{0,8}(?:[一二三四五六七八九]|十[一二]?))月(?P<wrong>\d{1,2})(?!\d)日?"
        ),
        "农历的“{}”应用汉字",
        lambda found: _LUNAR_DAYS.get(found["wrong"]),
        near=pairs("月", DIGITS),
    ),
    Form(
        Lazy(r"(?:(?<=[一二三四五六七八九十正冬腊]月)|(?<=大年))初(?P<wrong>\d{1,2})(?!\d)"),
        "“初{}”应用汉字",
        lambda found: to_han(int(found["wrong"])),
        lambda found: 1 <= int(found["wrong"]) <= _LAST_EARLY_DAY,
        near=pairs("初", DIGITS),
    ),
    Form(
        Lazy(r"农历(?P<wrong>\d{1,2})(?=月)"),
        "农历的“{}月”应用汉字",
        lambda found: _LUNAR_MONTHS.get(found["wrong"]),
        near=pairs("历", DIGITS),
    ),
)
_LAST_EARLY_DAY = 10


def check_mixed(reading: Reading) -> Iterator[Hit]:
    """一个日期里，年、月、日有的用汉字、有的用阿拉伯数字。"""
    for piece in reading.with_any("月"):
        for found in _DATE.finditer(piece.text.value):
            if _is_mixed(found) and not piece.text.value.endswith(("农历", "阴历"), 0, found.start()):
                message = f"日期“{found[0]}”里汉字数字与阿拉伯数字混用"
                yield Hit(piece.text.at(*found.span()), message, _arabic_date(found))


def _is_mixed(found: re.Match[str]) -> bool:
    kinds = {is_arabic(char) for char in (found["month"] or "") + (found["day"] or "")}
    year = found["year"]
    if year:
        # 只有“0”是阿拉伯数字的年份，由 SZ09 查。
        written = {is_arabic(char) for char in year if char != "0" and char not in _ZEROS}
        kinds |= written
    return len(kinds) > 1


def _arabic_date(found: re.Match[str]) -> str | None:
    month, day = _value(found["month"]), _value(found["day"])
    if month is None or (found["day"] and day is None):
        return None
    year = f"{year_digits(found['year'])}年" if found["year"] else ""
    return f"{year}{month}月" + (f"{day}日" if found["day"] else "")


def _value(written: str | None) -> int | None:
    if not written:
        return None
    return int(written) if written.isdecimal() else han_number(written)


def check_zero(reading: Reading) -> Iterator[Hit]:
    """年份里写成字母的“〇”；写作“0”“○”“零”的很通行，作提示。"""
    yield from told_once(_zeros(reading), Level.ERROR)


def _zeros(reading: Reading) -> Iterator[Hit]:
    for piece in reading.with_any(*pairs(_ZEROS, HAN), *pairs(HAN, _ZEROS)):
        for found in _YEAR.finditer(piece.text.value):
            year = found["year"]
            if not any(char in HAN for char in year) or not any(char in _ZEROS for char in year):
                continue
            right = "".join("〇" if char in _ZEROS else char for char in year)
            if any(is_arabic(char) for char in right):
                continue
            is_style = all(char not in _ZEROS or char in "○零0０" for char in year)
            message = "汉字年份里的“零”写作“〇”" if is_style else f"年份“{year}”里的“零”应写“〇”"
            level = Level.ADVICE if is_style else None
            yield Hit(piece.text.at(*found.span("year")), message, right, level=level)


def check_lunar(reading: Reading) -> Iterator[Hit]:
    """星期、农历里的阿拉伯数字。"""
    return find(reading, _LUNAR)


RULES = (
    Rule(
        "SZ08",
        "日期里汉字数字与阿拉伯数字混用",
        Level.ERROR,
        "GB/T 15835—2011 4.3、5.3（同类别同形式）",
        check_mixed,
    ),
    Rule("SZ09", "汉字年份里的“〇”写错", Level.ERROR, "GB/T 15835—2011 5.2.5（“零”和“〇”）", check_zero),
    Rule("SZ10", "星期、农历里用了阿拉伯数字", Level.ERROR, "GB/T 15835—2011 4.2.1、4.2.3", check_lunar),
)
