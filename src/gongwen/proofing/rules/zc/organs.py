"""ZC14：机构改革以前的名称。页：zc14.md。"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from gongwen.findings import Level
from gongwen.proofing.exempt import cited, inside
from gongwen.proofing.lexicon import load_rows
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.zc.moments import is_after, tells_past

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading

# 只在名称前是地名、“各级”“县”一类时，才是一个机关的名称。
_BEFORE = "省市区县州盟旗级、和与及，。；：（”"
# “文化和旅游局”不是旅游局。
_JOINED = ("文化和", "文化广电和", "文体和", "文化体育和")
_AFTER_NAME = ("门", "长", "令", "发〔", "函〔", "办〔", "公告", "规章", "党组", "）令")


class _Organ(NamedTuple):
    """新名；从哪天起（地方的是改革完成之日）；是不是地方机关；哪一年的改革。"""

    new: str
    day: date
    is_local: bool
    reform: int


@cache
def _organs() -> dict[str, _Organ]:
    found = {}
    for row in load_rows("renamed-organs"):
        old, new, written, level = row.values
        day = date.fromisoformat(written)
        year = re.search(r"(\d{4}) 年", row.source)
        found[old] = _Organ(new, day, level == "地方", int(year[1]) if year else day.year)
    return found


@cache
def _pattern() -> re.Pattern[str]:
    """长的在前。"""
    names = sorted(_organs(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, names)))


def check(reading: Reading) -> Iterator[Hit]:
    """成文时已经改名的机关；说原来的、改革本身的，文件名称里的，和年份在前的不算。"""
    for piece in reading.with_any(*_endings()):
        value = piece.text.value
        titles = cited(value)
        for found in _pattern().finditer(value):
            start, end = found.span()
            organ = _organs()[found[0]]
            after = is_after(reading, organ.day)
            if after is False or inside(titles, start) or not _is_organ(value, start, end, organ):
                continue
            if tells_past(value, start, end, organ.day):
                continue
            message = f"“{found[0]}”{organ.reform} 年机构改革后是“{organ.new}”，请核对"
            level = _level(found[0], organ, certain=bool(after))
            yield Hit(piece.text.at(start, end), message, level=level)


@cache
def _endings() -> tuple[str, ...]:
    """各名称末尾的两个字：全文里没有的一眼掠过。"""
    return tuple(sorted({name[-3:] for name in _organs()}))


def _is_organ(value: str, start: int, end: int, organ: _Organ) -> bool:
    if value.startswith(_AFTER_NAME, end) or value[max(start - 1, 0) : start] in {"“", "《"}:
        return False
    if organ.is_local and value[max(start - 1, 0) : start] not in _BEFORE:
        return False
    return not value.endswith(_JOINED, 0, start)


def _level(name: str, organ: _Organ, *, certain: bool) -> Level | None:
    """全国的机关，和地方机关的全称，有成文日期可比的才是差错。"""
    is_certain = certain and (not organ.is_local or len(name) >= _FULL)
    return None if is_certain else Level.ADVICE


_FULL = 5
_SOURCE = "党和国家机构改革方案、国务院机构改革方案"
RULE = Rule("ZC14", "机构改革以前的名称", Level.ERROR, _SOURCE, check)
