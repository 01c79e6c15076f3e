"""案卷的清单：几个进程一起签，签到一半被杀，磁盘满了，文件夹只读：不丢，不乱，接着能签。"""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.helpers import names, tree
from tests.office.case_trials import BACK_AND_FORTH
from tests.office.signing_scene import Desk

from gongwen.errors import ManifestError, OutputError
from gongwen.office import case as case_module
from gongwen.office.case import append_line, find_case, read_case

if TYPE_CHECKING:
    from collections.abc import Buffer

ROOT = Path(__file__).resolve().parents[2]


def trial(name: str, folder: Path, *arguments: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "tests.office.case_trials", name, str(folder), *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, sys.path)])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def started(folder: Path) -> Desk:
    """已经拟稿、退回过：这一版的成品留存过了。"""
    desk = Desk(folder, BACK_AND_FORTH).build()
    desk.sign("周启明", "拟稿")
    desk.sign("沈砚舟", "退回", reason="再改")
    return desk


def test_of_several_who_sign_the_same_step_at_once_one_signs(tmp_path: Path) -> None:
    told = trial("same_step", tmp_path, "4")
    manifest = Desk(tmp_path).manifest
    assert sorted(told) == sorted(["RefusedError：“初审把关”已经办过"] * 3 + [manifest.head])
    assert [(step.step_id, step.actor) for step in manifest.steps] == [
        ("built-0", None),
        ("draft", "周启明"),
        ("first", "沈砚舟"),
    ]
    kept = [name for name in names(tmp_path) if ".signed/" in name]
    assert len(kept) == 1


def test_organs_that_countersign_at_once_are_all_on_the_manifest(tmp_path: Path) -> None:
    assert trial("countersign", tmp_path, "4") == [["int", "int"]] * 4
    steps = Desk(tmp_path).manifest.steps
    assert [step.seq for step in steps] == list(range(len(steps)))
    assert sum(step.step_id == "counter" for step in steps) == 8


def test_a_build_and_a_sign_at_once_lose_nothing(tmp_path: Path) -> None:
    built, signed = trial("build_and_sign", tmp_path, "8")
    steps = Desk(tmp_path).manifest.steps
    refused = {key for key in signed if key != "签了"}
    assert refused <= {"RefusedError：文件在看过之后变了：又构建过一次"}
    assert sum(step.step_kind == "built" for step in steps) == built + 1 == 9
    assert sum(step.step_kind != "built" for step in steps) == signed["签了"]
    assert sum(signed.values()) == 24


def test_killed_at_any_moment_the_manifest_reads_and_signing_goes_on(tmp_path: Path) -> None:
    runs = trial("kills", tmp_path, "14", "7")
    assert [(run["lost"], run["went_on"], run["whole"]) for run in runs] == [(False, 1, True)] * 14
    torn = [run for run in runs if run["torn"]]
    assert len(torn) >= 3
    assert all(run["aside"] == [run["torn"]] for run in torn)
    desk = Desk(tmp_path, BACK_AND_FORTH)
    assert [step.seq for step in desk.manifest.steps] == list(range(len(desk.manifest.lines)))


def test_a_file_size_limit_stops_the_line_and_leaves_the_manifest_as_it_was(tmp_path: Path) -> None:
    told, same, seq = trial("limited", tmp_path)
    assert (told, same, seq) == ("OutputError：清单写不出去：文件大小到了上限，没有签成", True, 3)


def test_cut_anywhere_in_its_last_line_the_manifest_reads_to_the_line_before(tmp_path: Path) -> None:
    desk = started(tmp_path)
    whole = desk.case.manifest.read_bytes()
    start = whole.rstrip(b"\n").rfind(b"\n") + 1
    for end in sorted({*range(start, len(whole), 7), *range(len(whole) - 20, len(whole))}):
        desk.case.manifest.write_bytes(whole[:end])
        manifest = read_case(desk.case)
        assert (len(manifest.lines), manifest.torn) == (2, whole[start:end])


@pytest.mark.parametrize("part", [0.0, 0.3, 0.9, 1.0])
def test_a_torn_line_is_set_aside_and_the_step_is_signed_again(tmp_path: Path, part: float) -> None:
    desk = started(tmp_path)
    (tmp_path / "receipts.jsonl").unlink()  # 写到一半就停了的，还没有登记
    path = desk.case.manifest
    whole = path.read_bytes()
    start = whole.rstrip(b"\n").rfind(b"\n") + 1
    end = max(start + 1, start + int((len(whole) - 1 - start) * part))
    path.write_bytes(whole[:end])
    assert (
        "清单的最后一行写到一半（多半是签的时候断了电），不算数；下次签的时候移到旁边留着"
        in desk.look().notices
    )
    signed = desk.sign("沈砚舟", "退回", reason="再改")
    assert "清单原来写到一半的最后一行不算数，移到旁边留着了" in signed.notices
    assert path.read_bytes()[:start] == whole[:start]
    assert [(len(desk.manifest.lines), desk.manifest.torn)] == [(3, b"")]
    [aside] = desk.path.glob("通知.torn-*")
    assert aside.read_bytes() == whole[start:end]


def test_a_build_after_a_torn_line_keeps_the_chain(tmp_path: Path) -> None:
    desk = started(tmp_path)
    path = desk.case.manifest
    whole = path.read_bytes()
    path.write_bytes(whole[:-9])
    desk.build()
    assert [step.step_id for step in desk.manifest.steps] == ["built-0", "draft", "built-2"]
    [aside] = desk.path.glob("通知.torn-*")
    assert whole.endswith(aside.read_bytes() + whole[-9:])


