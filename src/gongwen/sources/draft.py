"""草稿读成 Document：front matter、正文、附件、被印发件。"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.document.body import Paragraph
from gongwen.document.kinds import Format, kind_of
from gongwen.document.model import Annex, Document, Issued, Notice
from gongwen.document.numbering import parse_number
from gongwen.errors import DraftError, place
from gongwen.sources.elements import read_elements
from gongwen.sources.files import image_opener, open_text
from gongwen.sources.frontmatter import FrontMatter, scalar_text, split_front_matter
from gongwen.sources.lines import parse_blocks, text_lines
from gongwen.sources.reading import read_source
from gongwen.sources.restated import Unrestated, split_restated
from gongwen.spans import Span, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.document.body import Block
    from gongwen.document.elements import Elements
    from gongwen.spans import SourceText

MAX_TITLE_LINE = 60
UNWRITTEN = "【待填：通知的正文】"
_BRACKETED = re.compile(r"（[^（）]{4,120}）|\([^()]{4,120}\)")
_TYPED_ANNEX_NUMBER = re.compile(
    r"(?:\S{2,20}〔\d{4}〕\d+号\s*)?附件\s*[0-9０-９一二三四五六七八九十]*[:：]?"
)
ANNEX_NUMBER_LEVEL = 3
_FILE_NAME = re.compile(r"\.(?:md|txt|docx?|wps|pdf|xlsx?|png|jpe?g)$", re.IGNORECASE)


def read_draft(path: Path | str) -> Document:
    """读一件草稿（.md 或 .txt）。读不了时引发 SourceError，写得不对时引发 DraftError。"""
    return parse_draft(read_source(Path(path)), Path(path).parent)


def parse_draft(source: SourceText, folder: Path | None) -> Document:
    """把原文读成 Document。

    folder 是附件、被印发件、图片所在的文件夹；为 None 时不打开任何文件（只看文字）。
    没有 front matter 的文本按位置和样子认（sources/plain/），认不出来的只有正文，elements 为 None。
    """
    front = split_front_matter(source)
    if front is None:
        # 认文字的规则多，载入要几十毫秒，有 front matter 的用不着。
        from gongwen.sources.plain.bare import refuse_bare_elements
        from gongwen.sources.plain.document import plain_document

        refuse_bare_elements(source)
        return plain_document(source, image_opener(source, folder), _encoding_notices(source))
    elements = read_elements(source, front)
    parts = split_restated(text_lines(source, front.body_start), elements)
    return _assemble(source, folder, elements, parts, tuple(_comment_notices(source, front)))


def _assemble(
    source: SourceText,
    folder: Path | None,
    elements: Elements,
    parts: Unrestated,
    comments: tuple[Notice, ...],
) -> Document:
    opener = image_opener(source, folder)
    kind = kind_of(elements.kind.value) if elements.kind else None
    issued = _issued(source, folder, elements, parts)
    annexes = tuple(_annexes(source, folder, elements))
    notices = (*_encoding_notices(source), *comments, *_restated_notices(source, parts))
    notices += (*_file_like_titles(source, elements), *_unused_layout(source, elements))
    for other in [annex.source for annex in annexes] + [issued.source if issued else None]:
        if other is not None and other is not source:
            notices += _encoding_notices(other)
    return Document(
        source=source,
        elements=parts.elements,
        kind=kind,
        format=_format(elements, kind.default_format if kind else Format.GENERAL),
        body=parse_blocks(source, parts.body, opener) or _unwritten(parts),
        annexes=annexes,
        issued=issued,
        notices=notices,
        left_out=tuple(line.span for line in parts.left_out),
    )


def _unwritten(parts: Unrestated) -> tuple[Block, ...]:
    """正文只贴了被印发件，没有通知的正文：留一个看得见的空位。"""
    if not parts.issued:
        return ()
    start = parts.issued[0].span.start
    return (Paragraph(Text(UNWRITTEN, Span(start, start), ())),)


def _format(elements: Elements, default: Format) -> Format:
    return Format(elements.format.value) if elements.format else default


def _comment_notices(source: SourceText, front: FrontMatter) -> Iterator[Notice]:
    """值后面“ #”起的文字，YAML 当作注释；写的人可能是要印的，所以说一声。"""
    for span in front.comments:
        shown = source.slice(span)
        yield Notice(
            f"“{shown[:30]}”按注释略去；要印出来就把整个值用英文引号括起来",
            source.name,
            source.position(span.start)[0],
        )


def _encoding_notices(source: SourceText) -> tuple[Notice, ...]:
    if not source.guessed:
        return ()
    shown = {"gb18030": "GBK（GB 18030）", "utf-16": "UTF-16"}.get(source.encoding, source.encoding)
    return (Notice(f"不是 UTF-8 编码，按 {shown} 读入", source.name),)


