"""轮到谁：现在可以办的各步，各由谁办、可以有哪些决定。

不另立一套规则：拿名册里的人一个一个去试，没有异议的就是可以办的。
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.signoff.duties import allowed_roles, people_objections
from gongwen.signoff.progress import OF_FINAL
from gongwen.signoff.step import Details, Step
from gongwen.signoff.vocabulary import DECISIONS, Decision

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from gongwen.signoff.progress import Progress
    from gongwen.signoff.roster import Roster
    from gongwen.signoff.route import RouteStep


@dataclass(frozen=True, slots=True)
class Doer:
    """可以办的一个人；on_behalf_of 是他受谁委托，自己的份为 None。"""

    name: str
    on_behalf_of: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """现在可以办的一步；分单位的，一家一项，party 是那一家。

    decisions 的头一个是平常的；doers 是名册里可以办的人，照名册的次序；roles 是要的角色。
    required：这一步非办不可；awaits_final：要先出定稿。
    """

    step: RouteStep
    decisions: tuple[Decision, ...]
    doers: tuple[Doer, ...]
    roles: tuple[str, ...]
    party: str | None = None
    required: bool = True
    awaits_final: bool = False


def turns(progress: Progress, roster: Roster, now: datetime) -> tuple[Turn, ...]:
    """现在可以办的，照路线的次序；待补签的在最后。还没有构建、都办完了的为空。"""
    found = [
        Turn(
            step=place,
            decisions=tuple(each for each in DECISIONS[place.kind] if each is not Decision.CONFIRM),
            doers=tuple(_doers(progress, place, party, roster, now)),
            roles=tuple(sorted(allowed_roles(progress, place))),
            party=party,
            required=progress.wanted(place),
            awaits_final=place.kind in OF_FINAL and progress.final is None,
        )
        for place in progress.open_steps
        for party in (progress.missing(place) if progress.parties(place) else (None,))
    ]
    return (*found, *_confirmations(progress))


def _doers(
    progress: Progress, place: RouteStep, party: str | None, roster: Roster, now: datetime
) -> Iterator[Doer]:
    own = (Doer(name) for name in dict.fromkeys(row.name for row in roster.signatories))
    delegated = (Doer(each.agent, each.principal) for each in roster.delegations)
    for doer in dict.fromkeys((*own, *delegated)):
        step = Step(
            case="",
            seq=0,
            step_id=place.step_id,
            step_kind=place.kind,
            claimed_at=now.isoformat(timespec="seconds"),
            prev=None,
            actor=doer.name,
            on_behalf_of=doer.on_behalf_of,
            decision=DECISIONS[place.kind][0],
            details=Details(party=party),
        )
        if next(people_objections(progress, place, step, roster), None) is None:
            yield doer


def _confirmations(progress: Progress) -> Iterator[Turn]:
    for each in progress.provisional:
        place = progress.route.step(each.step_id) if progress.route else None
        if place is not None and each.actor is not None:
            doer = Doer(each.actor, each.on_behalf_of)
            yield Turn(place, (Decision.CONFIRM,), (doer,), (), party=each.details.party)
