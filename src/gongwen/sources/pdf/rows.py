"""字聚成行：同一条基线上的是一行；上下标归它所附的行；叠印两遍的只留一遍。"""

from __future__ import annotations

from bisect import bisect_left
from statistics import median
from typing import TYPE_CHECKING

from gongwen.sources.pdf.glyphs import Glyph

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Row = list[Glyph]

# 以下都是字号的倍数。基线差这么多还是一行。
SAME_ROW = 0.3
# 上下标：字号小于所附行的，墨迹有一半在它的高度之内，离它的字这么近。
SMALL, NEAR = 0.8, 0.4
TOP, BOTTOM = 0.88, 0.12
MOST_ATTACHED = 8
# 同一个字隔得这么近是叠印（加粗、阴影）。
OVERPRINT = 0.3
# 有空格的，至少隔开这么多才算；没有空格的，西文隔开这么多、汉字隔开这么多算空。
# 汉字与西文之间排版软件自己空四分之一字，比它宽才算；与西文的标点之间不会空。
REAL_SPACE, LATIN_SPACE, HAN_SPACE, MIXED_SPACE, MARK_SPACE = 0.1, 0.17, 0.6, 0.4, 0.2
# 一行里别的汉字都挨着，单有一处隔开这么多，是打了一个半角空格。
TIGHT, HALF_SPACE = 0.06, 0.22
WIDE_SPACE = 1.5
# 行首这么多字之后隔开的才算两样；在此之内的是“第一条　”一类。
LABEL = 8
# 西文字母、数字、标点在它之前；引号、破折号在它之后。
NEUTRAL = "\u2000"
CLOSERS, OPENERS = "，。、；：！？）》〉”’】〕」』］｝", "（《〈“‘【〔「『［｛"


