"""各行多高：至少照尺寸、照内容；一页排得下而有余地的，匀给各行，好让格子大些。"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.layout.sheet.rows import Row

_SAME = 0.01


def row_heights(
    rows: Sequence[Row], natural: Sequence[float], room: float, breakable: float
) -> tuple[float | None, ...]:
    """各行的高，pt；要拆到几页的为 None。

    natural 是内容要的高；room 是一页里表格可用的高；比 breakable 高的行可以拆开。
    """
    needed = [max(row.least, height) for row, height in zip(rows, natural, strict=True)]
    spare = room - sum(needed)
    if spare < 0:
        return tuple(None if height > breakable else height for height in needed)
    return tuple(_grown(needed, [row.most for row in rows], spare))


def _grown(needed: Sequence[float], most: Sequence[float], spare: float) -> list[float]:
    """余地照各行原来的高分，到顶的不再长；都到顶了，余下的给不限的行。"""
    heights = list(needed)
    while spare > _SAME:
        growing = [at for at, height in enumerate(heights) if height < most[at] - _SAME]
        bounded = [at for at in growing if most[at] != float("inf")] or growing
        if not bounded:
            break
        total, given = sum(heights[at] for at in bounded), 0.0
        for at in bounded:
            added = min(most[at] - heights[at], spare * heights[at] / total)
            heights[at] += added
            given += added
        spare -= given
    return heights
