"""写文件的几步，各处共用：先写临时文件并落盘，再换上或连上；文件夹上锁。"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

PREFIX, SUFFIX = ".gongwen-", ".partial"


def staged(path: Path, chunks: Iterable[bytes], prefix: str = PREFIX) -> Path:
    """写好、落了盘的临时文件，与 path 在同一个文件夹；写不成时不留下它。"""
    import secrets  # 只有写的时候用，载入要几毫秒

    temporary = path.with_name(f"{prefix}{secrets.token_hex(6)}{SUFFIX}")
    try:
        # 由系统按 umask 定权限；O_EXCL 保证不是别人的文件
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        with os.fdopen(handle, "wb") as file:
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    return temporary


def link_new(temporary: Path, final: Path) -> None:
    """连成最终的名字；已有同名的就引发 FileExistsError，不会盖掉。有的文件系统没有硬连接，退而改名。"""
    try:
        os.link(temporary, final)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(final):
            raise FileExistsError(str(final)) from None
        temporary.rename(final)


def append_at(path: Path, size: int, data: bytes, flags: int = 0) -> None:
    """把文件截到 size，接着写 data，落盘；写不完的截回去，文件还是原来的。flags 是另加的打开方式。"""
    handle = os.open(path, os.O_WRONLY | flags, 0o666)
    try:
        os.ftruncate(handle, size)
        os.lseek(handle, size, os.SEEK_SET)
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(handle, left) :]
            os.fsync(handle)
        except BaseException:
            os.ftruncate(handle, size)
            raise
    finally:
        os.close(handle)


@contextmanager
def locked(folder: Path) -> Iterator[bool]:
    """锁住文件夹；给出锁住了没有：系统没有 flock 时不锁。"""
    try:
        import fcntl
    except ImportError:
        yield False
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield True
    finally:
        os.close(handle)
