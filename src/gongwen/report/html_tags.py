"""HTML 的零件：只有 Html 原样写出，别的文字一律转义。文件里的文字怎样写都只是文字。"""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING

from gongwen.report.pointed import is_unsafe

if TYPE_CHECKING:
    from collections.abc import Iterable

_KEPT = "\t\n"


class Html(str):
    """已经是 HTML 的文字。只由本模块的函数造出。"""

    __slots__ = ()


def escaped(text: str) -> Html:
    """转义后的文字；控制符、双向控制符等看不见的写成 U+202E 的样子，不让它们起作用。"""
    if isinstance(text, Html):
        return text
    shown = escape(text)
    if shown.isprintable():
        return Html(shown)
    return Html("".join(map(_visible, shown)))


def _visible(char: str) -> str:
    if char in _KEPT or not is_unsafe(char):
        return char
    return f'<span class="u">U+{ord(char):04X}</span>'


def joined(parts: Iterable[str], between: str = "") -> Html:
    """各段转义后连起来。"""
    return Html(escaped(between).join(map(escaped, parts)))


def tag(name: str, *children: str | None, **attributes: str | int | None) -> Html:
    """一个元素。子项为 None 的略去；属性为 None 的略去，名字里的 _ 写成 -（class_ 即 class）。"""
    return Html(f"{opening(name, **attributes)}{joined(child for child in children if child)}</{name}>")


def opening(name: str, **attributes: str | int | None) -> Html:
    """开始标记。"""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_attribute(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Html(f"<{name}{written}>")


def _attribute(text: str) -> str:
    shown = escape(text)
    if shown.isprintable():
        return shown
    return "".join(f"<U+{ord(char):04X}>".replace("<", "&lt;") if is_unsafe(char) else char for char in shown)


def exact(text: str) -> str:
    """给脚本用的原文，写成 JSON 字符串：看不见的字符也一个不差。"""
    return json.dumps(text, ensure_ascii=any(map(is_unsafe, text)))
