"""对照的测试共用的：把文字当作一份来比，把结果列成短的。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.helpers import parsed

from gongwen.compare.asread import printed_as_read
from gongwen.compare.comparing import compare_texts
from gongwen.compare.printed import printed_draft
from gongwen.sources.draft import parse_draft
from gongwen.sources.reading import read_source

if TYPE_CHECKING:
    from pathlib import Path

    from gongwen.compare.differences import Comparison
    from gongwen.compare.stream import Compared

Listed = tuple[str, str, str, str]


def as_text(text: str, name: str = "稿.txt") -> Compared:
    """没有 front matter 的文字。"""
    return printed_as_read(parsed(text, name=name))


def as_draft(text: str, name: str = "稿.md") -> Compared:
    """有 front matter 的草稿。"""
    return printed_draft(parsed(text, name=name))


def read_draft(path: Path) -> Compared:
    """一件样例，连同附件。"""
    return printed_draft(parse_draft(read_source(path, path.name), path.parent))


def listed(comparison: Comparison) -> list[Listed]:
    """全部不同：类别、变动、签发稿的字、另一份的字。"""
    return [
        (item.category.term, item.change.term, item.signed.text, item.other.text)
        for item in comparison.differences
    ]


def between(signed: str, other: str) -> list[Listed]:
    """两段没有 front matter 的文字的全部不同。"""
    return listed(compare_texts(as_text(signed), as_text(other)))


def between_drafts(signed: str, other: str) -> list[Listed]:
    """两份草稿的全部不同。"""
    return listed(compare_texts(as_draft(signed), as_draft(other)))
