"""这一步行不行：照路线、名册逐项看，不行的说出为什么、可以怎样。

签的时候有一条就不签，验的时候有一条就不认；两处用的是同一个函数。清单连不连得上、签名对不对不在这里看。
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from gongwen.signoff.built_objections import built_objections
from gongwen.signoff.duties import people_objections
from gongwen.signoff.objection import Check, Objection
from gongwen.signoff.particulars import particulars_objections
from gongwen.signoff.progress import OF_FINAL, claimed_day, earliest_day, people_of, same_place
from gongwen.signoff.sealing import seal_objections
from gongwen.signoff.step import DAYS, day, moment
from gongwen.signoff.verdict import open_findings
from gongwen.signoff.vocabulary import DECISIONS, MAY_WAIVE, Decision, StepKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.signoff.progress import Progress
    from gongwen.signoff.roster import Roster
    from gongwen.signoff.route import RouteStep
    from gongwen.signoff.step import Step

_DATED = {"meeting_on": "会议", "consented_on": "同意", "signed_on": "手签"}
# 几台机器的时钟差这么多不算倒退
TOLERANCE = timedelta(minutes=2)


def objections(progress: Progress, step: Step, roster: Roster) -> Iterator[Objection]:
    """走这一步的全部异议，先后照检查的次序；没有的就可以。roster 为空名册时，由谁办的各项都不合。"""
    unreadable = tuple(_unreadable(step))
    if unreadable:
        yield from unreadable
        return
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
    yield from particulars_objections(progress, place, step)
    yield from _subject_objections(progress, step)
    yield from _waiver_objections(progress, step)
    yield from people_objections(progress, place, step, roster)
    if step.decision is Decision.SEAL:
        yield from seal_objections(progress, place, step, roster)


def _unreadable(step: Step) -> Iterator[Objection]:
    """时间、日期写得不对：别的检查都要用，读不懂就不往下看。"""
    told = (getattr(step.details, key) for key in DAYS)
    for read, text in ((moment, step.claimed_at), *((day, each) for each in told if each is not None)):
        try:
            read(text)
        except ValueError as error:
            yield Objection(Check.CLOCK, str(error), "日期写成 2026-05-08 这样")


def _clock_objections(progress: Progress, step: Step) -> Iterator[Objection]:
    claimed = moment(step.claimed_at)
    if progress.latest and claimed < moment(progress.latest) - TOLERANCE:
        yield Objection(
            Check.CLOCK, f"时间（{step.claimed_at}）早于前面的一步（{progress.latest}）", "校准这台机器的时钟"
        )
    for key in DAYS:
        told = getattr(step.details, key)
        if told is not None and day(told) > claimed_day(step):
            yield Objection(Check.CLOCK, f"日期“{told}”在登记的那天之后", "核对日期")
    earliest = earliest_day(progress, step)
    for key, what in _DATED.items():
        told = getattr(step.details, key)
        if told is not None and earliest is not None and day(told) < earliest:
            yield Objection(
                Check.CLOCK,
                f"{what}的日期（{told}）早于前面的步骤、头一次构建（{earliest}）",
                "核对日期；先签发后审核的，退回重办",
            )


def _order_objections(progress: Progress, place: RouteStep, step: Step) -> Iterator[Objection]:
    if step.decision is Decision.CONFIRM:
        if not any(same_place(each, step) for each in progress.provisional):
            yield Objection(Check.PROVISIONAL, f"“{step.actor}”没有要补签的", "待补签的那一位自己补签")
        return
    allowed = progress.open_steps
    if place not in allowed:
        names = "、".join(f"“{each.name}”（{each.step_id}）" for each in allowed)
        why = "已经办过" if progress.complete(place) else "还没有轮到"
        yield Objection(
            Check.ORDER, f"“{place.name}”{why}", f"现在可以办：{names}" if names else "这一件已经办完"
        )
    if place.kind in OF_FINAL and step.decision is not Decision.RETURN and progress.final is None:
        yield Objection(Check.FINAL, f"“{place.name}”要等定稿", "先出定稿：gongwen build --final")


def _subject_objections(progress: Progress, step: Step) -> Iterator[Objection]:
    assert progress.built is not None
    if step.subjects != progress.built.subjects:
        yield Objection(Check.SUBJECT, "签的不是最近构建的文件", "重新看过再签")
    if step.findings != progress.built.findings:
        yield Objection(Check.FINDINGS, "记的不是那次构建的校对结果", "重新看过再签")


def _waiver_objections(progress: Progress, step: Step) -> Iterator[Objection]:
    if not step.waivers:
        return
    if step.step_kind not in MAY_WAIVE:
        yield Objection(Check.WAIVER, f"{step.step_kind.term}的人不能放行", "由审核人、签发人具名放行")
    drafted = "、".join(sorted(progress.drafters & people_of(step)))
    if drafted:
        yield Objection(Check.WAIVER, f"“{drafted}”拟的稿，不能由他放行", "由别的审核人、签发人具名放行")
    if step.decision in (Decision.RETURN, Decision.CONFIRM):
        yield Objection(Check.WAIVER, f"{step.decision}时不放行", "同意、签发时放行")
    known = {(each.code, each.fingerprint) for each in open_findings(step.findings)}
    for waiver in step.waivers:
        if (waiver.code, waiver.fingerprint) not in known:
            yield Objection(Check.WAIVER, f"没有“{waiver.code} {waiver.fingerprint}”这一处", "核对指纹")
        if waiver.name != step.actor or not waiver.reason.strip():
            yield Objection(Check.WAIVER, f"放行 {waiver.code} 要由签的人具名、写明理由", "写上理由")
