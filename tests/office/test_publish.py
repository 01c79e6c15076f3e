"""写出结果：要么全有，要么全无；不是自己写的不盖；两个构建排队。"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.helpers import names, payloads, tree

from gongwen.errors import ManifestError, OutputError
from gongwen.office import publish as publishing
from gongwen.office.publish import Parcel, publish
from gongwen.signoff.built import BuildFacts, digest

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 5, 8, tzinfo=UTC)
FOREIGN = "已有同名文件，不是上次构建写的，或写出后被人改过\n  → 把它移走或改名，或用 -o 换一个文件夹"


def parcel(folder: Path, stem: str = "通知", data: bytes = b"one") -> Parcel:
    files = {f"{stem}.pdf": data + b" pdf", f"{stem}.proof.json": data + b" json"}
    outputs = {name: digest(each) for name, each in files.items()}
    facts = BuildFacts({}, outputs, {}, "", {}, {}, {}, {})
    return Parcel(folder, stem, files, facts)


def written(*parcels: Parcel) -> tuple[Path, ...]:
    return publish(parcels, case="案", now=NOW)


def manifest(folder: Path, stem: str = "通知") -> list[dict[str, str]]:
    found = payloads((folder / f"{stem}.manifest.jsonl").read_bytes())
    return [each["built"]["outputs"] for each in found]


def whole(folder: Path, stem: str = "通知") -> bool:
    """每个看得见的文件都是清单上记着的样子。"""
    known = {value for outputs in manifest(folder, stem) for value in outputs.values()}
    found = [path for path in folder.iterdir() if path.is_file() and not path.name.endswith(".jsonl")]
    return all(digest(path.read_bytes()) in known for path in found)


def test_the_manifest_is_named_last(tmp_path: Path) -> None:
    out = tmp_path / "甲" / "乙"
    assert written(parcel(out)) == (
        out / "通知.pdf",
        out / "通知.proof.json",
        out / "通知.manifest.jsonl",
    )
    assert names(tmp_path) == ["甲/乙/通知.manifest.jsonl", "甲/乙/通知.pdf", "甲/乙/通知.proof.json"]


def test_building_the_same_again_changes_only_the_manifest(tmp_path: Path) -> None:
    written(parcel(tmp_path))
    before = tree(tmp_path)
    written(parcel(tmp_path))
    after = tree(tmp_path)
    assert {name for name in after if after[name] != before[name]} == {"通知.manifest.jsonl"}
    assert len(manifest(tmp_path)) == 2


def test_what_an_earlier_build_wrote_is_overwritten(tmp_path: Path) -> None:
    for data in (b"one", b"two", b"one", b"three"):
        written(parcel(tmp_path, data=data))
    assert (tmp_path / "通知.pdf").read_bytes() == b"three pdf"
    assert [outputs["通知.pdf"] for outputs in manifest(tmp_path)] == [
        digest(data) for data in (b"one pdf", b"two pdf", b"one pdf", b"three pdf")
    ]


def test_an_identical_file_without_a_manifest_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "通知.pdf").write_bytes(b"one pdf")
    written(parcel(tmp_path))
    assert len(manifest(tmp_path)) == 1


@pytest.mark.parametrize("name", ["通知.pdf", "通知.proof.json"])
@pytest.mark.parametrize("ours_before", [False, True])
def test_a_file_that_is_not_ours_is_never_overwritten(tmp_path: Path, name: str, ours_before: bool) -> None:
    if ours_before:
        written(parcel(tmp_path))
    (tmp_path / name).write_bytes(b"edited by hand")
    before = tree(tmp_path)
    with pytest.raises(OutputError) as caught:
        written(parcel(tmp_path, data=b"two"))
    assert str(caught.value) == f"{tmp_path / name}：{FOREIGN}"
    assert tree(tmp_path) == before


def test_a_folder_in_the_place_of_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "通知.pdf").mkdir()
    with pytest.raises(OutputError) as caught:
        written(parcel(tmp_path))
    assert str(caught.value) == f"{tmp_path / '通知.pdf'}：{FOREIGN}"
    assert tree(tmp_path) == {"通知.pdf": "/"}


def test_a_link_to_a_file_elsewhere_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "别处").write_bytes(b"precious")
    out = tmp_path / "out"
    out.mkdir()
    (out / "通知.pdf").symlink_to("../别处")
    with pytest.raises(OutputError):
        written(parcel(out))
    assert tree(tmp_path) == {"out": "/", "out/通知.pdf": "→../别处", "别处": digest(b"precious")}


@pytest.mark.parametrize("content", [b"a foreign file\n", b"", b"{}\n"])
def test_a_manifest_that_is_not_one_is_left_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "通知.manifest.jsonl").write_bytes(content)
    before = tree(tmp_path)
    if content:
        with pytest.raises(ManifestError):
            written(parcel(tmp_path))
        assert tree(tmp_path) == before
    else:
        assert len(written(parcel(tmp_path))) == 3


def test_a_folder_in_the_place_of_the_manifest_is_refused(tmp_path: Path) -> None:
    (tmp_path / "通知.manifest.jsonl").mkdir()
    before = tree(tmp_path)
    with pytest.raises((OutputError, ManifestError)):
        written(parcel(tmp_path))
    assert tree(tmp_path) == before


def test_when_the_second_of_two_is_refused_the_first_is_not_written(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "乙.pdf").write_bytes(b"not ours")
    with pytest.raises(OutputError):
        written(parcel(out, "甲"), parcel(out, "乙"))
    assert tree(tmp_path) == {"out": "/", "out/乙.pdf": digest(b"not ours")}


@pytest.mark.parametrize("out", ["文件", "文件/夹", "文件/夹/夹"])
def test_an_output_folder_that_is_a_file_is_refused(tmp_path: Path, out: str) -> None:
    (tmp_path / "文件").write_bytes(b"x")
    with pytest.raises(OutputError) as caught:
        written(parcel(tmp_path / out))
    assert caught.value.where.path == str(tmp_path / out) or out != "文件"
    assert caught.value.next_step == "检查磁盘空间、文件夹名和权限，或用 -o 换一个文件夹"
    assert tree(tmp_path) == {"文件": digest(b"x")}


@pytest.mark.skipif(os.geteuid() == 0, reason="管理员写得进任何文件夹")
def test_a_folder_without_permission_is_refused(tmp_path: Path) -> None:
    (tmp_path / "锁").mkdir(mode=0o500)
    with pytest.raises(OutputError) as caught:
        written(parcel(tmp_path / "锁" / "out"))
    assert (caught.value.where.path, caught.value.next_step) == (
        str(tmp_path / "锁" / "out"),
        "检查磁盘空间、文件夹名和权限，或用 -o 换一个文件夹",
    )
    assert tree(tmp_path) == {"锁": "/"}


def test_a_long_name_that_fits_is_written(tmp_path: Path) -> None:
    stem = "关" * 79  # 237 字节，加“.manifest.jsonl”正好 252 字节
    assert len(written(parcel(tmp_path, stem))) == 3


def failing(monkeypatch: pytest.MonkeyPatch, at: int, error: BaseException) -> None:
    """第 at 次改名时出错。"""
    done = iter(range(at))
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if next(done, None) is None:
            raise error
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)


@pytest.mark.parametrize("at", [0, 1, 2])
@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device"), KeyboardInterrupt()], ids=["full", "ctrl-c"]
)
@pytest.mark.parametrize("before", [False, True], ids=["first-build", "rebuild"])
def test_a_build_that_fails_between_renames_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int, error: BaseException, before: bool
) -> None:
    out = tmp_path / "out"
    if before:
        written(parcel(out))
    was = tree(tmp_path)
    with monkeypatch.context() as patch:
        failing(patch, at, error)
        with pytest.raises((OutputError, KeyboardInterrupt)):
            written(parcel(out, data=b"two"))
    assert tree(tmp_path) == was
    written(parcel(out, data=b"three"))
    assert names(out) == ["通知.manifest.jsonl", "通知.pdf", "通知.proof.json"]
    assert whole(out)


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_build_killed_between_renames_can_be_built_again(tmp_path: Path, at: int) -> None:
    out = tmp_path / "out"
    written(parcel(out))
    program = (
        "import os, sys; from pathlib import Path; from tests.office.test_publish import parcel, written\n"
        f"real, left = Path.replace, iter(range({at}))\n"
        "def replace(self, target):\n"
        "    if next(left, None) is None: os._exit(9)\n"
        "    return real(self, target)\n"
        "Path.replace = replace\n"
        "written(parcel(Path(sys.argv[1]), data=b'two'))\n"
    )
    root = Path(__file__).resolve().parents[2]
    paths = os.pathsep.join([str(root), *filter(None, sys.path)])
    done = subprocess.run(
        [sys.executable, "-c", program, str(out)], env={**os.environ, "PYTHONPATH": paths}, check=False
    )
    assert done.returncode == 9
    assert whole(out)
    written(parcel(out, data=b"three"))
    assert (out / "通知.pdf").read_bytes() == b"three pdf"
    assert whole(out)
    assert names(out) == ["通知.manifest.jsonl", "通知.pdf", "通知.proof.json"]


def test_two_builds_at_once_both_stay_on_the_manifest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """第一个构建正要改名时，第二个也来写同一个文件夹。"""
    real = publishing._release
    first_is_here, second_is_done = threading.Event(), threading.Event()
    order: list[int] = []

    def slowly(staged: list[tuple[Path, Path]]) -> Iterator[Path]:
        order.append(len(order))
        if len(order) == 1:
            first_is_here.set()
            second_is_done.wait(timeout=0.5)
        return real(staged)

    monkeypatch.setattr(publishing, "_release", slowly)
    first = threading.Thread(target=written, args=(parcel(tmp_path),))
    first.start()
    assert first_is_here.wait(timeout=10)

    def late() -> None:
        written(parcel(tmp_path, data=b"two"))
        second_is_done.set()

    second = threading.Thread(target=late)
    second.start()
    first.join()
    second.join()
    assert [outputs["通知.pdf"] for outputs in manifest(tmp_path)] == [digest(b"one pdf"), digest(b"two pdf")]
    assert (tmp_path / "通知.pdf").read_bytes() == b"two pdf"
