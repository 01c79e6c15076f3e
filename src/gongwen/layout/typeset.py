"""排成 PDF，并处理“此页无正文”：署名单独成面时调整行距（GB/T 9704—2012 7.3.5.5）。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.layout.pdf import Fit, Pdf, render_pdf
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
    """排好的一件：pdf、计划、主体的版式（行距可能调过）、附件的版式、要告诉用户的话。"""

    pdf: Pdf
    plan: Plan
    style: Style
    annex_style: Style
    notices: tuple[str, ...]


def typeset(document: Document, style: Style, fonts: FontSet) -> Typeset:
    """排成 PDF。署名单独成面时先收行距，再试末段随署名换面；都不行就照排并说明。"""
    plan = make_plan(document, style)
    pdf = render_pdf(plan, style, fonts)
    if not pdf.closing_apart:
        return Typeset(pdf, plan, style, style, ())
    tightest = _tightened(document, style, fonts, PITCH_STEPS[-1])
    if tightest is not None:
        found = (_tightened(document, style, fonts, step) for step in PITCH_STEPS[:-1])
        return next((each for each in found if each is not None), tightest)
    if _short_last(plan):
        kept = render_pdf(plan, style, fonts, Fit(style.pt("grid.pitch"), keep_last=True))
        if not kept.closing_apart:
            said = "署名和日期会单独成面，已让末段随署名换面（7.3.5.5）"
            return Typeset(kept, plan, style, style, (said,))
    said = "署名和日期单独成面（此页无正文），请增删几行正文或调整行距（7.3.5.5）"
    return Typeset(pdf, plan, style, style, (said,))


def _tightened(document: Document, style: Style, fonts: FontSet, step: float) -> Typeset | None:
    """行距收到 step 倍时的排法；署名仍单独成面时为 None。"""
    tighter = style.with_pitch(round(style.pt("grid.pitch") * step, 2))
    plan = make_plan(document, tighter)
    pdf = render_pdf(plan, tighter, fonts, Fit(style.pt("grid.pitch")))
    if pdf.closing_apart:
        return None
    said = f"署名和日期会单独成面，已把主体的行距收到 {tighter.pt('grid.pitch'):g} pt（7.3.5.5）"
    return Typeset(pdf, plan, tighter, style, (said,))


def _short_last(plan: Plan) -> bool:
    last = plan.items[-1]
    return (
        len(plan.items) > 1
        and isinstance(last, ParaItem)
        and sum(len(run.text) for run in last.runs) <= MAX_KEPT
    )
