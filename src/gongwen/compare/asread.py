"""不是草稿的（Word 文件、PDF、没有 front matter 的文字）：原文写着什么就是什么，一行不漏。

认出来的要素只用来标哪些字属于它；认错了、认不出，字照样全比。
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from gongwen.compare.printed import put_block
from gongwen.compare.roles import MASTHEAD, RUNNING
from gongwen.compare.stream import Builder
from gongwen.document.body import Image, Table
from gongwen.document.elements import Elements, Names, element_names
from gongwen.proofing.reading import NOT_PRINTED
from gongwen.sources.lines import text_lines
from gongwen.sources.plain.furniture import is_noise
from gongwen.spans import Medium, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.compare.stream import Compared
    from gongwen.document.body import Block
    from gongwen.document.model import Document
    from gongwen.spans import Span

_ATX = re.compile(r"#{1,6}[ \t　]+(?=\S)")
# 认出来的发文机关写在标志里。
_ROLES = {"issuing_organs": MASTHEAD}


def printed_as_read(document: Document) -> Compared:
    """原文的全部字，按原文的先后。页码一类的行不比，记在 skipped 里。"""
    source = document.source
    made = Builder(source.name, (source,))
    blocks = {block.span.start: block for block in _laid_out(document)}
    running = {aside.text.span.start for aside in document.asides if not aside.note}
    done = 0
    for line in text_lines(source, 0):
        if line.span.start < done:
            continue
        block = blocks.get(line.span.start)
        if block is not None:
            put_block(made, block, source)
            done = block.span.end
        elif is_noise(line.value):
            made.skip(line.value)
        else:
            made.block(source)
            start = made.here
            made.text(_unmarked(line) if source.medium is Medium.TEXT else line)
            if line.span.start in running:
                made.zone(start, RUNNING, optional=True)
    _mark(made, document)
    return made.done()


def _laid_out(document: Document) -> Iterator[Table | Image]:
    """表格和图片：写法不是字。"""
    bodies: list[tuple[Block, ...]] = [document.body, *(annex.body for annex in document.annexes)]
    bodies += [document.issued.body] if document.issued else []
    return (block for body in bodies for block in body if isinstance(block, Table | Image))


def _unmarked(line: Text) -> Text:
    found = _ATX.match(line.value)
    return line.part(found.end(), len(line.value)) if found else line


def _mark(made: Builder, document: Document) -> None:
    """标出认出来的要素。"""
    places = made.places
    for span, role in sorted(_spans(document.elements), key=lambda item: item[0]):
        start, end = bisect_left(places, span.start), bisect_left(places, span.end)
        made.mark(start, end, role, optional=role == MASTHEAD)


def _spans(elements: Elements | None) -> Iterator[tuple[Span, str]]:
    """各要素写在哪里；推断的没有写着，不算。"""
    for name in element_names() if elements is not None else ():
        value = getattr(elements, name)
        if name in NOT_PRINTED:
            continue
        texts = value.items if isinstance(value, Names) else (value,)
        for text in texts:
            if isinstance(text, Text) and text.offsets != ():
                yield text.span, _ROLES.get(name, name)
