"""写成几行的要素连成一行再排；标题、题注和发文机关标志照所写分行，不在此列。"""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from gongwen.document.elements import Names
from gongwen.spans import Text

if TYPE_CHECKING:
    from gongwen.document.elements import Elements

AS_WRITTEN = ("title", "title_note", "masthead", "annexes", "signature_stamps")
_BREAK = re.compile(r"(?P<before>\S|(?<![ \t])|(?=[\r\n]))[ \t]*+(?:\r\n|\r|\n)[ \t]*(?=(?P<after>\S?))")


def flattened(elements: Elements) -> Elements:
    """只改要印的文字，位置不动；没有要连的就是原来的一份。"""
    changed: dict[str, Any] = {}
    for item in fields(elements):
        value = getattr(elements, item.name)
        if item.name not in AS_WRITTEN and (flat := _flat(value)) != value:
            changed[item.name] = flat
    return replace(elements, **changed) if changed else elements


def _flat(value: Any) -> Any:
    match value:
        case Text():
            return Text(one_line(value.value), value.span)
        case Names(items=items):
            return Names(tuple(_flat(item) for item in items), value.verbatim)
        case _:
            return value


def one_line(text: str) -> str:
    """汉字之间直接相连，字母数字之间留一个空格。"""
    return _BREAK.sub(_joint, text)


def _joint(found: re.Match[str]) -> str:
    before, after = found["before"], found["after"]
    return before + (" " if before.isascii() and before and after.isascii() and after else "")
