"""WZ16—WZ18：看不见的字符，乱码，形似而编码不同的字。页：wz16.md—wz18.md。"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Piece, Reading

_INVISIBLE = Lazy(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e01ef]+"
)
_CONTROL = Lazy("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]+")
_PRIVATE = Lazy("[\ue000-\uf8ff\ufffd\ufffe\uffff]+")
# 把 UTF-8 当 GBK 读出来的：锛（，）銆（。、）鐨（的）；把读坏的再存一遍的：锟斤拷。
_MARKERS = "锛銆鐨勫鍚鍒鍙鍦鎴鏂涓浜"
_GARBLED_WORDS = Lazy("(?:锟斤拷)+|烫烫烫+|屯屯屯+|(?:ï¼|ã€|Â·|â€){1,20}")
# 字体里没有的字，转换后成了方框；一段里有几个的是供打勾的
_BOX = Lazy("(?<=[一-鿿])□(?=[一-鿿])")
_FEW = 4
_ALIKE = Lazy("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
# 部首补充区的字多半没有对应关系可查，列出印得同字一样的。
_RADICALS = dict(
    zip(
        "⺁⺄⺇⺊⺟⺠⺡⺧⺩⺫⺬⺮⺯⺳⺼⻄⻅⻆⻉⻋⻌⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰",
        "厂乙几卜母民氵牛王目示竹糸网月西见角贝车辶长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙",
        strict=True,
    )
)


def is_garbled(value: str) -> bool:
    """整段是乱码。"""
    return sum(map(value.count, _MARKERS)) >= _FEW


def invisible(reading: Reading) -> Iterator[Hit]:
    """零宽空格、方向标记、软连字符、变体选择符，删去。"""
    if _INVISIBLE.search("".join(reading.letters)):
        for piece in reading.pieces:
            for found in _INVISIBLE.finditer(piece.text.value):
                names = "、".join(dict.fromkeys(f"U+{ord(char):04X}" for char in found[0]))
                yield Hit(piece.text.at(*found.span()), f"看不见的字符 {names}", "")


def garbled(reading: Reading) -> Iterator[Hit]:
    """乱码、私用区的字（字体里自造的字，换一台电脑就没有了）、控制字符。"""
    for piece in reading.with_any(*(reading.letters & _markers())):
        value = piece.text.value
        if is_garbled(value):
            yield Hit(piece.text.at(0, len(value)), "这一段是乱码：读的时候编码不对")
        else:
            yield from _bad_characters(piece)


@cache
def _markers() -> frozenset[str]:
    """有其中一个，才可能有乱码。"""
    private = (chr(code) for code in range(0xE000, 0xF900))
    control = (chr(code) for code in (*range(9), 11, *range(14, 32), *range(127, 160)))
    return frozenset((*_MARKERS, *private, *control, *"\ufffd\ufffe\uffff锟烫屯ïãÂâ□"))


def _bad_characters(piece: Piece) -> Iterator[Hit]:
    value = piece.text.value
    for found in _CONTROL.finditer(value):
        yield Hit(piece.text.at(*found.span()), "控制字符", "")
    for found in _PRIVATE.finditer(value):
        codes = "、".join(dict.fromkeys(f"U+{ord(char):04X}" for char in found[0]))
        yield Hit(piece.text.at(*found.span()), f"读不出、印不出的字（{codes}），请照原稿补上")
    for found in _BOX.finditer(value) if value.count("□") == 1 else ():
        yield Hit(piece.text.at(*found.span()), "方框“□”是没有认出、印不出的字，请照原稿补上")
    for found in _GARBLED_WORDS.finditer(value):
        yield Hit(piece.text.at(*found.span()), f"乱码“{found[0]}”，请照原稿补上")


def alike(reading: Reading) -> Iterator[Hit]:
    """部首区、兼容区的字：印出来一样，查找、排序、朗读都当作别的字。"""
    if not _ALIKE.search("".join(reading.letters)):
        return
    for piece in reading.pieces:
        for found in _ALIKE.finditer(piece.text.value):
            right = _RADICALS.get(found[0]) or unicodedata.normalize("NFKC", found[0])
            if right != found[0]:
                message = f"“{found[0]}”（U+{ord(found[0]):04X}）是部首或兼容字符，应为“{right}”"
                yield Hit(piece.text.at(*found.span()), message, right)


_SOURCE = "通用规范汉字表；校对通则（电子文件用规范的字符）"
INVISIBLE = Rule("WZ16", "看不见的字符", Level.ERROR, _SOURCE, invisible)
GARBLED = Rule("WZ17", "乱码", Level.ERROR, _SOURCE, garbled)
ALIKE = Rule("WZ18", "部首、兼容字符当字用", Level.ERROR, _SOURCE, alike)
