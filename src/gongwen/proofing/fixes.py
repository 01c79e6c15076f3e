"""照改法改：只改差错，提示、驳回和放行的不改；姓名一个字也不动；重叠的先来的算。"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gongwen.findings import Level, Zone
from gongwen.proofing.front_fixes import unsafe_in_front
from gongwen.spans import Medium, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gongwen.findings import Finding
    from gongwen.spans import SourceText

NO_SUGGESTION, NO_PLACE = "没有改法，要人来改", "没有位置，要人来补"
ADVICE_ONLY, A_NAME = "是提示，由人来定", "是姓名，要人来核"
OVERLAPPING, IN_FRONT = "与前面一处的改法重叠，改完再校对一遍", "在 front matter 里，照改会读成别的样子"


@dataclass(frozen=True, slots=True)
class Fix:
    """一处改法：把原文的 span 换成 text。"""

    finding: Finding
    span: Span
    text: str

    def moved(self, by: int) -> Fix:
        """位置挪动 by 个字的同一处。"""
        return replace(self, span=Span(self.span.start + by, self.span.end + by))


@dataclass(frozen=True, slots=True)
class FixPlan:
    """要改的各处（互不重叠，按位置），和没有改的各处连同缘故。"""

    fixes: tuple[Fix, ...]
    left: tuple[tuple[Finding, str], ...]

    def applied_to(self, text: str) -> str:
        """改过的文字。"""
        return apply(self.fixes, text)


def plan_fixes(
    source: SourceText, findings: Iterable[Finding], levels: Sequence[Level] = (Level.ERROR,)
) -> FixPlan:
    """findings（还算数的各处）里哪些照改，哪些不改。默认只改差错。"""
    fixes: list[Fix] = []
    left: list[tuple[Finding, str]] = []
    for finding in findings:
        reason = _reason(finding, levels)
        if reason or finding.span is None or finding.suggestion is None:
            left.append((finding, reason))
        elif _clashes(finding.span, fixes):
            left.append((finding, OVERLAPPING))
        elif source.slice(finding.span) != finding.suggestion:
            fixes.append(Fix(finding, finding.span, finding.suggestion))
    if source.medium is Medium.TEXT:
        unsafe = unsafe_in_front(source, [(fix.span, fix.text) for fix in fixes])
        left += [(fix.finding, IN_FRONT) for fix in fixes if (fix.span, fix.text) in unsafe]
        fixes = [fix for fix in fixes if (fix.span, fix.text) not in unsafe]
    return FixPlan(tuple(fixes), tuple(sorted(left, key=_place)))


def apply(fixes: Iterable[Fix], text: str) -> str:
    """照各处改法（互不重叠，按位置）改过的文字。"""
    out, at = [], 0
    for fix in fixes:
        out += [text[at : fix.span.start], fix.text]
        at = fix.span.end
    return "".join([*out, text[at:]])


def _reason(finding: Finding, levels: Sequence[Level]) -> str:
    """不改的缘故；可以改的为空串。"""
    if finding.span is None:
        return NO_PLACE
    if finding.suggestion is None:
        return NO_SUGGESTION
    if finding.level not in levels:
        return ADVICE_ONLY
    return A_NAME if finding.zone is Zone.NAME else ""


def _clashes(span: Span, fixes: Sequence[Fix]) -> bool:
    """与已经要改的重叠，或者都添在同一点；一处接着一处的不算。findings 按位置来，只看最后一处。"""
    if not fixes:
        return False
    last = fixes[-1].span
    return span.start < last.end or span == last


def _place(entry: tuple[Finding, str]) -> tuple[int, int, str]:
    finding = entry[0]
    return (finding.span.start, finding.span.end, finding.code) if finding.span else (-1, -1, finding.code)
