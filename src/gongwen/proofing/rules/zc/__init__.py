"""政策表述。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.proofing.rules.zc import fixed, law_names, laws, meetings, organs, quotes, series, wrong

if TYPE_CHECKING:
    from gongwen.proofing.rule import Rule

RULES: tuple[Rule, ...] = (
    wrong.CHARACTERS,
    wrong.GAPS,
    wrong.NUMBERS,
    fixed.COLLOCATIONS,
    quotes.RULE,
    series.MEMBERS,
    series.GUIDES,
    fixed.EARLY,
    fixed.OUTDATED,
    meetings.SESSIONS,
    meetings.PLANS,
    laws.RULE,
    law_names.RULE,
    organs.RULE,
    meetings.BARE,
)
