"""GitHub Actions 的标注：一处一行工作流命令，差错 ::error，提示 ::warning，最后一行 ::notice 是总结。

GitHub 每一步每一级只把前 10 处显示成标注，其余的在日志里。总结独占 notice 一级，总显示得出来。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.report.places import place_in, region_of, said, slashed, unread
from gongwen.report.pointed import printable
from gongwen.report.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongwen.findings import Finding
    from gongwen.report.checked import CheckedFile
    from gongwen.report.facts import RunFacts
    from gongwen.spans import SourceText

SHOWN = 10
_LEVELS = {Level.ERROR: "error", Level.ADVICE: "warning"}


def github_report(files: Iterable[CheckedFile], facts: RunFacts) -> Iterator[str]:
    """各处的标注和总结。"""
    tally = Tally()
    for item in files:
        tally.add(item)
        tally.rows.clear()  # 不列表，不攒着
        path = slashed(item.path)
        if item.result is None:
            yield command("error", {"file": path, "title": "没有校对"}, unread(item))
        else:
            for finding in item.result.findings:
                yield _annotation(path, item.result.source, finding)
    yield command("notice", {"title": "公文校对"}, _summary(tally, len(facts.rules)))


def _annotation(path: str, source: SourceText, finding: Finding) -> str:
    where: dict[str, object] = {"file": path}
    span = place_in(source, finding)
    if span:
        region = region_of(source, span)
        where |= {"line": region.line, "endLine": region.end_line}
        if region.line == region.end_line:  # 跨行的，GitHub 不许写列
            where |= {"col": region.column, "endColumn": region.end_column}
    where["title"] = f"{finding.code} {finding.name}"
    return command(_LEVELS[finding.level], where, said(source, finding, fix=True))


def command(name: str, properties: dict[str, object], message: str) -> str:
    """一行工作流命令。"""
    listed = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name} {listed}::{_data(printable(message))}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(printable(text)).replace(":", "%3A").replace(",", "%2C")


def _summary(tally: Tally, rules: int) -> str:
    text = tally.summary(rules)
    if max(tally.errors + tally.unread, tally.advice) > SHOWN:
        text += f"。标注每级只显示前 {SHOWN} 处，全部在日志里"
    return text
