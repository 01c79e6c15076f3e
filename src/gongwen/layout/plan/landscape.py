"""横排表格（GB/T 9704—2012 第 8 条）：转过来的版心；栏多得该横排的表提醒一句。"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from gongwen.document.body import Table
from gongwen.document.model import Notice
from gongwen.layout.plan.items import make_items
from gongwen.layout.plan.model import TableItem
from gongwen.units import cells

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.document.body import Block
    from gongwen.document.model import Document
    from gongwen.layout.style import Style
    from gongwen.spans import SourceText

MANY_COLUMNS = 7
CROWDED = 3
# 一格折成三行以上，横着看一行已经吃力。
SAMPLED = 100
# 看前面的行就够了，几千行的表不为一句提醒多花时间。
TURN = "横过来会好看些：在草稿“附件”的这一项加一行“横排: 是”"
MOVE = "横过来会好看些：把表移到附件文件里，“附件”的那一项写“横排: 是”"
_UNBROKEN = re.compile(r"[A-Za-z0-9.,%‰+\-−]+")


def turned(style: Style) -> Style:
    """横过来的一面：版心宽 225 mm、高 156 mm，仍在纸上原来的地方。

    面向左转 90 度，纸的左边成了上边，纸的下边成了左边。
    """
    bottom = style.pt("page.height") - style.pt("page.top") - style.pt("page.type_height")
    points = {
        "page.width": style.pt("page.height"),
        "page.height": style.pt("page.width"),
        "page.top": style.pt("page.left"),
        "page.left": bottom,
        "page.type_width": style.pt("page.type_height"),
        "page.type_height": style.pt("page.type_width"),
    }
    changed = {
        key: replace(style.entries[key], value=value, unit="pt", points=value)
        for key, value in points.items()
    }
    return replace(style, entries={**style.entries, **changed})


def too_wide_tables(document: Document, style: Style) -> Iterator[str]:
    """竖着排折得很碎、横过来会好的表，一个一句，说怎样横过来。"""
    yield from _advice(document.source, document.body, MOVE, style)
    for annex in document.annexes:
        if annex.source is not None and not annex.landscape:
            yield from _advice(annex.source, annex.body, TURN, style)
    if document.issued is not None:
        yield from _advice(document.issued.source, document.issued.body, MOVE, style)


def _advice(source: SourceText, blocks: tuple[Block, ...], cure: str, style: Style) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Table) and len(block.aligns) >= MANY_COLUMNS and _better_turned(block, style):
            said = f"这个表有 {len(block.aligns)} 栏，竖着排折得很碎，{cure}（第 8 条）"
            yield str(Notice(said, source.name, source.position(block.span.start)[0]))


def _better_turned(table: Table, style: Style) -> bool:
    """竖着有数字断开、或一半的行有格子折成三行以上，横过来这样的行少一半以上。"""
    shown = replace(table, rows=table.rows[: SAMPLED + 1])
    upright, across = (_trouble(shown, each) for each in (style, turned(style)))
    rows = len(shown.rows) - 1
    return 2 * upright >= max(1, rows) and 2 * across <= upright


def _trouble(table: Table, style: Style) -> int:
    """有多少行（不含表头）排得碎。"""
    size = style.pt("body.table_size")
    (item,) = make_items((table,), style, {})
    assert isinstance(item, TableItem)
    inset = 2 * style.pt("body.table_inset_x") / size
    widths = [share * style.pt("page.type_width") / size - inset for share in item.widths]
    return sum(
        any(_is_crowded(text, width) for text, width in zip(row, widths, strict=True))
        for row in item.rows[1:]
    )


def _is_crowded(text: str, width: float) -> bool:
    longest = max((cells(found) for found in _UNBROKEN.findall(text)), default=0.0)
    return longest > width or math.ceil(cells(text) / width) >= CROWDED
