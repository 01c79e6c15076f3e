"""名单、桌签一类的文件读成一格一格的文字：文本、CSV、Excel 工作簿、Word 文件；每格都说得出在哪里。

是什么文件看内容，不看扩展名（只有 CSV 与文本要靠扩展名分）。文本一行一格，行里有制表符、“|”的照表格分开。
"""

from __future__ import annotations

import csv
import io
import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gongwen.errors import SourceError, Where
from gongwen.ooxml.forms import EXCEL
from gongwen.ooxml.opening import MAX_FILE
from gongwen.sources.reading import read_bytes, read_source, shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from gongwen.sources.xlsx import RawSheet
    from gongwen.spans import SourceText

MAX_CELLS = 200_000
MAX_LETTERS = 500_000
_ZIP, _OLE2 = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TABLES, _WORDS = (".xlsx", ".xlsm", ".xltx"), (".docx", ".docm", ".dotx")
_DELIMITED = {".csv": ",;\t，；", ".tsv": "\t"}
_SAMPLE = 50
_NEWLINE = re.compile(r"\r\n|\r|\n")
_TABLE_CELL = re.compile(r"(?P<table>.*表\d+)第(?P<row>\d+)行第(?P<cell>\d+)格(?:第\d+段)?")
_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s|:-]+")
_SMALLER = "确认拿对了文件，或只留下名单"


@dataclass(frozen=True, slots=True)
class Cell:
    """一格（文本是一行）。column 从 1 数；place 是给人看的位置；inherited 表示来自上面合并的格。"""

    text: str
    column: int
    place: str
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """一张表，或一份文本。rows 里没有空格和空行；breaks 是前面有空行的各行在 rows 里的序号。"""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    breaks: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Listing:
    """一份文件。notices 是读的时候要告诉用户的话。"""

    name: str
    sheets: tuple[Sheet, ...]
    notices: tuple[str, ...] = ()

    @property
    def cells(self) -> Iterator[Cell]:
        """全部的格，合并的格只算一次。"""
        return (cell for sheet in self.sheets for row in sheet.rows for cell in row if not cell.inherited)


def read_listing(path: Path, name: str | None = None) -> Listing:
    """读一份文件。读不了、是空的、太大时引发 SourceError，工作簿、Word 文件不安全时引发 PackageError。"""
    shown = name or shown_path(path)
    data = read_bytes(path, shown, MAX_FILE)
    if not data.strip():
        raise SourceError("文件是空的", Where(shown), "确认拿对了文件")
    listing = _read(path, shown, data)
    if not any(sheet.rows for sheet in listing.sheets):
        raise SourceError(
            "文件里没有文字", Where(shown), "确认拿对了文件；名字在图片、艺术字里的，另存一份文字的"
        )
    _Budget(shown).spend(listing.cells)
    return listing


def _read(path: Path, shown: str, data: bytes) -> Listing:
    suffix = path.suffix.lower()
    if data.startswith(_ZIP):
        if suffix in _WORDS or (suffix not in _TABLES and b"word/document.xml" in data):
            return _from_docx(data, shown)
        return _from_xlsx(data, shown)
    if data.startswith(_OLE2):
        raise _old_file(suffix, data, shown)
    if data.lstrip()[:200].lower().startswith((b"<html", b"<!doctype html", b"<?xml", b"mime-version")):
        raise SourceError("是网页一类的文件，不是表格", Where(shown), EXCEL.make)
    source = read_source(path, shown)
    delimiters = _DELIMITED.get(suffix)
    sheet = _from_csv(source, delimiters) if delimiters else _from_text(source)
    guessed = f"{shown}：编码不是 UTF-8，按 {source.encoding} 读的，请看看有没有乱码"
    return Listing(shown, (sheet,), (guessed,) if source.guessed else ())


def _old_file(suffix: str, data: bytes, shown: str) -> SourceError:
    where = Where(shown)
    if "EncryptedPackage".encode("utf-16-le") in data:
        return SourceError("文件加了密码", where, "在 Excel、Word 或 WPS 里去掉打开密码，另存后再用")
    if suffix in (".doc", ".wps", ".dot"):
        return SourceError(
            "是 97—2003 格式的文件（.doc、.wps）",
            where,
            "用 Word 或 WPS 打开，另存为“Word 文档（*.docx）”再用",
        )
    return SourceError("是 97—2003 格式的文件（.xls、.et）", where, EXCEL.make)


