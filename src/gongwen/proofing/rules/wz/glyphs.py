"""WZ14、WZ15、WZ24：繁体字，异体字，规范字表以外的字。页：wz14.md、wz15.md、wz24.md。

以《通用规范汉字表》为准：表里的字（包括乾、徵、於、瞭、喆、堃、犇）都不报。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing import hanzi
from gongwen.proofing.exempt import cited, inside, quoted
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.wz.codes import is_garbled
from gongwen.proofing.rules.wz.people import after_surname

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gongwen.proofing.reading import Piece, Reading

# 一段里有这么多个，又占到这么多分之一，是整段引用的繁体字。
_MANY, _SHARE = 5, 8
# 表外而通行的：化学名称（二噁英、硫磺酸、矽）、单位（吋）、澳门地名（氹仔）。
_IN_USE = frozenset("噁磺矽吋氹")
# 后面接着这些字，多半是地名：毘山、濛溪河。
_PLACES = frozenset("山溪江河湖港岛镇村洲岭")
_EXTENDED = 0x20000
# Big5 的常用字：台湾通行的繁体；不在其中的是异体。
_COMMON = range(0xA440, 0xC67F)


def traditional(reading: Reading) -> Iterator[Hit]:
    """简体文字里夹的繁体字；整段都是的一段报一次，作提示。"""
    chars = (char for char in _replaceable(reading) if _is_traditional(char))
    for piece, places in _places(reading, chars):
        if len(places) >= _MANY and len(places) * _SHARE > len(piece.text.value):
            span = piece.text.at(places[0], places[-1] + 1)
            yield Hit(span, "整段用了繁体字，请核对", level=Level.ADVICE)
        else:
            yield from _replaced(piece, places, "繁体字“{wrong}”应为“{right}”")


def variant(reading: Reading) -> Iterator[Hit]:
    """已经淘汰的异体字。"""
    chars = (char for char in _replaceable(reading) if not _is_traditional(char))
    for piece, places in _places(reading, chars):
        yield from _replaced(piece, places, "异体字“{wrong}”应为“{right}”")


def unlisted(reading: Reading) -> Iterator[Hit]:
    """规范字表里没有、也没有对应规范字的字，如日本汉字；姓名、题名、引文里的不提。"""
    chars = (char for char in _unlisted(reading) if hanzi.standard(char) == char)
    for piece, places in _places(reading, chars):
        for at in places:
            if not _is_kept(piece.text.value, at):
                char = piece.text.value[at]
                yield Hit(piece.text.at(at, at + 1), f"“{char}”不在《通用规范汉字表》里，请核对")


def _unlisted(reading: Reading) -> Iterator[str]:
    unknown = (char for char in reading.letters - _IN_USE if _is_plain_han(char))
    return (char for char in unknown if hanzi.strokes(char) is None)


def _replaceable(reading: Reading) -> Iterator[str]:
    """有对应规范字的；规范字在扩展区的（白鱀豚），字库里常没有，照旧。"""
    unlisted = {char: hanzi.standard(char) for char in _unlisted(reading)}
    return (char for char, right in unlisted.items() if right != char and ord(right) < _EXTENDED)


def _is_plain_han(char: str) -> bool:
    """基本区、扩展区的汉字；兼容汉字由 WZ18 查，“〇”是数字。"""
    return "\u3400" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0002f7ff"


def _is_traditional(char: str) -> bool:
    try:
        return int.from_bytes(char.encode("big5")) in _COMMON
    except UnicodeEncodeError:
        return False


def _places(reading: Reading, chars: Iterable[str]) -> Iterator[tuple[Piece, list[int]]]:
    wanted = frozenset(chars)
    if not wanted:
        return
    for piece in reading.with_any(*sorted(wanted)):
        value = piece.text.value
        if not is_garbled(value):
            yield piece, [at for at, char in enumerate(value) if char in wanted]


def _replaced(piece: Piece, places: list[int], message: str) -> Iterator[Hit]:
    value = piece.text.value
    for at in places:
        wrong, right = value[at], hanzi.standard(value[at])
        level = Level.ADVICE if _is_kept(value, at) else None
        yield Hit(piece.text.at(at, at + 1), message.format(wrong=wrong, right=right), right, level=level)


def _is_kept(value: str, at: int) -> bool:
    """引文、题名里的照原样；姓名、地名里的以登记的为准。"""
    return (
        value[at + 1 : at + 2] in _PLACES
        or inside(cited(value), at)
        or inside(quoted(value), at)
        or after_surname(value, at, 2)
    )


_SOURCE = "通用规范汉字表；国家通用语言文字法第九条"


def _rule(code: str, name: str, level: Level, check: Callable[[Reading], Iterable[Hit]]) -> Rule:
    return Rule(code, name, level, _SOURCE, check)


TRADITIONAL = _rule("WZ14", "繁体字", Level.ERROR, traditional)
VARIANT = _rule("WZ15", "异体字", Level.ERROR, variant)
UNLISTED = _rule("WZ24", "规范字表以外的字", Level.ADVICE, unlisted)
