"""写到一半的一截移到旁边：别人预先放好的链接不跟着走，别人的文件不盖掉，清单是链接的不写。"""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from tests.office.case_trials import BACK_AND_FORTH
from tests.office.signing_scene import Desk

from gongwen.errors import OutputError
from gongwen.office.aside import set_aside
from gongwen.office.case import append_line
from gongwen.office.receipts import record

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOW = datetime(2026, 5, 8, 9, 30, tzinfo=UTC)
TORN = b'{"payload":"'
MARK = hashlib.sha256(TORN).hexdigest()[:12]
PRECIOUS = b"precious\n"


def sign(desk: Desk) -> None:
    desk.sign("周启明", "拟稿")


def build(desk: Desk) -> None:
    desk.build()


def receipt(desk: Desk) -> None:
    record(desk.folder, case="另一件", seq=0, digest="0" * 64, now=NOW)


@pytest.mark.parametrize(
    ("act", "kept"),
    [(sign, "build/通知/通知"), (build, "build/通知/通知"), (receipt, "receipts")],
    ids=["sign", "build", "receipt"],
)
@pytest.mark.parametrize("planted", ["link", "dangling", "file"])
def test_what_is_planted_at_the_name_is_neither_followed_nor_overwritten(
    tmp_path: Path, act: Callable[[Desk], None], kept: str, planted: str
) -> None:
    desk = Desk(tmp_path, BACK_AND_FORTH).build()
    record(tmp_path, case="先前的一件", seq=0, digest="0" * 64, now=NOW)
    path = tmp_path / "receipts.jsonl" if act is receipt else desk.case.manifest
    path.write_bytes(path.read_bytes() + TORN)
    aside, elsewhere = tmp_path / f"{kept}.torn-{MARK}", tmp_path / "别处"
    if planted == "file":
        aside.write_bytes(PRECIOUS)
    else:
        aside.symlink_to(elsewhere)
    if planted == "link":
        elsewhere.write_bytes(PRECIOUS)
    act(desk)
    assert elsewhere.exists() == (planted == "link")
    if planted != "dangling":
        assert aside.read_bytes() == PRECIOUS
    assert aside.with_name(f"{aside.name}-1").read_bytes() == TORN
    assert TORN not in path.read_bytes()


def test_the_same_piece_is_kept_once(tmp_path: Path) -> None:
    made = [set_aside(tmp_path, "通知", TORN) for _ in range(2)]
    assert made == [tmp_path / f"通知.torn-{MARK}"] * 2
    assert [each.name for each in tmp_path.iterdir()] == [f"通知.torn-{MARK}"]


def test_where_every_name_is_taken_nothing_is_lost(tmp_path: Path) -> None:
    desk = Desk(tmp_path, BACK_AND_FORTH).build()
    path = desk.case.manifest
    path.write_bytes(path.read_bytes() + TORN)
    before = path.read_bytes()
    for mark in ("", *(f"-{number}" for number in range(1, 20))):
        (desk.path / f"通知.torn-{MARK}{mark}").symlink_to(tmp_path / "别处")
    with pytest.raises(OutputError) as caught:
        sign(desk)
    assert caught.value.what == "写到一半的最后一行没有地方放：名字都被占了，什么都没有写"
    assert (path.read_bytes(), (tmp_path / "别处").exists()) == (before, False)


def test_a_piece_that_cannot_be_written_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        set_aside(tmp_path, "通知", TORN)
    assert list(tmp_path.iterdir()) == []


def test_a_manifest_that_is_a_link_is_not_written(tmp_path: Path) -> None:
    desk = Desk(tmp_path, BACK_AND_FORTH).build()
    path, elsewhere = desk.case.manifest, tmp_path / "别处.jsonl"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    for act in (sign, build, lambda desk: append_line(desk.case, lambda _manifest: b"{}\n")):
        with pytest.raises(OutputError) as caught:
            act(desk)
        assert caught.value.what == "清单是个链接，不照着它写"
    assert (elsewhere.read_bytes(), path.is_symlink()) == (before, True)


def test_a_register_may_be_a_link_to_a_register_and_to_nothing_else(tmp_path: Path) -> None:
    kept, desk = tmp_path / "保管", tmp_path / "办公室"
    kept.mkdir()
    desk.mkdir()
    record(kept, case="甲", seq=0, digest="0" * 64, now=NOW)
    register = desk / "receipts.jsonl"
    register.symlink_to(kept / "receipts.jsonl")
    assert record(desk, case="甲", seq=1, digest="1" * 64, now=NOW).n == 2
    for content in (b"a key without an end of line", None):
        register.unlink()
        register.symlink_to(elsewhere := tmp_path / "别处")
        elsewhere.write_bytes(content) if content else elsewhere.unlink()
        with pytest.raises(OutputError) as caught:
            record(desk, case="乙", seq=0, digest="2" * 64, now=NOW)
        assert caught.value.what == "回执登记簿是个链接，指的不是登记簿"
        assert (elsewhere.read_bytes() if elsewhere.exists() else None) == content
