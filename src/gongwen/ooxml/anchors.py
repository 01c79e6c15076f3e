"""Story 里的一段文字在哪些节点；批注放在哪里：Word 的批注只能放在正文的段落里。"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from gongwen.ooxml.names import qn
from gongwen.ooxml.runs import PARAGRAPH, RUN

if TYPE_CHECKING:
    from gongwen.ooxml.opening import Package
    from gongwen.ooxml.story import Story

Element: TypeAlias = Any

_NOTES = {"footnotes": ("w:footnote", "w:footnoteReference"), "endnotes": ("w:endnote", "w:endnoteReference")}
_FURNITURE = {"header": "w:headerReference", "footer": "w:footerReference"}
_TERMS = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}
_NEAR = 200


@dataclass(frozen=True, slots=True)
class Piece:
    """text[at : at + (end - start)] 是部件 part 第 node 个节点的 [start, end) 这些字。"""

    at: int
    part: str
    node: int
    start: int
    end: int


class Locator:
    """由偏移找节点。"""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._starts = [each.start for each in story.stretches]

    def pieces(self, start: int, end: int) -> list[Piece]:
        """[start, end) 里有节点的各段，按先后；读的时候添上的字（编号、换行）不在内。"""
        found = []
        stretches = self._story.stretches
        for index in range(max(bisect_right(self._starts, start) - 1, 0), len(stretches)):
            each = stretches[index]
            if each.start >= end:
                break
            low, high = max(start, each.start), min(end, each.end)
            if low < high:
                shift = each.offset - each.start
                found.append(Piece(low, each.part, each.node, low + shift, high + shift))
        return found

    def char(self, at: int) -> Piece | None:
        """第 at 个字；是读的时候添上的为 None。"""
        found = self.pieces(at, at + 1) if at >= 0 else []
        return found[0] if found else None

    def near(self, at: int) -> Piece | None:
        """离 at 最近的一个字：同一行的在先，往后找的在先；一个字也没有时为 None。"""
        after = self._beside(bisect_left(self._starts, at), at)
        before = self._beside(bisect_left(self._starts, at) - 1, at)
        near = [each for each in (after, before) if each is not None]
        same = [each for each in near if "\n" not in self._between(at, each.at)]
        return next(iter(same or near), None)

    def _beside(self, index: int, at: int) -> Piece | None:
        if not 0 <= index < len(self._story.stretches):
            return None
        each = self._story.stretches[index]
        place = each.start if each.start >= at else each.end - 1
        return self.char(place)

    def _between(self, one: int, other: int) -> str:
        low, high = min(one, other), max(one, other)
        return self._story.text[low:high] if high - low <= _NEAR else "\n"


class Furniture:
    """页眉、页脚、脚注、尾注里的文字，批注放在正文的什么地方。"""

    def __init__(self, package: Package, root: Element) -> None:
        self._root = root
        self._kinds: dict[str, tuple[str, set[str]]] = {}
        self._references: dict[str, dict[str, Element]] = {}
        self._firsts: dict[str, Element | None] = {}
        for each in package.relations(package.main):
            if each.short in _TERMS and not each.external:
                self._kinds.setdefault(each.part, (each.short, set()))[1].add(each.identity)

    def term(self, part: str) -> str:
        """部件叫什么：页眉、页脚、脚注、尾注；不知道的为“别处”。"""
        return _TERMS.get(self._kinds.get(part, ("", set()))[0], "别处")

    def anchor(self, part: str, node: Element) -> Element | None:
        """脚注、尾注是引用它的那个 w:r；页眉、页脚是用它的第一节的第一段；找不到的为 None。"""
        kind, identities = self._kinds.get(part, ("", set()))
        if kind in _NOTES:
            return self._reference(kind, node)
        if part not in self._firsts and kind in _FURNITURE:
            self._firsts[part] = self._first_of_section(_FURNITURE[kind], identities)
        return self._firsts.get(part)

    def _reference(self, kind: str, node: Element) -> Element | None:
        note, reference = _NOTES[kind]
        if kind not in self._references:
            found = self._references[kind] = {}
            for each in self._root.iter(qn(reference)):
                if each.getparent().tag == RUN:
                    found.setdefault(each.get(qn("w:id")), each.getparent())
        holder = next(node.iterancestors(qn(note)), None)
        return None if holder is None else self._references[kind].get(holder.get(qn("w:id")))

    def _first_of_section(self, reference: str, identities: set[str]) -> Element | None:
        first = None
        for each in self._root.iter(PARAGRAPH, qn("w:sectPr")):
            if each.tag == PARAGRAPH:
                if first is None and next(each.iterancestors(PARAGRAPH), None) is None:
                    first = each
            elif any(found.get(qn("r:id")) in identities for found in each.findall(qn(reference))):
                return first
            else:
                first = None
        return None
