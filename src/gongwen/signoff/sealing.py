"""用印行不行：盖哪一枚，谁保管，照规定谁批准过（office-rules 第 5 节）。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.signoff.duties import capacities
from gongwen.signoff.objection import Check, Objection
from gongwen.signoff.progress import day_of
from gongwen.signoff.route import BY_ORGAN, JOINT, organ_conditions
from gongwen.signoff.vocabulary import StepKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
        yield _not_usable(progress, place, details.seal)
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
            _how_approved(progress, lacking[0]),
        )


def seals_for(progress: Progress, place: RouteStep, name: str | None) -> tuple[Seal, ...]:
    """这枚印章现在照哪几条规定用：有合于情形的照那几条，没有的照平常的；一条也没有的，不能盖。"""
    named = [each for each in place.seals if each.name == name]
    # 是哪个机关的文、是不是联合的，只看发文机关，不看谁写的情形
    told = progress.conditions - {JOINT, *BY_ORGAN}
    met = told.union(organ_conditions(progress.organs), (JOINT,) if len(progress.organs) > 1 else ())
    fitting = [each for each in named if each.condition in met]
    return tuple(fitting or (each for each in named if not each.condition))


def _not_usable(progress: Progress, place: RouteStep, name: str | None) -> Objection:
    """没有这枚印章，或它不盖这样的公文：说出可以盖哪几枚、什么情形才盖它。"""
    names = tuple(dict.fromkeys(each.name for each in place.seals))
    if name not in names:
        return Objection(Check.SEAL, f"没有“{name or ''}”这枚印章", f"可用：{'、'.join(names)}")
    usable = [each for each in names if seals_for(progress, place, each)]
    wanted = [each.condition for each in place.seals if each.name == name]
    tellable = [each for each in wanted if each not in (JOINT, *BY_ORGAN)]
    hint = f"；确是{'、'.join(tellable)}的，由签发人签发的时候添（--condition）" if tellable else ""
    organ = progress.organs[0] if progress.organs else "没有写"
    return Objection(
        Check.SEAL,
        f"这一件不能盖“{name}”：它只盖{'、'.join(wanted)}的，这一件的发文机关是{organ}",
        (f"这一件可以盖：{'、'.join(usable)}" if usable else "这条路线里没有可以盖的印章") + hint,
    )


def _how_approved(progress: Progress, groups: Sequence[tuple[str, ...]]) -> str:
    """批准的人可以在哪几步办；没有这样的步骤的，填审批单。"""
    roles = {role for group in groups for role in group}
    steps = progress.route.steps if progress.route else ()
    names = [each.name for each in steps if each.kind in _APPROVING and roles & set(each.roles)]
    slip = "填公章使用审批单，用 --from-sheet 和 --approved-by 登记"
    if not names:
        return f"这条路线没有他们办的步骤：{slip}"
    return f"由他们办“{'”“'.join(names)}”（已经过去的，退回去办）；或{slip}"


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
