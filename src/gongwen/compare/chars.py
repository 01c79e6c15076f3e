"""一个字、一串字是什么：标点、数目、组合字符。"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_HAN_DIGITS = "〇零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟"
_COUNTED = (
    "年月日号时分秒天周岁期届次条款项章节编级类批个名人位户家所处件份台辆座栋间套只头亩公里米吨元角厘毫升克度倍成折"
    "％%‰、.．"
)
_NUMBER = re.compile(
    rf"\d+(?:[.,:/]\d+)*[%‰]?[万亿千百]*|第?[{_HAN_DIGITS}]{{2,}}|第[{_HAN_DIGITS}]|[{_HAN_DIGITS}](?=[{_COUNTED}])"
)


@cache
def is_mark(char: str) -> bool:
    """标点或符号。"""
    return unicodedata.category(char)[0] in "PS"


@cache
def joins_before(char: str) -> bool:
    """附在前一个字上的：组合字符、字形选择符。"""
    return unicodedata.category(char) in ("Mn", "Me", "Mc")


@cache
def is_counting(char: str) -> bool:
    """数目里的字：数字，数目中间的点。"""
    return char.isdigit() or unicodedata.category(char) == "Nd" or char in _HAN_DIGITS + ".．,，:：/第％%‰"


def numbers_in(text: str) -> list[str]:
    """一段文字里的数目，按先后；全角的按半角算。单个的汉字数字后面是量词、顿号的才算。"""
    return _NUMBER.findall(unicodedata.normalize("NFKC", text))


def same_written(one: str, two: str) -> bool:
    """同一串字的两种编码（带声调的字母合写、分写，兼容汉字）。"""
    return unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", two)


def same_but_width(one: str, two: str) -> bool:
    """只是全角、半角不同。"""
    return unicodedata.normalize("NFKC", one) == unicodedata.normalize("NFKC", two)
