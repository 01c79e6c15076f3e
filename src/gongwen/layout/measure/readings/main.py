"""主体：标题、主送机关、正文、附件说明、出席列席（GB/T 9704—2012 7.3、10.3）。"""

from __future__ import annotations

import re
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from gongwen.layout.measure.head import GENERAL, MINUTES
from gongwen.layout.measure.lines import OPENING
from gongwen.layout.measure.table import Reading
from gongwen.layout.measure.typefaces import kind_of
from gongwen.units import mm

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.layout.measure.area import Area
    from gongwen.layout.measure.lines import Line
    from gongwen.layout.measure.paper import Paper

_LEVELS = (
    ("heading.level1", re.compile(r"[一二三四五六七八九十]{1,3}、")),
    ("heading.level2", re.compile(r"（[一二三四五六七八九十]{1,3}）")),
    ("heading.level3", re.compile(r"\d{1,2}[.．](?!\d)")),
    ("heading.level4", re.compile(r"（\d{1,2}）")),
)
_SAME = 0.75
# 两行长短相差不到 0.75 字算一样长。
_PHRASE = 24
# 段首的标题不过 24 字。
_ENDS = "。！？；：”）"
_SHAPED = "梯形、菱形"


def title(paper: Paper) -> Iterator[Reading]:
    """标题的位置、字号、字体、形状。"""
    area, lines = paper.area, paper.title
    if not lines:
        return
    if paper.head.format in (GENERAL, MINUTES) and paper.head.rules:
        gap = (lines[0].top - paper.head.rules[0].bottom) / area.pitch
        yield Reading("title.gap", gap, lines[0].face)
    for line in lines:
        yield Reading("title.size", line.size, line.face)
        yield Reading("title.centre", line.off_centre(area.middle) / mm(1), line.face)
        yield Reading("title.font", kind_of(line.font), line.face)
    for one, other in pairwise(lines):
        yield Reading("title.pitch", other.baseline - one.baseline, one.face)
    if len(lines) > 1:
        yield Reading("title.shape", shape([_width(line) for line in lines]), lines[0].face)
    yield from _below_title(paper)


def _width(line: Line) -> float:
    """一行多长，字；首尾的标点收过的照收了的算。"""
    return (line.chars[-1].box[2] - line.chars[0].box[0]) / line.size


def shape(lengths: Sequence[float]) -> str:
    """各行长短成什么形状：梯形（一头大）、菱形（中间大）合要求，沙漏形、长方形不合。"""
    steps = [0 if abs(b - a) < _SAME else (1 if b > a else -1) for a, b in pairwise(lengths)]
    turns = [step for step in steps if step]
    if not turns:
        return "长方形"
    falls = turns.index(-1) if -1 in turns else len(turns)
    return _SHAPED if 1 not in turns[falls:] else "沙漏形"


def _below_title(paper: Paper) -> Iterator[Reading]:
    """标题（连同题注）与主送机关或正文之间的空行。"""
    last = [*paper.title, *paper.note][-1]
    following = next((line for line in (*paper.addressees, *paper.body)), None)
    if following is not None and following.face == last.face:
        gap = following.top - last.bottom - paper.area.leading
        yield Reading("title.below", gap / paper.area.pitch, last.face)


def main_part(paper: Paper) -> Iterator[Reading]:
    """主送机关、段首、附件说明、出席列席。"""
    area = paper.area
    for line in paper.addressees:
        if not line.squeezed:
            yield Reading("addressees.left", (line.left - area.left) / area.cell, line.face)
    for before, line in zip([None, *paper.body], paper.body, strict=False):
        indent = (line.left - area.left) / area.cell
        # 上一行没有排满而且一句说完，这一行就是段首；顶格的段首也要量。
        ended = before is None or (before.right < area.right - 2 * area.cell and before.text[-1] in _ENDS)
        starts = ended or indent > 0.5
        if starts and indent < 4 and not line.squeezed and not _after_break(paper, before, line):
            yield Reading("text.indent", indent, line.face)
    if paper.body:
        face = paper.body[0].face
        yield Reading("first_face", "有正文" if face == 1 else "没有正文", face)
    yield from _annex_note(paper)
    yield from _attendance(paper)


