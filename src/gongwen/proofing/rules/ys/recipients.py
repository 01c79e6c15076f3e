"""YS22 至 YS27：主送、抄送给谁：重复、多头、不在单位资料、下级、个人、抄报。页：ys22.md 至 ys27.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.clauses import REGULATION, cite
from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.ys.listing import (
    UP_KINDS,
    each_name,
    is_class,
    is_person,
    is_written,
    names_of,
    plain,
    whole_names,
)
from gongwen.proofing.rules.ys.typed import tail_lines
from gongwen.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.agency import Agency
    from gongwen.proofing.reading import Reading

_LOWER = Lazy(r"(?:各|所属|所辖|下属).{0,8}?(?:县|区|乡|镇|街道|村|社区|科|股|站|所)|(?:所属|下属)")
_GOVERNS = ("人民政府", "政府办公室", "政府办公厅", "委员会", "市委", "县委", "区委", "委办公室")
_OTHER_LABEL = Lazy(r"(?P<label>抄\s?报|抄\s?发|分\s?送|发\s?送)\s?[：:]")
_HALF_LABEL = Lazy(r"(?:主|抄)\s?[送报发]\s?(?P<mark>:)")
_BARE_LABEL = Lazy(r"抄\s?送(?P<mark>[，、；。,;.]?)\s?(?=[^：:]{1,12}(?:[，、。]|[室局委厅府院]))(?![：:])")
_LEAST_KNOWN = 5
_SHARED = frozenset({"minutes", "opinion"}) | UP_KINDS


def check_repeated(reading: Reading) -> Iterator[Hit]:
    """同一个机关不写两次，主送的不再抄送。"""
    elements = reading.elements
    seen: dict[str, str] = {}
    for term, names in (("主送", elements.addressees), ("抄送", elements.copied_to)) if elements else ():
        for text in whole_names(names):
            name = plain(text.value)
            if name in seen:
                said = f"在{term}机关里写了两次" if seen[name] == term else "已经主送，不再抄送"
                yield Hit(text.at(0, len(text.value)), f"“{name}”{said}")
            seen.setdefault(name, term)


def check_several(reading: Reading) -> Iterator[Hit]:
    """上行文原则上主送一个上级机关。"""
    kind, elements = reading.kind, reading.elements
    if kind is None or elements is None or kind.name not in UP_KINDS or elements.addressees is None:
        return
    names = {plain(text.value) for text in each_name(elements.addressees)}
    if len(names) > 1:
        message = "上行文原则上主送一个上级机关，需要同时报送的用抄送"
        yield Hit(elements.addressees.span, message)


def check_known(reading: Reading) -> Iterator[Hit]:
    """主送、抄送机关用全称、规范化简称或统称：本机关的公文，单位资料里没有的提示一下。"""
    elements, roster = reading.elements, reading.roster
    organs = names_of(reading, "issuing_organs")
    if elements is None or roster is None or not organs or not roster.agency.serves(organs[0]):
        return
    # 只列了几组主送的，不是一份机关名录
    if not roster.agency.organs:
        return
    known = set(roster.organs) | {plain(name) for name in _grouped(roster.agency)}
    if len(known) < _LEAST_KNOWN:
        return
    for names in (elements.addressees, elements.copied_to):
        for text in whole_names(names):
            name = plain(text.value)
            if not (name in known or is_class(name) or is_person(name)) and is_written(text):
                yield Hit(
                    text.at(0, len(text.value)), f"单位资料里没有“{name}”，请核对是不是全称或规范化简称"
                )


def _grouped(agency: Agency) -> Iterator[str]:
    for groups in (agency.addressees, agency.copied_to):
        for group in (groups or {}).values():
            yield from group


def check_lower(reading: Reading) -> Iterator[Hit]:
    """上行文不抄送下级机关。"""
    kind, elements = reading.kind, reading.elements
    if kind is None or elements is None or kind.name not in UP_KINDS:
        return
    organs = names_of(reading, "issuing_organs")
    agency = reading.roster.agency if reading.roster else None
    own = agency if agency and organs and agency.serves(organs[0]) else None
    below = {plain(name) for name in (own.group("主送", "下行") if own else ())}
    governs = any(organ.endswith(_GOVERNS) for organ in organs)
    for text in each_name(elements.copied_to):
        name = plain(text.value)
        if name in below or _LOWER.match(name):
            level = None if name in below or governs else Level.ADVICE
            yield Hit(text.at(0, len(text.value)), f"上行文不抄送下级机关：“{name}”", level=level)


def check_copied_person(reading: Reading) -> Iterator[Hit]:
    """抄送的是机关，不是个人；上行文的由 YS20 报。"""
    kind, elements = reading.kind, reading.elements
    if kind is None or elements is None or not kind.statutory or kind.name in _SHARED:
        return
    for text in each_name(elements.copied_to):
        if is_person(text.value):
            yield Hit(text.at(0, len(text.value)), "抄送机关写机关名称，一般不写个人")


def check_label(reading: Reading) -> Iterator[Hit]:
    """国标只有“抄送”：不再分抄报、抄送、抄发。纪要、简报写“分送”是惯例。"""
    elements, kind = reading.elements, reading.kind
    if elements is None or kind is None or not kind.statutory or kind.name == "minutes":
        return
    written = [item.span for item in elements.copied_to.items] if elements.copied_to else []
    if reading.document.recognized:
        written += reading.document.left_out
        yield from _no_colon(reading)
    for span in written:
        value = reading.source.slice(span)
        other, half = _OTHER_LABEL.match(value), _HALF_LABEL.match(value)
        if other:
            start, end = (span.start + at for at in other.span("label"))
            message = f"国标没有“{other['label']}”这个要素，对上对下都写“抄送”"
            yield Hit(Span(start, end), message, "抄送", level=Level.ADVICE)
        if half and reading.document.recognized:
            start, end = (span.start + at for at in half.span("mark"))
            yield Hit(Span(start, end), "后面用全角冒号", "：")


def _no_colon(reading: Reading) -> Iterator[Hit]:
    for line in tail_lines(reading):
        found = _BARE_LABEL.match(line.value)
        if found:
            yield Hit(line.at(*found.span("mark")), "“抄送”后应当有全角冒号", "：")


_COPIED = f"{REGULATION}第九条（十六）"
_UP = f"{REGULATION}第十五条"
RULES = (
    Rule("YS22", "主送、抄送机关重复", Level.ERROR, f"{REGULATION}第九条（八）（十六）", check_repeated),
    Rule("YS23", "上行文多头主送", Level.ADVICE, f"{_UP}（一）", check_several),
    Rule("YS24", "受文机关不在单位资料里", Level.ADVICE, f"{_COPIED}；单位资料", check_known),
    Rule("YS25", "上行文抄送下级机关", Level.ERROR, f"{_UP}（一）", check_lower),
    Rule("YS26", "抄送个人", Level.ADVICE, _COPIED, check_copied_person),
    Rule("YS27", "“抄送”的写法", Level.ERROR, cite("7.4.2"), check_label),
)
