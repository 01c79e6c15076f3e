"""案卷里按摘要留存的文件：签过的成品、手签的扫描件。名字是 SHA-256 的前 16 位，只添不改。"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.errors import OutputError, Where, system_reason
from gongwen.office.staging import PREFIX, SUFFIX, link_new, staged
from gongwen.signoff.built import digest
from gongwen.sources.reading import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NAMED = 16


@dataclass(frozen=True, slots=True)
class Keepsake:
    """要留存的一份：放在哪个文件夹，字节，扩展名。"""

    folder: Path
    data: bytes
    suffix: str

    @property
    def path(self) -> Path:
        """留存的路径。"""
        return self.folder / kept_name(digest(self.data), self.suffix)


def kept_name(sha256: str, suffix: str) -> str:
    """留存的文件名。"""
    return f"{sha256[:NAMED]}{suffix}"


def keep(items: Iterable[Keepsake]) -> tuple[Path, ...]:
    """留存各份，落盘，返回这次新添的。已有而字节相同的不动；写不成时引发 OutputError，新添的都撤掉。

    要锁着案卷来叫：以前被杀的那一次留下的临时文件，趁锁着清掉。
    """
    new: list[Path] = []
    for item in items:
        try:
            if _is_kept(item):
                continue
            new += [*_made_folder(item.folder), item.path]
            _write(item)
        except BaseException as error:
            discard(new)
            if isinstance(error, OSError):
                raise _unwritable(item.path, error) from error
            raise
    return tuple(new)


def discard(paths: Iterable[Path]) -> None:
    """撤掉新添的文件，和为它们新建的空文件夹。"""
    for path in reversed(list(paths)):
        with suppress(OSError):  # 撤不掉也不要紧：清单没有提到它
            path.rmdir() if path.is_dir() else path.unlink()


def _is_kept(item: Keepsake) -> bool:
    if item.folder.is_symlink() or (item.folder.exists() and not item.folder.is_dir()):
        raise OutputError("这里应当是文件夹", Where(shown_path(item.folder)), "把它移走，再签一次")
    path = item.path
    if not os.path.lexists(path):
        return False
    if path.is_symlink() or not path.is_file() or path.read_bytes() != item.data:
        raise OutputError("留存的文件被人改过，或被换掉了", Where(shown_path(path)), "把它移走，再签一次")
    return True


def _made_folder(folder: Path) -> list[Path]:
    if folder.is_dir():
        return []
    folder.mkdir()
    _flush(folder.parent)
    return [folder]


def _write(item: Keepsake) -> None:
    for stale in item.folder.glob(f"{PREFIX}*{SUFFIX}"):
        stale.unlink(missing_ok=True)
    temporary = staged(item.path, [item.data])
    try:
        link_new(temporary, item.path)
        _flush(item.folder)
    finally:
        temporary.unlink(missing_ok=True)


def _flush(folder: Path) -> None:
    """文件名也要落盘：断电以后，清单提到的文件一定在。"""
    with suppress(OSError):  # 有的系统不能对文件夹落盘
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _unwritable(path: Path, error: OSError) -> OutputError:
    return OutputError(
        f"写不出去：{system_reason(error)}，没有签成",
        Where(shown_path(path)),
        "检查磁盘空间、文件夹和文件的权限，再签一次",
    )
