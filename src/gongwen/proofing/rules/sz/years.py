"""SZ06、SZ07：年份的位数。页：sz06.md、sz07.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Rule
from gongwen.proofing.rules.sz.forms import DIGITS, HAN, Form, find, pairs

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading
    from gongwen.proofing.rule import Hit

_FIRST_YEAR, _LAST_YEAR = 1900, 2059


def _is_doubled(found: re.Match[str]) -> bool:
    """多了一两个数字的年份：去掉了就是近百年的年份，如“20226”“220026”。"""
    digits = {found[0][:-1]}
    while len(next(iter(digits))) > _YEAR_LENGTH:
        digits = {one[:at] + one[at + 1 :] for one in digits for at in range(len(one))}
    return any(_FIRST_YEAR <= int(one) <= _LAST_YEAR for one in digits)


_YEAR_LENGTH = 4
# 先认头一个数字再看前面：这样没有数字的文字一眼掠过
_BEFORE = r"(?<![\d.〔\[\-—]\d)(?<!\d[,，:：]\d)"
_MONTH = r"(?=(?:1[0-2]|0?[1-9])月)"
_HAN_YEAR = f"[〇○零{HAN}]"
_HAN_MONTH = f"(?=[{HAN}十]{{1,2}}月)"
_MONTHED = pairs("年", DIGITS)
_HAN_DATED = pairs("年", HAN + "十")
_LENGTHS = (
    Form(Lazy(rf"\d{_BEFORE}\d{{2}}年{_MONTH}"), "年份“{}”少了一位", near=_MONTHED),
    Form(
        Lazy(rf"\d{_BEFORE}\d{{4,5}}年(?!前|历史|左右|以上|的历史)"),
        "年份“{}”多了位数",
        judge=_is_doubled,
        near=pairs(DIGITS, "年"),
    ),
    Form(
        Lazy(
            rf"(?:0{_BEFORE}(?<!{_HAN_YEAR}0)\d{{2}}年|(?:2{_BEFORE}[0-3]|1{_BEFORE}9)[1-9]年(?=[底末初度]|以来))"
        ),
        "年份“{}”少了一位",
        near=pairs(DIGITS, "年"),
    ),
    Form(
        Lazy(rf"[一二](?<!{_HAN_YEAR}.){_HAN_YEAR}{{2}}年{_HAN_MONTH}"), "年份“{}”少了一位", near=_HAN_DATED
    ),
    Form(
        Lazy(rf"[一二](?<!{_HAN_YEAR}.){_HAN_YEAR}{{4}}年{_HAN_MONTH}"), "年份“{}”多了一位", near=_HAN_DATED
    ),
    Form(
        Lazy(rf"(?:[03-9]{_BEFORE}\d{{3}}|2{_BEFORE}[1-9]\d{{2}})年{_MONTH}"),
        "年份“{}”不像是对的",
        near=_MONTHED,
    ),
    Form(
        Lazy(rf"(?:2{_BEFORE}[0-4]|1{_BEFORE}9)\d年(?=\d(?![\d.]|[个月年万]))"),
        "年份“{}”少了一位",
        near=_MONTHED,
    ),
    Form(
        Lazy(
            rf"(?<!距今)(?<!近)(?<!约)(?:2{_BEFORE}[0-4]|1{_BEFORE}9)[1-9]年(?![前间来后]|的?历史|左右|以上|不变|\d{{1,2}}个)"
        ),
        "年份“{}”请核对",
        level=Level.ADVICE,
        near=pairs(DIGITS, "年"),
    ),
    Form(
        Lazy(rf"1{_BEFORE}[0-6]\d{{2}}年(?=[底初末度前]|(?:1[0-2]|[1-9])月|以来)"),
        "年份“{}”请核对",
        level=Level.ADVICE,
        near=pairs(DIGITS, "年"),
    ),
    Form(
        Lazy(
            rf"(?<!距今)(?<!近)(?<!约)2{_BEFORE}(?:[1-9]\d[1-9]|[2-9]\d0|0[4-9][1-46-9])年"
            r"(?![前间]|[的来]?历史|左右|以上|不变|后|期|建)"
        ),
        "年份“{}”请核对",
        level=Level.ADVICE,
        near=pairs(DIGITS, "年"),
    ),
)
_ERAS = "".join(rf"(?<!{era}\d)" for era in ("民国", "光绪", "昭和", "平成", "令和"))
_TWO = r"(?<![A-Za-z〇○零О\d.,，:：〔\[\-—第期刑满共达]\d)(?<![^截]至\d)" + _ERAS
_SHORT = (
    Form(Lazy(r"[‘’'′`]\d{2}年"), "年份“{}”应写四位", near=pairs("‘’'′`", DIGITS)),
    Form(
        Lazy(r"(?:19|20)\d{2}年?(?:[—–\-~～－]{1,2}|至|到)(?P<wrong>\d{2}年)(?![内以期])"),
        "年份“{}”应写四位",
        near=("—", "–", "-", "~", "～", "－", *pairs("至到", "0123")),
    ),
    Form(
        Lazy(rf"\d{_TWO}\d年(?=(?:1[0-2]|0?[1-9])月(?:\d{{1,2}}[日号]|份|底|初|[上中下]旬))"),
        "年份“{}”应写四位",
        near=_MONTHED,
    ),
    Form(
        Lazy(rf"\d{_TWO}\d年(?=(?:1[0-2]|0?[1-9])月(?!\d|龄))"),
        "“{}”是年份的，应写四位",
        level=Level.ADVICE,
        near=_MONTHED,
    ),
    Form(
        Lazy(rf"[1-3]{_TWO}\d年(?=年?底|年初|[上下]半年|第?[一二三四1-4]季度)"),
        "“{}”是年份的，应写四位",
        level=Level.ADVICE,
        near=("年底", "年年底", "年初", "年上半", "年下半", "季度"),
    ),
)


def check_lengths(reading: Reading) -> Iterator[Hit]:
    """每一处少位、多位、不会有的年份。"""
    return find(reading, _LENGTHS)


def check_short(reading: Reading) -> Iterator[Hit]:
    """每一处简写成两位的年份。"""
    return find(reading, _SHORT)


RULES = (
    Rule("SZ06", "年份的位数或范围不对", Level.ERROR, "GB/T 15835—2011 5.1.4（年月日）", check_lengths),
    Rule("SZ07", "年份简写成两位", Level.ERROR, "GB/T 15835—2011 5.1.4（年份不应简写）", check_short),
)
