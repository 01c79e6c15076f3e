"""稿纸成为一行一行的格子，PDF 和 DOCX 共用；尺寸都是 pt。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.layout.sheet.measures import measures, table_width
from gongwen.layout.sheet.model import Size
from gongwen.units import cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.layout.sheet.model import Box, Field, Opinion, Sheet

BLANK_DATE = "年　　月　　日"
_GAP = "　"
_WIDE = 60
# 意见比这还长的，格子占全宽


@dataclass(frozen=True, slots=True)
class Par:
    """一段。role 是字体用途；size 是字号的名字（sheet.toml 的 〜_size、〜_pitch）；red 是栏名的颜色。"""

    text: str
    role: str
    size: str
    side: str = "left"
    red: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """一格：占第 start 到 end 条竖线之间；foot 贴着格底（留给笔的日期）；middle 上下居中。

    name 是报错时说的地方，即栏名。
    """

    name: str
    start: float
    end: float
    pars: tuple[Par, ...]
    foot: Par | None = None
    middle: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """一行：至少 least 高，一页有余地时至多长到 most（无穷大的不限）。"""

    cells: tuple[Cell, ...]
    least: float
    most: float


def make_rows(sheet: Sheet) -> tuple[Row, ...]:
    """稿纸的各行，自上而下。"""
    rows = [
        *_fields_row(sheet.marks, (1, 1, 1)),
        *_box_rows(sheet.boxes),
        *_fields_row(sheet.drafting, (1.1, 1.2, 1)),
        _title_row(sheet.title),
        *(row for field in sheet.fields for row in _fields_row((field,), (1,))),
        *_fields_row(sheet.numbers, (1.4, 1)),
        *_box_rows(sheet.records),
        _remark_row(sheet.remark),
    ]
    return tuple(rows)


def edges(rows: Sequence[Row]) -> tuple[float, ...]:
    """全部竖线，自左而右；格子跨着的竖线不画。"""
    found = {round(at, 2) for row in rows for cell in row.cells for at in (cell.start, cell.end)}
    return tuple(sorted(found))


def sheet_texts(sheet: Sheet, rows: Sequence[Row]) -> Iterator[tuple[str, str, str]]:
    """（栏名, 字体用途, 文字），纸上要印的全部文字。"""
    yield "标题", "xbs", sheet.heading
    yield "页眉", "song", sheet.heading
    yield "页脚", "song", sheet.source
    for row in rows:
        for cell in row.cells:
            for par in (*cell.pars, *((cell.foot,) if cell.foot else ())):
                yield cell.name, par.role, par.text


def _fields_row(fields: Sequence[Field], weights: Sequence[float]) -> Iterator[Row]:
    """一行几个要素格；weights 是各格内容的宽的比。"""
    if not fields:
        return
    sizes, left = measures(), 0.0
    room = table_width() - sizes["label"] * len(fields)
    weights = weights[: len(fields)]
    made: list[Cell] = []
    for field, weight in zip(fields, weights, strict=True):
        wide = room * weight / sum(weights)
        made += _pair(field.label, field.text, "field", left, left + sizes["label"] + wide)
        left += sizes["label"] + wide
    yield Row(tuple(made), sizes["line"], sizes["line_most"])


def _pair(label: str, text: str, size: str, left: float, right: float) -> tuple[Cell, Cell]:
    """栏名格和内容格。"""
    edge = left + measures()["label"]
    named = Par(label, "song", "label", "center", red=True)
    return (
        Cell(label, left, edge, (named,), middle=True),
        Cell(label, edge, right, (Par(text, "fangsong", size),), middle=True),
    )


def _title_row(title: str) -> Row:
    sizes = measures()
    return Row(_pair("标题", title, "opinion", 0.0, table_width()), sizes["title"], sizes["title"])


def _remark_row(remark: str) -> Row:
    sizes = measures()
    return Row(_pair("备注", remark, "field", 0.0, table_width()), sizes["record"], float("inf"))


def _box_rows(boxes: Sequence[Box]) -> Iterator[Row]:
    """两格一行（签发的只与签发的同行）；意见长的、配不成对的占全宽。"""
    waiting: list[Box] = []
    for box in boxes:
        if waiting and (_is_long(box) or _is_approval(waiting[0]) is not _is_approval(box)):
            yield _box_row(waiting)
            waiting = []
        waiting.append(box)
        if _is_long(box) or len(waiting) == 2:
            yield _box_row(waiting)
            waiting = []
    if waiting:
        yield _box_row(waiting)


def _is_approval(box: Box) -> bool:
    return box.size is Size.APPROVAL


def _is_long(box: Box) -> bool:
    return any(len(each.text) > _WIDE for each in box.opinions)


def _box_row(boxes: Sequence[Box]) -> Row:
    sizes, each = measures(), table_width() / len(boxes)
    made = tuple(_box_cell(box, at * each, (at + 1) * each) for at, box in enumerate(boxes))
    # 填好了的不用给笔留地方
    least = max(sizes["line" if box.opinions else box.size.value] for box in boxes)
    return Row(made, least, max(sizes[f"{box.size.value}_most"] for box in boxes))


def _box_cell(box: Box, left: float, right: float) -> Cell:
    name = f"{box.label}（{box.hint}）" if box.hint else box.label
    pars = [Par(name, "song", "label", red=True)]
    for opinion in box.opinions:
        pars += _opinion_pars(opinion, right - left, alone=_is_approval(box))
    foot = None if box.opinions else Par(BLANK_DATE, "song", "label", "right", red=True)
    return Cell(box.label, left, right, tuple(pars), foot)


def _opinion_pars(opinion: Opinion, width: float, *, alone: bool) -> Iterator[Par]:
    """意见一段，姓名日期另起一行；一行放得下的连成一行，签发的（alone）总是另起。"""
    signed = _GAP.join(each for each in (opinion.name, opinion.date) if each)
    sizes = measures()
    joined = _GAP.join(each for each in (opinion.text, signed) if each)
    room = width - 2 * sizes["inset_x"] - sizes["opinion_size"]
    if not alone and "\n" not in joined and cells(joined) * sizes["opinion_size"] <= room:
        yield Par(joined, "kai", "opinion", "right")
    else:
        if opinion.text:
            yield Par(opinion.text, "kai", "opinion")
        if signed:
            yield Par(signed, "kai", "opinion", "right")
    for mark in opinion.marks:
        yield Par(mark, "fangsong", "small", "right")
