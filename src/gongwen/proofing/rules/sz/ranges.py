"""SZ16、SZ17：数值的范围。页：sz16.md、sz17.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.numbering import han_number
from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Rule
from gongwen.proofing.rules.sz.forms import DIGITS, HAN, Form, find, pairs

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading
    from gongwen.proofing.rule import Hit

_TO = r"\s?(?:[—–\-~～－]{1,2}|至|到)\s?"
_NUMBER = r"\d{1,9}(?:\.\d{1,4})?"
# “由20%至10%”“提前20至15分钟”是变化、倒数，不是范围。
_FIRST = r"(?P<first>\d(?<![\d.\-—–/〔第:：由从自]\d)\d{0,8}(?:\.\d{1,4})?)"
_UNIT = r"(?:[万亿]?(?:元|人|吨|亩|户)|岁|名|个(?!性)|家|项|天|个月|周岁|亿|万)"
_HAN = f"[{HAN}十百零]{{1,5}}"


def _reversed(found: re.Match[str]) -> bool:
    return float(found["first"]) > float(found["last"])


def _articles_reversed(found: re.Match[str]) -> bool:
    first, last = han_number(found["first"]), han_number(found["last"])
    return first is not None and last is not None and first > last


_RANGED = ("—", "–", "-", "~", "～", "－", *pairs("至到", DIGITS))
_MESSAGE = "范围“{}”的两端颠倒了"
_REVERSED = (
    Form(
        Lazy(rf"{_FIRST}[%％]?{_TO}(?P<last>{_NUMBER})[%％]"),
        _MESSAGE,
        None,
        _reversed,
        near=_RANGED,
    ),
    Form(
        Lazy(rf"第(?P<first>{_HAN})条?(?:[—–]{{1,2}}|至|到)第?(?P<last>{_HAN})条"),
        _MESSAGE,
        None,
        _articles_reversed,
        near=("条至", "条到", "条—", "至第", "到第", "—第", *pairs(HAN + "十", "至—")),
    ),
    Form(
        Lazy(rf"{_FIRST}(?P<unit>{_UNIT}?)(?:[—–～]{{1,2}}|至)(?P<last>{_NUMBER})(?=(?P<same>{_UNIT}))"),
        "范围“{}”的两端颠倒了",
        None,
        lambda found: (
            _reversed(found) and found["unit"] in {"", found["same"]} and found["same"] not in {"万", "亿"}
        ),
        Level.ADVICE,
        near=_RANGED,
    ),
)


def _is_short(found: re.Match[str]) -> bool:
    """“5000至1万”前一个数并没有省略；“2021—25万”之类看着像年份的也不是。"""
    return float(found["first"]) < float(found["last"])


_SHORTENED = (
    Form(
        Lazy(rf"{_FIRST}(?P<to>{_TO})(?P<last>{_NUMBER})(?P<unit>[%％])"),
        "“{}”的前一个百分号不宜省略",
        lambda found: f"{found['first']}{found['unit']}{found['to']}{found['last']}{found['unit']}",
        near=_RANGED,
    ),
    Form(
        Lazy(rf"{_FIRST}(?P<to>{_TO})(?P<last>{_NUMBER})(?P<unit>[万亿])(?![%％])"),
        "“{}”的前一个“万”“亿”不宜省略",
        lambda found: f"{found['first']}{found['unit']}{found['to']}{found['last']}{found['unit']}",
        _is_short,
        near=_RANGED,
    ),
)


def check_reversed(reading: Reading) -> Iterator[Hit]:
    """每一处大数在前、小数在后的范围。"""
    return find(reading, _REVERSED)


def check_shortened(reading: Reading) -> Iterator[Hit]:
    """前一个数省略了“%”“万”“亿”的范围。"""
    return find(reading, _SHORTENED)


RULES = (
    Rule("SZ16", "范围的两端颠倒", Level.ERROR, "GB/T 15835—2011 5.1.3（数值范围的表示）", check_reversed),
    Rule(
        "SZ17",
        "范围里省略了百分号或“万”“亿”",
        Level.ADVICE,
        "GB/T 15835—2011 5.1.3（数值范围的表示）",
        check_shortened,
    ),
)
