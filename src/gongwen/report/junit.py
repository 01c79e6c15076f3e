"""JUnit XML：Jenkins、GitLab 一类当作测试结果来显示。

一个文件一个 testsuite。第一个 testcase 是“裁定”：不通过的算失败，提示列在它的输出里；
差错一处一个，算失败；驳回、放行、列入基线的差错算跳过；读不了的文件是一个出错的 testcase。
testcase 的名字里有指纹、没有行号：前面添几行，平台照样认得是不是新的。
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from gongwen.findings import Level
from gongwen.report.places import change, disposed, said, unread
from gongwen.report.pointed import marked_line, printable
from gongwen.report.tally import counted, rate_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongwen.findings import Finding
    from gongwen.proofing.engine import ProofResult
    from gongwen.report.checked import CheckedFile
    from gongwen.report.facts import RunFacts
    from gongwen.spans import SourceText

VERDICT, READ = "裁定", "读文件"
# XML 1.0 不许写的字符，写成 &#…; 也不行
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_report(files: Iterable[CheckedFile], _facts: RunFacts) -> Iterator[str]:
    """一份 testsuites。"""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="gongwen proof">\n'
    for item in files:
        yield from _suite(item)
    yield "</testsuites>\n"


def _suite(item: CheckedFile) -> Iterator[str]:
    name = _attribute("name", item.path)
    if item.result is None:
        yield f'<testsuite {name} tests="1" failures="0" errors="1" skipped="0">\n'
        yield _case(item.path, READ, _element("error", READ, unread(item), item.problem or ""))
    else:
        result = item.result
        errors = [each for each in result.findings if each.level is Level.ERROR]
        excused = [each for each in result.set_aside if each.level is Level.ERROR]
        failures = len(errors) + bool(result.crossed)
        yield (
            f'<testsuite {name} tests="{1 + len(errors) + len(excused)}" failures="{failures}"'
            f' errors="0" skipped="{len(excused)}">\n'
        )
        yield _verdict(item, result)
        for finding in errors:
            failure = _element(
                "failure",
                finding.code,
                said(result.source, finding, fix=True),
                "\n".join(_details(item.path, result.source, finding)),
            )
            yield _case(item.path, _name(finding), failure)
        for finding in excused:
            yield _case(item.path, _name(finding), _element("skipped", finding.code, disposed(finding)))
    yield "</testsuite>\n"


def _verdict(item: CheckedFile, result: ProofResult) -> str:
    failure = _element("failure", VERDICT, "；".join(result.crossed)) if result.crossed else ""
    verdict = "不通过" if result.crossed else "通过"
    lines = [
        f"{result.characters} 字，{counted(result)}；{rate_text(result)}裁定：{verdict}",
        *(f"说明：{notice}" for notice in item.notices),
    ]
    for finding in result.findings:
        if finding.level is Level.ADVICE:
            lines += [f"{finding.code} 提示 {finding.message}", *_details(item.path, result.source, finding)]
    return _case(item.path, VERDICT, failure + f"<system-out>{_text(lines)}</system-out>\n")


def _details(path: str, source: SourceText, finding: Finding) -> Iterator[str]:
    place = f":{source.place(finding.span.start)}" if finding.span else ""
    yield printable(path) + place
    if finding.span:
        yield marked_line(source, finding.span)
    if finding.suggestion is not None:
        yield change(finding)
    yield f"依据：{finding.source}"


def _name(finding: Finding) -> str:
    return f"{finding.code} {finding.message}（{finding.fingerprint}）"


def _case(path: str, name: str, inner: str) -> str:
    head = f"<testcase {_attribute('classname', path)} {_attribute('name', name)} {_attribute('file', path)}"
    return f"{head}>\n{inner}</testcase>\n"


def _element(tag: str, kind: str, message: str, text: str = "") -> str:
    head = f"<{tag} {_attribute('type', kind)} {_attribute('message', message)}"
    return f"{head}>{_text(text.split(chr(10)))}</{tag}>\n" if text else f"{head}/>\n"


def _attribute(name: str, value: str) -> str:
    return f"{name}={quoteattr(_legal(value))}"


def _text(lines: Iterable[str]) -> str:
    return escape("\n".join(map(_legal, lines)))


def _legal(line: str) -> str:
    return _ILLEGAL.sub(lambda found: f"<U+{ord(found[0]):04X}>", printable(line))
