"""内容摘要：标题、主送、正文、附件……，不含发文字号、成文日期和用印。

编号和用印可以改变版面文件，不改变内容；签发之后内容变了，就要退回签发人（条例第二十五条）。
"""

from __future__ import annotations

import hashlib
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

import rfc8785

from gongwen.spans import SourceText, Span, Text

if TYPE_CHECKING:
    from gongwen.document.model import Document

LEFT_OUT = (
    "issue_number", "dated", "sealing", "signature_stamps", "distributed_on", "copy_number",
    "route", "conditions", "countersigners",
)  # fmt: skip
LAYOUT_ONLY = ("landscape", "detached", "turns")
# 怎样排，不是内容：附件横过来排、另成文件不必重新签发；图片的方向已在它的字节里。


def content_digest(document: Document) -> str:
    """内容的 SHA-256（十六进制）。"""
    return hashlib.sha256(rfc8785.dumps(content_model(document))).hexdigest()


def content_model(document: Document) -> dict[str, Any]:
    """内容的规范模型：只有文字和结构，没有位置。"""
    elements = document.elements
    kept = {} if elements is None else {
        item.name: _plain(getattr(elements, item.name))
        for item in fields(elements)
        if item.name not in LEFT_OUT
    }  # fmt: skip
    return {
        "format": 1,
        "elements": {key: value for key, value in kept.items() if value is not None},
        "body": _plain(document.body),
        "annexes": _plain(document.annexes),
        "issued": _plain(document.issued),
    }


def _plain(value: Any) -> Any:
    match value:
        case Text():
            return value.value
        case bytes():
            return hashlib.sha256(value).hexdigest()
        case tuple():
            return [_plain(item) for item in value]
        case Span() | SourceText():
            return None
        case _ if is_dataclass(value):
            kept = (item.name for item in fields(value) if item.name not in LAYOUT_ONLY)
            named = {name: _plain(getattr(value, name)) for name in kept}
            return {"type": type(value).__name__, **{k: v for k, v in named.items() if v is not None}}
        case _:
            return value
