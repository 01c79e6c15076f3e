"""GitLab 的代码质量报告（Code Quality）：一处一项，只有行号；没有行号的记在第 1 行，地方写在说明里。"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Any

from gongwen.findings import ZERO_TOLERANCE, Level
from gongwen.report.json_text import json_array
from gongwen.report.places import place_in, said, slashed, unread

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongwen.findings import Finding
    from gongwen.proofing.engine import ProofResult
    from gongwen.report.checked import CheckedFile
    from gongwen.report.facts import RunFacts

UNREAD = "没有校对"


def gitlab_report(files: Iterable[CheckedFile], _facts: RunFacts) -> Iterator[str]:
    """一个 JSON 数组。"""
    yield from json_array(_issues(files))
    yield "\n"


def _issues(files: Iterable[CheckedFile]) -> Iterator[dict[str, Any]]:
    # 两件草稿引用同一个附件时，附件出现两次；指纹在整份报告里不许相同
    seen: Counter[str] = Counter()
    for item in files:
        path = slashed(item.path)
        seen[path] += 1
        key = f"{path}\n{seen[path]}"
        if item.result is None:
            yield _issue(path, 1, (UNREAD, "blocker", unread(item)), f"{key}\n{UNREAD}")
        else:
            for finding in item.result.findings:
                yield _found(path, item.result, finding, f"{key}\n{finding.fingerprint}")


def _found(path: str, result: ProofResult, finding: Finding, key: str) -> dict[str, Any]:
    span = place_in(result.source, finding)
    line = result.source.position(span.start)[0] if span else 1
    words = f"{finding.code} {said(result.source, finding, fix=True)}"
    return _issue(path, line, (finding.code, _severity(finding), words), key)


def _severity(finding: Finding) -> str:
    """零容忍的三类为 critical，其余差错 major，提示 info。"""
    if finding.level is Level.ADVICE:
        return "info"
    return "critical" if finding.zone in ZERO_TOLERANCE else "major"


def _issue(path: str, line: int, what: tuple[str, str, str], key: str) -> dict[str, Any]:
    check, severity, words = what
    return {
        "description": words,
        "check_name": check,
        "fingerprint": hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32],
        "severity": severity,
        "location": {"path": path, "lines": {"begin": line}},
    }
