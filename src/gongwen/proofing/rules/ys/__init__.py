"""公文要素。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.proofing.rules.ys import (
    addressees,
    approver,
    approver_names,
    blanks,
    closing,
    conduct,
    date_order,
    dating,
    issue_number,
    marks,
    number_of_organ,
    recipients,
    remarks,
    required,
    signing,
    whole_dates,
)

if TYPE_CHECKING:
    from gongwen.proofing.rule import Rule

RULES: tuple[Rule, ...] = (
    issue_number.RULE,
    date_order.RULE,
    approver.RULE,
    required.RULE,
    blanks.RULE,
    whole_dates.RULE,
    *marks.RULES,
    *number_of_organ.RULES,
    *approver_names.RULES,
    *addressees.RULES,
    *recipients.RULES,
    *closing.RULES,
    *signing.RULES,
    *dating.RULES,
    *remarks.RULES,
    *conduct.RULES,
    required.BODY,
)
