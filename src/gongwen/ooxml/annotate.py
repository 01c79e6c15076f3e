"""在别人的 Word 文件上写批注、作修订；没有动到的部件一个字节也不变。"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from gongwen.ooxml.anchors import Furniture, Locator
from gongwen.ooxml.comments import CommentPart, first_paragraph, mark_paragraph, mark_range
from gongwen.ooxml.edits import Planner, without_overlaps
from gongwen.ooxml.names import qn
from gongwen.ooxml.nodes import text_nodes
from gongwen.ooxml.package import serialized
from gongwen.ooxml.revisions import Reviser
from gongwen.ooxml.runs import TextRuns, host, in_fields, lifted
from gongwen.ooxml.stamp import free_ids, ids_in
from gongwen.ooxml.twins import twin_edits, twin_nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gongwen.ooxml.anchors import Piece
    from gongwen.ooxml.edits import Change, Edit
    from gongwen.ooxml.opening import Package
    from gongwen.ooxml.stamp import Stamp
    from gongwen.ooxml.story import Story

Element: TypeAlias = Any

_TEXT_BOX = qn("w:txbxContent")
_STORIES = frozenset({"header", "footer", "footnotes", "endnotes", "comments"})
_QUOTED = 30


@dataclass(frozen=True, slots=True)
class Remark:
    """一条批注：批在 text[start:end]，每项一段；start 为 None 批在全文的第一段。"""

    start: int | None
    end: int
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Annotated:
    """data 是写好的文件；left 是没有作的修订和缘故。"""

    data: bytes
    left: tuple[tuple[Change, str], ...] = ()


def annotated(
    package: Package,
    story: Story,
    remarks: Sequence[Remark],
    changes: Sequence[Change],
    stamp: Stamp,
) -> Annotated:
    """批注、修订过的文件，署 stamp 的名字、日期。批注、修订都没有时，各部件与原来逐字节相同。

    改动跨了段落、落在域或内容控件里、落在自动编号上、与别的重叠的不作，列在 left 里；批注照写。
    """
    kept, dropped = without_overlaps(changes)
    if not remarks and not kept:
        return Annotated(package.rewritten({}), tuple((each, "与前面的改动重叠") for each in dropped))
    work = _Work(package, story, stamp)
    left = [(each, "与前面的改动重叠") for each in dropped] + work.plan(kept)
    work.cut(remarks)
    work.revise()
    work.comment(remarks)
    return Annotated(package.rewritten(work.files()), tuple(sorted(left, key=lambda each: each[0].start)))


@dataclass(frozen=True, slots=True)
class _Part:
    """一个部件的树、文字节点和切分。"""

    root: Element
    nodes: list[Element]
    runs: TextRuns
    fields: frozenset[int]
    twins: dict[int, tuple[int, ...]]


@dataclass(slots=True)
class _Done:
    """作过的修订添上的 w:ins：替换的记在所换文字的终点，添在一处改动开头的记在起点，单纯添上的记在那一点。"""

    ends: dict[int, Element] = field(default_factory=dict)
    starts: dict[int, Element] = field(default_factory=dict)
    points: dict[int, Element] = field(default_factory=dict)


class _Work:
    """先定好各步，再切开文字，再修订，最后放批注的标记：标记放好之后不再切。"""

    def __init__(self, package: Package, story: Story, stamp: Stamp) -> None:
        self._package, self._story, self._stamp = package, story, stamp
        self._locator = Locator(story)
        self._parts: dict[str, _Part] = {}
        self._main = package.tree(package.main)
        self._changed: set[str] = set()
        self._edits: list[tuple[Change | None, Edit]] = []
        self._done = _Done()
        self._furniture = Furniture(package, self._main)
        others = (each for each in package.relations(package.main) if each.short in _STORIES)
        names = {each.part for each in others if not each.external and each.part in package.parts}
        taken = ids_in([self._main, *map(package.tree, sorted(names))])
        self._ids = free_ids(taken)
        self._comments = CommentPart(package, stamp, self._ids)

    def plan(self, changes: Iterable[Change]) -> list[tuple[Change, str]]:
        """定好各处改动的各步；返回做不了的和缘故。"""
        planner = Planner(self._story, self._locator, self._node, self._in_field)
        left = []
        for change in changes:
            found = planner.edits(change)
            if isinstance(found, str):
                left.append((change, found))
                continue
            for edit in found:
                self._edits.append((change, edit))
                twins = twin_edits(edit, self._part(edit.beside.part).twins)
                self._edits += [(None, twin) for twin in twins]
        return left

    def cut(self, remarks: Iterable[Remark]) -> None:
        """在各处批注、改动的两头切开文字。"""
        for _, edit in self._edits:
            for piece in edit.pieces:
                self._cut(piece)
            beside = edit.beside
            self._part(beside.part).runs.cut(beside.node, beside.end if edit.after else beside.start)
        for remark in remarks:
            anchor = self._anchor(remark)
            for piece in anchor[:1] + anchor[-1:]:
                self._cut(piece)

    def revise(self) -> None:
        """作修订。"""
        reviser = Reviser(self._stamp, self._ids)
        for change, edit in self._edits:
            runs = self._part(edit.beside.part).runs
            gone = (runs.runs_between(each.node, each.start, each.end) for each in edit.pieces)
            reviser.delete([run for each in gone for run in each])
            self._changed.add(edit.beside.part)
            if edit.text:
                offset = edit.beside.end - 1 if edit.after else edit.beside.start
                beside = runs.run_at(edit.beside.node, offset)
                made = reviser.insert(edit.text, beside, after=edit.after)
                if change is not None:
                    self._note(change, edit, made)

    def _note(self, change: Change, edit: Edit, made: Element) -> None:
        if change.start == change.end:
            self._done.points[edit.start] = made
        elif edit.end == change.end:
            self._done.ends[edit.end] = made
        elif edit.start == edit.end == change.start:
            self._done.starts[edit.start] = made

    def comment(self, remarks: Iterable[Remark]) -> None:
        """写批注，放标记。"""
        for remark in remarks:
            self._changed.add(self._package.main)
            anchor = self._anchor(remark)
            if not anchor:
                identity = self._comments.add(remark.paragraphs)
                mark_paragraph(first_paragraph(self._main), identity)
            elif anchor[0].part != self._package.main:
                self._comment_elsewhere(remark, anchor)
            else:
                self._comment_here(remark, anchor)

    def files(self) -> dict[str, bytes]:
        """要换的部件。"""
        roots = {self._package.main: self._main} | {name: part.root for name, part in self._parts.items()}
        changed = {name: serialized(root) for name, root in roots.items() if name in self._changed}
        return changed | self._comments.files()

    def _comment_here(self, remark: Remark, anchor: list[Piece]) -> None:
        runs = self._part(anchor[0].part).runs
        first = runs.run_at(anchor[0].node, anchor[0].start)
        last = runs.run_at(anchor[-1].node, anchor[-1].end - 1)
        boxed = next(first.iterancestors(_TEXT_BOX), None) is not None
        said = self._told("文本框", remark) if boxed else remark.paragraphs
        if (point := self._done.points.get(remark.end)) is not None and remark.start == remark.end:
            first = last = point
        elif not boxed and remark.start != remark.end:
            first = self._done.starts.get(remark.start or 0, first)
            last = self._done.ends.get(remark.end, last)
        before = lifted(host(first), self._ids, after=False)
        after = lifted(host(last), self._ids, after=True)
        mark_range(before, after, self._comments.add(said))

    def _comment_elsewhere(self, remark: Remark, anchor: list[Piece]) -> None:
        """页眉、页脚、脚注、尾注里不能放批注：批在正文里与它最近的地方，说明所指。"""
        part = anchor[0].part
        identity = self._comments.add(self._told(self._furniture.term(part), remark))
        place = self._furniture.anchor(part, self._node(anchor[0]))
        if place is None or place.tag == qn("w:p"):
            mark_paragraph(first_paragraph(self._main) if place is None else place, identity)
            return
        held = host(place)
        before = lifted(held, self._ids, after=False)
        mark_range(before, lifted(held, self._ids, after=True), identity)

    def _told(self, term: str, remark: Remark) -> tuple[str, ...]:
        text = self._story.text[remark.start : remark.end].replace("\n", " ")
        shown = text if len(text) <= _QUOTED else text[:_QUOTED] + "……"
        return (f"（所指的文字在{term}里：“{shown}”）", *remark.paragraphs)

    def _anchor(self, remark: Remark) -> list[Piece]:
        """批注所批的各段，都在同一个部件里；没有可批的文字时为空。"""
        if remark.start is None:
            return []
        pieces = self._locator.pieces(remark.start, remark.end)
        if not pieces:
            piece = self._locator.char(remark.start - 1) or self._locator.near(remark.start)
            return [piece] if piece else []
        first = pieces[0]
        return [each for each in pieces if each.part == first.part and each.node >= first.node]

    def _cut(self, piece: Piece) -> None:
        runs = self._part(piece.part).runs
        runs.cut(piece.node, piece.start)
        runs.cut(piece.node, piece.end)

    def _part(self, name: str) -> _Part:
        if name not in self._parts:
            root = self._main if name == self._package.main else self._package.tree(name)
            nodes = text_nodes(root)
            self._parts[name] = _Part(
                root, nodes, TextRuns(nodes, self._ids), in_fields(root, nodes), twin_nodes(root, nodes)
            )
        return self._parts[name]

    def _node(self, piece: Piece) -> Element:
        return self._part(piece.part).nodes[piece.node]

    def _in_field(self, piece: Piece) -> bool:
        return piece.node in self._part(piece.part).fields
