"""要印的每个字有没有字体：本用途没有的说明用哪个后备字体，哪个都没有的是错误。"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.errors import FontError, Where, place
from gongwen.layout.charmap import charmap_of
from gongwen.layout.fonts import FONTS_VARIABLE, spares
from gongwen.layout.glyphs import VARIATION
from gongwen.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gongwen.document.model import Document
    from gongwen.layout.charmap import Charmap
    from gongwen.layout.fonts import Face, FontSet

_BREAKS = set("\n\r\t")
# 不占位置的看不见的字符，不要字形。改文字次序的（双向控制符）不在内：那会印得与草稿不同。
_ZERO_WIDTH = set("\u00ad\u034f\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_LAST_BMP = 0xFFFF
_OTHERS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class GlyphNotice:
    """一个字没有照本用途的字体印：在哪里，怎样印。"""

    where: Where
    text: str

    def __str__(self) -> str:
        return f"{self.where}：{self.text}"


def check_glyphs(
    fonts: FontSet, needed: Mapping[str, set[str]], locate: Callable[[str], Where]
) -> tuple[GlyphNotice, ...]:
    """每个字都有字体能印；不照本用途的字体印的，逐个说明，按在草稿里的次序。

    needed 是用途到要印的字（plan_glyphs）；locate 给出一个字在原文中的位置。没有字体能印时引发 FontError。
    """
    found: set[GlyphNotice] = set()
    unprintable: dict[str, Where] = {}
    for role, chars in needed.items():
        own = _charmap(fonts.roles[role].face)
        for char in chars:
            if _prints(own, char):
                continue
            text = _spared(spares(fonts, role), fonts.roles[role].term, char)
            if text is None:
                unprintable[char] = locate(char)
            else:
                found.add(GlyphNotice(locate(char), text))
    if unprintable:
        raise _unprintable(unprintable)
    return tuple(sorted(found, key=lambda notice: (*_order(notice.where), notice.text)))


def lacking(own: Face, spare: Sequence[Face], chars: str) -> dict[str, str | None]:
    """chars 里 own 没有的字，各用 spare 里哪个家族；哪个都没有的为 None。"""
    charmap = _charmap(own)
    return {char: _spare(spare, char) for char in chars if not _has(charmap, char)}


def locator(document: Document) -> Callable[[str], Where]:
    """给出一个字在公文各份原文里的第一处；原文里是分开写的（字母和附加符号）也找得到。"""

    def locate(char: str) -> Where:
        for source in document.sources():
            at = source.text.find(char)
            if at >= 0:
                return place(source, Span(at, at + 1))
            for number, line in enumerate(source.text.splitlines(), 1):
                if char in unicodedata.normalize("NFC", line):
                    return Where(source.name, number)
        return Where(document.source.name)

    return locate


def _prints(own: Charmap, char: str) -> bool:
    """本用途的字体印得出来，或本来就不要字形。空格没有也无妨，排版程序自己留空。"""
    if len(char) > 1:
        return False  # 带异体选择符的，总要说一声
    if char in _BREAKS or VARIATION.match(char) or unicodedata.category(char) == "Zs":
        return True
    return char not in _ZERO_WIDTH and _has(own, char)


def _has(charmap: Charmap, char: str) -> bool:
    """有这个字，或有拆开的各部分（排版时自会拆开）。"""
    if charmap.has(ord(char)):
        return True
    parts = unicodedata.normalize("NFD", char)
    return parts != char and all(charmap.has(ord(part)) for part in parts)


def _spare(faces: Sequence[Face], char: str) -> str | None:
    return next((face.family for face in faces if _has(_charmap(face), char)), None)


def _spared(spare: Sequence[Face], term: str, char: str) -> str | None:
    """这个字怎样印；没有字体能印时为 None。"""
    if len(char) > 1:
        return f"“{char[0]}”后的异体选择符 U+{ord(char[1]):04X} 不一定起作用，看看印出来的是哪种字形（PDF）"
    if char in _ZERO_WIDTH:
        return f"看不见的字符 U+{ord(char):04X} 不印，可以删去"
    family = _spare(spare, char)
    return family and f"{_shown(char)}{term}没有，用 {family} 代替（PDF）"


def _shown(char: str) -> str:
    """报告里的写法：附加符号标在虚圈上，多数终端显示不出的带上码点。"""
    if _is_mark(char) or ord(char) > _LAST_BMP:
        return _named(char)
    return f"“{char}”"


def _is_mark(char: str) -> bool:
    return unicodedata.category(char).startswith("M")


def _named(char: str) -> str:
    code = f"U+{ord(char):04X}"
    kind = unicodedata.category(char)
    if kind == "Co":
        return f"自造字 {code}（私用区，各机器的字形不同）"
    if kind == "Cn":
        return f"没有定义的字符 {code}"
    if not char.isprintable():
        return f"看不见的字符 {code}"
    return f"“{'◌' if _is_mark(char) else ''}{char}”（{code}）"


def _unprintable(chars: Mapping[str, Where]) -> FontError:
    """最先遇到的一个说全，其余的列出来。"""
    (first, where), *others = sorted(chars.items(), key=lambda item: (*_order(item[1]), item[0]))
    listed = "".join(_named(char) for char, _ in others[:_OTHERS_SHOWN])
    more = f"等 {len(others)} 个" if len(others) > _OTHERS_SHOWN else ""
    also = f"；还有{listed}{more}也没有" if others else ""
    return FontError(
        f"没有字体能印{_named(first)}{also}",
        where,
        f"改用别的字或删去；确要用时，把含这个字的字体放进环境变量 {FONTS_VARIABLE} 所指的文件夹",
    )


def _order(where: Where) -> tuple[str, int, int]:
    return where.path or "", where.line or 0, where.column or 0


def _charmap(face: Face) -> Charmap:
    return charmap_of(face.path, face.index)
