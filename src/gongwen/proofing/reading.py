"""规则所见的一份原文：Piece（印出的一段文字）与 Reading（一份原文的全部 Piece）。"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from gongwen.document.body import Heading, Paragraph, Table
from gongwen.document.elements import Elements, Names, element_names
from gongwen.findings import Zone
from gongwen.spans import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.document.body import Block
    from gongwen.document.kinds import Kind
    from gongwen.document.model import Document
    from gongwen.document.numbering import Number
    from gongwen.spans import SourceText, Span

HEADING, RUN_IN, PARAGRAPH, CELL = "heading", "run_in", "paragraph", "cell"
TITLE, ANNEX_TITLE, ISSUED_TITLE, ISSUED_NOTE = "title", "annex_title", "issued_title", "issued_note"
STAMP_POST, STAMP_NAME = "stamp_post", "stamp_name"
BODY_ROLES = frozenset({HEADING, RUN_IN, PARAGRAPH, CELL})
# 不印出的键：只决定怎样排、怎样流转。
NOT_PRINTED = frozenset({"kind", "format", "openness", "route", "sealing", "issued"})
_ISSUED_PART = -1
_ZONES = {
    TITLE: Zone.TITLE,
    ANNEX_TITLE: Zone.TITLE,
    ISSUED_TITLE: Zone.TITLE,
    "approvers": Zone.NAME,
    STAMP_NAME: Zone.NAME,
} | dict.fromkeys(BODY_ROLES, Zone.BODY)


@dataclass(frozen=True, slots=True)
class Piece:
    """印出的一段文字。

    role 是要素的字段名，或本模块的 heading、run_in（标题后接排的正文）、paragraph、cell 等；
    part 区分同一原文中各自编号的部分（0 为公文正文，1 起为附件，-1 为被印发件）；
    number 是段首序数，level 是标题级别（不是标题为 None）。
    """

    role: str
    text: Text
    part: int = 0
    number: Number | None = None
    level: int | None = None

    @property
    def zone(self) -> Zone:
        """差错落在这段文字里时按哪一类计。"""
        return _ZONES.get(self.role, Zone.OTHER)


@dataclass(frozen=True)
class Reading:
    """一份原文中印出的文字。elements 只有草稿才有；附件、被印发件文件只有正文，is_annex 为真。"""

    source: SourceText
    pieces: tuple[Piece, ...]
    document: Document
    elements: Elements | None
    is_annex: bool = False

    @property
    def kind(self) -> Kind | None:
        """文种；附件和纯文本为 None。"""
        return self.document.kind if self.elements else None

    @cached_property
    def characters(self) -> int:
        """印出文字的字数：非空白的码点。"""
        return sum(len("".join(piece.text.value.split())) for piece in self.pieces)

    def of(self, *roles: str) -> Iterator[Piece]:
        """这些 role 的文字，按先后。"""
        return (piece for piece in self.pieces if piece.role in roles)

    def body(self) -> Iterator[Piece]:
        """标题行、段落、表格各格。"""
        return (piece for piece in self.pieces if piece.role in BODY_ROLES)

    @cached_property
    def _by_start(self) -> tuple[list[int], list[Piece]]:
        ordered = sorted(self.pieces, key=lambda piece: piece.text.span)
        return [piece.text.span.start for piece in ordered], ordered

    def zone_at(self, span: Span | None) -> Zone:
        """区间所在的类；不在任何印出文字之内的算其他要素。"""
        if span is None:
            return Zone.OTHER
        starts, ordered = self._by_start
        index = bisect_right(starts, span.start) - 1
        if index < 0 or ordered[index].text.span.end < span.start:
            return Zone.OTHER
        return ordered[index].zone


def readings(document: Document) -> tuple[Reading, ...]:
    """每份原文一个 Reading，草稿在前，附件、被印发件在后。"""
    found = [_reading(document, source) for source in document.sources()]
    return tuple(found)


def _reading(document: Document, source: SourceText) -> Reading:
    is_draft = source is document.source
    pieces: list[Piece] = []
    if is_draft:
        pieces += _element_pieces(document)
        pieces += _block_pieces(document.body, 0)
    for part, annex in enumerate(document.annexes, 1):
        if annex.source is source:
            pieces += _block_pieces(annex.body, part)
    issued = document.issued
    if issued and issued.source is source:
        heads = ((ISSUED_TITLE, issued.title), (ISSUED_NOTE, issued.note))
        pieces += [Piece(role, text, _ISSUED_PART) for role, text in heads if text]
        pieces += _block_pieces(issued.body, _ISSUED_PART)
    return Reading(source, tuple(pieces), document, document.elements if is_draft else None, not is_draft)


def _element_pieces(document: Document) -> Iterator[Piece]:
    elements = document.elements
    if elements is None:
        return
    for name in element_names():
        value = getattr(elements, name)
        if name in NOT_PRINTED or value is None:
            continue
        if isinstance(value, Text):
            yield Piece(name, value)
        elif isinstance(value, Names):
            # 贴来的文字里没有写、由标题或署名推断的，不重复校对。
            yield from (Piece(name, item) for item in value.items if not _is_inferred(document, item))
    yield from (Piece(ANNEX_TITLE, annex.title) for annex in document.annexes)
    for stamp in elements.signature_stamps or ():
        yield Piece(STAMP_POST, stamp.post)
        yield Piece(STAMP_NAME, stamp.name)


def _is_inferred(document: Document, text: Text) -> bool:
    return document.recognized and text.offsets == ()


def _block_pieces(blocks: tuple[Block, ...], part: int) -> Iterator[Piece]:
    for block in blocks:
        match block:
            case Heading(level=level, text=text, number=number, run_in=run_in):
                yield Piece(HEADING, text, part, number, level)
                if run_in is not None:
                    yield Piece(RUN_IN, run_in, part)
            case Paragraph(text=text, number=number):
                yield Piece(PARAGRAPH, text, part, number)
            case Table(rows=rows):
                yield from (Piece(CELL, cell, part) for row in rows for cell in row if cell.value)
            case _:
                pass
