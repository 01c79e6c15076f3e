"""红色标志的墨迹：把那一块画成点阵来看，字体给的外框按控制点算，不是墨迹。"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pypdfium2

    from gongwen.layout.measure.faces import Box

DOTS_PER_PT, MOST_DOTS = 4.0, 4_000_000
# 纸大得离谱时少画些点，不多占内存。
_MARGIN = 3.0
_DARK = 128


def ink_rows(page: pypdfium2.PdfPage, box: Box, height: float) -> tuple[float, float]:
    """box（pt，原点在左上角）里墨迹的上下边缘；没有墨迹时照 box。height 是纸高。"""
    left, top, right, bottom = box
    top, bottom = max(0.0, top - _MARGIN), min(height, bottom + _MARGIN)
    width = page.get_width()
    crop = (max(0.0, left), max(0.0, height - bottom), max(0.0, width - right), top)
    if right <= 0 or left >= width or bottom <= top:
        return box[1], box[3]  # 在纸外
    across = width - crop[0] - crop[2]
    dots = min(DOTS_PER_PT, math.sqrt(MOST_DOTS / max(1.0, across * (bottom - top))))
    bitmap = page.render(scale=dots, crop=crop, may_draw_forms=False)
    data, stride, channels = bytes(bitmap.buffer), bitmap.stride, bitmap.n_channels
    rows = (data[at * stride : at * stride + bitmap.width * channels] for at in range(bitmap.height))
    # 红字、黑字的绿路都是暗的；灰度图只有一路。
    inked = [at for at, row in enumerate(rows) if min(row[min(1, channels - 1) :: channels]) < _DARK]
    if not inked:
        return box[1], box[3]
    return top + inked[0] / dots, top + (inked[-1] + 1) / dots
