"""Word 的批注：comments.xml 里的内容，正文里的起止标记和引用。

格式直接写在批注的文字上，不用样式：样式表是别人的，一个字节也不动。
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any, TypeAlias

from lxml import etree

from gongwen.ooxml.names import CONTENT_TYPES, NAMESPACES, RELATIONS, qn
from gongwen.ooxml.opening import TYPES_PART, extended_types, relations_part
from gongwen.ooxml.package import serialized
from gongwen.ooxml.runs import PARAGRAPH, RUN, make, text_run
from gongwen.ooxml.stamp import LONGEST_INITIALS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.ooxml.opening import Package
    from gongwen.ooxml.stamp import Stamp

Element: TypeAlias = Any

_REFERENCE, _RANGE_END = qn("w:commentReference"), qn("w:commentRangeEnd")
_TEXT_SIZE, _MARK_SIZE = "18", "16"
# 半磅：批注的字九磅；引用的记号八磅，不会撑高所在的行


class CommentPart:
    """正文部件的批注：原来有的接在后面，没有的新建。ids 是没有用过的编号。"""

    def __init__(self, package: Package, stamp: Stamp, ids: Iterator[str]) -> None:
        self._package, self._stamp = package, stamp
        found = [
            each for each in package.relations(package.main) if each.short == "comments" and not each.external
        ]
        self._related = bool(found)
        self._part = found[0].part if found else self._new_name()
        if self._part in package.parts:
            self._root = package.tree(self._part)
            if self._root.tag != qn("w:comments"):
                raise package.error(f"{self._part} 不是批注", "用 Word 或 WPS 打开，另存一份再用")
        else:
            self._root = etree.Element(qn("w:comments"), nsmap={"w": NAMESPACES["w"]})
        self._before = len(self._root)
        self._ids = ids

    def add(self, paragraphs: Sequence[str]) -> str:
        """添一条批注，每项一段，返回它的编号。"""
        identity = next(self._ids)
        comment = self._stamp.sign(make("comment"), identity)
        comment.set(qn("w:initials"), self._stamp.initials[:LONGEST_INITIALS])
        comment.extend(_paragraph(text, first=at == 0) for at, text in enumerate(paragraphs or [""]))
        self._root.append(comment)
        return identity

    def files(self) -> dict[str, bytes]:
        """要换的和新添的部件；一条也没有添时为空。"""
        if len(self._root) == self._before:
            return {}
        made = {self._part: serialized(self._root)}
        if not self._related:
            made[relations_part(self._package.main)] = self._relations()
        if self._part.lower() not in self._package.types.overrides:
            overrides = {f"/{self._part}": CONTENT_TYPES["comments"]}
            made[TYPES_PART] = extended_types(self._package, set(), overrides)
        return made

    def _new_name(self) -> str:
        folder = posixpath.dirname(self._package.main)
        taken = {name.lower() for name in self._package.parts}
        number = 1
        name = posixpath.join(folder, "comments.xml")
        while name.lower() in taken:
            number += 1
            name = posixpath.join(folder, f"comments{number}.xml")
        return name

    def _relations(self) -> bytes:
        part = relations_part(self._package.main)
        if part in self._package.parts:
            root = self._package.tree(part)
        else:
            root = etree.Element(qn("rel:Relationships"), nsmap={None: NAMESPACES["rel"]})
        taken = {entry.get("Id", "").lower() for entry in root}
        entry = etree.SubElement(root, qn("rel:Relationship"))
        number = 1
        while f"ridgongwen{number}" in taken:
            number += 1
        entry.set("Id", f"rIdGongwen{number}")
        entry.set("Type", RELATIONS["comments"])
        entry.set("Target", posixpath.basename(self._part))
        return serialized(root)


def _paragraph(text: str, *, first: bool) -> Element:
    layout = make(
        "pPr",
        make("snapToGrid", val="0"),
        make("spacing", before="0", after="0", line="240", lineRule="auto"),
        make("ind", left="0", right="0", firstLineChars="0", firstLine="0"),
        make("jc", val="left"),
    )
    mark = [make("r", _size(_MARK_SIZE), make("annotationRef"))] if first else []
    return make("p", layout, *mark, text_run(text, _size(_TEXT_SIZE)))


def _size(half_points: str) -> Element:
    return make("rPr", make("spacing", val="0"), make("sz", val=half_points), make("szCs", val=half_points))


def mark_range(first: Element, last: Element, identity: str) -> None:
    """批注 identity 从 first 之前管到 last 之后。"""
    first.addprevious(make("commentRangeStart", id=identity))
    _close(last, identity)


def mark_paragraph(paragraph: Element, identity: str) -> None:
    """批注 identity 管整段。"""
    start = make("commentRangeStart", id=identity)
    properties = paragraph.find(qn("w:pPr"))
    paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, start)
    _close(paragraph[-1], identity)


def _close(last: Element, identity: str) -> None:
    """终止标记和引用；同一处已有别的批注收尾的，排在它们后面。"""
    while (following := last.getnext()) is not None and _closes(following):
        last = following
    end = make("commentRangeEnd", id=identity)
    last.addnext(end)
    end.addnext(make("r", _size(_MARK_SIZE), make("commentReference", id=identity)))


def _closes(element: Element) -> bool:
    return element.tag == _RANGE_END or (element.tag == RUN and element.find(_REFERENCE) is not None)


def first_paragraph(root: Element) -> Element:
    """正文的第一段（含表格里的）；一段也没有的添一段，放批注用。"""
    body = root.find(qn("w:body"))
    body = root if body is None else body
    found = next(body.iter(PARAGRAPH), None)
    if found is None:
        found = make("p")
        body.insert(0, found)
    return found
