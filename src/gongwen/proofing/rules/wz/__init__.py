"""文字。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.proofing.rules.wz import doubled

if TYPE_CHECKING:
    from gongwen.proofing.rule import Rule

RULES: tuple[Rule, ...] = (doubled.RULE,)
