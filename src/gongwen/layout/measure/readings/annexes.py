"""附件、被印发件和横排的面（GB/T 9704—2012 7.3.7、8）。"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gongwen.layout.measure.area import BY_CHAR
from gongwen.layout.measure.table import Reading
from gongwen.layout.measure.typefaces import kind_of
from gongwen.units import mm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.layout.measure.paper import Paper

_HEAD = "在纸的左边（单页订口、双页切口）"


def annexes(paper: Paper) -> Iterator[Reading]:
    """附件：“附件”二字在首行顶格，标题在第三行。"""
    area = paper.area
    for part in paper.parts:
        if part.label is None or paper.sheets[part.face - 1].face.turned:
            continue
        label = part.label
        if area.top_seen:
            top = label.top if area.top_by == BY_CHAR else label.baseline - 0.8 * area.pitch
            yield Reading("annex.label_top", (top - area.top) / mm(1), label.face, area.top_by)
        yield Reading("annex.label_left", (label.left - area.left) / area.cell, label.face)
        yield Reading("annex.label_font", kind_of(label.font), label.face)
        if part.title:
            pitch = part.pitch or area.pitch
            gap = part.title[0].top - label.bottom - (pitch - area.size)
            yield Reading("annex.title_gap", gap / pitch, label.face)


def landscape(paper: Paper) -> Iterator[Reading]:
    """横排的面：字向左转九十度（头朝纸的左边），单页是订口，双页是切口。"""
    for sheet in paper.sheets:
        if sheet.face.turned:
            turn = Counter(char.turn for char in sheet.face.chars).most_common(1)[0][0]
            shown = _HEAD if turn == 90 else "在纸的右边" if turn == 270 else f"转了 {turn} 度"
            yield Reading("landscape.head", shown, sheet.number)
