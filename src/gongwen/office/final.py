"""出定稿：看清单上签发了没有、内容是不是签发的，填上发文字号、成文日期、印发日期；有一样不合的什么都不写。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from gongwen.document.dates import CalendarDate, parse_date
from gongwen.document.elements import term_of
from gongwen.document.issue_numbers import parse_issue_number
from gongwen.document.kinds import Direction, Format
from gongwen.document.sealing import sealing_of
from gongwen.errors import RefusedError, Where, nearest, place
from gongwen.layout.plan.build import NO_DISTRIBUTOR, prints_date
from gongwen.layout.plan.head import printed_date
from gongwen.office.case import read_case
from gongwen.office.gate import MOST_TOLD
from gongwen.signoff.built import BuildFacts, built_step
from gongwen.signoff.content import content_digest
from gongwen.signoff.final_facts import dating, registered_number, signers
from gongwen.signoff.progress import CHINA
from gongwen.sources.reading import shown_path
from gongwen.spans import Span, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from gongwen.agency import Agency
    from gongwen.document.elements import Elements
    from gongwen.document.model import Document, SealImage
    from gongwen.office.gate import Gate
    from gongwen.signoff.progress import Progress
    from gongwen.signoff.step import Step

_BETWEEN_NAMES = re.compile(r"[\s、，,；;]+")


def fill(
    document: Document,
    gate: Gate,
    agency: Agency | None,
    *,
    now: datetime,
    seal: SealImage | None = None,
) -> tuple[Document, tuple[str, ...]]:
    """填上登记的字号和各个日期，放上印章图；另一项是要告诉用户的话。

    没有清单的、没有签发的、内容与签发的不同的、没有登记的、签发人不是签的人的，引发 RefusedError。
    """
    case = gate.case
    if not case.manifest.is_file():
        gate.refuse_unbuilt()
    manifest = read_case(case)
    # 还没有排，也没有校对：先看签发和内容，别的到写出时再看
    content, proof = content_digest(document), {"verdict": "pass"}
    facts = BuildFacts({}, {f"{case.stem}.pdf": ""}, {}, content, {}, {}, {}, proof, final=True)
    step = built_step(manifest.lines, facts, case="", now=now)
    gate.refuse(manifest, _on_the_same_route(step, manifest.built))
    document, said = _filled(document, manifest.progress, agency, now)
    if seal is None:
        return document, said
    from gongwen.office.seal_image import refuse_unsealed

    refuse_unsealed(document)
    told = f"印章图：{seal.name}，直径 {seal.size:g} 毫米；它只是图，用印照样要批准、登记"
    return replace(document, seal=seal), (*said, told)


def refuse_placeholders(placeholders: Sequence[str], draft: Path) -> None:
    """定稿里还有空位的，引发 RefusedError，逐处说出来。"""
    if placeholders:
        told = "；".join(placeholders[:MOST_TOLD])
        more = f"等 {len(placeholders)} 处" if len(placeholders) > MOST_TOLD else ""
        raise RefusedError(
            f"还有空位，不能出定稿：{told}{more}",
            Where(shown_path(draft)),
            "在草稿里填上；改了内容的，平常构建一次，请签发人重新签发",
        )


def refuse_wrong_code(number: str, progress: Progress, agency: Agency | None) -> None:
    """登记的字号，机关代字要是单位资料里的；不是的引发 RefusedError，说出最接近的。

    单位资料没有写代字的、主办的不是本机关的、没有代字的（第×号），不看。
    """
    known = tuple(dict.fromkeys((agency.codes or {}).values())) if agency else ()
    parsed = parse_issue_number(number)
    if agency is None or not known or parsed is None or not parsed.yeared:
        return
    if progress.organs[:1] not in ((agency.name,), (agency.short,)) or parsed.code in known:
        return
    close = nearest(parsed.code, known)
    hint = f"是不是“{close}”？" if close else ""
    raise RefusedError(
        f"机关代字“{parsed.code}”不在单位资料里",
        Where(shown_path(agency.path), key="机关代字"),
        f"{hint}可用：{'、'.join(known)}",
    )


def _on_the_same_route(step: Step, last: Step | None) -> Step:
    """照上次构建的路线：路线换没换，写出时再看。"""
    if last is None or last.built is None:
        return step
    route = {"route": last.built.get("route")}
    return replace(step, built={**(step.built or {}), **route}, route_digest=last.route_digest)


def _filled(
    document: Document, progress: Progress, agency: Agency | None, now: datetime
) -> tuple[Document, tuple[str, ...]]:
    elements = document.elements
    if elements is None:
        return document, ()  # 认不出要素的，排版时会说
    _refuse_other_signers(document, elements, signers(progress))
    values: dict[str, str] = {}
    said: list[str] = []
    number, day = registered_number(progress), dating(progress)
    if number is not None and document.format is not Format.PLAIN:
        values["issue_number"] = number
        said.append(_said(elements, "issue_number", number, "登记的"))
        said += _code_notices(document, number, progress, agency)
    if day is not None and prints_date(document, elements):
        values["dated"] = _chinese(day.day)
        said.append(_said(elements, "dated", values["dated"], day.why))
    if _lacks_distribution(document, elements):
        values["distributed_on"] = _chinese(now.astimezone(CHINA).date())
        said.append(_said(elements, "distributed_on", values["distributed_on"], "今天"))
    texts: dict[str, Any] = {name: Text(value, _span(elements, name), ()) for name, value in values.items()}
    done = replace(document, elements=replace(elements, **texts))
    _refuse_printed_before_dated(done)
    return done, tuple(said)


def _chinese(day: date) -> str:
    return str(CalendarDate(day.year, day.month, day.day))


def _span(elements: Elements, name: str) -> Span:
    """草稿写了的，位置还是那里；没有写的是草稿开头的一个点。"""
    written = getattr(elements, name)
    return written.span if written is not None else Span(0, 0)


def _said(elements: Elements, name: str, value: str, why: str) -> str:
    """填了什么；草稿写的不同的，说出来。"""
    told = f"{term_of(name).term}：{value}（{why}）"
    written: Text | None = getattr(elements, name)
    if written is None or printed_date(written.value) == value:
        return told
    return f"{told}，草稿写的是{written.value}"


def _code_notices(
    document: Document, number: str, progress: Progress, agency: Agency | None
) -> Iterator[str]:
    """单位资料里，这个文种用别的代字的，提一句。"""
    parsed = parse_issue_number(number)
    if agency is None or document.kind is None or parsed is None or not parsed.yeared:
        return
    code = agency.code_for(document.kind.term)
    if progress.organs[:1] in ((agency.name,), (agency.short,)) and code and code != parsed.code:
        yield f"发文字号的机关代字是“{parsed.code}”，单位资料里{document.kind.term}用“{code}”，请核对"


def _lacks_distribution(document: Document, elements: Elements) -> bool:
    """版记里有印发机关一行，而草稿没有写印发日期。"""
    printed = document.format not in NO_DISTRIBUTOR and elements.distributor is not None
    return printed and elements.distributed_on is None


def _refuse_printed_before_dated(document: Document) -> None:
    elements = document.elements
    assert elements is not None
    if elements.dated is None or elements.distributed_on is None:
        return
    dated, printed = (parse_date(text.value) for text in (elements.dated, elements.distributed_on))
    if dated and printed and printed.ordinal() < dated.ordinal():
        raise RefusedError(
            f"印发日期（{printed}）早于成文日期（{dated}）",
            place(document.source, elements.distributed_on.span, "印发日期"),
            "改草稿的“印发日期”，或删去这一行，由定稿填当天的；这不是内容，不必重新签发",
        )


def _refuse_other_signers(document: Document, elements: Elements, signed: tuple[str, ...]) -> None:
    """印出来的签发人、签名章，要是真正签发的人。"""
    upward = document.kind is not None and document.kind.direction is Direction.UP
    told = "、".join(signed)
    approvers = elements.approvers
    if document.format is Format.GENERAL and (approvers is not None or upward):
        if approvers is None:
            raise RefusedError(
                f"上行文没有写“签发人”，签发的是{told}",
                place(document.source, None, "签发人"),
                f"加一行“签发人: {told}”；这是内容，平常构建一次，请签发人重新签发",
            )
        if not _same_people("".join(approvers.values()), signed):
            raise RefusedError(
                f"草稿的“签发人”是{'、'.join(approvers.values())}，签发的是{told}",
                place(document.source, approvers.span, "签发人"),
                "改草稿的“签发人”（这是内容，平常构建一次，请签发人重新签发），或由所写的人签发",
            )
    stamps = elements.signature_stamps
    if stamps and sealing_of(document, elements) == "签名章":
        names = [stamp.name.value for stamp in stamps]
        if not _same_people("".join(names), signed):
            raise RefusedError(
                f"草稿的“签名章”是{'、'.join(names)}，签发的是{told}",
                place(document.source, stamps[0].name.span, "签名章"),
                "签名章用签发人的：改草稿的“签名章”（不是内容，不必重新签发）",
            )


def _same_people(written: str, signed: tuple[str, ...]) -> bool:
    """写的正好是这几个人；姓名中间空格的也认。"""
    left = _BETWEEN_NAMES.sub("", written)
    for name in signed:
        own = _BETWEEN_NAMES.sub("", name)
        if own not in left:
            return False
        left = left.replace(own, "", 1)
    return not left
