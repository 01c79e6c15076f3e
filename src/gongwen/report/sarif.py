"""SARIF 2.1.0：给代码扫描的平台和编辑器。列和偏移按码点数（columnKind），指纹写作 gongwen/v1。

一个结果占一行。Word 文件、PDF 和没有位置的各处只指明文件，没有 region。
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from gongwen.errors import UsageError
from gongwen.findings import Disposition, Level
from gongwen.proofing.pages import read_page
from gongwen.report.json_text import json_array, json_text
from gongwen.report.places import change, disposed, fix_of, place_in, region_of, said, unread
from gongwen.report.pointed import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gongwen.findings import Finding, Ruling
    from gongwen.proofing.rule import Rule
    from gongwen.report.checked import CheckedFile
    from gongwen.report.facts import RunFacts
    from gongwen.spans import SourceText, Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LANGUAGE = "zh-CN"
FINGERPRINT = "gongwen/v1"
NEWLINES = ("\r\n", "\n", "\r")
_ROOT = "%SRCROOT%"
_LEVELS = {Level.ERROR: "error", Level.ADVICE: "note"}


def sarif_report(files: Iterable[CheckedFile], facts: RunFacts) -> Iterator[str]:
    """一份 SARIF 日志，一次运行。"""
    yield f'{{"$schema":{json_text(SCHEMA)},"version":"2.1.0","runs":[{{\n"tool":'
    yield json_text({"driver": _driver(facts)})
    yield f',\n"language":"{LANGUAGE}","columnKind":"unicodeCodePoints",'
    # 换行照 SourceText 的认法；SARIF 默认不认单独的 CR。
    yield f'"newlineSequences":{json_text(NEWLINES)},\n"results":'
    indexes = {rule.code: index for index, rule in enumerate(facts.rules)}
    told: list[dict[str, Any]] = []
    yield from json_array(_results(files, indexes, told))
    read = all(each["level"] != "error" for each in told)
    done = {"executionSuccessful": read, "toolExecutionNotifications": told}
    yield f',\n"invocations":{json_text([done])}\n}}]}}\n'


def _driver(facts: RunFacts) -> dict[str, Any]:
    return {
        "name": "gongwen",
        "version": facts.version,
        "language": LANGUAGE,
        "rules": [_rule(rule) for rule in facts.rules],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    entry = {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": _message(rule.name),
        "fullDescription": _message(f"{rule.name}。依据：{rule.source}"),
        "defaultConfiguration": {"level": _LEVELS[rule.level]},
    }
    page = _page(rule.code)
    return entry | {"help": {**_message(page), "markdown": _braced(page)}} if page else entry


def _page(code: str) -> str:
    try:
        return read_page(code)
    except UsageError:  # 不是本包的规则，没有说明页
        return ""


def _results(
    files: Iterable[CheckedFile], indexes: Mapping[str, int], told: list[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    for item in files:
        artifact = artifact_location(item.path)
        told += (_notification("note", printable(notice), artifact) for notice in item.notices)
        if item.result is None:
            told.append(_notification("error", unread(item), artifact))
            continue
        for finding in (*item.result.findings, *item.result.set_aside):
            yield _result(item.result.source, finding, artifact, indexes)


def _notification(level: str, text: str, artifact: dict[str, str]) -> dict[str, Any]:
    location = {"physicalLocation": {"artifactLocation": artifact}}
    return {"level": level, "message": _message(text), "locations": [location]}


def _result(
    source: SourceText, finding: Finding, artifact: dict[str, str], indexes: Mapping[str, int]
) -> dict[str, Any]:
    index = indexes.get(finding.code)
    fix = fix_of(source, finding)
    span = place_in(source, finding)
    region = _region(source, span) if span else {}
    physical = {"artifactLocation": artifact, **({"region": region} if region else {})}
    return {
        "ruleId": finding.code,
        **({} if index is None else {"ruleIndex": index}),
        "level": _LEVELS[finding.level],
        "message": _message(said(source, finding, fix=fix is None)),
        "locations": [{"physicalLocation": physical}],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        # 有的结果写了这一项，其余的也要写，没有的写空（SARIF 3.27.23）
        "suppressions": _suppressions(finding.ruling, disposed(finding)),
        **({} if fix is None else {"fixes": [_fix(finding, fix, artifact, region)]}),
        "properties": {"zone": finding.zone.value},
    }


def _region(source: SourceText, span: Span) -> dict[str, int]:
    region = region_of(source, span)
    return {
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
        "charOffset": span.start,
        "charLength": span.end - span.start,
    }


def _fix(finding: Finding, fix: str, artifact: dict[str, str], region: dict[str, int]) -> dict[str, Any]:
    replacement = {"deletedRegion": region, "insertedContent": {"text": fix}}
    return {
        "description": _message(change(finding)),
        "artifactChanges": [{"artifactLocation": artifact, "replacements": [replacement]}],
    }


def _suppressions(ruling: Ruling | None, words: str) -> list[dict[str, str]]:
    if ruling is None or ruling.kind is Disposition.CONFIRMED:
        return []
    kind = "inSource" if ruling.kind is Disposition.WAIVED else "external"
    return [{"kind": kind, "status": "accepted", "justification": words}]


def artifact_location(path: str) -> dict[str, str]:
    """文件：相对路径以仓库的根为准，别的写成 file:// 的地址。"""
    pure = PurePath(path)
    if pure.is_absolute():
        return {"uri": pure.as_uri()}
    location = {"uri": quote(pure.as_posix())}
    return location if ".." in pure.parts else location | {"uriBaseId": _ROOT}


def _message(text: str) -> dict[str, str]:
    """纯文字的一段话：[字](地址) 在 SARIF 里是链接，拆开。"""
    return {"text": _braced(text.replace("](", "] ("))}


def _braced(text: str) -> str:
    """花括号在 SARIF 里是占位符，写成两个（SARIF 3.11.5）。"""
    return text.replace("{", "{{").replace("}", "}}")
