"""路线不许怎样走：条例的硬性规定。每一条都说出是哪一条规定。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.errors import UsageError, nearest
from gongwen.signoff.route_steps import STEPS
from gongwen.signoff.vocabulary import StepKind

if TYPE_CHECKING:
    from collections.abc import Collection

    from gongwen.settings import Settings
    from gongwen.signoff.route import Route, RouteStep

_KIND = "类别"
# 条例第二十五条：已经发文机关负责人签批的公文，印发前复核、登记、印制、核发
AFTER_APPROVAL = (
    StepKind.CHECKED, StepKind.REGISTERED, StepKind.PRINTED, StepKind.SEALED, StepKind.DISPATCHED,
)  # fmt: skip
_BEFORE_APPROVAL = (
    StepKind.DRAFTED, StepKind.REVIEWED, StepKind.LEGAL, StepKind.COUNTERSIGNED, StepKind.ADOPTED,
)  # fmt: skip
_NOT_INCOMING = (
    StepKind.DRAFTED, StepKind.APPROVED, StepKind.ADOPTED, StepKind.CHECKED, StepKind.PRINTED,
    StepKind.SEALED, StepKind.DISPATCHED,
)  # fmt: skip
_ISSUED = (StepKind.PRINTED, StepKind.DISPATCHED)


def refuse_against_rules(
    settings: Settings, route: Route, *, incoming: bool, used: Collection[str] = ()
) -> None:
    """路线与规定不合时引发 UsageError，说明是哪一条规定。used 是“适用”里用到的情形。"""
    if incoming:
        _refuse_outgoing_steps(settings, route)
    else:
        _refuse_outgoing(settings, route)
    _refuse_idle_conditions(settings, route, used)


def _refuse_outgoing(settings: Settings, route: Route) -> None:
    if route.steps[0].kind is not StepKind.DRAFTED:
        raise _wrong(
            settings, route, 0, "头一步不是拟稿", "发文从起草开始（条例第十八条）：头一步的类别写“拟稿”"
        )
    _refuse_wrong_order(settings, route)
    _refuse_without_approval(settings, route)
    if route.dated_by is StepKind.ADOPTED and not _of(route, StepKind.ADOPTED):
        raise UsageError(
            "成文日期取讨论通过的那天，路线里却没有讨论通过的步骤",
            settings.where("成文日期"),
            "加上类别是“讨论通过”的一步，或写成“签发”",
        )


def _refuse_idle_conditions(settings: Settings, route: Route, used: Collection[str]) -> None:
    """声明了没有用到的多半是写错了字；“适用”里的也要声明。"""
    told = {word for step in route.steps for word in (*step.when, *step.unless)}
    told |= {limit.condition for step in route.steps for limit in step.limits}
    told |= {seal.condition for step in route.steps for seal in step.seals}
    declared = route.conditions or {}
    for word in used:
        if word not in declared:
            close = nearest(word, declared)
            hint = f"是不是“{close}”？" if close else ""
            raise UsageError(
                f"没有“{word}”这种情形", settings.where("适用", "情形"), f"{hint}在 [情形] 里声明，写上解释"
            )
    for word in declared:
        if word not in told and word not in used:
            raise UsageError(
                f"情形“{word}”声明了，没有用到",
                settings.where("情形", word),
                "在步骤的情形、除非、限定里用它，或删去",
            )


def _refuse_outgoing_steps(settings: Settings, route: Route) -> None:
    for index, step in enumerate(route.steps):
        if step.kind in _NOT_INCOMING:
            raise _wrong(
                settings,
                route,
                index,
                f"收文没有“{step.kind.term}”",
                "收文用登记、办理、审核；要发文的另走发文的路线",
            )


def _refuse_without_approval(settings: Settings, route: Route) -> None:
    approvals = _of(route, StepKind.APPROVED)
    issued = [at for at, each in enumerate(route.steps) if each.kind in (*_ISSUED, StepKind.SEALED)]
    if issued and not any(_always(route.steps[at]) for at in approvals):
        step = route.steps[issued[0]]
        what = "签发只在某种情形才要" if approvals else "没有签发"
        raise _wrong(
            settings,
            route,
            issued[0],
            f"有“{step.kind.term}”，{what}",
            "公文要经负责人审批签发（条例第二十二条）；没有签的一律不得印发：加一步不附情形的“签发”",
        )
    reviews = [at for at, each in enumerate(route.steps) if each.kind is StepKind.REVIEWED and _always(each)]
    for at in (each for each in issued if route.steps[each].kind in _ISSUED):
        if not any(review < approvals[0] for review in reviews):
            raise _wrong(
                settings,
                route,
                at,
                f"有“{route.steps[at].kind.term}”，签发之前没有审核",
                "文稿签发前由办公厅（室）审核（条例第二十条）：在签发之前加一步不附情形的“审核”",
            )


def _refuse_wrong_order(settings: Settings, route: Route) -> None:
    approvals = _of(route, StepKind.APPROVED)
    if not approvals:
        return
    for index, step in enumerate(route.steps):
        if step.kind in AFTER_APPROVAL and index < approvals[-1]:
            hint = "；签发之前的把关，类别写“审核”" if step.kind is StepKind.CHECKED else ""
            raise _wrong(
                settings,
                route,
                index,
                f"“{step.kind.term}”在签发之前",
                f"复核、登记、印制、用印、核发都在签发之后（条例第二十五条）{hint}",
            )
        if step.kind in _BEFORE_APPROVAL and index > approvals[-1]:
            raise _wrong(
                settings,
                route,
                index,
                f"“{step.kind.term}”在签发之后",
                "先审核，后签发（条例第二十条）；签发之后的查对，类别写“复核”",
            )


def _of(route: Route, kind: StepKind) -> list[int]:
    return [at for at, each in enumerate(route.steps) if each.kind is kind]


def _always(step: RouteStep) -> bool:
    return not step.when and not step.unless


def _wrong(settings: Settings, route: Route, index: int, what: str, next_step: str) -> UsageError:
    name = route.steps[index].name
    return UsageError(f"“{name}”：{what}", settings.where(STEPS, index, _KIND), next_step)
