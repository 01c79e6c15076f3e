"""清单的每一行：谁、什么时候、办了什么，现在还算不算数，被哪一行取消的。"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from gongwen.signoff.algorithms import UNSIGNED
from gongwen.signoff.duties import doubled_duties
from gongwen.signoff.progress import CHINA, Progress, applied, day_of
from gongwen.signoff.stations import Person, person_of
from gongwen.signoff.verdict import OpenFinding, open_findings
from gongwen.signoff.vocabulary import Decision, StepKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from gongwen.signoff.manifest import Manifest
    from gongwen.signoff.roster import Roster
    from gongwen.signoff.step import Details, Step, Subject, Waiver


class RowState(StrEnum):
    """这一行现在算不算数。值就是给人看的字。"""

    STANDING = "有效"
    UNDONE = "已不算"
    RETURNED = "退回"
    IGNORED = "没有算"


@dataclass(frozen=True, slots=True)
class Proof:
    """签的人看到的校对结果：通过没有、差错数、提示数、字数、各份的差错率（万分之几）、还没有处置的各处。"""

    passed: bool
    errors: int
    advice: int
    characters: int
    rates: tuple[tuple[str, str], ...]
    open: tuple[OpenFinding, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """清单的一行。

    line 是第几行，从 1 起；name 是这一步的名称；actor 是作决定的人，on_behalf_of 是他受谁委托，entered_by 是
    登记人；sheet_digest 是手签的纸的扫描件的摘要；decision 是存的决定（圈阅照原样）；comment、reason 是意见、
    退回的理由；target 是退回到哪一步的名称。time 是签的时间（UTC+8）；day 是作决定的那天：手签的照纸上，
    待补签的照同意那天。时间写得不对的为 None。

    state 是现在算不算数；undone_by 是哪一行取消的；settled_by 是由哪一行补签，settles 是补签补的哪一行。
    changed：内容与前一行不同；stale：签的内容不是最近构建的内容；doubled 是同一个人还办过的、应当分开的职责。
    algorithm、keyid 是签名的；没有签名的 keyid 为空。其余各项见 Step。
    """

    line: int
    step_id: str
    name: str
    kind: StepKind
    state: RowState
    details: Details
    actor: Person | None = None
    on_behalf_of: Person | None = None
    entered_by: Person | None = None
    sheet_digest: str | None = None
    decision: Decision | None = None
    comment: str | None = None
    reason: str | None = None
    target: str | None = None
    time: datetime | None = None
    day: date | None = None
    undone_by: int | None = None
    settled_by: int | None = None
    settles: int | None = None
    changed: bool = False
    stale: bool = False
    final: bool = False
    doubled: tuple[StepKind, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    subjects: tuple[Subject, ...] = ()
    proof: Proof | None = None
    algorithm: str = UNSIGNED
    keyid: str = ""
    digest: str = ""

    @property
    def claimed_day(self) -> date | None:
        """签的那天（UTC+8）。"""
        return self.time.date() if self.time else None

    @property
    def signed(self) -> bool:
        """用钥匙签了名。"""
        return self.algorithm != UNSIGNED

    @property
    def hand_signed(self) -> bool:
        """手签登记：由登记人照手签的纸登记的。"""
        return self.sheet_digest is not None and self.entered_by is not None

    @property
    def content(self) -> str | None:
        """内容摘要。"""
        return self.subjects[0].content if self.subjects else None

    @property
    def decision_text(self) -> str:
        """决定，给人看的字：圈阅注明视为同意。"""
        if self.decision is Decision.CIRCLE:
            return "圈阅（视为同意）"
        return self.decision.value if self.decision else ""


def rows_of(manifest: Manifest, roster: Roster | None) -> tuple[Row, ...]:
    """清单的各行。"""
    trace = _traced(manifest.steps)
    return tuple(_row(manifest, roster, trace, at) for at in range(len(manifest.steps)))


@dataclass(frozen=True, slots=True)
class _Trace:
    """走一遍得来的，行都从 0 起。

    before 是每一行之前的样子，contents 是那以前的内容摘要；counted 是算过的行；undone 是被哪一行取消的；
    settles 是补签补的哪一行，settled 反过来；builds 是各次构建的后一次。
    """

    before: Sequence[Progress]
    contents: Sequence[str | None]
    builds: Mapping[int, int]
    counted: frozenset[int]
    undone: Mapping[int, int]
    settles: Mapping[int, int]
    settled: Mapping[int, int]


def _traced(steps: Sequence[Step]) -> _Trace:
    progress, before = Progress(), []
    places: dict[int, int] = {}  # 载荷（按身份）到第几行
    contents: list[str | None] = [None]
    counted, undone, settles, settled = set(), dict[int, int](), dict[int, int](), dict[int, int]()
    for at, step in enumerate(steps):
        places[id(step)] = at
        before.append(progress)
        contents.append(step.content or contents[-1])
        after = applied(progress, step)
        had = {places[id(each)] for each in progress.consents()}
        has = {places[id(each)] for each in after.consents()}
        counted |= has
        undone |= dict.fromkeys(had - has, at)
        if step.decision is Decision.CONFIRM:
            gone = [places[id(each)] for each in progress.provisional if each not in after.provisional]
            settled |= dict.fromkeys(gone, at)
            settles |= {at: gone[0]} if gone else {}
        progress = after
    builds = [at for at, step in enumerate(steps) if step.step_kind is StepKind.BUILT]
    return _Trace(before, contents, dict(pairwise(builds)), frozenset(counted), undone, settles, settled)


def _row(manifest: Manifest, roster: Roster | None, trace: _Trace, at: int) -> Row:
    step, line = manifest.steps[at], manifest.lines[at]
    route = manifest.progress.route
    place = route.step(step.step_id) if route else None
    target = route.step(step.details.return_to) if route and step.details.return_to else None
    time, day = _time(step), _day(step)
    earlier = trace.contents[at]
    state, undone = _state(manifest, trace, at)
    latest = manifest.built.content if manifest.built else None
    return Row(
        line=at + 1,
        step_id=step.step_id,
        name=place.name if place else step.step_kind.term,
        kind=step.step_kind,
        state=state,
        details=step.details,
        actor=person_of(step.actor, roster, day),
        on_behalf_of=person_of(step.on_behalf_of, roster, day),
        entered_by=person_of(step.entered_by, roster, day),
        sheet_digest=step.sheet_digest,
        decision=step.decision,
        comment=step.comment or None,
        reason=step.reason or None,
        target=target.name if target else _first_step(manifest, step),
        time=time,
        day=day,
        undone_by=undone,
        settled_by=_number(trace.settled.get(at)),
        settles=_number(trace.settles.get(at)),
        changed=bool(earlier and step.content and earlier != step.content),
        stale=step.content != latest,
        final=step.is_final,
        doubled=doubled_duties(trace.before[at], step),
        waivers=step.waivers,
        subjects=step.subjects,
        proof=_proof(step.findings),
        algorithm=line.algorithm,
        keyid=line.keyid,
        digest=line.digest,
    )


def _number(at: int | None) -> int | None:
    return None if at is None else at + 1


def _first_step(manifest: Manifest, step: Step) -> str | None:
    """退回而没有写退到哪一步的，从头办。"""
    route = manifest.progress.route
    if step.decision is not Decision.RETURN or route is None:
        return None
    return step.details.return_to or route.steps[0].name


def _state(manifest: Manifest, trace: _Trace, at: int) -> tuple[RowState, int | None]:
    step = manifest.steps[at]
    if step.step_kind is StepKind.BUILT:
        later = next(
            (
                n
                for n, each in enumerate(manifest.steps[at + 1 :], at + 1)
                if each.step_kind is StepKind.BUILT
            ),
            None,
        )
        return (RowState.STANDING, None) if later is None else (RowState.UNDONE, later + 1)
    route = trace.before[at].route
    if route is None or route.step(step.step_id) is None:
        return RowState.IGNORED, None
    if step.decision is Decision.RETURN:
        return RowState.RETURNED, None
    own = trace.settles.get(at) if step.decision is Decision.CONFIRM else at
    if own is None or own not in trace.counted:
        return RowState.IGNORED, None
    undone = _number(trace.undone.get(own))
    return (RowState.STANDING, None) if undone is None else (RowState.UNDONE, undone)


def _time(step: Step) -> datetime | None:
    try:
        return datetime.fromisoformat(step.claimed_at).astimezone(CHINA)
    except (ValueError, OverflowError):
        return None


def _day(step: Step) -> date | None:
    try:
        return day_of(step)
    except (ValueError, OverflowError):
        return None


def _proof(findings: Mapping[str, Any]) -> Proof | None:
    """清单上记的校对结果；没有记、读不懂的为 None。"""
    rates = findings.get("rate_per_10k")
    try:
        return Proof(
            passed=findings["verdict"] == "pass",
            errors=int(findings["errors"]),
            advice=int(findings.get("advice", 0)),
            characters=int(findings.get("characters", 0)),
            rates=tuple((str(key), str(value)) for key, value in rates.items())
            if isinstance(rates, dict)
            else (),
            open=tuple(OpenFinding(*map(str, astuple(each))) for each in open_findings(findings)),
        )
    except (KeyError, ValueError, TypeError, OverflowError):
        return None
