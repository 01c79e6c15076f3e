"""差一点的说法：找得到，说得准，不是自己的说法；表与生成它的程序相符。"""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.proofing.near_miss import Kind, Slip, slips
from gongwen.proofing.wording import Table, backward, common, fours, is_common_han, near, pairs, strong, words

SENTENCE = "切实维护人民群众合法权益，落实党风廉政建设责任制度的要求，全面推进乡村振兴战略实施。"


def found(text: str) -> tuple[Slip, ...]:
    return slips(text, set(map("".join, pairwise(text))))


@pytest.mark.parametrize(
    ("right", "wrong", "slip"),
    [
        ("责任制度", "责任治度", Slip(Kind.WRONG, 23, 24, "制", 4)),
        ("乡村振兴", "乡村兴振", Slip(Kind.SWAPPED, 35, 37, "振兴", 3)),
        ("人民群众", "人民群", Slip(Kind.MISSING, 6, 8, "群众合", 4)),
    ],
)
def test_one_slip_in_a_sentence_is_told_exactly(right: str, wrong: str, slip: Slip) -> None:
    assert found(SENTENCE.replace(right, wrong)) == (slip,)


def test_a_clean_sentence_has_none() -> None:
    assert found(SENTENCE) == ()


def test_what_a_document_says_three_times_is_its_own_wording() -> None:
    wrong = SENTENCE.replace("责任制度", "责任治度")
    assert len(found(wrong + "\n" + wrong)) == 2
    assert found("\n".join([wrong] * 3)) == ()


def test_a_name_the_document_uses_bears_witness() -> None:
    own = "澜川数智岛建设。澜川数智岛招商。澜川数智岛验收。"
    assert found(own + "澜川数智捣开放。") == (Slip(Kind.WRONG, 28, 29, "岛", 1, firm=True),)


@given(st.text(alphabet=st.sampled_from("责任制度治府人民政建\n，𠮷〇A1"), max_size=60))
def test_any_text_gives_places_inside_it(text: str) -> None:
    for slip in found(text):
        assert 0 <= slip.start < slip.end <= len(text)
        assert text[slip.start : slip.end] != slip.right
        assert "\n" not in text[slip.start : slip.end]


@pytest.mark.parametrize(
    ("table", "size"), [(pairs, 2), (common, 2), (backward, 2), (fours, 4), (strong, 4), (words, 4)]
)
def test_tables_are_sorted_without_repeats(table, size: int) -> None:
    numbers = table()._numbers
    assert all(one < other for one, other in pairwise(numbers))
    last = int(numbers[-1]).to_bytes(2 * size).decode("utf-16-be")
    assert len(last) == size
    assert all(map(is_common_han, last))
    assert last in table()


def test_tables_agree_with_each_other() -> None:
    assert "人民" in pairs()
    assert "民人" in backward()
    assert "民" in pairs().after("人")
    assert "人" in backward().after("民")
    assert "人民政府" in fours()
    assert "人民政府" in strong()
    assert "自力更生" in words()
    assert "政" in fours().between("人民", "府")
    assert "展发" not in pairs()


def test_near_characters_sound_or_look_alike() -> None:
    assert {"振", "阵", "镇"} <= near("震")
    assert "震" not in near("震")
    assert near("a") == frozenset()


def test_a_missing_table_is_refused() -> None:
    with pytest.raises(FileNotFoundError):
        assert "人民" in Table("没有", "I")
