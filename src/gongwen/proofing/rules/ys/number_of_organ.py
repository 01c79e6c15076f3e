"""YS12 至 YS14：一件公文一个字号、单位的机关代字、令号。页：ys12.md 至 ys14.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.clauses import REGULATION, cite
from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.ys.issue_number import SEVERAL
from gongwen.proofing.rules.ys.listing import is_written, names_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading

_CODE = Lazy(r"(?P<code>[\u4e00-\u9fff]{2,10})\s*[〔\[(（【［]")
_ORDER_NUMBER = Lazy(r"第?\s?\d{1,5}\s?号")
_YEARED = Lazy(r"\D{0,20}\d{4}\D{1,6}\d{1,5}\s?号?|[\u4e00-\u9fff]{1,20}第\s?\d{1,5}\s?号")


def check_single(reading: Reading) -> Iterator[Hit]:
    """联合行文只用主办机关的发文字号：第二个起都多余。"""
    for piece in reading.of("issue_number"):
        for found in list(SEVERAL.finditer(piece.text.value))[1:]:
            yield Hit(piece.text.at(*found.span()), "一件公文只有一个发文字号，联合行文用主办机关的")


def check_code(reading: Reading) -> Iterator[Hit]:
    """本机关的公文，代字应当是单位资料里的。"""
    if reading.roster is None or reading.kind is None or not reading.kind.statutory:
        return
    agency = reading.roster.agency
    organs = names_of(reading, "issuing_organs")
    known = set((agency.codes or {}).values())
    if not known or not organs or organs[0] not in (agency.name, agency.short):
        return
    for piece in reading.of("issue_number"):
        found = _CODE.match(piece.text.value)
        if found and found["code"] not in known:
            fix = agency.code_for(reading.kind.term) or None
            listed = "、".join(sorted(known))
            yield Hit(
                piece.text.at(*found.span("code")),
                f"机关代字“{found['code']}”不在单位资料里（{listed}）",
                fix,
            )


def check_order(reading: Reading) -> Iterator[Hit]:
    """令号一般只写“第×号”，从任期第一件起连着编，不分年份。"""
    if reading.kind is None or reading.kind.name != "order":
        return
    for piece in reading.of("issue_number"):
        value = piece.text.value
        if is_written(piece.text) and not _ORDER_NUMBER.fullmatch(value) and _YEARED.fullmatch(value):
            yield Hit(piece.text.at(0, len(value)), "令号一般写作“第×号”，不写代字和年份")


RULES = (
    Rule("YS12", "发文字号不止一个", Level.ERROR, f"{REGULATION}第九条（五）", check_single),
    Rule("YS13", "机关代字与单位资料不同", Level.ADVICE, f"{cite('7.2.5')}；单位资料", check_code),
    Rule("YS14", "令号的写法", Level.ADVICE, cite("10.2"), check_order),
)
