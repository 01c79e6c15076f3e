"""不是问题、看的人要知道的：手签登记的、受委托的、一人兼了几样的、看的不是签发的内容的。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.signoff.duties import doubled_duties
from gongwen.signoff.progress import claimed_day
from gongwen.signoff.vocabulary import Decision, Separation, StepKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongwen.signoff.progress import Progress
    from gongwen.signoff.roster import Roster
    from gongwen.signoff.step import Step


def step_notes(progress: Progress, step: Step, roster: Roster | None) -> Iterator[str]:
    """一步要说明的；progress 是办它以前的。"""
    place = progress.route.step(step.step_id) if progress.route else None
    if place is None or step.step_kind is StepKind.BUILT:
        return
    where = f"第 {step.seq + 1} 行“{place.name}”{step.actor or ''}"
    yield from (f"{where}：{each}" for each in _paper_notes(step, roster))
    if step.decision is Decision.PROVISIONAL:
        yield f"{where}：先同意、待补签，登记人{step.entered_by or ''}，{step.details.how or ''}"
    if step.on_behalf_of is not None:
        yield f"{where}：受{step.on_behalf_of}委托"
    if step.waivers:
        yield f"{where}：具名放行 {len(step.waivers)} 处"
    if step.details.conditions:
        yield f"{where}：添上情形“{'、'.join(step.details.conditions)}”"
    kinds = doubled_duties(progress, step)
    if kinds and progress.route and progress.route.separation is Separation.WARN:
        yield f"{where}：也办过{'、'.join(each.term for each in kinds)}（路线只作提醒）"


def _paper_notes(step: Step, roster: Roster | None) -> Iterator[str]:
    """照纸上登记的：本人没有签名，凭的是登记的人。"""
    if step.decision is Decision.SEAL:
        if step.details.approvals:
            names = "、".join(step.details.approvals)
            yield f"批准人{names}，照纸上的审批单，由保管印章的{step.signatory or ''}登记"
        return
    if step.sheet_digest is None:
        return
    yield f"手签登记，登记人{step.entered_by or ''}"
    if roster is not None and _has_key(roster, step):
        yield "他有钥匙，这一步没有用，凭的是登记人"


def _has_key(roster: Roster, step: Step) -> bool:
    rows = roster.of(step.actor or "")
    day = claimed_day(step)
    return any(row.public_key and row.revoked_after is None and row.valid_on(day) for row in rows)


def end_notes(progress: Progress, others: Iterable[str]) -> Iterator[str]:
    """走到头要说明的：看的不是签发的内容的各步，清单没有记的文件。others 是清单旁边的各个版面文件。"""
    approved = {each.content for each in progress.approvals}
    for step in progress.consents() if approved else ():
        place = progress.route.step(step.step_id) if progress.route else None
        if place is not None and step.content not in approved:
            yield f"第 {step.seq + 1} 行 {step.actor or ''} {place.name}的内容与签发的不同"
    known = {each.name for each in progress.built.subjects} if progress.built else set()
    strays = [each for each in others if each not in known]
    if strays:
        more = f"等 {len(strays)} 个" if len(strays) > _SHOWN else ""
        yield f"旁边的{'、'.join(strays[:_SHOWN])}{more}，清单没有记，没有验：不要当作这一件的文件"


_SHOWN = 10
