"""字体各表的校验和。要把整个文件读一遍，平常构建不做，gongwen doctor 才做。"""

from __future__ import annotations

import sys
from array import array
from typing import TYPE_CHECKING

from gongwen.layout.sfnt import BROKEN, face_count, tables

if TYPE_CHECKING:
    from pathlib import Path

    from gongwen.layout.sfnt import Table

# 只看管字形的表：老字体的 head、name 常有改过而没有重算的（如文鼎楷体）
_GLYPH_TABLES = frozenset({"cmap", "glyf", "loca", "CFF ", "CFF2", "hmtx", "maxp"})


def wrong_checksums(path: Path) -> tuple[str, ...]:
    """管字形的表里校验和不符的：内容与出厂时不同，多半是损坏。有的字体本来就没有写对，只供参考。"""
    try:
        with path.open("rb") as file:
            every: dict[Table, str] = {}
            for index in range(face_count(file)):
                found = tables(file, index)
                every |= {table: tag for tag, table in found.items() if tag in _GLYPH_TABLES}
            wrong = {tag.strip() for table, tag in every.items() if _sum(table.read(file)) != table.checksum}
            return tuple(sorted(wrong))
    except (OSError, *BROKEN):
        return ()


def _sum(data: bytes) -> int:
    numbers = array("I", data + bytes(-len(data) % 4))
    if sys.byteorder == "little":
        numbers.byteswap()
    return sum(numbers) & 0xFFFFFFFF
