"""路线的各步到了什么样子：办完、轮到、以后、不要；轮到的等谁。"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from gongwen.signoff.duties import allowed_roles
from gongwen.signoff.progress import OF_FINAL
from gongwen.signoff.route import NAMED_PARTIES
from gongwen.signoff.vocabulary import Separation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gongwen.signoff.progress import Progress
    from gongwen.signoff.roster import Roster
    from gongwen.signoff.route import RouteStep
    from gongwen.signoff.vocabulary import StepKind


@dataclass(frozen=True, slots=True)
class Person:
    """一个人：姓名、职务、机关；名册里没有的，后两项为空串。"""

    name: str
    post: str = ""
    organ: str = ""


class StationState(StrEnum):
    """一步的样子。值就是给人看的字。"""

    DONE = "已办"
    CURRENT = "轮到"
    LATER = "以后"
    SKIPPED = "不要"


@dataclass(frozen=True, slots=True)
class Holder:
    """可以办的一个人。

    roles 是他凭的角色；party 是代表哪一家；on_behalf_of 是受谁委托；obstacle 是现在还不能办的原因，没有为空。
    """

    person: Person
    roles: tuple[str, ...]
    party: str | None = None
    on_behalf_of: str | None = None
    obstacle: str = ""


@dataclass(frozen=True, slots=True)
class Station:
    """路线的一步。

    roles 是现在的情形之下可以办的角色；parties、missing 是要办的各家、还差的各家（一个人办的为空）；
    holders 是可以办的人（办完的、不要的不列）；optional：不要而现在也可以办；needs_final：要先出定稿；
    why 是不要的原因；provisional：办了，但还有待补签的。
    """

    step_id: str
    name: str
    kind: StepKind
    state: StationState
    roles: tuple[str, ...]
    parties: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    holders: tuple[Holder, ...] = ()
    optional: bool = False
    needs_final: bool = False
    provisional: bool = False
    why: str = ""
    note: str = ""


def person_of(name: str | None, roster: Roster | None, day: date | None) -> Person | None:
    """这个人这一天的职务和机关；没有写是谁的为 None。"""
    if name is None:
        return None
    rows = roster.of(name) if roster else ()
    valid = [row for row in rows if day is not None and row.valid_on(day)]
    found = next(iter([*valid, *rows]), None)
    return Person(name, found.post, found.organ) if found else Person(name)


@dataclass(frozen=True, slots=True)
class _Scene:
    """看的是哪一件、照哪份名册、哪一天。"""

    progress: Progress
    roster: Roster | None
    day: date | None


def stations_of(progress: Progress, roster: Roster | None, day: date | None) -> tuple[Station, ...]:
    """路线的各步；没有路线的为空。day 是算谁有角色的那天。"""
    steps = progress.route.steps if progress.route else ()
    scene = _Scene(progress, roster, day)
    current, possible = progress.current, progress.open_steps
    return tuple(_station(scene, step, current, possible) for step in steps)


def _station(
    scene: _Scene, step: RouteStep, current: RouteStep | None, possible: tuple[RouteStep, ...]
) -> Station:
    progress = scene.progress
    state = _state(progress, step, current)
    ahead = state in (StationState.CURRENT, StationState.LATER)
    optional = state is StationState.SKIPPED and step in possible
    final = progress.final is not None
    roles = allowed_roles(progress, step)
    return Station(
        step.step_id,
        step.name,
        step.kind,
        state,
        tuple(role for role in step.roles if role in roles),
        parties=progress.parties(step),
        missing=progress.missing(step) if ahead else (),
        holders=tuple(_holders(scene, step)) if ahead or optional else (),
        optional=optional,
        needs_final=ahead and step.kind in OF_FINAL and not final,
        provisional=any(each.step_id == step.step_id for each in progress.provisional),
        why=_why_skipped(progress, step) if state is StationState.SKIPPED else "",
        note=step.note,
    )


def _state(progress: Progress, step: RouteStep, current: RouteStep | None) -> StationState:
    if progress.complete(step):
        return StationState.DONE
    if step is current:
        return StationState.CURRENT
    return StationState.LATER if progress.wanted(step) else StationState.SKIPPED


def _why_skipped(progress: Progress, step: RouteStep) -> str:
    if step.parties == (NAMED_PARTIES,) and not progress.countersigners:
        return "没有会签单位"
    met = [each for each in step.unless if each in progress.conditions]
    if met:
        return f"情形有{'、'.join(met)}"
    return f"情形没有{'、'.join(step.when)}"


def _holders(scene: _Scene, step: RouteStep) -> Iterator[Holder]:
    """自己有角色的在先，受委托的在后；没有名册的没有。"""
    roster, day = scene.roster, scene.day
    if roster is None or day is None:
        return
    fitting = allowed_roles(scene.progress, step)
    for name in roster.holders(fitting, day):
        yield from _holder(scene, step, name, name, roster.roles_of(name, day) & fitting)
    for each in roster.delegations:
        agreed = roster.delegated(each.principal, each.agent, day) & roster.roles_of(each.principal, day)
        if each.role in agreed & fitting and roster.in_office(each.agent, day):
            yield from _holder(scene, step, each.agent, each.principal, frozenset({each.role}))


def _holder(
    scene: _Scene, step: RouteStep, name: str, principal: str, roles: frozenset[str]
) -> Iterator[Holder]:
    """这个人代表各家的一份；分几家办的，只列还差的各家的人。"""
    person = person_of(name, scene.roster, scene.day)
    assert person is not None
    assert scene.roster is not None
    parties: tuple[str | None, ...] = (None,)
    if scene.progress.parties(step):
        organs = scene.roster.organs_of(principal, scene.day)
        parties = tuple(each for each in scene.progress.missing(step) if each in organs)
    own = tuple(role for role in step.roles if role in roles)
    obstacle = _obstacle(scene.progress, step, name, roles)
    for party in parties:
        yield Holder(person, own, party, None if principal == name else principal, obstacle)


def _obstacle(progress: Progress, step: RouteStep, name: str, roles: frozenset[str]) -> str:
    lacking = [_unmet(progress, step, role) for role in sorted(roles)]
    if lacking and all(lacking):
        return f"先要办过{'、'.join(lacking[0])}"
    route = progress.route
    assert route is not None
    if route.separation is Separation.FORBID and step.kind in route.separated:
        held = {each.step_kind for each in progress.consents() if each.actor == name} - {step.kind}
        doubled = [kind.term for kind in route.separated if kind in held]
        if doubled:
            return f"已经办过{'、'.join(doubled)}，不能兼"
    return ""


def _unmet(progress: Progress, step: RouteStep, role: str) -> tuple[str, ...]:
    assert progress.route is not None
    wanted = [each for one in step.preconditions if one.role == role for each in one.steps]
    steps = [progress.route.step(each) for each in wanted]
    return tuple(each.name for each in steps if each is not None and not progress.complete(each))
