"""说明里的图：几张并排拼成一张，各加细边。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image, ImageOps

if TYPE_CHECKING:
    from collections.abc import Sequence

GROUND, EDGE, GAP = "#d8d6cf", "#999", 24


def side_by_side(images: Sequence[Image.Image]) -> Image.Image:
    """从左到右并排的一张；高照最高的。"""
    edged = [ImageOps.expand(each, 1, EDGE) for each in images]
    size = (sum(each.width + GAP for each in edged) + GAP, max(each.height for each in images) + 2 * GAP)
    whole = Image.new("RGB", size, GROUND)
    left = GAP
    for each in edged:
        whole.paste(each, (left, GAP))
        left += each.width + GAP
    return whole
