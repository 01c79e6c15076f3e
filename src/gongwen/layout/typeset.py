"""排成 PDF，并处理“此页无正文”：署名单独成面时调整行距（GB/T 9704—2012 7.3.5.5）。"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gongwen.layout.pdf import Fit, Pdf, SheetFacts, sheets
from gongwen.layout.plan import make_plan
from gongwen.layout.plan.model import ParaItem

if TYPE_CHECKING:
    from gongwen.document.model import Document
    from gongwen.layout.fonts import FontSet
    from gongwen.layout.plan import Plan
    from gongwen.layout.style import Style

PITCH_STEPS = (0.99, 0.98, 0.97, 0.96, 0.95, 0.94)
# 主体的行距最多收 6%（27.2 pt），再密就看得出来了；附件和被印发件不动。
MAX_KEPT = 170
# 末段不超过六行时可以整段随署名换面，再长前一面就空得难看。


@dataclass(frozen=True, slots=True)
class Typeset:
    """排好的一件：pdf、计划、主体的版式（行距可能调过）、附件的版式、版面事实、要告诉用户的话。"""

    pdf: Pdf
    plan: Plan
    style: Style
    annex_style: Style
    facts: SheetFacts
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Trial:
    """一种排法。"""

    plan: Plan
    style: Style
    fit: Fit
    notices: tuple[str, ...] = ()


def typeset(document: Document, style: Style, fonts: FontSet) -> Typeset:
    """排成 PDF。署名单独成面时先收行距，再试末段随署名换面；都不行就照排并说明。"""
    chosen = _chosen(document, style, fonts)
    with sheets(chosen.plan, chosen.style, fonts, chosen.fit) as made:
        return Typeset(made.pdf(), chosen.plan, chosen.style, style, made.facts(), chosen.notices)


def _chosen(document: Document, style: Style, fonts: FontSet) -> _Trial:
    plan = make_plan(document, style)
    as_is = _Trial(plan, style, Fit(style.pt("grid.pitch")))
    if not _apart(as_is, fonts):
        return as_is
    tightest = _tightened(document, style, PITCH_STEPS[-1])
    if not _apart(tightest, fonts):
        # 收得越少越好：折半找最小的收法。
        steps = [_tightened(document, style, step) for step in PITCH_STEPS]
        return steps[bisect_left(steps, 1, key=lambda trial: int(not _apart(trial, fonts)))]
    said = "署名和日期会单独成面，已让末段随署名换面（7.3.5.5）"
    kept = _Trial(plan, style, Fit(style.pt("grid.pitch"), keep_last=True), (said,))
    if _short_last(plan) and not _apart(kept, fonts):
        return kept
    said = "署名和日期单独成面（此页无正文），请增删几行正文或调整行距（7.3.5.5）"
    return replace(as_is, notices=(said,))


def _apart(trial: _Trial, fonts: FontSet) -> bool:
    with sheets(trial.plan, trial.style, fonts, trial.fit) as made:
        return made.facts().closing_apart


def _tightened(document: Document, style: Style, step: float) -> _Trial:
    """行距收到 step 倍的排法。"""
    tighter = style.with_pitch(round(style.pt("grid.pitch") * step, 2))
    said = f"署名和日期会单独成面，已把主体的行距收到 {tighter.pt('grid.pitch'):g} pt（7.3.5.5）"
    return _Trial(make_plan(document, tighter), tighter, Fit(style.pt("grid.pitch")), (said,))


def _short_last(plan: Plan) -> bool:
    last = plan.items[-1]
    return (
        len(plan.items) > 1
        and isinstance(last, ParaItem)
        and sum(len(run.text) for run in last.runs) <= MAX_KEPT
    )
