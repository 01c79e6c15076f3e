"""Document：一件公文读进来之后的样子。排版、校对、签批都从它出发，谁也不改它。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.document.body import Heading, Image, Paragraph, Table
from gongwen.document.elements import element_terms
from gongwen.document.kinds import Format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.document.body import Block
    from gongwen.document.elements import Elements
    from gongwen.document.kinds import Kind
    from gongwen.document.terms import Term
    from gongwen.spans import SourceText, Span, Text


@dataclass(frozen=True, slots=True)
class Notice:
    """读入时要告诉用户的一句话（编码、略去的行、推断），带位置。

    文本的位置是第几行；Word 文件、PDF 的是 label，如“第3段”。
    """

    message: str
    source: str
    line: int | None = None
    label: str = ""

    def __str__(self) -> str:
        place = f"{self.source}:{self.line}" if self.line else f"{self.source} {self.label}".rstrip()
        return f"{place}：{self.message}"


@dataclass(frozen=True, slots=True)
class Annex:
    """附件。number 是附件说明中的序号，只有一个附件时为 None；只列标题的 source 与 body 为空。

    landscape：横排，整个附件排在转过来的版心里（第 8 条）；detached：不与正文装订，另成文件（7.3.7）。
    """

    title: Text
    number: int | None
    body: tuple[Block, ...] = ()
    source: SourceText | None = None
    landscape: bool = False
    detached: bool = False


@dataclass(frozen=True, slots=True)
class Issued:
    """被印发件：另面排，居中排标题，不标“附件”。note 是标题下的题注（如“（×年×月×日通过）”）。"""

    title: Text | None
    note: Text | None
    body: tuple[Block, ...]
    source: SourceText


@dataclass(frozen=True, slots=True)
class Aside:
    """正文以外的一段：脚注、尾注（note 为真），页眉、页脚、自动目录（为假）。只有 Word 文件、PDF 才有。"""

    text: Text
    note: bool


@dataclass(frozen=True, slots=True)
class SealImage:
    """定稿上要放的印章图（单位自己的 PNG）。size 是宽和高，毫米；name 是文件名。"""

    name: str
    data: bytes
    size: float


@dataclass(frozen=True, slots=True)
class Document:
    """一件公文。annexes 与 issued 可以来自别的文件，各带自己的原文。

    没有 front matter 的文字，要素是按位置和样子认出来的，recognized 为真，猜了什么都在 notices 里；
    认不出来的 elements 为 None，只有正文，unrecognized 是认不出来的原因。seal 是要放的印章图，定稿才有。
    """

    source: SourceText
    elements: Elements | None
    kind: Kind | None
    format: Format
    body: tuple[Block, ...]
    annexes: tuple[Annex, ...] = ()
    issued: Issued | None = None
    notices: tuple[Notice, ...] = ()
    left_out: tuple[Span, ...] = ()
    asides: tuple[Aside, ...] = ()
    recognized: bool = False
    unrecognized: str = ""
    seal: SealImage | None = None

    def required_terms(self) -> tuple[Term, ...]:
        """非有不可的要素；白头文件不排红头，只要标题。"""
        required = tuple(term for term in element_terms().values() if term.required)
        if self.format is not Format.PLAIN:
            return required
        return tuple(term for term in required if term.name == "title")

    def sources(self) -> tuple[SourceText, ...]:
        """印出的文字所来自的全部原文，草稿在前，不重复。"""
        found = [self.source]
        others = [annex.source for annex in self.annexes]
        if self.issued:
            others.append(self.issued.source)
        for source in others:
            if source is not None and all(source is not seen for seen in found):
                found.append(source)
        return tuple(found)


def block_texts(blocks: tuple[Block, ...]) -> Iterator[Text]:
    """各块印出的文字，按先后；表格逐格；图片是图题。"""
    for block in blocks:
        match block:
            case Heading(text=text, run_in=run_in):
                yield text
                if run_in is not None:
                    yield run_in
            case Paragraph(text=text):
                yield text
            case Table(rows=rows):
                for row in rows:
                    yield from row
            case Image(alt=alt):
                yield alt
