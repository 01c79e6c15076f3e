"""一行字的样子：文字、左右、字号，和据以判断段落的几样。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gongwen.sources.pdf.glyphs import WIDE
from gongwen.sources.pdf.rows import CLOSERS, OPENERS, is_latin, size_of, spaced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.sources.pdf.glyphs import Glyph
    from gongwen.sources.pdf.rows import Row

# 行首看这么多字，找折行时可能对齐的地方。
LABEL = 24
MOST_UNIT = 12.0
_LABEL_MARKS = frozenset("：:.．、）)")
_LABEL_END = re.compile(r"(?:[：:]|(?:^|[：:\s])\d{1,3}[.．、]|[）)])$")
_NUMBERED = re.compile(
    r"\s*(?:附\s*件|[（(]?[一二三四五六七八九十百]{1,4}[、）)．.]|[（(]?\d{1,3}(?:[）)、．]|\.(?!\d))|第[一二三四五六七八九十百零〇\d]{1,6}[章节条编])"
)
_CLINGING = CLOSERS + "…—～~%％℃),.;:!?]}"


class Line(NamedTuple):
    """一行字：left、right 是字的左右（行首的括号、行末的标点只算半个字），size 是多数字的字号。

    flow 是第几栏（不分栏为 0）；unit 是行首不能拆开的一截有多宽；
    stops 是“：”“1.”之后的字的左边，折下来的行可能与它对齐；gapped 是中间隔开成两样。
    """

    page: int
    flow: int
    text: str
    left: float
    right: float
    baseline: float
    size: float
    unit: float
    stops: tuple[float, ...]
    gapped: bool
    hidden: bool


def line_of(row: Row, page: int, flow: int = 0) -> Line:
    """由一行字得出。"""
    inked = [glyph for glyph in row if not glyph.text.isspace()]
    hidden = sum(glyph.hidden for glyph in inked) * 2 > len(inked)
    text, gapped = spaced(row)
    return Line(
        page=page,
        flow=flow,
        text=text,
        left=left_of(inked[0]),
        right=right_of(inked[-1]),
        baseline=inked[0].baseline,
        size=size_of(inked),
        unit=_unit(inked),
        stops=_stops(row),
        gapped=gapped,
        hidden=hidden,
    )


def left_of(glyph: Glyph) -> float:
    """字的左边：左括号只占右半。"""
    return glyph.x + (glyph.size / 2 if glyph.text[0] in OPENERS else 0)


def right_of(glyph: Glyph) -> float:
    """字的右边：句末的标点只占左半。"""
    return min(glyph.right, glyph.x + glyph.size / 2) if glyph.text[-1] in CLOSERS else glyph.right


def _unit(inked: Sequence[Glyph]) -> float:
    """行首不能拆开的一截：左括号连着后面的字，西文、数字连成一串，后面的标点不能在行首。"""
    at = 0
    while at + 1 < len(inked) and inked[at].text[0] in OPENERS + "([{":
        at += 1
    if is_latin(inked[at].text):
        while at + 1 < len(inked) and is_latin(inked[at + 1].text) and _touch(inked[at], inked[at + 1]):
            at += 1
    while at + 1 < len(inked) and inked[at + 1].text[0] in _CLINGING:
        at += 1
    return min(right_of(inked[at]) - left_of(inked[0]), MOST_UNIT * inked[0].size)


def _touch(one: Glyph, other: Glyph) -> bool:
    return other.x - one.right < 0.15 * one.size


def _stops(row: Row) -> tuple[float, ...]:
    found: list[float] = []
    before = ""
    for glyph in row[:LABEL]:
        if glyph.text.isspace():
            before += glyph.text
            continue
        last = before[-1:]
        if last.isspace() or (last in _LABEL_MARKS and _LABEL_END.search(before)):
            found.append(left_of(glyph))
        before += glyph.text
    return tuple(found)


def seam(above: str, below: str) -> tuple[int, str]:
    """上下两行怎么接：上一行末尾去掉几个字（断词的连字符），中间加什么（西文的词之间空一格）。"""
    if not above or not below:
        return 0, ""
    if above[-1] in "\x02\xad":
        return 1, ""
    latin = above[-1] < WIDE and below[0] < WIDE and above[-1].isalnum() and below[0].isalnum()
    return 0, " " if latin and not (above[-1].isdigit() and below[0].isdigit()) else ""


def starts_item(text: str) -> bool:
    """以序数、“附件”起头。"""
    return _NUMBERED.match(text) is not None
