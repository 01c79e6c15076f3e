"""YS15 至 YS17：签发人的人数、该不该有、写法。页：ys15.md 至 ys17.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.clauses import REGULATION, cite
from gongwen.document.kinds import Direction
from gongwen.document.placeholders import UNFILLED
from gongwen.findings import Level, Zone
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.ys.listing import UP_KINDS, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.document.elements import Elements, Names
    from gongwen.proofing.reading import Reading
    from gongwen.spans import Text

_ONE = Lazy(r"[^\s、，,；;]+")
_EXTRA = Lazy(
    r"签\s?发(?:人)?\s?[：:]?|[：:]|同志|(?:代?理)?[常务副]{0,3}(?:[市县区州省厅局镇乡院部]长|秘书长|书记|主任|主席)|[（(][^（）()]*[）)]|\d+"
)


def _people(names: Names) -> list[Text]:
    """一个个姓名；两个字的姓名中间空一格的算一个。"""
    found: list[Text] = []
    for item in names.items:
        parts = list(_ONE.finditer(item.value))
        if all(len(part[0]) == 1 for part in parts):
            found.append(item)
        else:
            found += [item.part(*part.span()) for part in parts]
    return found


def _approvers(elements: Elements | None) -> Names | None:
    names = elements.approvers if elements else None
    filled = names and not any(UNFILLED.search(value) for value in names.values())
    return names if filled else None


def check_count(reading: Reading) -> Iterator[Hit]:
    """联合上行文列出全部机关的签发人；一个机关只有一个签发人。"""
    elements, names = reading.elements, _approvers(reading.elements)
    if not (elements and names and elements.issuing_organs) or elements.issuing_organs.verbatim:
        organs = 1
    else:
        organs = len(elements.issuing_organs.items)
    if names is None or reading.kind is None or reading.kind.name not in UP_KINDS:
        return
    people = len({plain(text.value) for text in _people(names)})
    if people < organs:
        message = f"联合行文的{organs}个机关各有签发人，应当全部标注，这里只有{people}个"
        yield Hit(names.span, message, zone=Zone.OTHER)
    elif people > organs == 1 and not reading.document.recognized:
        message = "不是联合行文，签发人一般只有一个"
        yield Hit(names.span, message, zone=Zone.OTHER, level=Level.ADVICE)


def check_needless(reading: Reading) -> Iterator[Hit]:
    """签发人只在上行文里标注。"""
    kind, names = reading.kind, _approvers(reading.elements)
    if kind is None or names is None or not kind.statutory or kind.name == "minutes":
        return
    if kind.direction in (Direction.DOWN, Direction.PUBLIC) or kind.name == "letter":
        yield Hit(names.span, f"{kind.term}不是上行文，不标注签发人", zone=Zone.OTHER)


def check_form(reading: Reading) -> Iterator[Hit]:
    """签发人只写姓名：不写职务、“同志”，一个人只写一次。"""
    names = _approvers(reading.elements)
    if names is None:
        return
    seen: set[str] = set()
    for item in names.items:
        for found in _EXTRA.finditer(item.value):
            yield Hit(item.at(*found.span()), f"签发人只写姓名，不写“{found[0]}”", "", zone=Zone.OTHER)
    for person in _people(names):
        name = plain(person.value)
        if name in seen:
            yield Hit(person.at(0, len(person.value)), f"签发人“{name}”写了两次", zone=Zone.OTHER)
        seen.add(name)


_SOURCE = f"{REGULATION}第九条（六）；{cite('7.2.6')}"
RULES = (
    Rule("YS15", "签发人与发文机关不相配", Level.ERROR, _SOURCE, check_count),
    Rule("YS16", "不是上行文却有签发人", Level.ADVICE, _SOURCE, check_needless),
    Rule("YS17", "签发人的写法", Level.ERROR, _SOURCE, check_form),
)
