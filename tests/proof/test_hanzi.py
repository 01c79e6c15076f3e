"""汉字表：读音、笔画、形近、异体。"""

from __future__ import annotations

import pytest

from gongwen.proofing import hanzi


@pytest.mark.parametrize(
    ("char", "sounds", "strokes"),
    [
        ("舟", {"zhou1"}, 6),
        ("行", {"hang2", "heng2", "xing2"}, 6),
        ("绿", {"lv4", "lu4"}, 11),
        ("偉", {"wei3"}, None),
        ("堃", {"kun1"}, 11),
        ("𠮷", set(), None),
        ("A", set(), None),
    ],
)
def test_sounds_and_strokes(char: str, sounds: set[str], strokes: int | None) -> None:
    assert (hanzi.sounds(char), hanzi.strokes(char)) == (sounds, strokes)


@pytest.mark.parametrize(
    ("pair", "tone", "same", "near"),
    [
        ("玮伟", True, True, True),
        ("微伟", False, True, True),
        ("晨成", False, False, True),
        ("三山", False, False, True),
        ("男兰", False, False, True),
        ("林明", False, False, False),
        ("偉伟", True, True, True),
        ("𠮷吉", False, False, False),
    ],
)
def test_sameness_of_sound(pair: str, tone: bool, same: bool, near: bool) -> None:
    one, other = pair
    assert (hanzi.same_tone(one, other), hanzi.same_sound(one, other), hanzi.near_sound(one, other)) == (
        tone,
        same,
        near,
    )
    assert hanzi.same_sound(other, one) == same


ALIKE = """
已己 未末 日曰 土士 晴睛 今令 玮伟 舟丹 沈沉 戌戍 傅博 辛幸 鸣呜 乌鸟 侯候 治冶 幕墓 崇祟 毫豪 孟盂
人入 大太 于干 王玉 天夭 折拆 免兔 代伐 午牛 刀力 延廷 宜宣 亨享 茶荼 徽微 祺棋 晖辉 栋冻 刁习 亓元
"""


@pytest.mark.parametrize("pair", ALIKE.split())
def test_characters_that_look_alike(pair: str) -> None:
    one, other = pair
    assert (hanzi.alike(one, other), hanzi.alike(other, one)) == (True, True)


@pytest.mark.parametrize("pair", ["沈林", "明强", "国三", "AB", "𠮷吉", "舟舟"])
def test_characters_that_do_not(pair: str) -> None:
    assert not hanzi.alike(*pair)


@pytest.mark.parametrize(
    ("pair", "are"),
    [("偉伟", True), ("伟偉", True), ("堃坤", True), ("喆哲", True), ("昇升", True), ("玮伟", False)],
)
def test_two_ways_of_writing_one_character(pair: str, are: bool) -> None:
    assert hanzi.variants(*pair) is are


def test_the_source_and_its_licence_are_told() -> None:
    import pkgutil

    for name in ("characters.tsv", "variants.txt"):
        head = (pkgutil.get_data("gongwen.proofing.hanzi", name) or b"").decode().splitlines()[:3]
        assert [line[0] for line in head] == ["#"] * 3
        assert "© 1991-2022 Unicode, Inc." in head[2]
    licence = (pkgutil.get_data("gongwen.proofing.hanzi", "UNICODE-LICENSE.txt") or b"").decode()
    assert "Permission is hereby granted, free of charge" in licence
