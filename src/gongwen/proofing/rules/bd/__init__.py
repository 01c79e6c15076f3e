"""标点（GB/T 15834—2011）。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.proofing.rules.bd import halfwidth, pairs

if TYPE_CHECKING:
    from gongwen.proofing.rule import Rule

RULES: tuple[Rule, ...] = (
    halfwidth.RULE,
    pairs.RULE,
)
