"""字体文件能不能用。先看过再交给 Typst：损坏的字符表会让它把内存占光，截断的会排成空白。

看过的按大小和修改时间记在用户的缓存里，没有变的不再看（全部看一遍约 0.1 秒）。
"""

from __future__ import annotations

import os
import stat
import struct
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from gongwen.errors import FontError, system_reason
from gongwen.layout.charmap import charmap_of, check_charmap
from gongwen.layout.sfnt import BROKEN, SIGNATURES, face_count, tables
from gongwen.layout.user_cache import recall, remember

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from tempfile import TemporaryDirectory

    from gongwen.layout.sfnt import Tables

SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})
NEEDED = frozenset({"cmap", "head", "hhea", "hmtx", "maxp", "name"})
# 字形：轮廓、点阵、彩色的，有一样就行
GLYPHS = frozenset({"glyf", "CFF ", "CFF2", "CBDT", "EBDT", "sbix", "SVG ", "bdat", "hvgl"})
CACHE, FORMAT = "font-files.json", 1
MOST_REMEMBERED = 20_000
RESTRICTED = 2
# OS/2 表 fsType 的低四位：2 是不许嵌入。PDF/A 必须嵌入字体，Typst 也照此拒绝。
_kept: list[TemporaryDirectory[str]] = []


@dataclass(frozen=True, slots=True)
class BadFont:
    """一个没有用的字体文件：路径，为什么。"""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class FontFolder:
    """一个字体文件夹：能用的字体文件、不能用的。"""

    folder: Path
    good: tuple[str, ...]
    bad: tuple[BadFont, ...]


def look_through(folders: Iterable[Path]) -> tuple[FontFolder, ...]:
    """看各文件夹（含下级）里的字体文件。"""
    known = recall(CACHE, FORMAT)
    before = len(known)
    found = tuple(_looked(folder, known) for folder in folders)
    if len(known) != before:
        kept = dict(list(known.items())[-MOST_REMEMBERED:])
        remember(CACHE, FORMAT, kept)
    return found


def _looked(folder: Path, known: dict[str, object]) -> FontFolder:
    good, bad = [], []
    for path, is_folder in _font_paths(folder):
        reason = "是文件夹，不是字体文件" if is_folder else _remembered(path, known)
        if reason:
            bad.append(BadFont(path, reason))
        else:
            good.append(path)
    return FontFolder(folder, tuple(good), tuple(bad))


def _font_paths(folder: Path) -> Iterator[tuple[str, bool]]:
    """字体文件，和名字像字体文件而里面没有字体的文件夹（第二项为真）；按名字排好。绕圈的链接只走一次。"""
    seen: set[tuple[int, int]] = set()

    def walk(place: str) -> Iterator[tuple[str, bool]]:
        with suppress(OSError):
            status = Path(place).stat()
            if (status.st_dev, status.st_ino) in seen:
                return
            seen.add((status.st_dev, status.st_ino))
            for entry in sorted(os.scandir(place), key=lambda entry: entry.name):
                named = Path(entry.name).suffix.lower() in SUFFIXES
                if entry.is_dir():
                    inside = list(walk(entry.path))
                    yield from inside or ([(entry.path, True)] if named else [])
                elif named:
                    yield entry.path, False

    return walk(str(folder))


def _remembered(path: str, known: dict[str, object]) -> str:
    """同 problem；大小和修改时间没有变的用记着的。"""
    try:
        status = Path(path).stat()
    except FileNotFoundError:
        return "链接所指的文件不在"
    except OSError as error:
        return f"读不了：{system_reason(error)}"
    key = f"{path}|{status.st_size}|{status.st_mtime_ns}"
    if key not in known:
        reason = problem(Path(path))
        if reason.startswith("读不了"):
            return reason  # 权限改了，大小和时间不变
        known[key] = reason
    return str(known[key])


def problem(path: Path) -> str:
    """这个字体文件哪里不对，如“不完整，后面缺了一段”；没有不对为空串。"""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return "不是普通文件"
        if not status.st_size:
            return "是空文件"
        with path.open("rb") as file:
            if file.read(4) not in SIGNATURES:
                return "不是字体文件"
            faces = [tables(file, index) for index in range(face_count(file))]
            return next(filter(None, (_face_problem(face, file, status.st_size) for face in faces)), "")
    except OSError as error:
        return f"读不了：{system_reason(error)}"
    except BROKEN:
        return "损坏了"


def _face_problem(face: Tables, file: BinaryIO, size: int) -> str:
    if any(table.start + table.length > size for table in face.values()):
        return "不完整，后面缺了一段"
    if not face.keys() >= NEEDED or face.keys().isdisjoint(GLYPHS):
        return "损坏了，缺少必要的表"
    try:
        check_charmap(face["cmap"].read(file))
    except BROKEN:
        return "损坏了，字符表（cmap）不对"
    if "CFF " in face:
        file.seek(face["CFF "].start)
        major, _, header, width = struct.unpack(">4B", file.read(4))
        if major != 1 or header < 4 or not 1 <= width <= 4:
            return "损坏了，字形表（CFF）不对"
    return ""


def unusable(path: str, index: int) -> str:
    """文件没有坏，这个字体却用不得的原因；用得为空串。"""
    try:
        charmap_of(path, index)
        with Path(path).open("rb") as file:
            table = tables(file, index).get("OS/2")
            file.seek(table.start + 8 if table else 0)
            kind = struct.unpack(">H", file.read(2))[0] if table else 0
    except FontError:
        return "没有 Unicode 的字符表"
    except (OSError, *BROKEN):
        return "损坏了"
    return "字体自己的授权标记不许嵌入 PDF" if kind & 0x000F == RESTRICTED else ""


def staged(files: Iterable[str]) -> tuple[Path, dict[str, str]]:
    """只放着这几个文件的文件夹，和其中路径到原来路径的对照。

    Typst 只认文件夹，不能叫它略去一个文件，只好另放一处：链接，不行就复制。进程结束时删去。
    """
    from tempfile import TemporaryDirectory  # 平常用不着

    keeper = TemporaryDirectory(prefix="gongwen-fonts-")
    _kept.append(keeper)
    origins: dict[str, str] = {}
    for number, path in enumerate(files):
        place = Path(keeper.name, str(number), Path(path).name)
        place.parent.mkdir()
        _link(Path(path), place)
        origins[str(place)] = path
    return Path(keeper.name), origins


def _link(source: Path, place: Path) -> None:
    """在 place 引到 source：有的系统、文件系统不许建符号链接或硬链接，都不行才复制。"""
    for way in (place.symlink_to, place.hardlink_to):
        with suppress(OSError, NotImplementedError):
            way(source.resolve())
            return
    from shutil import copyfile

    copyfile(source, place)
