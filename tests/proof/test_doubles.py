"""连写两遍的字、词：与正则式找的一样。"""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from gongwen.proofing.doubles import letters, words
from gongwen.proofing.wording.grams import Grams


def test_repeated_words_take_the_longest_and_do_not_overlap() -> None:
    assert words("推进建设建设，加强管理加强管理工作") == ((2, 6, 2), (7, 15, 4))


def test_repeated_letters_are_told_as_runs() -> None:
    assert letters("。。。层层，，") == ((0, 3), (3, 5), (5, 7))


def test_short_texts_have_none() -> None:
    assert (words(""), letters(""), words("建"), letters("建")) == ((), (), (), ())


@given(st.text(alphabet="建设管理，。a\n𠮷", max_size=40))
def test_letters_agree_with_a_regular_expression(text: str) -> None:
    assert letters(text) == tuple(found.span() for found in re.finditer(r"(?s)(.)\1+", text))


@given(st.text(alphabet="建设，", max_size=24))
def test_every_reported_word_is_written_again(text: str) -> None:
    for start, end, size in words(text):
        word = text[start : start + size]
        assert text[start:end] == word * ((end - start) // size)
        assert end - start >= 2 * size


def test_worn_phrases_are_told_by_their_first_character() -> None:
    assert Grams("维护人民政府𠮷").worn(frozenset(), [3]) == {0, 2}


def test_what_is_said_often_enough_is_repeated() -> None:
    assert Grams("澜川数智，澜川数智，𠮷澜川数智").repeated(3) == {"澜川数智"}
