"""系统里装了哪些字体家族。扫描一遍可能要近一秒，结果按字体文件夹的修改时间存在用户的缓存文件夹里。"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FORMAT = 1


def system_families(scan: Callable[[], set[str]]) -> set[str]:
    """系统字体的家族名。缓存没有或过期时用 scan 扫描；缓存写不了就每次扫描。"""
    signature = _signature()
    path = _cache_folder() / "system-fonts.json"
    with suppress(OSError, ValueError, KeyError, TypeError):
        stored = json.loads(path.read_text(encoding="utf-8"))
        if (stored["format"], stored["signature"]) == (FORMAT, signature):
            return set(map(str, stored["families"]))
    found = scan()
    with suppress(OSError):
        _store(path, {"format": FORMAT, "signature": signature, "families": sorted(found)})
    return found


def _store(path: Path, content: dict[str, object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False)
    Path(temporary).replace(path)


def _signature() -> str:
    """各字体文件夹（含下级）的路径和修改时间的摘要：装、删字体都会改文件夹的时间。"""
    seen = hashlib.sha256()
    for root in _roots():
        for folder, children, _ in os.walk(root):
            children.sort()
            seen.update(f"{folder}\0{Path(folder).stat().st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
    return seen.hexdigest()


def _roots() -> Iterator[Path]:
    home = Path.home()
    if sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        yield home / "AppData" / "Local" / "Microsoft" / "Windows" / "Fonts"
    elif sys.platform == "darwin":
        yield from (Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts")
    else:
        yield from (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
        yield from (home / ".fonts", home / ".local" / "share" / "fonts")


def _cache_folder() -> Path:
    chosen = os.environ.get("XDG_CACHE_HOME")
    return (Path(chosen) if chosen else Path.home() / ".cache") / "gongwen"
