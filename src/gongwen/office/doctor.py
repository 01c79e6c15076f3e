"""检查字体和周围的东西：构建时会用哪个字体，缺什么，怎样取得。只看，不改（重新扫描系统字体除外）。"""

from __future__ import annotations

import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.config import FILE_NAME as CONFIG_FILE
from gongwen.layout.coverage import lacking
from gongwen.layout.font_checksums import wrong_checksums
from gongwen.layout.font_names import font_names
from gongwen.layout.fonts import (
    FALLBACK,
    FONTS_VARIABLE,
    font_folders,
    named_folders,
    project_folders,
    spares,
    survey_fonts,
    system_font_files,
)
from gongwen.layout.suite import find_suite
from gongwen.layout.system_fonts import forget_system_fonts, system_roots
from gongwen.layout.user_cache import cache_folder
from gongwen.office.choices import chosen_style
from gongwen.office.versions import gongwen_version
from gongwen.report.checkup import (
    Checkup,
    FaceUsed,
    FolderCheck,
    FontFile,
    RoleCheck,
    Status,
    Surroundings,
)
from gongwen.report.font_advice import advice
from gongwen.sources.reading import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.agency import Agency
    from gongwen.config import Config
    from gongwen.layout.fonts import Face, FontSet
    from gongwen.layout.style import Style

# 人名里常见而 GB 2312 没有的字、一个单位符号、一个扩展 B 区的字
RARE = "镕喆堃芃祎赟珺瑄昇㎡𠮷"
# 直接依赖，与 pyproject.toml 一致
PARTS = (
    "click", "cryptography", "docxtpl", "jieba", "jinja2", "lxml", "pypdf", "pypdfium2", "python-docx",
    "pyyaml", "rfc8785", "typst",
)  # fmt: skip
_SYSTEMS = {"win32": "windows", "darwin": "macos"}
_KYLIN = {"kylin", "neokylin", "openkylin", "uos", "uniontech", "deepin"}
_DEBIAN = {"debian", "ubuntu"}
_MOST_ABOVE = 2


def doctor(config: Config, *, agency: Agency | None = None, style: str | None = None) -> Checkup:
    """检查一遍。config、agency、style 的用法同 build；没有这套版式时引发 StyleError。"""
    chosen = chosen_style(style, config, agency)
    forget_system_fonts()  # 刚装的字体也要看见
    fonts = survey_fonts(chosen, font_folders(Path(each) for each in config.fonts))
    roles = tuple(_roles(chosen, fonts))
    lines = advice(
        [role.role for role in roles if role.status is not Status.OWN],
        this_system(),
        free=any(role.status is Status.MISSING for role in roles),
        licensed=not all(role.installed for role in roles),
    )
    return Checkup(
        version=gongwen_version(),
        style=chosen.name,
        roles=roles,
        rare=RARE,
        skipped=tuple(FontFile(_typed(Path(each.path)), each.reason) for each in fonts.skipped),
        suspect=tuple(_suspect(fonts)),
        advice=lines,
        surroundings=_surroundings(config, agency),
    )


def this_system(name: str = sys.platform, release: Path = Path("/etc/os-release")) -> str:
    """本机是哪种系统：debian、windows、macos、kylin，别的为 other。release 是 os-release 文件。"""
    if name in _SYSTEMS:
        return _SYSTEMS[name]
    told = _release(release)
    # 麒麟、统信的 ID_LIKE 也写 debian，先看 ID
    for kind, known in (("kylin", _KYLIN), ("debian", _DEBIAN)):
        if told.get("ID", "").lower() in known:
            return kind
    like = told.get("ID_LIKE", "").lower().split()
    return "kylin" if _KYLIN & {*like} else "debian" if _DEBIAN & {*like} else "other"


def _release(path: Path) -> dict[str, str]:
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return {}
    pairs = (line.partition("=") for line in lines if "=" in line)
    return {key.strip(): value.strip().strip("\"'") for key, _, value in pairs}


def _roles(style: Style, fonts: FontSet) -> Iterator[RoleCheck]:
    names = {name.casefold() for path in system_font_files() for name in font_names(Path(path))}
    for role, asked in style.fonts.items():
        status, faces = _status(role, fonts)
        spare = faces[1:] if role == FALLBACK else spares(fonts, role)
        yield RoleCheck(
            role=role,
            term=asked.term,
            clause=asked.clause,
            status=status,
            faces=tuple(FaceUsed(face.family, face.weight, _typed(Path(face.path))) for face in faces),
            docx=asked.docx,
            installed=asked.docx.casefold() in names,
            wanted=tuple(family.name for family in asked.families if family.own),
            lacks=lacking(faces[0], spare, RARE) if faces else {},
        )


def _status(role: str, fonts: FontSet) -> tuple[Status, tuple[Face, ...]]:
    if role == FALLBACK:
        return (Status.OWN if fonts.fallback else Status.MISSING), fonts.fallback
    font = fonts.roles.get(role)
    if font is None:
        return Status.MISSING, ()
    return (Status.OWN if font.own else Status.SUBSTITUTE), (font.face,)


def _suspect(fonts: FontSet) -> Iterator[FontFile]:
    """要用的字体里内容与校验和不符的。"""
    faces = (*(font.face for font in fonts.roles.values()), *fonts.fallback)
    for path in dict.fromkeys(face.path for face in faces):
        wrong = wrong_checksums(Path(path))
        if wrong:
            said = f"{'、'.join(wrong)} 表与校验和不符，可能损坏；印出来的字不对就换掉"
            yield FontFile(_typed(Path(path)), said)


def _surroundings(config: Config, agency: Agency | None) -> Surroundings:
    suite, cache = find_suite(), cache_folder()
    return Surroundings(
        system=platform.platform(terse=True),
        python=platform.python_version(),
        parts={name: _version(name) for name in PARTS},
        suite=suite.command if suite else "",
        folders=tuple(_folders(config)),
        config=CONFIG_FILE if Path(CONFIG_FILE).is_file() else "",
        agency=_typed(agency.path) if agency else "",
        cache=_typed(cache),
        cache_writable=_writable(cache),
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _folders(config: Config) -> Iterator[FolderCheck]:
    """找字体的文件夹，按先后；没有写、也没有的 .fonts 不列。"""
    seen: set[Path] = set()
    named = [(Path(each), f"{CONFIG_FILE} 的“字体目录”") for each in config.fonts]
    named += [(each, f"环境变量 {FONTS_VARIABLE}") for each in named_folders()]
    optional = [(each, "自己的") for each in project_folders()] + [(each, "系统") for each in system_roots()]
    for folder, source in (*named, *(pair for pair in optional if pair[0].is_dir())):
        if folder.resolve() not in seen:
            seen.add(folder.resolve())
            yield FolderCheck(_typed(folder), source, folder.is_dir())


def _writable(folder: Path) -> bool:
    """这个文件夹（还没有的，看最近的上级）能不能写。"""
    nearest = next((each for each in (folder, *folder.parents) if each.exists()), folder)
    return nearest.is_dir() and os.access(nearest, os.W_OK)


def _typed(path: Path) -> str:
    """照打就能用的写法：在当前文件夹里、往上不过两级的写相对的，别的写全。"""
    here = Path.cwd()
    full = path if path.is_absolute() else here / path
    for above, base in enumerate((here, *here.parents[:_MOST_ABOVE])):
        if full.is_relative_to(base) and base != base.parent:
            return shown_path(Path(*[".."] * above, full.relative_to(base)))
    return shown_path(full)
