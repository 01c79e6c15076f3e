"""数字、计量单位（GB/T 15835—2011）。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.proofing.rules.sz import calendar, fullwidth

if TYPE_CHECKING:
    from gongwen.proofing.rule import Rule

RULES: tuple[Rule, ...] = (
    calendar.RULE,
    fullwidth.RULE,
)
