"""XML 1.0 不容许的字符：来源已经拒收，这里再守一道。"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING

from gongwen.errors import LayoutError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.layout.plan.model import Plan


@cache
def illegal_characters() -> re.Pattern[str]:
    """编译它要八毫秒，可疑的文字才用得着。"""
    return re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def check_characters(plan: Plan) -> None:
    """有 XML 不容许的字符时引发 LayoutError。"""
    for text in _texts(plan):
        if text.replace("\u3000", "").replace("\n", "").isprintable():
            continue
        found = illegal_characters().search(text)
        if found:
            at = max(0, found.start() - 10)
            near = illegal_characters().sub("□", text[at : found.end() + 10])
            raise LayoutError(
                f"有不能写进 DOCX 的控制字符 U+{ord(found[0]):04X}，在“{near}”的□处", None, "删去这个字符"
            )


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _texts(getattr(value, each.name))
