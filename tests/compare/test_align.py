"""对齐：字一个不漏、一个不重；差别少时改得最少；再大、再怪也很快。"""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.compare.texts import as_text

from gongwen.compare.align import align
from gongwen.compare.comparing import compare_texts
from gongwen.compare.equal import Finder
from gongwen.compare.runs import common_prefix, common_suffix
from gongwen.compare.shortest import Budget, shortest_runs

if TYPE_CHECKING:
    from gongwen.compare.stream import Compared

FEW = st.text("甲乙丙1，", max_size=14)
LINES = st.lists(
    st.sampled_from(
        [
            "压实责任，逐级包保。",
            "排查隐患，建立台账。",
            "补足物资，组织演练。",
            "严格值班。",
            "5月1日",
            "甲乙",
        ]
    ),
    max_size=8,
)


def longest_common(a: str, b: str) -> int:
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, one in enumerate(a):
        for j, two in enumerate(b):
            table[i + 1][j + 1] = table[i][j] + 1 if one == two else max(table[i][j + 1], table[i + 1][j])
    return table[-1][-1]


@settings(deadline=None)
@given(FEW, FEW)
def test_the_fewest_characters_are_changed(a: str, b: str) -> None:
    runs = shortest_runs(a, b, 100, Budget(10_000))
    assert runs is not None
    assert all(a[run.a : run.a + run.size] == b[run.b : run.b + run.size] for run in runs)
    assert sum(run.size for run in runs) == longest_common(a, b)
    assert sum(run.size for run in Finder(a, b).runs()) == longest_common(a, b)


@settings(deadline=None)
@given(st.text("甲乙", max_size=200), FEW, FEW)
def test_common_ends(same: str, one: str, two: str) -> None:
    a, b = same + one, same + two
    count = next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    most = min(len(a), len(b))
    assert common_prefix(a, 0, b, 0, most) == count
    assert common_suffix(a[::-1], len(a), b[::-1], len(b), most) == count


@settings(deadline=None)
@given(LINES, LINES)
def test_every_character_is_either_the_same_or_listed(one: list[str], two: list[str]) -> None:
    signed, other = as_text("首行。\n" + "\n".join(one)), as_text("首行。\n" + "\n".join(two))
    alignment = align(signed, other)
    for run in alignment.runs:
        assert signed.chars[run.a : run.a + run.size] == other.chars[run.b : run.b + run.size]
    ours = [(run.a, run.a + run.size) for run in alignment.runs]
    theirs = [(run.b, run.b + run.size) for run in alignment.runs]
    assert covers(signed, ours + [item for gap in alignment.gaps for item in gap.ours])
    assert covers(other, theirs + [item for gap in alignment.gaps for item in gap.theirs])
    comparison = compare_texts(signed, other)
    assert (comparison.of_characters == 0) == (signed.chars == other.chars)


def covers(compared: Compared, ranges: list[tuple[int, int]]) -> bool:
    at = 0
    for start, end in sorted(item for item in ranges if item[0] < item[1]):
        if start != at:
            return False
        at = end
    return at == len(compared.chars)


def long_text(seed: int, characters: int) -> list[str]:
    """像公文的长文，一段一项。"""
    choose, lines, count = random.Random(seed), [], 0
    words = ["压实防汛责任", "排查风险隐患", "补足抢险物资", "修订应急预案", "加强值班值守", "报送进展情况"]
    while count < characters:
        line = f"（{len(lines)}）" + "，".join(choose.choices(words, k=choose.randrange(2, 16))) + "。"
        lines.append(line)
        count += len(line)
    return lines


def seconds(signed: list[str], other: list[str]) -> tuple[float, int]:
    texts = as_text("\n".join(signed)), as_text("\n".join(other))
    start = time.process_time()
    comparison = compare_texts(*texts)
    return time.process_time() - start, comparison.of_characters


def test_three_hundred_pages_with_two_hundred_edits_take_seconds() -> None:
    signed = long_text(1, 185_000)
    other, choose = list(signed), random.Random(2)
    for at in choose.sample(range(len(signed)), 200):
        place = choose.randrange(8, len(signed[at]))
        other[at] = signed[at][:place] + "鼍" + signed[at][place:]
    taken, found = seconds(signed, other)
    assert found == 200
    assert taken < 10


def test_totally_different_texts_of_a_megabyte_end_in_seconds() -> None:
    choose = random.Random(3)
    han = [chr(code) for code in range(0x4E00, 0x5A00)]
    one, two = (["".join(choose.choices(han, k=100)) for _ in range(3500)] for _ in range(2))
    taken, found = seconds(one, two)
    assert found >= 1
    assert taken < 20


def test_repeated_and_shuffled_texts_end_in_seconds() -> None:
    signed = long_text(4, 100_000)
    shuffled = random.Random(5).sample(signed, len(signed))
    assert seconds(signed, shuffled)[0] < 20
    same = ["同意办理"] * 10_000
    taken, found = seconds(same, [*same[:5000], "不同意", *same[:4000]])
    assert (found >= 1, taken < 20) == (True, True)
