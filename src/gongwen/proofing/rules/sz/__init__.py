"""数字、计量单位（GB/T 15835—2011）。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.proofing.rules.sz import (
    approximate,
    calendar,
    calendar_words,
    clock,
    date_mixed,
    date_slips,
    fixed_words,
    fullwidth,
    letters,
    mixed,
    money,
    numerals,
    percent,
    phones,
    ranges,
    separators,
    times,
    units,
    years,
)

if TYPE_CHECKING:
    from gongwen.proofing.rule import Rule

RULES: tuple[Rule, ...] = (
    calendar.RULE,
    fullwidth.RULE,
    clock.RULE,
    calendar_words.RULE,
    date_slips.RULE,
    *years.RULES,
    *date_mixed.RULES,
    letters.RULE,
    *mixed.RULES,
    *approximate.RULES,
    *ranges.RULES,
    *percent.RULES,
    *separators.RULES,
    *units.RULES,
    *money.RULES,
    numerals.TWO,
    times.RULE,
    numerals.ORDINALS,
    fixed_words.RULE,
    numerals.BROKEN,
    phones.RULE,
)
