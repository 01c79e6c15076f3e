"""文字的词表：错的写法、该怎样写、哪些更长的字串里是对的（docs/词表.md）。"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.chars import is_han
from gongwen.proofing.lexicon import LexiconError, Row, load_rows, load_words
from gongwen.proofing.needles import Needles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Piece, Reading

SOUND, SHAPE, PHRASE, ORGAN, ORDER, LENGTH, REPEATED = "同音", "形近", "搭配", "机关", "颠倒", "多漏", "重复"
KINDS = frozenset({SOUND, SHAPE, PHRASE, ORGAN, ORDER, LENGTH, REPEATED})
# 这几份词表里的词都是一类，没有“类”“级”两列
IDIOMS, VARIANTS = "idioms", "variants"
_LEVELS = {"": None, "差错": None, "提示": Level.ADVICE}

# 前后接着这些字，断得开
_FUNCTION = frozenset(
    "的了和与及在对将要应可为以向从由把被就并也均已等各本该其是有按经未不因于而或至到个给使让得着过更较最共仍又再且若即则还都只"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """一条：该怎样写；level 为 ADVICE 的只作提示；exceptions 是含着错的写法而不错的字串。"""

    right: str
    level: Level | None
    exceptions: tuple[str, ...]


class Wordlist:
    """一类词条。"""

    def __init__(self, entries: dict[str, Entry]) -> None:
        self.entries = entries
        self.needles = Needles(entries)

    def found(self, reading: Reading) -> Iterator[tuple[Piece, int, str, Entry]]:
        """各处：哪一段、第几个字、错的写法、词条。同一处有长有短的，取长的。"""
        last: Piece | None = None
        end = 0
        ordered = sorted(
            enumerate(reading.occurrences(self.needles)),
            key=lambda each: (id(each[1][0]), each[1][1], -len(each[1][2])),
        )
        kept = []
        for number, (piece, at, wrong) in ordered:
            if piece is last and at < end:
                continue
            entry = self.entries[wrong]
            if not _is_right(piece.text.value, at, wrong, entry.exceptions):
                kept.append((number, piece, at, wrong, entry))
                last, end = piece, at + len(wrong)
        yield from (each[1:] for each in sorted(kept, key=lambda each: each[0]))


def stands_alone(value: str, start: int, end: int) -> bool:
    """这一段独立成词：左右是标点、虚字或者常用的两字词，不是前一个词的尾接着后一个词的头。"""
    words = load_words("common-words")
    before, after = value[max(start - 1, 0) : start], value[end : end + 1]
    left = not is_han(before) or before in _FUNCTION or value[max(start - 2, 0) : start] in words
    return left and (not is_han(after) or after in _FUNCTION or value[end : end + 2] in words)


def _is_right(value: str, at: int, wrong: str, exceptions: tuple[str, ...]) -> bool:
    """这一处在一个不错的字串里。"""
    return any(
        value.startswith(longer, at - within) for longer in exceptions if (within := longer.find(wrong)) <= at
    )


@cache
def of_kind(kind: str) -> Wordlist:
    """miswritings.tsv 里的一类，或 idioms、variants 一整份。"""
    if kind not in KINDS:
        return Wordlist({row.values[0]: _entry(kind, row, "", row.values[2]) for row in load_rows(kind)})
    return Wordlist(
        {
            row.values[0]: _entry("miswritings", row, row.values[3], row.values[4])
            for row in load_rows("miswritings")
            if _kind(row) == kind
        }
    )


def _kind(row: Row) -> str:
    if row.values[2] not in KINDS:
        raise LexiconError(f"miswritings.tsv “{row.values[0]}”：没有“{row.values[2]}”这一类")
    return row.values[2]


def _entry(name: str, row: Row, level: str, exceptions: str) -> Entry:
    wrong, right = row.values[:2]
    longer = tuple(exceptions.split("|")) if exceptions else ()
    where = f"{name}.tsv “{wrong}”"
    if not right or right == wrong:
        raise LexiconError(f"{where}：没有写该怎样写")
    if level not in _LEVELS:
        raise LexiconError(f"{where}：级只能是差错、提示，或空着")
    if bad := [each for each in longer if wrong not in each or each == wrong]:
        raise LexiconError(f"{where}：除外“{bad[0]}”应是含着它的更长的字串")
    return Entry(right, _LEVELS[level], longer)
