"""写出新文件：先写临时文件再连过去；已有的文件绝不覆盖，几个文件要么全写出要么一个不写。"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from gongwen.errors import OutputError, Where, system_reason
from gongwen.office.staging import link_new, staged
from gongwen.sources.reading import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


def write_new(files: Mapping[Path, str]) -> tuple[Path, ...]:
    """写出这些文件（UTF-8），返回各路径。已有同名文件、写不成时引发 OutputError，什么也不留。"""
    refuse_existing(files)
    temporaries: list[Path] = []
    done: list[Path] = []
    path = next(iter(files))
    try:
        for path, text in files.items():
            temporaries.append(staged(path, [text.encode()]))
        # 草稿最后才出现：中途被杀，不会留下一份引用着不存在的文件的草稿。
        for path, temporary in reversed(list(zip(files, temporaries, strict=True))):
            link_new(temporary, path)
            done.append(path)
    except BaseException as error:
        for each in done:
            with suppress(OSError):
                each.unlink()
        if isinstance(error, FileExistsError):
            raise _existing(path) from error
        if isinstance(error, OSError | ValueError):
            raise _unwritable(path, error) from error
        raise
    finally:
        for temporary in temporaries:
            with suppress(OSError):
                temporary.unlink()
    return tuple(files)


def refuse_existing(paths: Iterable[Path]) -> None:
    """已有其中一个文件时引发 OutputError：问完话、写到一半才说就晚了。"""
    for path in paths:
        try:
            there = path.exists() or path.is_symlink()
        except (OSError, ValueError) as error:
            raise _unwritable(path, error) from error
        if there:
            raise _existing(path)


def _existing(path: Path) -> OutputError:
    return OutputError("已有这个文件，不覆盖", Where(shown_path(path)), "换一个文件名，或先把它移走")


def _unwritable(path: Path, error: OSError | ValueError) -> OutputError:
    reason = system_reason(error) if isinstance(error, OSError) else "文字或文件名里有不能写的字符"
    if isinstance(error, FileNotFoundError):
        reason = "没有这个文件夹"
    return OutputError(f"写不出去：{reason}", Where(shown_path(path)), "检查文件夹、磁盘空间和权限")
