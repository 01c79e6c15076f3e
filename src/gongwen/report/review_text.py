"""核定时终端上的文字：要核的一处，一份的小结，核定一览。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.report.pointed import marked_line, printable
from gongwen.report.table_text import aligned
from gongwen.report.tally import counted, rate_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from gongwen.findings import Finding
    from gongwen.proofing.engine import ProofResult
    from gongwen.report.decisions import Decision, Decisions
    from gongwen.spans import SourceText, Span

_HEAD = ("位置", "代码", "文字", "核定", "核定人", "日期", "理由", "指纹")
_WORD = 16
UNDECIDED, REPLACED, GONE, NOT_RUN = "没有核", "已由后一条代替", "原文已改", "没有运行这条规则"


def place_text(source: SourceText, finding: Finding) -> str:
    """显示的名字和位置；没有位置的只有名字。"""
    name = printable(source.name)
    return f"{name}:{printable(source.place(finding.span.start))}" if finding.span else name


def finding_card(
    source: SourceText, finding: Finding, at: int, total: int, decision: Decision | None
) -> list[str]:
    """要核的一处，几行：第几处，在哪里，原文，改法，依据，以前怎样核的。"""
    head = f"{finding.code} {finding.level.term}（{finding.zone}）{printable(finding.message)}"
    lines = [f"[{at}/{total}] {place_text(source, finding)}  {head}"]
    if finding.span is not None:
        lines.append(f"    {marked_line(source, finding.span)}")
    if finding.suggestion is not None:
        lines.append(f"    {_fix(finding.suggestion, finding.span)}")
    lines.append(f"    依据：{printable(finding.source)}")
    if decision is not None:
        lines.append(f"    已核：{decision_text(decision)}")
    return lines


def _fix(suggestion: str, span: Span | None) -> str:
    if not suggestion:
        return "改法：删去"
    return ("补上：" if span and span.start == span.end else "改为：") + printable(suggestion)


def decision_text(decision: Decision) -> str:
    """一条核定：怎样核的，谁，哪天，理由。"""
    reason = f"：{printable(decision.reason)}" if decision.reason else ""
    return f"{decision.kind.term}（{printable(decision.by)} {decision.on}）{reason}"


def sheet_summary(result: ProofResult, stale: int) -> list[str]:
    """一份的小结：各几处，两个差错率，裁定用的哪一个，越过的线。"""
    dismissed = sum(item.ruling is not None and item.ruling.kind == "dismissed" for item in result.set_aside)
    verdict = "不通过" if result.crossed else "通过"
    counts = f"{result.characters} 字，{counted(result)}，驳回 {dismissed} 处"
    lines = [f"{printable(result.source.name)}：{counts}；{rate_text(result)}裁定：{verdict}"]
    lines += [f"    不通过：{line}" for line in result.crossed]
    if stale:
        lines.append(f"    核定过的 {stale} 处原文已改，不再适用；仍留在记录里")
    return lines


def decisions_table(result: ProofResult, decisions: Decisions, codes: Collection[str]) -> list[str]:
    """一份的核定一览：各处一行，没有核的也在内；后面是已由后一条代替的、原文已改的。codes 是运行了的规则。"""
    rows = [*_rows(result, decisions, codes)]
    return aligned([_HEAD, *rows]) if rows else ["没有要核的，也没有核过的"]


def _rows(result: ProofResult, decisions: Decisions, codes: Collection[str]) -> Iterator[tuple[str, ...]]:
    current = decisions.current
    places = {item.fingerprint for item in (*result.findings, *result.set_aside)}
    for finding in result.findings:
        decision = current.get(finding.fingerprint)
        text = result.source.slice(finding.span) if finding.span else ""
        yield _row(place_text(result.source, finding), finding, text, decision)
    for each in decisions.decisions:
        if each.fingerprint not in places:
            yield _row(GONE if each.code in codes else NOT_RUN, each, each.text, each)
        elif current[each.fingerprint] is not each:
            yield _row(REPLACED, each, each.text, each)


def _row(place: str, about: Finding | Decision, text: str, decision: Decision | None) -> tuple[str, ...]:
    told = ("", "", "", "")
    if decision is not None:
        told = (decision.kind.term, printable(decision.by), str(decision.on), printable(decision.reason))
    shown = printable(" ".join(text.split()))
    shown = shown if len(shown) <= _WORD else f"{shown[:_WORD]}……"
    return (place, about.code, shown, told[0] or UNDECIDED, *told[1:], about.fingerprint)
