"""由路线的各步、清单上的意见、草稿的要素，得出发文稿纸上的各格。不碰文件。"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gongwen.layout.plan.build import joined
from gongwen.layout.sheet.model import Box, Field, Opinion, Sheet, Size
from gongwen.signoff.timeline import RowState, StationState
from gongwen.signoff.vocabulary import Decision, StepKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from gongwen.agency import Agency
    from gongwen.document.elements import Elements, Names
    from gongwen.document.model import Document
    from gongwen.signoff.stations import Station
    from gongwen.signoff.timeline import Row

PAPER = "发文稿纸"
_PROOFREAD = "校对"
_RECORDS = (StepKind.REGISTERED, StepKind.PRINTED, StepKind.SEALED, StepKind.DISPATCHED, StepKind.HANDLED)
_KEPT = "\n\t"
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")


@dataclass(frozen=True, slots=True)
class Material:
    """填稿纸用的。

    stations 是路线的各步，every 为真时情形不要的也印（没有具体的一件）；opinions 是各步有效的意见，
    returns 是退回的各行；document 是草稿，没有找到的为 None；title、number 是清单上的标题、登记的字号。
    """

    heading: str
    stations: Sequence[Station]
    every: bool = False
    opinions: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    returns: Sequence[Row] = ()
    changed: bool = False
    document: Document | None = None
    agency: Agency | None = None
    title: str = ""
    number: str = ""
    source: str = ""
    day: date | None = None


def make_content(given: Material) -> Sheet:
    """稿纸。"""
    elements = given.document.elements if given.document else None
    shown = [each for each in given.stations if _printed(each, given)]
    drafting = next((each for each in shown if each.kind is StepKind.DRAFTED), None)
    rest = [each for each in shown if each is not drafting]
    last = max((at for at, each in enumerate(rest) if each.kind is StepKind.APPROVED), default=len(rest))
    day = given.day
    return Sheet(
        heading=visible(given.heading),
        marks=_marks(elements),
        boxes=tuple(_boxes(_downward(rest[: last + 1]), given)),
        drafting=_drafting(drafting, given),
        title=visible(given.title or _text(elements, "title")),
        fields=_fields(given.document, elements),
        numbers=_numbers(given, elements),
        records=tuple(_records(rest[last + 1 :], given)),
        remark=_remark(drafting, given),
        source=visible(given.source),
        date=(day.year, day.month, day.day) if day else None,
    )


def visible(text: str) -> str:
    """看不见的字符、改文字次序的字符印成“〔U+202E〕”，不让它们改了别人看到的。"""
    if text.isprintable():
        return text
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(f"〔U+{ord(each):04X}〕" if _unseen(each) else each for each in plain).replace("\t", "　")


def _unseen(char: str) -> bool:
    return char not in _KEPT and unicodedata.category(char) in _UNSEEN


def _printed(station: Station, given: Material) -> bool:
    return given.every or station.state is not StationState.SKIPPED or station.step_id in given.opinions


def _downward(stations: Sequence[Station]) -> list[Station]:
    """由高到低：签发在顶上，会签次之，审核的倒着排，离签发近的在上（惯例）。"""

    def rank(at: int) -> tuple[int, int]:
        match stations[at].kind:
            case StepKind.APPROVED:
                return 0, at
            case StepKind.COUNTERSIGNED:
                return 1, at
            case _:
                return 2, -at

    return [stations[at] for at in sorted(range(len(stations)), key=rank)]


def _boxes(stations: Iterable[Station], given: Material) -> Iterator[Box]:
    for station in stations:
        yield from _step_boxes(station, given)


def _records(stations: Sequence[Station], given: Material) -> Iterator[Box]:
    """签发之后的各步；路线里没有校对的，留一格校对。"""
    yield from _boxes(stations, given)
    if not any(_PROOFREAD in each.name for each in given.stations):
        yield Box(_PROOFREAD, size=Size.RECORD)


def _step_boxes(station: Station, given: Material) -> Iterator[Box]:
    """一步的格子：分几家办的，一家一格。"""
    size = Size.OPINION
    if station.kind is StepKind.APPROVED:
        size = Size.APPROVAL
    elif station.kind in _RECORDS:
        size = Size.RECORD
    rows = given.opinions.get(station.step_id, ())
    told = [row.details.party or "" for row in rows]
    parties = tuple(dict.fromkeys((*station.parties, *told))) if station.parties else ()
    if not parties:
        hint = "" if station.roles == (station.name,) else "、".join(station.roles)
        yield Box(visible(station.name), visible(hint), tuple(map(_opinion, rows)), size)
    for party in parties:
        own = tuple(_opinion(row) for row in rows if (row.details.party or "") == party)
        yield Box(visible(station.name), visible(party), own, size)


def _opinion(row: Row) -> Opinion:
    return Opinion(
        name=visible(row.actor.name if row.actor else ""),
        date=_day(row.day),
        text=visible(_told(row)),
        marks=tuple(map(visible, _row_marks(row))),
    )


def _told(row: Row) -> str:
    """决定和意见；会议、字号、印章写在后面。"""
    details = row.details
    facts = [details.meeting, details.number, details.seal]
    if details.copies is not None:
        facts.append(f"{details.copies} 份")
    if details.approvals:
        facts.append(f"批准：{'、'.join(details.approvals)}")
    if row.comment:
        facts.append(row.comment)
    told = "，".join(filter(None, facts))
    if told.startswith(row.decision_text):
        return told  # 意见里已经写了“同意”
    return "：".join(each for each in (row.decision_text, told) if each)


def _row_marks(row: Row) -> Iterator[str]:
    """要注明的：受谁委托、怎样登记、待补签、放行、兼了别的职责。"""
    if row.on_behalf_of:
        yield f"代签，受{row.on_behalf_of.name}委托"
    if row.decision is Decision.PROVISIONAL:
        how = f"：{row.details.how}" if row.details.how else ""
        yield f"{'已补签' if row.settled_by else '还没有补签'}{how}"
    if row.entered_by:
        yield f"{'手签登记' if row.hand_signed else '登记'}：{row.entered_by.name}"
    if row.details.meeting_on:
        yield f"会议日期：{row.details.meeting_on}"
    if row.waivers:
        yield f"放行 {len(row.waivers)} 处"
    if row.stale:
        yield "内容其后有改动"
    if row.doubled:
        yield f"还办过{'、'.join(kind.term for kind in row.doubled)}"


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _text(elements: Elements | None, name: str) -> str:
    value = getattr(elements, name) if elements else None
    return value.value if value else ""


def _marks(elements: Elements | None) -> tuple[Field, ...]:
    secrecy, term = _text(elements, "secrecy"), _text(elements, "secrecy_term")
    return (
        Field("密级", visible("★".join(filter(None, (secrecy, term))))),
        Field("紧急程度", visible(_text(elements, "urgency"))),
        Field("公开属性", visible(_text(elements, "openness"))),
    )


def _drafting(station: Station | None, given: Material) -> tuple[Field, ...]:
    """主办单位、拟稿人、电话；电话取单位资料里拟稿人的。"""
    rows = given.opinions.get(station.step_id, ()) if station else ()
    names = [row.actor.name for row in rows if row.actor]
    signed = "\n".join(f"{row.actor.name}\n{_day(row.day)}".strip() for row in rows if row.actor)
    people = given.agency.people if given.agency else ()
    phones = dict.fromkeys(each.phone for each in people if each.name in names and each.phone)
    return Field("主办单位"), Field("拟稿人", visible(signed)), Field("电话", visible("、".join(phones)))


def _fields(document: Document | None, elements: Elements | None) -> tuple[Field, ...]:
    annexes = document.annexes if document else ()
    many = len(annexes) > 1
    titles = (f"{at}. {each.title.value}" if many else each.title.value for at, each in enumerate(annexes, 1))
    return (
        Field("主送", visible(_names(elements.addressees if elements else None))),
        Field("抄送", visible(_names(elements.copied_to if elements else None))),
        Field("附件", visible("\n".join(titles))),
    )


def _names(names: Names | None) -> str:
    return joined(names, "，").rstrip("：:。")


def _numbers(given: Material, elements: Elements | None) -> tuple[Field, ...]:
    number = given.number or _text(elements, "issue_number")
    return Field("发文字号", visible(number)), Field("份数", _copies(given))


def _copies(given: Material) -> str:
    told = [row.details.copies for rows in given.opinions.values() for row in rows]
    return "、".join(dict.fromkeys(f"{each} 份" for each in told if each is not None))


def _remark(drafting: Station | None, given: Material) -> str:
    """拟稿人的说明、退回的经过、签发之后内容变了：没有别的格可写的，写在备注里，不丢。"""
    return visible("\n".join(_remarks(drafting, given)))


def _remarks(drafting: Station | None, given: Material) -> Iterator[str]:
    for row in given.opinions.get(drafting.step_id, ()) if drafting else ():
        told = [row.comment, *_row_marks(row)]
        if any(told):
            yield f"拟稿：{'，'.join(filter(None, told))}"
    for row in given.returns:
        if row.state is RowState.RETURNED:
            who = row.actor.name if row.actor else ""
            target = f"到“{row.target}”" if row.target else ""
            why = "，".join(filter(None, (row.reason, row.comment)))
            yield f"{_day(row.day)} {who}（{row.name}）退回{target}：{why}"
    if given.changed:
        yield "签发之后内容有改动，要由签发人重新签发（条例第二十五条）"
