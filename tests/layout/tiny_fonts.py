"""几 KB 的真字体，和把字体弄坏的办法。"""

from __future__ import annotations

import struct
from io import BytesIO
from typing import TYPE_CHECKING

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

if TYPE_CHECKING:
    from collections.abc import Callable

BOX = ((50, 0), (50, 700), (950, 700), (950, 0))


def tiny(family: str, chars: str, *, chinese: str = "", embedding: int = 0) -> bytes:
    """只有这些字的 TrueType 字体，字形都是方块；chinese 是中文名，embedding 是 fsType。"""
    builder = FontBuilder(1000, isTTF=True)
    chars = "".join(dict.fromkeys(chars))
    glyphs = [".notdef", *(f"u{ord(char):04X}" for char in chars)]
    builder.setupGlyphOrder(glyphs)
    builder.setupCharacterMap({ord(char): f"u{ord(char):04X}" for char in chars})
    pen = TTGlyphPen(None)
    pen.moveTo(BOX[0])
    for point in BOX[1:]:
        pen.lineTo(point)
    pen.closePath()
    box = pen.glyph()
    builder.setupGlyf(dict.fromkeys(glyphs, box))
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (1000, 50)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    names = {"en": family, "zh": chinese} if chinese else {"en": family}
    builder.setupNameTable({"familyName": names, "styleName": "Regular", "fullName": names, "psName": family})
    builder.setupOS2(fsType=embedding)
    builder.setupPost()
    made = BytesIO()
    builder.save(made)
    return made.getvalue()


def table(font: bytes, tag: str) -> tuple[int, int]:
    """一个表的位置和长度。"""
    (count,) = struct.unpack_from(">H", font, 4)
    for at in range(12, 12 + 16 * count, 16):
        if font[at : at + 4] == tag.encode():
            start, length = struct.unpack_from(">II", font, at + 8)
            return start, length
    raise KeyError(tag)


def overwritten(tag: str, content: Callable[[int], bytes], skip: int = 0) -> Callable[[bytes], bytes]:
    """把一个表（头 skip 个字节之后）换成 content(长度)。"""

    def spoil(font: bytes) -> bytes:
        start, length = table(font, tag)
        begin = start + skip
        return font[:begin] + content(length - skip) + font[start + length :]

    return spoil


def endless(length: int) -> bytes:
    """一个声称有四十亿个字的字符表。"""
    head = struct.pack(">HHHHI", 0, 1, 3, 10, 12)
    groups = struct.pack(">HHIII", 12, 0, 28, 0, 1) + struct.pack(">III", 0, 0xFFFFFFFF, 1)
    return (head + groups).ljust(length, b"\0")
