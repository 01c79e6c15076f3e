"""写到一半的最后一行移到旁边，不丢。案卷的文件夹别人也写得进，所以不跟着链接走，也不盖掉已有的文件。"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from gongwen.errors import OutputError, Where
from gongwen.signoff.built import digest
from gongwen.sources.reading import shown_path

if TYPE_CHECKING:
    from pathlib import Path

# 名字占了的换一个；占了这么多个的，不是碰巧
_MOST = 20


def set_aside(folder: Path, stem: str, torn: bytes) -> Path:
    """写到 folder 里“stem.torn-摘要”，落盘，返回路径；已有一样的不再写。

    写不出去的引发 OSError，名字都被占了的引发 OutputError。
    """
    first = folder / f"{stem}.torn-{digest(torn)[:12]}"
    for number in range(_MOST):
        path = first.with_name(f"{first.name}-{number}") if number else first
        try:
            _write_new(path, torn)
        except FileExistsError:
            if not _holds(path, torn):
                continue
        return path
    raise OutputError(
        "写到一半的最后一行没有地方放：名字都被占了，什么都没有写",
        Where(shown_path(first)),
        "看看这些文件是从哪里来的，移走，再办一次",
    )


def _write_new(path: Path, data: bytes) -> None:
    # 有 O_EXCL，是链接的（指向没有的文件也算）也引发 FileExistsError
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with suppress(OSError):  # 留下半截，下次就当是别人的文件
            path.unlink()
        raise


def _holds(path: Path, data: bytes) -> bool:
    """已有的是平常的文件，内容一样。"""
    return (
        not path.is_symlink()
        and path.is_file()
        and path.stat().st_size == len(data)
        and path.read_bytes() == data
    )
