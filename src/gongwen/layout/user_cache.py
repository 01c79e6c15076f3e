"""用户的缓存文件夹里的小本子（JSON）：记着扫描过的结果。读不了、写不了都照常，只是慢些。"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path


def cache_folder() -> Path:
    """本程序的缓存文件夹；不一定已经有。"""
    chosen = os.environ.get("XDG_CACHE_HOME")
    return (Path(chosen) if chosen else Path.home() / ".cache") / "gongwen"


def recall(name: str, form: int) -> dict[str, object]:
    """记着的键和值；没有、坏了、格式不是 form 的为空。"""
    with suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
        stored = json.loads((cache_folder() / name).read_text(encoding="utf-8"))
        if stored["format"] == form and isinstance(stored["kept"], dict):
            return dict(stored["kept"])
    return {}


def remember(name: str, form: int, kept: dict[str, object]) -> None:
    """记下来；先写临时文件再改名，别的进程读不到半截。"""
    import tempfile  # 平常只读不写

    folder = cache_folder()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder)
        try:
            # 不是 UTF-8 的文件名里有代理字符，写成 \udcXX 才存得下
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump({"format": form, "kept": kept}, file, ensure_ascii=True)
            Path(temporary).replace(folder / name)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
            raise


def forget(name: str) -> None:
    """不要记着的了。"""
    with suppress(OSError):
        (cache_folder() / name).unlink(missing_ok=True)
