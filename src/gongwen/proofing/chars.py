"""字的分类。"""

from __future__ import annotations

import re
from functools import cache

HAN = r"\u3400-\u9fff\uf900-\ufaff〇\U00020000-\U0003ffff"
CHINESE_MARKS = "，。、；：？！“”‘’（）《》〈〉【】〔〕「」『』…—"
HAN_DIGITS = "〇零一二三四五六七八九十"

_ASCII_LETTER = re.compile(r"[A-Za-z]")


@cache
def _han() -> re.Pattern[str]:
    # 这样大的字符类编译要 3 毫秒，用到时才编译。
    return re.compile(f"[{HAN}]")


def is_han(char: str) -> bool:
    """是不是一个汉字；空串不是。"""
    return bool(char) and _han().match(char) is not None


def has_han(text: str) -> bool:
    """其中有没有汉字。"""
    return _han().search(text) is not None


def is_foreign(text: str) -> bool:
    """是不是外文段落：拉丁字母多于汉字的三倍。"""
    return len(_ASCII_LETTER.findall(text)) > 3 * len(_han().findall(text))
