"""忘了写 --- 的要素：开头几行是“文种：通知”“标题：……”。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongwen.document.elements import element_terms
from gongwen.document.kinds import kind_of
from gongwen.errors import DraftError, place
from gongwen.sources.lines import text_lines

if TYPE_CHECKING:
    from gongwen.spans import SourceText

BARE_LINES, BARE_LEAST = 5, 3
_BARE = re.compile(rf"(?P<key>{'|'.join(element_terms())})[ \t　]*[:：][ \t　]*(?P<value>\S.*)")


def refuse_bare_elements(source: SourceText) -> None:
    """开头几行就是“文种：通知”“标题：……”，只是忘了写 ---：当作正文去认，标题会认错。"""
    lines = text_lines(source, 0)[:BARE_LINES]
    found = [each for line in lines if (each := _BARE.match(line.value))]
    kinds = [each for each in found if each["key"] == "文种" and kind_of(each["value"])]
    if kinds and len(found) >= BARE_LEAST and _BARE.match(lines[0].value):
        raise DraftError(
            "开头的要素没有写在两行 --- 之间",
            place(source, lines[0].span),
            "在要素的前面和后面各加一行 ---；键后的冒号用半角，后面空一格，如“文种: 通知”",
        )
