"""在排好的面上找字、量位置：几处测试共用。单位 mm，从纸的左上角量。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2 as pdfium

from gongwen.layout.fonts import find_fonts, font_folders
from gongwen.layout.style import load_style
from gongwen.layout.typeset import Typeset, typeset
from gongwen.sources.draft import parse_draft
from gongwen.spans import SourceText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 28.0, 28.0 + 156, 37.0, 37.0 + 225
CELL = 15.75 / MM
LINE = 28.95 / MM


@dataclass(frozen=True, slots=True)
class Box:
    """第几面（从 0 起）上墨迹的框。"""

    face: int
    left: float
    top: float
    right: float
    bottom: float

    @property
    def centre(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


def laid(text: str) -> Typeset:
    """不经文件排好的一件。"""
    style = load_style()
    return typeset(parse_draft(SourceText("草稿.md", text), None), style, find_fonts(style, font_folders()))


def inked(done: Typeset) -> list[tuple[str, Box]]:
    """各字和它的框，按排的先后；空白不算。"""
    pages = enumerate(pdfium.PdfDocument(done.pdf.data))
    return [each for face, page in pages for each in _chars(face, page)]


def _chars(face: int, page: pdfium.PdfPage) -> Iterator[tuple[str, Box]]:
    height, text = page.get_height(), page.get_textpage()
    for index in range(text.count_chars()):
        char = text.get_text_range(index, 1)
        if char.strip():
            left, bottom, right, top = text.get_charbox(index)
            yield char, Box(face, left / MM, (height - top) / MM, right / MM, (height - bottom) / MM)


def find(chars: list[tuple[str, Box]], words: str, nth: int = -1) -> Box:
    """这几个字合起来的框；nth 是第几处，默认末一处。"""
    words = "".join(words.split())
    line = "".join(char for char, _ in chars)
    starts = [at for at in range(len(line)) if line.startswith(words, at)]
    return union(box for _, box in chars[starts[nth] : starts[nth] + len(words)])


def union(boxes: Iterable[Box]) -> Box:
    """合起来的框。"""
    each = list(boxes)
    return Box(
        each[0].face,
        min(box.left for box in each),
        min(box.top for box in each),
        max(box.right for box in each),
        max(box.bottom for box in each),
    )
