"""人名、职务。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.proofing.rules.rm import document, lists, offices, order, rostered, titles

if TYPE_CHECKING:
    from gongwen.proofing.rule import Rule

RULES: tuple[Rule, ...] = (
    rostered.CHARACTER,
    rostered.ARRANGEMENT,
    rostered.ALONE,
    offices.POST,
    rostered.OTHER_HOLDER,
    offices.TERM,
    offices.ORGAN,
    order.RANK,
    order.STROKES,
    titles.SPELLING,
    document.TWO_WAYS,
    document.TWO_PEOPLE,
    document.TWICE,
    lists.COUNT,
    lists.NOTE,
    lists.DOT,
)
