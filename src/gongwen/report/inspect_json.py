"""量成品的 JSON（format 1）。"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongwen.layout.measure import Measured
    from gongwen.layout.measure.table import Row
    from gongwen.report.inspected import Inspected

FORMAT = 1


def inspect_json(files: Iterable[Inspected], version: str) -> str:
    """各份的对照，以换行结尾。长度照各项的单位；deviation_mm 是离要求多远，不是长度的为 null。"""
    report = {"format": FORMAT, "version": version, "files": [_file(item) for item in files]}
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _file(item: Inspected) -> dict[str, Any]:
    entry: dict[str, Any] = {"path": item.path, "problem": item.problem}
    return entry | (_measured(item.measured) if item.measured else {"rows": []})


def _measured(measured: Measured) -> dict[str, Any]:
    return {
        "layout": measured.format,
        "faces": measured.faces,
        "broken": [row.requirement.key for row in measured.broken],
        "rows": [_row(row) for row in measured.rows],
    }


def _row(row: Row) -> dict[str, Any]:
    need, worst = row.requirement, row.worst
    return {
        "key": need.key,
        "element": need.element,
        "clause": need.clause,
        "strength": str(need.strength),
        "state": str(row.state),
        "required": need.value,
        "tolerance": need.tolerance,
        "bound": "least" if need.least else "most" if need.most else "equal",
        "unit": need.unit,
        "measured": _rounded(worst.value) if worst else None,
        "face": worst.face if worst else None,
        "note": worst.note if worst else need.absent,
        "count": row.count,
        "deviation_mm": row.deviation,
    }


def _rounded(value: float | str) -> float | str:
    return value if isinstance(value, str) else round(value, 3)
