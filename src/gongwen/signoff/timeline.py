"""看到哪里了：清单的每一行、路线的每一步，连同各人的职务、还算不算数、等谁。只说事实，不排版。

Timeline 供终端、网页、发文稿纸取用；由谁签的、签得对不对由 verify 看，这里不看。
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from gongwen.signoff.algorithms import UNSIGNED
from gongwen.signoff.stations import Person, Station, StationState, stations_of
from gongwen.signoff.timeline_rows import Row, RowState, rows_of
from gongwen.signoff.vocabulary import Decision, StepKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from gongwen.signoff.manifest import Manifest
    from gongwen.signoff.roster import Roster
    from gongwen.signoff.step import Step

__all__ = [
    "Person",
    "Row",
    "RowState",
    "Stage",
    "Station",
    "StationState",
    "Timeline",
    "timeline",
    "why_routed",
]


class Stage(StrEnum):
    """整件到了哪个阶段。"""

    UNROUTED = "没有选路线"
    NOT_BEGUN = "还没有开始"
    UNDER_WAY = "办理中"
    CHANGED = "签发后内容变了"
    TO_CONFIRM = "等补签"
    FINISHED = "办完"


@dataclass(frozen=True)
class Timeline:
    """一件公文走到了哪里。

    rows 是清单的各行，stations 是路线的各步；why 是为什么选这条路线；conditions 是情形；organs 是发文机关，
    countersigners 是会签单位；changed：签发之后内容变了，还没有重新签发；torn：最后一行写到一半，不算数；
    head 是最后一行的摘要。
    """

    name: str
    case: str
    title: str
    route: str
    source: str
    why: str
    conditions: tuple[str, ...]
    organs: tuple[str, ...]
    countersigners: tuple[str, ...]
    rows: tuple[Row, ...]
    stations: tuple[Station, ...]
    changed: bool = False
    torn: bool = False
    head: str | None = None

    @property
    def waiting(self) -> tuple[Station, ...]:
        """还要办的各步，照路线的次序；头一个就是轮到的。"""
        return tuple(
            each for each in self.stations if each.state in (StationState.CURRENT, StationState.LATER)
        )

    @property
    def current(self) -> Station | None:
        """轮到的一步。"""
        return next((each for each in self.stations if each.state is StationState.CURRENT), None)

    @property
    def to_confirm(self) -> tuple[Row, ...]:
        """还没有补签的待补签。"""
        return tuple(
            row
            for row in self.rows
            if row.decision is Decision.PROVISIONAL
            and row.state is RowState.STANDING
            and row.settled_by is None
        )

    @cached_property
    def opinions(self) -> Mapping[str, tuple[Row, ...]]:
        """各步现在有效的决定（连同补签）：step_id 到各行，照签的先后；没有办的不在里面。"""
        found: dict[str, tuple[Row, ...]] = {}
        for row in self.rows:
            if row.kind is not StepKind.BUILT and row.state is RowState.STANDING:
                found[row.step_id] = (*found.get(row.step_id, ()), row)
        return found

    @property
    def built(self) -> Row | None:
        """最近的构建。"""
        return next((row for row in reversed(self.rows) if row.kind is StepKind.BUILT), None)

    @property
    def issue_number(self) -> str | None:
        """登记的发文字号；还没有登记的为 None。"""
        told = [row.details.number for row in self.rows if row.state is RowState.STANDING]
        return next((number for number in reversed(told) if number), None)

    @property
    def unsigned(self) -> int:
        """有几行是人办的而没有签名。"""
        return sum(row.kind is not StepKind.BUILT and row.algorithm == UNSIGNED for row in self.rows)

    @property
    def stage(self) -> Stage:
        """到了哪个阶段。"""
        if not self.stations:
            return Stage.UNROUTED
        if self.changed:
            return Stage.CHANGED
        if self.current is None:
            return Stage.TO_CONFIRM if self.to_confirm else Stage.FINISHED
        begun = any(row.kind is not StepKind.BUILT for row in self.rows)
        return Stage.UNDER_WAY if begun else Stage.NOT_BEGUN

    @property
    def last_day(self) -> date | None:
        """最后一行是哪一天写的。"""
        return self.rows[-1].claimed_day if self.rows else None


def timeline(manifest: Manifest, roster: Roster | None = None, today: date | None = None) -> Timeline:
    """清单走到了哪里。

    roster 为 None 时不知道各人的职务和等谁；today 是算谁有角色的那天，默认最后一行那天。
    """
    progress, built = manifest.progress, manifest.built
    rows = rows_of(manifest, roster)
    told = (built.built or {}) if built else {}
    day = today or (rows[-1].claimed_day if rows else None)
    return Timeline(
        name=manifest.name,
        case=manifest.steps[0].case if manifest.steps else "",
        title=str(told.get("title") or ""),
        route=progress.route.name if progress.route else "",
        source=progress.route.source if progress.route else "",
        why=why_routed(manifest.steps),
        conditions=tuple(sorted(map(str, progress.conditions))),
        organs=tuple(map(str, progress.organs)),
        countersigners=tuple(map(str, progress.countersigners)),
        rows=rows,
        stations=stations_of(progress, roster, day),
        changed=progress.changed,
        torn=bool(manifest.torn),
        head=manifest.head,
    )


def why_routed(steps: Iterable[Step]) -> str:
    """为什么选这条路线：有人签以前最后一次构建说的。"""
    why = ""
    for step in steps:
        if step.step_kind is not StepKind.BUILT:
            break
        facts = (step.built or {}).get("route")
        why = str(facts.get("why") or "") if isinstance(facts, dict) else why
    return why
