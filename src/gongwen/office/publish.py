"""把结果写到文件夹：先写临时文件再改名，写不成就一个也不留；不是自己写的文件不覆盖。"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.errors import OutputError, Where, system_reason
from gongwen.office.aside import set_aside
from gongwen.office.staging import PREFIX, SUFFIX, locked
from gongwen.signoff.built import append_built, digest, recorded_outputs
from gongwen.signoff.envelope import whole_lines
from gongwen.sources.reading import shown_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from gongwen.signoff.built import BuildFacts
    from gongwen.signoff.step import Step

MANIFEST_SUFFIX = ".manifest.jsonl"
TEMPORARY = (PREFIX, SUFFIX)


@dataclass(frozen=True, slots=True)
class Parcel:
    """一件公文要写的全部：文件夹、文件名（不含扩展名）、各文件的字节、清单上要记的事实。

    check 看清单上要添的这一行行不行（给它原来的清单和这一行），不行的由它引发错误，什么都不写。
    """

    folder: Path
    stem: str
    files: Mapping[str, bytes]
    facts: BuildFacts
    check: Callable[[bytes, Step], None] | None = None

    @property
    def manifest(self) -> Path:
        """流转清单的路径。"""
        return self.folder / f"{self.stem}{MANIFEST_SUFFIX}"


def publish(parcels: Sequence[Parcel], *, case: str, now: datetime) -> tuple[Path, ...]:
    """写出全部文件，返回各路径。有一件写不成就什么都不写，引发 OutputError 或 ManifestError。

    从读清单到改名，各文件夹一直锁着：两个构建同时来，后一个接在前一个之后。
    """
    made: list[Path] = []
    with ExitStack() as stack:
        stack.callback(_remove_empty, made)
        try:
            for folder in sorted({parcel.folder for parcel in parcels}):
                _make_folder(folder, made)
                stack.enter_context(_locked(folder))
            staged: list[tuple[Path, Path]] = []
            for parcel in parcels:
                _refuse_foreign(parcel)
                work = Path(tempfile.mkdtemp(prefix=TEMPORARY[0], suffix=TEMPORARY[1], dir=parcel.folder))
                stack.callback(shutil.rmtree, work, ignore_errors=True)
                staged += _stage(parcel, work, case=case, now=now)
            _flush(temporary for temporary, _ in staged)
            return tuple(_release(staged))
        except OSError as error:
            raise _in_chinese(error) from error


def _in_chinese(error: OSError) -> OutputError:
    where = Where(shown_path(Path(os.fsdecode(error.filename)))) if error.filename else None
    return OutputError(
        f"写不出去：{system_reason(error)}", where, "检查磁盘空间、文件夹名和权限，或用 -o 换一个文件夹"
    )


def _make_folder(folder: Path, made: list[Path]) -> None:
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    made += reversed(missing)
    folder.mkdir(parents=True, exist_ok=True)


def _remove_empty(folders: list[Path]) -> None:
    for folder in reversed(folders):
        with suppress(OSError):
            folder.rmdir()


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """锁住文件夹，清掉被杀的构建留下的临时文件夹；没有锁住时不清。"""
    with locked(folder) as held:
        if held:
            for stale in folder.glob("*".join(TEMPORARY)):
                if stale.is_dir():
                    shutil.rmtree(stale, ignore_errors=True)
        yield


def _refuse_foreign(parcel: Parcel) -> None:
    """已有的同名文件必须是清单上记过的（或与要写的相同），否则可能是别人改过的，不能盖掉。"""
    if parcel.manifest.is_symlink():
        raise OutputError(
            "清单是个链接，不照着它写", Where(str(parcel.manifest)), "把它移走，或用 -o 换一个文件夹"
        )
    known = recorded_outputs(_manifest(parcel)[0], str(parcel.manifest))
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


def _manifest(parcel: Parcel) -> tuple[bytes, bytes]:
    """清单完整的各行，和签到一半被杀、断电时写到一半的最后一行（没有为空）；一行也不完整的不算清单。"""
    data = parcel.manifest.read_bytes() if parcel.manifest.is_file() else b""
    lines, torn = whole_lines(data)
    return (data[: len(data) - len(torn)], torn) if lines else (data, b"")


def _stage(parcel: Parcel, work: Path, *, case: str, now: datetime) -> list[tuple[Path, Path]]:
    """临时文件和它的去处。清单最先改名：中途断电时，已换上的文件仍在清单上，重新构建就能接上。"""
    existing, torn = _manifest(parcel)
    manifest = append_built(
        existing, parcel.facts, case=case, now=now, name=str(parcel.manifest), check=parcel.check
    )
    if torn:  # 移到旁边，不丢
        set_aside(parcel.folder, parcel.stem, torn)
    staged = [(work / parcel.manifest.name, parcel.manifest)]
    _write(staged[0][0], manifest)
    for name, data in parcel.files.items():
        _write(work / name, data)
        staged.append((work / name, parcel.folder / name))
    return staged


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)


def _flush(paths: Iterable[Path]) -> None:
    """全部写完再逐个落盘：一个一个写了就等，要多等几倍的时间。"""
    for path in paths:
        with path.open("rb+") as file:
            os.fsync(file.fileno())


def _release(staged: Sequence[tuple[Path, Path]]) -> Iterator[Path]:
    """逐个改名；中途出错（包括按 Ctrl-C），换下来的都放回去。"""
    replaced: list[tuple[Path, Path | None]] = []
    try:
        for temporary, final in staged:
            replaced.append((final, _kept(temporary, final)))
            temporary.replace(final)
    except BaseException:
        for final, kept in reversed(replaced):
            _put_back(final, kept)
        raise
    outputs = [final for _, final in staged]
    yield from (path for path in outputs if not path.name.endswith(MANIFEST_SUFFIX))
    yield from (path for path in outputs if path.name.endswith(MANIFEST_SUFFIX))


def _kept(temporary: Path, final: Path) -> Path | None:
    """要换下来的文件，另留一个名字；原来没有时为 None。"""
    if not final.exists():
        return None
    kept = temporary.with_name(f"{len(temporary.name)}-{digest(temporary.name.encode())[:8]}.old")
    try:
        os.link(final, kept)
    except OSError:
        shutil.copy2(final, kept)
    return kept


def _put_back(final: Path, kept: Path | None) -> None:
    with suppress(OSError):
        if kept is None:
            final.unlink(missing_ok=True)
        else:
            os.replace(kept, final)  # noqa: PTH105 不经 Path，免得与出错的那一步同路
