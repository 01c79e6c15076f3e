"""版头：文件格式、命令、纪要的标志、字号、签发人、红线（GB/T 9704—2012 7.2、10.2、10.3）。"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from gongwen.layout.measure.area import BY_CHAR
from gongwen.layout.measure.faces import is_red
from gongwen.layout.measure.head import GENERAL, MINUTES, ORDER
from gongwen.layout.measure.table import Reading
from gongwen.layout.measure.typefaces import kind_of
from gongwen.units import mm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.layout.measure.lines import Line
    from gongwen.layout.measure.paper import Paper

_TOP = {GENERAL: "masthead.top", ORDER: "order.top", MINUTES: "minutes.top"}


def head(paper: Paper) -> Iterator[Reading]:
    """版头各项；没有红头（白头、套打）的一项也没有。"""
    if paper.head.masthead:
        yield from _masthead(paper)
    if paper.head.format in _TOP:
        yield from _marks(paper)
        yield from _number(paper)
        yield from _approvers(paper)
        yield from _rule(paper)


def _masthead(paper: Paper) -> Iterator[Reading]:
    head, area = paper.head, paper.area
    if head.format in _TOP and head.ink is not None:
        yield Reading(_TOP[head.format], (head.ink[0] - area.top) / mm(1), 1, "墨迹")
    left, right = head.span
    yield Reading("masthead.centre", ((left + right) / 2 - area.middle) / mm(1), 1)
    yield Reading("masthead.size", head.masthead_size, 1)
    yield Reading("masthead.font", kind_of(head.masthead[0].font), 1)
    colours = [line.colour for line in head.masthead] + [bar.colour for bar in head.rules]
    yield Reading("masthead.colour", "红" if all(map(is_red, colours)) else "不全是红的", 1)
    yield from _suffix(paper)


def _suffix(paper: Paper) -> Iterator[Reading]:
    """联合行文的“文件”：在各机关名称之右，上下居中。"""
    chars = [char for line in paper.head.masthead for char in line.chars]
    ends = [char for char in chars if char.text in "文件"]
    right = max(char.x for char in chars)
    names = [char for char in chars if char.x < right - 1.9 * char.size]
    rows = {round(char.baseline) for char in names}
    if len(rows) < 2 or not ends:
        return
    suffix = [char for char in chars if char.x >= right - 1.9 * char.size]
    middle = (min(rows) + max(rows)) / 2
    baseline = sum(char.baseline for char in suffix) / len(suffix)
    yield Reading("masthead.suffix", (baseline - middle) / mm(1), 1)


def _marks(paper: Paper) -> Iterator[Reading]:
    area = paper.area
    for line in paper.head.marks:
        yield Reading("head.marks", (line.left - area.left) / area.cell, 1)
    if paper.head.marks and area.top_seen:
        first = min(paper.head.marks, key=lambda line: line.baseline)
        top = first.top if area.top_by == BY_CHAR else first.baseline - 0.8 * area.pitch
        yield Reading("head.marks_top", (top - area.top) / mm(1), 1, area.top_by)


def _number(paper: Paper) -> Iterator[Reading]:
    head, area, number = paper.head, paper.area, paper.head.number
    if number is None:
        return
    if head.ink is not None:
        first = min([number, *head.approvers], key=lambda line: line.baseline)
        gap = (first.top - head.ink[1] - area.leading) / area.pitch
        yield Reading("order.number_gap" if head.format == ORDER else "number.gap", gap, 1)
    yield Reading("number.font", kind_of(number.font), 1)
    if head.approvers:
        yield Reading("number.left", (number.left - area.left) / area.cell, 1)
    elif any(map(str.isdigit, number.text)):  # 还没有编号的两边留着空，居中看不出来
        yield Reading("number.centre", number.off_centre(area.middle) / mm(1), 1)
    if head.format == ORDER and paper.body:
        gap = (paper.body[0].top - number.bottom - area.leading) / area.pitch
        yield Reading("order.body_gap", gap, 1)


def _approvers(paper: Paper) -> Iterator[Reading]:
    head, area = paper.head, paper.area
    if not head.approvers or head.number is None:
        return
    right = max(line.right for line in head.approvers)
    yield Reading("approver.right", (area.right - right) / area.cell, 1)
    last = max(line.baseline for line in head.approvers)
    yield Reading("approver.level", (last - head.number.baseline) / mm(1), 1)
    starts = [_name_start(line) for line in _row_heads(head.approvers)]
    for one, other in pairwise(starts):
        yield Reading("approver.align", (other - one) / area.cell, 1)
    for line in head.approvers:
        names = line.text.partition("：")[2] or line.text
        fonts = {kind_of(char.font) for char in line.chars[-len(names) :]}
        yield Reading("approver.font", "、".join(sorted(fonts)), 1)


def _row_heads(approvers: tuple[Line, ...]) -> list[Line]:
    """每行的第一处。"""
    rows: dict[int, Line] = {}
    for line in approvers:
        key = round(line.baseline)
        if key not in rows or line.left < rows[key].left:
            rows[key] = line
    return [rows[key] for key in sorted(rows)]


def _name_start(line: Line) -> float:
    at = line.text.find("：") + 1
    return line.chars[at].x if at < len(line.chars) else line.left


def _rule(paper: Paper) -> Iterator[Reading]:
    head, area = paper.head, paper.area
    if head.masthead and head.format in (GENERAL, MINUTES):
        yield Reading("rule.present", "有" if head.rules else "没有", 1)
    if not head.rules:
        return
    rule = head.rules[0]
    yield Reading("rule.centre", ((rule.left + rule.right) / 2 - area.middle) / mm(1), 1)
    above = [line for line in (head.number, *head.approvers, *head.others) if line is not None]
    if above:
        yield Reading("rule.gap", (rule.top - max(line.bottom for line in above)) / mm(1), 1)
    yield Reading("rule.length", (rule.length - area.width) / mm(1), 1)
    yield Reading("rule.width", rule.width, 1)
