"""公文要素。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.proofing.rules.ys import approver, blanks, date_order, issue_number, required, whole_dates

if TYPE_CHECKING:
    from gongwen.proofing.rule import Rule

RULES: tuple[Rule, ...] = (
    issue_number.RULE,
    date_order.RULE,
    approver.RULE,
    required.RULE,
    blanks.RULE,
    whole_dates.RULE,
)
