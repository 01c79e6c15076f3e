"""校对结果的终端文字：位置、原文、改法，每个文件一段，最后一行总结；文件多时先列一张表。"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gongwen.findings import Disposition, Level, Zone
from gongwen.report.pointed import marked_line, pointed_line, printable
from gongwen.report.tally import Tally, counted, rate_text, set_aside_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gongwen.findings import Finding
    from gongwen.proofing.engine import ProofResult
    from gongwen.report.checked import CheckedFile
    from gongwen.report.facts import RunFacts
    from gongwen.spans import SourceText

__all__ = ["human_report", "marked_line", "printable", "proof_text", "summary_text"]

FOLD_ABOVE, SHOWN_WHEN_FOLDED = 20, 10
_INDENT = "    "
_RED, _YELLOW, _GREEN, _BOLD = "1;31", "1;33", "1;32", "1"
_COLOURS = {Level.ERROR: _RED, Level.ADVICE: _YELLOW}
# 差错用 ^ 指，提示用 ~ 指：没有颜色也分得清
_POINTERS = {Level.ERROR: "^", Level.ADVICE: "~"}


def human_report(files: Iterable[CheckedFile], facts: RunFacts, *, colour: bool = False) -> Iterator[str]:
    """一边校对一边写的终端文字；colour 只在终端里、没有设 NO_COLOR 时用。"""
    return _written(files, len(facts.rules), colour=colour)


def proof_text(files: Sequence[CheckedFile], rules: int) -> str:
    """全部文件的校对结果，以换行结尾；rules 是运行的规则条数。"""
    return "".join(_written(files, rules, colour=False))


def summary_text(files: Iterable[CheckedFile], rules: int) -> str:
    """一行总结：件数、规则数、差错、提示、差错率、裁定。"""
    tally = Tally()
    for item in files:
        tally.add(item)
    return tally.summary(rules)


def _written(files: Iterable[CheckedFile], rules: int, *, colour: bool) -> Iterator[str]:
    tally, paint, apart = Tally(), _Paint(on=colour), False
    for item in files:
        lines = [*_file(item, paint)]
        # 一行说完的各件挨着写，有东西要看的前后空一行
        if tally.files and (apart or len(lines) > 1):
            yield "\n"
        apart = len(lines) > 1
        tally.add(item)
        yield "\n".join([*lines, ""])
    closing = ["", *tally.table(), tally.summary(rules)] if tally.files else [tally.summary(rules)]
    yield "\n".join([*closing, ""])


class _Paint:
    """给终端的文字上色；on 为假时原样。"""

    def __init__(self, *, on: bool) -> None:
        self._on = on

    def __call__(self, text: str, colour: str) -> str:
        return f"\x1b[{colour}m{text}\x1b[0m" if self._on and text else text


def _file(item: CheckedFile, paint: _Paint) -> Iterator[str]:
    path = printable(item.path)
    if item.result is None:
        first, *rest = (item.problem or "").splitlines() or [""]
        yield f"{path}：{paint('没有校对。', _RED)}{printable(first).removeprefix(path + '：')}"
        yield from (printable(line) for line in rest)
        return
    counts = Counter(finding.code for finding in item.result.findings)
    folded = {code for code, count in counts.items() if count > FOLD_ABOVE}
    shown: Counter[str] = Counter()
    for finding in item.result.findings:
        shown[finding.code] += 1
        if finding.code not in folded or shown[finding.code] <= SHOWN_WHEN_FOLDED:
            yield from _finding(path, item.result.source, finding, paint)
    for code in sorted(folded):
        rest_count = counts[code] - SHOWN_WHEN_FOLDED
        yield f"{path}  {code} 还有 {rest_count} 处没有列出，全部见 JSON 或 HTML 的结果"
    yield from _file_summary(path, item.result, paint)


def _finding(path: str, source: SourceText, finding: Finding, paint: _Paint) -> Iterator[str]:
    colour = _COLOURS[finding.level]
    head = f"{finding.code} {paint(finding.level.term, colour)} {printable(finding.message)}"
    if finding.span is None:
        yield f"{paint(path, _BOLD)}  {head}"
    else:
        place = printable(source.place(finding.span.start))
        line = pointed_line(source, finding.span)
        yield f"{paint(f'{path}:{place}', _BOLD)}  {head}"
        yield f"{_INDENT}{line.before}{paint(line.place, colour)}{line.after}"
        pointer = line.marks(_POINTERS[finding.level])
        yield _INDENT + pointer[: -len(pointer.lstrip())] + paint(pointer.lstrip(), colour)
    yield from (_INDENT + line for line in (*_further(source, finding), *_fix(finding), *_ruled(finding)))


def _further(source: SourceText, finding: Finding) -> Iterator[str]:
    """跨行的只显示了头一行，说到哪里为止。"""
    span = finding.span
    if span is not None and "\n" in source.slice(span).rstrip("\r\n"):
        yield f"到 {printable(source.place(span.end))} 为止"


def _fix(finding: Finding) -> Iterator[str]:
    if finding.suggestion is None:
        return
    shown = printable(finding.suggestion)
    if not shown:
        yield "改法：删去"
    elif finding.span and finding.span.start == finding.span.end:
        yield f"补上：{shown}"
    else:
        yield f"改为：{shown}"


def _ruled(finding: Finding) -> Iterator[str]:
    ruling = finding.ruling
    if ruling is not None and ruling.kind is Disposition.CONFIRMED:
        yield "，".join(filter(None, ("已核定", printable(ruling.by), printable(ruling.reason))))


def _file_summary(path: str, result: ProofResult, paint: _Paint) -> Iterator[str]:
    crossed = result.crossed
    verdict = paint("不通过", _RED) if crossed else paint("通过", _GREEN)
    yield f"{path}：{result.characters} 字，{counted(result)}；{rate_text(result)}裁定：{verdict}"
    for line in crossed:
        yield f"{_INDENT}不通过：{line}"
    others = result.errors_in(Zone.OTHER)
    if others:
        yield f"{_INDENT}其他要素差错 {others} 处，不计入差错率，付印前须改正"
    if result.set_aside:
        yield f"{_INDENT}没有列出：{set_aside_text(result.set_aside)}"
