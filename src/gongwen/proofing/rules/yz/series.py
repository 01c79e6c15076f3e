"""YZ03、YZ04、YZ05：接排在段里的“一是二是”“第一第二”“（1）（2）①②”。页：yz03.md、yz04.md、yz05.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongwen.document.numbering import han_number
from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.reading import HEADING
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.sequence import breaks, to_han

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from gongwen.proofing.reading import Piece, Reading

_HAN = "[一二三四五六七八九十]{1,3}"
_IS = Lazy(rf"(?:^|(?<=[；。，：！？、:;\s”）]))({_HAN})(是|要|则)(?!\1(?:[，。；、：]|$))")
_ORDINAL = Lazy(rf"(?:^|(?<=[；。：！？:;\s”]))第({_HAN})[，、,]")
_BRACKETS = Lazy(r"(?:^|(?<=[；。，：:;]))[（(](\d{1,2})[）)](?=[^、，,。；;：项至—-])")
_CIRCLES = Lazy("[①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳]")
_FIRST_CIRCLE = ord("①")
_CIRCLED = tuple(map(chr, range(_FIRST_CIRCLE, _FIRST_CIRCLE + 20)))
_SOURCE = "校对通则（序数逐个相接）"


class _Item(NamedTuple):
    """一个序数：所在的段，在段里的位置，值。"""

    piece: Piece
    start: int
    end: int
    value: int


def _series(items: Sequence[_Item]) -> Iterator[list[_Item]]:
    """从“一”起的各列，同一段里头两个都是“一”的算一列；没有从“一”起的不查：也许是从别处接着说。"""
    run: list[_Item] = []
    for item in items:
        if item.value == 1 and not (len(run) == 1 and run[0].piece is item.piece):
            yield run
            run = []
        run.append(item)
    yield run


def _broken(items: Sequence[_Item], shown: Callable[[int], str]) -> Iterator[Hit]:
    for run in _series(items):
        if len(run) < 2 or run[0].value != 1:
            continue
        for found in breaks([item.value for item in run]):
            item = run[found.at]
            previous = run[found.at - 1].value
            what = "重复" if item.value == previous else "跳号" if item.value > found.expected else "倒退"
            message = f"“{shown(item.value)}”{what}，前一个是“{shown(previous)}”"
            fix = shown(found.expected) if found.fixable else None
            # “一是……；一是……”也是并列的说法
            level = Level.ADVICE if [each.value for each in run] == [1, 1] else None
            yield Hit(item.piece.text.at(item.start, item.end), message, fix, level=level)


def _in_turn(reading: Reading) -> Iterator[list[Piece]]:
    """相连的各段；标题隔开。"""
    run: list[Piece] = []
    for piece in reading.body():
        if piece.role == HEADING:
            yield run
            run = []
        else:
            run.append(piece)
    yield run


def _han_items(pieces: Sequence[Piece], pattern: Lazy, word: str = "") -> list[_Item]:
    return [
        _Item(piece, found.start(1), found.end(1), han_number(found[1]) or 0)
        for piece in pieces
        for found in pattern.finditer(piece.text.value)
        if not word or found[2] == word
    ]


def check_is(reading: Reading) -> Iterator[Hit]:
    """“一是……二是……”“一要……二要……”逐个相接。"""
    for word in ("是", "要", "则"):
        if reading.with_any(f"一{word}"):
            for pieces in _in_turn(reading):
                yield from _broken(_han_items(pieces, _IS, word), to_han)


def check_ordinals(reading: Reading) -> Iterator[Hit]:
    """“第一，……第二，……”逐个相接。"""
    if reading.with_any("第一，", "第一、", "第一,"):
        for pieces in _in_turn(reading):
            yield from _broken(_han_items(pieces, _ORDINAL), to_han)


def check_marks(reading: Reading) -> Iterator[Hit]:
    """一段之内的“（1）（2）”“①②”逐个相接。"""
    for piece in reading.with_any("（1）", "(1)"):
        found = [
            _Item(piece, each.start(1), each.end(1), int(each[1]))
            for each in _BRACKETS.finditer(piece.text.value)
        ]
        yield from _broken(found, str)
    if reading.with_any("①"):
        for pieces in _in_turn(reading):
            circles = [
                _Item(piece, each.start(), each.end(), ord(each[0]) - _FIRST_CIRCLE + 1)
                for piece in pieces
                for each in _CIRCLES.finditer(piece.text.value)
            ]
            yield from _broken(circles, lambda value: _CIRCLED[value - 1])


IS = Rule("YZ03", "“一是二是”不相接", Level.ERROR, _SOURCE, check_is)
ORDINALS = Rule("YZ04", "“第一第二”不相接", Level.ERROR, _SOURCE, check_ordinals)
MARKS = Rule("YZ05", "段内序号不相接", Level.ERROR, _SOURCE, check_marks)
