"""YS02：成文日期晚于印发日期。页：ys02.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.clauses import REGULATION
from gongwen.document.dates import parse_date
from gongwen.findings import Level
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading


def check(reading: Reading) -> Iterator[Hit]:
    """先成文后印发：印发日期早于成文日期的，至少有一个写错了。"""
    elements = reading.elements
    if elements is None or elements.dated is None or elements.distributed_on is None:
        return
    dated = parse_date(elements.dated.value)
    distributed = parse_date(elements.distributed_on.value)
    if not (dated and distributed and dated.exists and distributed.exists):
        return
    if dated.ordinal() > distributed.ordinal():
        text = elements.distributed_on
        yield Hit(text.at(0, len(text.value)), f"印发日期早于成文日期（{dated}）")


RULE = Rule("YS02", "成文日期晚于印发日期", Level.ERROR, f"{REGULATION}第九条（十二）（十七）", check)
