"""一张稿纸每种字体用途要印哪些字。"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

from gongwen.errors import Where
from gongwen.layout.glyphs import VARIED
from gongwen.layout.sheet.pdf import CONTINUED, PAGE_MARK
from gongwen.layout.sheet.rows import make_rows, sheet_texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.layout.sheet.model import Sheet


def sheet_glyphs(sheet: Sheet) -> dict[str, set[str]]:
    """字体用途到要印的字，供 coverage.check_glyphs 查缺字。"""
    found: dict[str, set[str]] = defaultdict(set)
    for _, role, text in sheet_texts(sheet, make_rows(sheet)):
        composed = unicodedata.normalize("NFC", text)
        found[role].update(composed, VARIED.findall(composed))
    found["song"].update(CONTINUED, *PAGE_MARK, "0123456789")
    return dict(found)


def sheet_locator(sheet: Sheet, path: str | None) -> Callable[[str], Where]:
    """给出一个字在稿纸的哪一格；path 是它的来处（清单或草稿）。"""
    texts = [
        (name, unicodedata.normalize("NFC", text)) for name, _, text in sheet_texts(sheet, make_rows(sheet))
    ]

    def locate(char: str) -> Where:
        name = next((name for name, text in texts if char in text), None)
        return Where(path, key=name)

    return locate
