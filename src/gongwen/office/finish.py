"""排好版之后的收尾：DOCX、校对结果、清单上要记的事实。

这里引用的模块合起来要载入 0.1 秒，由 office/build.py 趁 Typst 排版时在另一线程先载入。
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from gongwen.document.body import Image
from gongwen.findings import Level
from gongwen.layout.docx import FaceFacts
from gongwen.layout.docx.build import build_docx
from gongwen.layout.letterhead.filled import Filled
from gongwen.office.versions import gongwen_version, part_versions
from gongwen.proofing.rules import RULES
from gongwen.report.checked import CheckedFile
from gongwen.report.proof_json import proof_json
from gongwen.signoff.built import BuildFacts, digest
from gongwen.signoff.content import content_digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gongwen.document.model import Document
    from gongwen.layout.docx.faces import ColophonBreak
    from gongwen.layout.fonts import FontSet
    from gongwen.layout.style import Style
    from gongwen.layout.typeset import Typeset
    from gongwen.proofing.engine import ProofResult
    from gongwen.signoff.built import Routing

_COLOPHON_BREAKS: dict[str, ColophonBreak] = {
    "none": "none", "same": "none", "next": "next", "even": "even", "blank": "blank_even",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finished:
    """一件公文要写出的各文件（扩展名到字节）、清单上的事实、校对结果、规则条数。"""

    files: Mapping[str, bytes]
    facts: BuildFacts
    proofs: tuple[CheckedFile, ...]
    rules: int


def finish(
    document: Document,
    done: Typeset | Filled,
    style: Style,
    fonts: FontSet,
    *,
    stem: str,
    formats: Sequence[str],
    inputs: Mapping[str, str],
    detached: Mapping[str, Typeset],
    proofed: Sequence[ProofResult],
    routing: Routing | None = None,
    final: bool = False,
) -> Finished:
    """收尾。

    stem 是输出文件的名字，不含扩展名；inputs 是草稿之外取用的文件（名字到摘要）；
    detached 是另成文件的附件（输出文件的名字到排好的一件）；proofed 是各份原文的校对结果；
    routing 是怎么走审签，没有选路线的为 None；final 是定稿。
    """
    # 结果里写相对于草稿的名字：不把本机的路径带出去，换个文件夹构建也得同样的字节。
    head = document.source.name.rpartition("/")[0] + "/"
    proofs = tuple(CheckedFile(item.source.name.removeprefix(head), result=item) for item in proofed)
    files = {
        f"{name}.{kind}": data
        for name, each in {stem: done, **detached}.items()
        for kind, data in _renditions(each, formats)
    }
    files[f"{stem}.proof.json"] = proof_json(proofs, gongwen_version()).encode()
    facts = _facts(document, style, fonts, files, proofs)
    facts = replace(facts, inputs={**facts.inputs, **inputs}, routing=routing, final=final)
    if isinstance(done, Filled):
        facts = replace(facts, template=done.template, versions={**facts.versions, **done.versions})
    else:
        facts = replace(facts, preprinted=done.plan.preprinted)
    return Finished(files, facts, proofs, len(RULES))


def _renditions(done: Typeset | Filled, formats: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    if isinstance(done, Filled):
        yield from (each for each in (("docx", done.docx), ("pdf", done.pdf.data)) if each[0] in formats)
        return
    if "docx" in formats:
        faces = FaceFacts(_COLOPHON_BREAKS[done.facts.placement], done.fit.keep_last)
        yield "docx", build_docx(done.plan, done.style, faces, done.annex_style)
    if "pdf" in formats:
        yield "pdf", done.pdf.data


def _facts(
    document: Document,
    style: Style,
    fonts: FontSet,
    files: dict[str, bytes],
    proofs: Sequence[CheckedFile],
) -> BuildFacts:
    results = [item.result for item in proofs if item.result]
    # 附件显示的名字是草稿文件夹加所写的相对路径，去掉文件夹就是相对于草稿的名字。
    head = document.source.name.rpartition("/")[0] + "/"
    inputs = {source.name.removeprefix(head): source.digest for source in document.sources()}
    for images in _image_digests(document):
        inputs |= images
    elements = document.elements
    return BuildFacts(
        inputs=inputs,
        outputs={name: digest(data) for name, data in files.items()},
        fonts=fonts.digests(),
        content=content_digest(document),
        style={"name": style.name, "digest": style.digest},
        rules={"version": gongwen_version(), "codes": [rule.code for rule in RULES]},
        versions=part_versions(),
        proof=_proof_facts(results, head, passed=all(item.passed for item in proofs)),
        title=elements.title.value if elements and elements.title else "",
    )


def _proof_facts(results: Sequence[ProofResult], head: str, *, passed: bool) -> dict[str, Any]:
    """清单上记的校对结果；open 是还没有处置的差错，逐处记，签的人可以具名放行。"""
    named = [(result.source.name.removeprefix(head), result) for result in results]
    return {
        "verdict": "pass" if passed else "fail",
        "errors": sum(result.errors for result in results),
        "advice": sum(result.advice for result in results),
        "characters": sum(result.characters for result in results),
        "rate_per_10k": {name: str(result.rate_per_10k) for name, result in named},
        "left": sorted({f"{item.code}" for result in results for item in result.findings}),
        "counted": {name: result.characters for name, result in named},
        "open": [
            {
                "file": name,
                "code": item.code,
                "zone": item.zone.value,
                "fingerprint": item.fingerprint,
                "message": item.message,
            }
            for name, result in named
            for item in result.counted
            if item.level is Level.ERROR
        ],
    }


def _image_digests(document: Document) -> Iterator[dict[str, str]]:
    bodies = [document.body, *(annex.body for annex in document.annexes)]
    if document.issued:
        bodies.append(document.issued.body)
    for block in (block for body in bodies for block in body):
        if isinstance(block, Image):
            yield {block.path.value: digest(block.data)}
