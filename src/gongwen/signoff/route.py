"""路线：一件公文要经过的各步、每步由谁办、什么情形要、什么情形不要。

路线文件由 route_file.py 读；这里是读好的样子，写进清单的规范 JSON，以及从清单里读回。
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from gongwen.signoff.canonical import canonical
from gongwen.signoff.vocabulary import Separation, StepKind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

FORMAT = 1
MOST_STEPS = 60
# 由公文本身看得出来的情形，草稿里不必写；照第一个发文机关看的，谁也不能另写，否则换得了盖哪一枚章
TELLABLE = UPWARD, JOINT, STAMPED = "上行文", "联合行文", "加盖印章"
BY_ORGAN = ("政府发文", "办公室发文", "党委发文")
AUTOMATIC = (*TELLABLE, *BY_ORGAN)
# 一件从头到尾照一条路线：要走别的，怎么办
BEGIN_ANEW = "另起一件，用 -o 构建到新的文件夹，从头办"
JOINT_PARTIES, NAMED_PARTIES = "发文机关", "会签"


def organ_conditions(organs: Sequence[str]) -> tuple[str, ...]:
    """照第一个发文机关（主办的）看得出来的情形：政府的、办公室的还是党委的文；别的机关没有。"""
    first = organs[0] if organs else ""
    government, office, party = BY_ORGAN
    if first.endswith(("办公室", "办公厅")):
        return (office,)
    if first.endswith(("政府", "街道办事处")):
        return (government,)
    if first.startswith(("中共", "中国共产党")) or first.endswith(("党委", "工委")):
        return (party,)
    return ()


@dataclass(frozen=True, slots=True)
class Limit:
    """限定：这种情形只能由有这些角色之一的人办（如上行文由主要负责人签发）。"""

    condition: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Precondition:
    """前提：由有这个角色的人办的，先要办过这几步（如县长签发的，主任先审核）。"""

    role: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seal:
    """一枚印章：谁可以盖（keepers，角色），谁批准。

    approvals 的每一项是一组角色，每一组都要有一个人批准；condition 不为空的，那种情形才照这一条。
    """

    name: str
    keepers: tuple[str, ...]
    approvals: tuple[tuple[str, ...], ...]
    condition: str = ""


@dataclass(frozen=True, slots=True)
class RouteStep:
    """一步。step_id 在路线里唯一；name 是给人看的名称；roles 有其中一个角色的人可以办。

    when：有其中一种情形才要（空的总是要）；unless：有其中一种情形就不要。不要的，仍可以办。
    parties：“会签”是草稿里写的会签单位，“发文机关”是联合行文的各机关，别的是写死的机关；空的一个人办。
    at_least：几家办了就算，None 是全部。limits、preconditions、seals 见各自的类；note 是说明。
    """

    step_id: str
    name: str
    kind: StepKind
    roles: tuple[str, ...]
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    at_least: int | None = None
    limits: tuple[Limit, ...] = ()
    preconditions: tuple[Precondition, ...] = ()
    seals: tuple[Seal, ...] = ()
    note: str = ""

    def wanted(self, conditions: Collection[str]) -> bool:
        """这些情形之下要不要办这一步。"""
        met = not self.when or any(each in conditions for each in self.when)
        return met and not any(each in conditions for each in self.unless)


@dataclass(frozen=True)
class Route:
    """一条路线。

    source 是依据；conditions 是草稿里可以写的情形和各自的说明；separated 是要分开的职责（步骤类别），
    separation 是同一个人兼了怎么办；dated_by 是成文日期取签发的还是讨论通过的那天。
    """

    name: str
    source: str
    steps: tuple[RouteStep, ...]
    note: str = ""
    conditions: Mapping[str, str] | None = None
    separated: tuple[StepKind, ...] = (StepKind.DRAFTED, StepKind.REVIEWED, StepKind.APPROVED)
    separation: Separation = Separation.WARN
    dated_by: StepKind = StepKind.APPROVED

    @cached_property
    def digest(self) -> str:
        """路线的 SHA-256（十六进制）：规范 JSON 的。"""
        return table_digest(self.table)

    @cached_property
    def table(self) -> Mapping[str, Any]:
        """写进清单的样子；给人改的用 route_table。"""
        return route_table(self)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """step_id 到第几步，从 0 起。"""
        return {step.step_id: at for at, step in enumerate(self.steps)}

    @cached_property
    def loosening(self) -> frozenset[str]:
        """会放宽规矩的情形：少办一步的（除非），换一种批准就能用印的。

        看发文机关得来的除外：用印的时候只看发文机关，写了也不算。
        """
        skipping = {each for step in self.steps for each in step.unless}
        sealing = {seal.condition for step in self.steps for seal in step.seals}
        return frozenset(skipping | sealing - {"", JOINT, *BY_ORGAN})

    def step(self, step_id: str) -> RouteStep | None:
        """这一步；路线里没有的为 None。"""
        at = self.places.get(step_id)
        return None if at is None else self.steps[at]


def table_digest(table: Mapping[str, Any]) -> str:
    """清单里的路线的 SHA-256（十六进制）。"""
    return hashlib.sha256(canonical(table)).hexdigest()


def route_table(route: Route) -> dict[str, Any]:
    """写进清单的：路线的全部内容。"""
    return {
        "format": FORMAT,
        "name": route.name,
        "source": route.source,
        "note": route.note,
        "conditions": dict(route.conditions or {}),
        "separated": [each.value for each in route.separated],
        "separation": route.separation.value,
        "dated_by": route.dated_by.value,
        "steps": [_step_table(step) for step in route.steps],
    }


def _step_table(step: RouteStep) -> dict[str, Any]:
    return {key: value for key, value in _table(step).items() if value not in ([], "", None)}


def _table(item: RouteStep | Limit | Precondition | Seal) -> dict[str, Any]:
    return {name: _plain(getattr(item, name)) for name in item.__slots__}


def _plain(value: Any) -> Any:
    match value:
        case StepKind():
            return value.value
        case tuple():
            return [_plain(item) for item in value]
        case Limit() | Precondition() | Seal():
            return _table(value)
        case _:
            return value


def route_of(table: Mapping[str, Any]) -> Route:
    """清单里的路线。不是本程序写得出的样子时引发 ValueError。"""
    if type(table.get("format")) is not int or table["format"] != FORMAT:
        raise ValueError(f"路线的 format 是 {table.get('format')}，本程序认 {FORMAT}")
    try:
        route = Route(
            name=_text(table["name"]),
            source=_text(table["source"]),
            steps=tuple(_step_of(each) for each in table["steps"]),
            note=_text(table["note"]),
            conditions={_text(key): _text(value) for key, value in table["conditions"].items()},
            separated=tuple(StepKind(each) for each in table["separated"]),
            separation=Separation(table["separation"]),
            dated_by=StepKind(table["dated_by"]),
        )
        count = len(route.steps)
        same = route.table == table and len(route.places) == count and 0 < count <= MOST_STEPS
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError("清单里的路线读不懂") from error
    if not same:
        raise ValueError("清单里的路线读不懂")
    return route


def _step_of(table: Mapping[str, Any]) -> RouteStep:
    at_least = table.get("at_least")
    if at_least is not None and (type(at_least) is not int or at_least < 1):
        raise TypeError
    return RouteStep(
        step_id=_text(table["step_id"]),
        name=_text(table["name"]),
        kind=StepKind(table["kind"]),
        roles=_names(table.get("roles", ())),
        when=_names(table.get("when", ())),
        unless=_names(table.get("unless", ())),
        parties=_names(table.get("parties", ())),
        at_least=at_least,
        limits=tuple(
            Limit(_text(each["condition"]), _names(each["roles"])) for each in table.get("limits", ())
        ),
        preconditions=tuple(
            Precondition(_text(each["role"]), _names(each["steps"]))
            for each in table.get("preconditions", ())
        ),
        seals=tuple(map(_seal_of, table.get("seals", ()))),
        note=_text(table.get("note", "")),
    )


def _seal_of(table: Mapping[str, Any]) -> Seal:
    return Seal(
        _text(table["name"]),
        _names(table["keepers"]),
        tuple(map(_names, table["approvals"])),
        _text(table["condition"]),
    )


def _names(values: Any) -> tuple[str, ...]:
    return tuple(map(_text, values))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
