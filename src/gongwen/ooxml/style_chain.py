"""样式表（styles.xml）里读文字要用的几样：继承、编号、隐藏、表格框线。继承成环的，走到重复处为止。"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from gongwen.ooxml.names import qn

_OFF = frozenset({"0", "false", "off"})
_NO_LINE = frozenset({None, "nil", "none"})
MAX_CHAIN = 64
_VAL = qn("w:val")


def is_on(element: Any) -> bool:
    """开关类属性：写了而没有关掉。"""
    return element is not None and element.get(_VAL, "1").lower() not in _OFF


def number_of(parent: Any, name: str) -> int | None:
    """子元素的 w:val 读作整数；没有、不成数为 None。"""
    found = None if parent is None else parent.find(name)
    try:
        return None if found is None else int(found.get(_VAL, ""))
    except ValueError:
        return None


def value_of(parent: Any, name: str) -> str:
    """子元素的 w:val；没有为空串。"""
    found = None if parent is None else parent.find(name)
    return "" if found is None else found.get(_VAL, "")


def has_lines(borders: Any) -> bool:
    """w:tblBorders、w:tcBorders 里有没有画出来的线。"""
    return any(line.get(_VAL) not in _NO_LINE for line in borders.iterchildren("*"))


@dataclass(frozen=True, slots=True)
class ListPlace:
    """段落在哪个编号（numId）的第几级；styles 是由近及远的各样式，编号级可以凭它们认。"""

    number: int | None = None
    level: int | None = None
    styles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Style:
    based_on: str
    number: int | None
    level: int | None
    hidden: bool | None
    bordered: bool


@dataclass
class Styles:
    """样式表；没有的样式当作什么也没有写。"""

    root: Any = None
    default: str = ""
    _styles: dict[str, _Style] = field(default_factory=dict)
    _places: dict[str, ListPlace] = field(default_factory=dict)
    _hidden: dict[str, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for each in () if self.root is None else self.root.iterchildren(qn("w:style")):
            identity = each.get(qn("w:styleId"), "")
            self._styles.setdefault(identity, _read(each))
            if each.get(qn("w:type")) == "paragraph" and each.get(qn("w:default"), "0") not in ("0", "false"):
                self.default = identity
        self.root = None

    @property
    def hide(self) -> bool:
        """有没有哪个样式把文字设成隐藏。"""
        return any(style.hidden for style in self._styles.values())

    def place(self, identity: str) -> ListPlace:
        """段落样式给的编号：各取继承链上最近的一个。"""
        known = self._places.get(identity)
        if known is None:
            chain = self._chain(identity)
            number = next((style.number for _, style in chain if style.number is not None), None)
            level = next((style.level for _, style in chain if style.level is not None), None)
            known = ListPlace(number, level, tuple(name for name, _ in chain))
            self._places[identity] = known
        return known

    def hides(self, identity: str) -> bool:
        """样式把文字设成隐藏。"""
        known = self._hidden.get(identity)
        if known is None:
            given = (style.hidden for _, style in self._chain(identity) if style.hidden is not None)
            known = next(given, False)
            self._hidden[identity] = known
        return known

    def borders(self, identity: str) -> bool:
        """表格样式画了框线。"""
        return any(style.bordered for _, style in self._chain(identity))

    def _chain(self, identity: str) -> list[tuple[str, _Style]]:
        found: list[tuple[str, _Style]] = []
        seen: set[str] = set()
        while identity in self._styles and identity not in seen and len(found) < MAX_CHAIN:
            seen.add(identity)
            found.append((identity, self._styles[identity]))
            identity = self._styles[identity].based_on
        return found


def _read(style: Any) -> _Style:
    properties = style.find(qn("w:pPr"))
    numbering = None if properties is None else properties.find(qn("w:numPr"))
    run = style.find(qn("w:rPr"))
    vanish = None if run is None else run.find(qn("w:vanish"))
    lines = style.iter(qn("w:tblBorders"), qn("w:tcBorders"))
    return _Style(
        value_of(style, qn("w:basedOn")),
        number_of(numbering, qn("w:numId")),
        number_of(numbering, qn("w:ilvl")),
        None if vanish is None else is_on(vanish),
        any(map(has_lines, lines)),
    )
