"""机关名称。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.proofing.rules.jg import rostered, shorts, standard, together, twice

if TYPE_CHECKING:
    from gongwen.proofing.rule import Rule

RULES: tuple[Rule, ...] = (
    rostered.NEAR,
    rostered.PLACE,
    rostered.SHORT,
    rostered.FORMER,
    standard.RULE,
    twice.RULE,
    shorts.FULL,
    shorts.WRONG,
    shorts.CONFLICT,
    shorts.UNUSED,
    together.JOINED,
    together.ORDER,
)
