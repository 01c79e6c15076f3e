"""校对结果的终端文字：位置、原文、改法，每个文件一段，最后一行总结。"""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from gongwen.findings import Zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gongwen.findings import Finding
    from gongwen.proofing.engine import ProofResult
    from gongwen.report.checked import CheckedFile
    from gongwen.spans import SourceText, Span

FOLD_ABOVE, SHOWN_WHEN_FOLDED = 20, 10
# 所报之处左右各留的显示宽度（半角为 1，汉字为 2）；所报之处太长时只显示开头。
_SIDE, _PLACE = 36, 60
# 控制符、双向控制符、代理、私用、行段分隔：写进终端会改动屏幕或颠倒文字。
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def proof_text(files: Sequence[CheckedFile], rules: int) -> str:
    """全部文件的校对结果，以换行结尾；rules 是运行的规则条数。"""
    lines = [line for item in files for line in _file(item)]
    return "\n".join([*lines, summary_text(files, rules)]) + "\n"


def printable(text: str) -> str:
    """可以安全写到终端的文字：制表符换成空格，控制字符写成 <U+001B> 的样子。"""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_printable_char(char) for char in text)


def _printable_char(char: str) -> str:
    if char == "\t":
        return " "
    return f"<U+{ord(char):04X}>" if unicodedata.category(char) in _UNSAFE else char


def _file(item: CheckedFile) -> Iterator[str]:
    path = printable(item.path)
    if item.result is None:
        first, *rest = (item.problem or "").splitlines() or [""]
        yield f"{path}：没有校对。{printable(first).removeprefix(path + '：')}"
        yield from (printable(line) for line in rest)
        yield ""
        return
    counts = Counter(finding.code for finding in item.result.findings)
    folded = {code for code, count in counts.items() if count > FOLD_ABOVE}
    shown: Counter[str] = Counter()
    for finding in item.result.findings:
        shown[finding.code] += 1
        if finding.code not in folded or shown[finding.code] <= SHOWN_WHEN_FOLDED:
            yield from _finding(path, item.result.source, finding)
    for code in sorted(folded):
        yield f"{path}  {code} 还有 {counts[code] - SHOWN_WHEN_FOLDED} 处没有列出，全部见 JSON 结果"
    yield from _file_summary(path, item.result)
    yield ""


def _finding(path: str, source: SourceText, finding: Finding) -> Iterator[str]:
    head = f"{finding.code} {finding.level.term} {printable(finding.message)}"
    if finding.span is None:
        yield f"{path}  {head}"
        return
    line, column = source.position(finding.span.start)
    yield f"{path}:{line}:{column}  {head}"
    yield "    " + marked_line(source, finding.span)
    if finding.suggestion is not None:
        shown = printable(finding.suggestion)
        yield f"    改为：{shown}" if shown else "    改法：删去"


def marked_line(source: SourceText, span: Span) -> str:
    """所报之处所在的一行，前后截短，所报之处用【】括起。"""
    whole = source.line_span(source.position(span.start)[0])
    start, end = min(span.start, whole.end), min(span.end, whole.end)
    before = source.text[whole.start : start].lstrip()
    after = source.text[max(start, end) : whole.end]
    place = _head(printable(source.text[start : max(start, end)]), _PLACE)
    left = _tail(printable(before[-200:]), _SIDE, cut=len(before) > 200)
    return left + "【" + place + "】" + _head(printable(after[:200]), _SIDE, cut=len(after) > 200)


def _width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


def _fitting(chars: Iterable[str], width: int) -> int:
    """从头数起，显示宽度之内有几个字。"""
    used = count = 0
    for char in chars:
        used += _width(char)
        if used > width:
            break
        count += 1
    return count


def _head(text: str, width: int, *, cut: bool = False) -> str:
    count = _fitting(text, width)
    return text[:count] + ("……" if cut or count < len(text) else "")


def _tail(text: str, width: int, *, cut: bool = False) -> str:
    count = _fitting(reversed(text), width)
    return ("……" if cut or count < len(text) else "") + text[len(text) - count :]


def _file_summary(path: str, result: ProofResult) -> Iterator[str]:
    yield (
        f"{path}：{result.characters} 字，{_counted([result])}；"
        f"差错率万分之 {result.rate_per_10k:.2f}；裁定：{'不通过' if result.crossed else '通过'}"
    )
    for line in result.crossed:
        yield f"    不通过：{line}"
    others = result.errors_in(Zone.OTHER)
    if others:
        yield f"    其他要素差错 {others} 处，不计入差错率，付印前须改正"


def summary_text(files: Sequence[CheckedFile], rules: int) -> str:
    """一行总结：件数、规则数、差错、提示、差错率、裁定。"""
    results = [item.result for item in files if item.result is not None]
    unread = len(files) - len(results)
    body = sum(result.errors_in(Zone.BODY) for result in results)
    characters = sum(result.characters for result in results)
    rate = body * 10000 / characters if characters else 0.0
    passed = bool(files) and all(item.passed for item in files)
    unread_part = f"{unread} 件读不了，" if unread else ""
    whose = "合计" if len(results) > 1 else ""
    return (
        f"校对 {len(results)} 件，{unread_part}运行 {rules} 条规则，{_counted(results)}；"
        f"{whose}差错率万分之 {rate:.2f}；裁定：{'通过' if passed else '不通过'}"
    )


def _counted(results: Sequence[ProofResult]) -> str:
    """差错、提示各几处；没有填的空位不是写错，另数。"""
    blanks = sum(result.errors_in(Zone.BLANK) for result in results)
    errors = sum(result.errors for result in results) - blanks
    advice = sum(result.advice for result in results)
    return f"差错 {errors} 处，提示 {advice} 处" + (f"，空位 {blanks} 处" if blanks else "")
