"""字体文件的表目录：TTF、OTF 一个字体，TTC 若干个。只读目录，不解释各表。"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

COLLECTION = b"ttcf"
SIGNATURES = (b"\0\1\0\0", b"OTTO", b"true", COLLECTION)
MOST_FACES, MOST_TABLES = 256, 256
# 出错时 struct、切片会抛的；读字体的都接住这几种。
BROKEN = (struct.error, ValueError, IndexError, KeyError)
Tables: TypeAlias = "Mapping[str, Table]"


@dataclass(frozen=True, slots=True)
class Table:
    """一个表在文件里的位置。checksum 是目录里记的校验和。"""

    start: int
    length: int
    checksum: int

    def read(self, file: BinaryIO) -> bytes:
        """整个表；文件不够长时引发 ValueError。"""
        file.seek(self.start)
        data = file.read(self.length)
        if len(data) != self.length:
            raise ValueError
        return data


def face_count(file: BinaryIO) -> int:
    """文件里有几个字体。"""
    file.seek(0)
    if file.read(4) != COLLECTION:
        return 1
    file.seek(8)
    (count,) = struct.unpack(">I", file.read(4))
    if not 0 < count <= MOST_FACES:
        raise ValueError
    return int(count)


def tables(file: BinaryIO, index: int) -> Tables:
    """第 index 个字体的各表。目录读不出时引发 BROKEN 里的错误。"""
    offset = 0
    file.seek(0)
    if file.read(4) == COLLECTION:
        file.seek(12 + 4 * index)
        (offset,) = struct.unpack(">I", file.read(4))
    file.seek(offset + 4)
    (count,) = struct.unpack(">H", file.read(2))
    if count > MOST_TABLES:
        raise ValueError
    file.seek(offset + 12)
    directory = file.read(16 * count)
    if len(directory) != 16 * count:
        raise ValueError
    return {
        tag.decode("latin-1"): Table(start, length, checksum)
        for tag, checksum, start, length in struct.iter_unpack(">4sIII", directory)
    }
