"""OOXML 的命名空间、关系类型、内容类型（ECMA-376）。"""

from __future__ import annotations

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": f"{_OFFICE}/relationships",
    "wp": f"{_DRAWING}/wordprocessingDrawing",
    "a": f"{_DRAWING}/main",
    "pic": f"{_DRAWING}/picture",
    "xml": "http://www.w3.org/XML/1998/namespace",
    "ct": f"{_PACKAGE}/content-types",
    "rel": f"{_PACKAGE}/relationships",
    "cp": f"{_PACKAGE}/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "ep": f"{_OFFICE}/extended-properties",
}

RELATIONS = {
    "document": f"{_OFFICE}/relationships/officeDocument",
    "core": f"{_PACKAGE}/relationships/metadata/core-properties",
    "extended": f"{_OFFICE}/relationships/extended-properties",
} | {
    name: f"{_OFFICE}/relationships/{name}"
    for name in ("styles", "settings", "fontTable", "header", "footer", "image", "comments")
}

CONTENT_TYPES = {
    "document": f"{_WORD}.document.main+xml",
    "core": "application/vnd.openxmlformats-package.core-properties+xml",
    "extended": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
} | {
    name: f"{_WORD}.{name}+xml"
    for name in ("styles", "settings", "fontTable", "header", "footer", "comments")
}

EXTENSIONS = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "png": "image/png",
    "jpg": "image/jpeg",
}


def qn(name: str) -> str:
    """带前缀的名字换成 lxml 的写法，如 w:p 换成 {…}p。"""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"
