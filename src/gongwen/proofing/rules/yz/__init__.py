"""前后一致。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.proofing.rules.yz import annexes, levels

if TYPE_CHECKING:
    from gongwen.proofing.rule import Rule

RULES: tuple[Rule, ...] = (
    levels.RULE,
    annexes.RULE,
)
