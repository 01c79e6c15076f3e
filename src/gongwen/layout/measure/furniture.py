"""正文之外的东西：页码、表格、版记的线、红色的标志和线。"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from gongwen.layout.measure.faces import is_coloured, upright_face
from gongwen.layout.measure.lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.layout.measure.faces import Bar, Box, Char, Face
    from gongwen.layout.measure.lines import Line

_FOLIO = re.compile(r"[—–―─‐\-]?(\d{1,4})[—–―─‐\-]?")
_DASHES = "—–―─‐-"
_FOOT = 0.85
# 页码在纸的下部 15% 之内。
LONG_BAR, WIDE_BAR = 100.0, 340.0
# 版记的线与版心等宽（442 pt），短到 120 mm 的也认；正文里填空的横线短得多。
_TOUCH, _DOUBLE = 3.0, 8.0
_ISSUED = re.compile(r"\d日?印发$|年月日印发$|印发")
_COPIES = re.compile(r"(?:抄送|主送|分送|报|送|发)[：:]")


@dataclass(frozen=True, slots=True)
class Folio:
    """一面的页码：number 是印的号，line 是它，dash_top 是左边一字线墨迹的上边（没有为 None）。"""

    number: int
    line: Line
    dash_top: float | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """一面分开之后：lines 是版心里的文字行（不在表格里、不是页码），red 是红字的行。"""

    face: Face
    folio: Folio | None
    lines: tuple[Line, ...]
    tables: tuple[Box, ...]
    table_lines: tuple[Line, ...]
    red: tuple[Line, ...]
    red_bars: tuple[Bar, ...]
    long_bars: tuple[Bar, ...]

    @property
    def number(self) -> int:
        """第几面。"""
        return self.face.number

    @property
    def framed(self) -> bool:
        """纸的下部也有红线，或上部是双线：信函的首面。"""
        if any(bar.top > self.face.height * 0.8 for bar in self.red_bars):
            return True
        upper = [bar for bar in self.red_bars if bar.bottom < self.face.height / 2]
        return any(other.top - one.bottom < _DOUBLE for one, other in pairwise(upper))

    @property
    def head_bars(self) -> tuple[Bar, ...]:
        """与版心等宽的红线；信函的双线比版心宽，不算。"""
        return () if self.framed else self.red_bars


@dataclass(frozen=True, slots=True)
class Colophon:
    """版记：在第几面，各线自上而下（信函没有），各行（一行里左右分开的算一行的几处）。"""

    face: int
    bars: tuple[Bar, ...]
    rows: tuple[Line, ...]


def sheet_of(face: Face) -> Sheet:
    """把一面分开。横的纸先转回去看，页码才和别的面比得上。"""
    face = upright_face(face)
    upright = [char for char in face.chars if char.turn == 0]
    red = lines_of(face.number, (char for char in upright if is_coloured(char.colour)))
    black = lines_of(face.number, (char for char in upright if not is_coloured(char.colour)))
    folio = _folio(face, black)
    tables = _tables(face)
    text: list[Line] = []
    inside: list[Line] = []
    for line in black:
        if folio is not None and abs(line.baseline - folio.line.baseline) < 1:
            continue
        (inside if _within(line, tables) else text).append(line)
    bars = [bar for bar in face.bars if not is_coloured(bar.colour)]
    long_bars = tuple(bar for bar in bars if bar.length > LONG_BAR and not _in_table(bar, tables))
    red_bars = tuple(bar for bar in face.bars if is_coloured(bar.colour) and bar.length > LONG_BAR)
    return Sheet(face, folio, tuple(text), tables, tuple(inside), red, red_bars, long_bars)


def _folio(face: Face, lines: Sequence[Line]) -> Folio | None:
    for line in reversed(lines):
        if line.baseline < face.height * _FOOT:
            return None
        match = _FOLIO.fullmatch(line.text)
        if match:
            return Folio(int(match[1]), line, _dash_top(line.chars))
    return None


def _dash_top(chars: Sequence[Char]) -> float | None:
    return chars[0].box[1] if chars[0].text in _DASHES else None


def _tables(face: Face) -> tuple[Box, ...]:
    """有竖线的是表格；上下相接的竖线是一个。"""
    found: list[Box] = []
    for left, top, right, bottom in sorted(face.uprights, key=lambda box: box[1]):
        if found and top <= found[-1][3] + _TOUCH:
            before = found[-1]
            found[-1] = (
                min(before[0], left), before[1], max(before[2], right), max(before[3], bottom),
            )  # fmt: skip
        else:
            found.append((left, top, right, bottom))
    return tuple(found)


def _within(line: Line, tables: Sequence[Box]) -> bool:
    return any(top <= line.baseline <= bottom for _, top, _, bottom in tables)


def _in_table(bar: Bar, tables: Sequence[Box]) -> bool:
    return any(top - _TOUCH <= bar.top <= bottom + _TOUCH for _, top, _, bottom in tables)


def find_colophon(sheets: Sequence[Sheet], body_size: float) -> Colophon | None:
    """末一面底端的版记；没有为 None。"""
    for sheet in reversed(sheets):
        if not sheet.lines and not sheet.long_bars:
            continue
        return _ruled(sheet) or _unruled(sheet, body_size)
    return None


def _ruled(sheet: Sheet) -> Colophon | None:
    """带线的版记：一条线和末条线之间是抄送、印发。三线表、填空的横线不是。"""
    bars = [bar for bar in sheet.long_bars if bar.length > WIDE_BAR]
    found = None
    for at in range(len(bars) - 1):
        rows = tuple(line for line in sheet.lines if bars[at].top < line.baseline < bars[-1].bottom)
        copies = bool(rows) and bool(_COPIES.match(rows[0].text))
        issued = len(rows) == 1 and bool(_ISSUED.search(rows[0].text))
        if copies or (issued and (found is None or len(found.rows) == 1)):
            # 同样的几行，取紧挨着它的线：上面可能还有三线表的底线。
            found = Colophon(sheet.number, tuple(bars[at:]), rows)
    return found


def _unruled(sheet: Sheet, body_size: float) -> Colophon | None:
    """信函的版记没有线：底端字号小些的几行，从“抄送：”起。"""
    rows: list[Line] = []
    for line in reversed(sheet.lines):
        if line.size > body_size - 1:
            break
        rows.insert(0, line)
    if not rows or not _COPIES.match(rows[0].text):
        return None
    return Colophon(sheet.number, (), tuple(rows))
