"""字体文件里写的名字（name 表）：各种语言的家族名和全名。Word、WPS 按其中任何一个找字体。"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from gongwen.layout.sfnt import BROKEN, face_count, tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# 家族名、全名、印刷家族名
_WANTED = frozenset({1, 4, 16})
_MAC = 1
_MAC_CODECS = {0: "mac_roman", 2: "big5", 25: "gb18030"}


def font_names(path: Path) -> frozenset[str]:
    """这个文件里各字体的名字；读不了、损坏的为空。"""
    try:
        with path.open("rb") as file:
            faces = [tables(file, index) for index in range(face_count(file))]
            return frozenset(
                name for face in faces if "name" in face for name in _names(face["name"].read(file))
            )
    except (OSError, *BROKEN):
        return frozenset()


def _names(data: bytes) -> Iterator[str]:
    count, storage = struct.unpack_from(">HH", data, 2)
    for at in range(count):
        platform, encoding, _, kind, length, offset = struct.unpack_from(">6H", data, 6 + 12 * at)
        if kind not in _WANTED:
            continue
        text = data[storage + offset : storage + offset + length]
        codec = _MAC_CODECS.get(encoding) if platform == _MAC else "utf-16-be"
        if codec:
            yield text.decode(codec, "replace").strip("\0 ")
