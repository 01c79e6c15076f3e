"""太挤的表格：栏多得每栏不到一个字宽、表头比半面还高的排不了；每栏只有一个字宽的说一声。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.body import Table
from gongwen.document.model import Notice
from gongwen.errors import LayoutError, place
from gongwen.layout.plan.items import make_items
from gongwen.layout.plan.landscape import turned
from gongwen.layout.plan.model import TableItem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.document.body import Block
    from gongwen.document.model import Document
    from gongwen.layout.style import Style
    from gongwen.spans import SourceText

MARGIN = 1.0
# 一个字之外，左右格线合起来要的宽度，pt。
ROOMY = 2
SPLIT_UP = "减少栏数，或拆成几个表"


def cramped_tables(document: Document, style: Style) -> Iterator[str]:
    """每栏只有一个字宽的表，一个一句。排不了的引发 LayoutError，说在哪一行。"""
    for source, blocks, area in _parts(document, style):
        for block in blocks:
            if isinstance(block, Table):
                yield from _checked(source, block, area)


def _parts(document: Document, style: Style) -> Iterator[tuple[SourceText, tuple[Block, ...], Style]]:
    yield document.source, document.body, style
    for annex in document.annexes:
        if annex.source is not None:
            yield annex.source, annex.body, turned(style) if annex.landscape else style
    if document.issued is not None:
        yield document.issued.source, document.issued.body, style


def _checked(source: SourceText, table: Table, style: Style) -> Iterator[str]:
    count, size = len(table.aligns), style.pt("body.table_size")
    most = int(style.pt("page.type_width") / (size + MARGIN))
    if count > most:
        said = f"这个表有 {count} 栏，每栏不到一个字宽；版心里至多 {most} 栏"
        raise LayoutError(said, place(source, table.span), SPLIT_UP)
    (head,) = make_items((Table(table.rows[:1], table.aligns, table.span),), style, {})
    if isinstance(head, TableItem) and 0 in head.tall:
        raise LayoutError(
            "这个表的表头太高，每面重复一次，放不下内容",
            place(source, table.span),
            f"缩短表头的文字，{SPLIT_UP}；第一行不是表头的，在它上面加一行表头",
        )
    if style.pt("page.type_width") / count < ROOMY * size + MARGIN:
        said = f"这个表有 {count} 栏，每栏只有一个字宽，读起来吃力：{SPLIT_UP}"
        yield str(Notice(said, source.name, source.position(table.span.start)[0]))
