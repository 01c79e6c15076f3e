"""模板架：单位自己的模板在前，随程序的在后；同名的用单位自己的。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.drafting.template import Template, read_template
from gongwen.errors import UsageError, Where, nearest
from gongwen.resources import resource_folder
from gongwen.sources.reading import read_source

if TYPE_CHECKING:
    from collections.abc import Iterable
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
        """全部模板。"""
        return tuple(self.read(name) for name in self.files)

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
    """模板架。own 是单位自己的模板文件夹；写了而没有时引发 UsageError。"""
    if own is not None and not own.is_dir():
        raise UsageError("没有这个模板文件夹", Where(str(own)), "建好文件夹，或改 office.toml 的“模板目录”")
    ours = _files(own.glob(f"*{SUFFIX}")) if own is not None else {}
    shipped = _files(resource_folder("templates").glob(f"*{SUFFIX}"))
    return Shelf(ours | {name: path for name, path in shipped.items() if name not in ours}, frozenset(ours))


def _files(paths: Iterable[Path]) -> dict[str, Path]:
    found = sorted(path for path in paths if path.is_file() and not path.name.startswith("."))
    return {path.stem: path for path in found[:MAX_TEMPLATES]}
