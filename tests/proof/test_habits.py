"""通篇的习惯只说一次；一两处的、差错的逐处说。"""

from __future__ import annotations

from gongwen.findings import Level
from gongwen.proofing.habits import told_once
from gongwen.proofing.rule import Hit

ADVICE = Hit(None, "宜用甲", "甲", level=Level.ADVICE)
ERROR = Hit(None, "应为乙", "乙")


def test_two_places_are_told_one_by_one():
    assert [*told_once([ADVICE, ADVICE])] == [ADVICE, ADVICE]


def test_many_places_are_told_once_without_a_fix():
    told = Hit(None, "宜用甲（全文 3 处）", None, level=Level.ADVICE)
    assert [*told_once([ADVICE] * 3)] == [told]


def test_errors_are_never_gathered():
    assert [*told_once([ERROR] * 4, Level.ERROR)] == [ERROR] * 4


def test_level_of_the_rule_counts_where_the_hit_has_none():
    assert [*told_once([ERROR] * 3)] == [Hit(None, "应为乙（全文 3 处）")]


def test_different_messages_are_gathered_apart():
    other = Hit(None, "宜用丙", "丙", level=Level.ADVICE)
    assert [*told_once([ADVICE, other, ADVICE, other])] == [ADVICE, ADVICE, other, other]
