"""定稿上要填的：发文字号是登记的，成文日期是签发或会议通过的那天；签发的是谁。都由清单得来。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gongwen.signoff.progress import day_of
from gongwen.signoff.vocabulary import Decision, StepKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.signoff.progress import Progress
    from gongwen.signoff.step import Step


@dataclass(frozen=True, slots=True)
class Dating:
    """成文日期，和它是哪一天（给人看的）。"""

    day: date
    why: str


def registered_number(progress: Progress) -> str | None:
    """登记的发文字号；没有登记的为 None。"""
    numbers = [step.details.number for step in _held(progress, StepKind.REGISTERED)]
    return numbers[-1] if numbers else None


def dating(progress: Progress) -> Dating | None:
    """成文日期：路线写明照讨论通过的，是通过它的会议那天；不然是签发那天，几家的是最后一家签发那天。

    还没有签发的为 None。
    """
    adopted = [step for step in _held(progress, StepKind.ADOPTED) if step.details.meeting_on]
    if progress.route and progress.route.dated_by is StepKind.ADOPTED and adopted:
        details = adopted[-1].details
        return Dating(date.fromisoformat(details.meeting_on or ""), f"{details.meeting}通过的日期")
    if not progress.approvals:
        return None
    last = max(progress.approvals, key=day_of)
    if last.decision is Decision.PROVISIONAL:
        return Dating(day_of(last), f"{last.actor}同意的日期，待补签")
    several = len({step.details.party for step in progress.approvals}) > 1
    return Dating(day_of(last), f"最后签发的{last.details.party}签发的日期" if several else "签发日期")


def signers(progress: Progress) -> tuple[str, ...]:
    """签发的人：末一步签发的各位，照发文机关的次序。"""
    steps = [step for step in progress.of_kind(StepKind.APPROVED) if progress.done.get(step.step_id)]
    if not steps:
        return ()
    order = {organ: at for at, organ in enumerate(progress.organs)}
    held = sorted(progress.done[steps[-1].step_id], key=lambda one: order.get(one.details.party or "", 0))
    return tuple(step.actor or "" for step in held)


def _held(progress: Progress, kind: StepKind) -> Iterator[Step]:
    return (step for step in progress.consents() if step.step_kind is kind)
