"""流转到了哪里：由清单的各步重放得来。签的时候、验的时候用的是同一份。

Progress 不可变；applied 走一步，得到新的。这里不问该不该，只管走了以后是什么样子；该不该在 objections.py。
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from gongwen.signoff.route import JOINT_PARTIES, NAMED_PARTIES, Route, RouteStep, route_of
from gongwen.signoff.vocabulary import DECISIONS, MAY_WAIVE, Decision, StepKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gongwen.signoff.step import Step, Waiver

CHINA = timezone(timedelta(hours=8), "UTC+8")
# 印、盖、发的是定稿的那几个文件；重新构建以后是别的文件了
OF_FINAL = frozenset({StepKind.PRINTED, StepKind.SEALED, StepKind.DISPATCHED})
# 定稿上印着签发的人、成文日期和发文字号
_IN_FINAL = frozenset({StepKind.APPROVED, StepKind.REGISTERED})
# 审的、议的就是那一稿：内容变了，要重新审、重新议
_OF_CONTENT = frozenset({StepKind.LEGAL, StepKind.ADOPTED})


@dataclass(frozen=True, slots=True)
class Progress:
    """到了哪里。

    route 是照着办的路线，还没有构建出来时为 None；conditions 是情形；organs 是发文机关；
    countersigners 是会签单位；built 是最近的构建；done：step_id 到现在有效的各个决定；
    provisional 是还没有补签的待补签；changed：签发之后内容变了，还没有重新签发；
    begun：有人签过了；drafters 是在这一件里拟过稿的人（连同委托的人），退回的也算；
    last 是最后一行；latest 是各行里最晚的时间；opened 是头一次构建的时间，还没有构建为空。
    """

    route: Route | None = None
    conditions: frozenset[str] = frozenset()
    organs: tuple[str, ...] = ()
    countersigners: tuple[str, ...] = ()
    built: Step | None = None
    done: Mapping[str, tuple[Step, ...]] = field(default_factory=dict)
    provisional: tuple[Step, ...] = ()
    changed: bool = False
    begun: bool = False
    drafters: frozenset[str] = frozenset()
    last: Step | None = None
    latest: str = ""
    opened: str = ""

    def parties(self, step: RouteStep) -> tuple[str, ...]:
        """这一步要哪几家办；一个人办的为空。"""
        match step.parties:
            case (one,) if one == NAMED_PARTIES:
                return self.countersigners
            case (one,) if one == JOINT_PARTIES:
                return self.organs if len(self.organs) > 1 else ()
            case named:
                return named

    def possible(self, step: RouteStep) -> bool:
        """办得了：没有会签单位的会签没有人可办。"""
        return step.parties != (NAMED_PARTIES,) or bool(self.countersigners)

    def wanted(self, step: RouteStep) -> bool:
        """要不要办这一步：情形不合的、没有会签单位的会签不要。"""
        return step.wanted(self.conditions) and self.possible(step)

    def missing(self, step: RouteStep) -> tuple[str, ...]:
        """这一步还没有办的各家；一个人办的、已经够数的为空。"""
        told = {each.details.party for each in self.done.get(step.step_id, ())}
        parties = self.parties(step)
        if step.at_least is not None and len(told) >= min(step.at_least, len(parties)):
            return ()
        return tuple(each for each in parties if each not in told)

    def complete(self, step: RouteStep) -> bool:
        """这一步办完了。"""
        return bool(self.done.get(step.step_id)) and not self.missing(step)

    @property
    def current(self) -> RouteStep | None:
        """轮到的一步：第一个要办而没有办完的；都办完了为 None。"""
        steps = self.route.steps if self.route else ()
        return next((each for each in steps if self.wanted(each) and not self.complete(each)), None)

    @property
    def open_steps(self) -> tuple[RouteStep, ...]:
        """现在可以办的各步：轮到的那一步；它前面、办过的那些后面，情形不要也可以办的；它的前提。

        后来添了情形，前面多出要办的一步，就轮到那一步：先补办它，才往下走；后面已经办的仍然算数。
        """
        if self.route is None:
            return ()
        current = self.current
        end = len(self.route.steps) if current is None else self.route.places[current.step_id] + 1
        begun = [at for at, each in enumerate(self.route.steps[:end]) if self.done.get(each.step_id)]
        first = max(begun, default=0)
        named = {each for one in current.preconditions for each in one.steps} if current else set()
        return tuple(
            each
            for at, each in enumerate(self.route.steps[:end])
            if (at >= first or each.step_id in named) and self.possible(each) and not self.complete(each)
        )

    @property
    def approvals(self) -> tuple[Step, ...]:
        """现在有效的签发（连同待补签）。"""
        return tuple(
            each for step in self.of_kind(StepKind.APPROVED) for each in self.done.get(step.step_id, ())
        )

    @property
    def approved(self) -> bool:
        """签发了：要签发的各步都办完了（待补签的也算）。"""
        wanted = [each for each in self.of_kind(StepKind.APPROVED) if self.wanted(each)]
        return bool(self.approvals) and all(map(self.complete, wanted))

    @property
    def before_final(self) -> RouteStep | None:
        """出定稿以前还要办的一步：签发、登记和排在它们前面的；都办了的为 None。"""
        steps = self.route.steps if self.route else ()
        last = max(
            (at for at, each in enumerate(steps) if each.kind in _IN_FINAL and self.wanted(each)), default=-1
        )
        return next(
            (each for each in steps[: last + 1] if self.wanted(each) and not self.complete(each)), None
        )

    @property
    def final(self) -> Step | None:
        """可以印、盖、发的定稿：最近的构建是定稿，签发、登记都在它以前；没有的为 None。

        退回以后重新签发、重新登记的，原来的定稿上是旧的日期、旧的号，要重新出。
        """
        if self.built is None or not self.built.is_final:
            return None
        seq = self.built.seq
        late = any(each.seq > seq for each in self.consents() if each.step_kind in _IN_FINAL)
        return None if late else self.built

    @property
    def waivers(self) -> tuple[Waiver, ...]:
        """具名放行的各处；放行的那一步不算了（退回、内容变了），放行也不算了。"""
        return tuple(
            waiver
            for step in self.consents()
            for waiver in step.waivers
            if waiver.name == step.actor
            and step.step_kind in MAY_WAIVE
            and self.drafters.isdisjoint(people_of(step))
        )

    @property
    def finished(self) -> bool:
        """要办的都办完了，待补签的也补了。"""
        return self.route is not None and self.current is None and not self.provisional

    def of_kind(self, kind: StepKind) -> tuple[RouteStep, ...]:
        """路线里这一类的各步。"""
        return tuple(each for each in (self.route.steps if self.route else ()) if each.kind is kind)

    def consents(self) -> Iterable[Step]:
        """现在有效的各个决定，照路线的次序。"""
        for step in self.route.steps if self.route else ():
            yield from self.done.get(step.step_id, ())


def day_of(step: Step) -> date:
    """这一步是哪一天作的决定（东八区）：手签的照纸上，待补签的照同意那天，别的照签的时间。"""
    asked = step.decision is Decision.PROVISIONAL
    told = step.details.consented_on if asked else step.details.signed_on
    return date.fromisoformat(told) if told else claimed_day(step)


def claimed_day(step: Step) -> date:
    """签的人说的时间是哪一天（东八区）。"""
    return _china_day(step.claimed_at)


def _china_day(text: str) -> date:
    return datetime.fromisoformat(text).astimezone(CHINA).date()


def earliest_day(progress: Progress, step: Step) -> date | None:
    """这一步最早可以写哪一天：不早于头一次构建，不早于排在它前面、现在有效的各步；还没有构建的不限。"""
    if progress.route is None or not progress.opened:
        return None
    places = progress.route.places
    at = places.get(step.step_id, 0)
    before = (day_of(each) for each in progress.consents() if places[each.step_id] < at)
    return max((_china_day(progress.opened), *before))


def people_of(step: Step) -> frozenset[str]:
    """办这一步的人，连同委托他的人。"""
    return frozenset(each for each in (step.actor, step.on_behalf_of) if each)


def replay(steps: Iterable[Step]) -> Progress:
    """从头走一遍。"""
    progress = Progress()
    for step in steps:
        progress = applied(progress, step)
    return progress


def applied(progress: Progress, step: Step) -> Progress:
    """走了这一步以后。路线读不懂时引发 ValueError。

    签发以后添了情形（会签单位），前面多出要办的一步，或者碰上签发的限定：签发和它以后的都不算了，
    内容没有变，changed 不动，别的也不动。
    """
    after = _taken(replace(progress, last=step, latest=max(progress.latest, step.claimed_at)), step)
    return _undone(after, _first(after, {StepKind.APPROVED})) if _outgrown(progress, after) else after


def _outgrown(before: Progress, after: Progress) -> bool:
    """签发的时候还没有的情形，动了签发的根基。"""
    if not before.approvals or after.route is None:
        return False
    added = after.conditions - before.conditions
    limits = {each.condition for step in after.of_kind(StepKind.APPROVED) for each in step.limits}
    return not added.isdisjoint(limits) or bool(_unmet(after) - _unmet(before))


def _unmet(progress: Progress) -> set[str]:
    """签发以前，要办而没有办完的各步。"""
    first = _first(progress, {StepKind.APPROVED})
    steps = progress.route.steps[:first] if progress.route else ()
    return {each.step_id for each in steps if progress.wanted(each) and not progress.complete(each)}


def _taken(progress: Progress, step: Step) -> Progress:
    if step.step_kind is StepKind.BUILT:
        return _built(replace(progress, opened=progress.opened or step.claimed_at), step)
    drafted = people_of(step) if step.decision is Decision.DRAFT else ()
    progress = replace(
        progress,
        begun=True,
        conditions=progress.conditions | set(step.details.conditions or ()),
        drafters=progress.drafters.union(drafted),
    )
    if progress.route is None or progress.route.step(step.step_id) is None:
        return progress
    match step.decision:
        case Decision.RETURN:
            return _returned(progress, step.details.return_to)
        case Decision.CONFIRM:
            return _confirmed(progress, step)
        case _:
            return _consented(progress, step)


def _built(progress: Progress, step: Step) -> Progress:
    facts = (step.built or {}).get("route")
    progress = replace(progress, built=step)
    if isinstance(facts, dict):
        progress = _with_route(progress, facts)
    elif not progress.begun:
        progress = replace(progress, route=None, conditions=frozenset(), organs=(), countersigners=())
    others = [each for each in progress.consents() if each.content != step.content]
    changed = any(each.step_kind is StepKind.APPROVED for each in others)
    places = progress.route.places if progress.route else {}
    reviewed = [places[each.step_id] for each in others if each.step_kind in _OF_CONTENT]
    kinds = OF_FINAL | {StepKind.APPROVED} if changed else OF_FINAL
    first = _first(progress, kinds)
    at = min([*reviewed, *([] if first is None else [first])], default=None)
    return replace(_undone(progress, at), changed=progress.changed or changed)


def _with_route(progress: Progress, facts: dict[str, Any]) -> Progress:
    conditions, named = frozenset(facts["conditions"]), tuple(facts["countersigners"])
    if progress.begun:
        more = tuple(each for each in named if each not in progress.countersigners)
        return replace(
            progress,
            conditions=progress.conditions | conditions,
            countersigners=(*progress.countersigners, *more),
        )
    return replace(
        progress,
        route=route_of(facts["definition"]),
        conditions=conditions,
        organs=tuple(facts["organs"]),
        countersigners=named,
    )


def _consented(progress: Progress, step: Step) -> Progress:
    if step.decision not in DECISIONS[step.step_kind]:
        return progress
    done = {**progress.done, step.step_id: (*progress.done.get(step.step_id, ()), step)}
    provisional = progress.provisional
    if step.decision is Decision.PROVISIONAL:
        provisional = (*provisional, step)
    progress = replace(progress, done=done, provisional=provisional)
    return replace(progress, changed=False) if progress.changed and progress.approved else progress


def _confirmed(progress: Progress, step: Step) -> Progress:
    settled = [each for each in progress.provisional if same_place(each, step)]
    kept = tuple(each for each in progress.provisional if each not in settled)
    return replace(progress, provisional=kept)


def same_place(one: Step, other: Step) -> bool:
    """同一步、同一家、同一个人（受同一个人委托）。"""
    return _place_of(one) == _place_of(other)


def _place_of(step: Step) -> tuple[str | None, ...]:
    return step.step_id, step.details.party, step.actor, step.on_behalf_of


def _returned(progress: Progress, target: str | None) -> Progress:
    """退回：没有写退到哪一步的，从头办。"""
    at = progress.route.places.get(target or "", 0) if progress.route else 0
    first = _first(progress, {StepKind.APPROVED})
    back = first is not None and at <= first
    return replace(_undone(progress, at), changed=progress.changed and not back)


def _first(progress: Progress, kinds: Iterable[StepKind]) -> int | None:
    steps = progress.route.steps if progress.route else ()
    return next((at for at, each in enumerate(steps) if each.kind in kinds), None)


def _undone(progress: Progress, at: int | None) -> Progress:
    """第 at 步起都不算了，要重新办。"""
    if at is None or progress.route is None:
        return progress
    gone = {each.step_id for each in progress.route.steps[at:]}
    return replace(
        progress,
        done={key: value for key, value in progress.done.items() if key not in gone},
        provisional=tuple(each for each in progress.provisional if each.step_id not in gone),
    )
