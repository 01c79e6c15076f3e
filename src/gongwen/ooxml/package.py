"""OOXML 包（zip）的写法：成员次序、日期固定，同样的内容得到同样的字节。"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)
_FIRST = ("[Content_Types].xml", "_rels/.rels")


def write_package(members: Mapping[str, bytes]) -> bytes:
    """zip 的字节。内容类型与包关系在最前（有的读者要求如此），其余按名字排。"""
    names = [name for name in _FIRST if name in members]
    names += sorted(set(members) - set(_FIRST))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            info = zipfile.ZipInfo(name, EPOCH)
            info.create_system = 0
            info.external_attr = 0
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, members[name], compresslevel=6)
    return made.getvalue()
