"""由谁办：角色、委托、代表哪一家、限定、前提、职责分离、代为登记。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.signoff.objection import Check, Objection
from gongwen.signoff.progress import claimed_day, day_of, people_of
from gongwen.signoff.roster import REGISTRAR
from gongwen.signoff.vocabulary import Decision, Separation, StepKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongwen.signoff.progress import Progress
    from gongwen.signoff.roster import Roster
    from gongwen.signoff.route import RouteStep
    from gongwen.signoff.step import Step


def people_objections(
    progress: Progress, place: RouteStep, step: Step, roster: Roster
) -> Iterator[Objection]:
    """由这个人办行不行。"""
    assert step.actor is not None
    if not roster.of(step.actor):
        yield Objection(
            Check.ROLE,
            f"签字名册里没有“{step.actor}”",
            "核对姓名；要用他的，先加进名册（gongwen roster add）",
        )
        return
    yield from _registrar_objections(progress, step, roster)
    if step.decision is Decision.CONFIRM:
        return  # 角色、哪一家，待补签的时候看过；此后调离的，也是他补签
    roles = capacities(step, roster)
    if step.on_behalf_of is not None and not roles:
        yield Objection(
            Check.DELEGATION,
            f"“{step.on_behalf_of}”没有在这一天委托“{step.actor}”",
            "先登记委托（gongwen roster delegate），写明角色和起止日期",
        )
        return
    yield from _role_objections(progress, place, step, roles, roster)
    yield from _party_objections(progress, place, step, roster)
    yield from _separation_objections(progress, step)


def capacities(step: Step, roster: Roster) -> frozenset[str]:
    """这一步的人这一天以什么角色办：自己的，或受委托的。"""
    day = day_of(step)
    if not step.actor or not roster.in_office(step.actor, day):
        return frozenset()
    if step.on_behalf_of is None:
        return roster.roles_of(step.actor, day)
    delegated = roster.delegated(step.on_behalf_of, step.actor, day)
    return delegated & roster.roles_of(step.on_behalf_of, day)


def _role_objections(
    progress: Progress, place: RouteStep, step: Step, roles: frozenset[str], roster: Roster
) -> Iterator[Objection]:
    # 签发的时候自己添上的情形，限定照样管着他
    added = () if step.decision is Decision.RETURN else step.details.conditions or ()
    fitting = allowed_roles(progress, place, added)
    able = roles & fitting
    if not able:
        limits = progress.conditions.union(added)
        why = "、".join(each.condition for each in place.limits if each.condition in limits)
        names = roster.holders(fitting, day_of(step))
        yield Objection(
            Check.ROLE,
            f"“{step.actor}”这一天没有办“{place.name}”的角色：要{'、'.join(sorted(fitting))}"
            + (f"（{why}）" if why else ""),
            f"由{'、'.join(names)}办" if names else "名册里没有人有这个角色：在名册里加上，或登记委托",
        )
        return
    # 兼着几个角色的，每个角色的前提都要办过：不能挑一个没有前提的身份
    lacking = {role: steps for role in sorted(able) if (steps := _unmet(progress, place, role))}
    if lacking and step.decision is not Decision.RETURN:
        told = "；".join(f"由{role}办的，先要办过{'、'.join(steps)}" for role, steps in lacking.items())
        first = "、".join(dict.fromkeys(each for steps in lacking.values() for each in steps))
        yield Objection(Check.PRECONDITION, told, f"先办{first}")


def allowed_roles(progress: Progress, place: RouteStep, added: Iterable[str] = ()) -> frozenset[str]:
    """现在的情形（连同这一步添上的）之下，哪些角色可以办这一步。"""
    conditions = progress.conditions.union(added)
    roles = frozenset(place.roles)
    for limit in place.limits:
        if limit.condition in conditions:
            roles &= frozenset(limit.roles)
    return roles


def _unmet(progress: Progress, place: RouteStep, role: str) -> tuple[str, ...]:
    """由这个角色办的，还有哪几步（名称）没有先办。"""
    assert progress.route is not None
    wanted = [each for one in place.preconditions if one.role == role for each in one.steps]
    steps = [progress.route.step(each) for each in wanted]
    return tuple(each.name for each in steps if each is not None and not progress.complete(each))


def _party_objections(
    progress: Progress, place: RouteStep, step: Step, roster: Roster
) -> Iterator[Objection]:
    parties, party = progress.parties(place), step.details.party
    if not parties:
        if party is not None:
            yield Objection(Check.PARTY, f"“{place.name}”不分单位", "去掉 --party")
        return
    left = progress.missing(place)
    if party not in parties:
        what = f"没有“{party}”这一家" if party else "要写明代表哪一家（--party）"
        yield Objection(Check.PARTY, f"“{place.name}”{what}", f"还差：{'、'.join(left)}")
        return
    principal = step.on_behalf_of or step.actor or ""
    if party not in roster.organs_of(principal, day_of(step)):
        yield Objection(
            Check.PARTY, f"“{principal}”不是“{party}”的人", "由那个单位的人办；名册里写明各人的机关"
        )
    if step.decision is Decision.RETURN:
        return  # 哪一家都可以退回，同意过的也可以
    people = people_of(step)
    twice = {who for each in progress.done.get(place.step_id, ()) for who in people_of(each) & people}
    if party not in left:
        yield Objection(Check.PARTY, f"“{party}”已经办过“{place.name}”", f"还差：{'、'.join(left)}")
    elif twice:
        told = "、".join(sorted(twice))
        yield Objection(Check.SEPARATION, f"“{told}”已经替另一家办过", "各家由各家的人办")


def _separation_objections(progress: Progress, step: Step) -> Iterator[Objection]:
    route = progress.route
    assert route is not None
    kinds = doubled_duties(progress, step)
    if kinds and route.separation is Separation.FORBID:
        yield Objection(
            Check.SEPARATION,
            f"“{'、'.join(sorted(people_of(step)))}”已经办过{'、'.join(each.term for each in kinds)}，"
            f"不能再办{step.step_kind.term}",
            "换一个人办；单位允许合并的，在 office.toml 的 [签批] 里写明",
        )


def doubled_duties(progress: Progress, step: Step) -> tuple[StepKind, ...]:
    """这个人、委托他的人在这一件里已经办过（受托、委托都算）的、要与这一步分开的职责；没有的为空。"""
    separated = progress.route.separated if progress.route else ()
    if step.step_kind not in separated or step.decision is Decision.RETURN:
        return ()
    people = people_of(step)
    held = {each.step_kind for each in progress.consents() if people_of(each) & people}
    return tuple(each for each in separated if each in held and each is not step.step_kind)


def _registrar_objections(progress: Progress, step: Step, roster: Roster) -> Iterator[Objection]:
    if step.entered_by is None:
        # 用印的审批单由盖章的人自己附上
        on_paper = step.sheet_digest is not None and step.decision is not Decision.SEAL
        if on_paper or step.decision is Decision.PROVISIONAL:
            yield Objection(Check.REGISTRAR, "手签的、待补签的要有登记人", "写上 --registrar 登记人的姓名")
        return
    if step.entered_by == step.actor:
        yield Objection(Check.REGISTRAR, "自己的一步不能由自己登记", "自己签的不写登记人；手签的由别人登记")
    forbidden = progress.route is not None and progress.route.separation is Separation.FORBID
    if forbidden and step.entered_by in progress.drafters:
        yield Objection(Check.SEPARATION, f"“{step.entered_by}”拟的稿，不能由他登记别人的", "换一个人登记")
    if REGISTRAR not in roster.roles_of(step.entered_by, claimed_day(step)):
        yield Objection(
            Check.REGISTRAR,
            f"“{step.entered_by}”没有“{REGISTRAR}”这个角色",
            f"由{'、'.join(roster.holders([REGISTRAR], claimed_day(step))) or '名册里有这个角色的人'}登记",
        )
    if step.decision is not Decision.PROVISIONAL and step.sheet_digest is None:
        yield Objection(Check.REGISTRAR, "代人登记的，要有手签的发文稿纸", "用 --from-sheet 写上扫描件")
