"""版心：由各面的文字量出左右、上边、行距、字号；由版记和页码量出下边。"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from gongwen.layout.measure.faces import EM_TOP
from gongwen.layout.measure.lines import most_common
from gongwen.units import mm

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.layout.measure.furniture import Colophon, Sheet
    from gongwen.layout.measure.lines import Line

TOP, HEIGHT, LEFT, WIDTH = mm(37), mm(225), mm(28), mm(156)
# 量不到时按国标的位置（5.2.1），相应的项记为不适用。
BY_CHAR, BY_LINE = "字顶", "行顶"
_BASELINE = 0.8
# Word、WPS 的固定行距里，基线在行高的八成处。
_LONG = 20


@dataclass(frozen=True, slots=True)
class Area:
    """版心，pt。各个 …_seen 为假的是没有量到、按国标取的。

    top_by 是上边的量法：字顶（首行字身框的上边），行顶（首行行框的上边，Word 的固定行距字在行框下部）。
    """

    left: float
    right: float
    top: float
    bottom: float
    pitch: float
    size: float
    cell: float
    left_seen: bool
    right_seen: bool
    top_seen: bool
    bottom_seen: bool
    pitch_seen: bool
    top_by: str

    @property
    def width(self) -> float:
        """版心宽。"""
        return self.right - self.left

    @property
    def middle(self) -> float:
        """左右的正中。"""
        return (self.left + self.right) / 2

    @property
    def leading(self) -> float:
        """两行字身框之间的空白。"""
        return self.pitch - self.size


def body_size(sheets: Sequence[Sheet]) -> float:
    """正文的字号：表格之外最多的。"""
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for line in sheet.lines:
            sizes[round(line.size * 4) / 4] += len(line.chars)
    return sizes.most_common(1)[0][0] if sizes else 16.0


def top_rule(made_by: str) -> str:
    """版心上边怎么量，看 PDF 是什么程序排的：字处理软件为行顶，按字身排的为字顶，不知道为空串。"""
    if re.search(r"typst|tex|indesign|weasy", made_by, re.IGNORECASE):
        return BY_CHAR
    return BY_LINE if re.search(r"word|wps|office|kingsoft|acrobat", made_by, re.IGNORECASE) else ""


def find_area(
    sheets: Sequence[Sheet], main: Sequence[Sheet], colophon: Colophon | None, size: float, rule: str
) -> Area:
    """版心。main 是主体所在的面：行距以它为准（附件的可以不同）。rule 是 top_rule 的结果。"""
    flow = [sheet for sheet in sheets if not sheet.face.turned]
    left, right = _sides(flow, size)
    pitch = pitch_of(main, size) or pitch_of(flow, size)
    shown_pitch = pitch or size * 1.81
    first = _first_baseline(flow, size, LEFT if left is None else left)
    top, by = _top(first, size, shown_pitch, rule) if first is not None else (TOP, "")
    ruled = colophon is not None and bool(colophon.bars)
    bottom = colophon.bars[-1].bottom if colophon and ruled else top + HEIGHT
    found_left = LEFT if left is None else left
    return Area(
        left=found_left,
        right=found_left + WIDTH if right is None else right,
        top=top,
        bottom=bottom,
        pitch=shown_pitch,
        size=size,
        cell=_cell(flow, size),
        left_seen=left is not None,
        right_seen=right is not None,
        top_seen=first is not None,
        bottom_seen=ruled,
        pitch_seen=pitch is not None,
        top_by=by,
    )


def _body_lines(sheets: Sequence[Sheet], size: float) -> Iterator[Line]:
    for sheet in sheets:
        yield from (line for line in sheet.lines if abs(line.size - size) < 0.3)


def _sides(sheets: Sequence[Sheet], size: float) -> tuple[float | None, float | None]:
    """左边是顶格的行的左边，右边是撑满的行的右边；没有这样的行时取横线的两端。"""
    # 顶格的行里，主送机关、“附件”等短的也算：有的公文每段只有一行，都缩进两字。
    lefts = sorted(line.left for line in _body_lines(sheets, size) if not line.squeezed)
    left = most_common([each for each in lefts if each < lefts[0] + size]) if lefts else None
    ends = _full_ends(sheets, size, left + size) if left is not None else []
    right = most_common([each for each in ends if each > max(ends) - size]) if ends else None
    bars = [bar for sheet in sheets for bar in (*sheet.head_bars, *sheet.long_bars)]
    if bars and (left is None or left > min(bar.left for bar in bars) + size):
        # 每段都只有一行、都缩进两字时，顶格的左边要看线。
        left = most_common([bar.left for bar in bars])
    if bars and (right is None or len(ends) < 2):
        right = most_common([bar.right for bar in bars])
    return left, right


def _full_ends(sheets: Sequence[Sheet], size: float, flush: float) -> list[float]:
    """撑满的行的右边：下一行顶格接着它，末字是汉字。

    末字占一个字宽：字号大于字宽时（收了字距）字身框会多出一点。
    """
    step = _cell(sheets, size)
    return [
        one.chars[-1].x + step
        for sheet in sheets
        for one, other in pairwise(sheet.lines)
        if abs(one.size - size) < 0.3 and abs(other.size - size) < 0.3
        and len(one.chars) >= _LONG and other.left < flush and "\u4e00" <= one.chars[-1].text <= "\u9fff"
    ]  # fmt: skip


def pitch_of(sheets: Sequence[Sheet], size: float) -> float | None:
    """这几面的行距；没有相接的两行为 None。"""
    gaps = [
        other.baseline - one.baseline
        for sheet in sheets
        for one, other in pairwise(sheet.lines)
        if abs(one.size - size) < 0.3 and abs(other.size - size) < 0.3
    ]
    return most_common([gap for gap in gaps if 1.2 * size < gap < 2.6 * size], step=0.25)


def _cell(sheets: Sequence[Sheet], size: float) -> float:
    """一个字宽：相邻两个汉字的距离，最多的。"""
    steps = [
        other.x - one.x
        for line in _body_lines(sheets, size)
        for one, other in pairwise(line.chars)
        if ord(one.text) >= 0x4E00 <= ord(other.text)
    ]
    return most_common([step for step in steps if 0.8 * size < step < 1.25 * size]) or size - 0.25


def _first_baseline(sheets: Sequence[Sheet], size: float, left: float) -> float | None:
    """续面首行的基线；没有从左边排起的首行（只有署名的面，上面空着）为 None。"""
    firsts = [
        sheet.lines[0].baseline
        for sheet in sheets
        if sheet.number > 1 and sheet.lines and abs(sheet.lines[0].size - size) < 0.3
        and sheet.lines[0].left < left + 3 * size
        and (not sheet.tables or sheet.tables[0][1] > sheet.lines[0].baseline)
    ]  # fmt: skip
    if not firsts:
        return None
    # 被印发件等从版心上边往下空着排起，最靠上的才是首行。
    return most_common([each for each in firsts if each < min(firsts) + size])


def _top(baseline: float, size: float, pitch: float, rule: str) -> tuple[float, str]:
    """版心上边；不知道是什么程序排的，字顶和行顶里取离国标近的一个。"""
    tops = {BY_CHAR: baseline - EM_TOP * size, BY_LINE: baseline - _BASELINE * pitch}
    chosen = rule or min(tops, key=lambda each: abs(tops[each] - TOP))
    return tops[chosen], chosen
