"""SZ04：没有的月份、季度、星期。页：sz04.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Rule
from gongwen.proofing.rules.sz.forms import DIGITS, Form, find, pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading
    from gongwen.proofing.rule import Hit

_MONTHS = (
    Form(
        Lazy(
            r"(?:1(?<![\d.].)[3-9]|[2-9](?<![\d.].)\d|0(?<![\d.].)0?)月(?=份|底|末|初|[上中下]旬|[上下]半月|以?来|以?前|以?后|起)"
        ),
        "没有“{}”",
        near=pairs(DIGITS, "月"),
    ),
    Form(
        Lazy(r"(?<![二三四五六七八九十百零\d])十[三四五六七八九]月(?![龄大])"),
        "没有“{}”",
        near=pairs("三四五六七八九", "月"),
    ),
)
_QUARTERS = (
    Form(
        Lazy(r"(?:第\s?)?(?<![一二三四1234、])(?:[五六七八九十]|(?<![\d.])[05-9])季度"),
        "一年只有四个季度，没有“{}”",
        near=("季度",),
    ),
)
_WEEKDAYS = (
    Form(Lazy(r"(?:星期|礼拜)(?:[七八九十零〇]|[089]|7)(?![天个\d])"), "没有“{}”", near=("星期", "礼拜")),
    Form(
        Lazy(
            r"[（(]周(?:[七八九十]|[0789])[）)]|(?<=[每本下上])周(?:[七八九]|[0789])(?=[上下]午|[，。、；召前])"
        ),
        "没有“{}”",
        near=pairs("周", "七八九十0789"),
    ),
)


def check(reading: Reading) -> Iterator[Hit]:
    """每一处历法上没有的月份、季度、星期。"""
    yield from find(reading, _MONTHS)
    yield from find(reading, _QUARTERS)
    yield from find(reading, _WEEKDAYS)


RULE = Rule("SZ04", "没有的月份、季度、星期", Level.ERROR, "公历历法", check)
