"""字体的字符表（cmap）。只回答“有没有这个字”。

fontTools 读一个两万字的字体要几十毫秒，五个字体就比排版本身还久；这里只读 cmap 的分段，约 1 毫秒。
"""

from __future__ import annotations

import struct
import sys
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from gongwen.errors import FontError, Where

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True)
class Charmap:
    """不相交的升序码点区间 [starts[i], ends[i]]。"""

    starts: Sequence[int]
    ends: Sequence[int]

    def has(self, code: int) -> bool:
        """有没有这个码点。"""
        at = bisect_right(self.starts, code) - 1
        return at >= 0 and code <= self.ends[at]


def read_charmap(path: Path, index: int) -> Charmap:
    """读字体文件（TTF、OTF、TTC 第 index 个）的字符表。文件损坏时引发 FontError。"""
    try:
        with path.open("rb") as file:
            table = _cmap_table(file.read(12), file, index)
        return _parse(table)
    except (OSError, struct.error, ValueError, IndexError, KeyError) as error:
        raise FontError("字体文件损坏", Where(str(path)), "换一个能用的字体文件") from error


def _cmap_table(head: bytes, file: BinaryIO, index: int) -> bytes:
    offset = 0
    if head[:4] == b"ttcf":
        file.seek(12 + 4 * index)
        (offset,) = struct.unpack(">I", file.read(4))
    file.seek(offset + 4)
    (count,) = struct.unpack(">H", file.read(2))
    file.seek(offset + 12)
    directory = file.read(16 * count)
    tables = {tag: (start, length) for tag, _, start, length in struct.iter_unpack(">4sIII", directory)}
    start, length = tables[b"cmap"]
    file.seek(start)
    return file.read(length)


def _parse(data: bytes) -> Charmap:
    (count,) = struct.unpack_from(">H", data, 2)
    best: dict[int, int] = {}
    for at in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", data, 4 + 8 * at)
        if platform in (0, 3) and encoding != 5:
            (form,) = struct.unpack_from(">H", data, offset)
            best[form] = offset
    if 12 in best:
        return _groups(data, best[12])
    return _segments(data, best[4])


def _groups(data: bytes, offset: int) -> Charmap:
    """格式 12：按规定各组升序、不相交。"""
    (count,) = struct.unpack_from(">I", data, offset + 12)
    numbers = _big_endian("I", data[offset + 16 : offset + 16 + 12 * count])
    return Charmap(numbers[0::3], numbers[1::3])


def _segments(data: bytes, offset: int) -> Charmap:
    """格式 4：映射到 0 号字形的空位也在区间里，只有格式 12 缺席的旧字体会走到这里。"""
    (doubled,) = struct.unpack_from(">H", data, offset + 6)
    ends = _big_endian("H", data[offset + 14 : offset + 14 + doubled])
    starts = _big_endian("H", data[offset + 16 + doubled : offset + 16 + 2 * doubled])
    return Charmap(starts[:-1], ends[:-1])  # 最后一段规定是 0xFFFF


def _big_endian(kind: str, data: bytes) -> array[int]:
    numbers = array(kind, data)
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers
