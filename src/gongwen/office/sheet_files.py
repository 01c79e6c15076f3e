"""写出稿纸：几个文件都先写好临时文件再换上；不是自己写的同名文件一个也不动。"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from gongwen.errors import OutputError, Where, system_reason
from gongwen.office.own_files import OwnFiles
from gongwen.office.staging import staged
from gongwen.sources.reading import shown_path

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def write_sheets(files: Mapping[Path, bytes]) -> tuple[Path, ...]:
    """写出这些文件，返回各路径。有不是自己写的同名文件、写不成时引发 OutputError，都不写。"""
    own = OwnFiles()
    temporaries: dict[Path, Path] = {}
    path = next(iter(files))
    try:
        for path, data in files.items():
            _refuse_foreign(path, data, own)
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            temporaries[path] = staged(path, [data])
            own.add(data)
        own.save()
        for path, temporary in temporaries.items():
            temporary.replace(path)
    except OSError as error:
        where = Where(shown_path(path))
        raise OutputError(
            f"写不出去：{system_reason(error)}", where, "检查磁盘空间、文件夹和权限，或用 -o 换一个文件夹"
        ) from error
    finally:
        for temporary in temporaries.values():
            with suppress(OSError):  # 删不掉的，也不盖住原来的错
                temporary.unlink(missing_ok=True)
    return tuple(files)


def _refuse_foreign(path: Path, data: bytes, own: OwnFiles) -> None:
    where = Where(shown_path(path))
    if path.is_symlink() or path.is_dir():
        raise OutputError("这里是链接或文件夹，不是稿纸，没有动它", where, "把它移走，或用 -o 换一个文件夹")
    if not path.exists():
        return
    there = path.read_bytes()
    if there != data and not own.holds(there):
        raise OutputError(
            "已有这个文件，不是本程序写的（或写了以后改过），没有动它",
            where,
            "把它移走，或用 -o 换一个文件夹",
        )
