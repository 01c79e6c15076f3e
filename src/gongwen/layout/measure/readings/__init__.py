"""各部分量什么：一个模块一部分，由 Paper 得出 Reading。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.layout.measure.readings.annexes import annexes, landscape
from gongwen.layout.measure.readings.closing import closing, remark
from gongwen.layout.measure.readings.colophon import colophon
from gongwen.layout.measure.readings.folio import folios
from gongwen.layout.measure.readings.head import head
from gongwen.layout.measure.readings.letter import letter
from gongwen.layout.measure.readings.main import headings, main_part, title
from gongwen.layout.measure.readings.page import page, text
from gongwen.layout.measure.readings.tables import tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gongwen.layout.measure.paper import Paper
    from gongwen.layout.measure.table import Reading

_ALL: tuple[Callable[[Paper], Iterator[Reading]], ...] = (
    page, text, head, letter, title, main_part, headings, tables, closing, remark, annexes, landscape,
    colophon, folios,
)  # fmt: skip


def readings(paper: Paper) -> Iterator[Reading]:
    """全部量得的。"""
    for part in _ALL:
        yield from part(paper)
