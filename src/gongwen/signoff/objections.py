"""这一步行不行：照路线、名册逐项看，不行的说出为什么、可以怎样。

签的时候有一条就不签，验的时候有一条就不认；两处用的是同一个函数。清单连不连得上、签名对不对不在这里看。
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from gongwen.signoff.built_objections import built_objections
from gongwen.signoff.duties import people_objections
from gongwen.signoff.objection import Check, Objection
from gongwen.signoff.progress import OF_FINAL, claimed_day
from gongwen.signoff.sealing import seal_objections
from gongwen.signoff.verdict import open_findings
from gongwen.signoff.vocabulary import DECISIONS, MAY_WAIVE, Decision, StepKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.signoff.progress import Progress
    from gongwen.signoff.roster import Roster
    from gongwen.signoff.route import RouteStep
    from gongwen.signoff.step import Step

# 几台机器的时钟差这么多不算倒退
TOLERANCE = timedelta(minutes=2)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def objections(progress: Progress, step: Step, roster: Roster) -> Iterator[Objection]:
    """走这一步的全部异议，先后照检查的次序；没有的就可以。roster 为空名册时，由谁办的各项都不合。"""
    yield from _clock_objections(progress, step)
    if progress.last is not None and step.case != progress.last.case:
        yield Objection(Check.CASE, "是另一件的步骤")
    if step.step_kind is StepKind.BUILT:
        yield from built_objections(progress, step)
        return
    if progress.route is None or progress.built is None:
        yield Objection(Check.ROUTE, "还没有构建出来，没有路线", "先构建一次：gongwen build")
        return
    if step.route_digest != progress.route.digest:
        yield Objection(Check.ROUTE, f"不是照“{progress.route.name}”办的", "一件公文从头到尾照一条路线办")
    place = progress.route.step(step.step_id)
    if place is None or place.kind is not step.step_kind:
        names = "、".join(each.step_id for each in progress.route.steps)
        yield Objection(Check.ORDER, f"路线里没有“{step.step_id}”这一步", f"可用：{names}")
        return
    yield from _step_objections(progress, place, step, roster)


def _step_objections(progress: Progress, place: RouteStep, step: Step, roster: Roster) -> Iterator[Objection]:
    if step.decision not in DECISIONS[place.kind]:
        told = "、".join(each.value for each in DECISIONS[place.kind])
        yield Objection(Check.DECISION, f"“{place.name}”没有“{step.decision or ''}”这个决定", f"可用：{told}")
        return
    if not step.actor:
        yield Objection(Check.REQUIRED, "没有写是谁办的", "写上 --as 姓名")
        return
    yield from _order_objections(progress, place, step)
    yield from _required_objections(progress, place, step)
    yield from _subject_objections(progress, step)
    yield from _waiver_objections(step)
    yield from people_objections(progress, place, step, roster)
    if step.decision is Decision.SEAL:
        yield from seal_objections(progress, place, step, roster)


def _clock_objections(progress: Progress, step: Step) -> Iterator[Objection]:
    try:
        claimed = datetime.fromisoformat(step.claimed_at)
        last = datetime.fromisoformat(progress.last.claimed_at) if progress.last else claimed
        backwards = claimed < last - TOLERANCE
    except (ValueError, TypeError):
        yield Objection(Check.CLOCK, f"时间读不懂：{step.claimed_at}")
        return
    if backwards:
        yield Objection(
            Check.CLOCK, f"时间（{step.claimed_at}）早于前一步（{last.isoformat()}）", "校准这台机器的时钟"
        )
    for told in (step.details.signed_on, step.details.consented_on, step.details.meeting_on):
        if told is not None and not (_is_day(told) and date.fromisoformat(told) <= claimed_day(step)):
            yield Objection(Check.CLOCK, f"日期“{told}”不对，或在登记的那天之后", "写成 2026-05-08 这样")


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def _order_objections(progress: Progress, place: RouteStep, step: Step) -> Iterator[Objection]:
    if step.decision is Decision.CONFIRM:
        if not any(
            (each.step_id, each.details.party, each.actor) == (step.step_id, step.details.party, step.actor)
            for each in progress.provisional
        ):
            yield Objection(Check.PROVISIONAL, f"“{step.actor}”没有要补签的", "待补签的那一位自己补签")
        return
    allowed = progress.open_steps
    if place not in allowed:
        names = "、".join(f"“{each.name}”（{each.step_id}）" for each in allowed)
        why = "已经办过" if progress.complete(place) else "还没有轮到"
        yield Objection(
            Check.ORDER, f"“{place.name}”{why}", f"现在可以办：{names}" if names else "这一件已经办完"
        )
    if place.kind in OF_FINAL and not (progress.built and progress.built.is_final):
        yield Objection(Check.FINAL, f"“{place.name}”要等定稿", "先出定稿：gongwen build --final")


def _required_objections(progress: Progress, place: RouteStep, step: Step) -> Iterator[Objection]:
    details, decision = step.details, step.decision
    if decision is Decision.RETURN:
        if not (step.reason or "").strip():
            yield Objection(Check.REQUIRED, "退回没有写理由", "写上 --reason 理由")
        yield from _target_objections(progress, place, details.return_to)
    elif details.return_to is not None:
        yield Objection(Check.REQUIRED, "不是退回，不写退回到哪一步", "去掉 --return-to")
    needs = {
        Decision.PROVISIONAL: (
            ("how", "怎样请示、怎样答复的", "--how"),
            ("consented_on", "哪天同意的", "--on"),
        ),
        Decision.REGISTER: (("number", "发文字号", "--number"),),
        Decision.ADOPT: (("meeting", "哪次会议", "--meeting"), ("meeting_on", "哪天通过的", "--on")),
        Decision.SEAL: (("seal", "哪一枚印章", "--seal"),),
    }
    for name, what, option in needs.get(decision, ()) if decision else ():
        if not str(getattr(details, name) or "").strip():
            yield Objection(Check.REQUIRED, f"没有写{what}", f"写上 {option}")
    if step.sheet_digest is not None and details.signed_on is None and decision is not Decision.SEAL:
        yield Objection(Check.REQUIRED, "没有写纸上签的日期", "写上 --on 日期")


def _target_objections(progress: Progress, place: RouteStep, target: str | None) -> Iterator[Objection]:
    assert progress.route is not None
    before = [each.step_id for each in progress.route.steps[: progress.route.places[place.step_id]]]
    if target is not None and target not in before:
        told = f"可用：{'、'.join(before)}" if before else "这是第一步，没有可退的"
        yield Objection(Check.ORDER, f"不能退回到“{target}”", told)


def _subject_objections(progress: Progress, step: Step) -> Iterator[Objection]:
    assert progress.built is not None
    if step.subjects != progress.built.subjects:
        yield Objection(Check.SUBJECT, "签的不是最近构建的文件", "重新看过再签")
    if step.findings != progress.built.findings:
        yield Objection(Check.FINDINGS, "记的不是那次构建的校对结果", "重新看过再签")


def _waiver_objections(step: Step) -> Iterator[Objection]:
    if not step.waivers:
        return
    if step.step_kind not in MAY_WAIVE:
        yield Objection(Check.WAIVER, f"{step.step_kind.term}的人不能放行", "由审核人、签发人具名放行")
    known = {(each.code, each.fingerprint) for each in open_findings(step.findings)}
    for waiver in step.waivers:
        if (waiver.code, waiver.fingerprint) not in known:
            yield Objection(Check.WAIVER, f"没有“{waiver.code} {waiver.fingerprint}”这一处", "核对指纹")
        if waiver.name != step.actor or not waiver.reason.strip():
            yield Objection(Check.WAIVER, f"放行 {waiver.code} 要由签的人具名、写明理由", "写上理由")
