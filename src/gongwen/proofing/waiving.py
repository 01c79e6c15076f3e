"""放行：把文中注明放行的各处移到一边；没有用上的放行另报一处（FX02）。"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from gongwen.findings import Disposition, Finding, Level, Ruling, Zone
from gongwen.sources.waivers import waivers_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.proofing.rule import Rule
    from gongwen.sources.waivers import Waiver
    from gongwen.spans import SourceText, Span

# 关于放行自己的规则，不能再放行。
FAMILY = "FX"
UNUSED = "FX02"


def waived(
    source: SourceText, findings: Sequence[Finding], rules: Sequence[Rule]
) -> tuple[list[Finding], list[Finding]]:
    """（还算数的各处, 放行的各处）。rules 里有 FX02 时，没有用上的放行也在前一列里。"""
    waivers = [each for each in waivers_in(source) if each.is_whole]
    if not waivers:
        return list(findings), []
    kept, aside, used = [], [], set()
    register = _Register(waivers)
    for finding in findings:
        found = register.holding(finding)
        if found is None:
            kept.append(finding)
            continue
        used |= {(found.span, code) for code in found.codes if _names(code, finding.code)}
        aside.append(replace(finding, ruling=Ruling(Disposition.WAIVED, found.reason)))
    kept += _unused(waivers, used, rules)
    return kept, aside


class _Register:
    """按位置、按代码找放行：一万处放行、一万处差错也快。"""

    def __init__(self, waivers: Sequence[Waiver]) -> None:
        self._whole: dict[str, Waiver] = {}
        self._parts: dict[int, dict[str, Waiver]] = {}
        for each in waivers:
            held = self._whole if each.covers is None else self._parts.setdefault(each.covers.start, {})
            for code in each.codes:
                held.setdefault(code, each)
        self._starts = sorted(self._parts)

    def holding(self, finding: Finding) -> Waiver | None:
        """放行这一处的；没有时为 None。"""
        if finding.code.startswith(FAMILY):
            return None
        return _of(self._whole, finding.code) or self._beside(finding)

    def _beside(self, finding: Finding) -> Waiver | None:
        at = bisect_right(self._starts, finding.span.start) - 1 if finding.span else -1
        found = _of(self._parts[self._starts[at]], finding.code) if at >= 0 else None
        if found is None or found.covers is None or finding.span is None:
            return None
        return found if finding.span.start <= found.covers.end else None


def _of(held: dict[str, Waiver], code: str) -> Waiver | None:
    return held.get(code) or held.get(code[:2])


def is_known(code: str, rules: Sequence[Rule]) -> bool:
    """是不是这些规则里的一条，或其中一族。"""
    return any(_names(code, rule.code) for rule in rules)


def _names(written: str, code: str) -> bool:
    return code == written or code[:2] == written


def _unused(
    waivers: Sequence[Waiver], used: set[tuple[Span, str]], rules: Sequence[Rule]
) -> Iterator[Finding]:
    rule = next((each for each in rules if each.code == UNUSED), None)
    if rule is None:
        return
    for waiver in waivers:
        # 没有运行的规则，不知道用没用上。
        idle = [code for code in waiver.codes if (waiver.span, code) not in used and is_known(code, rules)]
        if idle:
            message = f"放行没有用上：{'、'.join(idle)} 在这里没有报"
            yield Finding(
                rule.code, rule.name, Level.ADVICE, Zone.OTHER, message, waiver.span, None, rule.source
            )
