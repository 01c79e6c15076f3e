"""一处只报一次：几条规则说的是同一处改法的，留说得最要紧的一条；兜底的规则给别的规则让路。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.findings import Level, Zone

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from gongwen.findings import Finding
    from gongwen.proofing.rule import Rule
    from gongwen.spans import SourceText, Span

# 一处差错按最要紧的一类计
_GRAVE = (Zone.TITLE, Zone.NAME, Zone.POLICY)


def without_repeats(source: SourceText, findings: Iterable[Finding], rules: Sequence[Rule]) -> list[Finding]:
    """去掉重复的：改出来一样的几条只留一条；兜底的规则（Rule.last_resort）与别的重叠时不报。"""
    order = {rule.code: (rule.general, at) for at, rule in enumerate(rules)}
    last = {rule.code for rule in rules if rule.last_resort}
    kept: dict[object, Finding] = {}
    places: dict[Span, str] = {}
    for finding in sorted(
        findings, key=lambda each: (_rank(each, last), order[each.code], place_order(each))
    ):
        # 正好同一处，另一条规则已经说了：先照它改
        if finding.span is not None and places.setdefault(finding.span, finding.code) != finding.code:
            continue
        kept.setdefault(_edit(source, finding), finding)
    return _yielding(list(kept.values()), last)


def place_order(finding: Finding) -> tuple[int, int, str, str, str]:
    """各处的次序：没有位置的在前，其余按位置。"""
    start, end = (finding.span.start, finding.span.end) if finding.span else (-1, -1)
    return start, end, finding.code, finding.message, finding.suggestion or ""


def _rank(finding: Finding, last: Collection[str]) -> tuple[bool, bool, bool, bool]:
    """差错在前，要紧的一类在前，有改法的在前。"""
    return (
        finding.level is not Level.ERROR,
        finding.zone not in _GRAVE,
        finding.code in last,
        finding.suggestion is None,
    )


def _edit(source: SourceText, finding: Finding) -> object:
    """照改法实际改动的地方和改成的字；没有改法、没有位置的各是各的。"""
    if finding.span is None or finding.suggestion is None:
        return finding
    wrong, right = source.slice(finding.span), finding.suggestion
    start = 0
    while start < min(len(wrong), len(right)) and wrong[start] == right[start]:
        start += 1
    end = 0
    while end < min(len(wrong), len(right)) - start and wrong[-1 - end] == right[-1 - end]:
        end += 1
    first, last, added = finding.span.start + start, finding.span.end - end, right[start : len(right) - end]
    # “的的”删前一个、删后一个，是一回事
    while not added and first and last > first and source.text[first - 1] == source.text[last - 1]:
        first, last = first - 1, last - 1
    return first, last, added


def _yielding(findings: list[Finding], last: Collection[str]) -> list[Finding]:
    taken = [each.span for each in findings if each.span is not None and each.code not in last]
    if len(taken) == len(findings):
        return findings
    starts = sorted((span.start, span.end) for span in taken)
    return [each for each in findings if each.code not in last or not _overlaps(each, starts)]


def _overlaps(finding: Finding, taken: list[tuple[int, int]]) -> bool:
    span = finding.span
    return span is not None and any(
        start < max(span.end, span.start + 1) and span.start < max(end, start + 1) for start, end in taken
    )


def outside_names(findings: Iterable[Finding], names: Collection[Span]) -> list[Finding]:
    """文字一族的规则不改名册里的人名：人名只照名册和文件自己核（RM）。"""
    taken = sorted((span.start, span.end) for span in names)
    if not taken:
        return list(findings)
    return [each for each in findings if not (each.code.startswith("WZ") and _overlaps(each, taken))]
