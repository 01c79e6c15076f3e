"""一页的尺寸：由 Style 换算，行与行的间隔怎样换成段前、段后。"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.units import TWIPS_PER_PT

if TYPE_CHECKING:
    from gongwen.layout.style import Style

EM_TOP = 0.88
EM_BOTTOM = 0.12
# 汉字字身框在基线上、下的高度（字号的倍数），与 PDF 一致。
INK_TOP = 0.85
INK_BOTTOM = 0.09
# 小标宋类字体的墨迹在基线上、下的高度；各字略有出入，不到 0.02。
NO_INK = "FFFFFF"
BASELINE = 0.8
# 固定行距里基线在行高的八成处（LibreOffice 如此；Word 未测）。


@dataclass(frozen=True, slots=True)
class Line:
    """固定行距的一行：字号与行高，pt。"""

    size: float
    height: float

    @property
    def above(self) -> float:
        """行顶到字身框顶。"""
        return BASELINE * self.height - EM_TOP * self.size

    @property
    def below(self) -> float:
        """字身框底到行底。"""
        return self.height - self.size - self.above

    def ink_above(self) -> float:
        """行顶到墨迹顶。"""
        return BASELINE * self.height - INK_TOP * self.size

    def ink_below(self) -> float:
        """墨迹底到行底。"""
        return (1 - BASELINE) * self.height - INK_BOTTOM * self.size


def before(upper: Line, lower: Line, gap: float) -> float:
    """两行的字身框相距 gap 时，后一行要的段前。"""
    return max(0.0, gap - upper.below - lower.above)


@dataclass(frozen=True, slots=True)
class Sheet:
    """版面：style 以及由它换算的几种行。preprinted：套打，红头不印。"""

    style: Style
    text: Line
    title: Line
    table: Line
    colophon: Line
    preprinted: bool = False

    @property
    def rule_colour(self) -> str:
        """红线的颜色。套打时是白的：不印出来，而占的高度与红线一样。"""
        return NO_INK if self.preprinted else self.style.text("colour.red")

    @property
    def cell(self) -> float:
        """一个字宽。"""
        return self.style.cell

    @property
    def indent(self) -> float:
        """首行空二字。"""
        return self.style.pt("grid.indent")

    @property
    def width(self) -> float:
        """版心宽。"""
        return self.style.pt("page.type_width")

    @property
    def leading(self) -> float:
        """两行字身框之间的空白。"""
        return self.text.height - self.text.size

    def blank(self, height: float) -> float:
        """空出 height（若干行）后，上下两行字身框的距离。"""
        return self.leading + height

    @property
    def page_slack(self) -> float:
        """首面要省下的高度：PDF 末行的字身框贴版心下边缘，Word 的行框还低这么多。"""
        return self.text.below

    def overrun(self, top: float) -> float:
        """自 top 起排满一面时，比 PDF 少排一行要省下的高度；不少时为零。"""
        height = self.pt("page.type_height")
        lines = math.floor((height + self.leading - top) / self.text.height)
        return max(0.0, top + lines * self.text.height - height)

    def pt(self, key: str) -> float:
        """版式里的一个长度。"""
        return self.style.pt(key)

    def font(self, role: str) -> str:
        """字体用途在 DOCX 里的名字。"""
        return self.style.fonts[role].docx


def make_sheet(style: Style, *, preprinted: bool = False) -> Sheet:
    """由版式换算。"""
    return Sheet(
        style,
        text=Line(style.pt("grid.size"), _pitch(style)),
        title=Line(style.pt("title.size"), style.pt("title.pitch")),
        table=Line(style.pt("body.table_size"), style.pt("body.table_pitch")),
        colophon=_centred_line(style.pt("colophon.size"), style.pt("colophon.row")),
        preprinted=preprinted,
    )


def _pitch(style: Style) -> float:
    """正文的行距，使一面的行数与 PDF 相同。

    PDF 一面的末行之下不要行间空白，Word 的固定行距要；行距收过时差一行，所以再收到排得下为止。
    """
    height, pitch = style.pt("page.type_height"), style.pt("grid.pitch")
    lines = math.floor((height + pitch - style.pt("grid.size")) / pitch)
    return min(pitch, math.floor(height / lines * TWIPS_PER_PT) / TWIPS_PER_PT)


def _centred_line(size: float, row: float) -> Line:
    """行顶即格顶时，字在高 row 的格中上下居中的行；格内余下的放在段后。"""
    centre = (EM_TOP - EM_BOTTOM) / 2
    return Line(size, (row / 2 + centre * size) / BASELINE)
