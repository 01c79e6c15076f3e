"""Word 文件读成 Document：文字由 ooxml/ 在子进程里读出，要素按位置和样子认，与贴来的文字一样（plain/）。

样式名（“标题”“标题 1”）不作数：公文里多半是随手套的。
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.document.model import Aside, Document, Notice
from gongwen.errors import SourceError, Where
from gongwen.ooxml.apart import read_story_apart
from gongwen.ooxml.opening import MAX_FILE
from gongwen.ooxml.story import AsideKind
from gongwen.sources.files import image_opener
from gongwen.sources.lines import text_lines
from gongwen.sources.plain.document import plain_document
from gongwen.sources.reading import read_bytes, shown_path
from gongwen.spans import Mark, Medium, SourceText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.ooxml.story import Story

_NOTES = (AsideKind.FOOTNOTE, AsideKind.ENDNOTE)


def parse_docx(path: Path) -> Document:
    """读一个 Word 文件（.docx、.docm、.dotx）。

    读不了、没有文字时引发 SourceError，不是 Word 文档、不安全时引发 PackageError。
    """
    return docx_document(*read_docx(path))


def read_docx(file: Path | bytes, name: str | None = None) -> tuple[SourceText, Story]:
    """Word 文件的文字，和每个字在哪个部件的哪个节点。

    file 是路径，或文件的字节；name 是显示的名字，默认为路径本身。
    """
    if isinstance(file, Path):
        shown = name or shown_path(file)
        data = read_bytes(file, shown, MAX_FILE)
    else:
        shown, data = name or "Word 文件", file
    if not data:
        raise SourceError("文件是空的", Where(shown), "确认拿对了文件")
    story = read_story_apart(data, shown)
    return source_of(story, data, shown), story


def source_of(story: Story, data: bytes, name: str) -> SourceText:
    """读出的文字作为一份原文；data 是文件的字节，取它的摘要。"""
    marks = tuple(Mark(start, label) for start, label in story.marks)
    digest = hashlib.sha256(data).hexdigest()
    return SourceText(name, story.text, digest=digest, medium=Medium.DOCX, marks=marks)


def docx_document(source: SourceText, story: Story) -> Document:
    """认成 Document；认不出来的只有正文，elements 为 None。脚注、页眉在 asides 里。"""
    if not story.text.strip():
        raise SourceError(
            "文件里没有文字", Where(source.name), "确认拿对了文件；里面是扫描的图片的，先识别成文字"
        )
    notices = tuple(Notice(each, source.name) for each in story.notices)
    document = plain_document(source, image_opener(source, None), notices, story.body_end)
    return replace(document, asides=tuple(_asides(source, story)))


def _asides(source: SourceText, story: Story) -> Iterator[Aside]:
    for aside in story.asides:
        for line in text_lines(source, aside.start, aside.end):
            yield Aside(line, note=aside.kind in _NOTES)
