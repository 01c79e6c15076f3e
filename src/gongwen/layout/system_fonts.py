"""系统里装了哪些字体家族。扫描一遍可能要近一秒，结果按字体文件夹的修改时间存在用户的缓存文件夹里。"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.layout.user_cache import forget, recall, remember

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CACHE, FORMAT = "system-fonts.json", 2


@dataclass(frozen=True, slots=True)
class SystemFonts:
    """系统字体：家族名；sound 为假表示里面有损坏的，要绕开。"""

    families: frozenset[str]
    sound: bool = True


def system_fonts(scan: Callable[[], SystemFonts]) -> SystemFonts:
    """系统字体。缓存没有或过期时用 scan 扫描；缓存写不了就每次扫描。"""
    signature = _signature()
    stored = recall(CACHE, FORMAT)
    families = stored.get("families")
    if stored.get("signature") == signature and isinstance(families, list):
        return SystemFonts(frozenset(map(str, families)), stored.get("sound") is True)
    found = scan()
    kept = {"signature": signature, "families": sorted(found.families), "sound": found.sound}
    remember(CACHE, FORMAT, kept)
    return found


def forget_system_fonts() -> None:
    """下一次重新扫描。"""
    forget(CACHE)


def _signature() -> str:
    """各字体文件夹（含下级）和字体配置的路径和修改时间的摘要：装、删字体都会改文件夹的时间。"""
    seen = hashlib.sha256()
    for root in (*system_roots(), *_settings()):
        for folder, children, _ in os.walk(root):
            children.sort()
            with suppress(OSError):
                line = f"{folder}\0{Path(folder).stat().st_mtime_ns}\n"
                seen.update(line.encode("utf-8", "surrogateescape"))
    return seen.hexdigest()


def system_roots() -> tuple[Path, ...]:
    """系统和用户装字体的文件夹；不一定都有。"""
    home = Path.home()
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
        windows = Path(os.environ.get("WINDIR", r"C:\Windows"))
        return (windows / "Fonts", local / "Microsoft" / "Windows" / "Fonts")
    if sys.platform == "darwin":
        # 华文仿宋、华文楷体是“字体册”按需下载的，放在 AssetsV2
        system = Path("/System/Library")
        return (system / "Fonts", *sorted(system.glob("AssetsV2/com_apple_MobileAsset_Font*")),
                Path("/Library/Fonts"), home / "Library" / "Fonts")  # fmt: skip
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".fonts", data / "fonts")


def _settings() -> Iterator[Path]:
    """fontconfig 的配置里可以另加字体文件夹。"""
    if sys.platform not in ("win32", "darwin"):
        yield from (Path("/etc/fonts"), Path.home() / ".config" / "fontconfig")
