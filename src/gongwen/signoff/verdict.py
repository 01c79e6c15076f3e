"""裁定：除去具名放行的，剩下的差错还越不越线（办公室制度：标题、重要人名、重大政策一处也不行，正文不超过万分之三）。"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from gongwen.findings import LIMIT_PER_10K, ZERO_TOLERANCE, Zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gongwen.signoff.step import Waiver

_GRAVE = frozenset(each.value for each in (*ZERO_TOLERANCE, Zone.BLANK))


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """还没有处置的一处差错：在哪份原文、哪条规则、计入哪一类、指纹、怎么说。"""

    file: str
    code: str
    zone: str
    fingerprint: str
    message: str


_KEYS = frozenset(each.name for each in fields(OpenFinding))


def open_findings(findings: Mapping[str, Any]) -> tuple[OpenFinding, ...]:
    """清单上记的、构建时还没有处置的差错。写得不对时引发 ValueError。"""
    listed = findings.get("open", [])
    if not isinstance(listed, list) or not all(map(_is_finding, listed)):
        raise ValueError("findings 里的 open 读不懂")
    return tuple(OpenFinding(**each) for each in listed)


def _is_finding(table: object) -> bool:
    return (
        isinstance(table, dict)
        and table.keys() == _KEYS
        and all(isinstance(each, str) for each in table.values())
    )


def faults(findings: Mapping[str, Any], waivers: Iterable[Waiver]) -> tuple[str, ...]:
    """还越着的线，一条一句；空的就是通过。构建时的裁定是通过的，不再算。

    放行认的是规则和指纹：重新构建以后那一处还在，放行也还在；新冒出来的不在其内。
    """
    if findings.get("verdict") == "pass":
        return ()
    waived = {(each.code, each.fingerprint) for each in waivers}
    listed = open_findings(findings)
    left = [each for each in listed if (each.code, each.fingerprint) not in waived]
    lines = [f"{each.zone}有差错：{each.message}" for each in left if each.zone in _GRAVE]
    counted = findings.get("counted")
    sizes = counted if isinstance(counted, dict) else {}
    for name in dict.fromkeys(each.file for each in left):
        body = sum(each.file == name and each.zone == Zone.BODY for each in left)
        size = sizes.get(name)
        if body and not (isinstance(size, int) and body * 10_000 <= LIMIT_PER_10K * size):
            lines.append(f"{name} 正文差错 {body} 处，超过万分之三")
    if not lines and len(left) == len(listed):
        lines.append("校对裁定不通过")  # 一处也没有放行，构建时的裁定就还在
    return tuple(lines)
