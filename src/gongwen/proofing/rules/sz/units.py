"""SZ24、SZ25：计量单位的符号和名称。页：sz24.md、sz25.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Rule
from gongwen.proofing.rules.sz.forms import HAN, Form, find

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading
    from gongwen.proofing.rule import Hit

# 大小写写错的符号；没有歧义的才列（MW 与 mW 都有，不列）
_SYMBOLS = {
    "km": ("Km", "KM", "kM"),
    "kg": ("KG", "Kg", "kG", "kgs", "KGS"),
    "kW": ("KW", "Kw", "kw"),
    "kW·h": ("KWH", "KWh", "Kwh", "kwh", "kWh", "KW·h", "KW·H", "kw·h", "Kw·h"),
    "kV": ("KV", "Kv", "kv"),
    "kV·A": ("KVA", "kVA", "Kva", "kva"),
    "kPa": ("KPa", "Kpa", "KPA", "kpa", "kPA"),
    "MPa": ("Mpa", "MPA", "mpa", "mPA"),
    "Hz": ("hz", "HZ", "hZ"),
    "kHz": ("KHz", "KHZ", "Khz", "khz"),
    "MHz": ("Mhz", "MHZ", "mhz"),
    "mL": ("ML", "Ml"),
    "mm": ("MM", "Mm"),
    "cm": ("CM", "Cm"),
    "mg": ("MG",),
    "dB": ("db", "DB"),
    "mA·h": ("mah", "MAH", "mAh", "Mah"),
}
_RIGHT = {wrong: right for right, wrongs in _SYMBOLS.items() for wrong in wrongs}
_POWERS = {"m2": "m²", "m3": "m³", "km2": "km²", "cm2": "cm²", "cm3": "cm³", "mm2": "mm²", "dm3": "dm³"}
_SINGLE = {
    "㎡": "m²",
    "㎥": "m³",
    "㎞": "km",
    "㎏": "kg",
    "㎜": "mm",
    "㎝": "cm",
    "㎎": "mg",
    "㎢": "km²",
    "㎖": "mL",
    "㎿": "MW",
    "㎾": "kW",
}
_NEAR = tuple(sorted({wrong[:2] for wrong in _RIGHT}))
_WRONG_SYMBOLS = "|".join(sorted((word.replace("·", "[·・]") for word in _RIGHT), key=len, reverse=True))
_FORMS = (
    Form(
        Lazy(rf"\d\s?[万亿]?(?P<wrong>{_WRONG_SYMBOLS})(?![A-Za-z0-9²³])"),
        "单位符号“{}”的写法不对",
        lambda found: _RIGHT.get(found["wrong"].replace("・", "·")),
        near=_NEAR,
    ),
    Form(
        Lazy(rf"\d\s?[万亿]?(?P<wrong>{'|'.join(sorted(_POWERS, key=len, reverse=True))})(?![A-Za-z0-9])"),
        "单位“{}”的指数应写作上标",
        lambda found: _POWERS[found["wrong"]],
        level=Level.ADVICE,
        near=tuple(_POWERS),
    ),
    Form(
        Lazy(f"[{''.join(_SINGLE)}]"),
        "单位“{}”宜分开写",
        lambda found: _SINGLE[found[0]],
        level=Level.ADVICE,
        near=tuple(_SINGLE),
    ),
    Form(
        Lazy(r"\d\s?(?P<wrong>[º°o](?=C(?![A-Za-z]))C|摄氏度C)"),
        "温度单位“{}”的写法不对",
        lambda _: "℃",
        level=Level.ADVICE,
        near=("°C", "ºC", "oC", "度C"),
    ),
)

_OLD = {
    "公分": "厘米",
    "公尺": "米",
    "公寸": "分米",
    "公厘": "毫米",
    "公升": "升",
    "立升": "升",
    "公吨": "吨",
    "毫微米": "纳米",
    "平方公尺": "平方米",
    "立方公尺": "立方米",
    "平方公分": "平方厘米",
    "立方公分": "立方厘米",
    "市斤": None,
    "市两": None,
    "市尺": None,
    "市里": None,
    "市亩": "亩",
    "华里": None,
    "英寸": None,
    "英尺": None,
    "英里": None,
    "马力": None,
    "大卡": None,
    "盎司": None,
}
_OLD_NAMES = "|".join(sorted(_OLD, key=len, reverse=True))


def _is_measure(found: re.Match[str]) -> bool:
    """晶圆、显示屏按英寸分规格，是行业的叫法；“两个市里”不是长度。"""
    after = found.string[found.end() : found.end() + 10]
    if found["wrong"] == "英寸":
        return not any(word in after for word in ("晶", "硅", "屏", "显示", "线", "芯", "面板", "M"))
    return not (found["wrong"] == "市里" and after[:1] not in "，。、；长")


_OBSOLETE = (
    Form(
        Lazy(rf"(?:\d|[{HAN}十百千万几数多余])(?P<wrong>{_OLD_NAMES})(?![们给的]|英寸)"),
        "“{}”不是法定计量单位",
        lambda found: _OLD[found["wrong"]],
        _is_measure,
        near=tuple(_OLD),
    ),
)


def check_symbols(reading: Reading) -> Iterator[Hit]:
    """每一个大小写、字形写错的单位符号。"""
    return find(reading, _FORMS)


def check_obsolete(reading: Reading) -> Iterator[Hit]:
    """每一个已经废除的单位；公里、公斤、亩还在用。"""
    return find(reading, _OBSOLETE)


RULES = (
    Rule("SZ24", "计量单位符号写错", Level.ERROR, "GB 3100—1993（国际单位制及其应用）", check_symbols),
    Rule("SZ25", "已废除的计量单位", Level.ADVICE, "GB 3100—1993（国际单位制及其应用）", check_obsolete),
)
