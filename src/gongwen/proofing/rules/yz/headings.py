"""层次标题：YZ24 越级，YZ25 同级标题重复，YZ26 只有一个“一”。页：yz24.md、yz25.md、yz26.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.clauses import cite
from gongwen.document.numbering import CHAPTER_LEVEL
from gongwen.findings import Level
from gongwen.proofing.reading import HEADING, PARAGRAPH
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Piece, Reading

_SHOWN = {1: "一、", 2: "（一）", 3: "1.", 4: "（1）"}
_LEAST, _MOST = 5, 30


def _headings(reading: Reading) -> Iterator[list[Piece]]:
    """各部分带四级序数的段：标题和条目。"""
    parts: dict[int, list[Piece]] = {}
    for piece in reading.of(HEADING, PARAGRAPH):
        if piece.number and piece.number.level in _SHOWN:
            parts.setdefault(piece.part, []).append(piece)
    yield from parts.values()


def check_jumps(reading: Reading) -> Iterator[Hit]:
    """“一、”之下直接是“（1）”，跳过了两级；只跳一级的（一、之下是 1.）很常见，不报。"""
    for pieces in _headings(reading):
        above = 0
        for piece in pieces:
            level = piece.number.level if piece.number else 0
            if above and level > above + 2 and piece.number and piece.number.value == 1:
                span = piece.text.at(0, piece.number.length)
                yield Hit(
                    span, f"“{_SHOWN[above]}”之下直接用“{_SHOWN[level]}”，宜依次用“{_SHOWN[above + 1]}”"
                )
            above = level


def check_repeated(reading: Reading) -> Iterator[Hit]:
    """同一个上级之下，两个标题的文字一样。"""
    for pieces in _headings(reading):
        seen: dict[int, dict[str, str]] = {}
        for piece in pieces:
            assert piece.number is not None
            level = piece.number.level
            # 更大的层次、又从一起的一列，都另起
            for deeper in [key for key in seen if key > level or (key == level and piece.number.value == 1)]:
                del seen[deeper]
            value = piece.text.value
            # 有句末点号的是条目里的话，不是标题
            if value.endswith(("。", "；")):
                continue
            name = value[piece.number.length :].rstrip("：:，")
            shown = value[: piece.number.length]
            first = seen.setdefault(level, {}).setdefault(name, shown)
            if first != shown and _LEAST <= len(name) <= _MOST:
                start = piece.number.length
                yield Hit(piece.text.at(start, start + len(name)), f"与“{first}”的标题一样，请核对")


def check_alone(reading: Reading) -> Iterator[Hit]:
    """只有“一、”没有“二、”：不必编序数，或者漏了后面的。只看第一级。"""
    if reading.document.recognized:
        return
    for pieces in _headings(reading):
        first = [piece for piece in pieces if piece.number and piece.number.level == 1]
        chapters = any(
            piece.number and piece.number.level == CHAPTER_LEVEL
            for piece in reading.of(HEADING)
            if piece.part == pieces[0].part
        )
        if len(first) == 1 and not chapters and first[0].number and first[0].number.value == 1:
            span = first[0].text.at(0, first[0].number.length)
            yield Hit(span, "只有“一、”，没有“二、”：不必编序数，或漏了后面的")


JUMPS = Rule("YZ24", "层次越级", Level.ADVICE, cite("7.3.3"), check_jumps)
REPEATED = Rule("YZ25", "同级标题重复", Level.ADVICE, "校对通则（层次标题不重复）", check_repeated)
ALONE = Rule("YZ26", "只有一个层次序数", Level.ADVICE, cite("7.3.3"), check_alone)
