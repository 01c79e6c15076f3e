"""SZ12、SZ13：一个数里汉字数字与阿拉伯数字混用。页：sz12.md、sz13.md。"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from gongwen.document.numbering import han_number
from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Rule
from gongwen.proofing.rules.sz.forms import DIGITS, HAN, Form, always, find, pairs
from gongwen.proofing.sequence import to_han

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading
    from gongwen.proofing.rule import Hit

_UNITS = {"十": 10, "百": 100, "千": 1000}
_COUNTED = "[元个名家项人户条款章节次届天日年月件亩吨米倍%％万亿号]"
# “千克”“千瓦”“百帕”是单位，“千分之”是分数，“百货”“千里马”“十大”是词。
_WORDS = (
    r"(?![克瓦米伏安帕赫卡焦牛字吨乏比巴]|分之|家万户|里马|禧|货|姓|科|日[攻行维]|年[大古]|大|佳|强"
    r"|[人村企镇园万]{1,2}[工计行提示])"
)


def _arabic(found: re.Match[str]) -> str | None:
    """“5百”为“500”，“3千5百”为“3500”。"""
    total, number = Decimal(0), ""
    for char in found["wrong"]:
        if char in _UNITS:
            total += Decimal(number) * _UNITS[char]
            number = ""
        else:
            number += char
    return f"{(total + Decimal(number or 0)).normalize():f}"


def _joined(found: re.Match[str]) -> str | None:
    """“二百30”为“230”；序数“第二十1”为“第二十一”。"""
    whole = han_number(found["han"])
    rest = int(found["digits"])
    smallest = min(_UNITS[char] for char in found["han"] if char in _UNITS)
    if whole is None or rest >= smallest:
        return None
    total = whole + rest
    return f"第{to_han(total)}" if found["nth"] else str(total)


_ONLY_LARGE = "“{}”里汉字数字与阿拉伯数字混用：只有“万”“亿”可以和阿拉伯数字连用"
_MESSAGE = "“{}”里汉字数字与阿拉伯数字混用"
_FORMS = (
    Form(
        Lazy(
            r"(?P<wrong>\d(?<![\d.第〔\-、]\d)\d{0,2}(?:\.\d{1,3})?[百千](?:\d[百](?!分)(?:\d十)?|\d十))"
            + _WORDS
        ),
        _ONLY_LARGE,
        _arabic,
        near=pairs(DIGITS, "百千"),
    ),
    # “5百元”“1千亿元”：已经公布的文件里也有
    Form(
        Lazy(r"(?P<wrong>\d(?<![\d.第〔\-、]\d)\d{0,2}(?:\.\d{1,3})?[百千])" + _WORDS),
        _ONLY_LARGE,
        _arabic,
        level=Level.ADVICE,
        near=pairs(DIGITS, "百千"),
    ),
    Form(
        Lazy(
            rf"(?P<nth>第?)(?P<han>(?:[{HAN}]千)?(?:[{HAN}]百)?(?:(?<=百)[{HAN}]十|[{HAN}]十|(?<=第)十|[{HAN}]百|[{HAN}]千))"
            rf"(?P<digits>\d{{1,3}})(?={_COUNTED})"
        ),
        _MESSAGE,
        _joined,
        near=pairs("十百千", DIGITS),
    ),
    Form(
        Lazy(rf"第?\d(?<![\d、]\d)\d?[十百][{HAN}十]{{0,3}}(?={_COUNTED})"),
        _MESSAGE,
        near=pairs(DIGITS, "十百"),
    ),
    Form(
        Lazy(rf"\d\.\d{{1,4}}[万亿]\d{{1,4}}(?={_COUNTED}|[辆台套株张次公平])"),
        "“{}”不成一个数",
        near=pairs("万亿", DIGITS),
    ),
    Form(
        Lazy(rf"\d[万亿][{HAN}][百千万](?!分)|[{HAN}十百千][万亿]\d{{1,4}}"),
        _MESSAGE,
        near=(*pairs("万亿", HAN), *pairs("万亿", DIGITS)),
    ),
    Form(
        Lazy(rf"(?P<under>\d(?<![\d.]\d)\d?)分之(?P<over>[{HAN}\d]{{1,2}})(?!\d)"),
        "分数“{}”应全用汉字，或写作几/几",
        lambda found: f"{to_han(int(found['under']))}分之{_han(found['over'])}",
        lambda found: int(found["under"]) > 1,
        near=pairs(DIGITS, "分"),
    ),
    Form(
        Lazy(rf"(?P<under>[{HAN}十千万])分之(?P<over>\d{{1,2}})(?![\d.])"),
        "分数“{}”里汉字数字与阿拉伯数字混用",
        lambda found: f"{found['under']}分之{_han(found['over'])}",
        near=pairs("之", DIGITS),
    ),
    Form(
        Lazy(
            rf"(?<![点时])[{HAN}]点\d{{1,2}}(?=[万亿倍%％]|个百分点)|\d点[{HAN}]{{1,2}}(?=[万亿倍%％]|个百分点)"
        ),
        _MESSAGE,
        near=(*pairs("点", DIGITS), *pairs(DIGITS, "点")),
    ),
    Form(
        Lazy(r"\d(?<![\d.、第年]\d)\d?[二三四五六七八九](?=[个名家项户条元%％])"),
        _MESSAGE,
        near=pairs(DIGITS, "二三四五六七八九"),
    ),
)
_BEFORE = r"(?<=[，。、；：的有近约达了共用等每过前后需资及])"
_APPROXIMATE = (
    Form(
        Lazy(r"(?<![\d.])(?P<ten>[1-9])0几(?=[个名家项人户条天年次岁万亿种位里米])"),
        "概数“{}”应用汉字",
        lambda found: ("" if found["ten"] == "1" else to_han(int(found["ten"]))) + "十几",
        near=pairs(DIGITS, "几"),
    ),
    Form(
        Lazy(r"(?<![\d.])[2-9]几(?=[个名家项人户条天年次岁种位])"),
        "概数“{}”应用汉字",
        near=pairs(DIGITS, "几"),
    ),
    Form(
        Lazy(r"(?<![\d.])\d{1,4}几(?=[个名家项人户条天年次岁万亿种位里米])"),
        "概数“{}”应用汉字",
        near=pairs(DIGITS, "几"),
    ),
    Form(
        Lazy(r"(?:(?<=[^若])几|" + _BEFORE + r"数)10(?=[个名家项人户条天年次岁万亿种位里米多余])"),
        "概数“{}”应用汉字",
        lambda found: found[0][0] + "十",
        near=("几1", "数1"),
    ),
    Form(
        Lazy(r"几100(?!\d)|" + _BEFORE + r"数100(?=[个名家项户万亿多余])"),
        "概数“{}”应用汉字",
        lambda found: found[0][0] + "百",
        near=("几1", "数1"),
    ),
    Form(Lazy(r"几1000(?!\d)"), "概数“{}”应用汉字", always("几千"), near=("几1",)),
    Form(
        Lazy(r"(?<![\d.])\d{1,3}[来](?=[个名家项户万种位])"),
        "概数“{}”宜用汉字",
        level=Level.ADVICE,
        near=pairs(DIGITS, "来"),
    ),
)


def _han(written: str) -> str:
    return to_han(int(written)) if written.isdecimal() else written


def check_number(reading: Reading) -> Iterator[Hit]:
    """每一个半是汉字、半是阿拉伯数字的数。"""
    return find(reading, _FORMS)


def check_approximate(reading: Reading) -> Iterator[Hit]:
    """含“几”“数”的概数里的阿拉伯数字。"""
    return find(reading, _APPROXIMATE)


RULES = (
    Rule(
        "SZ12",
        "一个数里汉字数字与阿拉伯数字混用",
        Level.ERROR,
        "GB/T 15835—2011 5.3（阿拉伯数字与汉字数字同时使用）",
        check_number,
    ),
    Rule("SZ13", "概数里用了阿拉伯数字", Level.ERROR, "GB/T 15835—2011 4.2.2（概数）", check_approximate),
)
