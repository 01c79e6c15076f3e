"""标题。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.proofing.rules.bt import (
    about,
    annex_titles,
    compound,
    direction,
    end_mark,
    ending,
    formulas,
    inner_marks,
    issued_name,
    issuer,
    kind_slips,
    length,
    matter,
    particle,
    phrases,
    wording,
    years,
)

if TYPE_CHECKING:
    from gongwen.proofing.rule import Rule

RULES: tuple[Rule, ...] = (
    ending.RULE,
    end_mark.RULE,
    about.MISSING,
    about.WRITTEN,
    particle.RULE,
    compound.DOUBLED,
    compound.CHAIN,
    matter.EMPTY,
    inner_marks.STOPS,
    inner_marks.NAMES,
    kind_slips.SLIPS,
    kind_slips.INVENTED,
    matter.AGAINST,
    direction.RULE,
    formulas.FORMULAS,
    formulas.ANSWER,
    issuer.RULE,
    issued_name.RULE,
    wording.RULE,
    years.RULE,
    annex_titles.RULE,
    length.LENGTH,
    length.STATE,
    phrases.RULE,
)
