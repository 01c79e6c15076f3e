"""WZ02—WZ09、WZ11：写错的词，照词表查。页：wz02.md—wz09.md、wz11.md。"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.exempt import cited, inside, quoted
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.wz import wordlists

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading


def check(kind: str, reason: str, reading: Reading) -> Iterator[Hit]:
    """这一类词表里的词。reason 是说明里的半句，{right} 处填该怎样写。

    两个字的，前后断不开时可能是“构建|没有”这样相连的，只作提示。
    """
    for piece, at, wrong, entry in wordlists.of_kind(kind).found(reading):
        end = at + len(wrong)
        sure = len(wrong) > 2 or wordlists.stands_alone(piece.text.value, at, end)
        level = entry.level if sure else Level.ADVICE
        message = f"“{wrong}”" + reason.format(right=entry.right)
        yield Hit(piece.text.at(at, end), message, entry.right, level=level)


def advise(kind: str, reason: str, reading: Reading) -> Iterator[Hit]:
    """同上，只作提示；引文、题名照原样，不提。"""
    for piece, at, wrong, entry in wordlists.of_kind(kind).found(reading):
        value = piece.text.value
        if inside(cited(value), at) or inside(quoted(value), at):
            continue
        span = piece.text.at(at, at + len(wrong))
        yield Hit(span, f"“{wrong}”" + reason.format(right=entry.right), entry.right)


_WORDS = "现代汉语词典（第7版）；校对通则（错字、别字）"
_WRONG = "应为“{right}”"

SOUND = Rule("WZ02", "同音错字", Level.ERROR, _WORDS, partial(check, wordlists.SOUND, _WRONG))
SHAPE = Rule("WZ03", "形近错字", Level.ERROR, _WORDS, partial(check, wordlists.SHAPE, _WRONG))
IDIOM = Rule(
    "WZ04", "成语、四字格写错", Level.ERROR, "现代汉语词典（第7版）", partial(check, wordlists.IDIOMS, _WRONG)
)
PHRASE = Rule(
    "WZ05",
    "用错了另一个词",
    Level.ERROR,
    _WORDS,
    partial(check, wordlists.PHRASE, "应为“{right}”（另一个词）"),
)
ORGAN = Rule("WZ06", "机关用语写错", Level.ERROR, _WORDS, partial(check, wordlists.ORGAN, _WRONG))
ORDER = Rule(
    "WZ07", "词里的字颠倒", Level.ERROR, _WORDS, partial(check, wordlists.ORDER, "字颠倒了，应为“{right}”")
)
VARIANT = Rule(
    "WZ08",
    "异形词",
    Level.ADVICE,
    "第一批异形词整理表；现代汉语词典（第7版）",
    partial(advise, wordlists.VARIANTS, "宜用推荐词形“{right}”"),
)
REPEATED = Rule(
    "WZ09",
    "意思重复",
    Level.ADVICE,
    "校对通则（不用重复的话）",
    partial(advise, wordlists.REPEATED, "意思重复，宜用“{right}”"),
)
LENGTH = Rule(
    "WZ11",
    "词里漏字、多字",
    Level.ERROR,
    _WORDS,
    partial(check, wordlists.LENGTH, _WRONG),
)
