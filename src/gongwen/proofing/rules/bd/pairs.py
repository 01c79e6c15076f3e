"""BD02：引号、括号不配对。页：bd02.md。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.reading import BODY_ROLES, RUN_IN
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.proofing.reading import Piece, Reading

_OPENERS = "“‘（《〈【〔「『[("
_CLOSERS = "”’）》〉】〕」』])"
# 全角与半角、方头与方括号互相配对：写法另有规则，这里只管有没有另一半。
_FAMILIES = ("“”", "‘’", "（）()", "《》", "〈〉", "【】", "〔〕", "「」", "『』", "[]")
_FAMILY = {char: family for family, chars in enumerate(_FAMILIES) for char in chars}
_PARTNER = dict(zip(_OPENERS + _CLOSERS, _CLOSERS + _OPENERS, strict=True))
_MARKS = Lazy(f"[{re.escape(_OPENERS + _CLOSERS)}]")
_QUOTES = "“”‘’"
_LIST_MARK = Lazy(r"(?:^|[：:；;。，,、\s])[0-9A-Za-z〇一二三四五六七八九十]{1,3}$")
# 打反了的另一半不会离得太远；引文可以跨许多段，括注一般不超过三段。
_NEAR = 40
_DEPTH = 32
_QUOTED_PARAGRAPHS = 12
# 从段首引到段末的是整条、整篇的文字，可以很长
_WHOLE_PARAGRAPHS = 60
_BRACKETED_PARAGRAPHS = 3


class _Mark(NamedTuple):
    """一段中没有另一半的标点：所在的行（自然段）、文字、偏移。"""

    line: int
    piece: Piece
    at: int

    @property
    def char(self) -> str:
        return self.piece.text.value[self.at]

    @property
    def is_open(self) -> bool:
        return self.char in _OPENERS


def check(reading: Reading) -> Iterator[Hit]:
    """每个找不到另一半的引号、括号；跨段的引文、括注不算。"""
    lines = _lines(reading)
    lone = [mark for index, line in enumerate(lines) for mark in _lone_marks(index, line)]
    spanning = set(_spanning(lone, lines))
    left = [mark for index, mark in enumerate(lone) if index not in spanning]
    yield from _hits(left)


def _lines(reading: Reading) -> list[list[Piece]]:
    """自然段：标题与接排的正文在同一段。"""
    lines: list[list[Piece]] = []
    for piece in reading.pieces:
        if piece.role == RUN_IN and lines:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return lines


def _lone_marks(index: int, line: Sequence[Piece]) -> list[_Mark]:
    """一段中找不到另一半的标点，按先后。"""
    marks = _without_list_marks(list(_marks(index, line)))
    opened: list[int] = []
    lone: list[int] = []
    for number, mark in enumerate(marks):
        if mark.is_open:
            opened.append(number)
            continue
        cut = _innermost(opened, marks, _FAMILY[mark.char])
        if cut is None:
            lone.append(number)
            continue
        lone += opened[cut + 1 :]
        del opened[cut:]
    return [marks[number] for number in sorted(lone + opened)]


def _innermost(opened: Sequence[int], marks: Sequence[_Mark], family: int) -> int | None:
    """最近的同类左半边在 opened 中的位置；只往里找几层，嵌套不会更深。"""
    for at in range(len(opened) - 1, max(len(opened) - _DEPTH, 0) - 1, -1):
        if _FAMILY[marks[opened[at]].char] == family:
            return at
    return None


def _marks(index: int, line: Sequence[Piece]) -> Iterator[_Mark]:
    for piece in line:
        value = piece.text.value
        for found in _MARKS.finditer(value):
            if not _is_apostrophe(value, found.start()):
                yield _Mark(index, piece, found.start())


def _without_list_marks(marks: list[_Mark]) -> list[_Mark]:
    """去掉“1）”“a)”之类的列项号：右括号多出来时，它们本来就不成对。"""
    surplus = sum(1 if mark.char in "）)" else -1 for mark in marks if mark.char in "（()）")
    kept = []
    for mark in marks:
        if surplus > 0 and mark.char in "）)" and _is_list_mark(mark.piece.text.value, mark.at):
            surplus -= 1
        else:
            kept.append(mark)
    return kept


def _is_apostrophe(value: str, at: int) -> bool:
    around = value[max(at - 1, 0) : at] + value[at + 1 : at + 2]
    return value[at] in "‘’" and around.isascii() and around.isalpha()


def _is_list_mark(value: str, at: int) -> bool:
    before = value[max(at - 4, 0) : at]
    return _LIST_MARK.search(before) is not None


def _spanning(lone: Sequence[_Mark], lines: Sequence[Sequence[Piece]]) -> Iterator[int]:
    """跨段配对的标点在 lone 中的序号。"""
    waiting: dict[int, int] = {}
    starts_lone = {mark.line for mark in lone if mark.at == 0 and mark.char == "“"}
    for index, mark in enumerate(lone):
        if mark.piece.role not in BODY_ROLES:
            continue
        family = _FAMILY[mark.char]
        if mark.is_open:
            if mark.char == "“" and _goes_on(mark.line + 1, lines, starts_lone):
                yield index
            waiting[family] = index
            continue
        first = waiting.pop(family, None)
        if first is not None and mark.line <= lone[first].line + _limit(lone[first], mark):
            yield first
            yield index


def _limit(opening: _Mark, closing: _Mark) -> int:
    """一对引号、括号最多跨几段。"""
    if closing.char not in _QUOTES:
        return _BRACKETED_PARAGRAPHS
    ended = closing.piece.text.value[closing.at + 1 :].strip("。；，")
    return _WHOLE_PARAGRAPHS if opening.at == 0 and not ended else _QUOTED_PARAGRAPHS


def _goes_on(following: int, lines: Sequence[Sequence[Piece]], starts_lone: set[int]) -> bool:
    """引文每段开头都有“，只有最后一段有”：下一段也以“开头，而且没有关上，或者在段末关上。"""
    if following >= len(lines):
        return False
    first, last = lines[following][0].text.value, lines[following][-1].text.value
    return following in starts_lone or (first.startswith("“") and last.rstrip("。；，、").endswith("”"))


def _hits(marks: Sequence[_Mark]) -> Iterator[Hit]:
    index = 0
    while index < len(marks):
        mark = marks[index]
        other = marks[index + 1] if index + 1 < len(marks) else None
        if other is None or not _is_near(mark, other):
            yield _hit(mark)
            index += 1
            continue
        index += 2
        wrong, right = (other, _PARTNER[mark.char]) if mark.is_open else (mark, _PARTNER[other.char])
        if wrong.char == right:  # 两个都没错，只是中间隔着别的：各自没有配对
            yield from (_hit(mark), _hit(other))
        else:
            yield _hit(wrong, right)


def _is_near(mark: _Mark, other: _Mark) -> bool:
    """两个落单的其实是一对，其中一个打错了方向或种类。"""
    if mark.piece is not other.piece or other.at - mark.at > _NEAR or other.at - mark.at < 2:
        return False
    same_sort = (mark.char in _QUOTES) == (other.char in _QUOTES)
    return same_sort and (mark.is_open or not other.is_open)


def _hit(mark: _Mark, suggestion: str | None = None) -> Hit:
    side = "后面" if mark.is_open else "前面"
    message = (
        f"{mark.char} 应为 {suggestion}" if suggestion else f"{mark.char} {side}缺 {_PARTNER[mark.char]}"
    )
    return Hit(mark.piece.text.at(mark.at, mark.at + 1), message, suggestion)


RULE = Rule("BD02", "引号、括号不配对", Level.ERROR, "GB/T 15834—2011（标点符号用法）", check)
