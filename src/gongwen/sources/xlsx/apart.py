"""外来的 .xlsx 在另一个进程里读：读坏了、读不完，都不连累这边。那边只交回各格的文字。"""

from __future__ import annotations

import json
from typing import Any

from gongwen.confined import Limits, run_module
from gongwen.errors import PackageError, Where
from gongwen.sources.xlsx import Merge, RawSheet

LIMITS = Limits(seconds=60.0, memory_kb=3 * 1024 * 1024, file_blocks=0)


def read_workbook_apart(data: bytes, name: str) -> tuple[RawSheet, ...]:
    """与 read_workbook 相同，在限时、限内存的子进程里读。"""
    try:
        said = run_module("gongwen.sources.xlsx", LIMITS, data)
    except TimeoutError as error:
        raise _trouble(name, f"读了 {LIMITS.seconds:g} 秒还没有读完") from error
    except OSError as error:
        raise _trouble(name, f"读 Excel 工作簿的进程起动不了：{error.strerror}") from error
    try:
        answer: dict[str, Any] = json.loads(said)
    except ValueError as error:
        raise _trouble(name, "读到一半停了：文件坏了，或要的内存太多") from error
    if "problem" in answer:
        raise PackageError(answer["problem"], Where(name), answer["next_step"])
    return tuple(_sheet(each) for each in answer["sheets"])


def _trouble(name: str, what: str) -> PackageError:
    return PackageError(what, Where(name), "检查文件是不是完整的 .xlsx，或只留下名单，另存一份")


def _sheet(told: dict[str, Any]) -> RawSheet:
    cells = tuple((int(row), int(column), str(text)) for row, column, text in told.pop("cells"))
    merges = tuple(Merge(**each) for each in told.pop("merges"))
    return RawSheet(cells=cells, merges=merges, **told)
