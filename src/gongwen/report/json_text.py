"""写 JSON：汉字照写；数组来一项写一项。"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# YAML 的 "\ud800" 之类读得进来，却不能写成 UTF-8。
_LONE = re.compile("[\ud800-\udfff]")


def json_text(value: object, indent: int | None = None) -> str:
    """一个值；indent 为 None 时写成一行。落单的代理写成替代符。"""
    separators = (",", ": ") if indent else (",", ":")
    return _LONE.sub("\ufffd", json.dumps(value, ensure_ascii=False, indent=indent, separators=separators))


def json_array(items: Iterable[object], indent: int | None = None, margin: int = 0) -> Iterator[str]:
    """一个数组，各占一段；margin 是数组所在的缩进。"""
    outer = "\n" + " " * margin
    inner = outer + " " * (indent or 0)
    count = 0
    for count, item in enumerate(items, start=1):
        yield ("[" if count == 1 else ",") + inner + json_text(item, indent).replace("\n", inner)
    yield outer + "]" if count else "[]"
