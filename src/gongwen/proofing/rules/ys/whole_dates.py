"""YS06：成文日期、印发日期写得不全。页：ys06.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.clauses import cite
from gongwen.document.dates import parse_date
from gongwen.document.elements import term_of
from gongwen.document.placeholders import UNFILLED
from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.ys.dating import PRINTED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading

# 汉字日期是 1999 年标准的写法，由 YS37 报；这里只管写没写全。
_HAN = Lazy(
    r"[〇○ＯOo零一二三四五六七八九十]{4}年[元正一二三四五六七八九十]{1,3}月[一二三四五六七八九十廿]{1,3}日"
)


def check(reading: Reading) -> Iterator[Hit]:
    """成文日期、印发日期应当标全年、月、日；还没有填的空位由 YS05 报。"""
    for piece in reading.of("dated", "distributed_on"):
        value = PRINTED.sub("", piece.text.value) if piece.role == "distributed_on" else piece.text.value
        if parse_date(value) or _HAN.fullmatch("".join(value.split())) or UNFILLED.search(value):
            continue
        term = term_of(piece.role).term
        yield Hit(piece.text.at(0, len(piece.text.value)), f"{term}应当写全年、月、日，如“2026年5月8日”")


RULE = Rule("YS06", "成文日期、印发日期写得不全", Level.ERROR, cite("7.3.5.4"), check)