def _restated_notices(source: SourceText, parts: Unrestated) -> Iterator[Notice]:
    for line in parts.left_out:
        shown = line.value if len(line.value) <= 30 else line.value[:30] + "……"
        yield Notice(
            f"正文中重写的要素或网页文字，未排入正文：{shown}",
            source.name,
            source.position(line.span.start)[0],
        )
    if parts.unlike is not None:
        yield Notice(
            f"正文开头像是又写了一遍版头，但与 front matter 不合，照排了：{parts.unlike.value[:30]}",
            source.name,
            source.position(parts.unlike.span.start)[0],
        )
    for term in parts.adopted:
        yield Notice(f"front matter 没有“{term}”，取自正文", source.name)
    if parts.issued:
        said = "成文日期之后的文字作为被印发件，另面排"
        if not parts.body:
            said = "正文只有所印发的文件，作为被印发件另面排；请补写通知的正文"
        yield Notice(said, source.name, source.position(parts.issued[0].span.start)[0])


def _issued(source: SourceText, folder: Path | None, elements: Elements, parts: Unrestated) -> Issued | None:
    if elements.issued is None:
        return _issued_from(source, folder, parts.issued, None) if parts.issued else None
    if parts.issued:
        line = parts.issued[0]
        raise DraftError(
            "成文日期之后还有文字，又写了“被印发件”文件",
            place(source, line.span, "被印发件"),
            "被印发件只留一处：删去“被印发件”键，或删去日期之后的文字",
        )
    if folder is None:
        return None
    other = open_text(source, folder, elements.issued, "被印发件")
    front = split_front_matter(other)
    own = front.entries.get("标题") if front else None
    title = scalar_text(other, front.base, own[1]) if front and own else None
    lines = text_lines(other, front.body_start if front else 0)
    if not lines:
        raise DraftError(
            "被印发件是空的", place(source, elements.issued.span, "被印发件"), "在文件中写入正文"
        )
    return _issued_from(other, folder, lines, title, (folder / elements.issued.value).parent)


def _issued_from(
    source: SourceText,
    folder: Path | None,
    lines: Sequence[Text],
    title: Text | None,
    here: Path | None = None,
) -> Issued:
    rest = list(lines)
    if title is None and rest and _is_title_line(rest[0].value):
        title = _without_hashes(rest.pop(0))
    note = rest.pop(0) if title and rest and _BRACKETED.fullmatch(rest[0].value) else None
    return Issued(title, note, parse_blocks(source, rest, image_opener(source, folder, here)), source)


def _is_title_line(value: str) -> bool:
    if len(value) > MAX_TITLE_LINE or value[-1] in "。；：:，,":
        return False
    return value.startswith("# ") or parse_number(value) is None


def _without_hashes(line: Text) -> Text:
    kept = len(line.value) - len(line.value.lstrip("#"))
    return line.part(kept, len(line.value)).strip()


def _file_like_titles(source: SourceText, elements: Elements) -> Iterator[Notice]:
    """附件的标题写成了文件名：多半是想让它另面排。"""
    for entry in elements.annexes or ():
        name = entry.title.value
        if entry.file is None and _FILE_NAME.search(name):
            said = f"“{name}”当作附件的标题印出；要把文件排在后面，写成 {{标题: …, 文件: {name}}}"
            yield Notice(said, source.name, source.position(entry.title.span.start)[0])


def _unused_layout(source: SourceText, elements: Elements) -> Iterator[Notice]:
    """只列标题的附件写了怎样排：没有可以横过来、另成文件的。"""
    for entry in elements.annexes or ():
        asked = (("横排", entry.landscape), ("装订", entry.detached))
        keys = "、".join(f"“{key}”" for key, given in asked if given)
        if keys and entry.file is None:
            said = f"附件“{entry.title.value}”只列了标题，{keys}用不上；写上“文件”才排附件的正文"
            yield Notice(said, source.name, source.position(entry.title.span.start)[0])


def _annexes(source: SourceText, folder: Path | None, elements: Elements) -> Iterator[Annex]:
    entries = elements.annexes or ()
    for index, entry in enumerate(entries, 1):
        number = index if len(entries) > 1 else None
        annex = Annex(_unnumbered(entry.title), number, landscape=entry.landscape, detached=entry.detached)
        if entry.file is not None and folder is not None:
            annex = _with_body(source, folder, annex, entry.file)
        yield annex


def _unnumbered(title: Text) -> Text:
    """去掉标题里手写的“1.”：序号由程序排，免得印成“1. 1.”。"""
    typed = parse_number(title.value)
    if typed is None or typed.level != ANNEX_NUMBER_LEVEL:
        return title
    return title.part(typed.length, len(title.value)).strip()


def _with_body(source: SourceText, folder: Path, annex: Annex, file: Text) -> Annex:
    other = open_text(source, folder, file, "附件")
    front = split_front_matter(other)
    lines = text_lines(other, front.body_start if front else 0)
    lines = _skip_annex_head(lines, annex.title.value)
    if not lines:
        raise DraftError(
            "附件文件是空的", place(source, file.span, "附件"), "在文件中写入附件正文，或只列标题"
        )
    opener = image_opener(other, folder, (folder / file.value).parent)
    return replace(annex, body=parse_blocks(other, lines, opener), source=other)


def _skip_annex_head(lines: list[Text], title: str) -> list[Text]:
    """附件文件里自己写的“附件1”和与附件说明相同的标题，不再重排。"""
    start = 0
    if start < len(lines) and _TYPED_ANNEX_NUMBER.fullmatch(lines[start].value):
        start += 1
    if start < len(lines) and _without_hashes(lines[start]).value == title:
        start += 1
    return lines[start:]
