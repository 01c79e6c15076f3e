"""BD44—BD46：虚词旁、词中间、固定并列的词语之间用错了点号。页：bd44.md 至 bd46.md。"""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.lexicon import load_rows, load_words
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading

_POINTS = "，、；：。"
# 的确、的士、的话不是助词开头；“以及，”之类后面总有下文，不能停。
_BEFORE_PARTICLE = Lazy(rf"(?<=[\u4e00-\u9fff])[{_POINTS}](?=(?:的(?![确士哥卢黎话])|们))")
_AFTER_LINK = Lazy(rf"(?:关于|对于|按照|依照|以及|为了)([{_POINTS}])(?=[\u4e00-\u9fff])")
_LINKS = ("关于", "对于", "按照", "依照", "以及", "为了")
_NEEDLES = tuple(a + b for a, b in product(_POINTS, "的们"))
_LINK_NEEDLES = tuple(a[-1] + b for a, b in product(_LINKS, _POINTS))


def _check_particles(reading: Reading) -> Iterator[Hit]:
    """“的”“们”之前，“关于”“以及”之后的点号。"""
    for piece in reading.with_any(*_NEEDLES):
        for found in _BEFORE_PARTICLE.finditer(piece.text.value):
            at = found.start()
            after = piece.text.value[at + 1]
            yield Hit(piece.text.at(at, at + 1), f"“{after}”之前不用“{found[0]}”", "")
    for piece in reading.with_any(*_LINK_NEEDLES):
        for found in _AFTER_LINK.finditer(piece.text.value):
            word = found[0][:-1]
            yield Hit(piece.text.at(*found.span(1)), f"“{word}”之后不用“{found[1]}”", "")


PARTICLES = Rule("BD44", "虚词旁用了点号", Level.ERROR, "GB/T 15834—2011 4.4.1、4.5.1", _check_particles)

# 先认点号，再看两边：点号少，这样快
_BROKEN = Lazy(rf"[{_POINTS}](?<=(.).)(?=(.))")


@cache
def _words() -> frozenset[tuple[str, str]]:
    """常用的双音词，拆成前后两个字；语料中两个字之间从没有出现过点号。"""
    return frozenset((word[0], word[1]) for word in load_words("unbroken-words"))


def _check_words(reading: Reading) -> Iterator[Hit]:
    """点号打到了词的中间：“推进工，作落实”。"""
    words = _words()
    for piece in reading.pieces:
        value = piece.text.value
        if words.isdisjoint(_BROKEN.findall(value)):
            continue
        for found in _BROKEN.finditer(value):
            if found.groups() in words:
                message = f"“{found[1]}{found[2]}”中间用了“{found[0]}”，请核对"
                yield Hit(piece.text.at(*found.span()), message)


WORDS = Rule("BD45", "词中间用了点号", Level.ADVICE, "GB/T 15834—2011 4.4.1、4.5.1", _check_words)

_JOINED = Lazy(r"[，；。：](?<=(..).)(?=(..))")


@cache
def _pairs() -> dict[tuple[str, str], Level]:
    """总用顿号连着的词语（前一个的末两字，后一个的头两字），和换了别的点号时的级别。"""
    levels = {"差错": Level.ERROR, "提示": Level.ADVICE}
    rows = (row.values for row in load_rows("coordinate-pairs"))
    return {(pair[:2], pair[3:]): levels[level] for pair, level in rows}


def _check_pairs(reading: Reading) -> Iterator[Hit]:
    """“法律，法规”“各省；自治区”：并列词语之间的顿号打成了别的。"""
    pairs = _pairs()
    keys = frozenset(pairs)
    for piece in reading.pieces:
        value = piece.text.value
        if keys.isdisjoint(_JOINED.findall(value)):
            continue
        for found in _JOINED.finditer(value):
            level = pairs.get((found[1], found[2]))
            if level:
                message = f"“{found[1]}”与“{found[2]}”并列，中间用顿号"
                yield Hit(piece.text.at(*found.span()), message, "、", level=level)
    yield from _bracketed(reading)


_CITY = Lazy(
    r"（(?:市|区|县|自治县|不设区的市)([，；。])(?:市|区|县|自治县|市辖区)）|各(?:县|区|市)([，；])(?:县|区|市)"
)


def _bracketed(reading: Reading) -> Iterator[Hit]:
    """“各县（市，区）”。"""
    for piece in reading.with_any("市，", "区，", "县，", "市；", "区；", "县；", "市。", "区。", "县。"):
        for found in _CITY.finditer(piece.text.value):
            group = 1 if found[1] else 2
            yield Hit(piece.text.at(*found.span(group)), "并列词语之间用顿号", "、")


PAIRS = Rule("BD46", "固定并列的词语之间没有用顿号", Level.ERROR, "GB/T 15834—2011 4.5.3.1", _check_pairs)
