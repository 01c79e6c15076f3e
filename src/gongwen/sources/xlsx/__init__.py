"""读 .xlsx 里各格的值：工作表、格、合并的格、隐藏的。只读值：公式用文件里存的结果，格式、图、宏都不看。

用 lxml 直接读那几个部件，不用 openpyxl：它的只读方式看不到合并的格和隐藏的行，不只读的方式一格要一千多字节。
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from gongwen.ooxml.forms import EXCEL
from gongwen.ooxml.opening import unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.ooxml.opening import Package, Relation

MAX_CELLS = 200_000
MAX_LETTERS = 500_000
ROWS, COLUMNS = 1_048_576, 16_384
_MAIN_TYPES = ("sheet.main+xml", "sheet.macroEnabled.main+xml", "template.main+xml")
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LESS = "确认拿对了文件，或只留下名单，删去别的表"


@dataclass(frozen=True, slots=True)
class Merge:
    """合并的格：从左上 (row, column) 到右下 (last_row, last_column)，都从 1 数。"""

    row: int
    column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class RawSheet:
    """一个工作表。cells 是（行, 列, 文字），按行、列排，空格不在内。

    formulas 是公式的格数，uncached 是其中没有存结果的。
    """

    name: str
    hidden: bool
    cells: tuple[tuple[int, int, str], ...]
    merges: tuple[Merge, ...] = ()
    hidden_rows: int = 0
    hidden_columns: int = 0
    formulas: int = 0
    uncached: int = 0


@dataclass(frozen=True, slots=True)
class _Cell:
    row: int
    column: int
    text: str
    formula: bool


class _Budget:
    """全部工作表一起的上限。"""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.cells, self.letters = MAX_CELLS, MAX_LETTERS

    def spend(self, text: str) -> None:
        self.cells -= 1
        self.letters -= len(text)
        if self.cells < 0:
            raise self.package.error(f"有字的格超过 {MAX_CELLS // 10_000} 万个，不像一份名单", _LESS)
        if self.letters < 0:
            raise self.package.error(f"超过 {MAX_LETTERS // 10_000} 万字，不像一份名单", _LESS)


def read_workbook(data: bytes, name: str) -> tuple[RawSheet, ...]:
    """各工作表，按次序，图表页不算。不是 .xlsx、损坏、加密、太大、带 DTD 时引发 PackageError。"""
    package = unpacked(data, name, EXCEL)
    main = _main_part(package)
    package = replace(package, main=main)
    relations = {each.identity: each for each in package.relations(main)}
    shared = _shared_strings(package, relations.values())
    budget = _Budget(package)
    found = []
    for entry in _named(package.tree(main), "sheet"):
        relation = relations.get(_relation_id(entry))
        if relation is None or relation.short != "worksheet" or relation.part not in package.parts:
            continue
        hidden = entry.get("state", "visible") != "visible"
        found.append(_sheet(package, relation.part, shared, budget, (entry.get("name", ""), hidden)))
    return tuple(found)


def _main_part(package: Package) -> str:
    roots = [each for each in package.relations("") if each.short == "officeDocument"]
    main = roots[0].part if roots else ""
    kind = package.types.of(main)
    if len(roots) != 1 or main not in package.parts:
        raise package.error("是压缩包，不是 Excel 工作簿", EXCEL.make)
    if not kind.endswith(_MAIN_TYPES):
        what = "是 .xlsb 一类的文件，不是 .xlsx" if "binary" in kind else "不是 Excel 工作簿（.xlsx）"
        raise package.error(what, EXCEL.make)
    return main


def _local(element: Any) -> str:
    """不带命名空间的名字：“Strict Open XML”换了命名空间，名字不变。"""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def _named(root: Any, *names: str) -> Iterator[Any]:
    return (element for element in root.iter("*") if _local(element) in names)


def _relation_id(entry: Any) -> str:
    return next((value for key, value in entry.attrib.items() if key.endswith("relationships}id")), "")


def _shared_strings(package: Package, relations: Iterator[Relation] | Any) -> list[str]:
    for each in relations:
        if each.short == "sharedStrings" and each.part in package.parts:
            return [_string(item) for item in package.tree(each.part) if _local(item) == "si"]
    return []


def _string(item: Any) -> str:
    """一段文字：各节 t 接起来，注音（rPh）不算。"""
    pieces = []
    for child in item:
        if _local(child) == "t":
            pieces.append(child.text or "")
        elif _local(child) == "r":
            pieces += [piece.text or "" for piece in child if _local(piece) == "t"]
    return _ESCAPED.sub(_unescaped, "".join(pieces))


def _unescaped(found: re.Match[str]) -> str:
    """“_x000D_”所指的字；代理码位不成字，不要。"""
    code = int(found[1], 16)
    return "" if 0xD800 <= code < 0xE000 else chr(code)


def _sheet(
    package: Package, part: str, shared: list[str], budget: _Budget, facts: tuple[str, bool]
) -> RawSheet:
    root = package.tree(part)
    cells, formulas, uncached = [], 0, 0
    for cell in _cells(root, shared):
        formulas += cell.formula
        if cell.text.strip():
            budget.spend(cell.text)
            cells.append((cell.row, cell.column, cell.text))
        else:
            uncached += cell.formula
    return RawSheet(
        facts[0],
        facts[1],
        tuple(sorted(cells)),
        tuple(islice(_merges(root), MAX_CELLS)),
        sum(_is_on(row.get("hidden")) for row in _named(root, "row")),
        sum(_hidden_columns(column) for column in _named(root, "col")),
        formulas,
        uncached,
    )


def _is_on(value: str | None) -> bool:
    return value in ("1", "true")


def _hidden_columns(column: Any) -> int:
    """一条 col 隐藏了几列；整张表剩下的列全隐藏的，只算一列。"""
    if not _is_on(column.get("hidden")):
        return 0
    first, last = _number(column.get("min", "")), _number(column.get("max", ""))
    return last - first + 1 if 0 < first <= last < COLUMNS else 1


def _number(digits: str) -> int:
    """非负整数；写得不对、长得离谱的为 -1。"""
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 10 else -1


def _cells(root: Any, shared: list[str]) -> Iterator[_Cell]:
    row = 0
    for line in _named(root, "row"):
        given = _number(line.get("r", ""))
        row = given if 0 < given <= ROWS else row + 1
        column = 0
        for cell in line:
            if _local(cell) != "c":
                continue
            column = _column(cell.get("r", "")) or column + 1
            yield _Cell(row, column, *_value(cell, shared))


def _column(reference: str) -> int:
    """“B5”在第几列；认不出、超出表格的为 0。"""
    found = _REFERENCE.fullmatch(reference)
    number = column_number(found[1]) if found else 0
    return number if number <= COLUMNS else 0


def column_number(letters: str) -> int:
    """“B”是第 2 列。"""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """第 2 列是“B”。"""
    letters = ""
    while number:
        number, left = divmod(number - 1, 26)
        letters = chr(ord("A") + left) + letters
    return letters


def _value(cell: Any, shared: list[str]) -> tuple[str, bool]:
    """一格的文字，是不是公式。"""
    kind, text, formula = cell.get("t", "n"), "", False
    for child in cell:
        name = _local(child)
        if name == "f":
            formula = True
        elif name == "is":
            text = _string(child)
        elif name == "v":
            text = child.text or ""
    if kind == "s":
        text = shared[_number(text)] if 0 <= _number(text) < len(shared) else ""
    elif kind == "e":
        text = ""
    return text, formula


def _merges(root: Any) -> Iterator[Merge]:
    for entry in _named(root, "mergeCell"):
        corners = [_REFERENCE.fullmatch(each) for each in entry.get("ref", "").split(":")]
        if len(corners) == 2 and corners[0] and corners[1]:
            first, last = ((int(found[2]), column_number(found[1])) for found in corners if found)
            yield Merge(*first, *last)
