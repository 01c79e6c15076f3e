"""排成 PDF，并处理“此页无正文”：署名单独成面时调整行距（GB/T 9704—2012 7.3.5.5）。"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gongwen.layout.pdf import Fit, Pdf, SheetFacts, sheets
from gongwen.layout.plan import make_plan
from gongwen.layout.plan.model import HeadingItem, ParaItem

if TYPE_CHECKING:
    from gongwen.document.model import Document
    from gongwen.layout.fonts import FontSet
    from gongwen.layout.plan import Plan
    from gongwen.layout.style import Style

PITCH_STEPS = (0.99, 0.98, 0.97, 0.96, 0.95, 0.94)
# 主体的行距最多收 6%（27.2 pt），再密就看得出来了；附件和被印发件不动。
SPARE = 4.0
MOST_TIGHTENED = 10
NO_BODY = (
    "首页排不下正文（7.3.3）：标题、主送机关或标志太长，请缩短标题、用规范化简称，"
    "联合行文可只用主办机关的标志（写“发文机关标志”，7.2.4）"
)
LONGER_THAN_THE_TAIL = 56


@dataclass(frozen=True, slots=True)
class Typeset:
    """排好的一件：pdf、计划、主体的版式（行距可能调过）、附件的版式、所作的调整、版面事实、要告诉用户的话。"""

    pdf: Pdf
    plan: Plan
    style: Style
    annex_style: Style
    fit: Fit
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
    """排成 PDF。

    首页排不下正文时把主送机关移到版记（7.3.2）；署名单独成面时先收行距，再试末段最后两行随署名换面（7.3.5.5）；
    都不行就照排并说明。版记一面放不下时引发 LayoutError。
    """
    plan = make_plan(document, style)
    facts = _facts(_Trial(plan, style, Fit(style.pt("grid.pitch"))), fonts)
    moved = False
    if facts.first_body_face > 1 and plan.addressees:
        without = _facts(_as_is(document, style, moved=True), fonts)
        if without.first_body_face == 1:
            moved, facts = True, without
    chosen = _chosen(document, style, fonts, facts, moved=moved)
    said = () if facts.first_body_face == 1 else (NO_BODY,)
    with sheets(chosen.plan, chosen.style, fonts, chosen.fit) as made:
        pdf = made.pdf()
        return Typeset(pdf, chosen.plan, chosen.style, style, chosen.fit, made.facts(), said + chosen.notices)


def _as_is(document: Document, style: Style, *, moved: bool) -> _Trial:
    return _Trial(make_plan(document, style, move_addressees=moved), style, Fit(style.pt("grid.pitch")))


def _chosen(document: Document, style: Style, fonts: FontSet, facts: SheetFacts, *, moved: bool) -> _Trial:
    as_is = _as_is(document, style, moved=moved)
    if not facts.closing_apart:
        return as_is
    # 长文件不为一个署名动全文的行距，也不反复试排（一千面试排几遍要两个 GB）。
    short = facts.body_faces <= MOST_TIGHTENED
    tightest = _tightened(document, style, PITCH_STEPS[-1], moved=moved)
    if short and not _apart(tightest, fonts):
        # 收得越少越好：折半找最小的收法。
        steps = [_tightened(document, style, step, moved=moved) for step in PITCH_STEPS]
        return steps[bisect_left(steps, 1, key=lambda trial: int(not _apart(trial, fonts)))]
    said = "署名和日期会单独成面，已把末段最后两行移到署名所在的面（7.3.5.5）"
    kept = replace(as_is, fit=replace(as_is.fit, keep_last=True), notices=(said,))
    if _divisible(as_is.plan) and not _apart(kept, fonts):
        return kept
    said = "署名和日期单独成面（此页无正文），请增删几行正文或调整行距（7.3.5.5）"
    return replace(as_is, notices=(said,))


def _facts(trial: _Trial, fonts: FontSet) -> SheetFacts:
    with sheets(trial.plan, trial.style, fonts, trial.fit) as made:
        return made.facts()


def _apart(trial: _Trial, fonts: FontSet) -> bool:
    return _facts(trial, fonts).closing_apart


def _tightened(document: Document, style: Style, step: float, *, moved: bool) -> _Trial:
    """行距收到 step 倍的排法。"""
    tighter = style.with_pitch(round(style.pt("grid.pitch") * step, 2))
    said = f"署名和日期会单独成面，已把主体的行距收到 {tighter.pt('grid.pitch'):g} pt（7.3.5.5）"
    fit = Fit(style.pt("grid.pitch"), spare=SPARE)
    return _Trial(make_plan(document, tighter, move_addressees=moved), tighter, fit, (said,))


def _divisible(plan: Plan) -> bool:
    """末段是文字，分得出最后两行。

    不过两行的要整段换面：首页的正文只有这一段、前面是它的标题（会孤零零留在面末）的，不换。
    """
    last = plan.items[-1]
    if not (isinstance(last, ParaItem) or (isinstance(last, HeadingItem) and last.run_in)):
        return False
    if sum(len(run.text) for run in last.runs) > LONGER_THAN_THE_TAIL:
        return True
    before = plan.items[-2] if len(plan.items) > 1 else None
    return before is not None and not (isinstance(before, HeadingItem) and not before.run_in)
