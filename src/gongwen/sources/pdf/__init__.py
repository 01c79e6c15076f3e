"""外来的 PDF 读成文字、认成公文：校对、比对用。

1. `glyphs.py` 读每个字的位置，`drawn.py` 读线和图片，`frame.py` 把坐标转到字正放的样子；
2. `rows.py` 聚成行，`lines.py` 一行的样子，`columns.py` 分栏，`grid.py` 有格线的表格，`faces.py` 合成一面；
3. `furniture.py` 认页码、页眉页脚，`notes.py` 认脚注，`paragraphs.py` 接成段，`characters.py` 换怪字，
   `assemble.py` 写成文本；
4. `reading.py` 从头到尾，在子进程里（`__main__.py`）；`apart.py` 在这边；`telling.py` 是告诉用户的话。

换过的字、略去的行、没有读的面全都告知。
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gongwen.sources.pdf.apart import PdfText, read_pdf_text

if TYPE_CHECKING:
    from pathlib import Path

    from gongwen.document.model import Document
    from gongwen.spans import SourceText

__all__ = ["PdfText", "parse_pdf", "pdf_document", "read_pdf", "read_pdf_text"]


def read_pdf(file: Path | bytes, name: str | None = None) -> SourceText:
    """PDF 的文字，一段一行；要一并知道读得怎样的，用 read_pdf_text。"""
    return read_pdf_text(file, name).source


def parse_pdf(path: Path) -> Document:
    """读一个 PDF，认成公文。读不了、没有文字（扫描件）、加了密码时引发 SourceError。"""
    return pdf_document(read_pdf_text(path))


def pdf_document(read: PdfText) -> Document:
    """认成 Document；认不出来的只有正文，elements 为 None。脚注在 asides 里。"""
    from gongwen.document.model import Aside, Notice
    from gongwen.sources.files import image_opener
    from gongwen.sources.lines import text_lines
    from gongwen.sources.plain.document import plain_document

    source = read.source
    notices = tuple(Notice(message, source.name) for message in read.notices)
    document = plain_document(source, image_opener(source, None), notices, read.body_end)
    notes = text_lines(source, read.body_end) if read.body_end < len(source.text) else []
    return replace(document, asides=tuple(Aside(line, note=True) for line in notes))
