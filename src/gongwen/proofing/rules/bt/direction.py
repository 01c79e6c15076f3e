"""BT14：文种与行文方向不合。页：bt14.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.clauses import REGULATION
from gongwen.document.kinds import Direction
from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.bt.titles import plain_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.document.kinds import Kind
    from gongwen.proofing.reading import Reading
    from gongwen.spans import Text

_UP = frozenset({"report", "request"})
_DOWN = frozenset({"notice", "reply", "decision", "circular", "order"})
_LOWER = Lazy(r"各(?:[省市县区州盟旗乡镇村]|自治|街道|部门|单位|直属|有关|科室|处室|学校|企业|基层)")
_SPLIT = Lazy(r"[，、,；;：:]")
_RANKS = (
    (0, Lazy(r"(?:中共中央|国务院)(?:办公厅)?$")),
    (1, Lazy(r"(?:中共)?[^省市县区]{0,5}(?:省|自治区)(?:人民政府|政府|委)(?:办公厅)?$")),
    (2, Lazy(r"(?:中共)?[^省市县区]{1,5}[市州盟](?:人民政府|政府|委)(?:办公[室厅])?$")),
    (3, Lazy(r"(?:中共)?(?:[^省市县区]{1,5}市)?[^省市县区]{1,5}[县区旗](?:人民政府|政府|委)(?:办公室)?$")),
    (4, Lazy(r"(?:中共)?[^乡镇]{0,12}(?:乡|镇)(?:人民政府|政府|党委)$")),
)
# 直辖市与省平级，县级市与县平级：只凭“市”字分不出高下的不比。
_MUNICIPALITIES = ("北京市", "上海市", "天津市", "重庆市")


def check(reading: Reading) -> Iterator[Hit]:
    """请示、报告主送下级，通知、批复主送上级的政府、党委。"""
    elements, kind = reading.elements, reading.kind
    if elements is None or kind is None or elements.addressees is None:
        return
    own = _rank(next(iter(plain_names(reading)), ""))
    for item in elements.addressees.items:
        if kind.name in _UP and (found := _LOWER.search(item.value)):
            yield Hit(item.at(*found.span()), f"{kind.term}是上行文，不主送“{found[0]}”这样的下级机关")
        else:
            yield from _compare(item, own, kind)


def _compare(item: Text, own: int | None, kind: Kind) -> Iterator[Hit]:
    at = 0
    for name in _SPLIT.split(item.value):
        theirs = _rank("".join(name.split()))
        start, at = at, at + len(name) + 1
        if own is None or theirs is None or own == theirs:
            continue
        span = item.at(start, start + len(name))
        if kind.name in _UP and theirs > own:
            yield Hit(span, f"{kind.term}是上行文，不主送下级机关")
        elif kind.name in _DOWN and theirs < own and kind.direction is Direction.DOWN:
            yield Hit(span, f"{kind.term}是下行文，不主送上级机关；向上级行文用请示、报告或意见")


def _rank(name: str) -> int | None:
    """政府、党委的层级，数小的在上；别的机关、分不出层级的为 None。"""
    if name.startswith(_MUNICIPALITIES):
        return None
    return next((rank for rank, pattern in _RANKS if pattern.fullmatch(name)), None)


RULE = Rule(
    "BT14", "文种与主送机关的行文方向不合", Level.ERROR, f"{REGULATION}第八条、第十五条、第十六条", check
)
