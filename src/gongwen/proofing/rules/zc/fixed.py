"""ZC04、ZC08、ZC09：固定的搭配；提法的起止。页：zc04.md、zc08.md、zc09.md。"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from gongwen.findings import Level, Zone
from gongwen.proofing.lexicon import load_rows
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.zc.moments import tells_past
from gongwen.proofing.rules.zc.wordings import is_exempt, wordings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Piece, Reading

_ADVICE = "提示"
# 搭配表里各条都有其中一个词。
_KEYS = (
    *(
        "习近平",
        "毛泽东理论",
        "邓小平思想",
        "三个代表",
        "四个全面",
        "五位一体",
        "四个意识",
        "四个自信",
        "两个确立",
    ),
    *(
        "两个维护",
        "新发展理念",
        "新发展格局",
        "新发展阶段",
        "两个百年",
        "两个100年",
        "治国",
        "依法治党",
        "牢记",
    ),
    *("中央八", "金山银山就是", "共同体意识", "一带一路", "命运体", "命运人类"),
)


@cache
def _pairs() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    rows = {row.values[0]: row.values[1:3] for row in load_rows("policy-pairs")}
    names = sorted(rows, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, names))), {
        name: (rows[name][0], rows[name][1]) for name in names
    }


def _collocations(reading: Reading) -> Iterator[Hit]:
    """搭配错了的。"""
    pattern, rows = _pairs()
    for piece in reading.with_any(*_KEYS):
        value = piece.text.value
        for found in pattern.finditer(value):
            if not is_exempt(value, found.start()):
                right, level = rows[found[0]]
                span = piece.text.at(*found.span())
                message = f"规范的表述是“{right}”"
                yield Hit(span, message, right, Zone.POLICY, Level.ADVICE if level == _ADVICE else None)


def _early(reading: Reading) -> Iterator[Hit]:
    """成文在前、提出在后的表述。"""
    if reading.dated is None:
        return
    later = {each.name: each.since for each in wordings() if each.since and each.since > reading.dated}
    taken: set[tuple[int, int]] = set()
    for name in sorted(later, key=len, reverse=True):
        for piece, start in _places(reading, name):
            places = {(piece.text.span.start, at) for at in range(start, start + len(name))}
            if places & taken:
                continue
            taken |= places
            day = later[name]
            message = f"成文日期在前，“{name}”是 {day.year} 年 {day.month} 月 {day.day} 日以后的提法"
            yield Hit(piece.text.at(start, start + len(name)), message, None, Zone.POLICY)


def _outdated(reading: Reading) -> Iterator[Hit]:
    """成文时已经改了的表述；回顾过去的不算。"""
    if reading.dated is None:
        return
    for row in load_rows("policy-outdated"):
        old, new, day, level = row.values
        since = date.fromisoformat(day)
        if reading.dated <= since:
            continue
        for piece, start in _places(reading, old):
            if not tells_past(piece.text.value, start, start + len(old), since):
                message = f"{since.year} 年 {since.month} 月起的表述是“{new}”，请核对"
                span = piece.text.at(start, start + len(old))
                yield Hit(span, message, None, Zone.POLICY, Level.ADVICE if level == _ADVICE else None)


def _places(reading: Reading, name: str) -> Iterator[tuple[Piece, int]]:
    for piece in reading.with_any(name):
        value = piece.text.value
        start = value.find(name)
        while start >= 0:
            if not is_exempt(value, start):
                yield piece, start
            start = value.find(name, start + len(name))


_SOURCE = "中央文件的规范表述"
_SINCE = "提法首次见于的中央文件、会议"
_UNTIL = "中央文件改用的提法"
COLLOCATIONS = Rule("ZC04", "政策表述搭配不当", Level.ERROR, _SOURCE, _collocations)
EARLY = Rule("ZC08", "提法早于提出之时", Level.ERROR, _SINCE, _early)
OUTDATED = Rule("ZC09", "已经改了的提法", Level.ERROR, _UNTIL, _outdated)
