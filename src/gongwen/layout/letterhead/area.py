"""信笺留给正文的地方有多宽多高：表格、图片照它排。"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from gongwen.ooxml.names import qn
from gongwen.units import TWIPS_PER_PT

if TYPE_CHECKING:
    from gongwen.layout.style import Style

SMALLEST = 100.0
CELL_MARGINS = 216
# Word 的表格左右各留 108 twip，没有另写时如此。
_INFINITE = 10_000_000


@dataclass(frozen=True, slots=True)
class Area:
    """版心的宽、高，pt；信笺没有写明的为 None。"""

    width: float | None = None
    height: float | None = None

    def fitted(self, style: Style) -> Style:
        """换上信笺的版心宽、高之后的版式。"""
        entries = dict(style.entries)
        for key, value in (("page.type_width", self.width), ("page.type_height", self.height)):
            if value is not None:
                entries[key] = replace(entries[key], value=value, unit="pt", points=value)
        return replace(style, entries=entries)


def area_of(paragraph: Any) -> Area:
    """paragraph 所在的节的版心；在表格的格子里的，宽不超过格子。"""
    section = _section_of(paragraph)
    if section is None:
        return Area()
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    if size is None or margins is None:
        return Area()
    width = _twips(size, "w") - _twips(margins, "left") - _twips(margins, "right") - _twips(margins, "gutter")
    height = _twips(size, "h") - abs(_twips(margins, "top")) - abs(_twips(margins, "bottom"))
    return Area(_sensible(min(width, _cell_width(paragraph))), _sensible(height))


def _section_of(paragraph: Any) -> Any:
    """自 paragraph 起往后遇到的第一个节属性。"""
    block = paragraph
    while block is not None and block.getparent() is not None and block.getparent().tag != qn("w:body"):
        block = block.getparent()
    while block is not None:
        found = next(block.iter(qn("w:sectPr")), None)
        if found is not None:
            return found
        block = block.getnext()
    return None


def _cell_width(paragraph: Any) -> int:
    cell = next(paragraph.iterancestors(qn("w:tc")), None)
    wanted = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}") if cell is not None else None
    if wanted is None or wanted.get(qn("w:type")) != "dxa":
        return _INFINITE
    return _twips(wanted, "w") - CELL_MARGINS


def _twips(element: Any, name: str) -> int:
    try:
        return int(float(element.get(qn(f"w:{name}"), "0")))
    except ValueError:
        return 0


def _sensible(value: int) -> float | None:
    points = value / TWIPS_PER_PT
    return points if SMALLEST <= points < _INFINITE / TWIPS_PER_PT else None
