"""照路线走一遍：每一步用签的时候那同一个 objections 看，签的时候不许的，验的时候不认。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.signoff.objections import TOLERANCE, objections
from gongwen.signoff.progress import Progress, applied
from gongwen.signoff.roster import Roster
from gongwen.signoff.step import moment
from gongwen.signoff.verify.checks import NEED_ROSTER, Audit, CheckResult, failed, unknown
from gongwen.signoff.verify.notes import step_notes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from gongwen.signoff.step import Step

_UNREADABLE = (
    ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, RecursionError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Walked:
    """走完的：到了哪里、各步的问题、要说明的话；broken 是读不懂的那一步（没有为 None），后面的没有走。"""

    progress: Progress
    problems: tuple[CheckResult, ...]
    notes: tuple[str, ...]
    broken: CheckResult | None = None


def walked(steps: Sequence[Step], roster: Roster | None, now: datetime, *, whole: bool) -> Walked:
    """把各步走一遍。没有名册的，由谁办的各项不看；whole 为假，后面还有看不了的行，不说还差什么。"""
    progress, problems, notes = Progress(), list[CheckResult](), list[str]()
    for step in steps:
        try:
            problems += _step_problems(progress, step, roster, now)
            notes += step_notes(progress, step, roster)
            progress = applied(progress, step)
        except _UNREADABLE:
            broken = failed(
                Audit.FIELDS, "路线、日期或校对结果读不懂", step.seq + 1, "查明这一行是什么程序写的"
            )
            return Walked(progress, tuple(problems), tuple(notes), broken)
    if whole:
        problems += _end_problems(progress)
    return Walked(progress, tuple(problems), tuple(notes))


def _step_problems(
    progress: Progress, step: Step, roster: Roster | None, now: datetime
) -> Iterator[CheckResult]:
    number = step.seq + 1
    for each in objections(progress, step, roster or Roster()):
        if roster is not None or each.check not in NEED_ROSTER:
            yield failed(each.check, each.what, number, each.next_step)
    if moment(step.claimed_at) > now + TOLERANCE:
        yield failed(Audit.FUTURE, f"时间（{step.claimed_at}）在将来", number, "核对这台机器和签的机器的时钟")


def _end_problems(progress: Progress) -> Iterator[CheckResult]:
    """走到头，还差什么。"""
    current = progress.current
    if progress.changed:
        yield failed(
            Audit.REAPPROVED,
            "签发以后改了内容，还没有重新签发（条例第二十五条）",
            next_step="请原签发人重新签发；不该改的，改回签发的内容再构建",
        )
    if progress.route is None:
        yield unknown(Audit.FINISHED, "没有选路线，不知道该经过哪些人", next_step="在草稿里写“路线”，再构建")
    elif current is not None:
        yield unknown(Audit.FINISHED, f"还没有办完，轮到“{current.name}”")
    waiting = "、".join(
        f"{each.actor or ''}（{place.name}）"
        for each in progress.provisional
        if (place := progress.route and progress.route.step(each.step_id))
    )
    if waiting and current is None:
        yield failed(
            Audit.CONFIRMED, f"都办完了，{waiting}还没有补签", next_step="请本人补签（条例第二十二条）"
        )
    elif waiting:
        yield unknown(Audit.CONFIRMED, f"{waiting}先同意、待补签，还没有补", next_step="请本人补签")
