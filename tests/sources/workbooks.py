"""造 .xlsx：几张表的格子，以及在它上面改坏的。"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from tests.ooxml.packages import HEAD, RELS, TYPES, R, zipped

from gongwen.sources.xlsx import column_letters

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
WORKBOOK = "xl/workbook.xml"


@dataclass(frozen=True)
class Table:
    """一张表。rows 里以 = 开头的是公式，结果在 results 里；raw 是直接写进 sheetData 的。"""

    rows: Sequence[Sequence[str]] = ()
    name: str = "名单"
    state: str = "visible"
    merges: Sequence[str] = ()
    hidden_rows: Sequence[int] = ()
    columns: str = ""
    raw: str = ""
    results: Mapping[str, str] = field(default_factory=dict)


def sheet_xml(table: Table) -> str:
    rows = "".join(_row(table, at, row) for at, row in enumerate(table.rows, 1))
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in table.merges)
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}">{table.columns}<sheetData>{rows}{table.raw}</sheetData>'
        f"<mergeCells>{merged}</mergeCells></worksheet>"
    )


def _row(table: Table, at: int, row: Sequence[str]) -> str:
    hidden = ' hidden="1"' if at in table.hidden_rows else ""
    cells = "".join(_cell(table, f"{column_letters(n)}{at}", text) for n, text in enumerate(row, 1) if text)
    return f'<row r="{at}"{hidden}>{cells}</row>'


def _cell(table: Table, ref: str, text: str) -> str:
    if text.startswith("="):
        result = table.results.get(ref)
        value = f"<v>{escape(result)}</v>" if result else ""
        return f'<c r="{ref}" t="str"><f>{escape(text[1:])}</f>{value}</c>'
    return f'<c r="{ref}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def workbook_parts(*tables: Table, shared: str = "") -> dict[str, bytes]:
    """一份 .xlsx 的各成员；shared 是 sharedStrings 里的各个 <si>。"""
    named = {f"xl/worksheets/sheet{at}.xml": sheet_xml(table) for at, table in enumerate(tables, 1)}
    rows = "".join(
        f'<Relationship Id="rId{at}" Type="{R}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, len(tables) + 1)
    )
    rows += f'<Relationship Id="rIdS" Type="{R}/sharedStrings" Target="sharedStrings.xml"/>'
    entries = "".join(
        f'<sheet name="{escape(table.name)}" sheetId="{at}" state="{table.state}" r:id="rId{at}"/>'
        for at, table in enumerate(tables, 1)
    )
    parts = {
        "[Content_Types].xml": types_xml(),
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{RELS}"><Relationship Id="rId1" '
        f'Type="{R}/officeDocument" Target="{WORKBOOK}"/></Relationships>',
        WORKBOOK: f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{R}"><sheets>{entries}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{RELS}">{rows}</Relationships>',
        "xl/sharedStrings.xml": f'{HEAD}<sst xmlns="{MAIN}">{shared}</sst>',
        **named,
    }
    return {name: text.encode() for name, text in parts.items()}


def types_xml(main: str = "sheet.main") -> str:
    return (
        f'{HEAD}<Types xmlns="{TYPES}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{WORKBOOK}" ContentType="{SHEET}.{main}+xml"/></Types>'
    )


def workbook(*tables: Table, shared: str = "", extra: Mapping[str, bytes] | None = None) -> bytes:
    """一份 .xlsx。"""
    return zipped({**workbook_parts(*tables, shared=shared), **(extra or {})})
