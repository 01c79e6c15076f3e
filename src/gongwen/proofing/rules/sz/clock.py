"""SZ03：没有的时刻。页：sz03.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Rule
from gongwen.proofing.rules.sz.forms import DIGITS, Form, find, pairs

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading
    from gongwen.proofing.rule import Hit

# “比例为60:75”“30时”（学时、机时）不是时刻：前头说了时候的才是。
_SAID = Lazy(
    r"(?:上午|下午|中午|晚上|早上|[早晚]|凌晨|傍晚|\d[日号]|当[日天]|每[日天]|时间[：:为]?"
    r"|[（(](?:星期|周)[一二三四五六日天][）)])\s?\Z"
)
_NEXT = Lazy(r"\s?(?:[—–\-~～－]{1,2}|至|到)\s?(?:次日|当日)?(?:[5-9]|0\d|1\d|2[0-3])[:：][0-5]\d(?!\d)")
_LAST = Lazy(r"(?<!\d)(?:[5-9]|0\d|1\d|2[0-3])[:：][0-5]\d\s?(?:[—–\-~～－]{1,2}|至|到)\s?(?:次日|当日)?\Z")
_MOST_HOUR, _MOST_MINUTE = 24, 59
_WINDOW = 12


def _impossible(found: re.Match[str]) -> bool:
    hour, minute = int(found["hour"]), int(found["minute"])
    return minute > _MOST_MINUTE or hour * 60 + minute > _MOST_HOUR * 60


def _is_said(found: re.Match[str]) -> bool:
    return _SAID.search(found.string, max(0, found.start() - _WINDOW), found.start()) is not None


def _impossible_clock(found: re.Match[str]) -> bool:
    """不会有，而且是时刻：前头说了时候，或者与一个像样的时刻成一段起止。"""
    if not _impossible(found):
        return False
    start, end = found.span()
    ranged = _NEXT.match(found.string, end) or _LAST.search(found.string, max(0, start - _WINDOW), start)
    return ranged is not None or _is_said(found)


def _impossible_hour(found: re.Match[str]) -> bool:
    return int(found["hour"]) > _MOST_HOUR and _is_said(found)


# 先认头一个数字再看前面：这样没有数字的文字一眼掠过
_HOUR = r"(?P<hour>\d(?<![\d:：./]\d)\d?)"
_MESSAGE = "没有“{}”这个时刻"
_FORMS = (
    Form(
        Lazy(rf"{_HOUR}[:：](?P<minute>\d{{2}})(?![\d:：])"),
        _MESSAGE,
        judge=_impossible_clock,
        near=(":", "："),
    ),
    Form(
        Lazy(rf"{_HOUR}[时点]\s?(?P<minute>\d{{1,2}})分(?![钟之值])"),
        _MESSAGE,
        judge=_impossible,
        near=pairs(DIGITS, "时点"),
    ),
    Form(
        Lazy(rf"{_HOUR}[时点](?![\d间段期候长代速])"),
        "一天里没有“{}”",
        judge=_impossible_hour,
        near=pairs(DIGITS, "时点"),
    ),
    Form(
        Lazy(r"(?:上午\s?(?:1[3-9]|2[0-4])|凌晨\s?(?:[89]|1\d|2[0-3]))(?=[时点]|[:：][0-5]\d)"),
        "“{}”前后不合：不在这一段时间里",
        near=("上午", "凌晨"),
    ),
)


def check(reading: Reading) -> Iterator[Hit]:
    """每一处写出来而一天里没有的时刻。"""
    return find(reading, _FORMS)


RULE = Rule("SZ03", "没有的时刻", Level.ERROR, "GB/T 15835—2011 5.1.5（时分秒）", check)
