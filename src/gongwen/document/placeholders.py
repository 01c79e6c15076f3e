"""空位：模板里还没有填的地方，写作“【待填：……】”；没有渲染的模板标记也算。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongwen.document.elements import AnnexEntry, Names, Stamp, element_names
from gongwen.document.model import block_texts
from gongwen.spans import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.document.elements import Elements
    from gongwen.document.model import Document
    from gongwen.spans import SourceText

# 没有收尾的，不一直找到行末：看到下一个开头就算了
UNFILLED = re.compile(
    r"\{\{[^{}\n]*\}\}|\{%(?:[^\n{]|\{(?!%(?!\})))*?%\}|【(?:待填|请填)(?:[^【】\n]|【(?!待填|请填))*】"
)
TO_FILL = "【待填：{}】"


def unfilled(document: Document) -> Iterator[tuple[SourceText, Text]]:
    """一件公文里全部没有填的空位，按先后；各带所在的原文。"""
    for source, text in _texts(document):
        for found in UNFILLED.finditer(text.value):
            yield source, text.part(*found.span())


def unfilled_places(document: Document) -> tuple[str, ...]:
    """没有填的空位，各写作“文件:行 文字”；同一行里相同的只说一次。"""
    found: dict[str, None] = {}
    for source, text in unfilled(document):
        line, _ = source.position(text.span.start)
        found[f"{source.name}:{line} {text.value}"] = None
    return tuple(found)


def _texts(document: Document) -> Iterator[tuple[SourceText, Text]]:
    own = document.source
    if document.elements is not None:
        yield from ((own, text) for text in element_texts(document.elements))
    yield from ((own, text) for text in block_texts(document.body))
    for annex in document.annexes:
        yield from ((annex.source or own, text) for text in block_texts(annex.body))
    issued = document.issued
    if issued is not None:
        heads = (text for text in (issued.title, issued.note) if text is not None)
        yield from ((issued.source, text) for text in (*heads, *block_texts(issued.body)))


def element_texts(elements: Elements) -> Iterator[Text]:
    """各要素的文字；列表逐项，附件的标题、签名章的职务和姓名都在内。"""
    for name in element_names():
        yield from _values(getattr(elements, name))


def _values(value: object) -> Iterator[Text]:
    match value:
        case Text():
            yield value
        case Names(items=items):
            yield from items
        case tuple():
            for item in value:
                yield from _values(item)
        case AnnexEntry(title=title):
            yield title
        case Stamp(post=post, name=name):
            yield from (post, name)
        case _:
            pass
