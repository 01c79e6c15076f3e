"""字体：说清楚哪种用途用了哪个字体，哪些字没有字体能印；从不猜。"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from gongwen.errors import FontError, Where
from gongwen.layout.charmap import Charmap, read_charmap
from gongwen.layout.system_fonts import system_families

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import typst

    from gongwen.layout.style import Family, FontRole, Style

FONTS_VARIABLE = "GONGWEN_FONTS"
PROJECT_FOLDER = ".fonts"
FALLBACK = "fallback"
_DIGESTING = Lock()
_INVISIBLE = set("\n\r\t \u00a0\u3000")


@dataclass(frozen=True, slots=True)
class Face:
    """一个找到的字体：家族名、字重、文件、集合中的序号。"""

    family: str
    weight: int
    path: str
    index: int


@dataclass(frozen=True, slots=True)
class RoleFont:
    """一种用途的字体：own 为假表示代用字体。"""

    role: str
    term: str
    face: Face
    own: bool


@dataclass(frozen=True)
class FontSet:
    """一次排版用的字体。typst_fonts 是 Typst 的字体库（只读一次，可重用）。"""

    roles: Mapping[str, RoleFont]
    fallback: tuple[Face, ...]
    typst_fonts: typst.Fonts

    def digests(self) -> dict[str, str]:
        """各字体文件的 SHA-256，按文件名。"""
        paths = {font.face.path for font in self.roles.values()}
        with _DIGESTING:  # 另一线程正在算时等它，不重复算
            return {Path(path).name: _digest(path, Path(path).stat().st_mtime_ns) for path in sorted(paths)}


@dataclass(frozen=True, slots=True)
class Substitution:
    """一个字改用了后备字体。term 是字体用途的中文名。"""

    char: str
    term: str
    family: str
    where: Where


def font_folders(extra: Iterable[Path] = ()) -> tuple[Path, ...]:
    """找字体的文件夹：参数所给、环境变量 GONGWEN_FONTS、当前目录与源码目录的 .fonts。"""
    folders = [*extra]
    folders += [Path(part) for part in os.environ.get(FONTS_VARIABLE, "").split(os.pathsep) if part]
    folders += [Path.cwd() / PROJECT_FOLDER, Path(__file__).parents[3] / PROJECT_FOLDER]
    found: list[Path] = []
    for folder in folders:
        if folder.is_dir() and folder.resolve() not in found:
            found.append(folder.resolve())
    return tuple(found)


def find_fonts(style: Style, folders: tuple[Path, ...]) -> FontSet:
    """为版式的每种用途找字体：folders 和系统里，候选在前的优先。都没有时引发 FontError。

    folders 里已有该用的字体就不扫描系统字体；缺的或只有代用的，系统里装了才载入系统字体。
    """
    library = _library(folders, system=False)
    roles = _roles(style, library)
    if _better_in_system(style, roles):
        library = _library(folders, system=True)
        roles = _roles(style, library)
    missing = [role for role in _needed(style) if role.role not in roles]
    if missing:
        wanted = "；".join(
            f"{role.term}（{'、'.join(f.name for f in role.families[:4])}等）" for role in missing
        )
        raise FontError(
            f"没有找到字体：{wanted}",
            None,
            f"在源码目录运行 make fonts 下载自由字体，或把字体文件夹写进环境变量 {FONTS_VARIABLE}",
        )
    faces = _faces(library)
    spare = style.fonts[FALLBACK].families if FALLBACK in style.fonts else ()
    fallback = tuple(face for family in spare if (face := _face(faces, family)) is not None)
    return FontSet(roles, fallback, library)


def _better_in_system(style: Style, roles: Mapping[str, RoleFont]) -> bool:
    """系统里有没有比 roles 更好的：缺的用途有了，或代用的有了该用的。"""
    wanted = set()
    for role in _needed(style):
        found = roles.get(role.role)
        if found is None or not found.own:
            wanted |= {family.name for family in role.families if family.own or found is None}
    return bool(wanted) and not wanted.isdisjoint(system_families(_scan_system))


def _scan_system() -> set[str]:
    return {info.family for info in _library((), system=True).fonts()}


@lru_cache(maxsize=8)
def _library(folders: tuple[Path, ...], *, system: bool) -> typst.Fonts:
    import typst

    return typst.Fonts(
        include_system_fonts=system,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in folders],
    )


def _needed(style: Style) -> list[FontRole]:
    return [font for role, font in style.fonts.items() if role != FALLBACK]


def _faces(library: typst.Fonts) -> dict[tuple[str, int], Face]:
    return {
        (info.family, info.weight): Face(info.family, info.weight, info.path, info.index)
        for info in library.fonts()
        if info.path is not None and info.style == "normal"
    }


def _face(faces: dict[tuple[str, int], Face], family: Family) -> Face | None:
    return faces.get((family.name, family.weight))


def _roles(style: Style, library: typst.Fonts) -> dict[str, RoleFont]:
    faces = _faces(library)
    found = {}
    for role in _needed(style):
        for family in role.families:
            face = _face(faces, family)
            if face is not None:
                found[role.role] = RoleFont(role.role, role.term, face, family.own)
                break
    return found


def substitutes(fonts: FontSet) -> tuple[RoleFont, ...]:
    """用了代用字体的用途。"""
    return tuple(font for font in fonts.roles.values() if not font.own)


def check_glyphs(
    fonts: FontSet, needed: Mapping[str, set[str]], locate: Callable[[str], Where]
) -> tuple[Substitution, ...]:
    """每个字都有字体能印；本用途的字体没有的，记下用哪个后备字体。

    needed 是用途到要印的字；locate 给出一个字在原文中的位置。没有字体能印时引发 FontError。
    """
    found: list[Substitution] = []
    for role, chars in sorted(needed.items()):
        own = _charmap(fonts.roles[role].face)
        for char in sorted(chars - _INVISIBLE):
            if own.has(ord(char)):
                continue
            spare = next((face for face in fonts.fallback if _charmap(face).has(ord(char))), None)
            if spare is None:
                raise _unprintable(char, locate(char))
            found.append(Substitution(char, fonts.roles[role].term, spare.family, locate(char)))
    return tuple(found)


def _unprintable(char: str, where: Where) -> FontError:
    shown = f"“{char}”（U+{ord(char):04X}）" if char.isprintable() else f"看不见的字符 U+{ord(char):04X}"
    return FontError(
        f"没有字体能印{shown}",
        where,
        f"改用别的字或删去；确要用时，把含这个字的字体放进环境变量 {FONTS_VARIABLE} 所指的文件夹",
    )


def _charmap(face: Face) -> Charmap:
    return _cached_charmap(face.path, face.index, Path(face.path).stat().st_mtime_ns)


@lru_cache(maxsize=32)
def _cached_charmap(path: str, index: int, _modified: int) -> Charmap:
    return read_charmap(Path(path), index)


@lru_cache(maxsize=64)
def _digest(path: str, _modified: int) -> str:
    import hashlib

    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
