"""发文稿纸排成 PDF：固定的 sheet.typ 加 JSON 数据，由 Typst 排版，成 PDF/A-2b。

先问各行的内容要多高，定了各行的高再排；DOCX 用同样的高，两份的样子相同。
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongwen.layout.pdf import NO_DATE, Pdf, font_table, open_sheets
from gongwen.layout.sheet.heights import row_heights
from gongwen.layout.sheet.measures import measures, page_room
from gongwen.layout.sheet.rows import edges, make_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.layout.fonts import FontSet
    from gongwen.layout.pdf import Sheets
    from gongwen.layout.sheet.model import Sheet
    from gongwen.layout.sheet.rows import Cell, Row
    from gongwen.layout.style import Style

CONTINUED = "（续）"
PAGE_MARK = ("第 ", " 页，共 ", " 页")
BLACK = "000000"


@dataclass(frozen=True, slots=True)
class Ruled:
    """定了各行高的稿纸；高为 None 的行拆到几页。red 是栏名和格线的颜色。"""

    sheet: Sheet
    rows: tuple[Row, ...]
    heights: tuple[float | None, ...]
    red: str


def rule_sheet(sheet: Sheet, style: Style, fonts: FontSet, *, black: bool = False) -> Ruled:
    """定各行的高。black：栏名和格线也用黑色。排不出时引发 LayoutError。"""
    rows, red = make_rows(sheet), BLACK if black else style.text("colour.red")
    blank = Ruled(sheet, rows, (None,) * len(rows), red)
    (natural,) = _opened(blank, fonts, measuring=True).query("<natural>")
    sizes = measures()
    room = page_room() - natural["heading"] - sizes["heading_gap"] - sizes["slack"]
    heights = row_heights(rows, natural["rows"], room, sizes["breakable"])
    return Ruled(sheet, rows, heights, red)


def sheet_pdf(ruled: Ruled, fonts: FontSet) -> Pdf:
    """PDF/A-2b；同样的稿纸、字体得到同样的字节。排不出时引发 LayoutError，字体损坏时引发 FontError。"""
    return _opened(ruled, fonts, measuring=False).pdf()


def _opened(ruled: Ruled, fonts: FontSet, *, measuring: bool) -> Sheets:
    data = _data(ruled, fonts, measuring=measuring)
    return open_sheets(Path(__file__).parent, "sheet.typ", {"sheet": data}, fonts)


def _data(ruled: Ruled, fonts: FontSet, *, measuring: bool) -> str:
    """交给 Typst 的 JSON。"""
    sheet, lines = ruled.sheet, edges(ruled.rows)
    data = {
        "sizes": dict(measures()),
        "fonts": font_table(fonts),
        "colours": {"red": ruled.red, "text": BLACK},
        "title": sheet_title(sheet),
        "date": sheet.date or NO_DATE,
        "heading": sheet.heading,
        "continued": CONTINUED,
        "page_mark": PAGE_MARK,
        "source": sheet.source,
        "edges": lines,
        "rows": [
            {"height": height, "cells": [_cell(each, lines) for each in row.cells]}
            for row, height in zip(ruled.rows, ruled.heights, strict=True)
        ],
        "measuring": measuring,
    }
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def sheet_title(sheet: Sheet) -> str:
    """文档属性里的标题。"""
    return f"{sheet.heading}：{sheet.title}" if sheet.title else sheet.heading


def _cell(cell: Cell, lines: Sequence[float]) -> dict[str, Any]:
    start, end = (lines.index(round(at, 2)) for at in (cell.start, cell.end))
    return {
        "start": start,
        "span": end - start,
        "pars": [asdict(each) for each in cell.pars],
        "foot": asdict(cell.foot) if cell.foot else None,
        "middle": cell.middle,
    }
