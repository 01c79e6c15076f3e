"""一份公文的各个要素在面上的位置：标志、字号、标题、主送、正文、署名、日期、附件、版记。只凭看到的认。"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from gongwen.layout.measure.area import Area, body_size, find_area, pitch_of, top_rule
from gongwen.layout.measure.furniture import Colophon, Sheet, find_colophon, sheet_of
from gongwen.layout.measure.head import Head, find_head

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.layout.measure.faces import Face
    from gongwen.layout.measure.lines import Line

_ANNEX = re.compile(r"(?:.*号)?附件[0-9一二三四五六七八九十]{0,3}[:：]?")
_NOTE = re.compile(r"附件[:：]")
_HAN_DIGITS = "〇○零一二三四五六七八九十"
_DATE = re.compile(
    rf"\d{{2,4}}年\d{{1,2}}月\d{{1,2}}日|\d{{4}}[.．/-]\d{{1,2}}[.．/-]\d{{1,2}}"
    rf"|[{_HAN_DIGITS}]{{4}}年[{_HAN_DIGITS}]{{1,2}}月[{_HAN_DIGITS}]{{1,3}}日"
)
# 写得不合的日期也是日期，要认出来才报得出。
_LEADS = re.compile(r"如下|通知|现将|现就|根据|为了?|按照|以下|下列")
_ATTENDANCE = re.compile(r"(出席|请假|列席|参加|缺席)(?:人员)?[:：]")
_TITLE_TIMES = 1.15
# 标题的字号至少是正文的 1.15 倍（2 号对 3 号是 1.375 倍）。


@dataclass(frozen=True, slots=True)
class Part:
    """附件或被印发件：从第几面起，序号一行（被印发件没有），标题各行，其余各行，行距（量不出为 None）。"""

    face: int
    label: Line | None
    title: tuple[Line, ...]
    lines: tuple[Line, ...]
    pitch: float | None


@dataclass(frozen=True, slots=True)
class Closing:
    """署名和日期：names 是日期之上署名或职务各行（一行可以有几处），before 是其上最近的一行文字。"""

    names: tuple[Line, ...]
    date: Line
    before: Line | None


@dataclass(frozen=True, slots=True)
class Paper:
    """认出来的各要素；没有的为 None 或空。"""

    sheets: tuple[Sheet, ...]
    area: Area
    head: Head
    title: tuple[Line, ...]
    note: tuple[Line, ...]
    addressees: tuple[Line, ...]
    body: tuple[Line, ...]
    annex_note: tuple[Line, ...]
    closing: Closing | None
    remark: Line | None
    attendance: tuple[Line, ...]
    parts: tuple[Part, ...]
    colophon: Colophon | None
    main_faces: int


def read_paper(faces: Sequence[Face], made_by: str = "") -> Paper:
    """由各面认出各要素。made_by 是文档属性里的制作程序。"""
    sheets = tuple(sheet_of(face) for face in faces)
    size = body_size(_before_annexes(sheets))
    colophon = find_colophon(sheets, size)
    kept = _without(sheets, colophon)
    starts = _part_starts(kept, size)
    main_faces = (starts[0] if starts else len(kept)) or 1
    main = kept[:main_faces]
    area = find_area(kept, main, colophon, size, top_rule(made_by))
    head, lines = find_head(main, area)
    title, lines = _title(lines, size)
    if not title:
        title, lines = _small_title(lines, area)
    note, lines = _title_note(lines, area) if title else ((), lines)
    addressees, lines = _addressees(lines, area)
    closing, ahead, behind = _closing(lines, area)
    attendance = tuple(line for line in (*ahead, *behind) if _ATTENDANCE.match(line.text))
    annex_note = _annex_note(ahead, area)
    told = {*attendance, *annex_note}
    body = tuple(line for line in ahead if line not in told)
    remark = next((line for line in behind if line.text.startswith("（")), None)
    parts = tuple(_part(kept, start, end, size) for start, end in _spans(starts, len(kept)))
    return Paper(
        sheets, area, head, title, note, addressees, body, annex_note, closing, remark,
        attendance, parts, colophon, main_faces,
    )  # fmt: skip


def _before_annexes(sheets: Sequence[Sheet]) -> Sequence[Sheet]:
    """主体所在的面：附件可以用别的字号，正文的字号看主体。"""
    for at, sheet in enumerate(sheets):
        if at and sheet.lines and _ANNEX.fullmatch(sheet.lines[0].text):
            return sheets[:at]
    return sheets


def _without(sheets: Sequence[Sheet], colophon: Colophon | None) -> tuple[Sheet, ...]:
    """各面去掉版记里的行。"""
    if colophon is None:
        return tuple(sheets)
    rows = set(colophon.rows)
    return tuple(
        replace(sheet, lines=tuple(line for line in sheet.lines if line not in rows))
        if sheet.number == colophon.face
        else sheet
        for sheet in sheets
    )


def _part_starts(sheets: Sequence[Sheet], size: float) -> list[int]:
    """附件、被印发件起于哪几面（从 0 数）：首行是“附件×”，或者另面起排标题。"""
    starts = []
    for at, sheet in enumerate(sheets):
        if at == 0 or not sheet.lines:
            continue
        first = sheet.lines[0]
        if _ANNEX.fullmatch(first.text) or first.size >= _TITLE_TIMES * size:
            starts.append(at)
    return starts


def _spans(starts: Sequence[int], count: int) -> list[tuple[int, int]]:
    return list(pairwise([*starts, count])) if starts else []


def _title(lines: Sequence[Line], size: float) -> tuple[tuple[Line, ...], list[Line]]:
    """标题：正文之前字大的几行。"""
    at = next((at for at, line in enumerate(lines) if line.size >= _TITLE_TIMES * size), None)
    if at is None or at > 3:
        return (), list(lines)
    end = at
    while end < len(lines) and lines[end].size >= _TITLE_TIMES * size:
        end += 1
    return tuple(lines[at:end]), list(lines[end:])


def _small_title(lines: Sequence[Line], area: Area) -> tuple[tuple[Line, ...], list[Line]]:
    """字号不够大的标题：开头居中的几行，其后是顶格的主送机关。"""
    end = 0
    while end < min(4, len(lines)) and _centred(lines[end], area):
        end += 1
    follows = end < len(lines) and lines[end].text.endswith("：") and lines[end].left < area.left + area.cell
    return (tuple(lines[:end]), list(lines[end:])) if end and follows else ((), list(lines))


def _title_note(lines: Sequence[Line], area: Area) -> tuple[tuple[Line, ...], list[Line]]:
    """题注：标题之下居中的一两行。"""
    end = 0
    while end < min(3, len(lines)) and _centred(lines[end], area):
        end += 1
    return tuple(lines[:end]), list(lines[end:])


def _centred(line: Line, area: Area) -> bool:
    if abs(line.off_centre(area.middle)) > area.cell / 2:
        return False
    return line.left > area.left + 2.5 * area.cell or line.text.startswith("（")


def _addressees(lines: Sequence[Line], area: Area) -> tuple[tuple[Line, ...], list[Line]]:
    """主送机关：顶格，末尾是冒号，可以有几行。"""
    if lines and _is_indented_addressee(lines[0], area):
        return (lines[0],), list(lines[1:])
    for at, line in enumerate(lines[:8]):
        if abs(line.left - area.left) > area.cell * 0.75:
            break
        if line.text.endswith(("：", ":")):
            return tuple(lines[: at + 1]), list(lines[at + 1 :])
    return (), list(lines)


def _is_indented_addressee(line: Line, area: Area) -> bool:
    """错排成缩进的主送机关：标题之下一行短短的名称，末尾是冒号，不是“……如下：”。"""
    inside = area.cell < line.left - area.left < 3 * area.cell
    return inside and line.text.endswith("：") and len(line.text) <= 30 and not _LEADS.search(line.text)


def _closing(lines: Sequence[Line], area: Area) -> tuple[Closing | None, tuple[Line, ...], tuple[Line, ...]]:
    """署名和日期；它之前、之后的各行。"""
    found = None
    for at, line in enumerate(lines):
        last = line.parts()[-1]
        if _DATE.fullmatch(last.text) and last.left > area.left + 4 * area.cell:
            found = at, last
    if found is None:
        return None, tuple(lines), ()
    at, date = found
    start, stop = at, _after_note(lines[:at], area)
    while start > stop and _is_signature(lines[start - 1], lines[start], area):
        start -= 1
    before = lines[start - 1] if start and lines[start - 1].face == lines[start].face else None
    closing = Closing(tuple(lines[start:at]), date, before)
    return closing, tuple(lines[:start]), tuple(lines[at + 1 :])


def _after_note(lines: Sequence[Line], area: Area) -> int:
    """附件说明止于第几行：接着“附件：”往下、行距不变的都是。没有为 0。"""
    starts = [at for at, line in enumerate(lines) if _starts_note(line, area)]
    if not starts:
        return 0
    end = starts[-1] + 1
    while end < len(lines) and _follows(lines[end - 1], lines[end], area):
        end += 1
    return end


def _starts_note(line: Line, area: Area) -> bool:
    return bool(_NOTE.match(line.text)) and line.left < area.left + 3.2 * area.cell


def _follows(line: Line, below: Line, area: Area) -> bool:
    if line.face != below.face:
        return below.left > area.left + 3 * area.cell
    return below.baseline - line.baseline < 1.3 * area.pitch


def _is_signature(line: Line, below: Line, area: Area) -> bool:
    """一行是署名（或职务）：在右半边，或分成几处，或上面空着、紧挨着日期。"""
    if line.face != below.face or line.text.endswith(("。", "：", "；")):
        return False
    parts = line.parts()
    if len(parts) > 1:
        return not parts[0].text.endswith("附件：")
    if line.left > area.left + 3.2 * area.cell:
        return not _NOTE.match(line.text)
    return line.right > area.right - 0.6 * area.cell and below.baseline - line.baseline < 1.2 * area.pitch


def _annex_note(lines: Sequence[Line], area: Area) -> tuple[Line, ...]:
    """附件说明：正文之后从“附件：”起的各行。"""
    end = _after_note(lines, area)
    starts = [at for at, line in enumerate(lines[:end]) if _starts_note(line, area)]
    return tuple(lines[starts[-1] : end]) if starts else ()


def _part(sheets: Sequence[Sheet], start: int, end: int, size: float) -> Part:
    lines = [line for sheet in sheets[start:end] for line in sheet.lines]
    label = lines[0] if lines and _ANNEX.fullmatch(lines[0].text) else None
    title, rest = _title(lines[1:] if label else lines, size)
    return Part(start + 1, label, title, tuple(rest), pitch_of(sheets[start:end], size))
