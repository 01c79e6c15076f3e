"""表格：正文的有线表格，排版用的无线表格。"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from gongwen.layout.docx.paragraphs import align, paragraph, text_run
from gongwen.layout.docx.schema import Element, node, properties, switch
from gongwen.layout.docx.styles import TABLE, TABLE_TEXT
from gongwen.units import twips

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gongwen.layout.docx.sheet import Sheet
    from gongwen.layout.plan.model import TableItem

HEADED_LOOK = "0620"
# 首行是表头，没有横竖相间的底纹。写成位组合：Office 2007 不认 firstRow 一类的属性。


def body_table(item: TableItem, sheet: Sheet) -> Element:
    """正文的表格：表头黑体，跨页重复；行不拆开；列宽照计划。"""
    widths = column_widths(item.widths, sheet.width)
    frame = properties(
        "tblPr", node("tblStyle", val=TABLE), node("tblW", w=sum(widths), type="dxa"),
        node("tblInd", w=0, type="dxa"), node("tblLayout", type="fixed"),
        node("tblLook", val=HEADED_LOOK), *_own_margins(item),
    )  # fmt: skip
    rows = []
    for index, texts in enumerate(item.rows):
        head = index == 0
        role, sides = ("hei", ("center",) * len(widths)) if head else ("fangsong", item.aligns)
        contents = [
            [paragraph(TABLE_TEXT, [text_run(text, sheet.font(role))], align(side))]
            for text, side in zip(texts, sides, strict=True)
        ]
        marks = [switch("tblHeader")] if head else []
        if index not in item.tall:
            marks.append(switch("cantSplit"))
        if index in item.blanks:
            marks.append(node("trHeight", val=twips(sheet.pt("body.table_blank")), hRule="atLeast"))
        rows.append(_row(contents, widths, marks, middle=True))
    return node("tbl", frame, _grid(widths), *rows)


def _own_margins(item: TableItem) -> list[Element]:
    """栏窄的表格，格子左右的空白比样式里的小；上下仍照样式。"""
    if item.inset is None:
        return []
    sides = [node(side, w=twips(item.inset), type="dxa") for side in ("left", "right")]
    return [node("tblCellMar", *sides)]


def plain_table(
    rows: Iterable[Sequence[Sequence[Element]]], widths: Sequence[float], *, centred: bool = False
) -> Element:
    """无线表格，单元格边距为零，各行不拆开；widths 单位 pt。"""
    columns = [twips(width) for width in widths]
    frame = properties(
        "tblPr", node("tblW", w=sum(columns), type="dxa"), *([node("jc", val="center")] if centred else []),
        node("tblInd", w=0, type="dxa"), node("tblLayout", type="fixed"), zero_margins(),
    )  # fmt: skip
    made = [_row(contents, columns, [switch("cantSplit")], middle=True) for contents in rows]
    return node("tbl", frame, _grid(columns), *made)


def zero_margins(side: int = 0) -> Element:
    """单元格边距：上下为零，左右为 side（twip）。"""
    wanted = (("top", 0), ("left", side), ("bottom", 0), ("right", side))
    return node("tblCellMar", *(node(name, w=width, type="dxa") for name, width in wanted))


def column_widths(shares: Sequence[float], width: float) -> list[int]:
    """各列宽（twip），加起来正好是 width（pt）。"""
    total = twips(width)
    edges = [round(total * sum(shares[:at]) / sum(shares)) for at in range(len(shares) + 1)]
    return [right - left for left, right in pairwise(edges)]


def _grid(widths: Sequence[int]) -> Element:
    return node("tblGrid", *(node("gridCol", w=width) for width in widths))


def _row(
    contents: Sequence[Sequence[Element]], widths: Sequence[int], marks: Sequence[Element], *, middle: bool
) -> Element:
    cells = [
        node("tc", _cell_properties(width, middle=middle), *blocks)
        for blocks, width in zip(contents, widths, strict=True)
    ]
    return node("tr", properties("trPr", *marks), *cells)


def _cell_properties(width: int, *, middle: bool) -> Element:
    extra = [node("vAlign", val="center")] if middle else []
    return properties("tcPr", node("tcW", w=width, type="dxa"), *extra)
