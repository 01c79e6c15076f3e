"""改过的草稿与原稿的对照（统一格式），给终端看。改了哪几处是知道的，不必逐行去比，再长也快。"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.proofing.fixes import apply
from gongwen.report.pointed import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.proofing.fixes import Fix
    from gongwen.spans import SourceText

CONTEXT = 3
_NEWLINE = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class _Block:
    """原稿的 first 到 last 行（从 1 起）换成 lines。"""

    first: int
    last: int
    lines: tuple[str, ...]


def draft_diff(source: SourceText, fixes: Sequence[Fix], new_name: str) -> str:
    """原稿 source 与照 fixes（互不重叠，按位置）改过的 new_name 的对照，以换行结尾；没有改的为空串。"""
    if not fixes:
        return ""
    lines = [f"--- {printable(source.name)}（原稿）", f"+++ {printable(new_name)}（改稿）"]
    shift = 0
    for group in _groups(list(_blocks(source, fixes))):
        lines += _hunk(source, group, shift)
        shift += sum(len(block.lines) - (block.last - block.first + 1) for block in group)
    return "\n".join(lines) + "\n"


def _blocks(source: SourceText, fixes: Sequence[Fix]) -> Iterator[_Block]:
    """改动所及的各段行，同一行里的几处合在一起。"""
    held: list[Fix] = []
    for fix in fixes:
        if held and source.position(fix.span.start)[0] > source.position(held[-1].span.end)[0]:
            yield _block(source, held)
            held = []
        held.append(fix)
    yield _block(source, held)


def _block(source: SourceText, fixes: Sequence[Fix]) -> _Block:
    first, last = source.position(fixes[0].span.start)[0], source.position(fixes[-1].span.end)[0]
    start, end = source.line_span(first).start, source.line_span(last).end
    moved = [fix.moved(-start) for fix in fixes]
    # 改法可以落在行末的换行上
    text = apply(moved, source.text[start : max(end, fixes[-1].span.end)])
    return _Block(first, last, tuple(_NEWLINE.split(text)))


def _groups(blocks: Sequence[_Block]) -> Iterator[list[_Block]]:
    """隔得近的几段放在一起。"""
    held: list[_Block] = []
    for block in blocks:
        if held and block.first - held[-1].last > 2 * CONTEXT + 1:
            yield held
            held = []
        held.append(block)
    yield held


def _hunk(source: SourceText, group: Sequence[_Block], shift: int) -> Iterator[str]:
    first = max(1, group[0].first - CONTEXT)
    last = min(_line_count(source), group[-1].last + CONTEXT)
    body: list[str] = []
    at = first
    for block in group:
        body += (f" {_line(source, number)}" for number in range(at, block.first))
        body += (f"-{_line(source, number)}" for number in range(block.first, block.last + 1))
        body += (f"+{printable(line)}" for line in block.lines)
        at = block.last + 1
    body += (f" {_line(source, number)}" for number in range(at, last + 1))
    old = sum(line[0] != "+" for line in body)
    new = sum(line[0] != "-" for line in body)
    yield f"@@ -{first},{old} +{first + shift},{new} @@"
    yield from body


def _line_count(source: SourceText) -> int:
    """行数；末尾的换行之后不另算一行。"""
    return source.line_count - source.text.endswith(("\n", "\r"))


def _line(source: SourceText, number: int) -> str:
    return printable(source.slice(source.line_span(number)))
