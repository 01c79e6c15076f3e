"""规则所见的一份原文：Piece（印出的一段文字）与 Reading（一份原文的全部 Piece）。"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from gongwen.document.body import Heading, Paragraph, Table
from gongwen.document.dates import parse_date
from gongwen.document.elements import Elements, Names, element_names
from gongwen.findings import Zone
from gongwen.spans import Medium, Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gongwen.agency import Agency
    from gongwen.document.body import Block
    from gongwen.document.kinds import Kind
    from gongwen.document.model import Document
    from gongwen.document.numbering import Number
    from gongwen.proofing.names.roster import Roster
    from gongwen.proofing.near_miss import Slip
    from gongwen.proofing.needles import Needles
    from gongwen.spans import SourceText, Span

HEADING, RUN_IN, PARAGRAPH, CELL = "heading", "run_in", "paragraph", "cell"
TITLE, ANNEX_TITLE, ISSUED_TITLE, ISSUED_NOTE = "title", "annex_title", "issued_title", "issued_note"
STAMP_POST, STAMP_NAME = "stamp_post", "stamp_name"
# 脚注、尾注；页眉、页脚；认不出是什么的行。只有 Word 文件、PDF 才有。
NOTE, RUNNING, LEFT_OUT = "note", "running", "left_out"
BODY_ROLES = frozenset({HEADING, RUN_IN, PARAGRAPH, CELL})
# 写着人名的要素
NAME_ROLES = frozenset({"approvers", "present", "on_leave", "observers", STAMP_NAME})
# 不印出的键：只决定怎样排、怎样流转。
NOT_PRINTED = frozenset({"kind", "format", "openness", "route", "sealing", "issued"})
_ISSUED_PART = -1
_ZONES = {
    TITLE: Zone.TITLE,
    ANNEX_TITLE: Zone.TITLE,
    ISSUED_TITLE: Zone.TITLE,
    "approvers": Zone.NAME,
    STAMP_NAME: Zone.NAME,
    NOTE: Zone.BODY,
} | dict.fromkeys(BODY_ROLES, Zone.BODY)


@dataclass(frozen=True, slots=True)
class Piece:
    """印出的一段文字。

    role 是要素的字段名，或本模块的 heading、run_in（标题后接排的正文）、paragraph、cell、note（脚注）等；
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
    """一份原文中印出的文字。elements 只有草稿才有；附件、被印发件文件只有正文，is_annex 为真。

    roster 是名册（office.toml 里的人、机关），没有单位资料时为 None。
    """

    source: SourceText
    pieces: tuple[Piece, ...]
    document: Document
    elements: Elements | None
    is_annex: bool = False
    roster: Roster | None = None

    @property
    def kind(self) -> Kind | None:
        """文种；附件和纯文本为 None。"""
        return self.document.kind if self.elements else None

    @cached_property
    def dated(self) -> date | None:
        """成文日期：附件、被印发件也照公文的；没有写、写得不成日期的为 None。"""
        written = self.document.elements.dated if self.document.elements else None
        parsed = parse_date(written.value) if written else None
        return parsed.as_date() if parsed and parsed.exists else None

    @cached_property
    def characters(self) -> int:
        """印出文字的字数：非空白的码点。每面都印的页眉、页脚不计。"""
        counted = (piece.text.value for piece in self.pieces if piece.role != RUNNING)
        return sum(len("".join(value.split())) for value in counted)

    def of(self, *roles: str) -> Iterator[Piece]:
        """这些 role 的文字，按先后。"""
        return (piece for piece in self.pieces if piece.role in roles)

    def body(self) -> Iterator[Piece]:
        """标题行、段落、表格各格。"""
        return (piece for piece in self.pieces if piece.role in BODY_ROLES)

    @cached_property
    def _joined(self) -> tuple[str, list[int]]:
        """各段连成的全文（一段一行），和各段在其中的起点。"""
        starts, at = [], 0
        for piece in self.pieces:
            starts.append(at)
            at += len(piece.text.value) + 1
        return "\n".join(piece.text.value for piece in self.pieces), starts

    @cached_property
    def bigrams(self) -> set[str]:
        """全文里出现过的相邻两个字。"""
        joined = self._joined[0]
        return set(map("".join, pairwise(joined)))

    @cached_property
    def odd_places(self) -> tuple[int, ...]:
        """whole 里从不连用的两个汉字各在哪里。"""
        from gongwen.proofing.fixed import odd_places  # 用到的表不小

        return odd_places(self._joined[0], self.bigrams)

    @cached_property
    def slips(self) -> tuple[tuple[Piece, Slip], ...]:
        """各处差一点的说法（near_miss），位置是段内的。"""
        from gongwen.proofing.near_miss import is_long, slips  # 用到的表不小

        text, starts = self._joined
        places = self.odd_places if is_long(text) else None
        found = []
        for slip in slips(text, self.bigrams, places):
            index = bisect_right(starts, slip.start) - 1
            at = starts[index]
            # 人名从不照统计改
            if self.pieces[index].role in NAME_ROLES:
                continue
            found.append((self.pieces[index], replace(slip, start=slip.start - at, end=slip.end - at)))
        return tuple(found)

    @cached_property
    def letters(self) -> frozenset[str]:
        """全文里出现过的字符。"""
        return frozenset(self._joined[0])

    @cached_property
    def listed_names(self) -> tuple[Span, ...]:
        """名册里的人名出现的各处。"""
        names = dict.fromkeys(self.roster.names) if self.roster else {}
        found = []
        for name in names:
            for piece in self.with_any(name):
                at = piece.text.value.find(name)
                while at >= 0:
                    found.append(piece.text.at(at, at + len(name)))
                    at = piece.text.value.find(name, at + 1)
        return tuple(found)

    def with_any(self, *needles: str) -> tuple[Piece, ...]:
        """含有其中任何一个词的各段，按先后。

        几百条规则各查各的词时先用它：没有这个词的文字一眼掠过，不逐段去看。needles 不跨段，不能是空串。
        """
        joined, starts = self._joined
        found: set[int] = set()
        for needle in needles:
            if len(needle) > 1 and needle[:2] not in self.bigrams:
                continue
            at = joined.find(needle)
            while at >= 0:
                index = bisect_right(starts, at) - 1
                found.add(index)
                # 这一段已经在内，从下一段找起
                end = starts[index + 1] if index + 1 < len(starts) else len(joined)
                at = joined.find(needle, end)
        return tuple(self.pieces[index] for index in sorted(found))

    @property
    def whole(self) -> str:
        """各段连成的全文，一段一行：跨段去找一批词时用，找到的地方由 placed 换回那一段。"""
        return self._joined[0]

    def placed(self, at: int) -> tuple[Piece, int]:
        """whole 里第 at 个字在哪一段、那一段的第几个字。"""
        starts = self._joined[1]
        index = bisect_right(starts, at) - 1
        return self.pieces[index], at - starts[index]

    def may_have(self, needle: str) -> bool:
        """全文里可能有这个词：其中相邻的两个字都出现过。为假就一定没有。"""
        return all(map(self.bigrams.__contains__, map("".join, pairwise(needle))))

    def occurrences(self, needles: Needles) -> Iterator[tuple[Piece, int, str]]:
        """几千个词各出现在哪一段的第几个字，按位置；可以重叠，不跨段。"""
        joined, starts = self._joined
        found = []
        for needle in needles.possible(self.bigrams):
            at = joined.find(needle)
            while at >= 0:
                found.append((at, needle))
                at = joined.find(needle, at + 1)
        for at, needle in sorted(found):
            index = bisect_right(starts, at) - 1
            yield self.pieces[index], at - starts[index], needle

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


