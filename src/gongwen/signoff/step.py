"""流转清单的一步：载荷的字段、写成 JSON、从 JSON 读回。不认识的键、不对的类型一概不收。"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from gongwen.signoff.vocabulary import Decision, StepKind

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT = 2
FORMATS = (1, FORMAT)
"""认得的格式。1 只有构建的行，没有 details。"""


@dataclass(frozen=True, slots=True)
class Subject:
    """签的是什么：文件名、内容摘要、版面文件的 SHA-256（十六进制）。"""

    name: str
    content: str
    rendition: str


@dataclass(frozen=True, slots=True)
class Waiver:
    """放行的一处：哪一条规则、哪一处（指纹）、谁放行、为什么。"""

    code: str
    fingerprint: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Details:
    """这一步自己的几项；用不着的为 None，不写进清单。

    party：代表哪个机关（会签、联合行文的签发）；number：登记的发文字号；return_to：退回到哪一步；
    meeting、meeting_on：讨论通过的会议和日期；how、consented_on：待补签的，怎样请示、哪天同意；
    signed_on：纸上手签的日期；seal、copies、approvals：用印的印章、份数、批准人（姓名）；
    conditions：这一步添上的情形。日期写作 2026-05-08。
    """

    party: str | None = None
    number: str | None = None
    return_to: str | None = None
    meeting: str | None = None
    meeting_on: str | None = None
    how: str | None = None
    consented_on: str | None = None
    signed_on: str | None = None
    seal: str | None = None
    copies: int | None = None
    approvals: tuple[str, ...] | None = None
    conditions: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """清单的一行。

    actor 是作决定的人；on_behalf_of 是他受谁委托；entered_by 是代为登记的人（手签的纸、待补签），信封由他签。
    claimed_at 是签的人说的时间（ISO 8601，UTC）；prev 是前一行整个信封的 SHA-256，第一行为 None。
    findings 是签的人看到的校对结果；built 只有构建的行有。
    """

    case: str
    seq: int
    step_id: str
    step_kind: StepKind
    claimed_at: str
    prev: str | None
    actor: str | None = None
    on_behalf_of: str | None = None
    entered_by: str | None = None
    sheet_digest: str | None = None
    decision: Decision | None = None
    comment: str | None = None
    reason: str | None = None
    subjects: tuple[Subject, ...] = ()
    route_digest: str | None = None
    findings: Mapping[str, Any] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    details: Details = field(default_factory=Details)
    built: Mapping[str, Any] | None = None
    format: int = FORMAT

    @property
    def signatory(self) -> str | None:
        """信封应当由谁签。"""
        return self.entered_by or self.actor

    @property
    def content(self) -> str | None:
        """内容摘要；没有成品的为 None。"""
        return self.subjects[0].content if self.subjects else None

    @property
    def is_final(self) -> bool:
        """是不是定稿的构建（gongwen build --final）。"""
        return bool(self.built and self.built.get("final"))


def payload_of(step: Step) -> dict[str, Any]:
    """写进清单的载荷。"""
    plain: dict[str, Any] = {item.name: getattr(step, item.name) for item in fields(step)}
    plain["step_kind"] = step.step_kind.value
    plain["decision"] = step.decision.value if step.decision else None
    plain["subjects"] = [_table(each) for each in step.subjects]
    plain["waivers"] = [_table(each) for each in step.waivers]
    details = {key: value for key, value in _table(step.details).items() if value is not None}
    plain["details"] = {key: list(v) if isinstance(v, tuple) else v for key, v in details.items()}
    plain["findings"] = dict(step.findings)
    if step.built is None:
        del plain["built"]
    return plain


def _table(item: Subject | Waiver | Details) -> dict[str, Any]:
    return {each.name: getattr(item, each.name) for each in fields(item)}


_TEXTS = ("case", "step_id", "claimed_at")
_OPTIONAL_TEXTS = (
    "prev", "actor", "on_behalf_of", "entered_by", "sheet_digest", "comment", "reason", "route_digest",
)  # fmt: skip
_LISTS = ("approvals", "conditions")
_KEYS = frozenset(item.name for item in fields(Step))


def step_of(payload: Mapping[str, Any]) -> Step:
    """载荷读成一步。键多了、少了、类型不对时引发 ValueError。"""
    if payload.get("format") == 1:
        payload = {**payload, "details": {}}
    if payload.keys() | {"built"} != _KEYS:
        raise ValueError(f"键不对：{'、'.join(sorted((payload.keys() | {'built'}) ^ _KEYS))}")
    _check_texts(payload)
    own = {key: payload[key] for key in (*_TEXTS, *_OPTIONAL_TEXTS, "seq", "format")}
    return Step(
        **own,
        step_kind=StepKind(payload["step_kind"]),
        decision=None if payload["decision"] is None else Decision(payload["decision"]),
        subjects=tuple(Subject(**_texts(each, Subject)) for each in _list(payload["subjects"])),
        waivers=tuple(Waiver(**_texts(each, Waiver)) for each in _list(payload["waivers"])),
        details=_details(payload["details"]),
        findings=_mapping(payload["findings"]),
        built=_mapping(payload["built"]) if "built" in payload else None,
    )


def _check_texts(payload: Mapping[str, Any]) -> None:
    for key in _TEXTS:
        _expect(payload[key], str, key)
    for key in _OPTIONAL_TEXTS:
        if payload[key] is not None:
            _expect(payload[key], str, key)
    for key in ("seq", "format"):
        _expect(payload[key], int, key)


def _details(value: Any) -> Details:
    table = dict(_mapping(value))
    for key, item in table.items():
        if key in _LISTS:
            table[key] = tuple(_expect(each, str, key) for each in _list(item))
        else:
            _expect(item, int if key == "copies" else str, key)
    try:
        return Details(**table)
    except TypeError as error:
        raise ValueError("details 里有不认识的键") from error


def _texts(value: Any, kind: type[Subject | Waiver]) -> dict[str, str]:
    table = _mapping(value)
    if table.keys() != {item.name for item in fields(kind)}:
        raise ValueError(f"{kind.__name__} 的键不对")
    return {key: _expect(item, str, key) for key, item in table.items()}


def _mapping(value: Any) -> Mapping[str, Any]:
    return _expect(value, dict, "表")  # type: ignore[no-any-return]


def _list(value: Any) -> list[Any]:
    return _expect(value, list, "列表")  # type: ignore[no-any-return]


def _expect(value: Any, kind: type, key: str) -> Any:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise ValueError(f"“{key}”的类型不对")
    return value
