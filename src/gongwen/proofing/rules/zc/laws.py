"""ZC12：引用已经废止的法律法规。页：zc12.md。"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.lexicon import load_rows
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.zc.moments import is_after, tells_past

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading

COUNTRY = "中华人民共和国"
_CITED = Lazy(r"《([^《》]{2,60})》")


@cache
def repealed() -> dict[str, tuple[date, str]]:
    """废止的法律法规：名称（不带国名）到废止日期、现行的。"""
    rows = (row.values for row in load_rows("laws"))
    return {row[0]: (date.fromisoformat(row[2]), row[3]) for row in rows}


def check(reading: Reading) -> Iterator[Hit]:
    """《》里的名称在成文时已经废止；说原来的、废止的，和年份在前的不算。"""
    for piece in reading.with_any("法》", "例》", "则》", "定》", "办法》", "）》"):
        value = piece.text.value
        for found in _CITED.finditer(value):
            name = found[1].removeprefix(COUNTRY)
            if name not in repealed():
                continue
            day, successor = repealed()[name]
            after = is_after(reading, day)
            if after is False or tells_past(value, *found.span(), day):
                continue
            now = f"，现行的是《{successor}》" if successor else ""
            message = f"《{name}》已于 {day.year} 年 {day.month} 月 {day.day} 日废止{now}"
            yield Hit(piece.text.at(*found.span()), message, level=None if after else Level.ADVICE)


RULE = Rule("ZC12", "引用废止的法律法规", Level.ERROR, "法律法规的施行、废止条款", check)
