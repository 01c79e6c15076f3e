"""测试用的信笺：几段文字就是一份；填一份，读回来看。"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from tests.helpers import FRONT, draft, parsed

from gongwen.layout.letterhead.fill import fill
from gongwen.layout.letterhead.opening import open_letterhead
from gongwen.layout.plan import make_plan
from gongwen.layout.style import load_style

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document

NAME = "信笺.docx"
BODY_TAG = "{{p 正文 }}"


def saved(document: Document) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def sheet(*paragraphs: str, header: str = "", footer: str = "") -> bytes:
    """各段是这些文字的信笺。"""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    if footer:
        document.sections[0].footer.paragraphs[0].text = footer
    return saved(document)


def split_runs(*pieces: str) -> bytes:
    """一个段落拆成几段文字的信笺，后面是正文。"""
    document = docx.Document()
    paragraph = document.add_paragraph()
    for piece in pieces:
        paragraph.add_run(piece)
    document.add_paragraph(BODY_TAG)
    return saved(document)


def filled(data: bytes, text: str | None = None, folder: Path | None = None) -> bytes:
    letterhead = open_letterhead(data, NAME)
    fitted = letterhead.area.fitted(load_style())
    written = parsed(text or draft(), folder)
    return fill(letterhead, written, make_plan(written, fitted), fitted)


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def lines(data: bytes) -> list[tuple[str, str]]:
    """全部段落（连表格里的，按先后）的样式名和文字。"""
    document = opened(data)
    inner = (Paragraph(each, document._body) for each in document.element.body.iter(qn("w:p")))
    return [(each.style.name, each.text) for each in inner]


def texts(data: bytes) -> list[str]:
    return [text for _, text in lines(data)]


def member(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def with_front(**changed: str) -> str:
    """换、添几个要素的草稿；值为空的去掉。"""
    kept = [line for line in FRONT.splitlines() if line.split(":")[0] not in changed]
    added = [f"{key}: {value}" for key, value in changed.items() if value]
    return draft("\n".join([*kept, *added]) + "\n")
