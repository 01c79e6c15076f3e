"""一处改动（把一段文字换成另一段）化成在节点上能做的几步，做不了的说明缘故。"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, TypeAlias

from lxml import etree

from gongwen.ooxml.runs import PARAGRAPH, RUN_PROPERTIES, closed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gongwen.ooxml.anchors import Locator, Piece
    from gongwen.ooxml.story import Story

Element: TypeAlias = Any

_LONGEST_COMPARED = 1000
_ACROSS = "跨了段落或表格的格子"
_ADDED = "有自动编号、换行一类没有写在文件里的字"
_NOWHERE = "这里没有文字可以依附"


@dataclass(frozen=True, slots=True)
class Change:
    """把 text[start:end] 换成 text；start 与 end 相同是添上，text 为空是删去。"""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """一步：删去 pieces，在 beside 的后面（after 为假是前面）添上 text。[start, end) 是所删的文字。"""

    start: int
    end: int
    pieces: tuple[Piece, ...]
    text: str
    beside: Piece
    after: bool = True


class Planner:
    """node_at 给出部件的第几个节点；in_field 说这个节点在不在域里。"""

    def __init__(
        self,
        story: Story,
        locator: Locator,
        node_at: Callable[[Piece], Element],
        in_field: Callable[[Piece], bool],
    ) -> None:
        self._story, self._locator = story, locator
        self._node_at, self._in_field = node_at, in_field

    def edits(self, change: Change) -> list[Edit] | str:
        """这处改动的各步；做不了时是缘故。"""
        if "\n" in change.text or "\r" in change.text:
            return _ACROSS
        pieces = self._locator.pieces(change.start, change.end)
        if not self._is_even(change, pieces):
            steps = [self._step(*each) for each in self._differences(change)]
        else:
            steps = [self._step(change.start, change.end, change.text)]
        return next((each for each in steps if isinstance(each, str)), None) or [
            each for each in steps if isinstance(each, Edit)
        ]

    def _is_even(self, change: Change, pieces: list[Piece]) -> bool:
        """整段都有节点，格式也都一样：可以整个换掉。"""
        if sum(each.end - each.start for each in pieces) < change.end - change.start:
            return False
        return len({self._format(each) for each in pieces}) <= 1

    def _format(self, piece: Piece) -> bytes:
        found = self._node_at(piece).getparent().find(RUN_PROPERTIES)
        return b"" if found is None else bytes(etree.tostring(found, method="c14n", with_tail=False))

    def _differences(self, change: Change) -> Iterator[tuple[int, int, str]]:
        """只换不同的字：一半粗体的一处，不动的字还是原来的格式。"""
        old, new = self._story.text[change.start : change.end], change.text
        if max(len(old), len(new)) > _LONGEST_COMPARED:
            yield change.start, change.end, new
            return
        for kind, low, high, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if kind != "equal":
                yield change.start + low, change.start + high, new[first:last]

    def _step(self, start: int, end: int, text: str) -> Edit | str:
        pieces = self._locator.pieces(start, end)
        if start == end:
            return self._insertion(start, text)
        if len({self._paragraph(each) for each in pieces}) > 1:
            return _ACROSS
        if sum(each.end - each.start for each in pieces) < end - start:
            return _ADDED
        if reason := next(filter(None, map(self._refusal, pieces)), ""):
            return reason
        return Edit(start, end, tuple(pieces), text, pieces[-1])

    def _refusal(self, piece: Piece) -> str:
        return "在域里" if self._in_field(piece) else closed(self._node_at(piece).getparent())

    def _paragraph(self, piece: Piece) -> Element:
        return next(self._node_at(piece).iterancestors(PARAGRAPH), None)

    def _insertion(self, at: int, text: str) -> Edit | str:
        """挨着前一个字或后一个字添：能添的里头，直接在段落里的在先，前一个字在先。"""
        sides = [
            (piece, after)
            for piece, after in ((self._locator.char(at - 1), True), (self._locator.char(at), False))
            if piece is not None
        ]
        reasons = {piece: self._refusal(piece) for piece, _ in sides}
        able = [side for side in sides if not reasons[side[0]]]
        if not able:
            return next(iter(reasons.values()), _NOWHERE)
        piece, after = min(able, key=lambda side: not self._is_direct(side[0]))
        return Edit(at, at, (), text, piece, after)

    def _is_direct(self, piece: Piece) -> bool:
        return bool(self._node_at(piece).getparent().getparent().tag == PARAGRAPH)


def without_overlaps(changes: Iterable[Change]) -> tuple[list[Change], list[Change]]:
    """互不重叠的（先来的算），和重叠而放下的；都按位置。"""
    kept: list[Change] = []
    dropped: list[Change] = []
    for each in sorted(changes, key=lambda change: (change.start, change.end)):
        clash = kept and clashes(each, kept[-1])
        (dropped if clash else kept).append(each)
    return kept, dropped


def clashes(change: Change, earlier: Change) -> bool:
    """与前一处重叠，或者添在同一点上；一处接着一处的不算。"""
    same = (change.start, change.end) == (earlier.start, earlier.end)
    return same or change.start < earlier.end
