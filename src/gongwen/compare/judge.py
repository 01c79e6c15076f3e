"""一处改动算哪一类；排版加的、重印的表头不算。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.compare.chars import is_counting, is_mark, numbers_in, same_but_width, same_written
from gongwen.compare.differences import Category
from gongwen.compare.roles import IDENTITY, MASTHEAD, PLACED, SEAL_NAME

if TYPE_CHECKING:
    from gongwen.compare.edits import Edit
    from gongwen.compare.stream import Compared, Zone

ADDED = "排版加的字样"
_BESIDE_MOVED = frozenset({"", "：", "。", "主送：", "抄送："})
# 联合行文的“文件”居右，在几个名称的当中。
_LAST_WORDS = frozenset({"文件", "令", "命令"})
_REACH = 12
# 比这长的一截增删，说的是话，不只是数目。
MOST_NUMBER = 24


def category_of(
    signed: Compared, other: Compared, edit: Edit, *, beside_moved: bool = False
) -> tuple[Category | None, str]:
    """正文、一般要素里的一处改动算哪一类，和补充的话；不必列的是 None。

    beside_moved：紧挨着挪到版记的主送机关（去“：”，加“主送：”“。”）。
    """
    ours, theirs = signed.chars[edit.a0 : edit.a1], other.chars[edit.b0 : edit.b1]
    if same_written(ours, theirs):
        return Category.LAYOUT, "同一个字的两种编码"
    added = _added_by_layout(signed, other, edit)
    if beside_moved and ours in _BESIDE_MOVED and theirs in _BESIDE_MOVED:
        added = (Category.LAYOUT, ADDED)
    if added is not None:
        return added
    note = "全角、半角" if ours and theirs and same_but_width(ours, theirs) else ""
    if max(len(ours), len(theirs)) <= MOST_NUMBER and _numbers(signed, edit.a0, edit.a1) != _numbers(
        other, edit.b0, edit.b1
    ):
        return Category.NUMBERS, note
    return (Category.MARKS if all(map(is_mark, ours + theirs)) else Category.TEXT), note


def _numbers(compared: Compared, start: int, end: int) -> list[str]:
    """这一处连同前后的数字、量词里的数目。"""
    first, last = compared.block(start)
    chars, low, high = compared.chars, start, end
    while low > max(first, start - _REACH) and is_counting(chars[low - 1]):
        low -= 1
    while high < min(last, end + _REACH) and is_counting(chars[high]):
        high += 1
    return numbers_in(chars[low : min(high + 1, max(last, end))])


def _added_by_layout(signed: Compared, other: Compared, edit: Edit) -> tuple[Category | None, str] | None:
    """排版加的字样有无之别；不是的为 None。"""
    if edit.b0 == edit.b1:
        return _optional(signed, other, edit.a0, edit.a1)
    if edit.a0 == edit.a1:
        return _optional(other, signed, edit.b0, edit.b1)
    return None


def _optional(
    compared: Compared, against: Compared, start: int, end: int
) -> tuple[Category | None, str] | None:
    """一份里有、另一份里没有的一截，是不是排版加的。"""
    text = compared.chars[start:end]
    if text in compared.table_heads | against.table_heads and text in against.chars:
        return Category.LAYOUT, "续表的表头"
    zones = [zone for zone in compared.zones if zone.start < end and start < zone.end]
    if not zones or not all(zone.optional for zone in zones):
        return None
    element = compared.element_at(start)
    # 标志印了，独独少了“文件”的，是少了字
    bounds = element if element is not None and element.role == MASTHEAD else None
    if (bounds or zones[0]).start < start or (bounds or zones[-1]).end > end:
        return None
    if all(zone.role == SEAL_NAME for zone in zones):
        return None, ""
    return Category.LAYOUT, ADDED


def is_placed(compared: Compared, start: int, end: int) -> bool:
    """挪动的这一截是排版安排的：一个要素的大半，或排版加的一个字样。名单里挪了一个的不是。"""
    element = compared.element_at(start)
    if compared.chars[start:end] in _LAST_WORDS:
        return True
    if element is None or element.role not in PLACED:
        return False
    zone = compared.zone_at(start)
    if zone is not None and zone.optional and (zone.start, zone.end) == (start, end):
        return True
    return 2 * (min(end, element.end) - start) > element.end - element.start


def identity_zones(signed: Compared, other: Compared, edit: Edit) -> tuple[Zone | None, Zone | None]:
    """一处改动所在的编号、日期：签发稿里的，另一份里的。有一边的字写在别的要素里，就不是。"""
    if _elsewhere(signed, edit.a0, edit.a1) or _elsewhere(other, edit.b0, edit.b1):
        return None, None
    return _identity_zone(signed, edit.a0, edit.a1), _identity_zone(other, edit.b0, edit.b1)


def _elsewhere(compared: Compared, start: int, end: int) -> bool:
    """这一截有字，写在编号、日期以外的要素里。"""
    zone = compared.element_at(start) if start < end else None
    return zone is not None and zone.role not in IDENTITY


def _identity_zone(compared: Compared, start: int, end: int) -> Zone | None:
    """这一截所在的编号、日期；没有字的，在当中才算，空位的两头也算。"""
    for zone in compared.elements:
        inside = zone.start <= start and end <= zone.end
        touched = start < end or zone.optional or zone.start < start < zone.end
        if zone.role in IDENTITY and inside and touched:
            return zone
    return None
