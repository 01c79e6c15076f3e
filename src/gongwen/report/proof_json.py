"""校对结果的 JSON（format 1）：同样的输入，同样的字节。"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from gongwen.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongwen.findings import Finding
    from gongwen.proofing.engine import ProofResult
    from gongwen.report.checked import CheckedFile
    from gongwen.spans import SourceText

FORMAT = 1


def proof_json(files: Iterable[CheckedFile], version: str) -> str:
    """全部文件的校对结果，以换行结尾；文件按给出的次序，各处按位置。

    读不了的文件也占一项：problem 写明原因，字数为 0，裁定 fail（没有校对过，不能算通过）。
    """
    report = {"format": FORMAT, "version": version, "files": [_file(item) for item in files]}
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _file(item: CheckedFile) -> dict[str, Any]:
    result = item.result
    entry: dict[str, Any] = {
        "path": item.path,
        "characters": 0,
        "errors": 0,
        "advice": 0,
        "rate_per_10k": 0.0,
        "verdict": Verdict.FAIL.value,
        "crossed": [],
        "problem": item.problem,
        "findings": [],
    }
    return entry if result is None else entry | _result(result)


def _result(result: ProofResult) -> dict[str, Any]:
    return {
        "characters": result.characters,
        "errors": result.errors,
        "advice": result.advice,
        "rate_per_10k": result.rate_per_10k,
        "verdict": result.verdict.value,
        "crossed": list(result.crossed),
        "findings": [_finding(result.source, finding) for finding in result.findings],
    }


def _finding(source: SourceText, finding: Finding) -> dict[str, Any]:
    span = finding.span
    line, column = source.position(span.start) if span else (None, None)
    return {
        "code": finding.code,
        "name": finding.name,
        "level": finding.level.value,
        "zone": finding.zone.value,
        "message": finding.message,
        "start": span.start if span else None,
        "end": span.end if span else None,
        "line": line,
        "column": column,
        "text": source.slice(span) if span else None,
        "suggestion": finding.suggestion,
        "source": finding.source,
    }
