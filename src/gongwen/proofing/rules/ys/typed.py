"""贴来的文字（没有 front matter）开头和末尾的各行：没有认出来的要素，照原文的行去看。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.spans import Span, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading

HEAD_LINES = 15
TAIL_LINES = 12


def head_lines(reading: Reading) -> Iterator[Text]:
    """正文第二段之前的各行，空行不算；只看最前面的几行。"""
    body = [piece.text.span.start for piece in reading.body()][:2]
    end = body[-1] if len(body) > 1 else len(reading.source.text)
    yield from _lines(reading, 1, end, HEAD_LINES)


def tail_lines(reading: Reading) -> Iterator[Text]:
    """成文日期之后的各行，空行不算；没有认出日期的没有。"""
    elements = reading.document.elements
    dated = elements.dated if elements else None
    if dated is not None:
        line = reading.source.position(dated.span.end)[0]
        yield from _lines(reading, line + 1, len(reading.source.text), TAIL_LINES)


def _lines(reading: Reading, first: int, end: int, most: int) -> Iterator[Text]:
    source = reading.source
    count = 0
    for number in range(first, source.line_count + 1):
        span = source.line_span(number)
        if span.start >= end or count == most:
            return
        text = Text(source.slice(span), Span(span.start, span.end)).strip()
        if text.value:
            count += 1
            yield text