def _from_text(source: SourceText) -> Sheet:
    lines = _NEWLINE.split(source.text)
    return _sheet((tuple(_line_cells(line, number)) for number, line in enumerate(lines, 1)), source.name)


class _Budget:
    """一份文件的上限：再多就不像名单了，逐个姓名核对也太慢。"""

    def __init__(self, name: str) -> None:
        self.name, self.cells, self.letters = name, MAX_CELLS, MAX_LETTERS

    def spend(self, row: Iterable[Cell]) -> None:
        """又有一行。超过上限时引发 SourceError。"""
        for cell in row:
            self.cells -= 1
            self.letters -= len(cell.text)
        if self.cells < 0:
            what = f"有字的格超过 {MAX_CELLS // 10_000} 万个，不像一份名单"
            raise SourceError(what, Where(self.name), _SMALLER)
        if self.letters < 0:
            raise SourceError(f"超过 {MAX_LETTERS // 10_000} 万字，不像一份名单", Where(self.name), _SMALLER)


def _sheet(given: Iterable[tuple[Cell, ...]], name: str) -> Sheet:
    """各行；空行不要，只记下后一行前面有空行。"""
    rows: list[tuple[Cell, ...]] = []
    breaks, gap, budget = set(), False, _Budget(name)
    for row in given:
        budget.spend(row)
        if row and gap:
            breaks.add(len(rows))
        gap = not row
        if row:
            rows.append(row)
    return Sheet("", tuple(rows), frozenset(breaks))


def _line_cells(line: str, number: int) -> Iterator[Cell]:
    """一行的各格。只有一格的说在第几行，几格的说在第几列。"""
    text, place = line.strip(), f"第{number}行"
    if text.startswith("|"):
        pieces = [] if _RULE.fullmatch(text) else _BAR.split(text.removeprefix("|").removesuffix("|"))
        pieces = [piece.replace("\\|", "|") for piece in pieces]
    else:
        pieces = line.split("\t") if "\t" in line else [line]
    for column, piece in enumerate(pieces, 1):
        if piece.strip():
            yield Cell(piece.strip(), column, f"{place}第{column}列" if len(pieces) > 1 else place)


def _from_csv(source: SourceText, delimiters: str) -> Sheet:
    text = source.text
    told = re.match(r"sep=(.)\r?\n", text)  # Excel 认的一行
    start = told.end() if told else 0
    delimiter = told[1] if told else _delimiter(text, delimiters)
    records = csv.reader(io.StringIO(text[start:], newline=""), delimiter=delimiter)
    first = 2 if told else 1
    try:
        rows = (tuple(_record_cells(record, number)) for number, record in enumerate(records, first))
        return _sheet(rows, source.name)
    except csv.Error as error:
        line = records.line_num + first - 1
        raise SourceError(
            "CSV 读不下去：一格太长，或引号没有配对",
            Where(source.name, line),
            "用 Excel 或 WPS 打开看看这一行",
        ) from error


def _record_cells(record: list[str], number: int) -> Iterator[Cell]:
    for column, text in enumerate(record, 1):
        if text.strip():
            yield Cell(text.strip(), column, f"第{number}行第{column}列")


def _delimiter(text: str, candidates: str) -> str:
    """开头几十行里，隔出的列数最一致的那个符号；都隔不出两列的用逗号。"""
    sample = text[:20_000].splitlines(keepends=True)[:_SAMPLE]

    def agreement(delimiter: str) -> tuple[int, int]:
        try:
            widths = Counter(len(row) for row in csv.reader(sample, delimiter=delimiter) if row)
        except csv.Error:
            return 0, 0
        width, count = max(widths.items(), key=lambda each: (each[1], each[0]), default=(1, 0))
        return (count, width) if width > 1 else (0, 0)

    return max(candidates, key=agreement)


def _from_xlsx(data: bytes, shown: str) -> Listing:
    from gongwen.sources.xlsx.apart import read_workbook_apart

    sheets = read_workbook_apart(data, shown)
    notices = [f"{shown}：{told}" for sheet in sheets if sheet.cells for told in _sheet_notices(sheet)]
    return Listing(shown, tuple(_xlsx_sheet(sheet) for sheet in sheets if sheet.cells), tuple(notices))


