"""核词表：拿一份小语料，数得对，不合的说得出。"""

from __future__ import annotations

import pytest
from tools.lexicon_audit import Entry, Tally, fault, overlaps

from gongwen.proofing.lexicon import Row


def entry(
    wrong="布署", right="部署", *, source="公文语料", exceptions=(), advice=False, number=2, strict=True
):
    row = Row((wrong, right), source)
    return Entry("例", number, row, right, wrong, exceptions, advice, strict)


def counted(every, *texts):
    tally = Tally(every)
    for text in texts:
        tally.read(text)
    return tally.counts


def test_words_are_counted_outside_their_exceptions():
    every = [entry("己经", "已经", exceptions=("自己经",)), entry("的", "地")]
    counts = counted(every, "自己经手的己经办完，已经归档。", "已经的的")
    assert dict(counts) == {"己经": 1, "已经": 2, "的": 3, "地": 0}


@pytest.mark.parametrize(
    ("row", "right", "wrong", "why"),
    [
        (entry(), 5, 0, ""),
        (entry(), 4, 0, "“部署”语料里只有 4 次"),
        (entry(source="现代汉语词典（第7版）"), 1, 0, ""),
        (entry(source="现代汉语词典（第7版）"), 0, 0, "“部署”语料里只有 0 次"),
        (entry(), 2000, 10, ""),
        (entry(), 1999, 10, "“布署”语料里有 10 次，“部署”1999 次"),
        (entry(), 60, 3, ""),
        (entry(), 59, 3, "“布署”语料里有 3 次，“部署”59 次"),
        (entry(strict=False), 0, 9, ""),
        (entry(advice=True), 20, 10, ""),
        (entry(advice=True), 19, 10, "“布署”语料里有 10 次，“部署”19 次"),
    ],
)
def test_what_is_wrong_with_a_row(row, right, wrong, why):
    assert fault(row, counted([row], "部署，" * right + "布署，" * wrong)) == why


def test_a_right_word_that_holds_another_wrong_one_is_named():
    every = [entry("检察工作组", "检查工作组"), entry("检查工作", "检察工作", number=3)]
    assert list(overlaps(every)) == ["例.tsv 第 2 行：“检查工作组”含着例.tsv 第 3 行 的“检查工作”"]
