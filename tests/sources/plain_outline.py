"""认出来的一件公文的全貌：每一项都比，多认一样也算错。"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from tests.helpers import parsed

from gongwen.document.elements import Names
from gongwen.document.model import block_texts
from gongwen.spans import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.document.model import Document


def outline(text: str) -> dict[str, Any]:
    """读入 text，列出认出来的一切；没有的不列。说明写作“行号 说明”。"""
    return outline_of(parsed(text, name="稿.txt"))


def outline_of(document: Document) -> dict[str, Any]:
    elements = document.elements
    found: dict[str, Any] = {"格式": document.format.value, "文种": document.kind and document.kind.term}
    if elements is not None:
        values = {item.name: _plain(getattr(elements, item.name)) for item in fields(elements)}
        found["要素"] = {key: value for key, value in values.items() if value is not None}
    found["正文"] = [text.value for text in block_texts(document.body)]
    if document.annexes:
        found["附件"] = [
            (annex.number, annex.title.value, [text.value for text in block_texts(annex.body)])
            for annex in document.annexes
        ]
    if document.issued is not None:
        issued = document.issued
        heads = [text.value if text else None for text in (issued.title, issued.note)]
        found["被印发件"] = [*heads, [text.value for text in block_texts(issued.body)]]
    found["略去"] = [document.source.slice(span) for span in document.left_out]
    found["说明"] = [f"{notice.line} {notice.message}" for notice in document.notices]
    return found


def _plain(value: Any) -> Any:
    match value:
        case Text():
            return value.value
        case Names():
            return list(value.values())
        case tuple():
            return [
                item.title.value if hasattr(item, "title") else (item.post.value, item.name.value)
                for item in value
            ]
        case _:
            return value


def printed(document: Document) -> Iterator[Text]:
    """印出来的、原文里写着的每一段文字；推断的、待填的不算。"""
    elements = document.elements
    if elements is not None:
        for item in fields(elements):
            # 附件的标题在 document.annexes 里，这里不重复
            if item.name != "annexes":
                yield from _written(getattr(elements, item.name))
    yield from block_texts(document.body)
    for annex in document.annexes:
        yield annex.title
        yield from block_texts(annex.body)
    if document.issued is not None:
        yield from (text for text in (document.issued.title, document.issued.note) if text)
        yield from block_texts(document.issued.body)


def _written(value: Any) -> Iterator[Text]:
    match value:
        case Text() if value.offsets != ():
            yield value
        case Names(items=items):
            yield from (item for item in items if item.offsets != ())
        case tuple():
            for stamp in value:
                yield from (stamp.post, stamp.name)
        case _:
            pass
