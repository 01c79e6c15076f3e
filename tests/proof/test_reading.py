"""Reading：按词找段。"""

from __future__ import annotations

import random

import pytest
from tests.helpers import draft, parsed

from gongwen.proofing.reading import readings


def reading(body: str):
    (found,) = readings(parsed(draft(body=body)))
    return found


@pytest.mark.parametrize(
    ("needles", "found"),
    [
        (("防汛",), ["关于做好防汛工作的通知", "防汛办防汛。", "再防汛。"]),
        (("救灾", "再防"), ["抗旱救灾。", "再防汛。"]),
        (("灾",), ["抗旱救灾。"]),
        (("没有的词",), []),
        (("办\n抗",), []),
        ((), []),
    ],
)
def test_pieces_holding_any_of_the_words_come_in_order(needles, found):
    pieces = reading("防汛办防汛。\n抗旱救灾。\n再防汛。\n").with_any(*needles)
    assert [piece.text.value for piece in pieces] == found


def test_it_finds_what_looking_at_every_piece_finds():
    chance = random.Random(5)
    for _ in range(200):
        body = "\n".join("".join(chance.choices("甲乙丙，", k=chance.randrange(1, 9))) for _ in range(12))
        whole = reading(body + "\n")
        needles = ["".join(chance.choices("甲乙丙，", k=chance.randrange(1, 4))) for _ in range(3)]
        expected = tuple(
            piece for piece in whole.pieces if any(needle in piece.text.value for needle in needles)
        )
        assert whole.with_any(*needles) == expected
