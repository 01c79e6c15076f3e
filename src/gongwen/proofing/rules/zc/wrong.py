"""ZC01—ZC03：固定表述里的错字，漏字、多字、颠倒，数目。页：zc01.md、zc02.md、zc03.md。"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from gongwen.findings import Level, Zone
from gongwen.proofing.chars import is_han
from gongwen.proofing.hanzi import alike, near_sound, variants
from gongwen.proofing.lexicon import load_rows
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.zc.near import Edit, near_misses
from gongwen.proofing.rules.zc.wordings import right_forms, wordings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Piece, Reading
    from gongwen.proofing.rules.zc.near import Near

_DIGITS = "一二两三四五六七八九十"
# 有没有都通的字：“保障（和）改善民生”“守住……风险（的）底线”。
_OPTIONAL = "的和与及等地化是了中在更性、"
_AROUND = 10
_LEAST, _LONG = 4, 7
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
    for piece, near in near_misses(reading):
        if near.edit is Edit.OTHER and _is_miswritten(near) and not _is_right(piece, near):
            yield _hit(piece, near, f"“{near.wrote}”应为“{near.meant}”")


def _gaps(reading: Reading) -> Iterator[Hit]:
    """漏了一个字，多打一个字，两个字颠倒。"""
    for piece, found in near_misses(reading):
        near = _cut(found)
        if _is_slip(piece.text.value, near) and not _is_right(piece, near):
            said = {Edit.MISSING: f"漏“{near.meant}”", Edit.EXTRA: f"多“{near.wrote}”"}
            yield _hit(piece, near, said.get(near.edit, f"“{near.wrote}”颠倒"))


def _numbers(reading: Reading) -> Iterator[Hit]:
    """数目。"""
    for piece, near in near_misses(reading):
        is_number = near.edit is Edit.OTHER and near.wrote in _DIGITS and near.meant in _DIGITS
        if is_number and near.right in _numbered() and not _is_right(piece, near):
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


def _is_miswritten(near: Near) -> bool:
    one, other = near.wrote, near.meant
    if not is_han(one) or not is_han(other) or (one in _DIGITS and other in _DIGITS):
        return False
    return near_sound(one, other) or alike(one, other) or variants(one, other)


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
        return is_certain and is_han(near.meant) and near.meant not in _OPTIONAL
    if near.edit is Edit.EXTRA and near.at == near.end - 1:  # “中国共产党党内”“安全责任”不是多字
        return near.right.endswith(_LAST_WORDS) and not near.right.endswith("国家")
    if near.edit is Edit.EXTRA and is_han(near.wrote):
        is_doubled = near.wrote in (value[near.at - 1 : near.at], value[near.at + 1 : near.at + 2])
        return is_doubled or (len(near.right) > _LONG and near.wrote not in _OPTIONAL)
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


_SOURCE = "中央文件的规范表述（lexicon/policy-wordings.tsv 各行来源）"
CHARACTERS = Rule("ZC01", "政策表述有错字", Level.ERROR, _SOURCE, _characters)
GAPS = Rule("ZC02", "政策表述漏字、多字、颠倒", Level.ERROR, _SOURCE, _gaps)
NUMBERS = Rule("ZC03", "政策表述的数目不对", Level.ERROR, _SOURCE, _numbers)
