"""PDF 的坐标换成读的坐标：原点在左上角，向右、向下为正，字正放。纸怎么转（/Rotate）不相干，只看字朝哪边。"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pypdfium2

Box = tuple[float, float, float, float]


class Frame(NamedTuple):
    """字转了 90 度的整数倍时读的坐标：x = ax + cy + e，往下 = bx + dy + f；纸宽、纸高。"""

    a: float
    c: float
    e: float
    b: float
    d: float
    f: float
    width: float
    height: float

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """PDF 的框换成（左、上、右、下）。"""
        a, c, e, b, d, f, _, _ = self
        x0, x1 = a * left + c * bottom + e, a * right + c * top + e
        y0, y1 = b * left + d * bottom + f, b * right + d * top + f
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def page_frames(page: pypdfium2.PdfPage) -> dict[int, Frame]:
    """文字在 PDF 里的方向（逆时针的度数）→ 读的坐标。"""
    x0, y0, x1, y1 = page.get_cropbox()
    left, right, bottom, top = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    wide, high = right - left, top - bottom
    shown = page.get_size()[:: -1 if page.get_rotation() % 180 else 1]
    if abs(wide - shown[0]) + abs(high - shown[1]) > 1:  # 框写坏了，PDFium 另取一个
        left = bottom = 0.0
        right, top = wide, high = shown
    return {
        0: Frame(1, 0, -left, 0, -1, top, wide, high),
        90: Frame(0, 1, -bottom, 1, 0, -left, high, wide),
        180: Frame(-1, 0, right, 0, 1, -bottom, wide, high),
        270: Frame(0, -1, top, -1, 0, right, high, wide),
    }
