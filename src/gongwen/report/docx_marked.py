"""校对结果写成 Word 的批注和修订。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.ooxml.annotate import Annotated, Remark, annotated
from gongwen.ooxml.annotate_apart import annotate_apart
from gongwen.ooxml.edits import Change
from gongwen.ooxml.plain import plain_docx
from gongwen.proofing.fixes import plan_fixes
from gongwen.spans import Medium

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.findings import Finding
    from gongwen.ooxml.stamp import Stamp
    from gongwen.proofing.engine import ProofResult

_HEAD = "没有位置的各处："


@dataclass(frozen=True, slots=True)
class MarkedDocx:
    """data 是写好的文件；comments 是批注的条数，changes 是修订的处数；left 是该改没有改的和缘故。"""

    data: bytes
    comments: int
    changes: int
    left: tuple[tuple[Finding, str], ...] = ()


def marked_docx(result: ProofResult, original: bytes, stamp: Stamp, *, fix: bool) -> MarkedDocx:
    """标了批注的副本；fix 为真时有改法的差错另作修订。

    Word 文件在它自己的副本上写，original 是它的字节；文本和 PDF 另排一份一行一段的，original 不用。
    文件打不开、与校对时的不一样时引发 PackageError。
    """
    remarks = list(remarks_of(result))
    plan = plan_fixes(result.source, result.findings if fix else ())
    changes = {Change(each.span.start, each.span.end, each.text): each.finding for each in plan.fixes}
    done = _written(result, original, stamp, remarks, list(changes))
    unmade = tuple((changes[change], reason) for change, reason in done.left)
    return MarkedDocx(done.data, len(remarks), len(changes) - len(unmade), (*plan.left, *unmade))


def _written(
    result: ProofResult, original: bytes, stamp: Stamp, remarks: list[Remark], changes: list[Change]
) -> Annotated:
    source = result.source
    if source.medium is Medium.DOCX:
        return annotate_apart(original, source, remarks, changes, stamp)
    package, story = plain_docx(source.text, source.name)
    return annotated(package, story, remarks, changes, stamp)


def remarks_of(result: ProofResult) -> Iterator[Remark]:
    """还算数的各处，一处一条批注；没有位置的合成一条，批在第一段。"""
    placeless = [finding for finding in result.findings if finding.span is None]
    if placeless:
        lines = [line for finding in placeless for line in remark_lines(finding)]
        yield Remark(None, 0, tuple(lines if len(placeless) == 1 else [_HEAD, *lines]))
    for finding in result.findings:
        if finding.span is not None:
            yield Remark(finding.span.start, finding.span.end, tuple(remark_lines(finding)))


def remark_lines(finding: Finding) -> Iterator[str]:
    """一条批注的各段：级别、代码、说明，改法，依据，谁核定的。"""
    yield f"{finding.level.term} {finding.code}：{finding.message}"
    if finding.suggestion:
        yield f"改为：{finding.suggestion}"
    elif finding.suggestion is not None:
        yield "改法：删去"
    yield f"依据：{finding.source}"
    if finding.ruling is not None:
        by = f"，{finding.ruling.by}" if finding.ruling.by else ""
        reason = f"：{finding.ruling.reason}" if finding.ruling.reason else ""
        yield f"已{finding.ruling.kind.term}{by}{reason}"
