"""写错的词：词表怎样读、怎样找；长的在先；除外的不报。"""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tests.helpers import draft, parsed

import gongwen.proofing.rules.wz.wordlists as wordlists
from gongwen.findings import Level
from gongwen.proofing.lexicon import LexiconError, Row, load_rows
from gongwen.proofing.needles import Needles
from gongwen.proofing.reading import readings
from gongwen.proofing.rules.wz.wordlists import IDIOMS, KINDS, VARIANTS, Entry, Wordlist, of_kind

LEAST_ROWS = 1700
DOUBLED = ("doubled-characters", "doubled-words")


def reading(body):
    (found,) = readings(parsed(draft(body=body)))
    return found


def found_in(body, entries):
    words = Wordlist({wrong: Entry(right, None, tuple(longer)) for wrong, right, *longer in entries})
    return [(piece.text.value, at, wrong) for piece, at, wrong, _ in words.found(reading(body))]


def test_there_are_enough_rows_and_every_row_belongs_to_a_rule():
    listed = sum(len(of_kind(kind).entries) for kind in KINDS)
    assert listed == len(load_rows("miswritings"))
    assert listed + len(of_kind(IDIOMS).entries) + len(of_kind(VARIANTS).entries) >= LEAST_ROWS


def test_the_longer_of_two_words_at_one_place_is_found():
    entries = [("检查院", "检察院"), ("人民检查院", "人民检察院"), ("查院", "察院")]
    assert found_in("县人民检查院。\n检查院。\n", entries) == [
        ("县人民检查院。", 1, "人民检查院"),
        ("检查院。", 0, "检查院"),
    ]


def test_a_word_inside_a_right_longer_string_is_not_found():
    entries = [("己经", "已经", "自己经")]
    assert found_in("自己经手，己经办完。\n己经办完。\n", entries) == [
        ("自己经手，己经办完。", 5, "己经"),
        ("己经办完。", 0, "己经"),
    ]


def test_an_exception_before_the_beginning_of_the_text_does_not_count():
    assert found_in("经己经。\n", [("己经", "已经", "自己经")]) == [("经己经。", 1, "己经")]


def test_an_exception_frees_the_shorter_word_it_holds():
    entries = [("签定", "签订"), ("签定合同", "签订合同", "重签定合同")]
    assert found_in("重签定合同。\n", entries) == [("重签定合同。", 1, "签定")]


@pytest.mark.parametrize(
    ("values", "why"),
    [
        (("布署", "", "同音", "", ""), "没有写该怎样写"),
        (("布署", "布署", "同音", "", ""), "没有写该怎样写"),
        (("布署", "部署", "同音", "警告", ""), "级只能是"),
        (("布署", "部署", "同音", "", "布署|散布署名"), "除外“布署”"),
        (("布署", "部署", "同音", "", "散布"), "除外“散布”"),
        (("布署", "部署", "错字", "", ""), "没有“错字”这一类"),
    ],
)
def test_a_bad_row_is_refused(values, why, monkeypatch):
    monkeypatch.setattr(wordlists, "load_rows", lambda _: (Row(values, "公文语料"),))
    with pytest.raises(LexiconError, match=why):
        of_kind.__wrapped__("同音")


def test_a_doubtful_row_is_advice():
    assert of_kind("同音").entries["签定"] == Entry("签订", Level.ADVICE, ())


def test_no_word_is_listed_in_two_lists():
    lists = [set(of_kind(kind).entries) for kind in (*KINDS, IDIOMS, VARIANTS)]
    assert sum(map(len, lists)) == len(set().union(*lists))


def test_words_are_found_wherever_they_are():
    chance = random.Random(7)
    for _ in range(200):
        body = "\n".join("".join(chance.choices("甲乙丙，", k=chance.randrange(1, 9))) for _ in range(8))
        whole = reading(body + "\n")
        words = sorted({"".join(chance.choices("甲乙丙，", k=chance.randrange(2, 4))) for _ in range(6)})
        expected = [
            (piece, at, word)
            for piece in whole.pieces
            for at in range(len(piece.text.value))
            for word in words
            if piece.text.value.startswith(word, at)
        ]
        assert list(whole.occurrences(Needles(words))) == expected


def test_a_needle_of_one_character_is_refused():
    with pytest.raises(ValueError, match="至少两个字"):
        Needles(["甲乙", "甲"])


def test_the_guide_names_every_list_of_the_family():
    guide = (Path(__file__).parents[2] / "docs" / "词表.md").read_text(encoding="utf-8")
    lists = ("miswritings", IDIOMS, VARIANTS, "fixed-phrases", "free-doubles", "works", *DOUBLED)
    assert [name for name in lists if f"`{name}.tsv`" not in guide] == []
