"""把成段变量用到的样式加进信笺：信笺里没有的才加，不改它自己的样式。

样式不从信笺的“正文”继承：信笺的“正文”多是五号字、段后有空白，照它排出来就不是公文的样子。
信笺里有同名的样式就用信笺的，想改字号行距的单位在信笺里建一个同名的样式即可。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.layout.docx.schema import node
from gongwen.layout.docx.styles import HEADING_LEVELS, TABLE, heading, make_styles
from gongwen.ooxml.names import qn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongwen.layout.docx.schema import Element
    from gongwen.layout.docx.sheet import Sheet

_STYLE, _NAME, _VALUE = qn("w:style"), qn("w:name"), qn("w:val")
_LINKS = (qn("w:basedOn"), qn("w:next"))
_REFERENCES = (qn("w:pStyle"), qn("w:tblStyle"))
# 信笺常有自己的“正文”“标题 1”，样子不同，所以另起名字。
_RENAMED = {"Normal": ("GongwenBase", "公文基准")} | {
    heading(level): (f"GongwenHeading{level}", f"公文{number}级标题")
    for level, number in zip(range(1, HEADING_LEVELS + 1), "一二三四", strict=True)
}


def add_styles(root: Element, blocks: Iterable[Element], sheet: Sheet) -> None:
    """在 root（信笺的 w:styles）里添上 blocks 用到的样式，并把 blocks 里的样式名改成信笺里的。"""
    own, present = _own_styles(sheet), _present(root)
    given = {name: _existing(style, present) for name, style in own.items()}
    references = [each for block in blocks for each in block.iter(*_REFERENCES)]
    wanted = [_renamed(each.get(_VALUE)) for each in references]
    for name in _with_parents(wanted, own, given):
        root.append(_linked(own[name], given))
    for each, name in zip(references, wanted, strict=True):
        each.set(_VALUE, given.get(name) or name)


def _renamed(name: str) -> str:
    return _RENAMED[name][0] if name in _RENAMED else name


def _own_styles(sheet: Sheet) -> dict[str, Element]:
    """我们的段落和表格样式，改了名的；有先后。"""
    found = {}
    for style in make_styles(sheet).findall(_STYLE):
        identity = style.get(qn("w:styleId"))
        name = style.find(_NAME)
        if identity in _RENAMED:
            identity, shown = _RENAMED[identity]
            name.set(_VALUE, shown)
            style.set(qn("w:styleId"), identity)
        if identity == TABLE:
            style.remove(style.find(qn("w:basedOn")))  # 边距、边线都写明了，不靠信笺的“普通表格”
        style.attrib.pop(qn("w:default"), None)
        style.set(qn("w:customStyle"), "1")
        if identity.startswith("Gongwen"):
            found[identity] = style
    return found


def _present(root: Element) -> dict[str, str]:
    """信笺里各样式的标识，按标识和按名字都能查。"""
    present = {}
    for style in root.findall(_STYLE):
        identity, name = style.get(qn("w:styleId"), ""), style.find(_NAME)
        present[identity] = identity
        if name is not None:
            present.setdefault(name.get(_VALUE, "").lower(), identity)
    return present


def _existing(style: Element, present: dict[str, str]) -> str | None:
    identity, name = style.get(qn("w:styleId")), style.find(_NAME).get(_VALUE)
    return present.get(identity) or present.get(name.lower())


def _with_parents(
    wanted: Iterable[str], own: dict[str, Element], given: dict[str, str | None]
) -> Iterator[str]:
    """要添的样式，连同它们所依据的和后续的；信笺已有的不添。次序同我们自己的样式表。"""
    needed: set[str] = set()
    waiting = [name for name in wanted if name in own]
    while waiting:
        name = waiting.pop()
        if name in needed or given[name]:
            continue
        needed.add(name)
        linked = (_renamed(each.get(_VALUE)) for tag in _LINKS for each in own[name].findall(tag))
        waiting += [each for each in linked if each in own]
    yield from (name for name in own if name in needed)


def _linked(style: Element, given: dict[str, str | None]) -> Element:
    """所依据的、后续的样式也指到信笺里的名字。"""
    for tag in _LINKS:
        for each in style.findall(tag):
            name = _renamed(each.get(_VALUE))
            each.set(_VALUE, given.get(name) or name)
    return style


def empty_styles() -> Element:
    """信笺没有样式表时的一张空表。"""
    return node("styles")
