"""终端里对齐的表格：汉字占两格。"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from gongwen.report.pointed import columns

if TYPE_CHECKING:
    from collections.abc import Sequence

GAP = 2


def display_width(text: str) -> int:
    """在终端里占几格。"""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """各行，各栏左端对齐；末栏之后不留空格。"""
    widths = [max(map(display_width, column)) for column in zip(*rows, strict=True)]
    return ["".join(_padded(row, widths)).rstrip() for row in rows]


def _padded(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [text + " " * (width - display_width(text) + GAP) for text, width in zip(row, widths, strict=True)]


def fitted(text: str, room: int) -> str:
    """不超过 room 格的文字；太宽的截短，末尾写“..”。"""
    if columns(text) <= room:
        return text
    used, kept = 2, ""
    for char in text:
        used += columns(char)
        if used > room:
            break
        kept += char
    return kept + ".."
