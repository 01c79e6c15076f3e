"""字体的字符表（cmap）。只回答“有没有这个字”。

fontTools 读一个两万字的字体要几十毫秒，五个字体就比排版本身还久；这里只读 cmap 的分段，约 1 毫秒。
"""

from __future__ import annotations

import struct
import sys
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from operator import le
from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.errors import FontError, Where
from gongwen.layout.sfnt import BROKEN, tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

LAST_CODE = 0x10FFFF
# Typst 载入字体时把各子表的码点逐个列出来；损坏的表能列出几十亿个，把内存占光。
MOST_CODES = 4 * (LAST_CODE + 1)
_WINDOWS_UNICODE = (1, 10)
_VARIATIONS = 5


@dataclass(frozen=True)
class Charmap:
    """不相交的升序码点区间 [starts[i], ends[i]]。glyphs 不为 None 时（格式 4），区间里还有空位，问它。"""

    starts: Sequence[int]
    ends: Sequence[int]
    glyphs: Callable[[int, int], int] | None = None

    def has(self, code: int) -> bool:
        """有没有这个码点。"""
        at = bisect_right(self.starts, code) - 1
        if at < 0 or code > self.ends[at]:
            return False
        return self.glyphs is None or self.glyphs(at, code) != 0


def read_charmap(path: Path, index: int) -> Charmap:
    """读字体文件（TTF、OTF、TTC 第 index 个）的字符表。文件损坏时引发 FontError。"""
    try:
        with path.open("rb") as file:
            return parse_charmap(tables(file, index)["cmap"].read(file))
    except (OSError, *BROKEN) as error:
        raise FontError("字体文件损坏", Where(str(path)), "换一个能用的字体文件") from error


def charmap_of(path: str, index: int) -> Charmap:
    """同 read_charmap；读过而没有变的用记着的。"""
    return _cached(path, index, Path(path).stat().st_mtime_ns)


@lru_cache(maxsize=32)
def _cached(path: str, index: int, _modified: int) -> Charmap:
    return read_charmap(Path(path), index)


def parse_charmap(data: bytes) -> Charmap:
    """cmap 表里 Unicode 的一份：有格式 12 的用它，否则格式 4。没有、损坏时引发 sfnt.BROKEN 里的错误。"""
    best = {
        form: offset for platform, encoding, form, offset in _subtables(data) if _unicode(platform, encoding)
    }
    if 12 in best:
        return _groups(data, best[12])
    return _segments(data, best[4])


def check_charmap(data: bytes) -> None:
    """有子表，各子表次序对，合起来列得完。损坏时引发 sfnt.BROKEN 里的错误。"""
    total = 0
    if not any(True for _ in _subtables(data)):
        raise ValueError
    for *_, form, offset in _subtables(data):
        if form == 4:
            found = _segments(data, offset)
        elif form in (12, 13):
            found = _groups(data, offset)
        else:
            if form == 10:
                total += int(struct.unpack_from(">I", data, offset + 16)[0])
            continue
        if not all(map(le, found.starts, found.ends)) or list(found.ends) != sorted(found.ends):
            raise ValueError
        total += sum(found.ends) - sum(found.starts) + len(found.ends)
        if total > MOST_CODES:
            raise ValueError


def _subtables(data: bytes) -> Iterator[tuple[int, int, int, int]]:
    """各子表：平台、编码、格式、位置。"""
    (count,) = struct.unpack_from(">H", data, 2)
    for at in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", data, 4 + 8 * at)
        (form,) = struct.unpack_from(">H", data, offset)
        yield platform, encoding, form, offset


def _unicode(platform: int, encoding: int) -> bool:
    return (platform == 0 and encoding != _VARIATIONS) or (platform == 3 and encoding in _WINDOWS_UNICODE)


def _groups(data: bytes, offset: int) -> Charmap:
    """格式 12：按规定各组升序、不相交。"""
    (count,) = struct.unpack_from(">I", data, offset + 12)
    numbers = _big_endian("I", data[offset + 16 : offset + 16 + 12 * count])
    if len(numbers) != 3 * count:
        raise ValueError
    return Charmap(numbers[0::3], numbers[1::3])


def _segments(data: bytes, offset: int) -> Charmap:
    """格式 4：只有格式 12 缺席的字体（如 Fandol、旧的 GB2312 字体）会用它。"""
    (size,) = struct.unpack_from(">H", data, offset + 6)
    columns = [
        _big_endian("H", data[offset + begin : offset + begin + size])
        for begin in (14, 16 + size, 16 + 2 * size, 16 + 3 * size)
    ]
    ends, starts, deltas, shifts = columns
    if any(2 * len(column) != size for column in columns):
        raise ValueError
    shifts_at = offset + 16 + 3 * size

    def glyph(index: int, code: int) -> int:
        """这个码点的字形；0 是空位。"""
        if not shifts[index]:
            return (code + deltas[index]) & 0xFFFF
        place = shifts_at + 2 * index + shifts[index] + 2 * (code - starts[index])
        found = int.from_bytes(data[place : place + 2], "big")
        return found and (found + deltas[index]) & 0xFFFF

    return Charmap(starts[:-1], ends[:-1], glyph)  # 最后一段规定是 0xFFFF


def _big_endian(kind: str, data: bytes) -> array[int]:
    numbers = array(kind, data)
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers
