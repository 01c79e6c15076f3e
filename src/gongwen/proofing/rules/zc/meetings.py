"""ZC10、ZC11、ZC15：党代会、全会的届次，五年规划的年份，“党的”。页：zc10.md、zc11.md、zc15.md。"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from gongwen.findings import Level, Zone
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.lexicon import load_rows
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.zc.moments import sentence
from gongwen.proofing.rules.zc.wordings import is_exempt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Piece, Reading

_TERM = "二十|十[一二三四五六七八九]"
_PLENUM = Lazy(
    rf"(?:(?P<year>(?:19|20)\d\d)年(?:\d{{1,2}}月)?(?:，|召开的|召开)?)?"
    rf"党的(?P<name>(?P<term>{_TERM})(?P<kind>[大届])(?P<number>[一二三四五六七八九十])中全会)"
)
_CONGRESS = Lazy(
    rf"(?:(?P<year>(?:19|20)\d\d)年(?:\d{{1,2}}月)?(?:，|召开的|召开)?)?"
    rf"党的(?P<name>(?:{_TERM})大)(?P<after>[^，。；、]{{0,6}})"
)
# 会后才有的：会前只能说迎接、筹备。
_AFTERWARDS = Lazy("^(?:以来|报告|精神|作出|提出|指出|强调|通过|确定|部署|召开以来|胜利召开以来|闭幕)")
_MOST = "八九十"
_DIGITS = "零一二三四五六七八九"
_PLAN = Lazy(
    r"(?P<name>[“]?(?P<term>十[一二三四五]五|[九十]五)[”]?(?:时期|期间|规划|计划){0,2})"
    r"（(?P<first>(?:19|20)\d\d)(?:年)?\s?[—–\-~～至到]{1,2}\s?(?P<last>(?:19|20)\d\d)年?）"
)
_FIRST_YEARS = {
    "九五": 1996,
    "十五": 2001,
    "十一五": 2006,
    "十二五": 2011,
    "十三五": 2016,
    "十四五": 2021,
    "十五五": 2026,
}
_YEARS = 4
_BARE = Lazy(
    rf"(?<![党中共第年月到至约增近过〇零一二三四五六七八九十百千])(?P<name>(?:{_TERM})大)(?=精神|报告|以来|提出|作出|部署)"
)


@cache
def _opened() -> dict[str, date]:
    return {row.values[0]: date.fromisoformat(row.values[1]) for row in load_rows("congresses")}


def _sessions(reading: Reading) -> Iterator[Hit]:
    """没有开过的全会，“大”“届”混淆，与写的年份、成文日期不合。"""
    for piece in reading.with_any("中全会"):
        value = piece.text.value
        for found in _PLENUM.finditer(value):
            if not is_exempt(value, found.start()):
                yield from _plenum(reading, piece, found["name"], found.start("name"), found["year"])
    for piece in reading.with_any("大以来", "大报告", "大精神", "党的十", "党的二十"):
        value = piece.text.value
        for found in _CONGRESS.finditer(value):
            if not is_exempt(value, found.start()) and not found["after"].startswith(tuple(_DIGITS)):
                is_later = bool(_AFTERWARDS.search(found["after"]))
                yield from _dates(
                    reading, piece, (found["name"], found["year"], found.start("name")), is_later=is_later
                )


def _plenum(reading: Reading, piece: Piece, name: str, start: int, year: str | None) -> Iterator[Hit]:
    span = piece.text.at(start, start + len(name))
    right = name.replace("大", "届")
    if right != name:
        yield Hit(span, f"应为“{right}”", right, Zone.POLICY)
    elif name in _opened():
        yield from _dates(reading, piece, (name, year, start), is_later=True)
    elif name[-4] in _MOST or _is_closed(name):
        yield Hit(span, f"没有“{name}”", None, Zone.POLICY)


def _is_closed(name: str) -> bool:
    """这一届的全会都在表里，表里却没有这一次。"""
    term = name.split("届", 1)[0]
    sessions = [each for each in _opened() if each.startswith(f"{term}届")]
    return bool(sessions) and term != "二十"


def _dates(
    reading: Reading, piece: Piece, said: tuple[str, str | None, int], *, is_later: bool
) -> Iterator[Hit]:
    name, year, start = said
    opened = _opened().get(name)
    if opened is None:
        return
    span = piece.text.at(start, start + len(name))
    if year and int(year) != opened.year and _is_held(piece.text.value, start):
        yield Hit(span, f"“{name}”是 {opened.year} 年召开的，与写的 {year} 年不合", None, Zone.POLICY)
    elif is_later and reading.dated and reading.dated < opened:
        when = f"{opened.year} 年 {opened.month} 月 {opened.day} 日"
        yield Hit(span, f"成文日期在前，“{name}”{when}才召开", None, Zone.POLICY)


def _is_held(value: str, start: int) -> bool:
    """年份说的是开会：“2021年召开的党的……”“2021年11月，党的……召开”。"""
    first, last = sentence(value, start, start)
    return "召开" in value[max(first, start - 6) : start] or "召开" in value[start : min(last, start + 14)]


def _plans(reading: Reading) -> Iterator[Hit]:
    """五年规划后面括注的起止年份。"""
    for piece in reading.with_any("五”", "五时期", "五规划", "五期间"):
        for found in _PLAN.finditer(piece.text.value):
            first = _FIRST_YEARS[found["term"]]
            for group, right in (("first", first), ("last", first + _YEARS)):
                if int(found[group]) != right:
                    span = piece.text.at(*found.span(group))
                    yield Hit(
                        span, f"“{found['term']}”是 {first}—{first + _YEARS} 年", str(right), Zone.POLICY
                    )


def _bare(reading: Reading) -> Iterator[Hit]:
    """党代会的简称前没有“党的”；同一句里前面已经说了的不算。"""
    for piece in reading.with_any("大精神", "大报告", "大以来", "大提出", "大作出", "大部署"):
        value = piece.text.value
        for found in _BARE.finditer(value):
            first, _ = sentence(value, *found.span())
            if "党的" not in value[first : found.start()] and not is_exempt(value, found.start()):
                span = piece.text.at(*found.span())
                yield Hit(
                    span, "正式的写法是“党的" + found["name"] + "”", "党的" + found["name"], Zone.POLICY
                )


_SOURCE = "中国共产党历次全国代表大会、中央全会"
SESSIONS = Rule("ZC10", "党代会、全会的届次与时间不合", Level.ERROR, _SOURCE, _sessions)
PLANS = Rule("ZC11", "五年规划的年份不合", Level.ERROR, "国民经济和社会发展五年规划（计划）纲要", _plans)
BARE = Rule("ZC15", "党代会简称前缺“党的”", Level.ADVICE, "中国共产党历次全国代表大会报告的写法", _bare)
