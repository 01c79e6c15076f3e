"""把结果写到文件夹：先写临时文件再改名，写不成就一个也不留；不是自己写的文件不覆盖。"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.errors import OutputError, Where
from gongwen.signoff.built import append_built, digest, recorded_outputs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from gongwen.signoff.built import BuildFacts

MANIFEST_SUFFIX = ".manifest.jsonl"


@dataclass(frozen=True, slots=True)
class Parcel:
    """一件公文要写的全部：文件夹、文件名（不含扩展名）、各文件的字节、清单上要记的事实。"""

    folder: Path
    stem: str
    files: Mapping[str, bytes]
    facts: BuildFacts

    @property
    def manifest(self) -> Path:
        """流转清单的路径。"""
        return self.folder / f"{self.stem}{MANIFEST_SUFFIX}"


def publish(parcels: Sequence[Parcel], *, case: str, now: datetime) -> tuple[Path, ...]:
    """写出全部文件，返回各路径。有一件写不成就什么都不写，引发 OutputError 或 ManifestError。"""
    made: list[Path] = []
    staged: list[tuple[Path, Path]] = []
    works: list[Path] = []
    try:
        for parcel in parcels:
            made += _make_folder(parcel.folder)
            with _locked(parcel.folder):
                _refuse_foreign(parcel)
                work = Path(tempfile.mkdtemp(prefix=f".{parcel.stem}.", suffix=".partial", dir=parcel.folder))
                works.append(work)
                staged += _stage(parcel, work, case=case, now=now)
        return tuple(_release(staged))
    except OSError as error:
        where = Where(str(error.filename)) if error.filename else None
        raise OutputError(
            f"写不出去：{error.strerror or error}", where, "检查磁盘空间和文件夹权限"
        ) from error
    finally:
        for work in works:
            shutil.rmtree(work, ignore_errors=True)
        for folder in reversed(made):
            _remove_if_empty(folder)


def _make_folder(folder: Path) -> list[Path]:
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return list(reversed(missing))


def _remove_if_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:
        return


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """两个构建同时写一个文件夹时排队；系统没有 flock 时不锁。"""
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _refuse_foreign(parcel: Parcel) -> None:
    """已有的同名文件必须是清单上记过的（或与要写的相同），否则可能是别人改过的，不能盖掉。"""
    known = recorded_outputs(_read(parcel.manifest), str(parcel.manifest))
    for name, data in parcel.files.items():
        path = parcel.folder / name
        if not path.exists():
            continue
        existing = path.read_bytes() if path.is_file() else b""
        if not path.is_file() or (existing != data and digest(existing) not in known):
            raise OutputError(
                "已有同名文件，不是上次构建写的，或写出后被人改过",
                Where(str(path)),
                "把它移走或改名，或用 -o 换一个文件夹",
            )


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _stage(parcel: Parcel, work: Path, *, case: str, now: datetime) -> list[tuple[Path, Path]]:
    """临时文件和它的去处。清单最先改名：中途断电时，已换上的文件仍在清单上，重新构建就能接上。"""
    manifest = append_built(
        _read(parcel.manifest), parcel.facts, case=case, now=now, name=str(parcel.manifest)
    )
    staged = [(work / parcel.manifest.name, parcel.manifest)]
    _write(staged[0][0], manifest)
    for name, data in parcel.files.items():
        _write(work / name, data)
        staged.append((work / name, parcel.folder / name))
    return staged


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _release(staged: Sequence[tuple[Path, Path]]) -> Iterator[Path]:
    for temporary, final in staged:
        temporary.replace(final)
    outputs = [final for _, final in staged]
    yield from (path for path in outputs if not path.name.endswith(MANIFEST_SUFFIX))
    yield from (path for path in outputs if path.name.endswith(MANIFEST_SUFFIX))
