"""YZ17 表格竖的合计，YZ18 横的合计。页：yz17.md、yz18.md。"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from gongwen.document.body import Table
from gongwen.findings import Level
from gongwen.proofing.amounts import amount, rounding
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.proofing.reading import Reading
    from gongwen.spans import Text

_TOTAL = Lazy(r"(?:合\s*计|总\s*计|共\s*计|总\s*数)(?:[（(][^（）()]{0,12}[）)])?")
_SUBTOTAL = Lazy(r"小\s*计")
_PART = Lazy(r"其\s*中|^[#*]|^[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]")
_NOT_ADDED = Lazy(
    r"率|比|％|%|均|单价|年份|年度|序号|编号|排名|名次|电话|增长|增速|代码|日期|时间|面积占|温度"
)
_CELL = Lazy(r"(?P<n>-?\d[\d,，]{0,18}(?:\.\d{1,6})?)\s?(?:万元|亿元|元|个|人|户|件|项|处|亩|公里|吨|家|次)?")
_EXACT = 1000
_BLANK = frozenset({"", "—", "－", "-", "——", "/", "无", "0"})
_SOURCE = "校对通则（表中各数与合计相符）"


class _Value(NamedTuple):
    """一格的数和它四舍五入的余地。"""

    number: Decimal
    slack: Decimal


def _tables(reading: Reading) -> Iterator[Table]:
    document = reading.document
    bodies = [document.body] if reading.source is document.source else []
    bodies += [annex.body for annex in document.annexes if annex.source is reading.source]
    if document.issued and document.issued.source is reading.source:
        bodies.append(document.issued.body)
    return (block for body in bodies for block in body if isinstance(block, Table))


def _value(text: Text) -> _Value | None:
    """格里的数；空格、“—”是 0，不是数的为 None。"""
    plain = "".join(text.value.split())
    if plain in _BLANK:
        return _Value(Decimal(0), Decimal(0))
    found = _CELL.fullmatch(plain)
    number = amount(found["n"]) if found else None
    if found is None or number is None:
        return None
    # 几十几百的整数是点出来的，没有四舍五入
    exact = "." not in found["n"] and abs(number) < _EXACT
    return _Value(number, Decimal(0) if exact else rounding(found["n"]))


def _agrees(parts: Sequence[_Value], total: _Value) -> bool:
    slack = sum((each.slack for each in parts), total.slack)
    return abs(sum((each.number for each in parts), Decimal(0)) - total.number) <= slack


def check_columns(reading: Reading) -> Iterator[Hit]:
    """有“合计”一行的表，每一列加起来应当等于它；列里有不是数的、有“其中”“一、（一）”分层的不查。"""
    for table in _tables(reading):
        at = next((at for at, row in enumerate(table.rows) if at and _total_at(row) is not None), None)
        if at is None or any(_PART.search(row[0].value) for row in table.rows[1:]):
            continue
        for column, head in enumerate(table.rows[0]):
            if not _NOT_ADDED.search(head.value):
                yield from _column(table.rows, at, column)


def _total_at(row: Sequence[Text]) -> int | None:
    """“合计”在头两格的哪一格。"""
    return next((at for at, cell in enumerate(row[:2]) if _TOTAL.fullmatch(cell.value.strip())), None)


def _column(rows: Sequence[Sequence[Text]], at: int, column: int) -> Iterator[Hit]:
    total = _value(rows[at][column])
    if total is None or not total.number or column <= (_total_at(rows[at]) or 0):
        return
    others = rows[1:at] if at == len(rows) - 1 else rows[at + 1 :] if at == 1 else ()
    small = [row for row in others if _SUBTOTAL.search(row[0].value) or _SUBTOTAL.search(row[1].value)]
    plain = [row for row in others if row not in small]
    for chosen in (small, plain) if small else (plain,):
        values = [_value(row[column]) for row in chosen]
        parts = [each for each in values if each is not None]
        if len(parts) != len(values) or sum(bool(each.number) for each in parts) < 2 or _agrees(parts, total):
            return
    shown = sum((each.number for each in parts), Decimal(0))
    text = rows[at][column]
    yield Hit(text.at(0, len(text.value)), f"合计是 {text.value.strip()}，各行相加是 {shown}，请核对")


def check_rows(reading: Reading) -> Iterator[Hit]:
    """有“合计”“小计”一列的表：多数行加得起来的，加不起来的那几行报。"""
    for table in _tables(reading):
        head = [cell.value.strip() for cell in table.rows[0]]
        totals = [at for at, name in enumerate(head) if _TOTAL.fullmatch(name) or _SUBTOTAL.fullmatch(name)]
        if len(totals) != 1 or not any(at < len(head) for at in totals):
            continue
        columns = [
            at
            for at in (range(1, totals[0]) if totals[0] == len(head) - 1 else range(totals[0] + 1, len(head)))
            if not _NOT_ADDED.search(head[at])
        ]
        yield from _rows(table, totals[0], columns)


def _rows(table: Table, total_at: int, columns: Sequence[int]) -> Iterator[Hit]:
    right, wrong = 0, []
    for row in table.rows[1:]:
        values = {at: value for at in columns if (value := _value(row[at])) is not None}
        total = _value(row[total_at])
        if total is None or not total.number or len(values) < 2:
            continue
        # 头几列也许是另外的数（人口、面积），不在合计之内
        if any(
            _agrees([values[at] for at in sorted(values)[skip:]], total) for skip in range(len(values) - 1)
        ):
            right += 1
        else:
            wrong.append((row[total_at], sum((each.number for each in values.values()), Decimal(0))))
    if right > len(wrong):
        for text, shown in wrong:
            yield Hit(text.at(0, len(text.value)), f"合计是 {text.value.strip()}，各列相加是 {shown}，请核对")


COLUMNS = Rule("YZ17", "表格各行与合计不符", Level.ERROR, _SOURCE, check_columns)
ROWS = Rule("YZ18", "表格各列与合计不符", Level.ERROR, _SOURCE, check_rows)
