"""“built”这一步：什么输入、什么版式、什么规则、什么字体，得出什么文件。"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any

from gongwen.signoff.envelope import broken, seal_unsigned
from gongwen.signoff.manifest import Manifest, read_manifest
from gongwen.signoff.route import route_table
from gongwen.signoff.step import Step, Subject, payload_of
from gongwen.signoff.vocabulary import StepKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from gongwen.signoff.envelope import Sealed
    from gongwen.signoff.route import Route

STEP = StepKind.BUILT.value


@dataclass(frozen=True, slots=True)
class Routing:
    """这一件怎么走：照哪条路线、为什么选它、有哪些情形、发文机关、会签单位。"""

    route: Route
    why: str
    conditions: tuple[str, ...] = ()
    organs: tuple[str, ...] = ()
    countersigners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BuildFacts:
    """一次构建的事实。

    inputs、outputs、fonts：文件名到 SHA-256；content：内容摘要；style、rules、proof：名称、版本与结果；
    versions：本程序和排版部件的版本；template：所用模板，没有为 None；preprinted：套打，红头没有印；
    title：标题；routing：怎么走，没有选路线的为 None；final：定稿（编了号、填了成文日期）。
    """

    inputs: Mapping[str, str]
    outputs: Mapping[str, str]
    fonts: Mapping[str, str]
    content: str
    style: Mapping[str, str]
    rules: Mapping[str, Any]
    versions: Mapping[str, str]
    proof: Mapping[str, Any]
    title: str = ""
    routing: Routing | None = None
    template: str | None = None
    preprinted: bool = False
    final: bool = False


def append_built(
    existing: bytes,
    facts: BuildFacts,
    *,
    case: str,
    now: datetime,
    name: str,
    check: Callable[[bytes, Step], None] | None = None,
) -> bytes:
    """在清单末尾加一行 built，返回整份清单。

    existing 是原来的清单（没有为空）；case 只在新开清单时用；check 看这一行行不行，不行的由它引发错误。
    清单损坏时引发 ManifestError。
    """
    step = built_step(_read(existing, name).lines, facts, case=case, now=now)
    if check is not None:
        check(existing, step)
    return existing + seal_unsigned(payload_of(step)) + b"\n"


def built_step(lines: Sequence[Sealed], facts: BuildFacts, *, case: str, now: datetime) -> Step:
    """接在这些行之后的一行 built。"""
    return Step(
        case=lines[0].payload["case"] if lines else case,
        seq=len(lines),
        step_id=f"{STEP}-{len(lines)}",
        step_kind=StepKind.BUILT,
        claimed_at=now.astimezone(UTC).isoformat(timespec="seconds"),
        prev=lines[-1].digest if lines else None,
        subjects=_subjects(facts),
        route_digest=facts.routing.route.digest if facts.routing else None,
        findings=dict(facts.proof),
        built=_built(facts),
    )


def recorded_outputs(existing: bytes, name: str) -> set[str]:
    """清单里记过的全部输出文件的 SHA-256。"""
    built = (step.built or {} for step in _read(existing, name).steps)
    return {digest for each in built for digest in each.get("outputs", {}).values()}


def _read(existing: bytes, name: str) -> Manifest:
    """原来的清单；不能接在写到一半的一行后面。"""
    manifest = read_manifest(existing, name)
    if manifest.torn:
        raise broken(name, len(manifest.lines) + 1, "最后一行不完整")
    return manifest


def _subjects(facts: BuildFacts) -> tuple[Subject, ...]:
    return tuple(
        Subject(name, facts.content, digest)
        for name, digest in sorted(facts.outputs.items())
        if name.endswith((".docx", ".pdf"))
    )


def _built(facts: BuildFacts) -> dict[str, Any]:
    own = {key: True for key in ("preprinted", "final") if getattr(facts, key)}
    return own | {
        "title": facts.title,
        "inputs": dict(facts.inputs),
        "outputs": dict(facts.outputs),
        "fonts": dict(facts.fonts),
        "style": dict(facts.style),
        "rules": dict(facts.rules),
        "versions": dict(facts.versions),
        "route": _routing(facts.routing) if facts.routing else None,
        "template": facts.template,
    }


def _routing(routing: Routing) -> dict[str, Any]:
    return {
        "name": routing.route.name,
        "why": routing.why,
        "definition": route_table(routing.route),
        "conditions": list(routing.conditions),
        "organs": list(routing.organs),
        "countersigners": list(routing.countersigners),
    }


def digest(data: bytes) -> str:
    """SHA-256（十六进制）。"""
    return hashlib.sha256(data).hexdigest()
