"""用印行不行：盖哪一枚，谁保管，照规定谁批准过（office-rules 第 5 节）。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.signoff.duties import capacities
from gongwen.signoff.objection import Check, Objection
from gongwen.signoff.progress import day_of
from gongwen.signoff.vocabulary import StepKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.signoff.progress import Progress
    from gongwen.signoff.roster import Roster
    from gongwen.signoff.route import RouteStep, Seal
    from gongwen.signoff.step import Step

_APPROVING = (StepKind.REVIEWED, StepKind.APPROVED, StepKind.LEGAL)


def seal_objections(progress: Progress, place: RouteStep, step: Step, roster: Roster) -> Iterator[Objection]:
    """用这枚印的异议。"""
    details = step.details
    seals = seals_for(progress, place, details.seal)
    if not seals:
        names = "、".join(dict.fromkeys(each.name for each in place.seals))
        yield Objection(Check.SEAL, f"没有“{details.seal or ''}”这枚印章", f"可用：{names}")
        return
    roles = capacities(step, roster)
    if not any(roles & set(seal.keepers) for seal in seals):
        keepers = "、".join(dict.fromkeys(role for seal in seals for role in seal.keepers))
        yield Objection(Check.SEAL, f"“{step.actor}”不保管“{details.seal}”", f"由{keepers}盖")
    lacking = [_lacking(progress, seal, step, roster) for seal in seals]
    if all(lacking):
        groups = "；".join("或".join(group) for group in lacking[0])
        yield Objection(
            Check.SEAL,
            f"用“{details.seal}”还没有经过批准：{groups}",
            "等批准的人办了他的一步；另填公章使用审批单的，用 --from-sheet 和 --approved-by 登记",
        )


def seals_for(progress: Progress, place: RouteStep, name: str | None) -> tuple[Seal, ...]:
    """这枚印章现在照哪几条规定用：有合于情形的照那几条，没有的照平常的。"""
    named = [each for each in place.seals if each.name == name]
    fitting = [each for each in named if each.condition and each.condition in progress.conditions]
    return tuple(fitting or (each for each in named if not each.condition))


def _lacking(progress: Progress, seal: Seal, step: Step, roster: Roster) -> list[tuple[str, ...]]:
    """还没有人批准的各组角色。"""
    held: set[str] = set()
    for each in progress.consents():
        if each.step_kind in _APPROVING:
            held |= capacities(each, roster)
    if step.sheet_digest is not None:
        for name in step.details.approvals or ():
            held |= roster.roles_of(name, day_of(step))
    return [group for group in seal.approvals if not held & set(group)]
