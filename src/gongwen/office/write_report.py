"""写一份报告：先写临时文件，写全了再换上；中途停了，原来的还在。不是自己写的文件不盖。"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from gongwen.errors import OutputError, Where, system_reason
from gongwen.office.staging import staged
from gongwen.sources.reading import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_ODD = "backslashreplace"  # 文件名里不成字的字节


def write_report(path: Path, chunks: Iterable[str], *, replaces: bool = False) -> None:
    """把各段依次写进 path。写不成时引发 OutputError，不留半份。

    已有的文件只换自己写过的；replaces 为真表示调用者看过了，可以换。管道、设备直接写进去。
    """
    where = Where(shown_path(path))
    try:
        if _is_special(path):
            with path.open("w", encoding="utf-8", errors=_ODD, newline="") as file:
                file.writelines(chunks)
            return
        if not replaces:
            _refuse_foreign(path, where)
        _write(path, chunks)
    except OSError as error:
        raise OutputError(f"写不出去：{system_reason(error)}", where, "换一个能写的文件夹") from error


def _is_special(path: Path) -> bool:
    return path.exists() and not path.is_file() and not path.is_dir()


def _refuse_foreign(path: Path, where: Where) -> None:
    if path.is_dir():
        raise OutputError("这是文件夹，写不成文件", where, "写上文件名")
    if not os.path.lexists(path):
        return
    from gongwen.office.own_files import OwnFiles

    if path.is_symlink() or not OwnFiles().holds(path.read_bytes()):
        raise OutputError("已有这个文件，不是本程序写的，没有动它", where, "换一个文件名，或先把它移走")


def _write(path: Path, chunks: Iterable[str]) -> None:
    from gongwen.office.own_files import OwnFiles

    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = staged(path, (chunk.encode("utf-8", _ODD) for chunk in chunks))
    try:
        own = OwnFiles()
        own.add(temporary.read_bytes())
        own.save()
        temporary.replace(path)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
