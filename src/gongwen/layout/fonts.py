"""字体：每种用途用哪个字体；从不猜。损坏的、不许嵌入的不用，并说明。"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from gongwen.errors import FontError
from gongwen.layout.font_files import BadFont, look_through, staged, unusable
from gongwen.layout.system_fonts import SystemFonts, system_fonts, system_roots
from gongwen.sources.reading import shown_path

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    import typst

    from gongwen.layout.font_files import FontFolder
    from gongwen.layout.style import Family, FontRole, Style

FONTS_VARIABLE = "GONGWEN_FONTS"
PROJECT_FOLDER = ".fonts"
FALLBACK = "fallback"
UNKNOWN = "排版程序认不出"
_DIGESTING = Lock()


@dataclass(frozen=True, slots=True)
class Face:
    """一个找到的字体：家族名、字重、文件、集合中的序号；后备字体的 suits 是最像哪种用途。"""

    family: str
    weight: int
    path: str
    index: int
    suits: str = ""


@dataclass(frozen=True, slots=True)
class RoleFont:
    """一种用途的字体：own 为假表示代用字体。"""

    role: str
    term: str
    face: Face
    own: bool


@dataclass(frozen=True)
class FontSet:
    """一次排版用的字体。typst_fonts 是 Typst 的字体库（只读一次，可重用）。

    missing 是没有找到字体的用途，find_fonts 给出的总是空的；skipped 是没有用的字体文件，各有原因。
    """

    roles: Mapping[str, RoleFont]
    fallback: tuple[Face, ...]
    typst_fonts: typst.Fonts
    missing: tuple[FontRole, ...] = ()
    skipped: tuple[BadFont, ...] = ()

    def digests(self) -> dict[str, str]:
        """各字体文件的 SHA-256，按文件名。"""
        paths = {font.face.path for font in self.roles.values()}
        with _DIGESTING:  # 另一线程正在算时等它，不重复算
            return {Path(path).name: _digest(path, Path(path).stat().st_mtime_ns) for path in sorted(paths)}


@dataclass(frozen=True)
class _Library:
    """一次载入的字体：Typst 的库、各个字体、文件夹里不能用的文件。"""

    typst_fonts: typst.Fonts
    faces: Mapping[tuple[str, int], Face]
    bad: tuple[BadFont, ...]


def font_folders(extra: Iterable[Path] = ()) -> tuple[Path, ...]:
    """找字体的文件夹：参数所给、环境变量 GONGWEN_FONTS、当前目录与源码目录的 .fonts。"""
    named = [*extra, *named_folders(), *project_folders()]
    return tuple(dict.fromkeys(folder.resolve() for folder in named if folder.is_dir()))


def named_folders() -> tuple[Path, ...]:
    """环境变量 GONGWEN_FONTS 里的文件夹；不一定都有。"""
    return tuple(Path(part) for part in os.environ.get(FONTS_VARIABLE, "").split(os.pathsep) if part)


def project_folders() -> tuple[Path, ...]:
    """当前目录与源码目录的 .fonts；不一定都有。"""
    return Path.cwd() / PROJECT_FOLDER, Path(__file__).parents[3] / PROJECT_FOLDER


def find_fonts(style: Style, folders: tuple[Path, ...]) -> FontSet:
    """为版式的每种用途找字体：folders 和系统里，候选在前的优先。有用途没有字体时引发 FontError。"""
    found = survey_fonts(style, folders)
    if found.missing:
        wanted = "；".join(
            f"{role.term}（{'、'.join(f.name for f in role.families[:4])}等）" for role in found.missing
        )
        unused = "".join(f"；没有用 {shown_path(Path(each.path))}：{each.reason}" for each in found.skipped)
        raise FontError(
            f"没有找到字体：{wanted}{unused}",
            None,
            f"在源码目录运行 make fonts 下载自由字体，或把字体文件夹写进环境变量 {FONTS_VARIABLE}；"
            "各系统怎样取得，运行 gongwen doctor",
        )
    return found


def survey_fonts(style: Style, folders: tuple[Path, ...]) -> FontSet:
    """同 find_fonts，有用途没有字体时不报错，记在 missing。

    folders 里已有该用的字体就不扫描系统字体；缺的或只有代用的，系统里装了才载入系统字体。
    """
    found = _found(style, _library(folders))
    if _better_in_system(style, found):
        names = frozenset(family.name for role in style.fonts.values() for family in role.families)
        found = _found(style, _library(folders, names))
    return found


def _found(style: Style, library: _Library) -> FontSet:
    roles: dict[str, RoleFont] = {}
    fallback: list[Face] = []
    refused: list[BadFont] = []
    for role in style.fonts.values():
        for family, face in _faces(role, library):
            reason = unusable(face.path, face.index)
            if reason:
                refused.append(BadFont(face.path, reason))
            elif role.role == FALLBACK:
                fallback.append(replace(face, suits=family.suits))
            else:
                roles[role.role] = RoleFont(role.role, role.term, face, family.own)
                break
    missing = tuple(role for role in style.fonts.values() if role.role not in (*roles, FALLBACK))
    skipped = tuple(dict.fromkeys((*library.bad, *refused)))
    return FontSet(roles, tuple(fallback), library.typst_fonts, missing, skipped)


def _faces(role: FontRole, library: _Library) -> Iterator[tuple[Family, Face]]:
    """这种用途的候选里找到了的，按先后。"""
    for family in role.families:
        face = library.faces.get((family.name, family.weight))
        if face is not None:
            yield family, face


def _better_in_system(style: Style, found: FontSet) -> bool:
    """系统里有没有更好的：缺的用途有了，代用的有了该用的，一个后备字体也没有的有了。"""
    wanted = {family.name for role in found.missing for family in role.families}
    for used in substitutes(found):
        wanted |= {family.name for family in style.fonts[used.role].families if family.own}
    if not found.fallback and FALLBACK in style.fonts:
        wanted |= {family.name for family in style.fonts[FALLBACK].families}
    return bool(wanted) and not wanted.isdisjoint(system_fonts(scan_system).families)


def system_font_files() -> frozenset[str]:
    """系统里的字体文件，不含损坏的。"""
    parts = look_through(system_roots())
    files = {path for part in parts for path in part.good}
    if not any(part.bad for part in parts):
        files |= {face.path for face in _loaded((), (), system=True).faces.values()}
    return frozenset(files)


def scan_system() -> SystemFonts:
    """扫描系统字体。里面有损坏的就不叫 Typst 去扫，自己读名字。"""
    parts = look_through(system_roots())
    if not any(part.bad for part in parts):
        return SystemFonts(frozenset(family for family, _ in _loaded((), (), system=True).faces))
    return SystemFonts(frozenset(name for part in parts for name in _named(part.good)), sound=False)


def _named(files: Iterable[str]) -> Iterator[str]:
    from gongwen.layout.font_names import font_names  # 系统字体有损坏的才用得着

    return (name for path in files for name in font_names(Path(path)))


@lru_cache(maxsize=8)
def _library(folders: tuple[Path, ...], wanted: frozenset[str] = frozenset()) -> _Library:
    """folders 里的字体；wanted 不空时连同系统的，系统里有损坏的文件就只取有这些名字的。"""
    own = look_through(folders)
    if not wanted or system_fonts(scan_system).sound:
        return _loaded(own, (), system=bool(wanted))
    good = (path for part in look_through(system_roots()) for path in part.good)
    return _loaded(own, [path for path in good if not wanted.isdisjoint(_named([path]))], system=False)


def _loaded(own: Sequence[FontFolder], others: Sequence[str], *, system: bool) -> _Library:
    """own 各文件夹、others 各文件里的字体，system 为真时连同系统的。"""
    import typst

    places: list[str] = []
    origins: dict[str, str] = {}
    for files, whole in (*((part.good, None if part.bad else part.folder) for part in own), (others, None)):
        if whole is None and not files:
            continue
        folder, moved = staged(files) if whole is None else (whole, {})
        places.append(str(folder))
        origins |= moved
    library = typst.Fonts(include_system_fonts=system, include_embedded_fonts=False, font_paths=places)
    listed = [(origins.get(info.path, info.path), info) for info in library.fonts() if info.path is not None]
    faces: dict[tuple[str, int], Face] = {}
    for path, info in listed:
        if info.style == "normal":
            # 同名同字重的有几个时，Typst 取第一个
            faces.setdefault((info.family, info.weight), Face(info.family, info.weight, path, info.index))
    bad = [each for part in own for each in part.bad]
    known = {path for path, _ in listed}
    bad += [BadFont(path, UNKNOWN) for part in own for path in part.good if not _among(path, known)]
    return _Library(library, faces, tuple(bad))


def _among(path: str, known: Collection[str]) -> bool:
    """Typst 给出的路径是链接所指的。"""
    return path in known or os.path.realpath(path) in known


def spares(fonts: FontSet, role: str) -> tuple[Face, ...]:
    """这种用途缺字时依次用的后备字体：最像的在先。"""
    return tuple(sorted(fonts.fallback, key=lambda face: face.suits != role))


def substitutes(fonts: FontSet) -> tuple[RoleFont, ...]:
    """用了代用字体的用途。"""
    return tuple(font for font in fonts.roles.values() if not font.own)


@lru_cache(maxsize=64)
def _digest(path: str, _modified: int) -> str:
    import hashlib

    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
