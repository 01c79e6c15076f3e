"""单位的回执登记簿 receipts.jsonl，在 office.toml、roster.toml 旁边：签一步记一条，锁住、添上、落盘。"""

from __future__ import annotations

import os
from datetime import UTC
from typing import TYPE_CHECKING

import rfc8785

from gongwen.errors import ManifestError, OutputError, Where, system_reason
from gongwen.office.aside import set_aside
from gongwen.office.staging import append_at, locked
from gongwen.signoff.envelope import whole_lines
from gongwen.signoff.receipts import (
    Receipt,
    Receipts,
    parse_receipt,
    parse_receipts,
    receipt_line,
    register_digest,
)
from gongwen.sources.reading import shown_path

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

FILE_NAME = "receipts.jsonl"
MAX_BYTES = 128 * 1024 * 1024


def receipts_path(folder: Path) -> Path:
    """folder（office.toml 所在的文件夹）里的登记簿。"""
    return folder / FILE_NAME


def read_receipts(folder: Path) -> Receipts | None:
    """folder 里的登记簿；没有的为 None。读不了、损坏时引发 ManifestError。"""
    path = receipts_path(folder)
    data = _bytes(path)
    return None if data is None else parse_receipts(data, shown_path(path))


def record(folder: Path, *, case: str, seq: int, digest: str, now: datetime) -> Receipt:
    """在 folder 的登记簿里记一条，返回它：case 这一件的清单，第 seq 行（从 0 起）的摘要是 digest。

    已经记过这一行的，返回记过的；登记过更靠后的、同一行摘要不同的（清单被截短、换过），引发 ManifestError。
    写不成时引发 OutputError，登记簿还是原来的。里面要锁 folder：不要在锁着同一个文件夹时调用。
    """
    path = receipts_path(folder)
    try:
        with locked(folder):
            data = _bytes(path) or b""
            lines, torn = whole_lines(data)
            _refuse_other_file(path, lines)
            known = _recorded(lines, path, case, seq, digest)
            if known is not None:
                return known
            last = parse_receipt(lines[-1], shown_path(path), len(lines)) if lines else None
            tail = register_digest(lines[-1]) if lines else None
            at = now.astimezone(UTC).isoformat(timespec="seconds")
            receipt = Receipt(last.n + 1 if last else 1, case, seq, digest, at, tail)
            line = receipt_line(receipt)
            parse_receipt(line[:-1], shown_path(path), receipt.n)  # 自己读不回来的不写
            if torn:
                set_aside(folder, path.stem, torn)
            append_at(path, len(data) - len(torn), line, os.O_CREAT)
            return receipt
    except OSError as error:
        raise OutputError(
            f"回执登记簿写不出去：{system_reason(error)}",
            Where(shown_path(path)),
            "检查磁盘空间、文件夹和文件的权限；这一步已经签了，签下一步时一并登记",
        ) from error


def _recorded(lines: list[bytes], path: Path, case: str, seq: int, digest: str) -> Receipt | None:
    """这一行记过的那一条；没有记过的为 None。只读提到这一件的各行：登记簿可以很长。"""
    mark = rfc8785.dumps(case)
    own = [
        row
        for number, line in enumerate(lines, 1)
        if mark in line and (row := parse_receipt(line, shown_path(path), number)).case == case
    ]
    for row in own:
        if row.seq == seq and row.digest == digest:
            return row
    if own and own[-1].seq >= seq:
        raise ManifestError(
            f"清单与回执登记簿不合：登记簿里这一件已经有第 {own[-1].seq + 1} 行",
            Where(shown_path(path), own[-1].n),
            "清单被截短或换过：找回原来的清单，查明原因",
        )
    return None


def _bytes(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ManifestError(
            f"回执登记簿读不了：{system_reason(error)}", Where(shown_path(path)), "检查路径和权限"
        ) from error
    if len(data) > MAX_BYTES:
        raise ManifestError("回执登记簿超过 128 MB", Where(shown_path(path)), "确认拿对了文件")
    return data


def _refuse_other_file(path: Path, lines: list[bytes]) -> None:
    """链接可以指向别处的登记簿，不可以指向别的文件：写进去就坏了它。"""
    if path.is_symlink() and not lines:
        raise OutputError(
            "回执登记簿是个链接，指的不是登记簿",
            Where(shown_path(path)),
            "把链接移走；登记簿要放在别处的，先在这里记过一条，再移过去",
        )
