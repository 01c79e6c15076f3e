"""自动编号读成文字：numbering.xml 的定义，加上段落和样式里的 w:numPr，逐段数下去。

引用同一个 abstractNum 的各个编号连着数，写了 startOverride 的第一次用到时重新起。
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from gongwen.ooxml.names import qn
from gongwen.ooxml.number_formats import formatted
from gongwen.ooxml.style_chain import is_on, number_of, value_of
from gongwen.ooxml.symbols import is_private, symbol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongwen.ooxml.style_chain import ListPlace, Styles

LEVELS = 9
MAX_TEXT = 64
BULLET = "●"
_PLACEHOLDER = re.compile("%([1-9])")
_VAL, _LEVEL, _ID = qn("w:val"), qn("w:ilvl"), qn("w:numId")
_LINE_ENDS = re.compile(r"[\r\n\t]")
_PADDED = re.compile(r"0\d+")


@dataclass(frozen=True, slots=True)
class Level:
    """一级编号的写法。restart 是“遇到第几级（从 1 数）及以上重新起”，None 为任何上级，0 为从不。"""

    start: int = 1
    kind: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    suffix: str = "tab"
    style: str = ""
    font: str = ""
    width: int = 0


@dataclass(frozen=True, slots=True)
class AutoNumber:
    """一段的自动编号：text 是编号的文字，suffix 是它与正文之间的（tab、space、nothing）。"""

    text: str
    suffix: str
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class _List:
    """一个 w:num：abstract 相同的连着数；starts 是它另定的起始数。"""

    abstract: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


@dataclass
class Numbering:
    """numbering.xml 里的全部编号。"""

    lists: Mapping[int, _List] = field(default_factory=dict)

    @classmethod
    def read(cls, root: Any, styles: Styles) -> Numbering:
        """root 是 numbering.xml 的根，没有这个部件时为 None。"""
        if root is None:
            return cls()
        abstracts = {
            each.get(qn("w:abstractNumId"), ""): each for each in root.iterchildren(qn("w:abstractNum"))
        }
        numbers: dict[int, Any] = {}
        for each in root.iterchildren(qn("w:num")):
            numbers.setdefault(_integer(each.get(_ID)), each)
        reader = _Reader(abstracts, numbers, styles)
        return cls({identity: reader.read(each) for identity, each in numbers.items()})

    def level_of(self, place: ListPlace) -> tuple[int, int] | None:
        """段落在（哪个编号, 第几级）；没有编号为 None。级没有写的，看哪一级认它的样式。"""
        found = self.lists.get(place.number) if place.number else None
        if found is None or place.number is None:
            return None
        linked = {level.style: at for at, level in found.levels.items() if level.style}
        own = next((linked[style] for style in place.styles if style in linked), None)
        level = own if own is not None else place.level or 0
        return place.number, min(max(level, 0), LEVELS - 1)


@dataclass
class Counters:
    """一路数下来的各级的数；正文、页眉、脚注各数各的。"""

    numbering: Numbering
    _values: dict[str, dict[int, int]] = field(default_factory=dict)
    _restarted: set[tuple[int, int]] = field(default_factory=set)

    def next(self, number: int, at: int) -> AutoNumber | None:
        """编号 number 的第 at 级（从 0 数）又出现一次；没有定义的为 None。"""
        found = self.numbering.lists.get(number)
        level = found.levels.get(at) if found else None
        if found is None or level is None:
            return None
        values = self._values.setdefault(found.abstract, {})
        if at in found.starts and (number, at) not in self._restarted:
            self._restarted.add((number, at))
            values[at] = found.starts[at]
        else:
            values[at] = values[at] + 1 if at in values else found.starts.get(at, level.start)
        for deeper in [each for each in values if each > at]:
            if _restarts(found.levels.get(deeper), at):
                del values[deeper]
        for higher in range(at):  # 没有出现过的上级算是从起始数开始了
            if higher in found.levels and higher not in values:
                values[higher] = found.starts.get(higher, found.levels[higher].start)
        return _written(found, values, at)


def _restarts(level: Level | None, used: int) -> bool:
    return level is None or level.restart is None or used < level.restart


def _written(found: _List, values: Mapping[int, int], at: int) -> AutoNumber:
    level = found.levels[at]
    if level.kind == "bullet":
        return AutoNumber(_bullet(level), level.suffix, bullet=True)

    def fill(match: re.Match[str]) -> str:
        which = int(match[1]) - 1
        other = found.levels.get(which)
        if which > at or other is None:
            return ""
        value = values[which]
        kind = "decimal" if level.legal and other.kind != "none" else other.kind
        return formatted(value, kind).rjust(other.width, "0")

    text = _PLACEHOLDER.sub(fill, level.text) if level.kind != "none" else _PLACEHOLDER.sub("", level.text)
    return AutoNumber(text[:MAX_TEXT], level.suffix)


def _bullet(level: Level) -> str:
    """项目符号：符号字体的换成通用的字，认不得的写“●”。"""
    char = level.text[:1]
    if char and level.font:
        char = symbol(level.font, f"{ord(char):X}")
    return BULLET if char and is_private(char) else char


@dataclass
class _Reader:
    abstracts: Mapping[str, Any]
    numbers: Mapping[int, Any]
    styles: Styles
    _levels: dict[str, dict[int, Level]] = field(default_factory=dict)

    def read(self, number: Any) -> _List:
        abstract = self._abstract(number)
        levels = dict(self._own(abstract))
        starts: dict[int, int] = {}
        for override in number.iterchildren(qn("w:lvlOverride")):
            at = _integer(override.get(_LEVEL))
            if not 0 <= at < LEVELS:
                continue
            own = override.find(qn("w:lvl"))
            if own is not None:
                levels[at] = _level(own)
            start = number_of(override, qn("w:startOverride"))
            if start is not None:
                starts[at] = start
        return _List(abstract, levels, starts)

    def _abstract(self, number: Any) -> str:
        """编号所用的 abstractNum；numStyleLink 转到编号样式所用的那一个，成环的到此为止。"""
        seen: set[str] = set()
        identity = value_of(number, qn("w:abstractNumId"))
        while identity in self.abstracts and identity not in seen:
            seen.add(identity)
            link = value_of(self.abstracts[identity], qn("w:numStyleLink"))
            linked = self.styles.place(link).number if link else None
            if linked is None or linked not in self.numbers:
                break
            identity = value_of(self.numbers[linked], qn("w:abstractNumId"))
        return identity

    def _own(self, identity: str) -> dict[int, Level]:
        if identity not in self._levels:
            root = self.abstracts.get(identity)
            found = () if root is None else root.iterchildren(qn("w:lvl"))
            placed = ((_integer(each.get(_LEVEL)), each) for each in found)
            self._levels[identity] = {at: _level(each) for at, each in placed if 0 <= at < LEVELS}
        return self._levels[identity]


def _level(element: Any) -> Level:
    start = number_of(element, qn("w:start"))
    run = element.find(qn("w:rPr"))
    fonts = None if run is None else run.find(qn("w:rFonts"))
    level = Level(
        start=1 if start is None else start,
        text=_LINE_ENDS.sub(" ", value_of(element, qn("w:lvlText")))[:MAX_TEXT],
        restart=number_of(element, qn("w:lvlRestart")),
        legal=is_on(element.find(qn("w:isLgl"))),
        suffix=value_of(element, qn("w:suff")) or "tab",
        style=value_of(element, qn("w:pStyle")),
        font="" if fonts is None else fonts.get(qn("w:ascii"), ""),
    )
    return _with_format(level, element)


def _with_format(level: Level, element: Any) -> Level:
    """w:numFmt 可以在 mc:AlternateContent 里：自定的“001, 002”只有 Word 认得，备用的是 decimal。"""
    formats = list(element.iter(qn("w:numFmt")))
    custom = next((each.get(qn("w:format"), "") for each in formats if each.get(_VAL) == "custom"), "")
    padded = _PADDED.match(custom)
    if padded:
        return replace(level, kind="decimal", width=min(len(padded[0]), LEVELS))
    plain = [each.get(_VAL, "") for each in formats if each.get(_VAL) != "custom"]
    return replace(level, kind=plain[0] if plain else "decimal")


def _integer(written: str | None) -> int:
    """属性值读作整数；不成数的是 -1，没有谁会引用它。"""
    try:
        return int(written or "")
    except ValueError:
        return -1
