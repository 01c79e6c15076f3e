"""草稿印出来是哪些字：要素连同排版加的字样（标志的“文件”“签发人：”“附件1”“抄送：”），按印出的先后。

与 layout/plan/ 加的字样、不排的要素一致，由测试拿全部样例的成品来比。先后只大致一样，挪动的要素不算不同。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.compare.roles import ANNEX_LABEL, MASTHEAD, SEAL_NAME, TABLE_HEAD
from gongwen.compare.stream import Builder
from gongwen.document.body import Heading, Image, Paragraph, Table
from gongwen.document.elements import Names
from gongwen.document.kinds import Direction, Format
from gongwen.document.sealing import sealing_of
from gongwen.layout.plan.build import NO_DISTRIBUTOR
from gongwen.layout.plan.head import NAMES_A_ROW, number_text, printed_date
from gongwen.proofing.reading import ANNEX_TITLE, ISSUED_NOTE, ISSUED_TITLE
from gongwen.spans import Text

if TYPE_CHECKING:
    from gongwen.compare.stream import Compared
    from gongwen.document.body import Block
    from gongwen.document.elements import Elements
    from gongwen.document.model import Annex, Document
    from gongwen.spans import SourceText

BLANK_DATE = "年月日"


def printed_draft(document: Document) -> Compared:
    """有 front matter 的草稿印出来的字；另成文件的附件不在内。"""
    assert document.elements is not None
    writer = _Writer(document, document.elements)
    writer.head()
    writer.main()
    writer.annexes()
    writer.colophon()
    return writer.made.done()


class _Writer:
    """一个要素一个要素地写。"""

    def __init__(self, document: Document, elements: Elements) -> None:
        self.document, self.elements, self.format = document, elements, document.format
        self.source = document.source
        self.made = Builder(document.source.name, document.sources())

    def head(self) -> None:
        """版头；白头文件没有。"""
        if self.format is Format.PLAIN:
            return
        for name in ("copy_number", "secrecy", "urgency"):
            self._element(name)
            if name == "secrecy":
                self._secrecy_term()
        self._masthead()
        self._number()
        if self.format in (Format.MINUTES, Format.BULLETIN):
            self._names("issuing_organs", "、")
            self._date("dated")

    def _secrecy_term(self) -> None:
        """保密期限接在密级之后。"""
        secrecy, term = self.elements.secrecy, self.elements.secrecy_term
        if secrecy is not None and term is not None and "★" not in secrecy.value:
            self.made.words("★", secrecy.span.end, "secrecy")
            self.made.text(term, "secrecy_term")

    def _masthead(self) -> None:
        """发文机关标志：照写的，或发文机关加“文件”等字样。"""
        elements, made = self.elements, self.made
        self._block()
        if elements.masthead is not None:
            made.text(elements.masthead, MASTHEAD, optional=True)
            return
        organs = elements.issuing_organs.items if elements.issuing_organs else ()
        start = made.here
        if self.format is not Format.BULLETIN:
            for organ in organs[:1] if self.format is Format.LETTER else organs:
                made.text(organ)
        made.zone(start, MASTHEAD, optional=True)
        # 联合行文的“文件”居右，在几个名称的当中，先后各个软件不一样：另成一截
        made.words(self._suffix(), organs[-1].span.end if organs else 0, MASTHEAD)

    def _suffix(self) -> str:
        kind = self.elements.kind
        order = "命令" if kind is not None and kind.value == "命令" else "令"
        words = {
            Format.LETTER: "",
            Format.BULLETIN: "简报",
            Format.ORDER: order,
            Format.MINUTES: "会议纪要",
        }
        return words.get(self.format, "文件")

    def _number(self) -> None:
        """发文字号，上行文连同签发人：字号与末一行签发人同行，在前几行之后（7.2.6）。"""
        names = self.elements.approvers
        upward = self.document.kind is not None and self.document.kind.direction is Direction.UP
        signed = self.format is Format.GENERAL and (names is not None or upward)
        items = names.items if names else ()
        last = len(items) - (len(items) % NAMES_A_ROW or NAMES_A_ROW)
        if signed and last > 0:
            self._approvers(items[:last], items[0].span.start)
        if self.elements.issue_number is not None:
            self._element("issue_number")
        else:
            self._block()
            self.made.words(number_text(self.document, self.elements), 0, "issue_number")
        if signed:
            self._approvers(items[max(last, 0) :], items[0].span.start if items and last <= 0 else None)

    def _approvers(self, names: tuple[Text, ...], label_at: int | None) -> None:
        self._block()
        if label_at is not None or not names:
            self.made.words("签发人：", label_at or 0, "approvers")
        for item in names:
            self.made.text(item, "approvers")

    def main(self) -> None:
        """主体：标题至附注。命令（令）以标志为题。"""
        if self.format is not Format.ORDER:
            self._element("title")
            self._element("title_note")
        if self.elements.addressees is not None:
            self._names("addressees", "，", ends="：:")
        self._blocks(self.document.body, self.source)
        for name, label in (("present", "出席："), ("on_leave", "请假："), ("observers", "列席：")):
            self._names(name, "、", label)
        self._annex_note()
        self._closing()
        if self.elements.remark is not None:
            self._block()
            bare = self.elements.remark.value[0] not in "（("
            start, where = self.made.here, self.elements.remark.span
            self.made.words("（" * bare, where.start)
            self.made.text(self.elements.remark)
            self.made.words("）" * bare, where.end)
            self.made.zone(start, "remark")

    def _annex_note(self) -> None:
        for index, annex in enumerate(self.document.annexes):
            self._block()
            at = annex.title.span.start
            label = ("附件：" if index == 0 else "") + (f"{annex.number}." if annex.number else "")
            self.made.words(label, at, ANNEX_LABEL)
            self.made.text(annex.title, "annexes")

    def _closing(self) -> None:
        """署名、日期。签名章盖在职务之后，印出的只有职务。"""
        elements, sealing = self.elements, sealing_of(self.document, self.elements)
        if self.format in (Format.MINUTES, Format.BULLETIN) or sealing == "不落款":
            return
        if sealing == "签名章":
            for stamp in elements.signature_stamps or ():
                self._block()
                self.made.text(stamp.post, "signature_stamps")
                self.made.text(stamp.name, SEAL_NAME, optional=True)
        else:
            self._names("issuers" if elements.issuers else "issuing_organs", None, role="issuers")
        self._date("dated")

    def annexes(self) -> None:
        """附件、被印发件。"""
        for annex in self.document.annexes:
            self._annex(annex)
        issued = self.document.issued
        if issued is None:
            return
        for text, role in ((issued.title, ISSUED_TITLE), (issued.note, ISSUED_NOTE)):
            if text is not None:
                self._block(issued.source)
                self.made.text(text, role)
        self._blocks(issued.body, issued.source)

    def _annex(self, annex: Annex) -> None:
        if annex.source is None or annex.detached:
            return
        self._block()
        where = annex.title.span.start
        self.made.words(f"附件{annex.number or ''}", where, ANNEX_LABEL)
        self._block()
        self.made.text(annex.title, ANNEX_TITLE)
        self._blocks(annex.body, annex.source)

    def colophon(self) -> None:
        """版记：抄送、印发机关和日期。"""
        if self.elements.copied_to is not None:
            self._names("copied_to", "，", "抄送：", ends="。")
        if self.format in NO_DISTRIBUTOR:
            return
        distributor, on = self.elements.distributor, self.elements.distributed_on
        if distributor is None and on is None:
            return
        self._element("distributor")
        self._date("distributed_on")
        self.made.words("印发", on.span.end if on else 0, "distributed_on")

    def _block(self, source: SourceText | None = None) -> None:
        self.made.block(source or self.source)

    def _element(self, name: str) -> None:
        value = getattr(self.elements, name)
        if isinstance(value, Text):
            self._block()
            self.made.text(value, name)

    def _date(self, name: str) -> None:
        """日期的规范印法；没有写的是空位。"""
        value: Text | None = getattr(self.elements, name)
        self._block()
        if value is None:
            self.made.words(BLANK_DATE, 0, name)
            return
        said = printed_date(value.value)
        if said == value.value:
            self.made.text(value, name)
        else:
            self.made.text(Text(said, value.span, _spread(said, value)), name)

    def _names(
        self, name: str, between: str | None, label: str = "", *, ends: str = "", role: str = ""
    ) -> None:
        """几个名称。between 为 None 的各占一段；ends 的头一个字是末尾要有的标点，其余的字也行。"""
        names = getattr(self.elements, name)
        if not isinstance(names, Names):
            return
        self._block()
        start, role = self.made.here, role or name
        self.made.words(label, names.span.start, role)
        for at, item in enumerate(names.items):
            if at and between is None:
                self._block()
                start = self.made.here
            elif at and between:
                self.made.words(between, item.span.start)
            self.made.text(item)
            self.made.zone(start, role)
        self.made.zone(start, role)
        if ends and names.items[-1].value.rstrip()[-1:] not in ends:
            self.made.words(ends[0], names.span.end, role, optional=False)

    def _blocks(self, blocks: tuple[Block, ...], source: SourceText) -> None:
        for block in blocks:
            put_block(self.made, block, source)


def put_block(made: Builder, block: Block, source: SourceText) -> None:
    """正文的一块：标题、段落各一段，表格一格一段，图片是图题。"""
    match block:
        case Heading(text=text, run_in=run_in):
            made.block(source)
            made.text(text)
            if run_in is not None:
                made.text(run_in)
        case Paragraph(text=text):
            made.block(source)
            made.text(text)
        case Table(rows=rows):
            for index, row in enumerate(rows):
                for at, cell in enumerate(row):
                    made.block(source, unit=at == 0)
                    made.text(cell, TABLE_HEAD if index == 0 else None)
        case Image(alt=alt):
            made.block(source)
            made.text(alt)


def _spread(said: str, value: Text) -> tuple[int, ...]:
    """换了写法的日期：各字都指向所写日期里相应的地方。"""
    last = max(value.span.end - 1, value.span.start)
    return tuple(min(value.span.start + at, last) for at in range(len(said)))
