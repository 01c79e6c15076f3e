"""正文各块换成排版项：各级标题用哪种字体，表格各列多宽，图片多大。"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from gongwen.document.body import Align, Heading, Image, Paragraph, Table
from gongwen.layout.plan.cells import folded_width, kept_words
from gongwen.layout.plan.model import (
    LONG_RUN,
    CaptionItem,
    HeadingItem,
    ImageItem,
    Item,
    ParaItem,
    Run,
    TableItem,
)
from gongwen.units import cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.document.body import Block
    from gongwen.layout.style import Style

_SERIAL = re.compile(r"[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)]?[.．、]?")
SHORT_CELL = 10
CELL_PADDING = 0.8
LEAST_INSET = 0.3
PT_PER_PIXEL = 72 / 150
# 没有物理尺寸的图片按 150 dpi 排，再宽就缩到版心。


def make_items(blocks: tuple[Block, ...], style: Style, images: dict[str, bytes]) -> tuple[Item, ...]:
    """各块的排版项；图片字节放进 images。"""
    return tuple(item for block in blocks for item in _items(block, style, images))


def _items(block: Block, style: Style, images: dict[str, bytes]) -> Iterator[Item]:
    yield _item(block, style, images)
    if isinstance(block, Image) and block.alt.value.strip():
        yield CaptionItem((Run(block.alt.value),))


def _item(block: Block, style: Style, images: dict[str, bytes]) -> Item:
    match block:
        case Heading():
            return _heading(block, style)
        case Paragraph(text=text):
            return ParaItem((Run(text.value),))
        case Table():
            return _fitted(_table(block, style.pt("page.type_width") / style.pt("body.table_size")), style)
        case Image():
            return _image(block, style, images)


def _heading(block: Heading, style: Style) -> HeadingItem:
    key = "heading.chapter" if block.level == 0 else f"heading.level{block.level}"
    bold = block.level == 3 and style.flag("heading.level3_bold")
    runs = [Run(block.text.value, style.text(key), bold)]
    if block.run_in is not None:
        runs.append(Run(block.run_in.value))
    return HeadingItem(block.level, tuple(runs), block.run_in is not None)


def _table(block: Table, available: float) -> TableItem:
    rows = tuple(tuple(cell.value for cell in row) for row in block.rows)
    columns = list(zip(*rows, strict=True))
    widths = _shared(_wanted_widths(columns, available), available)
    total = sum(widths)
    aligns = tuple(
        _auto_align(column) if align is Align.AUTO else align.value
        for column, align in zip(columns, block.aligns, strict=True)
    )
    blanks = tuple(at for at, row in enumerate(rows) if at > 0 and _is_blank(row))
    return TableItem(rows, aligns, tuple(round(width / total, 4) for width in widths), blanks)


def _fitted(item: TableItem, style: Style) -> TableItem:
    """栏窄得放不下左右空白的，减空白，长串的字母、数字早些断开；记下高过半面的行。"""
    size, usual = style.pt("body.table_size"), style.pt("body.table_inset_x")
    widths = [share * style.pt("page.type_width") for share in item.widths]
    room = (min(widths) - size) / 2
    if room < usual:
        inset = round(max(LEAST_INSET, room - LEAST_INSET), 2)
        run = max(2, min(LONG_RUN, int((min(widths) - 2 * inset) / (size / 2))))
        item = replace(item, inset=inset, run=run)
    inside = [max(1.0, (width - 2 * (item.inset or usual)) / size) for width in widths]
    most = int(style.pt("page.type_height") / 2 / style.pt("body.table_pitch"))
    tall = tuple(at for at, row in enumerate(item.rows) if _is_tall(row, inside, most))
    return replace(item, tall=tall, words=tuple(kept_words(item.rows, inside)))


def _is_tall(row: tuple[str, ...], inside: Sequence[float], most: int) -> bool:
    """有一格排出来超过 most 行；inside 是各格里一行的字数。"""
    return any(
        len(text) > most and cells(text) > most * width for text, width in zip(row, inside, strict=True)
    )


def _is_blank(row: tuple[str, ...]) -> bool:
    """各格都空着，至多写了序号：要打印出来填写的。"""
    first, *rest = row
    return not any(rest) and (not first or bool(rest and _SERIAL.fullmatch(first)))


def _wanted_widths(columns: Sequence[tuple[str, ...]], available: float) -> tuple[float, ...]:
    """各列最长一格的字数加左右空白。表头可以折成两行；有余地时先让差得少的列不折。"""
    folded = [_width(column, fold=2) for column in columns]
    unfolded = [_width(column, fold=1) for column in columns]
    room = available - sum(folded)
    for at in sorted(range(len(columns)), key=lambda at: unfolded[at] - folded[at]):
        missing = unfolded[at] - folded[at]
        if missing <= room:
            folded[at], room = unfolded[at], room - missing
    return tuple(folded)


def _width(column: tuple[str, ...], *, fold: int) -> float:
    head, *rest = column
    title = cells(head) if fold == 1 else folded_width(head)
    return max([title, *map(cells, rest), 2.0]) + CELL_PADDING


def _shared(wanted: tuple[float, ...], available: float) -> tuple[float, ...]:
    """版心放不下时只压宽列：窄列照给，宽列压到同一个上限。"""
    if sum(wanted) <= available:
        return wanted
    room, left = available, len(wanted)
    for width in sorted(wanted):
        if width > room / left:
            break
        room, left = room - width, left - 1
    return tuple(min(width, room / left) for width in wanted)


def _auto_align(column: tuple[str, ...]) -> str:
    return "center" if max(cells(cell) for cell in column) <= SHORT_CELL else "left"


def _image(block: Image, style: Style, images: dict[str, bytes]) -> ImageItem:
    name = image_name(block)
    images[name] = block.data
    width, height = block.width * PT_PER_PIXEL, block.height * PT_PER_PIXEL
    scale = min(1.0, style.pt("page.type_width") / width, style.pt("page.type_height") * 0.9 / height)
    return ImageItem(
        name,
        block.alt.value,
        round(width * scale, 2),
        round(height * scale, 2),
        bool(block.alt.value.strip()),
        turns=block.turns,
    )


def image_name(block: Image) -> str:
    """图片在 Plan.images 里的名字，由内容得来。"""
    return f"{hashlib.sha256(block.data).hexdigest()[:16]}.{block.media}"
