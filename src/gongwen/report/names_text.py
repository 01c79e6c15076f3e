"""会务材料核对结果的终端文字：位置、所在的一行、名册里的写法，每个文件一段，最后一行总结。"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gongwen.proofing.names.checklist import SOURCE
from gongwen.proofing.names.checks import Paper
from gongwen.report.pointed import marked_line, printable
from gongwen.spans import SourceText, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.proofing.names.checks import Checked
    from gongwen.proofing.names.mentions import Mention, NameFinding
    from gongwen.report.named import CheckedNames

FOLD_ABOVE, SHOWN_WHEN_FOLDED = 20, 10
_UNKNOWN_SHOWN = 60


def names_text(files: Sequence[CheckedNames], people: int) -> str:
    """全部文件的核对结果，以换行结尾；people 是名册里的人数。"""
    lines = [line for item in files for line in _file(item)]
    return "\n".join([*lines, names_summary(files, people)]) + "\n"


def names_summary(files: Sequence[CheckedNames], people: int) -> str:
    """一行总结：份数、姓名数、相符、不符、名册里没有的。"""
    results = [item.result for item in files if item.result is not None]
    unread = len(files) - len(results)
    matched, wrong = sum(each.matched for each in results), sum(each.wrong for each in results)
    unknown = sum(len(each.unknown) for each in results)
    errors = sum(each.errors for each in results)
    advice = sum(len(each.findings) for each in results) - errors
    total = matched + wrong + unknown
    unread_part = f"{unread} 份读不了，" if unread else ""
    return (
        f"按 office.toml 的 {people} 人核对 {len(results)} 份，{unread_part}共 {total} 个姓名："
        f"与名册相符 {matched}，不符 {wrong}，名册里没有 {unknown}；差错 {errors} 处，提示 {advice} 处"
    )


def _file(item: CheckedNames) -> Iterator[str]:
    path = printable(item.path)
    if item.result is None:
        first, *rest = (item.problem or "").splitlines() or [""]
        yield f"{path}：没有核对。{printable(first).removeprefix(path + '：')}"
        yield from (printable(line) for line in rest)
        yield ""
        return
    yield from _findings(path, item.result)
    yield from _unknown(path, item.result.unknown)
    yield _file_summary(path, item.result)
    yield ""


def _findings(path: str, result: Checked) -> Iterator[str]:
    counts = Counter(finding.code for finding in result.findings)
    folded = {code for code, count in counts.items() if count > FOLD_ABOVE}
    shown: Counter[str] = Counter()
    for finding in result.findings:
        shown[finding.code] += 1
        if finding.code not in folded or shown[finding.code] <= SHOWN_WHEN_FOLDED:
            yield from _finding(path, finding)
    for code in sorted(folded):
        yield f"{path}  {code} 还有 {counts[code] - SHOWN_WHEN_FOLDED} 处没有列出，全部见 JSON 结果"


def _finding(path: str, finding: NameFinding) -> Iterator[str]:
    spot = finding.spot
    yield f"{path} {printable(spot.place)}  {finding.code} {finding.level.term} {printable(finding.message)}"
    yield "    " + marked_line(SourceText("", spot.line), Span(spot.start, spot.end))
    if finding.suggestion is not None:
        yield f"    应为：{printable(finding.suggestion)}"


def _unknown(path: str, unknown: Sequence[Mention]) -> Iterator[str]:
    if not unknown:
        return
    told = [
        f"{printable(mention.name)}（{printable(mention.spot.place)}）"
        for mention in unknown[:_UNKNOWN_SHOWN]
    ]
    more = f"……还有 {len(unknown) - len(told)} 人，全部见 JSON 结果" if len(unknown) > len(told) else ""
    yield f"{path}  名册里没有 {len(unknown)} 人，请人工核对：{'、'.join(told)}{more}"


def _file_summary(path: str, result: Checked) -> str:
    line = (
        f"{path}（{result.paper.value}）：{result.total} 个姓名，与名册相符 {result.matched}，"
        f"不符 {result.wrong}，名册里没有 {len(result.unknown)}"
    )
    if result.errors and result.paper is not Paper.LIST:
        line += f"\n    会标、桌签上的姓名、职务和名称，错一处就是失误（{SOURCE}）"
    return line
