"""模板架：单位自己的模板在前，随程序的在后；同名的用单位自己的。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.drafting.template import Template, read_template
from gongwen.errors import GongwenError, UsageError, Where, nearest, system_reason
from gongwen.resources import resource_folder
from gongwen.sources.reading import read_source, shown_path

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX = ".md"
MAX_TEMPLATES = 1000


@dataclass(frozen=True, slots=True)
class Shelf:
    """可用的模板：名称到文件，次序是列出的次序；own 是单位自己的那些名称。"""

    files: dict[str, Path]
    own: frozenset[str]

    def names(self) -> tuple[str, ...]:
        """全部模板的名称。"""
        return tuple(self.files)

    def read(self, name: str) -> Template:
        """读这个名称的模板。"""
        path = self.files[name]
        shown = str(path) if name in self.own else f"模板/{path.name}"
        return read_template(read_source(path, shown), name)

    def templates(self) -> tuple[Template, ...]:
        """全部模板；读不了的不在内。"""
        return self.readable()[0]

    def readable(self) -> tuple[tuple[Template, ...], tuple[str, ...]]:
        """读得了的模板；读不了的各说一句，如“模板/README.md 不是模板，略过：……”。"""
        found: list[Template] = []
        problems: list[str] = []
        for name, path in self.files.items():
            try:
                found.append(self.read(name))
            except GongwenError as error:
                problems.append(f"{error.where.path or path.name} 不是模板，略过：{_reason(error)}")
        return tuple(found), tuple(problems)

    def find(self, wanted: str) -> Template:
        """名称或别名相符的模板；没有时引发 UsageError，说出最接近的。"""
        if wanted in self.files:
            return self.read(wanted)
        spoken: dict[str, str] = {}
        for template in self.templates():
            for alias in template.aliases:
                spoken.setdefault(alias, template.name)
        if wanted in spoken:
            return self.read(spoken[wanted])
        close = nearest(wanted, [*self.files, *spoken])
        hint = f"是不是“{close}”？" if close else ""
        raise UsageError(f"没有“{wanted}”的模板", None, f"{hint}全部模板见 gongwen new --list")


def shelf(own: Path | None = None) -> Shelf:
    """模板架。own 是单位自己的模板文件夹；写了而没有、打不开、文件太多时引发 UsageError。"""
    ours = _own_files(own) if own is not None else {}
    shipped = _files(resource_folder("templates"))
    return Shelf(ours | {name: path for name, path in shipped.items() if name not in ours}, frozenset(ours))


def _own_files(folder: Path) -> dict[str, Path]:
    where, key = Where(shown_path(folder)), "office.toml 的“模板目录”"
    try:
        if not folder.is_dir():
            raise UsageError("没有这个模板文件夹", where, f"建好文件夹，或改 {key}")
        found = _files(folder)
    except (OSError, ValueError) as error:
        reason = f"：{system_reason(error)}" if isinstance(error, OSError) else ""
        raise UsageError(f"模板文件夹打不开{reason}", where, f"检查 {key}") from error
    if len(found) > MAX_TEMPLATES:
        what = f"模板文件夹里有 {len(found)} 个 {SUFFIX} 文件，超过 {MAX_TEMPLATES} 个"
        raise UsageError(what, where, f"文件夹里只放模板，或改 {key}")
    return found


def _files(folder: Path) -> dict[str, Path]:
    paths = folder.glob(f"*{SUFFIX}")
    found = sorted(path for path in paths if path.is_file() and not path.name.startswith("."))
    return {path.stem: path for path in found}


def _reason(error: GongwenError) -> str:
    line = f"第 {error.where.line} 行，" if error.where.line else ""
    return line + error.what
