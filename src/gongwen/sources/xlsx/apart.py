"""外来的 .xlsx 在另一个进程里读：读坏了、读不完，都不连累这边。那边只交回各格的文字。"""

from __future__ import annotations

from typing import Any

from gongwen.apart import Reading, answer_apart
from gongwen.confined import Limits
from gongwen.errors import PackageError
from gongwen.sources.xlsx import Merge, RawSheet

LIMITS = Limits(seconds=60.0, memory_kb=3 * 1024 * 1024, file_blocks=0)
_AGAIN = "检查文件是不是完整的 .xlsx，或只留下名单，另存一份"
_READING = Reading("Excel 工作簿", "", PackageError, _AGAIN)


def read_workbook_apart(data: bytes, name: str) -> tuple[RawSheet, ...]:
    """与 read_workbook 相同，在限时、限内存的子进程里读。"""
    answer = answer_apart("gongwen.sources.xlsx", LIMITS, data, name, _READING)
    return tuple(_sheet(each) for each in answer["sheets"])


def _sheet(told: dict[str, Any]) -> RawSheet:
    cells = tuple((int(row), int(column), str(text)) for row, column, text in told.pop("cells"))
    merges = tuple(Merge(**each) for each in told.pop("merges"))
    return RawSheet(cells=cells, merges=merges, **told)
