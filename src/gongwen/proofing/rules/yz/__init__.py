"""前后一致。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.proofing.rules.yz import (
    annexes,
    arithmetic,
    citations,
    counts,
    headings,
    levels,
    references,
    series,
    spans_of_time,
    tables,
    terms,
    weekday,
)

if TYPE_CHECKING:
    from gongwen.proofing.rule import Rule

RULES: tuple[Rule, ...] = (
    levels.RULE,
    annexes.RULE,
    series.IS,
    series.ORDINALS,
    series.MARKS,
    weekday.WEEKDAY,
    weekday.PART,
    spans_of_time.ORDER,
    spans_of_time.LENGTH,
    spans_of_time.DEADLINE,
    citations.YEAR,
    citations.NUMBERS,
    citations.TITLES,
    citations.NEAR,
    counts.CLAIMS,
    counts.LISTED,
    tables.COLUMNS,
    tables.ROWS,
    arithmetic.CHANGE,
    arithmetic.AMONG,
    references.ARTICLES,
    references.FIGURES,
    references.ANNEX_RANGE,
    headings.JUMPS,
    headings.REPEATED,
    headings.ALONE,
    terms.TERMS,
    terms.PHONES,
    arithmetic.RATE,
)
