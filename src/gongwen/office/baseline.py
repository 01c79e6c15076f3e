"""基线：把旧草稿里已有的各处记下来，以后只报新的。

format 1：{"format": 1, "files": {"通知.md": [{"fingerprint": …, "code": …, "text": …}]}}，
路径相对于基线文件。
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from gongwen.errors import UsageError, Where, system_reason
from gongwen.findings import Disposition, Ruling

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from gongwen.proofing.engine import ProofResult
    from gongwen.report.checked import CheckedFile

FORMAT = 1
MAX_BYTES = 64 * 1024 * 1024
_AGAIN = "运行 gongwen baseline 重新生成"
_REASON = "基线里已有"


@dataclass(frozen=True, slots=True)
class Baseline:
    """folder 是基线文件所在的文件夹；files 是相对路径到各处的指纹。"""

    folder: Path
    files: Mapping[str, frozenset[str]]

    def of(self, path: Path) -> frozenset[str]:
        """一份原文的指纹。"""
        return self.files.get(relative_name(path, self.folder), frozenset())


def relative_name(path: Path, folder: Path) -> str:
    r"""相对于 folder 的路径，一律用“/”；不是 UTF-8 的名字写成 \xc4 的样子，各不相同。"""
    relative = os.path.relpath(os.path.realpath(path), os.path.realpath(folder)).replace(os.sep, "/")
    return os.fsencode(relative).decode("utf-8", "backslashreplace")


def baselined(result: ProofResult, path: Path, baseline: Baseline) -> tuple[ProofResult, int]:
    """基线里有的移到 set_aside；第二个数是基线里有、现在已经没有的处数。"""
    known = baseline.of(path)
    if not known:
        return result, 0
    ruling = Ruling(Disposition.BASELINED, _REASON)
    aside = tuple(replace(item, ruling=ruling) for item in result.findings if item.fingerprint in known)
    kept = tuple(item for item in result.findings if item.fingerprint not in known)
    present = {item.fingerprint for item in (*result.findings, *result.set_aside)}
    moved = replace(result, findings=kept, set_aside=(*result.set_aside, *aside))
    return moved, len(known - present)


def baseline_json(files: Iterable[CheckedFile], folder: Path) -> str:
    """把现在所报的各处写成基线的全文；同样的输入得到同样的字节。"""
    table: dict[str, list[dict[str, str]]] = {}
    for item in files:
        result = item.result
        if result is None or not result.findings:
            continue
        table[relative_name(item.file, folder)] = [
            {
                "fingerprint": each.fingerprint,
                "code": each.code,
                "text": result.source.slice(each.span) if each.span else "",
            }
            for each in result.findings
        ]
    report = {"format": FORMAT, "files": dict(sorted(table.items()))}
    return json.dumps(report, ensure_ascii=False, indent=1) + "\n"


def read_baseline(path: Path) -> Baseline:
    """读基线。读不了、格式不对时引发 UsageError。"""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        what = "没有这个基线文件" if isinstance(error, FileNotFoundError) else system_reason(error)
        raise UsageError(f"基线读不了：{what}", Where(str(path)), "先运行 gongwen baseline 生成") from error
    if len(data) > MAX_BYTES:
        raise UsageError("基线读不了：文件太大", Where(str(path)), _AGAIN)
    try:
        report = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UsageError("基线读不了：不是 JSON", Where(str(path)), _AGAIN) from error
    return Baseline(path.parent, _tables(report, path))


def _tables(report: Any, path: Path) -> dict[str, frozenset[str]]:
    where = Where(str(path))
    number = report.get("format") if isinstance(report, dict) else None
    if isinstance(number, int) and number > FORMAT:
        raise UsageError(f"基线的格式是 {number}，本程序只认得 {FORMAT}", where, "升级 gongwen")
    files = report.get("files") if number == FORMAT else None
    if not isinstance(files, dict):
        raise UsageError("这不是基线文件", where, _AGAIN)
    try:
        return {name: frozenset(str(each["fingerprint"]) for each in rows) for name, rows in files.items()}
    except (TypeError, KeyError) as error:
        raise UsageError("基线写得不对：每一处要有 fingerprint", where, _AGAIN) from error
