"""ZC01—ZC03：固定表述里的错字，漏字、多字、颠倒，数目。页：zc01.md、zc02.md、zc03.md。"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from gongwen.findings import Level, Zone
from gongwen.proofing.chars import is_han
from gongwen.proofing.fixed import DIGITS, OPTIONAL, Edit, heard, related
from gongwen.proofing.lexicon import load_rows
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.zc.near import near_misses
from gongwen.proofing.rules.zc.wordings import right_forms, wordings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.fixed import Near
    from gongwen.proofing.reading import Piece, Reading

_AROUND = 10
_LEAST, _LONG, _CLEAR = 4, 7, 9
# 去掉末一个字、头一个字就不成词的。
_LAST_WORDS = (
    *(
        "思想",
        "理念",
        "格局",
        "布局",
        "战略",
        "主义",
        "复兴",
        "党中央",
        "意识",
        "文明",
        "自信",
        "斗争",
        "安全观",
        "价值观",
    ),
    *(
        "共同体",
        "体系",
        "倡议",
        "大变局",
        "经济圈",
        "使命",
        "国家",
        "营商环境",
        "总基调",
        "安全感",
        "改革",
    ),
)
_FIRST_WORDS = (
    *(
        "习近平",
        "马克思",
        "邓小平",
        "供给侧",
        "社会主义",
        "绿水青山",
        "富强民主",
        "产业兴旺",
        "京津冀",
        "粤港澳",
        "碳达峰",
    ),
    *(
        "精神文明",
        "稳中求进",
        "中央八项",
        "获得感",
        "世界百年",
        "铸牢",
        "党风廉政",
        "总体国家",
    ),
)


def _characters(reading: Reading) -> Iterator[Hit]:
    """同音、音近、形近的错字。"""
    for piece, near, is_odd in near_misses(reading):
        if near.edit is not Edit.OTHER or _are_digits(near) or _is_right(piece, near):
            continue
        is_unrelated = not is_odd and not _is_miswritten(near)
        if not is_unrelated or _may_be_wrong(piece.text.value, near):
            found = _hit(piece, near, f"“{near.wrote}”应为“{near.meant}”")
            yield replace(found, level=Level.ADVICE if is_unrelated else None)


def _gaps(reading: Reading) -> Iterator[Hit]:
    """漏了一个字，多打一个字，两个字颠倒。"""
    for piece, found, is_odd in near_misses(reading):
        near = found if is_odd else _cut(found)
        is_slip = is_odd and near.edit is not Edit.OTHER
        if (is_slip or _is_slip(piece.text.value, near)) and not _is_right(piece, near):
            said = {Edit.MISSING: f"漏“{near.meant}”", Edit.EXTRA: f"多“{near.wrote}”"}
            yield _hit(piece, near, said.get(near.edit, f"“{near.wrote}”颠倒"))


def _numbers(reading: Reading) -> Iterator[Hit]:
    """数目。"""
    for piece, near, is_odd in near_misses(reading):
        is_number = near.edit is Edit.OTHER and _are_digits(near)
        if is_number and (is_odd or near.right in _numbered()) and not _is_right(piece, near):
            level = Level.ADVICE if _may_be_local(piece.text.value, near) else None
            yield replace(_hit(piece, near, f"“{near.wrote}”应为“{near.meant}”"), level=level)


def _may_be_local(value: str, near: Near) -> bool:
    """“深化‘三个意识’教育”是另一件事；说“增强”的才是“四个意识”。"""
    return near.right == "四个意识" and "增强" not in value[max(near.start - _AROUND, 0) : near.start]


@cache
def _numbered() -> frozenset[str]:
    """有专名的数字概括；“五个振兴”“三大攻坚战”一类，别的数目也说得通，不在内。"""
    found = (each for each in wordings() if each.kind == "序列" and "“" in each.text)
    return frozenset(each.name if each.is_name else each.text for each in found)


def _cut(near: Near) -> Near:
    """头尾的字不同，而余下的不成词（“习近平新时代中国特色社会主义思为指导”）：是漏了一个字。"""
    if near.edit is not Edit.OTHER or _is_miswritten(near):
        return near
    if near.at == near.end - 1 and near.right.endswith(_LAST_WORDS):
        return near._replace(end=near.end - 1, edit=Edit.MISSING, wrote="")
    if near.at == near.start and near.right.startswith(_FIRST_WORDS):
        return near._replace(start=near.start + 1, edit=Edit.MISSING, wrote="")
    return near


def _are_digits(near: Near) -> bool:
    return near.wrote in DIGITS and near.meant in DIGITS


def _is_miswritten(near: Near) -> bool:
    one, other = near.wrote, near.meant
    return is_han(one) and is_han(other) and not _are_digits(near) and related(one, other)


def _may_be_wrong(value: str, near: Near) -> bool:
    """长的表述中间错成不相干的一个字，连成的四字没有人用；再长些的，有一个也算。可能是另一种说法，只提示。"""
    is_inner = not near.is_edge and is_han(near.wrote) and is_han(near.meant) and near.wrote not in OPTIONAL
    return is_inner and len(near.right) >= _LONG and heard(value, near) <= (len(near.right) > _LONG)


def _is_cut(near: Near) -> bool:
    is_last = near.at >= near.end - 1 and near.right.endswith(_LAST_WORDS)
    return is_last or (near.at <= near.start and near.right.startswith(_FIRST_WORDS))


def _is_slip(value: str, near: Near) -> bool:
    if near.edit is Edit.SWAPPED:
        return all(is_han(char) for char in near.wrote)
    if near.edit is Edit.MISSING:
        is_name = value[near.start - 1 : near.start] == "“" and value[near.end : near.end + 1] == "”"
        is_whole = near.start < near.at < near.end or _is_cut(near)
        is_certain = is_name or (is_whole and len(near.right) > _LEAST)
        is_heard = len(near.right) < _CLEAR and near.start < near.at and not is_name and heard(value, near)
        is_free = (
            near.meant in OPTIONAL or (near.meant in DIGITS and near.right.startswith("党的")) or is_heard
        )
        return is_certain and is_han(near.meant) and not is_free
    if near.edit is Edit.EXTRA and near.at == near.end - 1:  # “中国共产党党内”“安全责任”不是多字
        return near.right.endswith(_LAST_WORDS) and not near.right.endswith("国家")
    if near.edit is Edit.EXTRA and is_han(near.wrote):
        is_doubled = near.wrote in (value[near.at - 1 : near.at], value[near.at + 1 : near.at + 2])
        return is_doubled or (len(near.right) > _LONG and near.wrote not in OPTIONAL)
    return False


def _is_right(piece: Piece, near: Near) -> bool:
    """这里写的是另一个说得通的词语。"""
    value = piece.text.value
    if value[near.start : near.end] in right_forms():
        return True
    first = max(near.start - _AROUND, 0)
    around = value[first : near.end + _AROUND]
    for row in load_rows("policy-lookalikes"):
        at = around.find(row.values[0])
        if at >= 0 and first + at <= near.at <= first + at + len(row.values[0]):
            return True
    return False


def _hit(piece: Piece, near: Near, said: str) -> Hit:
    span = piece.text.at(near.start, near.end)
    return Hit(span, f"{said}，规范的表述是“{near.right}”", near.right, Zone.POLICY)


_SOURCE = "中央文件的规范表述"
CHARACTERS = Rule("ZC01", "政策表述有错字", Level.ERROR, _SOURCE, _characters)
GAPS = Rule("ZC02", "政策表述漏字、多字、颠倒", Level.ERROR, _SOURCE, _gaps)
NUMBERS = Rule("ZC03", "政策表述的数目不对", Level.ERROR, _SOURCE, _numbers)
