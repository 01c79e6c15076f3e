"""标题。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.proofing.rules.bt import end_mark, ending

if TYPE_CHECKING:
    from gongwen.proofing.rule import Rule

RULES: tuple[Rule, ...] = (
    ending.RULE,
    end_mark.RULE,
)
