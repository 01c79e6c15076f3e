"""一件公文的案卷：build 写出的文件夹，里面有一份流转清单。找到它，读它，在它末尾添一行。

添一行：锁住文件夹，重读，看着最新的清单签，一次写出，落盘。写到一半被杀、断电的，清单到完整的最后一行为止都算数；
下次添的时候，把写到一半的那截移到旁边留着，接着往下写。
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.errors import ManifestError, OutputError, Where, system_reason
from gongwen.office.aside import set_aside
from gongwen.office.staging import append_at, locked
from gongwen.signoff.envelope import MAX_LINES
from gongwen.signoff.manifest import Manifest, read_manifest
from gongwen.sources.reading import read_regular, shown_path

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SUFFIX = ".manifest.jsonl"
MAX_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Case:
    """案卷：流转清单的路径。别的文件都与它同名，在同一个文件夹里。"""

    manifest: Path

    @property
    def folder(self) -> Path:
        """案卷的文件夹。"""
        return self.manifest.parent

    @property
    def stem(self) -> str:
        """文件名，不含扩展名。"""
        return self.manifest.name.removesuffix(SUFFIX)

    def beside(self, suffix: str) -> Path:
        """同名的另一个文件或文件夹；suffix 如“.pdf”。"""
        return self.folder / f"{self.stem}{suffix}"


def find_case(path: Path) -> Case:
    """path 是 build 写出的文件夹，或者就是一份清单。找不到、不止一份时引发 ManifestError。"""
    if path.is_file():
        return Case(path)
    found = sorted(path.glob(f"*{SUFFIX}")) if path.is_dir() else []
    match found:
        case [one]:
            return Case(one)
        case []:
            what = "没有流转清单" if path.is_dir() else "没有这个文件或文件夹"
            raise ManifestError(what, Where(shown_path(path)), "写 gongwen build 写出的文件夹，或里面的清单")
        case many:
            names = "、".join(each.name for each in many)
            raise ManifestError(
                f"有 {len(many)} 份清单：{names}", Where(shown_path(path)), "写明是哪一份清单"
            )


def case_at(folder: Path, stem: str) -> Case:
    """构建写到 folder、名为 stem 的那一件的案卷，不论在不在。"""
    return Case(folder / f"{stem}{SUFFIX}")


def read_bytes(case: Case) -> bytes:
    """清单的全部字节。读不了、大得离谱、不是普通文件（管道会让人一直等）时引发 ManifestError。"""
    where = Where(shown_path(case.manifest))
    try:
        data = read_regular(case.manifest, MAX_BYTES + 1)
    except OSError as error:
        raise ManifestError(f"清单读不了：{system_reason(error)}", where, "检查路径和权限") from error
    if data is None:
        raise ManifestError("清单不是普通文件", where, "确认拿对了文件")
    if len(data) > MAX_BYTES:
        raise ManifestError("清单超过 16 MB", where, "确认拿对了文件")
    if data.count(b"\n") > MAX_LINES:
        raise ManifestError(f"清单超过 {MAX_LINES} 行：一件公文不会有这么多", where, "确认拿对了文件")
    return data


def read_case(case: Case) -> Manifest:
    """读案卷的清单；写到一半的最后一行在 torn 里。"""
    return read_manifest(read_bytes(case), shown_path(case.manifest))


def append_line(case: Case, make: Callable[[Manifest], bytes]) -> Manifest:
    """添一行，返回添好的清单。make 由锁住以后重读的清单得出这一行（连换行符），它引发的错误照样引发。

    写不成时引发 OutputError，清单还是原来的。
    """
    try:
        with locked(case.folder):
            _refuse_link(case)
            data = read_bytes(case)
            name = shown_path(case.manifest)
            manifest = read_manifest(data, name)
            line = make(manifest)
            if manifest.torn:
                data = data[: len(data) - len(manifest.torn)]
                set_aside(case.folder, case.stem, manifest.torn)
            # 刚换成链接的也不写
            append_at(case.manifest, len(data), line, getattr(os, "O_NOFOLLOW", 0))
            return read_manifest(data + line, name)
    except OSError as error:
        where = Where(shown_path(case.manifest))
        raise OutputError(
            f"清单写不出去：{system_reason(error)}，没有签成",
            where,
            "检查磁盘空间、文件夹和文件的权限，再签一次",
        ) from error


def _refuse_link(case: Case) -> None:
    if case.manifest.is_symlink():
        raise OutputError(
            "清单是个链接，不照着它写",
            Where(shown_path(case.manifest)),
            "写清单真正所在的文件夹；不知道链接从哪里来的，查明原因",
        )
