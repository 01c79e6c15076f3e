"""外来的 PDF 在另一个进程里读：读坏了、读不完，都不连累这边。那边只交回量得的数，由这边来对照。"""

from __future__ import annotations

import json
from typing import Any

from gongwen.confined import Limits, run_module
from gongwen.errors import SourceError, Where
from gongwen.layout.measure import Measured, Taken, judged
from gongwen.layout.measure.table import Reading, requirements

LIMITS = Limits(seconds=300.0, memory_kb=4 * 1024 * 1024, file_blocks=0)


def measure_apart(data: bytes, name: str) -> Measured:
    """与 measure_pdf 相同，读 PDF 在限时、限内存的子进程里。"""
    try:
        said = run_module("gongwen.layout.measure", LIMITS, data)
    except TimeoutError as error:
        raise _trouble(name, f"PDF 读了 {LIMITS.seconds:g} 秒还没有读完") from error
    except OSError as error:
        raise _trouble(name, f"读 PDF 的进程起动不了：{error.strerror}") from error
    return _received(said, name)


def _trouble(name: str, what: str) -> SourceError:
    return SourceError(what, Where(name), "检查文件是不是完整的 PDF，或拆成几份再量")


def _received(said: bytes, name: str) -> Measured:
    """那边交回的 JSON。什么也没有交回，是读到一半停了（内存不够，或文件有意写坏）。"""
    try:
        answer: dict[str, Any] = json.loads(said)
    except ValueError as error:
        raise _trouble(name, "PDF 读到一半停了：文件坏了，或要的内存太多") from error
    if "problem" in answer:
        raise SourceError(answer["problem"], Where(name), answer["next_step"])
    keys = {need.key for need in requirements()}
    readings = tuple(Reading(**each) for each in answer["readings"] if each["key"] in keys)
    return judged(Taken(answer["format"], answer["faces"], answer["pitch"], answer["cell"], readings))
