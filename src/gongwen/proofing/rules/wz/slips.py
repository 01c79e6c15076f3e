"""WZ25：常用的两字词错了一个字。页：wz25.md。

词表 word-slips.tsv 列出每个常用词可能错成的字；错成的两个字在语料里从不相连。只报独立成词的：左右是标点，
是另一个常用词，或者是虚字——前一个词的尾接着后一个词的头的，不报。全文出现两次的是有意那样写的（新词、简称），不报。
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.exempt import cited, inside, quoted
from gongwen.proofing.lexicon import load_rows
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.wz.wordlists import stands_alone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading


def check(reading: Reading) -> Iterator[Hit]:
    """只出现一次、独立成词的。"""
    for wrong, right, level in _possible(reading):
        pieces = reading.with_any(wrong)
        if sum(piece.text.value.count(wrong) for piece in pieces) == 1:
            at = pieces[0].text.value.find(wrong)
            value = pieces[0].text.value
            exempt = inside(quoted(value), at) or inside(cited(value), at)
            if not exempt and stands_alone(value, at, at + 2):
                message = f"“{wrong}”疑为“{right}”之误"
                yield Hit(pieces[0].text.at(at, at + 2), message, right, level=level)


def _possible(reading: Reading) -> Iterator[tuple[str, str, Level | None]]:
    """全文里有的、一定写错了的两个字，和它该是什么词。"""
    bigrams = reading.bigrams
    for word, first, last, level in _rows():
        for char in first:
            if (wrong := char + word[1]) in bigrams:
                yield wrong, word, level
        for char in last:
            if (wrong := word[0] + char) in bigrams:
                yield wrong, word, level


@cache
def _rows() -> tuple[tuple[str, str, str, Level | None], ...]:
    rows = (row.values for row in load_rows("word-slips"))
    return tuple((row[0], row[1], row[2], Level.ADVICE if row[3] == "提示" else None) for row in rows)


RULE = Rule("WZ25", "常用词错了一个字", Level.ERROR, "公文语料；校对通则（错字、别字）", check)
