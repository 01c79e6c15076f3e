"""路线写成终端里看的：一张表；一条路线画成一道梯子，每一步谁办、什么情形要。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.report.pointed import printable
from gongwen.report.table_text import aligned, display_width
from gongwen.signoff.route import JOINT_PARTIES, NAMED_PARTIES
from gongwen.signoff.route_choice import NATIONAL

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from gongwen.signoff.route import Route, RouteStep, Seal
    from gongwen.signoff.route_file import Heading

    Holders = Callable[[Collection[str]], Sequence[str] | None]

MOST_NAMES = 6
_ALWAYS, _SOMETIMES, _BAR = "●", "○", "│"


def routes_text(headings: Sequence[Heading]) -> str:
    """一行一条的表，末行是条数。"""
    rows = [("名称", "种类", "适用", "依据")]
    rows += [
        (each.name, "收文" if each.incoming else "发文", fits_text(each, short=True), each.source)
        for each in headings
    ]
    lines = [printable(line) for line in aligned(rows)]
    return "\n".join([*lines, "", f"共 {len(headings)} 条；看一条：gongwen route show 名称"]) + "\n"


def fits_text(heading: Heading, *, short: bool = False) -> str:
    """适用于哪些公文；short 时多的只说几个。"""
    fits = heading.fits
    if fits is None:
        return "没有别的适用时" if heading.name == NATIONAL else "只按名称用"
    told = (
        ("文种", fits.kinds),
        ("发文机关", [f"……{each}" for each in fits.organs]),
        ("格式", fits.formats),
        ("情形", fits.conditions),
    )
    return "，".join(f"{what} {_listed(words, short=short)}" for what, words in told if words)


def _listed(words: Sequence[str], *, short: bool) -> str:
    if short and len(words) > 3:
        return f"{'、'.join(words[:2])}等 {len(words)} 种"
    return "、".join(words)


def route_text(heading: Heading, route: Route, holders: Holders, shown: View | None = None) -> str:
    """一条路线，以换行结尾。

    holders 由角色得出现在有这些角色的人，没有名册的为 None；shown 为 None 时画出全部。
    """
    return "\n".join(printable(line) for line in _lines(heading, route, holders, shown or View())) + "\n"


@dataclass(frozen=True, slots=True)
class View:
    """画哪些：conditions 为 None 的全部画，写了的只画这些情形之下要办的。

    countersigners 是草稿写的会签单位，不是照草稿画的为 None。
    """

    conditions: Collection[str] | None = None
    countersigners: Sequence[str] | None = None

    def holds(self, condition: str) -> bool:
        """画的时候算有这种情形：没有给情形的都算。"""
        return self.conditions is None or condition in self.conditions

    def draws(self, step: RouteStep) -> bool:
        """画这一步。"""
        if step.parties == (NAMED_PARTIES,) and self.countersigners == ():
            return False
        return self.conditions is None or step.wanted(self.conditions)

    def sometimes(self, step: RouteStep) -> bool:
        """不一定要办。"""
        if step.parties == (NAMED_PARTIES,) and self.countersigners is None:
            return True
        return self.conditions is None and bool(step.when or step.unless)

    def roles(self, step: RouteStep) -> list[str]:
        """可以办的角色；给了情形的，照限定。"""
        limits = [each for each in step.limits if self.conditions and each.condition in self.conditions]
        return [role for role in step.roles if all(role in each.roles for each in limits)]


def _lines(heading: Heading, route: Route, holders: Holders, shown: View) -> Iterator[str]:
    yield route.name
    yield from _facts(heading, route)
    if shown.conditions is not None:
        yield f"  只画    {'、'.join(shown.conditions) or '没有别的情形'}时要办的"
    yield ""
    steps = [each for each in route.steps if shown.draws(each)]
    titles = [_title(number, step) for number, step in enumerate(steps, 1)]
    left = max(map(display_width, titles), default=0)
    for number, (title, step) in enumerate(zip(titles, steps, strict=True), 1):
        yield from _step(title + " " * (left - display_width(title)), step, route, holders, shown)
        if number < len(steps):
            yield f"  {_BAR}"
    if any(map(shown.sometimes, steps)):
        yield from ("", f"{_ALWAYS} 总要办　{_SOMETIMES} 某种情形才办")


def _facts(heading: Heading, route: Route) -> Iterator[str]:
    yield f"  依据    {route.source}"
    if route.note:
        yield f"  说明    {route.note}"
    yield f"  适用    {fits_text(heading)}"
    for name, meaning in (route.conditions or {}).items():
        yield f"  情形    {name}：{meaning}"
    if heading.incoming:
        return
    duties = "、".join(each.term for each in route.separated)
    yield (
        f"  分离    {duties}由不同的人办：{route.separation.value}"
        if duties
        else "  分离    没有要分开的职责"
    )
    yield f"  日期    成文日期取{route.dated_by.term}的那天"


def _title(number: int, step: RouteStep) -> str:
    own = f"（{step.step_id}）" if step.step_id != step.name else ""
    return f"{number:>2} {step.name}{own}"


def _step(title: str, step: RouteStep, route: Route, holders: Holders, shown: View) -> Iterator[str]:
    roles = shown.roles(step)
    mark = _SOMETIMES if shown.sometimes(step) else _ALWAYS
    yield f"  {mark} {title}  {step.kind.term}　{'或'.join(roles)}"
    details = (_people(roles, holders), _when(step, shown), _rules(step, route, roles, shown), _note(step))
    for line in (line for lines in details for line in lines):
        yield f"  {_BAR}      {line}"


def _people(roles: Sequence[str], holders: Holders) -> Iterator[str]:
    names = holders(roles)
    if names is not None:
        more = f"等 {len(names)} 人" if len(names) > MOST_NAMES else ""
        yield f"现在是 {'、'.join(names[:MOST_NAMES])}{more}" if names else "名册里没有人有这个角色"


def _when(step: RouteStep, shown: View) -> Iterator[str]:
    if shown.conditions is None and step.when:
        yield f"有“{'”“'.join(step.when)}”{'之一' if len(step.when) > 1 else ''}才办"
    if shown.conditions is None and step.unless:
        yield f"有“{'”“'.join(step.unless)}”{'之一' if len(step.unless) > 1 else ''}就不办"
    if step.parties:
        yield _parties(step, shown.countersigners)


def _rules(step: RouteStep, route: Route, roles: Sequence[str], shown: View) -> Iterator[str]:
    for limit in step.limits if shown.conditions is None else ():
        yield f"{limit.condition}：只能由{'或'.join(limit.roles)}办"
    for before in step.preconditions:
        if before.role in roles:
            earlier = (route.step(each) for each in before.steps)
            yield f"由{before.role}办的，先要办过 {'、'.join(each.name for each in earlier if each)}"
    for seal in step.seals:
        if not seal.condition or shown.holds(seal.condition):
            yield _seal(seal)


def _note(step: RouteStep) -> Iterator[str]:
    if step.note:
        yield step.note


def _parties(step: RouteStep, countersigners: Sequence[str] | None) -> str:
    many = f"有 {step.at_least} 家办了就可以" if step.at_least else "各家都要办"
    match step.parties:
        case (one,) if one == NAMED_PARTIES:
            named = "、".join(countersigners or ())
            return f"{named}，{many}" if named else f"草稿“会签”写的各单位，{many}；没有写的不办"
        case (one,) if one == JOINT_PARTIES:
            return f"联合行文的，各发文机关：{many}"
        case units:
            return f"{'、'.join(units)}，{many}"


def _seal(seal: Seal) -> str:
    groups = "，并由".join("或".join(group) for group in seal.approvals)
    when = f"（{seal.condition}的）" if seal.condition else ""
    return f"{seal.name}{when}：{'或'.join(seal.keepers)}盖，由{groups}批准"