def full_disk(monkeypatch: pytest.MonkeyPatch, manifest: Path, left: int) -> None:
    """往清单里写到 left 个字节，磁盘就满了。"""
    real, wrote = os.write, [0]

    def write(handle: int, data: Buffer) -> int:
        if not os.path.samestat(os.fstat(handle), manifest.stat()):
            return real(handle, data)
        room = left - wrote[0]
        if room <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        wrote[0] += (done := real(handle, bytes(data)[:room]))
        return done

    monkeypatch.setattr(os, "write", write)


@pytest.mark.parametrize("left", [0, 1, 700])
@pytest.mark.parametrize("again", [False, True], ids=["first", "kept-before"])
def test_on_a_full_disk_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left: int, again: bool
) -> None:
    desk = started(tmp_path) if again else Desk(tmp_path, BACK_AND_FORTH).build()
    before = tree(tmp_path)
    with monkeypatch.context() as patch:
        full_disk(patch, desk.case.manifest, left)
        with pytest.raises(OutputError) as caught:
            desk.sign("周启明", "拟稿")
    assert str(caught.value) == (
        f"{desk.case.manifest}：清单写不出去：磁盘满了，没有签成\n"
        "  → 检查磁盘空间、文件夹和文件的权限，再签一次"
    )
    assert tree(tmp_path) == before
    assert desk.sign("周启明", "拟稿").step.seq == (3 if again else 1)


def test_when_the_signed_copy_cannot_be_kept_nothing_is_signed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(tmp_path, BACK_AND_FORTH).build()
    before = tree(tmp_path)
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: _full())
    with pytest.raises(OutputError) as caught:
        desk.sign("周启明", "拟稿")
    monkeypatch.setattr(os, "fsync", real)
    assert str(caught.value).partition("：")[2] == (
        "写不出去：磁盘满了，没有签成\n  → 检查磁盘空间、文件夹和文件的权限，再签一次"
    )
    assert tree(tmp_path) == before


def _full() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize(
    ("number", "reason"),
    [(errno.EROFS, "文件夹是只读的"), (errno.EACCES, "没有权限"), (errno.EIO, "磁盘读写出错")],
)
def test_a_manifest_that_may_not_be_written_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, reason: str
) -> None:
    desk = started(tmp_path)
    before = tree(tmp_path)
    real = os.open

    def refused(path: str | Path, flags: int, *more: Any, **named: Any) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR):
            raise OSError(number, os.strerror(number), str(path))
        return real(path, flags, *more, **named)

    monkeypatch.setattr(os, "open", refused)
    with pytest.raises(OutputError) as caught:
        desk.sign("周启明", "拟稿")
    monkeypatch.setattr(os, "open", real)
    assert caught.value.what == f"清单写不出去：{reason}，没有签成"
    assert tree(tmp_path) == before


def test_a_line_that_is_not_made_is_not_written(tmp_path: Path) -> None:
    desk = started(tmp_path)
    before = tree(tmp_path)

    def stopped(_: object) -> bytes:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        append_line(desk.case, stopped)
    assert tree(tmp_path) == before


def test_interrupted_after_the_line_is_written_what_it_names_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(tmp_path, BACK_AND_FORTH).build()
    real, reads = case_module.read_manifest, [0]

    def interrupted(data: bytes, name: str) -> Any:
        reads[0] += 1
        if reads[0] == 3:  # 看、锁住以后重读，再就是写好以后
            raise KeyboardInterrupt
        return real(data, name)

    monkeypatch.setattr(case_module, "read_manifest", interrupted)
    with pytest.raises(KeyboardInterrupt):
        desk.sign("周启明", "拟稿")
    monkeypatch.setattr(case_module, "read_manifest", real)
    assert len(desk.manifest.lines) == 2
    assert [name for name in names(desk.path) if ".signed/" in name] == [
        f"通知.signed/{desk.manifest.steps[-1].subjects[0].rendition[:16]}.docx"
    ]


def test_a_case_is_found_by_its_folder_or_its_manifest(tmp_path: Path) -> None:
    desk = Desk(tmp_path, BACK_AND_FORTH).build()
    manifest = desk.path / "通知.manifest.jsonl"
    assert (find_case(desk.path), find_case(manifest)) == (desk.case, desk.case)
    assert (desk.case.folder, desk.case.stem) == (desk.path, "通知")


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("没有", "没有这个文件或文件夹"),
        (".", "没有流转清单"),
        ("两份", "有 2 份清单：乙.manifest.jsonl、甲.manifest.jsonl"),
    ],
)
def test_what_is_not_a_case_is_told(tmp_path: Path, path: str, what: str) -> None:
    (tmp_path / "两份").mkdir()
    for name in ("甲", "乙"):
        (tmp_path / "两份" / f"{name}.manifest.jsonl").write_bytes(b"")
    with pytest.raises(ManifestError) as caught:
        find_case(tmp_path / path)
    assert caught.value.what == what


def test_a_huge_manifest_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "甲.manifest.jsonl"
    with path.open("wb") as file:
        file.truncate(17 * 1024 * 1024)
    with pytest.raises(ManifestError) as caught:
        read_case(find_case(path))
    assert caught.value.what == "清单超过 16 MB"
