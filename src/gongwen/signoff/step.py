"""流转清单的一步：载荷的字段、写成 JSON、从 JSON 读回。不认识的键、不对的类型一概不收。"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

from gongwen.signoff.vocabulary import Decision, StepKind

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT = 2
FORMATS = (1, FORMAT)
"""认得的格式。1 只有构建的行，没有 details。"""
_TIME = re.compile(r"[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", re.ASCII)
_DAY = re.compile(r"[12]\d{3}-\d\d-\d\d", re.ASCII)
_DIGEST = re.compile(r"[0-9a-f]{64}")


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
    return {name: getattr(item, name) for name in item.__slots__}


def moment(text: str) -> datetime:
    """时间：2026-05-08T01:30:00+00:00，只有这一种写法（所以先后可以照文字比）。不是的引发 ValueError。"""
    if not _TIME.fullmatch(text):
        raise ValueError(f"时间读不懂：{text}")
    return datetime.fromisoformat(text)


def day(text: str) -> date:
    """日期：2026-05-08，只有这一种写法。不是的引发 ValueError。"""
    if not _DAY.fullmatch(text):
        raise ValueError(f"日期读不懂：{text}")
    return date.fromisoformat(text)


_TEXTS = ("case", "step_id", "claimed_at")
_OPTIONAL_TEXTS = (
    "prev", "actor", "on_behalf_of", "entered_by", "sheet_digest", "comment", "reason", "route_digest",
)  # fmt: skip
_LISTS = ("approvals", "conditions")
DAYS = ("meeting_on", "consented_on", "signed_on")
"""details 里的日期。"""
_KEYS = frozenset(item.name for item in fields(Step))


def step_of(payload: Mapping[str, Any]) -> Step:
    """载荷读成一步。键多了、少了、类型不对时引发 ValueError。"""
    if payload.get("format") == 1:
        if payload.get("step_kind") != StepKind.BUILT or "details" in payload:
            raise ValueError("格式 1 只有构建的行，没有 details")
        payload = {**payload, "details": {}}
    if payload.keys() | {"built"} != _KEYS:
        raise ValueError(f"键不对：{'、'.join(sorted((payload.keys() | {'built'}) ^ _KEYS))}")
    _check_texts(payload)
    own = {key: payload[key] for key in (*_TEXTS, *_OPTIONAL_TEXTS, "seq", "format")}
    return Step(
        **own,
        step_kind=StepKind(payload["step_kind"]),
        decision=None if payload["decision"] is None else Decision(payload["decision"]),
        subjects=_subjects(payload),
        waivers=tuple(Waiver(**_texts(each, Waiver)) for each in _list(payload["waivers"])),
        details=_details(payload["details"]),
        findings=_shallow(_mapping(payload["findings"])),
        built=_built(payload["built"]) if "built" in payload else None,
    )


def _subjects(payload: Mapping[str, Any]) -> tuple[Subject, ...]:
    """签的是什么：至少一个文件（格式 1 的可以没有），都是同一份内容。"""
    found = tuple(Subject(**_texts(each, Subject)) for each in _list(payload["subjects"]))
    if len({each.content for each in found}) > 1:
        raise ValueError("一行里的几个文件，内容摘要不同")
    if not found and payload["format"] != 1:
        raise ValueError("没有写签的是哪个文件")
    return found


def _check_texts(payload: Mapping[str, Any]) -> None:
    for key in _TEXTS:
        _expect(payload[key], str, key)
    for key in _OPTIONAL_TEXTS:
        if payload[key] is not None:
            _expect(payload[key], str, key)
    for key in ("seq", "format"):
        _expect(payload[key], int, key)
    moment(payload["claimed_at"])
    for key in ("prev", "sheet_digest"):  # 扫描件的文件名里有摘要，不能是别的样子
        if payload[key] is not None and not _DIGEST.fullmatch(payload[key]):
            raise ValueError(f"“{key}”不是 SHA-256")


def _details(value: Any) -> Details:
    table = dict(_mapping(value))
    for key, item in table.items():
        if key in _LISTS:
            table[key] = tuple(_expect(each, str, key) for each in _list(item))
        else:
            _expect(item, int if key == "copies" else str, key)
        if key in DAYS:
            day(item)
    try:
        return Details(**table)
    except TypeError as error:
        raise ValueError("details 里有不认识的键") from error


def _built(value: Any) -> Mapping[str, Any]:
    """构建的事实里要用的几项：定稿的标记、输出的文件、怎么走。"""
    table: Mapping[str, Any] = _shallow(_mapping(value))
    if table.get("final", True) is not True:
        raise ValueError("final 只能是 true")
    for item in _mapping(table.get("outputs", {})).values():
        _expect(item, str, "outputs")
    route = table.get("route")
    if route is not None:
        _mapping(_mapping(route).get("definition"))
        for key in ("conditions", "organs", "countersigners"):
            for item in _list(route.get(key)):
                _expect(item, str, key)
    return table


def _shallow(value: Any, left: int = 12) -> Any:
    """原样交还；嵌套太深的引发 ValueError，免得后面比较的时候栈不够。"""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in inner:
        if left == 0:
            raise ValueError("嵌套太深")
        _shallow(each, left - 1)
    return value


def _texts(value: Any, kind: type[Subject | Waiver]) -> dict[str, str]:
    table = _mapping(value)
    if table.keys() != set(kind.__slots__):
        raise ValueError(f"{kind.__name__} 的键不对")
    return {key: _expect(item, str, key) for key, item in table.items()}


def _mapping(value: Any) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", _expect(value, dict, "表"))


def _list(value: Any) -> list[Any]:
    return cast("list[Any]", _expect(value, list, "列表"))


def _expect(value: Any, kind: type, key: str) -> Any:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise ValueError(f"“{key}”的类型不对")
    return value


def title_line(title: str) -> str:
    """分行写的标题连成一行：报出来、列出来的时候用。"""
    return "".join(each.strip() for each in title.splitlines())
