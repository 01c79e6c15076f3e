"""名册里的姓名：签的是谁只看姓名，所以看着一样的姓名不许是两个人，看不见的字符不收。"""

from __future__ import annotations

import unicodedata

# 印得出、看不见的字（Unicode 的 Default_Ignorable_Code_Point 里 isprintable 不管的，和空白的盲文）
_INVISIBLE = (
    (0x034F, 0x034F),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x2800, 0x2800),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFFA0, 0xFFA0),
    (0xE0000, 0xE0FFF),
)


def invisible(text: str) -> str | None:
    """文字里第一个看不见的字符；没有的为 None。平常的空格看得见，别的空白算看不见。"""
    if text.isascii() and text.isprintable():
        return None
    return next((char for char in text if not char.isprintable() or _ignorable(char)), None)


def code_point(char: str) -> str:
    """字符的码位，如 U+200B。"""
    return f"U+{ord(char):04X}"


def folded(name: str) -> str:
    """姓名看上去的样子：全角半角、兼容字归一，去掉空格和看不见的字符。两个姓名归成一样的，看着就是一个。"""
    text = unicodedata.normalize("NFKC", "".join(char for char in name if not _ignorable(char)))
    return "".join(char for char in text if char.isprintable() and not char.isspace())


def plain(name: str) -> str:
    """去掉用来分清同名的括注：“张伟（秘书科）”是“张伟”。"""
    return folded(name).split("(", 1)[0]


def _ignorable(char: str) -> bool:
    return any(first <= ord(char) <= last for first, last in _INVISIBLE)
