"""一面读成一行行字和一个个表格，按读的先后。"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from gongwen.sources.pdf.columns import in_order
from gongwen.sources.pdf.grid import find_grids
from gongwen.sources.pdf.lines import Line, line_of, seam, starts_item
from gongwen.sources.pdf.masthead import head_in_order
from gongwen.sources.pdf.rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.sources.pdf.glyphs import Glyph, Sheet
    from gongwen.sources.pdf.grid import Grid

# 没有一个字而有这么多笔画的，字是转成了曲线。
CURVED = 200
# 格里左右一共空这么多（pt）。
PADDING = 12.0
# 横线占纸宽不到这么多的，不管它。
SHORTEST = 0.08
# 一条横线：高低、左、右。
Rule = tuple[float, float, float]


class Table(NamedTuple):
    """一个有格线的表格：cells[行][列] 是格里的文字；xs 是格线的位置；hidden 同 Line。"""

    page: int
    top: float
    bottom: float
    xs: tuple[float, ...]
    cells: tuple[tuple[str, ...], ...]
    hidden: bool


class Face(NamedTuple):
    """一面：items 按读的先后；aside 是朝别的方向的行（横排一面上的页码）。

    rules 是不在表格里的横线；pictured 是扫描的图片，curved 是画了很多笔画，gutter 是栏间，
    unsure 是像分栏又说不准，upright 是竖排；outside、slanted 是没有读的字数。
    """

    number: int
    width: float
    height: float
    items: tuple[Line | Table, ...]
    aside: tuple[Line, ...]
    rules: tuple[Rule, ...]
    pictured: bool
    curved: bool
    gutter: float | None
    unsure: bool
    upright: bool
    outside: int
    slanted: int

    @property
    def texts(self) -> list[str]:
        """全部文字，一行、一格一段。"""
        tables = [item for item in self.items if isinstance(item, Table)]
        cells = [cell for table in tables for row in table.cells for cell in row]
        return [line.text for line in (*self.lines, *self.aside)] + cells

    @property
    def recognized(self) -> bool:
        """有识别出来的文字。"""
        return any(item.hidden for item in (*self.items, *self.aside))

    @property
    def lines(self) -> list[Line]:
        """不在表格里的行。"""
        return [item for item in self.items if isinstance(item, Line)]


def read_face(sheet: Sheet, gutter: float | None = None) -> Face:
    """读一面。gutter 是前面同样大小的面的栏间。"""
    glyphs = _without_overlaid(sheet.glyphs)
    grids, rest = find_grids(sheet.drawn.bars, sheet.drawn.posts, glyphs)
    columns = in_order(head_in_order(rows_of(rest), sheet.number), gutter)
    items: list[Line | Table] = [line_of(row, sheet.number, flow) for flow, row in columns.rows]
    for grid in grids:
        table = _table(grid, sheet.number)
        items.insert(_place(items, table), table)
    aside = [line_of(row, sheet.number, -1) for group in sheet.aside for row in rows_of(group)]
    return Face(
        number=sheet.number,
        width=sheet.width,
        height=sheet.height,
        items=tuple(items),
        aside=tuple(aside),
        rules=_rules(sheet, items),
        pictured=sheet.pictured,
        curved=sheet.drawn.paths >= CURVED,
        gutter=columns.gutter,
        unsure=columns.unsure,
        upright=sheet.upright,
        outside=sheet.outside,
        slanted=sheet.slanted,
    )


def _rules(sheet: Sheet, items: Sequence[Line | Table]) -> tuple[Rule, ...]:
    """不在表格里的横线：红线、版记的线、脚注上的线。"""
    tables = [(item.top - 1, item.bottom + 1) for item in items if isinstance(item, Table)]
    rules = [((box[1] + box[3]) / 2, box[0], box[2]) for box in sheet.drawn.bars]
    return tuple(
        rule
        for rule in sorted(rules)
        if rule[2] - rule[1] >= SHORTEST * sheet.width
        and not any(top <= rule[0] <= bottom for top, bottom in tables)
    )


def _place(items: Sequence[Line | Table], table: Table) -> int:
    """表格排在第几样之前：同一栏里它下面的第一行。"""
    for at, item in enumerate(items):
        if isinstance(item, Table):
            if item.top > table.top:
                return at
        elif item.baseline > table.top and (item.flow == 0 or _across(item, table)):
            return at
    return len(items)


def _across(line: Line, table: Table) -> bool:
    """行在表格所在的这一栏。"""
    return line.left < table.xs[-1] and line.right > table.xs[0]


def _table(grid: Grid, page: int) -> Table:
    xs = grid.ruled.xs
    widths = [right - left for left, right in itertools.pairwise(xs)]
    cells = tuple(
        tuple(_cell_text(cell, width) for cell, width in zip(row, widths, strict=True)) for row in grid.cells
    )
    inked = [glyph for row in grid.cells for cell in row for glyph in cell]
    hidden = sum(glyph.hidden for glyph in inked) * 2 > len(inked)
    return Table(page, grid.ruled.ys[0], grid.ruled.ys[-1], xs, cells, hidden)


def _cell_text(glyphs: Sequence[Glyph], width: float) -> str:
    """格里的几行接成一行；另起一段的（上一行说完了又没有写满，或下一行是序数），空一格。"""
    text = ""
    above: Line | None = None
    for row in rows_of(glyphs) if glyphs else ():
        line = line_of(row, 0)
        if above is not None:
            dropped, between = seam(text, line.text)
            room = width - PADDING - (above.right - above.left)
            begins = starts_item(line.text) or above.text[-1] in "。；：！？"
            apart = begins and room > line.unit + line.size / 2
            text = text[: len(text) - dropped] + (" " if apart and not dropped else between)
        text += line.text
        above = line
    return text


def _without_overlaid(glyphs: list[Glyph]) -> list[Glyph]:
    """看得见的字上面又垫着看不见的字的，只读看得见的。"""
    seen = [glyph for glyph in glyphs if not glyph.hidden]
    if not seen or len(seen) == len(glyphs):
        return glyphs
    taken = {(round(glyph.baseline / 6), round(glyph.x / 12)) for glyph in seen if not glyph.text.isspace()}

    def covered(glyph: Glyph) -> bool:
        row, column = round(glyph.baseline / 6), round(glyph.x / 12)
        return any((row + a, column + b) in taken for a in (-1, 0, 1) for b in (0, 1, -1))

    return [glyph for glyph in glyphs if not glyph.hidden or not covered(glyph)]
