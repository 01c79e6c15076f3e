"""“Strict Open XML”（ISO/IEC 29500 严格型）：命名空间和关系类型换成通常的，余下的读法相同。

只在读文字时用；改了写回去就成了通常的 .docx，Word、WPS 照样打开。
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongwen.ooxml.opening import Package

_PURL = b"http://purl.oclc.org/ooxml/"
_USUAL = {
    b"wordprocessingml/main": b"wordprocessingml/2006/main",
    b"officeDocument/relationships": b"officeDocument/2006/relationships",
    b"officeDocument/math": b"officeDocument/2006/math",
    b"drawingml/main": b"drawingml/2006/main",
    b"drawingml/wordprocessingDrawing": b"drawingml/2006/wordprocessingDrawing",
}
_DECLARED = re.compile(
    rb"""((?:xmlns(?::\w+)?|Type)\s*=\s*["'])""" + re.escape(_PURL) + b"(" + b"|".join(_USUAL) + b")"
)


def as_usual(package: Package) -> Package:
    """换成通常写法的同一份；本来就是通常写法的原样给出。"""
    changed = {
        part: _DECLARED.sub(_replaced, data)
        for part, data in package.parts.items()
        if package.is_xml(part) and _PURL in data
    }
    said = ("是“Strict Open XML”的写法，换成通常的写法读",)
    return replace(package, parts={**package.parts, **changed}, notices=said) if changed else package


def _replaced(match: re.Match[bytes]) -> bytes:
    return match[1] + b"http://schemas.openxmlformats.org/" + _USUAL[match[2]]
