"""会务材料核对结果的 JSON（format 1）：同样的输入，同样的字节。"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongwen.report.json_text import json_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.proofing.names.checks import Checked
    from gongwen.proofing.names.mentions import Mention, NameFinding
    from gongwen.report.named import CheckedNames

FORMAT = 1


def names_json(files: Sequence[CheckedNames], people: int, version: str) -> str:
    """全部文件的核对结果，以换行结尾；读不了的文件也占一项，problem 写明原因。"""
    report = {
        "format": FORMAT,
        "version": version,
        "people": people,
        "files": [_file(item) for item in files],
    }
    return json_text(report, 2) + "\n"


def _file(item: CheckedNames) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "path": item.path,
        "paper": None,
        "names": 0,
        "matched": 0,
        "wrong": 0,
        "errors": 0,
        "advice": 0,
        "problem": item.problem,
        "unknown": [],
        "findings": [],
    }
    return entry if item.result is None else entry | _result(item.result)


def _result(result: Checked) -> dict[str, Any]:
    return {
        "paper": result.paper.value,
        "names": result.total,
        "matched": result.matched,
        "wrong": result.wrong,
        "errors": result.errors,
        "advice": len(result.findings) - result.errors,
        "unknown": [_unknown(mention) for mention in result.unknown],
        "findings": [_finding(finding) for finding in result.findings],
    }


def _unknown(mention: Mention) -> dict[str, Any]:
    return {
        "name": mention.name,
        "post": mention.post,
        "organ": mention.organ,
        "place": mention.spot.place,
    }


def _finding(finding: NameFinding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "level": finding.level.value,
        "message": finding.message,
        "place": finding.spot.place,
        "text": finding.spot.text,
        "suggestion": finding.suggestion,
    }
