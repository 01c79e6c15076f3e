"""校对结果的 JSON（format 2）：同样的输入，同样的字节。各键见 docs/接入检验.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongwen.findings import Verdict
from gongwen.report.json_text import json_array, json_text
from gongwen.report.places import place_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gongwen.findings import Finding, Ruling
    from gongwen.proofing.engine import ProofResult
    from gongwen.report.checked import CheckedFile
    from gongwen.report.facts import RunFacts
    from gongwen.spans import SourceText

FORMAT = 2


def proof_json(files: Iterable[CheckedFile], version: str) -> str:
    """全部文件的校对结果，以换行结尾；文件按给出的次序，各处按位置。

    读不了的文件也占一项：problem 写明原因，字数为 0，裁定 fail（没有校对过，不能算通过）。
    """
    return "".join(_chunks(files, version, _file))


def json_report(files: Iterable[CheckedFile], facts: RunFacts) -> Iterator[str]:
    """同一份 JSON，来一个文件写一段；另按图书的办法计错时，各份多一项 counting。"""
    return _chunks(files, facts.version, _counted_file if facts.by_book else _file)


def _chunks(
    files: Iterable[CheckedFile], version: str, entry: Callable[[CheckedFile], dict[str, Any]]
) -> Iterator[str]:
    yield f'{{\n  "format": {FORMAT},\n  "version": {json_text(version)},\n  "files": '
    yield from json_array(map(entry, files), indent=2, margin=2)
    yield "\n}\n"


def _counted_file(item: CheckedFile) -> dict[str, Any]:
    from gongwen.proofing.counting.book import count_by_book
    from gongwen.report.counting import counting_json

    counted = counting_json(count_by_book(item.result)) if item.result else None
    return _file(item) | {"counting": counted}


def _file(item: CheckedFile) -> dict[str, Any]:
    result = item.result
    entry: dict[str, Any] = {
        "path": item.path,
        "medium": None,
        "digest": None,
        "characters": 0,
        "errors": 0,
        "advice": 0,
        "rate_per_10k": 0.0,
        "basis": None,
        "raw_rate_per_10k": 0.0,
        "confirmed_rate_per_10k": None,
        "limit": None,
        "verdict": Verdict.FAIL.value,
        "crossed": [],
        "problem": item.problem,
        "notices": list(item.notices),
        "findings": [],
        "set_aside": [],
    }
    return entry if result is None else entry | _result(result)


def _result(result: ProofResult) -> dict[str, Any]:
    source = result.source
    return {
        "medium": source.medium.value,
        "digest": source.digest or None,
        "characters": result.characters,
        "errors": result.errors,
        "advice": result.advice,
        "rate_per_10k": result.rate_per_10k,
        "basis": result.basis.value,
        "raw_rate_per_10k": result.raw_rate,
        "confirmed_rate_per_10k": result.confirmed_rate,
        "limit": result.limit,
        "verdict": result.verdict.value,
        "crossed": list(result.crossed),
        "findings": [_finding(source, finding) for finding in result.findings],
        "set_aside": [_finding(source, finding) for finding in result.set_aside],
    }


def _finding(source: SourceText, finding: Finding) -> dict[str, Any]:
    span = finding.span
    seen = place_in(source, finding)
    line, column = source.position(seen.start) if seen else (None, None)
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
        "place": source.place(span.start) if span else None,
        "text": source.slice(span) if span else None,
        "suggestion": finding.suggestion,
        "source": finding.source,
        "fingerprint": finding.fingerprint,
        "ruling": _ruling(finding.ruling),
    }


def _ruling(ruling: Ruling | None) -> dict[str, str] | None:
    if ruling is None:
        return None
    return {"kind": ruling.kind.value, "reason": ruling.reason, "by": ruling.by}
