"""写出新文件：先写临时文件再连过去；已有的文件绝不覆盖，几个文件要么全写出要么一个不写。"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.errors import OutputError, Where, system_reason
from gongwen.sources.reading import shown_path

if TYPE_CHECKING:
    from collections.abc import Mapping


def write_new(files: Mapping[Path, str]) -> tuple[Path, ...]:
    """写出这些文件（UTF-8），返回各路径。已有同名文件、写不成时引发 OutputError，什么也不留。"""
    for path in files:
        if path.exists() or path.is_symlink():
            raise _existing(path)
    done: list[Path] = []
    try:
        for path, text in files.items():
            _write(path, text.encode())
            done.append(path)
    except BaseException as error:
        for path in done:
            with suppress(OSError):
                path.unlink()
        if isinstance(error, FileExistsError):
            raise _existing(path) from error
        if isinstance(error, OSError | ValueError):
            raise _unwritable(path, error) from error
        raise
    return tuple(files)


def _write(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=".gongwen-", suffix=".partial", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o666 & ~_umask())
        _link(Path(name), path)
    finally:
        with suppress(OSError):
            Path(name).unlink()


def _link(temporary: Path, final: Path) -> None:
    """连成最终的名字；这一步遇到同名文件就失败，不会盖掉。有的文件系统没有硬连接，退而改名。"""
    try:
        os.link(temporary, final)
    except FileExistsError:
        raise
    except OSError:
        if final.exists():
            raise FileExistsError(str(final)) from None
        temporary.rename(final)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _existing(path: Path) -> OutputError:
    return OutputError("已有这个文件，不覆盖", Where(shown_path(path)), "换一个文件名，或先把它移走")


def _unwritable(path: Path, error: OSError | ValueError) -> OutputError:
    reason = system_reason(error) if isinstance(error, OSError) else "文件名不能用"
    if isinstance(error, FileNotFoundError):
        reason = "没有这个文件夹"
    return OutputError(f"写不出去：{reason}", Where(shown_path(path)), "检查文件夹、磁盘空间和权限")
