"""HTML 页里的原文：照读到的样子，一行一段，各处在原位标出，标号与旁边的列表相对。"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from gongwen.findings import Disposition, Level
from gongwen.proofing.repeats import place_order
from gongwen.report.html_tags import Html, escaped, joined, opening, tag
from gongwen.spans import Medium, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.findings import Finding
    from gongwen.proofing.engine import ProofResult
    from gongwen.spans import SourceText

# 每这么多行放进一块：浏览器只排看得见的块，几千行也立刻打开
_CHUNK = 40
# 一处文字最多记着它属于哪几处（很多处叠在一起时留最里面的）
_DEEPEST = 6
# 连着的空行多于这么多就并作一行
_BLANKS = 3
_CLOSE = r"(?:---|\.\.\.)[ \t]*+(?:\r?\n|\Z)"
_FRONT = re.compile(rf"---[ \t]*+\r?\n(?:(?!{_CLOSE})[^\n]*+\n)*+{_CLOSE}")


@dataclass(frozen=True, slots=True)
class Item:
    """列出的一处：number 是它在本件的序号，从 1 起。"""

    number: int
    finding: Finding

    @property
    def css(self) -> str:
        """样式的类：差错 e，提示 a；核定的加 k，驳回、放行、列入基线的加 s。"""
        kind = "e" if self.finding.level is Level.ERROR else "a"
        ruling = self.finding.ruling
        if ruling is None:
            return kind
        return f"{kind} {'k' if ruling.kind is Disposition.CONFIRMED else 's'}"

    @property
    def span(self) -> Span:
        """所报之处；没有位置的不在原文里，不会问到。"""
        return self.finding.span or Span(0, 0)


def numbered(result: ProofResult) -> tuple[Item, ...]:
    """还算数的和已处置的各处，按位置编号；没有位置的在前。"""
    every = sorted((*result.findings, *result.set_aside), key=place_order)
    return tuple(Item(number, finding) for number, finding in enumerate(every, 1))


def reference(file: int, item: Item) -> Html:
    """标号：点它到列表里的那一条。"""
    key = f"{file}-{item.number}"
    return tag("a", str(item.number), class_=f"r {item.css}", id=f"m{key}", href=f"#f{key}")


def text_html(file: int, source: SourceText, items: Sequence[Item]) -> Iterator[str]:
    """一件的原文；file 是它在页里的序号。"""
    lines = _Lines(file, source, [item for item in items if item.finding.span])
    yield opening("div", class_=f"text {source.medium.value}")
    rows = 0
    for number in range(1, source.line_count + 1):
        for row in lines.rows(number):
            if rows % _CHUNK == 0:
                yield f"{'</div>' if rows else ''}\n{opening('div', class_='c')}\n"
            rows += 1
            yield row
    yield "</div></div>\n" if rows else "</div>\n"


@dataclass(slots=True, frozen=True)
class _Line:
    """一行：whole 是它的文字，end 是连同换行符的末尾。"""

    number: int
    whole: Span
    end: int


class _Lines:
    """逐行写出。起、止各排成一队，跟着行走一遍：几千处叠在一起也不慢。"""

    def __init__(self, file: int, source: SourceText, placed: Sequence[Item]) -> None:
        self._file, self._source = file, source
        self._starts = [*reversed(placed)]
        self._stops = sorted(placed, key=lambda item: (item.span.end, item.number), reverse=True)
        self._inside: dict[int, Item] = {}
        # 已经开始、还没有一个字标出来的：只占换行符的，叠得太深的，到完了时标一个记号
        self._unseen: set[int] = set()
        self._blank: list[_Line] = []
        front = _FRONT.match(source.text) if source.medium is Medium.TEXT else None
        self._front = front.end() if front else 0

    def rows(self, number: int) -> Iterator[str]:
        """第 number 行；空行先记着，遇到不空的再写，全文末尾的空行不写。"""
        source = self._source
        whole = source.line_span(number)
        last = number == source.line_count
        line = _Line(number, whole, len(source.text) if last else source.line_span(number + 1).start)
        touched = self._inside or (self._starts and self._here(self._starts[-1].span.start, line) is not None)
        if not touched and not source.slice(whole).strip():
            self._blank.append(line)
            return
        yield from self._blanks()
        body = self._marked(line) if touched else escaped(source.slice(whole))
        yield self._row(line, body, "h" if whole.start < self._front else None)

    def _blanks(self) -> Iterator[str]:
        blank, self._blank = self._blank, []
        if len(blank) > _BLANKS:
            yield self._row(blank[0], escaped(f"空行 {len(blank)} 行"), "gap")
        else:
            yield from (self._row(line, Html(), None) for line in blank)

    def _row(self, line: _Line, body: Html, kind: str | None) -> str:
        return f"{tag('p', tag('b', self._label(line)), tag('span', body), class_=kind)}\n"

    def _label(self, line: _Line) -> str:
        """行号；Word 文件、PDF 是这一行里最先的一个地方，接着上一行的没有。"""
        if self._source.medium is Medium.TEXT:
            return str(line.number)
        index = bisect_left(self._mark_starts, line.whole.start)
        marks = self._source.marks[index : index + 1]
        return "".join(mark.label for mark in marks if mark.start <= line.whole.end)

    @cached_property
    def _mark_starts(self) -> list[int]:
        return [mark.start for mark in self._source.marks]

    def _here(self, offset: int, line: _Line, *, stop: bool = False) -> int | None:
        """偏移在这一行的什么地方：换行符算在行末，全文末尾算最后一行的；还在后面的为 None。"""
        if offset < line.end or (offset == line.end and (stop or offset == len(self._source.text))):
            return min(max(offset, line.whole.start), line.whole.end)
        return None

    def _marked(self, line: _Line) -> Html:
        """一行里各处标出：在每个起止处切开，每一小段记着它属于哪几处，一处完了写标号。"""
        at, parts = line.whole.start, list[Html]()
        while True:
            parts += self._finished(line, at)
            parts += self._begun(line, at)
            if at >= line.whole.end:
                return joined(parts)
            upto = self._next(line)
            inside = [*islice(reversed(self._inside.values()), _DEEPEST)]
            parts.append(_mark(inside[::-1], self._source.text[at:upto]))
            if upto > at:
                self._unseen.difference_update(item.number for item in inside)
            at = upto

    def _next(self, line: _Line) -> int:
        """这一行里下一个起止处；没有了就是行末。"""
        points = [
            *(self._here(item.span.start, line) for item in self._starts[-1:]),
            *(self._here(item.span.end, line, stop=True) for item in self._stops[-1:]),
        ]
        return min((point for point in points if point is not None), default=line.whole.end)

    def _finished(self, line: _Line, at: int) -> Iterator[Html]:
        """到这里为止的各处的标号；没有标出来过的先标一个记号。"""
        while self._stops and self._here(self._stops[-1].span.end, line, stop=True) == at:
            item = self._stops.pop()
            if self._inside.pop(item.number, None):
                if item.number in self._unseen:
                    yield _mark([item], "", "i")
                yield reference(self._file, item)

    def _begun(self, line: _Line, at: int) -> Iterator[Html]:
        """从这里开始的各处；在这一行里没有长短的（插入点、只占换行符的）标一个记号。"""
        while self._starts and self._here(self._starts[-1].span.start, line) == at:
            item = self._starts.pop()
            if self._here(item.span.end, line, stop=True) == at:
                yield from (_mark([item], "", "i"), reference(self._file, item))
            else:
                self._inside[item.number] = item
                self._unseen.add(item.number)


def _mark(items: Sequence[Item], text: str, extra: str = "") -> Html:
    """一小段原文；不属于任何一处的不标。颜色取最要紧的一处。"""
    if not items or not (text or extra):
        return escaped(text)
    first = min(items, key=lambda item: (item.css.endswith("s"), not item.css.startswith("e"), item.number))
    css = [first.css, "o" if len(items) > 1 else "", extra]
    numbers = " ".join(str(item.number) for item in items)
    return tag("mark", escaped(text), class_=" ".join(filter(None, css)), data_f=numbers)
