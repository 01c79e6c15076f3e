"""排成 PDF，并处理“此页无正文”和版记多占一张纸：调整行距，或让末段随署名换面（GB/T 9704—2012 7.3.5.5）。"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gongwen.layout.pdf import Fit, Pdf, SheetFacts, sheets
from gongwen.layout.plan import make_plan
from gongwen.layout.plan.model import HeadingItem, ParaItem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gongwen.document.model import Document
    from gongwen.layout.fonts import FontSet
    from gongwen.layout.plan import Plan
    from gongwen.layout.style import Style

PITCH_STEPS = (0.99, 0.98, 0.97, 0.96, 0.95, 0.94)
# 主体的行距最多收 6%（27.2 pt），再密就看得出来了；附件和被印发件不动。
SPARE = 4.0
MOST_TIGHTENED = 10
MASTHEAD_STEPS = 5
NO_BODY = (
    "首页排不下正文（7.3.3）：标题、主送机关或标志太长，请缩短标题、用规范化简称，"
    "联合行文可只用主办机关的标志（写“发文机关标志”，7.2.4）"
)
CLOSING_CLAUSE, COLOPHON_CLAUSE = "7.3.5.5", "5.2.3 特定情况"
LONGER_THAN_THE_TAIL = 56
MOVED = {
    "whole": "末段移到",
    "headed": "末段连同小标题移到",
    "lines": "末段最后两行移到",
}
SIGNATURE_APART = "署名和日期单独成面（此页无正文），请增删几行正文或调整行距（7.3.5.5）"


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
    """一种排法和排出来的样子。"""

    plan: Plan
    style: Style
    fit: Fit
    facts: SheetFacts
    notices: tuple[str, ...] = ()


def typeset(document: Document, style: Style, fonts: FontSet, *, preprinted: bool = False) -> Typeset:
    """排成 PDF。preprinted：套打，红头不印，位置空着。

    首页排不下正文时，几个机关的标志先缩小，再把主送机关移到版记（7.3.2）；署名单独成面时先收行距，再试末段随署名换面（7.3.5.5）；
    版记在末面放不下、要多出一张纸时也收行距；都不行就照排并说明。版记一面放不下时引发 LayoutError。
    """
    desk, as_is = _with_body_on_first_face(document, style, fonts, preprinted=preprinted)
    chosen = _chosen(desk, as_is)
    said = () if as_is.facts.first_body_face == 1 else (NO_BODY,)
    with sheets(chosen.plan, chosen.style, fonts, chosen.fit) as made:
        pdf = made.pdf()
        return Typeset(pdf, chosen.plan, chosen.style, style, chosen.fit, made.facts(), said + chosen.notices)


def _with_body_on_first_face(
    document: Document, style: Style, fonts: FontSet, *, preprinted: bool
) -> tuple[_Desk, _Trial]:
    """首页排得下正文的排法（7.3.3）；都不行时是照版式的。"""
    first = _Desk(document, style, fonts, preprinted=preprinted)
    as_is = first.as_is()
    if as_is.facts.first_body_face == 1:
        return first, as_is
    for other, moved in _smaller_heads(as_is, style):
        desk = _Desk(document, other, fonts, moved=moved, preprinted=preprinted)
        found = desk.as_is()
        if found.facts.first_body_face == 1:
            return desk, found
    return first, as_is


def _smaller_heads(as_is: _Trial, style: Style) -> Iterator[tuple[Style, bool]]:
    """依次试的：几个机关的标志小一点、再小一点，到够用为止；再把主送机关移到版记（真），标志照旧或最小。"""
    masthead, smallest = as_is.plan.head.masthead, style.pt("masthead.min_size")
    sizes = []
    if len(masthead.lines) > 1 and masthead.size > smallest:
        step = (masthead.size - smallest) / MASTHEAD_STEPS
        sizes = [masthead.size - step * count for count in range(1, MASTHEAD_STEPS + 1)]
    yield from ((style.with_masthead(size), False) for size in sizes)
    if as_is.plan.addressees:
        yield style, True
        if sizes:
            yield style.with_masthead(sizes[-1]), True


def typeset_annex(plan: Plan, style: Style, fonts: FontSet) -> Typeset:
    """另成文件的附件排成 PDF：没有署名和版记，不用试排。"""
    fit = Fit(style.pt("grid.pitch"))
    with sheets(plan, style, fonts, fit) as made:
        facts = SheetFacts("none", closing_apart=False, first_body_face=1, body_faces=1)
        return Typeset(made.pdf(), plan, style, style, fit, facts, ())


class _Desk:
    """试排的地方：各种行距排过的记着，不排第二遍。"""

    def __init__(
        self, document: Document, style: Style, fonts: FontSet, *, moved: bool = False, preprinted: bool
    ) -> None:
        self._document, self._style, self._fonts = document, style, fonts
        self._moved, self._preprinted = moved, preprinted
        self._full = style.pt("grid.pitch")
        self._tightened: dict[float, _Trial] = {}

    def as_is(self) -> _Trial:
        """照版式排。"""
        return self._set(self._plan(self._style), self._style, Fit(self._full))

    def _plan(self, style: Style) -> Plan:
        return make_plan(self._document, style, move_addressees=self._moved, preprinted=self._preprinted)

    def kept(self, as_is: _Trial) -> _Trial:
        """末段随署名换面。"""
        made = self._set(as_is.plan, self._style, replace(as_is.fit, keep_last=True))
        what = MOVED.get(made.facts.moved, MOVED["lines"])
        said = f"署名和日期会单独成面，已把{what}署名所在的面（7.3.5.5）"
        return replace(made, notices=(said,))

    def noted(self, as_is: _Trial) -> _Trial:
        """附件说明随署名换面。"""
        made = self._set(as_is.plan, as_is.style, replace(as_is.fit, keep_notes=True))
        said = "署名和日期会单独成面，已把附件说明移到署名所在的面（7.3.5.1）"
        return replace(made, notices=(said,))

    def least_tightened(
        self, good: Callable[[SheetFacts], bool], trouble: str, clause: str = CLOSING_CLAUSE
    ) -> _Trial | None:
        """行距收得最少而 good 的排法；收到头也不行时为 None。"""
        if not good(self._at(PITCH_STEPS[-1]).facts):
            return None
        # 收得越少越好：折半找最小的收法。
        step = PITCH_STEPS[bisect_left(PITCH_STEPS, 1, key=lambda step: int(good(self._at(step).facts)))]
        found = self._at(step)
        pitch = found.style.pt("grid.pitch")
        return replace(found, notices=(f"{trouble}，已把主体的行距收到 {pitch:g} pt（{clause}）",))

    def _at(self, step: float) -> _Trial:
        """行距收到 step 倍。"""
        if step not in self._tightened:
            tighter = self._style.with_pitch(round(self._full * step, 2))
            fit = Fit(self._full, spare=SPARE)
            self._tightened[step] = self._set(self._plan(tighter), tighter, fit)
        return self._tightened[step]

    def _set(self, plan: Plan, style: Style, fit: Fit) -> _Trial:
        with sheets(plan, style, self._fonts, fit) as made:
            return _Trial(plan, style, fit, made.facts())


def _chosen(desk: _Desk, as_is: _Trial) -> _Trial:
    """署名不单独成面、版记不多占纸的排法；两样不能都有时先顾署名，没有做到的说明。"""
    if as_is.facts.closing_apart:
        found = _with_text_beside_signature(desk, as_is)
    elif as_is.facts.placement == "blank" and _is_short(as_is) and not _has_annexes(as_is.plan):
        found = desk.least_tightened(_is_good, "版记在末面放不下，会多出一张纸", COLOPHON_CLAUSE) or as_is
    else:
        found = as_is
    if found.facts.placement != "blank":
        return found
    if found.plan.ends_turned:
        said = f"版记不排在横排的面上：第 {found.facts.last_face} 面之后空一面，另起偶数面（推导）"
    else:
        said = f"版记在第 {found.facts.last_face} 面放不下：空一面，另起偶数面（推导）；增删几行可以省一张纸"
    return replace(found, notices=(*found.notices, said))


def _with_text_beside_signature(desk: _Desk, as_is: _Trial) -> _Trial:
    # 长文件不为一个署名动全文的行距，也不反复试排（一千面试排几遍要两个 GB）。
    short, trouble = _is_short(as_is), "署名和日期会单独成面"
    best = desk.least_tightened(_is_good, trouble) if short else None
    if best is None:
        best = _with_annex_note_beside(desk, as_is)
    if best is not None:
        return best
    kept = desk.kept(as_is) if _divisible(as_is.plan) else None
    if kept is not None and (kept.facts.closing_apart or kept.facts.first_body_face > 1):
        kept = None
    if kept is not None and _is_good(kept.facts):
        return kept
    together = desk.least_tightened(lambda facts: not facts.closing_apart, trouble) if short else None
    return together or kept or replace(as_is, notices=(SIGNATURE_APART,))


def _with_annex_note_beside(desk: _Desk, as_is: _Trial) -> _Trial | None:
    """附件说明与署名同面，也不算单独成面（7.3.5.1：正文或附件说明之下一行之内）；做不到时为 None。"""
    if not as_is.facts.closing_alone:
        return as_is
    noted = desk.noted(as_is) if as_is.plan.annex_notes else None
    usable = noted is not None and not noted.facts.closing_alone and noted.facts.placement != "blank"
    return noted if usable else None


def _is_good(facts: SheetFacts) -> bool:
    return not facts.closing_apart and facts.placement != "blank"


def _is_short(trial: _Trial) -> bool:
    return trial.facts.body_faces <= MOST_TIGHTENED


def _has_annexes(plan: Plan) -> bool:
    """文末是附件或被印发件：收主体的行距，末面不变。"""
    return bool(plan.annexes) or plan.issued is not None


def _divisible(plan: Plan) -> bool:
    """末段是文字，连同它之上的标题换面之后，首页还留得下正文；只有一段的，长的可以分开。"""
    *before, last = plan.items
    if not (isinstance(last, ParaItem) or (isinstance(last, HeadingItem) and last.run_in)):
        return False
    if any(not isinstance(item, HeadingItem) or item.run_in for item in before):
        return True
    return sum(len(run.text) for run in last.runs) > LONGER_THAN_THE_TAIL
