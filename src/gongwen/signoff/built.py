"""“built”这一步：什么输入、什么版式、什么规则、什么字体，得出什么文件。"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gongwen.signoff.envelope import FORMAT, line_digest, open_lines, seal_unsigned

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

STEP = "built"


@dataclass(frozen=True, slots=True)
class BuildFacts:
    """一次构建的事实。

    inputs、outputs、fonts：文件名到 SHA-256；content：内容摘要；style、rules、proof：名称、版本与结果；
    versions：本程序和排版部件的版本；template：所用模板，没有为 None；preprinted：套打，红头没有印。
    """

    inputs: Mapping[str, str]
    outputs: Mapping[str, str]
    fonts: Mapping[str, str]
    content: str
    style: Mapping[str, str]
    rules: Mapping[str, Any]
    versions: Mapping[str, str]
    proof: Mapping[str, Any]
    route: str | None = None
    template: str | None = None
    preprinted: bool = False


def append_built(existing: bytes, facts: BuildFacts, *, case: str, now: datetime, name: str) -> bytes:
    """在清单末尾加一行 built，返回整份清单。

    existing 是原来的清单（没有为空）；case 只在新开清单时用。清单损坏时引发 ManifestError。
    """
    payloads = open_lines(existing, name) if existing else []
    last = existing.rstrip(b"\n").rsplit(b"\n", 1)[-1] if existing else b""
    payload = {
        "format": FORMAT,
        "case": payloads[0]["case"] if payloads else case,
        "seq": len(payloads),
        "step_id": f"{STEP}-{len(payloads)}",
        "step_kind": STEP,
        "actor": None,
        "on_behalf_of": None,
        "entered_by": None,
        "sheet_digest": None,
        "decision": None,
        "comment": None,
        "claimed_at": now.isoformat(timespec="seconds"),
        "prev": line_digest(last) if payloads else None,
        "subjects": _subjects(facts),
        "route_digest": None,
        "reason": None,
        "findings": dict(facts.proof),
        "waivers": [],
        "built": _built(facts),
    }
    return existing + seal_unsigned(payload) + b"\n"


def recorded_outputs(existing: bytes, name: str) -> set[str]:
    """清单里记过的全部输出文件的 SHA-256。"""
    payloads = open_lines(existing, name) if existing else []
    return {digest for each in payloads for digest in each.get("built", {}).get("outputs", {}).values()}


def _subjects(facts: BuildFacts) -> list[dict[str, str]]:
    return [
        {"name": name, "content": facts.content, "rendition": digest}
        for name, digest in sorted(facts.outputs.items())
        if name.endswith((".docx", ".pdf"))
    ]


def _built(facts: BuildFacts) -> dict[str, Any]:
    # 套打的才记这一项：平常的清单与以前的一样。
    own = {"preprinted": True} if facts.preprinted else {}
    return own | {
        "inputs": dict(facts.inputs),
        "outputs": dict(facts.outputs),
        "fonts": dict(facts.fonts),
        "style": dict(facts.style),
        "rules": dict(facts.rules),
        "versions": dict(facts.versions),
        "route": facts.route,
        "template": facts.template,
    }


def digest(data: bytes) -> str:
    """SHA-256（十六进制）。"""
    return hashlib.sha256(data).hexdigest()
