"""reviewdog 的 rdjson（DiagnosticResult）：列按 UTF-8 的字节数，终点不含在内。

reviewdog 遇到不认识的键就不读，所以只写它规定的。
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongwen.findings import Level
from gongwen.report.json_text import json_array
from gongwen.report.places import ByteColumns, fix_of, place_in, said, slashed, unread

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongwen.findings import Finding
    from gongwen.report.checked import CheckedFile
    from gongwen.report.facts import RunFacts
    from gongwen.report.places import Region
    from gongwen.spans import SourceText

_LEVELS = {Level.ERROR: "ERROR", Level.ADVICE: "INFO"}


def rdjson_report(files: Iterable[CheckedFile], _facts: RunFacts) -> Iterator[str]:
    """一份 DiagnosticResult。"""
    yield '{"source":{"name":"gongwen"},\n"diagnostics":'
    yield from json_array(_diagnostics(files))
    yield "}\n"


def _diagnostics(files: Iterable[CheckedFile]) -> Iterator[dict[str, Any]]:
    for item in files:
        path = slashed(item.path)
        if item.result is None:
            yield {"message": unread(item), "location": {"path": path}, "severity": "ERROR"}
            continue
        columns = ByteColumns(item.result.source)
        for finding in item.result.findings:
            yield _diagnostic(path, item.result.source, finding, columns)


def _diagnostic(path: str, source: SourceText, finding: Finding, columns: ByteColumns) -> dict[str, Any]:
    span = place_in(source, finding)
    fix = fix_of(source, finding)
    entry: dict[str, Any] = {
        "message": said(source, finding, fix=fix is None),
        "location": {"path": path},
        "severity": _LEVELS[finding.level],
        "code": {"value": finding.code},
    }
    if span:
        entry["location"]["range"] = place = _range(columns.region(span))
        if fix is not None:
            entry["suggestions"] = [{"range": place, "text": fix}]
    return entry


def _range(region: Region) -> dict[str, dict[str, int]]:
    return {
        "start": {"line": region.line, "column": region.column},
        "end": {"line": region.end_line, "column": region.end_column},
    }