def rows_of(glyphs: Iterable[Glyph]) -> list[Row]:
    """各行，自上而下，行内自左而右；行首行末没有空格。"""
    inked: list[Glyph] = []
    blanks: list[Glyph] = []
    for glyph in glyphs:
        (blanks if glyph.text.isspace() else inked).append(glyph)
    inked.sort(key=lambda glyph: glyph.baseline)
    rows: list[Row] = []
    for glyph in inked:
        if rows and glyph.baseline - rows[-1][0].baseline <= SAME_ROW * min(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    rows = _with_scripts(rows)
    _put_blanks(rows, blanks)
    return [_tidy(row) for row in rows]


def size_of(row: Sequence[Glyph]) -> float:
    """一行的字号：占的宽度最多的那个。"""
    first = row[0].size
    if all(glyph.size == first for glyph in row):
        return round(first * 2) / 2
    widths: dict[float, float] = {}
    for glyph in row:
        key = round(glyph.size * 2) / 2
        widths[key] = widths.get(key, 0) + glyph.right - glyph.x + 0.01
    return max(widths, key=lambda size: widths[size])


def _with_scripts(rows: list[Row]) -> list[Row]:
    """上标、下标归所附的行，照它的基线。"""
    sizes = [size_of(row) for row in rows]
    kept: list[Row] = []
    targets = list(rows)
    for at, row in enumerate(rows):
        beside = [
            other for other in (at - 1, at + 1) if 0 <= other < len(rows) and sizes[at] < SMALL * sizes[other]
        ]
        owner = next((other for other in beside if _attached(row, targets[other])), None)
        if owner is None or len(row) > MOST_ATTACHED:
            kept.append(row)
        else:
            base = targets[owner][0].baseline
            targets[owner] += [glyph._replace(baseline=base) for glyph in row]
    return kept


def _attached(row: Row, owner: Row) -> bool:
    """row 的字都紧挨着 owner 的字，又不与它们重叠，高度也在它们之内。"""
    edge = owner[0]
    for glyph in row:
        above, below = glyph.baseline - TOP * glyph.size, glyph.baseline + BOTTOM * glyph.size
        top, bottom = edge.baseline - TOP * edge.size, edge.baseline + BOTTOM * edge.size
        if min(below, bottom) - max(above, top) < 0.5 * glyph.size:
            return False
        others = [other for other in (*owner, *row) if other is not glyph]
        gaps = [max(glyph.x - other.right, other.x - glyph.right) for other in others]
        if not gaps or not -NEAR * glyph.size <= min(gaps) <= NEAR * glyph.size:
            return False
    return True


def _put_blanks(rows: list[Row], blanks: Sequence[Glyph]) -> None:
    """空格放进它所在的行；不在行里的不要。"""
    bases = [row[0].baseline for row in rows]
    for blank in blanks:
        at = bisect_left(bases, blank.baseline)
        near = [k for k in (at - 1, at) if 0 <= k < len(rows)]
        best = min(near, key=lambda k: abs(bases[k] - blank.baseline), default=None)
        if best is not None and abs(bases[best] - blank.baseline) <= SAME_ROW * blank.size:
            rows[best].append(blank)


def _tidy(row: Row) -> Row:
    """自左而右；叠印的只留一个；两头的空格去掉。"""
    row.sort(key=lambda glyph: glyph.x)
    kept: Row = []
    recent: dict[str, float] = {}
    for glyph in row:
        before = recent.get(glyph.text)
        recent[glyph.text] = glyph.x
        if before is not None and glyph.x - before < OVERPRINT * (glyph.right - glyph.x):
            continue
        kept.append(glyph)
    while kept and kept[-1].text.isspace():
        kept.pop()
    start = next((at for at, glyph in enumerate(kept) if not glyph.text.isspace()), 0)
    return kept[start:]


def is_latin(text: str) -> bool:
    """西文、数字：字与字之间靠空格分开。引号、破折号在汉字里是全角的，不算。"""
    return text[0] < NEUTRAL and not text.isspace()


def row_text(row: Row) -> str:
    """一行的文字：空格照样，隔开而没有空格的按宽窄补。"""
    return spaced(row)[0]


def spaced(row: Row) -> tuple[str, bool]:
    """一行的文字，和中间有没有隔开的两样（不是打的空格，是排开的）。"""
    if _is_tight(row):
        return "".join([glyph.text for glyph in row]), False
    han, latin = _spacing(row)
    gapped = False
    parts: list[str] = []
    last: Glyph | None = None
    blanks = ""
    for glyph in row:
        if glyph.text.isspace():
            blanks += glyph.text
            continue
        if last is not None:
            between = _between(last, glyph, blanks, han, latin)
            gapped = gapped or ("\u3000" in between and between != blanks and len(parts) > 2 * LABEL)
            parts.append(between)
        parts.append(glyph.text)
        last, blanks = glyph, ""
    return "".join(parts), gapped


def _is_tight(row: Row) -> bool:
    """字挨着字，没有一处像是空格：多数的行都是。"""
    right, before = row[0].x, ""
    for text, x, end, _, size, _ in row:
        if text in " \u3000":
            return False
        if x - right >= LATIN_SPACE * size:
            mixed = (before < NEUTRAL) != (text < NEUTRAL) and before.isalnum() and text.isalnum()
            if not mixed or x - right >= MIXED_SPACE * size:
                return False
        right, before = end, text
    return True


def _spacing(row: Row) -> tuple[float, float]:
    """这一行汉字之间、西文之间的字距（字号的倍数）：字距拉开的行，空要比字距宽。"""
    gaps: tuple[list[float], list[float]] = ([], [])
    for at in range(1, len(row)):
        one, other = row[at - 1], row[at]
        if one.text.isspace() or other.text.isspace() or one.text[0] in CLOSERS or other.text[0] in OPENERS:
            continue
        latin = is_latin(one.text) and is_latin(other.text)
        gaps[latin].append((other.x - one.right) / other.size)
    han, latin_gap = (median(each) if len(each) >= 3 else 0.0 for each in gaps)
    return max(0.0, han), max(0.0, latin_gap)


def _between(one: Glyph, other: Glyph, blanks: str, han: float, latin: float) -> str:
    """两个字之间的空格。"""
    size = max(one.size, other.size)
    closed = one.text[-1] in CLOSERS
    both = is_latin(one.text) and is_latin(other.text)
    gap = (other.x - one.right) / size + (0.5 if closed else 0.0) - (latin if both else han)
    if one.hidden and not both and gap < WIDE_SPACE + len(blanks):
        return ""  # 识别出来的字，位置、空格都是约莫的
    if gap >= WIDE_SPACE + len(blanks):
        return "\u3000\u3000"
    if blanks:
        return blanks if gap >= REAL_SPACE or closed else ""
    if gap < _least_gap(one, other, han):
        return ""
    return " " if both or gap < HAN_SPACE else "\u3000"


def _least_gap(one: Glyph, other: Glyph, han: float) -> float:
    """没有空格的，至少隔开多少才算空。"""
    first, second = is_latin(one.text), is_latin(other.text)
    if first and second:
        return LATIN_SPACE
    if one.text[-1] in CLOSERS or other.text[0] in OPENERS:
        return HAN_SPACE + 0.5
    if first or second:
        return MIXED_SPACE if (one.text[-1] if first else other.text[0]).isalnum() else MARK_SPACE
    return HALF_SPACE if han < TIGHT else HAN_SPACE
