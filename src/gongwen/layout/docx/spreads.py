"""方向相同、连在一起的各部分是一节；节的属性放在它的末一段里。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.layout.docx.paragraphs import add_to_paragraph, tiny_paragraph
from gongwen.ooxml.names import qn

if TYPE_CHECKING:
    from gongwen.layout.docx.schema import Element


@dataclass(frozen=True, slots=True)
class Spread:
    """方向相同的一节的各段、各表。"""

    blocks: list[Element]
    landscape: bool = False


def add_spread(spreads: list[Spread], blocks: list[Element], *, landscape: bool = False) -> None:
    """接着排；方向变了就另起一节。"""
    if spreads and spreads[-1].landscape == landscape:
        spreads[-1].blocks.extend(blocks)
    else:
        spreads.append(Spread(blocks, landscape))


def end_section(blocks: list[Element], section: Element) -> None:
    """到此为一节；末尾是表格时补一个看不见的段落。"""
    if blocks[-1].tag != qn("w:p"):
        blocks.append(tiny_paragraph())
    add_to_paragraph(blocks[-1], section)
