"""SZ33：电话、邮编、身份证号的位数。页：sz33.md。"""

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

_TEL = r"(?:电话|手机|联系方式|热线|传真)(?:号码?)?\s?(?:[（(][^（）()]{0,8}[）)])?\s?[：:为是]?\s?"
_MOBILE, _ID, _POSTCODE = 11, frozenset({15, 18}), 6
_CREDIT = 18
_LOCAL = frozenset({7, 8})
_SHORT_LOCAL = 5


def _local_wrong(found: re.Match[str]) -> bool:
    """区号后面的号码七位或八位；12345、96 打头的短号除外。"""
    local = found["local"]
    return len(local) not in _LOCAL and not (len(local) <= _SHORT_LOCAL + 1 and local[0] in "19")


_FORMS = (
    Form(
        Lazy(rf"{_TEL}(?P<wrong>1[3-9]\d{{7,11}})(?![\d\-])"),
        "“{}”不是11位，不像手机号码",
        judge=lambda found: len(found["wrong"]) != _MOBILE,
        near=("电话", "手机", "联系方式", "热线", "传真"),
    ),
    Form(
        Lazy(r"(?P<wrong>0(?<![\d\-]0)\d{2,3}[\-－—]{1,2}(?P<local>\d{4,11}))(?![\d])"),
        "电话“{}”的位数请核对",
        judge=_local_wrong,
        near=pairs(DIGITS, "-－—"),
    ),
    Form(
        Lazy(r"邮(?:政编码|编)\s?[：:为是]?\s?(?P<wrong>\d{3,9})(?!\d)"),
        "邮政编码“{}”不是六位",
        judge=lambda found: len(found["wrong"]) != _POSTCODE,
        near=("邮政编码", "邮编"),
    ),
    Form(
        Lazy(r"身份证(?:件)?号?码?\s?[：:为是]?\s?(?P<wrong>\d{12,21}[Xx]?)(?![\dXx])"),
        "身份证号“{}”的位数不对",
        judge=lambda found: len(found["wrong"]) not in _ID,
        near=("身份证",),
    ),
    Form(
        Lazy(r"统一社会信用代码\s?[：:为是]?\s?(?P<wrong>[0-9A-Z]{14,22})(?![0-9A-Z])"),
        "统一社会信用代码“{}”不是18位",
        judge=lambda found: len(found["wrong"]) != _CREDIT,
        near=("信用代码",),
    ),
)


def check(reading: Reading) -> Iterator[Hit]:
    """每一个位数不对的号码。"""
    return find(reading, _FORMS)


RULE = Rule(
    "SZ33", "电话、邮编、证件号的位数不对", Level.ADVICE, "GB/T 15835—2011 4.1.2（用于编号的数字）", check
)