def _sheet_notices(sheet: RawSheet) -> Iterator[str]:
    if sheet.hidden:
        yield f"工作表“{sheet.name}”是隐藏的，也核对了"
    hidden = [
        f"{count} {unit}"
        for count, unit in ((sheet.hidden_rows, "行"), (sheet.hidden_columns, "列"))
        if count
    ]
    if hidden:
        yield f"工作表“{sheet.name}”有 {'、'.join(hidden)}是隐藏的，也核对了"
    if sheet.formulas > sheet.uncached:
        yield f"工作表“{sheet.name}”有 {sheet.formulas - sheet.uncached} 格是公式，按文件里存的结果核对"
    if sheet.uncached:
        yield f"工作表“{sheet.name}”有 {sheet.uncached} 格公式没有存下结果，没有核对：用 Excel 打开存一次"


def _xlsx_sheet(sheet: RawSheet) -> Sheet:
    """各行的格；合并的格，被并的各行也都有它（inherited），横着并的不重复。"""
    from gongwen.sources.xlsx import column_letters

    cells: dict[int, dict[int, Cell]] = {}
    for row, column, text in sheet.cells:
        place = f"工作表“{sheet.name}”{column_letters(column)}{row}"
        cells.setdefault(row, {})[column] = Cell(text.strip(), column, place)
    ordered, left = sorted(cells), MAX_CELLS
    for merge in sheet.merges:
        top = cells.get(merge.row, {}).get(merge.column)
        first, last = bisect_right(ordered, merge.row), bisect_right(ordered, merge.last_row)
        if top is None:
            continue
        for row in ordered[first : min(last, first + left)]:
            cells[row].setdefault(merge.column, replace(top, inherited=True))
            left -= 1
    breaks = frozenset(at for at in range(1, len(ordered)) if ordered[at] - ordered[at - 1] > 1)
    rows = tuple(tuple(cells[row][column] for column in sorted(cells[row])) for row in ordered)
    return Sheet(sheet.name, rows, breaks)


def _from_docx(data: bytes, shown: str) -> Listing:
    from gongwen.sources.docx import read_docx

    source, story = read_docx(data, shown)
    rows: list[tuple[Cell, ...]] = []
    last: tuple[str | None, str | None] = (None, None)
    for at, mark in enumerate(source.marks):
        end = source.marks[at + 1].start if at + 1 < len(source.marks) else len(source.text)
        found = _TABLE_CELL.fullmatch(mark.label)
        text = _piece(source.text, mark.start, end, in_table=found is not None)
        if found is None:
            lines = (line.strip() for line in text.splitlines())
            # 后面是表格的，末一行是表格第一格之前的“|”
            rows += [(Cell(line, 1, mark.label),) for line in lines if line and not _RULE.fullmatch(line)]
            last = (None, None)
        elif text.strip():
            here = (f"{found['table']}第{found['row']}行", found["cell"])
            _add_cell(rows, Cell(text.strip(), int(found["cell"]), f"{here[0]}第{here[1]}格"), here, last)
            last = here
    notices = tuple(f"{shown}：{notice}" for notice in story.notices)
    return Listing(shown, (Sheet("", tuple(rows)),), notices)


def _add_cell(
    rows: list[tuple[Cell, ...]], cell: Cell, here: tuple[str, str], last: tuple[str | None, str | None]
) -> None:
    """表格的一格：与前一格同行的添在同一行，一格里的另一段接在同一格里。"""
    if here == last:
        joined = f"{rows[-1][-1].text}\n{cell.text}"
        rows[-1] = (*rows[-1][:-1], Cell(joined, cell.column, cell.place))
    elif here[0] == last[0]:
        rows[-1] = (*rows[-1], cell)
    else:
        rows.append((cell,))


def _piece(text: str, start: int, end: int, *, in_table: bool) -> str:
    """一处的文字。写成“| 甲 | 乙 |”的表格，去掉隔开各格的“|”。"""
    piece = text[start:end]
    line_start = text.rfind("\n", 0, start) + 1
    if in_table and text.startswith("|", line_start):
        return _BAR.split(piece, maxsplit=1)[0].replace("\\|", "|")
    return piece
