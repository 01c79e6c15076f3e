"""ZC05：数字概括的引号。页：zc05.md。"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from gongwen.findings import Level, Zone
from gongwen.proofing.exempt import inside, quoted
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.zc.wordings import is_exempt, wordings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading


@cache
def _rows() -> tuple[re.Pattern[str], dict[str, str]]:
    """没有引号的写法到规范的写法，长的在前。"""
    rows = {each.name: each.text for each in wordings() if each.kind == "序列" and "“" in each.text}
    names = sorted(rows, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, names))), rows


def check(reading: Reading) -> Iterator[Hit]:
    """引号把后面的字也括进去的，没有引号的（提示）。"""
    pattern, rows = _rows()
    for piece in reading.with_any(*(name[:4] for name in rows)):
        value = piece.text.value
        ranges = quoted(value)
        for found in pattern.finditer(value):
            start, end = found.span()
            right = rows[found[0]]
            if is_exempt(value, start):
                continue
            if value[start - 1 : start] == "“" and value[end : end + 1] == "”":
                if right != f"“{found[0]}”":
                    span = piece.text.at(start - 1, end + 1)
                    yield Hit(span, f"引号的位置应为{right}", right, Zone.POLICY)
            elif not inside(ranges, start) and value[start - 1 : start] not in {"“", "‘"}:
                span = piece.text.at(start, end)
                yield Hit(span, f"通常写作{right}", right, Zone.POLICY, Level.ADVICE)


_SOURCE = "中央文件的规范表述"
RULE = Rule("ZC05", "数字概括的引号不对", Level.ERROR, _SOURCE, check)
