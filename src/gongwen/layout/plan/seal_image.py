"""印章图的位置：端正，居中下压署名和成文日期，署名、日期在印章中心偏下（GB/T 9704—2012 7.3.5.1）。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.layout.plan.model import SealItem
from gongwen.units import cells, mm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.document.model import SealImage
    from gongwen.layout.plan.model import ClosingRow
    from gongwen.layout.style import Style

NAME = "seal.png"
LOWERED = mm(1.5)
# 署名、日期比印章中心至少低这么多。
WITHIN = mm(0.5)
# 章的上边进到正文之下一行以内的余地。


def seal_item(
    seal: SealImage, closing: Sequence[ClosingRow], style: Style, images: dict[str, bytes]
) -> SealItem | None:
    """印章图的大小和位置；不是一个署名、一个日期的（联合、不落款）为 None。"""
    if len(closing) != 2 or any(len(row.cells) != 1 or row.stamp_gap is not None for row in closing):
        return None
    date, size = closing[-1], mm(seal.size)
    leading = style.pt("grid.pitch") - style.pt("grid.size")
    # 正文到署名之间空两行：章的上边要在正文之下一行以内
    least = style.pt("closing.sealed_gap") + leading / 2 - size / 2 + WITHIN
    lowered = max(LOWERED, least)
    centre = date.right + cells(date.cells[0]) * style.cell / 2
    images[NAME] = seal.data
    return SealItem(NAME, size, centre - size / 2, -leading / 2 - lowered - size / 2)
