"""BD36、BD37：分项列举各项末尾的标点。页：bd36.md、bd37.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongwen.document.numbering import ARTICLE_LEVEL, CHAPTER_LEVEL
from gongwen.findings import Level
from gongwen.proofing.chars import is_han
from gongwen.proofing.habits import told_once
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.reading import BODY_ROLES, CELL, RUN_IN
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.document.numbering import Number
    from gongwen.proofing.reading import Piece, Reading

_LINES = BODY_ROLES - {CELL}
_FEWEST = 3


class _Item(NamedTuple):
    """一行：段首的序数（没有为 None），末尾的一段文字，这一段前面的标题句（没有为空串）。"""

    number: Number | None
    end: Piece
    heading: str = ""

    @property
    def value(self) -> str:
        return self.end.text.value


def _lines(reading: Reading) -> list[_Item]:
    """正文各行；标题句与接排的正文是一行。"""
    lines: list[_Item] = []
    for piece in reading.pieces:
        if piece.role == RUN_IN and lines:
            lines[-1] = _Item(lines[-1].number, piece, lines[-1].value)
        elif piece.role in _LINES:
            lines.append(_Item(piece.number, piece))
    return lines


def _lists(reading: Reading) -> Iterator[tuple[list[_Item], _Item | None]]:
    """各组前后紧接、同级、逐个加一的分项，和后面的一行（没有为 None）。一项只有一行。"""
    run: list[_Item] = []
    for item in _lines(reading):
        if run and _goes_on(run[-1], item):
            run.append(item)
            continue
        if len(run) >= _FEWEST:
            yield run, item if item.end.part == run[-1].end.part else None
        run = [item] if _is_item(item) else []
    if len(run) >= _FEWEST:
        yield run, None


def _is_item(item: _Item) -> bool:
    return item.number is not None and item.number.level not in (ARTICLE_LEVEL, CHAPTER_LEVEL)


def _goes_on(last: _Item, item: _Item) -> bool:
    if last.number is None or item.number is None or last.end.part != item.end.part:
        return False
    return last.number.level == item.number.level and item.number.value == last.number.value + 1


def _check_endings(reading: Reading) -> Iterator[Hit]:
    """各项大多以分号结尾的：中间的项缺分号是差错；中间的用了句号、末项没有用句号，只作提示。"""
    yield from told_once(_endings(reading), Level.ERROR)


def _endings(reading: Reading) -> Iterator[Hit]:
    for items, after in _lists(reading):
        *earlier, last = items
        ended = sum(item.value.endswith("；") for item in earlier)
        if ended < 2 or 2 * ended <= len(earlier):
            continue
        for item in earlier:
            yield from _middle(item)
        if last.value.endswith("；") and (after is None or not _is_item(after)):
            end = len(last.value)
            # 也可能是漏了后面的项
            message = "分项列举的末项用句号结尾；后面还有的，请补上"
            yield Hit(last.end.text.at(end - 1, end), message, "。", level=Level.ADVICE)


def _middle(item: _Item) -> Iterator[Hit]:
    value, end = item.value, len(item.value)
    if value.endswith("。") and "。" not in item.heading + value[:-1]:
        message = "同一组各项的末尾大多用分号"
        yield Hit(item.end.text.at(end - 1, end), message, "；", level=Level.ADVICE)
    elif is_han(value[-1]):
        yield Hit(item.end.text.at(end, end), "分项的末尾缺分号", "；")


ENDINGS = Rule("BD36", "分项列举各项的末尾", Level.ERROR, "GB/T 15834—2011 4.6.3.3", _check_endings)

_NESTED = Lazy(r"“[^“”]{0,300}”|（[^（）]{0,300}）")


def _check_sentences(reading: Reading) -> Iterator[Hit]:
    """项内已经用了句号（引号、括号里的不算），末尾却用分号。"""
    yield from told_once(_sentences(reading))


def _sentences(reading: Reading) -> Iterator[Hit]:
    for items, _ in _lists(reading):
        for item in items:
            whole = item.heading + item.value
            if whole.endswith("；") and "。" in whole and "。" in _NESTED.sub("", whole):
                end = len(item.value)
                yield Hit(item.end.text.at(end - 1, end), "项内已有句号，各项的末尾不用分号", "。")


SENTENCES = Rule("BD37", "项内有句号而末尾用分号", Level.ADVICE, "GB/T 15834—2011 A.5", _check_sentences)
