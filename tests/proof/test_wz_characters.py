"""字符：看不见的、读坏的、形似的，逐个都认得；正常的一个也不报。"""

from __future__ import annotations

import unicodedata

import pytest
from tests.helpers import draft, parsed

from gongwen.proofing import hanzi
from gongwen.proofing.reading import readings
from gongwen.proofing.rules.wz import codes, glyphs, scanned

INVISIBLE = (
    *(0x00AD, 0x061C, 0x180E, 0x2028, 0x2029, 0xFEFF, 0xFE0F, 0xE0101),
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2065),
    *range(0x2066, 0x206A),
)


def hits(rule, body):
    (found,) = readings(parsed(draft(body=body)))
    return [
        (found.source.slice(hit.span), hit.suggestion) for hit in rule.check(found) if hit.span is not None
    ]


@pytest.mark.parametrize("code", INVISIBLE, ids=hex)
def test_every_invisible_character_is_found_and_removed(code):
    assert hits(codes.INVISIBLE, f"加强{chr(code)}领导。\n") == [(chr(code), "")]


@pytest.mark.parametrize("code", range(0x2F00, 0x2FD6), ids=hex)
def test_every_kangxi_radical_becomes_the_character_it_looks_like(code):
    right = unicodedata.normalize("NFKC", chr(code))
    assert hits(codes.ALIKE, f"甲{chr(code)}乙。\n") == [(chr(code), right)]
    assert right != chr(code)


def test_compatibility_characters_become_their_plain_ones():
    assert hits(codes.ALIKE, "\uf90a融\ufa1c\n") == [("\uf90a", "金"), ("\ufa1c", "靖")]


def test_the_twelve_that_are_characters_of_their_own_are_left():
    assert hits(codes.ALIKE, "甲﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩\n") == []


@pytest.mark.parametrize("code", [0xE000, 0xF8FF, 0xFFFD], ids=hex)
def test_a_character_that_cannot_be_read_has_no_fix(code):
    assert hits(codes.GARBLED, f"甲{chr(code)}乙。\n") == [(chr(code), None)]


def test_no_character_of_the_standard_table_is_called_traditional_or_unlisted():
    listed = "".join(char for char in map(chr, range(0x3400, 0x30000)) if hanzi.strokes(char) is not None)
    body = "\n".join(listed[at : at + 100] for at in range(0, len(listed), 100)) + "\n"
    rules = (glyphs.TRADITIONAL, glyphs.VARIANT, glyphs.UNLISTED)
    assert [hit for rule in rules for hit in hits(rule, body)] == []
    assert len(listed) == 8105


def test_a_paragraph_all_in_traditional_characters_is_one_advice():
    body = "為進一步規範機關檔案管理，發揮檔案資料應有的價值。\n"
    assert hits(glyphs.TRADITIONAL, body) == [("為進一步規範機關檔案管理，發揮檔案資料應有的價", None)]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("台账（zhàng）。\n", [("（zhàng）", "")]),
        ("绿（lǜ）色。\n", [("（lǜ）", "")]),
        ("台账（zhāng）。\n", []),
        ("台账（ming）。\n", []),
        ("长（cháng）江。\n", [("（cháng）", "")]),
    ],
)
def test_pinyin_is_found_only_if_it_is_a_sound_of_the_character(body, found):
    assert hits(scanned.PINYIN, body) == found
