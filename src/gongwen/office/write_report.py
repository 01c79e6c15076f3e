"""写一份报告：先写临时文件，写全了再换上；中途停了，原来的还在。"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

from gongwen.errors import OutputError, Where, system_reason
from gongwen.sources.reading import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def write_report(path: Path, chunks: Iterable[str]) -> None:
    """把各段依次写进 path，已有的换成新的。写不成时引发 OutputError，不留半份。"""
    where = Where(shown_path(path))
    if path.is_dir():
        raise OutputError("这是文件夹，写不成文件", where, "写上文件名")
    temporary = path.with_name(f".gongwen-{secrets.token_hex(6)}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # 由系统按 umask 定权限；O_EXCL 保证不是别人的文件
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        raise OutputError(f"写不出去：{system_reason(error)}", where, "换一个能写的文件夹") from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
