"""mc:AlternateContent：同样的内容写了几遍，给新旧程序各取所需。读第一遍，改的时候几遍一起改。"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

from gongwen.ooxml.nodes import iter_text_nodes, node_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gongwen.ooxml.edits import Edit

Element: TypeAlias = Any

_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"


def twin_nodes(root: Element, nodes: Sequence[Element]) -> dict[int, tuple[int, ...]]:
    """第一种写法里的第几个文字节点，在别的写法里是第几个；文字不尽相同的那种写法不算。"""
    alternates = list(root.iter(_ALTERNATE))
    if not alternates:
        return {}
    order = {node: at for at, node in enumerate(nodes)}
    found: dict[int, tuple[int, ...]] = {}
    for each in alternates:
        first, *others = [list(iter_text_nodes(branch)) for branch in each] or [[]]
        texts = list(map(node_text, first))
        same = [other for other in others if list(map(node_text, other)) == texts]
        for at, node in enumerate(first):
            found[order[node]] = (*found.get(order[node], ()), *(order[other[at]] for other in same))
    return found


def twin_edits(edit: Edit, twins: Mapping[int, tuple[int, ...]]) -> Iterator[Edit]:
    """同一步在别的写法里的各步。"""
    pieces = (edit.beside, *edit.pieces)
    count = min(len(twins.get(each.node, ())) for each in pieces)
    for at in range(count):
        beside, *others = [replace(each, node=twins[each.node][at]) for each in pieces]
        yield replace(edit, beside=beside, pieces=tuple(others))
