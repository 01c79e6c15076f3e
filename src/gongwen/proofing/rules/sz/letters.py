"""SZ11：数字里混了形近的字母。页：sz11.md。"""

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

_LETTERS = "OoОоＯlI|ΟοＩｌ"
_ZERO_ONE = str.maketrans(dict.fromkeys("OoОоＯΟο", "0") | dict.fromkeys("lI|Ｉｌ", "1"))
_AFTER = r"(?=[\d.,]{0,8}(?:[年月日%％万亿元个名家项人户亩吨米]|公[里顷斤]|千米|平方))"


def _in_digits(found: re.Match[str]) -> str:
    return found[0].translate(_ZERO_ONE)


_NEAR = (*pairs(DIGITS, _LETTERS), *pairs(_LETTERS, DIGITS), *pairs(_LETTERS, "."))
_MESSAGE = "数字“{}”里混了字母"
_FORMS = (
    Form(
        Lazy(rf"(?<![A-Za-z\d.])\d{{1,6}}[{_LETTERS}]{{1,2}}\d{{1,6}}(?![A-Za-z\d])"),
        _MESSAGE,
        _in_digits,
        near=_NEAR,
    ),
    Form(
        Lazy(rf"(?<![A-Za-z\d.\-])[lIOОΟ]{{1,2}}(?:\d{{1,6}}|\.\d{{1,4}}){_AFTER}"),
        _MESSAGE,
        _in_digits,
        near=_NEAR,
    ),
    Form(Lazy(rf"(?<![A-Za-z\d.])\d{{1,6}}[OОΟolI]{{1,4}}{_AFTER}"), _MESSAGE, _in_digits, near=_NEAR),
    Form(
        Lazy(rf"(?<![A-Za-z\d.])\d{{1,6}}\.\d{{0,3}}[OОΟolI]\d{{0,3}}{_AFTER}"),
        _MESSAGE,
        _in_digits,
        near=(*_NEAR, *pairs(".", _LETTERS)),
    ),
    Form(
        Lazy(r"(?<=[年月])[lIOО]{1,2}(?=[月日])|(?<=[\u4e00-\u9fff])[lI](?=个百分点|[%％])"),
        _MESSAGE,
        _in_digits,
        near=pairs("lIOО", "月日个%％"),
    ),
)


def check(reading: Reading) -> Iterator[Hit]:
    """每一个混了字母 O、l、I 的数。"""
    return find(reading, _FORMS)


RULE = Rule("SZ11", "数字里混了形近的字母", Level.ERROR, "GB/T 15835—2011 5.1（阿拉伯数字的使用）", check)
