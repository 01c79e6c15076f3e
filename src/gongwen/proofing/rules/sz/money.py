"""SZ26、SZ27：金额。页：sz26.md、sz27.md。"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.sz.forms import HAN, Form, always, find, pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading

_SIGNED = r"(?P<wrong>[￥¥]\s?)(?=\d[\d,]{0,12}(?:\.\d{1,4})?[万亿]?元)"
_BEFORE = rf"(?<=[\d{HAN}十百])"
_FORMS = (
    Form(Lazy(_SIGNED), "“{}”与“元”重复", always(""), near=("￥", "¥")),
    Form(
        Lazy(rf"(?:(?<=\d)|(?<=[万亿{HAN}十百千美欧日港]))(?P<wrong>元元)(?!旦)"),
        "“{}”重了",
        always("元"),
        near=("元元",),
    ),
    Form(Lazy(r"(?<=\d)(?P<wrong>元整?元)"), "“{}”重了", always("元"), near=("元整元", "元元")),
    Form(
        Lazy(rf"{_BEFORE}(?P<wrong>万{{2,3}})(?=[元人吨亩户平千美斤个套件台辆株头只家张次公])"),
        "“{}”重了",
        always("万"),
        near=("万万",),
    ),
    Form(
        Lazy(rf"{_BEFORE}(?P<wrong>亿{{2,3}})(?=[元人吨亩户平千美斤个件])"),
        "“{}”重了",
        always("亿"),
        near=("亿亿",),
    ),
    Form(
        Lazy(rf"{_BEFORE}(?P<wrong>亿万|万亿亿|万万亿)(?=[元人吨亩户平千美斤])"),
        "“{}”写错了",
        near=("亿万", "万亿亿", "万万亿"),
    ),
    Form(
        Lazy(r"(?<=\d)(?P<wrong>元(?P<unit>[万亿]))(?=[，。、；）的以左及和])"),
        "“{}”颠倒了",
        lambda found: found["unit"] + "元",
        near=("元万", "元亿"),
    ),
    Form(
        Lazy(r"(?<=\d[万亿])(?P<wrong>[园圆无原员])(?=[，。、；）以左])"),
        "“{}”应为“元”",
        always("元"),
        near=pairs("万亿", "园圆无原员"),
    ),
    Form(Lazy(r"(?P<wrong>人民币人民币)"), "“{}”重了", always("人民币"), near=("币人",)),
    Form(
        Lazy(r"人民币[\d,.]{1,14}[万亿]{0,2}元(?P<wrong>人民币)"), "“{}”重复", always(""), near=("元人民币",)
    ),
    Form(
        Lazy(r"(?<=\d)(?P<wrong>角角|分分(?![钟之值]))"),
        "“{}”重了",
        lambda found: found["wrong"][0],
        near=("角角", "分分"),
    ),
)

_CAPITALS = "零壹贰叁肆伍陆柒捌玖"
_CAPITAL_UNITS = {"拾": 10, "佰": 100, "仟": 1000}
_BIG = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
_WRITTEN = (
    rf"(?P<capital>[{_CAPITALS}拾佰仟万萬亿億]{{2,20}})[元圆]"
    rf"(?:整|正|(?P<jiao>[{_CAPITALS}])角)?(?:(?P<fen>[{_CAPITALS}])分|整|正)?"
)
_FIGURE = r"[￥¥]?\s?(?P<figure>\d{1,12}(?:,\d{3}){0,5}(?:\.\d{1,4})?)(?P<unit>[万亿]?)元?整?"
_CAPITAL_FIRST = Lazy(rf"{_WRITTEN}\s?[（(](?:小写)?[：:]?{_FIGURE}[）)]")
_FIGURE_FIRST = Lazy(rf"{_FIGURE}\s?[（(](?:大写)?[：:]?(?:人民币)?{_WRITTEN}[）)]")


def check_form(reading: Reading) -> Iterator[Hit]:
    """每一处写重、写颠倒的金额单位。"""
    return find(reading, _FORMS)


def check_capitals(reading: Reading) -> Iterator[Hit]:
    """大写金额与小写金额不是一个数。"""
    for piece in reading.with_any(*_CAPITALS[1:], *_CAPITAL_UNITS):
        for pattern in (_CAPITAL_FIRST, _FIGURE_FIRST):
            for found in pattern.finditer(piece.text.value):
                said = _capital_value(found["capital"], found["jiao"], found["fen"])
                shown = Decimal(found["figure"].replace(",", "")) * _BIG.get(found["unit"], 1)
                if said != shown:
                    message = f"大写是{said.normalize():f}元，小写是{shown.normalize():f}元，不相符"
                    yield Hit(piece.text.at(*found.span()), message)


def _capital_value(written: str, jiao: str | None, fen: str | None) -> Decimal:
    """大写金额的值（元）。"""
    total = section = digit = 0
    for char in written:
        if char in _CAPITALS:
            digit = _CAPITALS.index(char)
        elif char in _CAPITAL_UNITS:
            section += (digit or 1) * _CAPITAL_UNITS[char]
            digit = 0
        else:
            total = (
                (total + section + digit) * _BIG[char]
                if char in "亿億"
                else total + (section + digit) * _BIG[char]
            )
            section = digit = 0
    cents = sum(_CAPITALS.index(char) * worth for char, worth in ((jiao, 10), (fen, 1)) if char)
    return Decimal(total + section + digit) + Decimal(cents) / 100


RULES = (
    Rule("SZ26", "金额的单位写重、写错", Level.ERROR, "GB/T 15835—2011 5.3；校对通则（金额）", check_form),
    Rule(
        "SZ27", "大写金额与小写金额不符", Level.ERROR, "GB/T 15835—2011 5.2.4（大写汉字数字）", check_capitals
    ),
)
