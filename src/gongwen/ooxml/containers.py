"""文字落在哪里：正文、文本框、表格的一格、脚注页眉；各自怎样记进 Transcript，叫什么。"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from gongwen.ooxml.transcript import BREAK, Bit, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.ooxml.transcript import Transcript

# Word 的表格最多 63 列；有意写得更宽的，多出来的格并在末一格里。
MAX_COLUMNS = 63
_GAP = "　　"


class Container(Protocol):
    """收段落的地方。"""

    carried: list[Bit]

    @property
    def inline(self) -> bool:
        """在表格的一格里：里面的表格不再另成一个。"""

    def paragraph(self, bits: Sequence[Bit]) -> None:
        """收下一段。"""


@dataclass
class Numbers:
    """一份文件里数到第几个：表格、文本框。"""

    tables: int = 0
    boxes: int = 0


@dataclass
class Body:
    """正文：有字的段落从 1 数起，不算表格、文本框里的；空段落是空行。"""

    transcript: Transcript
    count: int = 0
    carried: list[Bit] = field(default_factory=list)
    inline: bool = False

    def paragraph(self, bits: Sequence[Bit]) -> None:
        if plain(bits).strip():
            self.count += 1
            self.transcript.mark(f"第{self.count}段")
        self.transcript.lines(bits)


@dataclass
class Box:
    """正文里的文本框，排在它所挂的那一段之前；没有字的不算。"""

    transcript: Transcript
    numbers: Numbers
    label: str = ""
    count: int = 0
    carried: list[Bit] = field(default_factory=list)
    inline: bool = False

    def paragraph(self, bits: Sequence[Bit]) -> None:
        if not plain(bits).strip():
            return
        if not self.label:
            self.numbers.boxes += 1
            self.label = f"文本框{self.numbers.boxes}"
        self.count += 1
        self.transcript.mark(f"{self.label}第{self.count}段")
        self.transcript.lines(bits)


@dataclass
class Side:
    """正文以外的：一个脚注，一处页眉。空段落不要。"""

    transcript: Transcript
    label: str
    count: int = 0
    carried: list[Bit] = field(default_factory=list)
    inline: bool = False

    def paragraph(self, bits: Sequence[Bit]) -> None:
        if not plain(bits).strip():
            return
        self.count += 1
        self.transcript.mark(self.label if self.count == 1 else f"{self.label}第{self.count}段")
        self.transcript.lines(bits)


@dataclass
class Cell:
    """表格的一格。span 是占几列；里面的表格、文本框都算这一格的文字。"""

    span: int = 1
    carried: list[Bit] = field(default_factory=list)
    paragraphs: list[list[Bit]] = field(default_factory=list)
    inline: bool = True

    def paragraph(self, bits: Sequence[Bit]) -> None:
        if plain(bits).strip():
            self.paragraphs.append(list(bits))


@dataclass
class Inner:
    """表格的一格、页眉、脚注里的文本框：文字归它所在的地方。"""

    target: Container
    carried: list[Bit] = field(default_factory=list)

    @property
    def inline(self) -> bool:
        """与它所在的地方一样。"""
        return self.target.inline

    def paragraph(self, bits: Sequence[Bit]) -> None:
        self.target.paragraph(bits)


@dataclass
class Row:
    """表格的一行；before 是行首空出的列数。"""

    before: int = 0
    cells: list[Cell] = field(default_factory=list)

    @property
    def width(self) -> int:
        """占几列。"""
        return min(self.before + sum(cell.span for cell in self.cells), MAX_COLUMNS)

    def grid(self) -> list[list[tuple[int, Cell]]]:
        """每一列里有哪几格（第几格，哪一格）：合并的格放在它的第一列。"""
        columns: list[list[tuple[int, Cell]]] = [[] for _ in range(self.width)]
        at = self.before
        for number, cell in enumerate(self.cells, 1):
            columns[min(at, MAX_COLUMNS - 1)].append((number, cell))
            at += cell.span
        return columns


@dataclass
class Table:
    """一个表格。bordered 为假的没有画线，是拿来排位置的，不当作表格。"""

    bordered: bool
    rows: list[Row] = field(default_factory=list)

    def add(self, cell: Cell) -> None:
        """末一行添一格。"""
        if not self.rows:
            self.rows.append(Row())
        self.rows[-1].cells.append(cell)

    def write(self, transcript: Transcript, numbers: Numbers, label: str) -> None:
        """记下来；没有字的不算一个表格。label 是它所在的地方（页眉、脚注），在正文里为空串。"""
        rows = [(at, row) for at, row in enumerate(self.rows, 1) if row.cells]
        if not any(cell.paragraphs for _, row in rows for cell in row.cells):
            return
        if not label:
            numbers.tables += 1
            label = f"表{numbers.tables}"
        if self.bordered and max(row.width for _, row in rows) > 1:
            _write_table(transcript, rows, label)
        else:
            for at, row in rows:
                _write_loose(transcript, row, f"{label}第{at}行")


def _write_table(transcript: Transcript, rows: list[tuple[int, Row]], label: str) -> None:
    """一行一行写成“| 甲 | 乙 |”，前后各空一行。"""
    columns = max(row.width for _, row in rows)
    transcript.add(BREAK)
    for order, (at, row) in enumerate(rows):
        grid = row.grid()
        for column in grid:
            transcript.add("| ")
            for place, (number, cell) in enumerate(column):
                transcript.add(" " if place else "")
                if cell.paragraphs:
                    transcript.mark(f"{label}第{at}行第{number}格")
                    transcript.cell(cell.paragraphs)
            transcript.add(" ")
        missing = columns - len(grid) if order == 0 else 0
        transcript.add("|" + " |" * missing + BREAK)
        if order == 0:
            transcript.add("|" + " --- |" * columns + BREAK)
    transcript.add(BREAK)


def _write_loose(transcript: Transcript, row: Row, label: str) -> None:
    """没有线的一行：各格都只有一段的排在一行里，否则逐段各占一行。"""
    cells = [(number, cell) for number, cell in enumerate(row.cells, 1) if cell.paragraphs]
    alone = all(len(cell.paragraphs) == 1 and BREAK not in plain(cell.paragraphs[0]) for _, cell in cells)
    if alone and len(cells) > 1:
        line = [(f"{label}第{number}格", cell.paragraphs[0]) for number, cell in cells]
        for at, (place, bits) in enumerate(line):
            transcript.add(_GAP if at else "")
            transcript.mark(place)
            for bit in bits:
                transcript.take(bit)
        transcript.add(BREAK + BREAK * (plain(line[0][1]).lstrip().startswith("|")))
        return
    for number, cell in cells:
        for at, bits in enumerate(cell.paragraphs, 1):
            suffix = f"第{at}段" if len(cell.paragraphs) > 1 else ""
            transcript.mark(f"{label}第{number}格{suffix}")
            transcript.lines(bits)
