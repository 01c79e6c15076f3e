"""把读进来的公文写成草稿：要素写进 front matter，正文照写；贴来的文字由此变成可以改的草稿。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.document.body import Heading, Image, Paragraph, Table
from gongwen.document.elements import AnnexEntry, Names, Stamp, element_names, term_of
from gongwen.drafting.yaml_text import quoted, yaml_value
from gongwen.spans import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.document.body import Block
    from gongwen.document.model import Document
    from gongwen.spans import SourceText


@dataclass(frozen=True, slots=True)
class Written:
    """草稿的文字；parts 是另外写出的附件、被印发件（名字与文字）。"""

    text: str
    parts: tuple[tuple[str, str], ...]


def written(document: Document, stem: str) -> Written:
    """写成草稿，document 要有要素；读入时的说明写成注释。

    stem 是草稿的文件名（不含扩展名），附件写作“<stem>-附件1.md”。
    """
    parts = tuple(_parts(document, stem))
    lines = ["---", *(f"# {_remark(notice.line, notice.message)}" for notice in document.notices)]
    lines += _front(document, {name for name, _ in parts}, stem)
    lines += ["---", *_lines(document.source, document.body)]
    return Written("\n".join(lines) + "\n", parts)


def _remark(line: int | None, message: str) -> str:
    place = f"原文第 {line} 行：" if line else ""
    return place + " ".join(message.split())


def _front(document: Document, files: set[str], stem: str) -> Iterator[str]:
    for name in element_names():
        if name != "issued":
            yield from _entry(term_of(name).term, getattr(document.elements, name), files, stem)
    issued = _issued_name(stem)
    if issued in files:
        yield f"被印发件: {yaml_value(issued)}"


def _entry(term: str, value: object, files: set[str], stem: str) -> Iterator[str]:
    match value:
        case Text() if "\n" in value.value:
            yield f"{term}: |-"
            yield from (f"  {line.strip()}" for line in value.value.splitlines() if line.strip())
        case Text():
            yield f"{term}: {yaml_value(value.value)}"
        case Names(items=items, verbatim=True):
            yield f"{term}: {yaml_value(items[0].value)}"
        case Names(items=items):
            yield f"{term}:"
            yield from (f"  - {yaml_value(item.value)}" for item in items)
        case tuple():
            yield from _listed(term, value, files, stem)


def _listed(term: str, values: tuple[object, ...], files: set[str], stem: str) -> Iterator[str]:
    yield f"{term}:"
    for number, value in enumerate(values, 1):
        match value:
            case AnnexEntry(title=title):
                name = _annex_name(stem, number)
                yield f"  - 标题: {yaml_value(title.value)}"
                if name in files:
                    yield f"    文件: {yaml_value(name)}"
            case Stamp(post=post, name=person):
                yield f"  - {{职务: {quoted(post.value)}, 姓名: {quoted(person.value)}}}"


def _parts(document: Document, stem: str) -> Iterator[tuple[str, str]]:
    for number, annex in enumerate(document.annexes, 1):
        if annex.source is not None and annex.body:
            yield _annex_name(stem, number), "\n".join(_lines(annex.source, annex.body)) + "\n"
    issued = document.issued
    if issued is not None:
        heads = [text.value for text in (issued.title, issued.note) if text is not None]
        yield _issued_name(stem), "\n".join([*heads, *_lines(issued.source, issued.body)]) + "\n"


def _annex_name(stem: str, number: int) -> str:
    return f"{stem}-附件{number}.md"


def _issued_name(stem: str) -> str:
    return f"{stem}-被印发件.md"


def _lines(source: SourceText, blocks: Sequence[Block]) -> Iterator[str]:
    """正文各行；表格、图片照原文。"""
    for block in blocks:
        match block:
            case Heading(text=text, run_in=run_in, number=number, level=level):
                marks = "" if number is not None else "#" * level + " "
                yield marks + text.value + (run_in.value if run_in is not None else "")
            case Paragraph(text=text):
                yield text.value
            case Table(span=span) | Image(span=span):
                yield from (line.strip() for line in source.slice(span).splitlines())
                yield ""
