"""一个部件（正文、一处页眉、一个脚注）从头走到尾，文字逐段交给 containers 里的各处。

修订按全部接受之后的样子：w:ins 照读，w:del、w:moveFrom、删去的行和格不读，删了段落标记的与下一段接起来。
节点按文档次序数，读不读都占号，与 nodes.text_nodes 一致。
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lxml import etree

from gongwen.ooxml.containers import Box, Cell, Container, Inner, Numbers, Row, Table
from gongwen.ooxml.fields import field_steps
from gongwen.ooxml.names import qn
from gongwen.ooxml.nodes import SYMBOL, TEXT_TAGS, is_text_node, shown_part
from gongwen.ooxml.style_chain import ListPlace, has_lines, is_on, number_of, value_of
from gongwen.ooxml.symbols import is_private
from gongwen.ooxml.transcript import Bit, plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.ooxml.numbering import AutoNumber, Counters
    from gongwen.ooxml.style_chain import Styles
    from gongwen.ooxml.transcript import Transcript

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
_P, _TBL, _TR, _TC = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc"))
_BOX, _INSTRUCTION = qn("w:txbxContent"), qn("w:instrText")
_FIELD, _SIMPLE = qn("w:fldChar"), qn("w:fldSimple")
_NOTES = {qn("w:footnoteReference"): "footnote", qn("w:endnoteReference"): "endnote"}
_LEFT_OUT = frozenset({qn("w:del"), qn("w:moveFrom"), qn("w:rt"), qn("w:pPrChange"), qn("w:rPrChange")})
_ALTERNATE, _BRANCHES = f"{_MC}AlternateContent", frozenset({f"{_MC}Choice", f"{_MC}Fallback"})
_TEXTS = frozenset(TEXT_TAGS)
_WALKED = (
    _P, _TBL, _TR, _TC, _BOX, _INSTRUCTION, _FIELD, _SIMPLE, _ALTERNATE, _WORD_ART,
    *_BRANCHES, *_NOTES, *_LEFT_OUT, *TEXT_TAGS,
)  # fmt: skip
_PPR, _RPR, _VANISH, _DEL, _MOVED = (qn(f"w:{name}") for name in ("pPr", "rPr", "vanish", "del", "moveFrom"))
_STYLE, _RUN_STYLE, _NUMBERING = qn("w:pStyle"), qn("w:rStyle"), qn("w:numPr")
_PAGE_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
_CONTENTS_FIELDS = frozenset({"TOC", "TOA", "INDEX"})
_PAGE_REST = re.compile(r"[\s—–\-－―·•.第页共/／~]*")
_MAX_CODE = 200


@dataclass
class Finds:
    """读的时候遇到的：脚注、尾注的号，目录的各段，没有通用意思的符号，隐藏的字数，EQ 域画出来的字几处。"""

    notes: list[tuple[str, str]] = field(default_factory=list)
    contents: list[list[Bit]] = field(default_factory=list)
    private: list[str] = field(default_factory=list)
    hidden: int = 0
    drawn: int = 0


@dataclass
class _Field:
    """一个打开着的域；covers 为真时里面的文字不读：还在指令里，或是不要的页码。listing 是到了目录的结果。"""

    code: str = ""
    covers: bool = True
    listing: bool = False

    @property
    def name(self) -> str:
        """域名。"""
        return next(iter(self.code.upper().split(maxsplit=1)), "")

    @property
    def pages(self) -> bool:
        """是页码一类。"""
        return self.name in _PAGE_FIELDS


@dataclass
class _Paragraph:
    """正在读的一段。joined 为真的没有自己的段落标记（删去了，或隐藏着），与下一段接起来。"""

    style: str
    number: AutoNumber | None
    joined: bool
    bits: list[Bit] = field(default_factory=list)
    paged: bool = False
    contents: bool = False


@dataclass
class Flow:
    """走一个部件。side 是它在页眉、脚注里时的叫法，正文为空串；pages 为假时页码不读。

    hiding 为假时没有隐藏的文字，不必逐个文字块去查。
    """

    transcript: Transcript
    styles: Styles
    counters: Counters
    numbers: Numbers
    finds: Finds
    side: str = ""
    pages: bool = True
    hiding: bool = True
    _node: int = 0
    _muted: Any = None
    _covered: int = 0
    _listing: int = 0
    _steps: list[str] = field(default_factory=list)
    _containers: list[Container] = field(default_factory=list)
    _paragraphs: list[_Paragraph] = field(default_factory=list)
    _fields: list[_Field] = field(default_factory=list)
    _tables: list[Table | None] = field(default_factory=list)
    _chosen: list[bool] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._starts: dict[str, Callable[[Any], None]] = {
            _P: self._start_paragraph,
            _SIMPLE: self._start_simple,
            _TBL: self._start_table,
            _TR: self._start_row,
            _TC: self._start_cell,
            _BOX: self._start_box,
            _WORD_ART: self._start_word_art,
            _ALTERNATE: self._start_alternate,
        }
        self._ends: dict[str, Callable[[], None]] = {
            _P: self._end_paragraph,
            _SIMPLE: self._close,
            _TBL: self._end_table,
            _TC: self._end_cell,
            _BOX: self._end_box,
            _ALTERNATE: self._end_alternate,
        }

    def walk(self, root: Any, container: Container, first: int = 0) -> None:
        """root 的全部文字交给 container；first 是它的第一个带文字的节点在部件里的下标。"""
        self._node = first
        self._containers.append(container)
        self._steps = field_steps(root)[::-1]
        for event, element in etree.iterwalk(root, ("start", "end"), tag=_WALKED):
            tag = element.tag
            if tag in _TEXTS:
                if event == "start":
                    self._text(element)
            elif tag == _FIELD:
                if event == "start":
                    self._step(self._steps.pop())
            elif self._muted is not None:
                self._muted = None if event == "end" and element is self._muted else self._muted
            elif event == "start":
                self._start(tag, element)
            elif tag in self._ends:
                self._ends[tag]()
        _flush(self._containers.pop())

    def _start(self, tag: str, element: Any) -> None:
        if tag in _LEFT_OUT:
            self._muted = element
        elif tag in _BRANCHES:
            self._branch(element)
        elif tag in _NOTES:
            if self._visible(element):
                self.finds.notes.append((_NOTES[tag], element.get(qn("w:id"), "")))
        elif tag == _INSTRUCTION:
            self._code(element.text or "")
        else:
            self._starts[tag](element)

    def _text(self, element: Any) -> None:
        if not is_text_node(element):
            return
        node = self._node
        self._node = node + 1
        if self._muted is not None or self._covered or not self._paragraphs:
            return
        offset, text = shown_part(element)
        if self.hiding and not self._visible(element):
            self.finds.hidden += len(text.strip())
        elif text:
            self._paragraphs[-1].bits.append(Bit(text, node, offset))
            if element.tag == SYMBOL and is_private(text):
                self.finds.private.append(text)

    def _visible(self, element: Any) -> bool:
        """文字块里的一样东西看得见。"""
        style = self._paragraphs[-1].style if self._paragraphs else ""
        return not (self._covered or self._hides(element.getparent().find(_RPR), style))

    # 段落

    def _start_paragraph(self, element: Any) -> None:
        properties = element.find(_PPR)
        style = value_of(properties, _STYLE) or self.styles.default
        mark = None if properties is None else properties.find(_RPR)
        gone = mark is not None and (mark.find(_DEL) is not None or mark.find(_MOVED) is not None)
        hidden = self._hides(mark, style)
        number = None if gone else self._number(properties, style)
        self._paragraphs.append(_Paragraph(style, number, gone or hidden, contents=self._listing > 0))

    def _number(self, properties: Any, style: str) -> AutoNumber | None:
        place = self.styles.place(style)
        own = None if properties is None else properties.find(_NUMBERING)
        if own is not None:
            number, level = number_of(own, qn("w:numId")), number_of(own, qn("w:ilvl"))
            if number is not None or level is not None:
                place = ListPlace(place.number if number is None else number, level)
        found = self.counters.numbering.level_of(place)
        return self.counters.next(*found) if found else None

    def _hides(self, run: Any, style: str) -> bool:
        """w:rPr 里写了隐藏；没有写的看文字样式、段落样式。"""
        if not self.hiding:
            return False
        if run is not None:
            direct = run.find(_VANISH)
            if direct is not None:
                return is_on(direct)
            named = value_of(run, _RUN_STYLE)
            if named and self.styles.hides(named):
                return True
        return self.styles.hides(style)

    def _end_paragraph(self) -> None:
        paragraph, container = self._paragraphs.pop(), self._containers[-1]
        if paragraph.paged and not self.pages and _PAGE_REST.fullmatch(plain(paragraph.bits)):
            paragraph.bits = []
        number = _numbered(paragraph.number, plain(paragraph.bits[:1]))
        if paragraph.joined:
            container.carried += [*([number] if number and paragraph.bits else []), *paragraph.bits]
            return
        bits, container.carried = container.carried, []
        bits += paragraph.bits
        if paragraph.contents and not self.side:
            self.finds.contents.append(bits)
        else:
            container.paragraph([number, *bits] if number else bits)

    # 域

    def _step(self, step: str) -> None:
        if step == "begin":
            self._open("")
        elif step == "separate" and self._fields:
            self._reach_result()
        elif step == "end" and self._fields:
            self._close()

    def _open(self, code: str) -> None:
        self._fields.append(_Field(code))
        self._covered += 1

    def _start_simple(self, element: Any) -> None:
        self._open(element.get(qn("w:instr"), "")[:_MAX_CODE])
        self._reach_result()

    def _reach_result(self) -> None:
        top = self._fields[-1]
        if top.covers and (self.pages or not top.pages):
            top.covers = False
            self._covered -= 1
        if top.name in _CONTENTS_FIELDS and not top.listing:
            top.listing = True
            self._listing += 1
            for paragraph in self._paragraphs[-1:]:
                paragraph.contents = True

    def _close(self) -> None:
        top = self._fields.pop()
        self._covered -= top.covers
        self._listing -= top.listing
        self.finds.drawn += top.covers and top.name == "EQ"
        if self._paragraphs and top.pages:
            self._paragraphs[-1].paged = True

    def _code(self, text: str) -> None:
        if self._fields and len(self._fields[-1].code) < _MAX_CODE:
            self._fields[-1].code += text[:_MAX_CODE]

    # 表格和文本框

    def _start_table(self, element: Any) -> None:
        top = self._containers[-1]
        if top.inline:
            self._tables.append(None)
            return
        _flush(top)
        self._tables.append(Table(self._bordered(element)))

    def _end_table(self) -> None:
        table = self._tables.pop()
        if table is not None:
            table.write(self.transcript, self.numbers, self.side)

    def _bordered(self, table: Any) -> bool:
        properties = table.find(qn("w:tblPr"))
        own = None if properties is None else properties.find(qn("w:tblBorders"))
        if own is not None and has_lines(own):
            return True
        if own is None and self.styles.borders(value_of(properties, qn("w:tblStyle"))):
            return True
        return any(map(has_lines, table.iter(qn("w:tcBorders"))))

    def _start_row(self, element: Any) -> None:
        properties = element.find(qn("w:trPr"))
        if properties is not None and properties.find(_DEL) is not None:
            self._muted = element
        elif self._tables and self._tables[-1] is not None:
            before = number_of(properties, qn("w:gridBefore")) or 0
            self._tables[-1].rows.append(Row(max(before, 0)))

    def _start_cell(self, element: Any) -> None:
        properties = element.find(qn("w:tcPr"))
        deleted = properties is not None and properties.find(qn("w:cellDel")) is not None
        merged = None if properties is None else properties.find(qn("w:vMerge"))
        table = self._tables[-1] if self._tables else None
        if table is not None and not deleted:
            cell = Cell(max(number_of(properties, qn("w:gridSpan")) or 1, 1))
            table.add(cell)
            self._containers.append(cell)
        if deleted or (merged is not None and merged.get(qn("w:val"), "continue") != "restart"):
            self._muted = element
            if table is not None and not deleted:
                self._containers.pop()

    def _end_cell(self) -> None:
        if self._tables and self._tables[-1] is not None:
            _flush(self._containers.pop())

    def _start_box(self, _: Any) -> None:
        top = self._containers[-1]
        self._containers.append(Inner(top) if top.inline or self.side else Box(self.transcript, self.numbers))

    def _end_box(self) -> None:
        _flush(self._containers.pop())

    def _start_word_art(self, element: Any) -> None:
        """艺术字写在属性里，没有节点可对。"""
        words = " ".join(element.get("string", "").split())
        if words and not self._covered:
            self._start_box(element)
            self._containers[-1].paragraph([Bit(words)])
            self._end_box()

    def _start_alternate(self, _: Any) -> None:
        self._chosen.append(False)

    def _end_alternate(self) -> None:
        self._chosen.pop()

    def _branch(self, element: Any) -> None:
        """几种写法只读第一种，别的是同样的内容。"""
        if self._chosen and self._chosen[-1]:
            self._muted = element
        elif self._chosen:
            self._chosen[-1] = True


def _flush(container: Container) -> None:
    """接在后面的一段没有来：单独成一段。"""
    if container.carried:
        bits, container.carried = container.carried, []
        container.paragraph(bits)


def _numbered(number: AutoNumber | None, following: str) -> Bit | None:
    """编号连同它与正文之间的空隙。全角标点后面的空隙不算字；“1.”后面接数字的空一格，免得看成“1.5”。"""
    if number is None or not number.text or (number.bullet and not following):
        return None
    last = number.text[-1]
    if number.bullet:
        return Bit(f"{number.text} ")
    if number.suffix == "nothing" or last.isspace() or not following:
        return Bit(number.text)
    if last.isalnum() and last != "〇":
        return Bit(number.text + (" " if last.isascii() else "　"))
    return Bit(number.text + " " * (last.isascii() and following[0].isascii() and following[0].isalnum()))
