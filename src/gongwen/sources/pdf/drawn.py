"""一面上画的线和图片：表格靠线认，扫描件靠图片认。"""

from __future__ import annotations

import ctypes
import itertools
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.sources.pdf.frame import Box, Frame

Point = tuple[float, float]
# 高（宽）不过它的是线；短过它的不是。
THIN, SHORT = 3.0, 4.0
# 图画、地图可以有上百万笔；看这么多就够了。
MOST_OBJECTS, MOST_SEGMENTS, _DEPTH = 100_000, 100_000, 8


@dataclass(slots=True)
class Drawn:
    """bars 是横线，posts 是竖线，pictures 是图片；都是（左、上、右、下）。边读边填。

    texts、paths 是写了几串字、画了几笔；beneath 是各图片的面积和画它之前已写了几串字。
    """

    bars: list[Box] = field(default_factory=list)
    posts: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    texts: int = 0
    paths: int = 0
    beneath: list[tuple[float, int]] = field(default_factory=list)

    def covers_text(self, area: float) -> bool:
        """多半的字是先写、又被不小于 area 的图片盖住的：识别出来的字垫在扫描件下面。"""
        under = max((texts for size, texts in self.beneath if size >= area), default=0)
        return under * 2 > self.texts

    def put_picture(self, box: Box) -> None:
        """记下图片。"""
        self.pictures.append(box)
        self.beneath.append(((box[2] - box[0]) * (box[3] - box[1]), self.texts))

    def put(self, box: Box) -> None:
        """是横线、竖线的记下。"""
        wide, high = box[2] - box[0], box[3] - box[1]
        if high <= THIN and wide >= SHORT:
            self.bars.append(box)
        elif wide <= THIN and high >= SHORT:
            self.posts.append(box)


def read_drawn(raw: Any, page: Any, frame: Frame) -> Drawn:
    """page 上的线和图片，换成读的坐标。"""
    drawn, left = Drawn(), MOST_SEGMENTS
    for item, matrix in itertools.islice(_walk(raw, page), MOST_OBJECTS):
        kind = raw.FPDFPageObj_GetType(item)
        drawn.texts += kind == raw.FPDF_PAGEOBJ_TEXT
        drawn.paths += kind == raw.FPDF_PAGEOBJ_PATH
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            sides = [ctypes.c_float() for _ in range(4)]
            if raw.FPDFPageObj_GetBounds(item, *sides):
                x0, y0, x1, y1 = (side.value for side in sides)
                drawn.put_picture(_boxed(_placed(matrix, [(x0, y0), (x1, y1)]), frame))
        elif kind == raw.FPDF_PAGEOBJ_PATH and left > 0:
            left -= _put_path(raw, item, matrix, frame, drawn)
    return drawn


def _walk(raw: Any, page: Any) -> Iterator[tuple[Any, Any]]:
    """各个画上去的东西，和把它的坐标换成页面坐标的矩阵；表单（Form XObject）里的经过它的矩阵。"""
    for at in range(raw.FPDFPage_CountObjects(page)):
        yield from _with_inner(raw, raw.FPDFPage_GetObject(page, at), None, 0)


def _with_inner(raw: Any, item: Any, matrix: Any, depth: int) -> Iterator[tuple[Any, Any]]:
    yield item, matrix
    if depth < _DEPTH and raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_FORM:
        inner = _times(_matrix(raw, item), matrix)
        for at in range(raw.FPDFFormObj_CountObjects(item)):
            yield from _with_inner(raw, raw.FPDFFormObj_GetObject(item, at), inner, depth + 1)


def _matrix(raw: Any, item: Any) -> tuple[float, ...]:
    own = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, own)
    return own.a, own.b, own.c, own.d, own.e, own.f


def _times(one: tuple[float, ...], then: tuple[float, ...] | None) -> tuple[float, ...]:
    """先经过 one，再经过 then。"""
    if then is None:
        return one
    a, b, c, d, e, f = one
    (ea, eb), (ec, ed) = _by(then, a, b), _by(then, c, d)
    x, y = _by(then, e, f)
    return ea, eb, ec, ed, x + then[4], y + then[5]


def _by(matrix: tuple[float, ...], x: float, y: float) -> Point:
    return matrix[0] * x + matrix[2] * y, matrix[1] * x + matrix[3] * y


def _placed(matrix: tuple[float, ...] | None, points: list[Point]) -> list[Point]:
    if matrix is None:
        return points
    return [(x + matrix[4], y + matrix[5]) for x, y in (_by(matrix, *point) for point in points)]


def _boxed(points: list[Point], frame: Frame) -> Box:
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return frame.box(min(xs), min(ys), max(xs), max(ys))


def _put_path(raw: Any, item: Any, matrix: Any, frame: Frame, drawn: Drawn) -> int:
    """一笔或几笔：描的逐段看，填的看每一块是不是细长。返回有几段。"""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    if not (fill.value or stroke.value):  # 只用来剪切
        return 1
    whole = _times(_matrix(raw, item), matrix)
    count = 0
    for points, closed in _subpaths(raw, item):
        count += len(points)
        placed = _placed(whole, points)
        if not all(math.isfinite(value) for point in placed for value in point):
            continue
        if not stroke.value:
            drawn.put(_boxed(placed, frame))
            continue
        ends = [*placed, placed[0]] if closed else placed
        for one, other in itertools.pairwise(ends):
            drawn.put(_boxed([one, other], frame))
    return count + 1


def _subpaths(raw: Any, item: Any) -> Iterator[tuple[list[Point], bool]]:
    """一笔的各段：经过的点，是否封口。曲线只取端点，不会被当成线：它占的框不细。"""
    points: list[Point] = []
    closed = False
    count = min(max(0, raw.FPDFPath_CountSegments(item)), MOST_SEGMENTS)
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, at)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO and points:
            yield points, closed
            points, closed = [], False
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((x.value, y.value))
        closed = closed or bool(raw.FPDFPathSegment_GetClose(segment))
    if points:
        yield points, closed