def _after_break(paper: Paper, before: Line | None, line: Line) -> bool:
    """顶格而与上一行隔着表格、图片，或换了面：不知道是不是段首。"""
    if before is None or line.left > paper.area.left + paper.area.cell / 2:
        return False
    return before.face != line.face or line.baseline - before.baseline > 1.5 * paper.area.pitch


def _annex_note(paper: Paper) -> Iterator[Reading]:
    area, note = paper.area, paper.annex_note
    if not note:
        return
    above = [line for line in paper.body if line.face == note[0].face]
    if above:
        gap = note[0].top - max(line.bottom for line in above) - area.leading
        yield Reading("annex_note.gap", gap / area.pitch, note[0].face)
    yield Reading("annex_note.left", (note[0].left - area.left) / area.cell, note[0].face)
    starts = [start for line in note if (start := _name_start(line)) is not None]
    for one, other in pairwise(starts):
        yield Reading("annex_note.align", (other - one) / area.cell, note[0].face)


def _name_start(line: Line) -> float | None:
    """“附件：1.”“2.”之后名称首字的左边；回行没有序号的不看。"""
    match = re.match(r"(?:附件[:：])?\d{1,2}[.．、]", line.text)
    if match is None or match.end() >= len(line.chars):
        return None
    first = line.chars[match.end()]
    return None if first.text in OPENING else first.x


def _attendance(paper: Paper) -> Iterator[Reading]:
    area, rows = paper.area, paper.attendance
    if not rows:
        return
    above = [line for line in (*paper.body, *paper.annex_note) if line.baseline < rows[0].baseline]
    above = [line for line in above if line.face == rows[0].face]
    if above:
        gap = rows[0].top - max(line.bottom for line in above) - area.leading
        yield Reading("minutes.attendance_gap", gap / area.pitch, rows[0].face)
    for line in rows:
        yield Reading("minutes.attendance_left", (line.left - area.left) / area.cell, line.face)
        yield Reading("minutes.attendance_font", kind_of(line.chars[0].font), line.face)


def headings(paper: Paper) -> Iterator[Reading]:
    """各级标题的字体。编了号的段落不都是标题：独占一行而没有标点的是；段首一句短语的，同级各段都如此才是。"""
    pairs = list(zip_longest(paper.body, paper.body[1:]))
    for key, pattern in _LEVELS:
        numbered = [(line, below) for line, below in pairs if pattern.match(line.text)]
        alone = [
            line
            for line, below in numbered
            if _stands_alone(line, below, paper.area) and not _in_list(line, below, numbered, pattern)
        ]
        led = [line for line, _ in numbered if _leads(line)]
        found = [*alone, *led] if len(alone) + len(led) == len(numbered) else alone
        yield from (Reading(key, kind_of(line.chars[0].font), line.face) for line in found)


def _in_list(
    line: Line, below: Line | None, numbered: Sequence[tuple[Line, Line | None]], pattern: re.Pattern[str]
) -> bool:
    """下面没有内容的、与同级的紧挨着的：议程、名单的一条，不是标题。"""
    if below is None or pattern.match(below.text):
        return True
    return any(after is line for _, after in numbered)


def _leads(line: Line) -> bool:
    """段首是一句短语，后面还有文字。"""
    first, _, rest = line.text.partition("。")
    return bool(rest) and len(first) <= _PHRASE and not set(first) & set("，；：")


def _stands_alone(line: Line, below: Line | None, area: Area) -> bool:
    """独占一行，没有标点。"""
    ends = line.right < area.right - area.cell and (below is None or below.left > area.left + area.cell)
    return ends and not set(line.text) & set("。，；：！？")
