"""本机的钥匙：终端表格、JSON（format 1）。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.report.json_text import json_text
from gongwen.report.pointed import printable
from gongwen.report.table_text import aligned
from gongwen.signoff.keys import public_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from typing import Protocol

    class Stored(Protocol):
        """一把钥匙。"""

        @property
        def path(self) -> Path: ...
        @property
        def name(self) -> str: ...
        @property
        def keyid(self) -> str: ...
        @property
        def public_key(self) -> bytes: ...
        @property
        def problem(self) -> str: ...


FORMAT = 1
HEAD = ("姓名", "钥匙标识", "文件", "状态")


def keys_text(found: Sequence[Stored], folder: Path) -> str:
    """各把一行，以换行结尾。"""
    return "\n".join([*_lines(found, folder), ""])


def _lines(found: Sequence[Stored], folder: Path) -> Iterator[str]:
    if not found:
        yield f"{printable(str(folder))} 里没有钥匙。新建一把：gongwen key new 姓名"
        return
    yield from aligned([HEAD, *map(_cells, found)])
    yield ""
    yield f"{printable(str(folder))} 里有 {len(found)} 把"


def _cells(each: Stored) -> tuple[str, ...]:
    texts = each.name or "—", each.keyid or "没有写明", each.path.name, each.problem or "可用"
    return tuple(map(printable, texts))


def keys_json(found: Sequence[Stored]) -> str:
    """各把，以换行结尾；problem 是不能用的原因，能用的为 null。"""
    keys = [
        {
            "name": each.name or None,
            "file": str(each.path),
            "keyid": each.keyid or None,
            "public_key": public_text(each.public_key) if each.public_key else None,
            "problem": each.problem or None,
        }
        for each in found
    ]
    return json_text({"format": FORMAT, "keys": keys}, 2) + "\n"
