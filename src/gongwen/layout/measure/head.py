"""版头：红色的标志和线，字号、签发人、份号等。凭颜色和位置认格式。"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.layout.measure.faces import BIG

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.layout.measure.area import Area
    from gongwen.layout.measure.faces import Bar
    from gongwen.layout.measure.furniture import Sheet
    from gongwen.layout.measure.lines import Line

GENERAL, LETTER, ORDER, MINUTES, PLAIN = "文件", "信函", "命令（令）", "纪要、简报", "无红头"
_NUMBER = re.compile(r".{0,14}[〔\[（(【［]\s*+(?:\d{4}\s*+)?[〕\]）)】］]\D?\d*号?|第?\d*[期号]|〔〕号")
_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日$")
# 期号之下、红线之上的机关和日期：纪要、简报的版头。
_APPROVER = re.compile(r"签发人[:：]?")


@dataclass(frozen=True, slots=True)
class Head:
    """版头。marks 是份号、密级、紧急程度；rules 是红线（信函为双线，每对上下两条）。

    others 是红线之上别的文字（纪要的机关、日期）；ink 是标志墨迹的上下边缘。
    """

    format: str
    masthead: tuple[Line, ...]
    rules: tuple[Bar, ...]
    marks: tuple[Line, ...]
    number: Line | None
    approvers: tuple[Line, ...]
    others: tuple[Line, ...]
    ink: tuple[float, float] | None

    @property
    def span(self) -> tuple[float, float]:
        """标志的左右两端（字身框）。"""
        return min(line.left for line in self.masthead), max(line.right for line in self.masthead)

    @property
    def masthead_size(self) -> float:
        """标志的字号。"""
        return max(line.size for line in self.masthead)


def find_head(main: Sequence[Sheet], area: Area) -> tuple[Head, list[Line]]:
    """首面的版头，和主体各行（去掉版头的）。"""
    first, *rest = main
    layout = _format(first)
    lines = list(first.lines)
    limit = _limit(layout, first, area, lines)
    inside = [line for line in lines if line.baseline < limit]
    after = [line for line in lines if line.baseline >= limit]
    after += [line for sheet in rest for line in sheet.lines]
    return _head(layout, first, inside, area), after


def _format(sheet: Sheet) -> str:
    mark = "".join(line.text for line in sheet.red if line.size > BIG)
    if not mark:
        return PLAIN
    if sheet.framed:
        return LETTER
    if "纪要" in mark or any(_DATE.search(line.text) for line in _above_rule(sheet)):
        return MINUTES
    if not sheet.red_bars and any(line.text.endswith("令") for line in sheet.red if line.size > BIG):
        return ORDER
    return GENERAL


def _above_rule(sheet: Sheet) -> list[Line]:
    rule = sheet.red_bars[0].top if sheet.red_bars else 0.0
    return [line for line in sheet.lines if line.baseline < rule]


def _limit(layout: str, sheet: Sheet, area: Area, lines: Sequence[Line]) -> float:
    """版头到哪里为止（基线在它之上的是版头）。"""
    if layout == PLAIN:
        return 0.0
    if layout in (GENERAL, MINUTES) and sheet.red_bars:
        return sheet.red_bars[0].top
    top = max(line.bottom for line in sheet.red)
    if layout == LETTER:
        top = max((bar.bottom for bar in sheet.red_bars if bar.top < sheet.face.height / 2), default=top)
        ends = [line.baseline for line in lines if line.size > area.size * 1.15]
        return min(ends, default=top + 1)
    number = next((line for line in lines if line.top > top and _NUMBER.fullmatch(line.text)), None)
    return number.baseline + 1 if number else top


def _is_mark(part: Line, layout: str, masthead: Sequence[Line], area: Area) -> bool:
    """份号、密级、紧急程度：顶格；信函在双线之下，别的在标志之上。"""
    if abs(part.left - area.left) > area.cell * 0.75:
        return False
    return layout == LETTER or not masthead or part.baseline < masthead[0].baseline


def _head(layout: str, sheet: Sheet, inside: Sequence[Line], area: Area) -> Head:
    masthead = tuple(line for line in sheet.red if line.size > BIG)
    marks: list[Line] = []
    approvers: list[Line] = []
    others: list[Line] = []
    number = None
    for line in inside:
        # 还没有编号的“〔　〕　号”中间空得多，先看整行。
        whole = not any(map(str.isdigit, line.text)) and bool(_NUMBER.fullmatch(line.text))
        for part in (line,) if whole else line.parts():
            if _APPROVER.match(part.text) or (approvers and part.left > (area.left + area.right) / 2):
                approvers.append(part)
            elif number is None and _NUMBER.fullmatch(part.text):
                number = part
            elif _is_mark(part, layout, masthead, area):
                marks.append(part)
            else:
                others.append(part)
    return Head(
        layout, masthead, sheet.red_bars, tuple(marks), number, tuple(approvers), tuple(others),
        sheet.face.red_ink,
    )  # fmt: skip
