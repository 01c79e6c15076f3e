"""认出来的一件合成 Document：行读成块，说明换成带行号的话。"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from gongwen.document.kinds import Format
from gongwen.document.model import Annex, Document, Issued, Notice
from gongwen.document.numbering import parse_number
from gongwen.sources.lines import parse_blocks, text_lines
from gongwen.sources.plain.recognize import SEVERAL, Recognized, recognize
from gongwen.sources.plain.shapes import is_note, is_organ, title_block
from gongwen.sources.plain.texts import joined, shown, tile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from gongwen.document.body import Block
    from gongwen.sources.lines import ImageRef
    from gongwen.sources.plain.annexes import Entry
    from gongwen.spans import SourceText, Text

MAX_ISSUED_TITLE = 60
MAX_TITLE_LINES = 4
MAX_NOTE_LINES = 4
# 比找标题的范围宽：略去的页码也算行。
MAX_HEAD_LINES = 200


def plain_document(
    source: SourceText,
    opener: Callable[[ImageRef], Block],
    notices: tuple[Notice, ...],
    end: int | None = None,
) -> Document:
    """没有 front matter 的原文。认不出来的只有正文，elements 为 None，unrecognized 是原因。

    end 是正文的终点（在行首），其后的脚注、页眉不认；为 None 时到末尾。
    """
    lines = text_lines(source, 0, end)
    found = recognize(lines, _apart(source, lines))
    if isinstance(found, str):
        body = parse_blocks(source, lines, opener)
        if found == SEVERAL:
            notices += (Notice(f"{found}，没有分开认，只有正文", source.name),)
        return Document(source, None, None, Format.GENERAL, body, notices=notices, unrecognized=found)
    return Document(
        source=source,
        elements=found.elements,
        kind=found.kind,
        format=found.format,
        body=parse_blocks(source, found.body, opener),
        annexes=tuple(_annexes(source, found.annexes, opener)),
        issued=_issued(source, found, opener),
        notices=(*notices, *_notices(source, found)),
        left_out=tuple(line.span for line in found.left_out),
        recognized=True,
    )


def _apart(source: SourceText, lines: Sequence[Text]) -> frozenset[int]:
    """前面有空行的各行的起点；只看开头，标题在那里。"""
    rows = [(source.position(line.span.start)[0], line.span.start) for line in lines[:MAX_HEAD_LINES]]
    return frozenset(start for (above, _), (row, start) in itertools.pairwise(rows) if row - above > 1)


def _annexes(
    source: SourceText, entries: Sequence[Entry], opener: Callable[[ImageRef], Block]
) -> Iterator[Annex]:
    for index, entry in enumerate(entries, 1):
        body = parse_blocks(source, entry.body, opener)
        yield Annex(entry.title, index if len(entries) > 1 else None, body, source if body else None)


def _issued(source: SourceText, found: Recognized, opener: Callable[[ImageRef], Block]) -> Issued | None:
    rest = list(found.issued)
    if not rest:
        return None
    count = _title_lines(rest, found.thing)
    title = joined([_unmarked(line) for line in rest[:count]], "\n") if count else None
    end = count + _note_lines(rest[count:]) if count else count
    note = joined(rest[count:end], "\n") if end > count else None
    return Issued(title, note, parse_blocks(source, rest[end:], opener), source)


def _note_lines(lines: Sequence[Text]) -> int:
    """标题之下的题注有几行：“（……通过）”，或机关名称接着“（日期）”。"""
    named = len(lines) > 1 and is_organ(lines[0].value) and is_note(lines[1].value)
    count = int(named)
    while count < min(len(lines), MAX_NOTE_LINES) and is_note(lines[count].value):
        count += 1
    return count


def _title_lines(lines: Sequence[Text], thing: str) -> int:
    """被印发件开头几行是标题：合起来正是所印发文件的名称，否则看头一行像不像。"""
    for count in range(1, MAX_TITLE_LINES + 1):
        written = "".join("".join(line.value.split()).lstrip("#") for line in lines[:count])
        if thing and re.sub("[《》]", "", written) == thing:
            return count
    block = title_block([line.value for line in lines[:MAX_TITLE_LINES]])
    if block:
        return block
    value = lines[0].value
    if len(value) > MAX_ISSUED_TITLE or value[-1] in "。；：:，,":
        return 0
    return int(value.startswith("# ") or parse_number(value) is None)


def _unmarked(line: Text) -> Text:
    kept = len(line.value) - len(line.value.lstrip("#"))
    return tile(line, kept, len(line.value)) if kept else line


def _notices(source: SourceText, found: Recognized) -> Iterator[Notice]:
    """认出来的、略去的，按先后逐条。"""
    told = [(guess.at, guess.message) for guess in found.guesses]
    told += [(lines[0].span.start, _left_out(lines)) for lines in _runs(source, found)]
    for at, message in sorted(told, key=lambda item: item[0]):
        yield _notice(source, at, message)


def _notice(source: SourceText, at: int, message: str) -> Notice:
    label = source.label(at)
    return Notice(message, source.name, None if label else source.position(at)[0], label)


def _runs(source: SourceText, found: Recognized) -> Iterator[list[Text]]:
    """略去的行，中间没有别的字的合成一段。"""
    lines = [line for line in found.left_out if line.span not in found.replaced]
    start = 0
    for at, (one, other) in enumerate(itertools.pairwise(lines), 1):
        if source.text[one.span.end : other.span.start].strip():
            yield lines[start:at]
            start = at
    if lines:
        yield lines[start:]


def _left_out(lines: Sequence[Text]) -> str:
    parts = [shown(line.value, 16) for line in lines]
    said = "、".join(parts) if len(parts) <= 4 else "、".join(parts[:3]) + "……" + parts[-1]
    return f"略去 {len(lines)} 行，不像公文里的：{said}"
