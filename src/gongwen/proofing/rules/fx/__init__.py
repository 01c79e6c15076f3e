"""放行。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.proofing.rules.fx import malformed, unused

if TYPE_CHECKING:
    from gongwen.proofing.rule import Rule

RULES: tuple[Rule, ...] = (
    malformed.RULE,
    unused.RULE,
)
