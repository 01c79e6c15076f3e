"""Compared：一份文字印出的全部字，按印出的先后连成一串，空白不算；每个字记得自己在原文的哪里。

对照只看字：换行、空格、缩进是版面。Zone 是其中某个要素的一段（发文字号、成文日期……）；
optional 是排版加上去的字样（“文件”“抄送：”），另一份里没有不算少了字，有就要一样。
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from gongwen.compare.roles import TABLE_HEAD
from gongwen.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gongwen.spans import SourceText, Text

# 印不出来的：零宽字符、软连字符。
INVISIBLE = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad")


@dataclass(frozen=True, slots=True)
class Zone:
    """chars[start:end] 是要素 role（字段名，或本包另起的名字）的字。"""

    start: int
    end: int
    role: str
    optional: bool = False


@dataclass(frozen=True)
class Compared:
    """一份要对照的文字。

    offsets 与 chars 等长；cuts 是各段、各格的起点，unit_starts 是各段、各行表格的起点，都从 0 起；
    owners 与 cuts 等长，是各段所在的原文（sources 的序号）；spaced 是前面有空白的字（段首不算）。
    skipped 是没有比的几行（页码），给人看的说法。
    """

    name: str
    chars: str
    sources: tuple[SourceText, ...]
    offsets: array[int] = field(repr=False)
    cuts: tuple[int, ...] = field(repr=False)
    owners: tuple[int, ...] = field(repr=False)
    unit_starts: tuple[int, ...] = field(repr=False)
    zones: tuple[Zone, ...] = field(repr=False)
    spaced: frozenset[int] = field(repr=False)
    skipped: tuple[str, ...] = ()

    @cached_property
    def units(self) -> tuple[tuple[int, int], ...]:
        """各段、各行表格的起讫。"""
        return tuple(pair for pair in pairwise((*self.unit_starts, len(self.chars))) if pair[0] < pair[1])

    @cached_property
    def elements(self) -> tuple[Zone, ...]:
        """各要素的起讫：紧挨着的同一要素合成一段；有一个字不是 optional 的，整段不是。"""
        found: list[Zone] = []
        for zone in self.zones:
            last = found[-1] if found else None
            if last is not None and last.role == zone.role and last.end == zone.start:
                found[-1] = Zone(last.start, zone.end, zone.role, last.optional and zone.optional)
            else:
                found.append(zone)
        return tuple(found)

    @cached_property
    def _zone_starts(self) -> list[int]:
        return [zone.start for zone in self.zones]

    def zone_at(self, index: int) -> Zone | None:
        """第 index 个字所在的要素；正文里的为 None。"""
        at = bisect_right(self._zone_starts, index) - 1
        return self.zones[at] if at >= 0 and index < self.zones[at].end else None

    def unit(self, index: int) -> tuple[int, int]:
        """第 index 个字所在的一段（一行表格）的起讫。"""
        at = bisect_right(self.unit_starts, index) - 1
        end = self.unit_starts[at + 1] if at + 1 < len(self.unit_starts) else len(self.chars)
        return self.unit_starts[at], end

    def block(self, index: int) -> tuple[int, int]:
        """第 index 个字所在的一段（一格）的起讫；在末尾之后的算末一段。"""
        at = max(bisect_right(self.cuts, min(index, len(self.chars) - 1)) - 1, 0)
        end = self.cuts[at + 1] if at + 1 < len(self.cuts) else len(self.chars)
        return (self.cuts[at] if self.cuts else 0), end

    def element_at(self, index: int) -> Zone | None:
        """第 index 个字所在的整个要素；正文里的为 None。"""
        at = bisect_right(self._element_starts, index) - 1
        return self.elements[at] if at >= 0 and index < self.elements[at].end else None

    @cached_property
    def _element_starts(self) -> list[int]:
        return [zone.start for zone in self.elements]

    @cached_property
    def edges(self) -> tuple[int, ...]:
        """各段、各要素、排版加的各个字样的起讫，由小到大，不重复。"""
        parts = (*self.elements, *(zone for zone in self.zones if zone.optional))
        zones = (at for zone in parts for at in (zone.start, zone.end))
        return tuple(sorted({*self.unit_starts, *zones, len(self.chars)}))

    @cached_property
    def element_edges(self) -> tuple[int, ...]:
        """各要素的起讫，由小到大，不重复。"""
        return tuple(sorted({at for zone in self.elements for at in (zone.start, zone.end)}))

    @cached_property
    def table_heads(self) -> frozenset[str]:
        """各个表的表头，整行连起来的。"""
        rows = (zone.start for zone in self.zones if zone.role == TABLE_HEAD)
        return frozenset(self.chars[slice(*self.unit(start))] for start in rows)

    def split(self, start: int, end: int, edges: Sequence[int]) -> list[tuple[int, int]]:
        """start 到 end 在 edges 处断开的各截。"""
        inside = edges[bisect_right(edges, start) : bisect_left(edges, end)]
        return list(pairwise((start, *inside, end)))

    def is_row(self, index: int) -> bool:
        """第 index 个字在表格的一行里。"""
        start, end = self.unit(index)
        at = bisect_right(self.cuts, start)
        return at < len(self.cuts) and self.cuts[at] < end

    def source_at(self, index: int) -> SourceText:
        """第 index 个字所在的原文。"""
        at = bisect_right(self.cuts, min(index, len(self.chars) - 1)) - 1
        return self.sources[self.owners[at]] if at >= 0 else self.sources[0]

    def span(self, start: int, end: int) -> Span:
        """chars[start:end] 在原文里的区间；空的是后一个字之前（段尾则在前一个字之后）的一个点。"""
        if start < end:
            # 跨了原文的（正文末到附件文件），只到头一份原文为止；排版换过次序的，取最前到最后。
            source = self.source_at(start)
            places = [self.offsets[at] for at in range(start, end) if self.source_at(at) is source]
            return Span(min(places), max(places) + 1)
        if start < len(self.chars) and (start == 0 or start not in self._cut_set):
            return Span(self.offsets[start], self.offsets[start])
        return Span(self.offsets[start - 1] + 1, self.offsets[start - 1] + 1) if self.chars else Span(0, 0)

    @cached_property
    def _cut_set(self) -> frozenset[int]:
        return frozenset(self.cuts)

    def is_cut(self, index: int) -> bool:
        """第 index 个字是一段、一格的头一个字，或在末尾之后。"""
        return index in self._cut_set or index == len(self.chars)


class Builder:
    """一段一段地拼成 Compared。"""

    def __init__(self, name: str, sources: Iterable[SourceText]) -> None:
        self._name, self._sources = name, tuple(sources)
        self._chars: list[str] = []
        self._offsets: array[int] = array("q")
        self._count = 0
        self._cuts: list[int] = []
        self._owners: list[int] = []
        self._units: list[int] = []
        self._zones: list[Zone] = []
        self._spaced: set[int] = set()
        self._skipped: list[str] = []

    def block(self, source: SourceText, *, unit: bool = True) -> None:
        """另起一段；unit 为假的是同一行表格里的另一格。"""
        owner = next(at for at, known in enumerate(self._sources) if known is source)
        if self._cuts and self._cuts[-1] == self._count:
            self._owners[-1] = owner
        else:
            self._cuts.append(self._count)
            self._owners.append(owner)
        if unit and (not self._units or self._units[-1] != self._count):
            self._units.append(self._count)

    def text(self, text: Text, role: str | None = None, *, optional: bool = False) -> None:
        """接着印 text。"""
        offsets = text.offsets
        if offsets is None:
            places: Iterable[int] = range(text.span.start, text.span.start + len(text.value))
        else:
            places = offsets or [text.span.start] * len(text.value)
        self._put(text.value, places, role, optional=optional)

    def words(self, words: str, at: int, role: str | None = None, *, optional: bool = True) -> None:
        """接着印排版加的 words，位置算在原文的 at。"""
        self._put(words, [at] * len(words), role, optional=optional)

    def zone(self, start: int, role: str, *, optional: bool = False) -> None:
        """从 start（此前的 here）到这里都是 role；起点在前的、先标的算数，后来的只标余下的。"""
        self.mark(start, self._count, role, optional=optional)

    def mark(self, start: int, end: int, role: str, *, optional: bool = False) -> None:
        """从 start 到 end 都是 role。"""
        if start < end:
            self._zones.append(Zone(start, end, role, optional))

    def skip(self, words: str) -> None:
        """不比的一行。"""
        self._skipped.append(words)

    @property
    def here(self) -> int:
        """已经有几个字。"""
        return self._count

    @property
    def places(self) -> array[int]:
        """已有各字的偏移。"""
        return self._offsets

    def _put(self, value: str, places: Iterable[int], role: str | None, *, optional: bool) -> None:
        start, spaced = self._count, False
        for char, place in zip(value, places, strict=True):
            if char.isspace() or char in INVISIBLE:
                spaced = spaced or char.isspace()
                continue
            if spaced and self._cuts and self._count > self._cuts[-1]:
                self._spaced.add(self._count)
            spaced = False
            self._chars.append(char)
            self._offsets.append(place)
            self._count += 1
        if role is not None and self._count > start:
            self._zones.append(Zone(start, self._count, role, optional))

    def done(self) -> Compared:
        """拼好的一份。"""
        if self._cuts and self._cuts[-1] == self._count and self._count:
            self._cuts.pop()
            self._owners.pop()
        if self._units and self._units[-1] == self._count and self._count:
            self._units.pop()
        return Compared(
            name=self._name,
            chars="".join(self._chars),
            sources=self._sources,
            offsets=self._offsets,
            cuts=tuple(self._cuts),
            owners=tuple(self._owners),
            unit_starts=tuple(self._units),
            zones=tuple(_apart(self._zones)),
            spaced=frozenset(self._spaced),
            skipped=tuple(self._skipped),
        )


def _apart(zones: Iterable[Zone]) -> Iterator[Zone]:
    """按先后，互不重叠。"""
    done = 0
    for zone in sorted(zones, key=lambda zone: zone.start):
        start = max(zone.start, done)
        if start < zone.end:
            yield Zone(start, zone.end, zone.role, zone.optional)
            done = zone.end
