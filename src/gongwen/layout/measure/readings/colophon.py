"""版记（GB/T 9704—2012 7.4、10.1）。"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from gongwen.layout.measure.head import LETTER
from gongwen.layout.measure.table import Reading
from gongwen.units import mm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.layout.measure.furniture import Colophon
    from gongwen.layout.measure.lines import Line
    from gongwen.layout.measure.paper import Paper

_SLACK = 0.1
# 出版心不到 0.1 行的是字体的出入。


def colophon(paper: Paper) -> Iterator[Reading]:
    """版记各项。"""
    found, area = paper.colophon, paper.area
    if found is None:
        return
    face = found.face
    for line in found.rows:
        yield Reading("colophon.size", line.size, face)
    labels = [line for line in found.rows if "：" in line.text[:3]]
    for line in labels:
        yield Reading("colophon.left", (line.left - area.left) / area.cell, face)
    yield from _wrapped(paper, found)
    if paper.head.format == LETTER:
        yield Reading("letter.colophon", "有" if found.bars else "没有", face)
    if not found.bars:
        if paper.head.format == LETTER:
            foot = (area.bottom - found.rows[-1].bottom) / area.pitch
            # 出了版心的，离得再近也不合。
            outside = foot < -_SLACK
            yield Reading("colophon.foot", 1.0 if outside else foot, face, "在版心之外" if outside else "")
        return
    yield Reading("colophon.face", "偶数面" if face % 2 == 0 else "奇数面", face)
    yield from _ruled(paper, found)


def _ruled(paper: Paper, found: Colophon) -> Iterator[Reading]:
    area, face = paper.area, found.face
    for bar in found.bars:
        yield Reading("colophon.length", (bar.length - area.width) / mm(1), face)
    for bar in (found.bars[0], found.bars[-1]):
        yield Reading("colophon.thick", bar.width / mm(1), face)
    for bar in found.bars[1:-1]:
        yield Reading("colophon.thin", bar.width / mm(1), face)
    last = found.rows[-1]
    if len(found.bars) > 1 and not _is_label(last):
        height = found.bars[-1].top - found.bars[-2].bottom
        yield Reading("colophon.row", height, face)
        left, *others = last.parts()
        yield Reading("colophon.left", (left.left - area.left) / area.cell, face)
        if others and others[-1].text.endswith("印发"):
            yield Reading("colophon.right", (area.right - others[-1].right) / area.cell, face)


def _is_label(line: Line) -> bool:
    return "：" in line.text[:3]


def _wrapped(paper: Paper, found: Colophon) -> Iterator[Reading]:
    """抄送的回行与冒号后的首字对齐。"""
    for one, other in pairwise(found.rows):
        if not _is_label(one) or _is_label(other) or len(other.parts()) > 1:
            continue
        if any(one.baseline < bar.top < other.baseline for bar in found.bars) or other.squeezed:
            continue
        at = one.text.index("：") + 1
        if at == len(one.chars):
            continue
        start = one.chars[at].x
        yield Reading("colophon.align", (other.left - start) / paper.area.cell, found.face)
