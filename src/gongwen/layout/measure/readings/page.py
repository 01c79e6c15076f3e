"""纸张、版心、正文的字号、行距、字数（GB/T 9704—2012 5）。"""

from __future__ import annotations

from collections import Counter
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from gongwen.layout.measure.area import BY_CHAR
from gongwen.layout.measure.faces import BIG, is_coloured, is_red
from gongwen.layout.measure.lines import cell_count
from gongwen.layout.measure.table import Reading
from gongwen.layout.measure.typefaces import kind_of
from gongwen.units import mm

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.layout.measure.furniture import Sheet
    from gongwen.layout.measure.lines import Line
    from gongwen.layout.measure.paper import Paper

_DARK = 64
# 三路都不过 64 的看作黑。


def page(paper: Paper) -> Iterator[Reading]:
    """纸张和版心。"""
    for sheet in paper.sheets:
        face = sheet.face
        yield Reading("page.width", face.width / mm(1), face.number)
        yield Reading("page.height", face.height / mm(1), face.number)
    area = paper.area
    if area.top_seen:
        yield Reading("area.top", area.top / mm(1), 2 if len(paper.sheets) > 1 else 1, area.top_by)
        yield from _tops(paper)
    if area.left_seen:
        yield Reading("area.left", area.left / mm(1), 1)
    if area.left_seen and area.right_seen:
        yield Reading("area.width", area.width / mm(1), 1)
    if area.bottom_seen and area.top_seen and paper.colophon is not None:
        yield Reading("area.height", (area.bottom - area.top) / mm(1), paper.colophon.face)


def _tops(paper: Paper) -> Iterator[Reading]:
    """主体各续面的首行：别的面都对，一面低了也要报。"""
    area, closing = paper.area, paper.closing
    for face, lines in groupby(paper.body, key=_face_of):
        first = next(lines)
        sheet = paper.sheets[face - 1]
        above = [box for box in (*sheet.tables, *sheet.face.pictures) if box[1] < first.baseline]
        if face == 1 or above or sheet.face.turned or (closing and closing.date.face < face):
            continue
        top = first.top if area.top_by == BY_CHAR else first.baseline - 0.8 * area.pitch
        yield Reading("area.top", top / mm(1), face, area.top_by)


def text(paper: Paper) -> Iterator[Reading]:
    """正文的字号、字体、颜色、行距、每面行数、每行字数。"""
    area = paper.area
    if paper.body:
        yield Reading("text.size", area.size, paper.body[0].face)
        fonts = Counter(char.font for line in paper.body for char in line.chars)
        yield Reading("text.font", kind_of(fonts.most_common(1)[0][0]), paper.body[0].face)
    yield from _colours(paper)
    if area.pitch_seen:
        yield Reading("text.pitch", area.pitch, 1)
    yield from _lines_a_face(paper)
    yield from _cells_a_line(paper)


def _colours(paper: Paper) -> Iterator[Reading]:
    """红头之外的字都应是黑的；每种不黑的颜色报一处。"""
    seen = set()
    for sheet in paper.sheets:
        for char in sheet.face.chars:
            marked = is_coloured(char.colour) and char.size > BIG  # 标志
            if max(char.colour) <= _DARK or marked or char.colour in seen:
                continue
            seen.add(char.colour)
            shown = "红" if is_red(char.colour) else "#{:02X}{:02X}{:02X}".format(*char.colour)
            yield Reading("text.colour", shown, sheet.number, f"“{char.text}”")
    if not seen and any(sheet.face.chars for sheet in paper.sheets):
        yield Reading("text.colour", "黑", 1)


def _lines_a_face(paper: Paper) -> Iterator[Reading]:
    """排满的面上有几行。一段排到下一面去的，这一面才算排满：小标题、表格跟着下文走，会少一行。"""
    area, found = paper.area, []
    by_face = {face: list(lines) for face, lines in groupby(paper.body, key=_face_of)}
    for face, lines in by_face.items():
        after = by_face.get(face + 1)
        goes_on = after is not None and after[0].left < area.left + area.cell
        if face > 1 and goes_on and len(lines) > 1 and not _interrupted(paper.sheets[face - 1]):
            spread = lines[-1].baseline - lines[0].baseline
            found.append((round(spread / area.pitch) + 1, face))
    if found:
        most, face = max(found)
        yield Reading("text.lines", float(most), face)


def _interrupted(sheet: Sheet) -> bool:
    return bool(sheet.tables or sheet.face.pictures)


def _face_of(line: Line) -> int:
    return line.face


def _cells_a_line(paper: Paper) -> Iterator[Reading]:
    """撑满的行有几字，取中间的：后面跟着断不开的数字、名称时，个别行会少几字。"""
    area, counts = paper.area, []
    for line in _full_lines(paper):
        indent = max(0.0, line.left - area.left) / area.cell
        counts.append((round(cell_count(line) + indent, 1), line.face))
    if counts:
        counts.sort()
        value, face = counts[len(counts) // 2]
        yield Reading("text.cells", value, face, f"多数行；最少 {counts[0][0]:g}，最多 {counts[-1][0]:g}")


def _full_lines(paper: Paper) -> Iterator[Line]:
    """撑满的行：右边到版心，而且下一行接着它（顶格）。"""
    area = paper.area
    lines: Sequence[Line] = paper.body
    for line, below in pairwise(lines):
        reaches = line.right > area.right - 0.75 * area.cell
        starts = line.left < area.left + 2.5 * area.cell
        if reaches and starts and below.left < area.left + area.cell and line.size == below.size:
            yield line
