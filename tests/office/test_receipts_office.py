"""单位的回执登记簿：记一条；记过的不再记；清单截短的不收；写到一半的接着写；同时记不丢。"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from gongwen.errors import ManifestError, OutputError
from gongwen.office.receipts import read_receipts, record
from gongwen.signoff.receipts import Receipt

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 5, 8, 9, 30, 1, 999, tzinfo=UTC)
D = [f"{each}" * 64 for each in range(10)]


def test_there_is_no_register_until_the_first_receipt(tmp_path: Path) -> None:
    assert read_receipts(tmp_path) is None
    made = record(tmp_path, case="甲", seq=1, digest=D[1], now=NOW)
    assert made == Receipt(1, "甲", 1, D[1], "2026-05-08T09:30:01+00:00", None)
    found = read_receipts(tmp_path)
    assert found is not None
    assert found.rows == (made,)


def test_receipts_of_several_cases_follow_one_another(tmp_path: Path) -> None:
    made = [
        record(tmp_path, case=case, seq=seq, digest=D[seq], now=NOW)
        for case, seq in (("甲", 1), ("乙", 1), ("甲", 3), ('引"号', 0))
    ]
    found = read_receipts(tmp_path)
    assert found is not None
    assert found.rows == tuple(made)
    lines = (tmp_path / "receipts.jsonl").read_bytes().splitlines()
    assert [each.prev for each in made] == [
        None,
        *(hashlib.sha256(line).hexdigest() for line in lines[:-1]),
    ]


def test_what_is_recorded_is_not_recorded_again(tmp_path: Path) -> None:
    first = record(tmp_path, case="甲", seq=1, digest=D[1], now=NOW)
    record(tmp_path, case="甲", seq=2, digest=D[2], now=NOW)
    before = (tmp_path / "receipts.jsonl").read_bytes()
    assert record(tmp_path, case="甲", seq=1, digest=D[1], now=NOW) == first
    assert (tmp_path / "receipts.jsonl").read_bytes() == before


def test_a_manifest_cut_off_or_replaced_gets_no_receipt(tmp_path: Path) -> None:
    record(tmp_path, case="甲", seq=4, digest=D[4], now=NOW)
    for seq, digest in ((3, D[3]), (4, D[5])):
        with pytest.raises(ManifestError) as caught:
            record(tmp_path, case="甲", seq=seq, digest=digest, now=NOW)
        assert str(caught.value) == (
            f"{tmp_path / 'receipts.jsonl'}:1：清单与回执登记簿不合：登记簿里这一件已经有第 5 行\n"
            "  → 清单被截短或换过：找回原来的清单，查明原因"
        )


def test_a_torn_line_is_set_aside_and_the_register_goes_on(tmp_path: Path) -> None:
    record(tmp_path, case="甲", seq=1, digest=D[1], now=NOW)
    path = tmp_path / "receipts.jsonl"
    torn = b'{"at":"2026'
    path.write_bytes(path.read_bytes() + torn)
    record(tmp_path, case="甲", seq=2, digest=D[2], now=NOW)
    found = read_receipts(tmp_path)
    assert found is not None
    assert ([row.seq for row in found.rows], found.torn) == ([1, 2], b"")
    aside = tmp_path / f"receipts.torn-{hashlib.sha256(torn).hexdigest()[:12]}"
    assert aside.read_bytes() == torn


def test_what_could_not_be_read_back_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(ManifestError):
        record(tmp_path, case="长" * 201, seq=1, digest=D[1], now=NOW)
    with pytest.raises(ManifestError):
        record(tmp_path, case="甲", seq=1, digest="不是摘要", now=NOW)
    assert read_receipts(tmp_path) is None


def test_a_damaged_last_line_stops_the_register(tmp_path: Path) -> None:
    record(tmp_path, case="甲", seq=1, digest=D[1], now=NOW)
    path = tmp_path / "receipts.jsonl"
    path.write_bytes(path.read_bytes().replace(D[1].encode(), D[2].encode()))
    with pytest.raises(ManifestError) as caught:
        record(tmp_path, case="乙", seq=1, digest=D[1], now=NOW)
    assert caught.value.what == "回执登记簿损坏：内容与摘要不符"


def test_a_full_disk_leaves_the_register_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record(tmp_path, case="甲", seq=1, digest=D[1], now=NOW)
    before = (tmp_path / "receipts.jsonl").read_bytes()

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError) as caught:
        record(tmp_path, case="甲", seq=2, digest=D[2], now=NOW)
    assert str(caught.value) == (
        f"{tmp_path / 'receipts.jsonl'}：回执登记簿写不出去：磁盘满了\n"
        "  → 检查磁盘空间、文件夹和文件的权限；这一步已经签了，签下一步时一并登记"
    )
    assert (tmp_path / "receipts.jsonl").read_bytes() == before


MANY = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from gongwen.office.receipts import record
for seq in range(30):
    record(Path(sys.argv[1]), case=sys.argv[2], seq=seq, digest=f"{seq:064x}", now=datetime.now(UTC))
"""


def test_two_processes_that_record_at_once_lose_nothing(tmp_path: Path) -> None:
    workers = [subprocess.Popen([sys.executable, "-c", MANY, str(tmp_path), name]) for name in "甲乙"]
    assert [worker.wait() for worker in workers] == [0, 0]
    found = read_receipts(tmp_path)
    assert found is not None
    assert [[row.seq for row in found.of(case)] for case in "甲乙"] == [list(range(30))] * 2