def readings(document: Document, agency: Agency | None = None) -> tuple[Reading, ...]:
    """每份原文一个 Reading，草稿在前，附件、被印发件在后；agency 是单位资料，名册从它来。"""
    roster = _roster(agency) if agency else None
    found = [_reading(document, source, roster) for source in document.sources()]
    return tuple(found)


def _roster(agency: Agency) -> Roster:
    from gongwen.proofing.names.roster import roster_of  # 没有单位资料时用不到

    return roster_of(agency)


def _reading(document: Document, source: SourceText, roster: Roster | None) -> Reading:
    is_draft = source is document.source
    pieces: list[Piece] = []
    if is_draft:
        pieces += _element_pieces(document)
        pieces += _block_pieces(document.body, 0)
        pieces += _other_pieces(document)
    for part, annex in enumerate(document.annexes, 1):
        if annex.source is source:
            pieces += _block_pieces(annex.body, part)
    issued = document.issued
    if issued and issued.source is source:
        heads = ((ISSUED_TITLE, issued.title), (ISSUED_NOTE, issued.note))
        pieces += [Piece(role, text, _ISSUED_PART) for role, text in heads if text]
        pieces += _block_pieces(issued.body, _ISSUED_PART)
    elements = document.elements if is_draft else None
    return Reading(source, tuple(pieces), document, elements, not is_draft, roster)


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
        if not _is_inferred(document, stamp.name):
            yield Piece(STAMP_NAME, stamp.name)


def _other_pieces(document: Document) -> Iterator[Piece]:
    """脚注、页眉；Word 文件里认不出是什么的行也是印出的字，照样校对（贴来的文字里，那是网页上的零碎）。"""
    yield from (Piece(NOTE if aside.note else RUNNING, aside.text) for aside in document.asides)
    if document.source.medium is Medium.DOCX:
        for span in document.left_out:
            yield Piece(LEFT_OUT, Text(document.source.slice(span), span))


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
