"""逐字比之后，一处少了、另一处多了的同一段、同一要素：是挪了位置，不是一删一增。"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.compare.gaps import Gap
from gongwen.compare.moves import Move

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gongwen.compare.gaps import Range
    from gongwen.compare.stream import Compared


@dataclass(frozen=True, slots=True)
class _Atom:
    """一处不同里的一截：不跨段，也不跨要素。

    whole 是正好整段、整个要素；element 是整个要素或排版加的整个字样；movable 是正文里挪得动的。
    """

    range: Range
    whole: bool
    element: bool
    movable: bool


def late_moves(signed: Compared, other: Compared, gaps: Sequence[Gap]) -> tuple[list[Move], list[Gap]]:
    """挪了位置的，和去掉它们之后余下的各处。"""
    waiting: dict[str, deque[_Atom]] = defaultdict(deque)
    for atom in _atoms(signed, [gap.ours for gap in gaps]):
        waiting[_text(signed, atom)].append(atom)
    moves: list[Move] = []
    gone: tuple[list[Range], list[Range]] = ([], [])
    for atom in _atoms(other, [gap.theirs for gap in gaps]):
        same = waiting.get(_text(other, atom))
        if same and _is_same(same[0], atom):
            found = same.popleft()
            moves.append(Move(*found.range, *atom.range))
            gone[0].append(found.range)
            gone[1].append(atom.range)
    if not moves:
        return [], list(gaps)
    left = [Gap(_without(gap.ours, gone[0]), _without(gap.theirs, gone[1])) for gap in gaps]
    return moves, [gap for gap in left if not gap.is_empty]


def _is_same(ours: _Atom, theirs: _Atom) -> bool:
    """字已经相同，看像不像同一截挪了过去。"""
    if ours.element or theirs.element:
        return True
    return ours.movable and theirs.movable and (ours.whole or theirs.whole)


def _atoms(compared: Compared, ranges: Iterable[Sequence[Range]]) -> list[_Atom]:
    """各截，按先后。"""
    edges = compared.edges
    known = set(edges)
    pieces = [
        piece for group in ranges for start, end in group for piece in compared.split(start, end, edges)
    ]
    return [_atom(compared, piece, known) for piece in pieces if piece[0] < piece[1]]


def _atom(compared: Compared, piece: Range, edges: set[int]) -> _Atom:
    whole = piece[0] in edges and piece[1] in edges
    element = whole and compared.element_at(piece[0]) is not None and not compared.is_row(piece[0])
    return _Atom(piece, whole, element, _is_movable(compared, piece))


def _is_movable(compared: Compared, piece: Range) -> bool:
    """两个字以上，不全是数字、标点。表格里的要整行，单单一格的数字挪了就是改了。"""
    start, end = piece
    if end - start < 2 or not any(char.isalpha() for char in compared.chars[start:end]):
        return False
    return not compared.is_row(start) or compared.unit(start) == piece


def _text(compared: Compared, atom: _Atom) -> str:
    return compared.chars[atom.range[0] : atom.range[1]]


def _without(ranges: Sequence[Range], gone: Sequence[Range]) -> tuple[Range, ...]:
    """去掉挪走的之后余下的几截；都去掉了的是一个点。"""
    left: list[Range] = []
    for start, end in ranges:
        inside = sorted(item for item in gone if start <= item[0] and item[1] <= end)
        edges = [start, *(at for pair in inside for at in pair), end]
        left += [pair for pair in zip(edges[::2], edges[1::2], strict=True) if pair[0] < pair[1]]
    return tuple(left) or ((ranges[0][0], ranges[0][0]),)
