"""由旧草稿起新草稿：清掉只属于那一件的编号和日期，其余一字不动，提到年份的行逐一列出。"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.document.elements import term_of
from gongwen.sources.frontmatter import node_span, split_front_matter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.sources.frontmatter import FrontMatter
    from gongwen.spans import SourceText, Span

CLEARED = ("copy_number", "issue_number", "dated", "distributed_on")
_DATED = re.compile(
    r"(?:19|20)\d{2}(?=年|[-/.]\d|〕|\])|\d{1,2}月(?:\d{1,2}日|底|初|中旬|下旬|上旬)"
    r"|第[\d一二三四五六七八九十百]+(?=次|届|期)|星期[一二三四五六日]"
)
# 由贴来的文字起稿时写的注释，说的是那一份原文，对新草稿没有意义。
_REMARK = re.compile(r"(?m)^# 原文第 \d+ 行：[^\r\n]*(?:\r\n|\r|\n)")
BEFORE, SHOWN = 8, 24


@dataclass(frozen=True, slots=True)
class Renewed:
    """新草稿的文字；cleared 是清掉了值的键；reminders 是要核对的各行（行号与文字）。"""

    text: str
    cleared: tuple[str, ...]
    reminders: tuple[str, ...]


def renewed(source: SourceText) -> Renewed | None:
    """旧草稿的新稿；没有 front matter 的为 None。"""
    front = split_front_matter(source)
    if front is None:
        return None
    text = source.text
    cleared: list[str] = []
    for key, span in sorted(_values(front), key=lambda item: item[1], reverse=True):
        if span.end > span.start:
            kept = "\n" if text[span.start : span.end].endswith(("\n", "\r")) else ""
            text = text[: span.start].rstrip() + kept + text[span.end :]
            cleared.insert(0, key)
    head = len(text) - (len(source.text) - front.body_start)
    text = _REMARK.sub("", text[:head]) + text[head:]
    return Renewed(text, tuple(cleared), tuple(_reminders(text)))


def _values(front: FrontMatter) -> Iterator[tuple[str, Span]]:
    for name in CLEARED:
        key = term_of(name).term
        if key in front.entries:
            yield key, node_span(front.base, front.entries[key][1])


def _reminders(text: str) -> Iterator[str]:
    """提到年份、日期、届次的行；这些多半要改。"""
    for number, line in enumerate(text.splitlines(), 1):
        found = _DATED.search(line)
        if found:
            start = max(0, found.start() - BEFORE)
            cut = "……" if start else ""
            yield f"第 {number} 行：{cut}{line[start : start + SHOWN].strip()}"
