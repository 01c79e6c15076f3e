"""案卷里的文件现在还是不是清单记的样子；草稿在构建之后改过没有。"""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from gongwen.errors import ManifestError, RefusedError, Where, system_reason
from gongwen.signoff.built import digest
from gongwen.sources.reading import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from gongwen.office.case import Case
    from gongwen.signoff.step import Step

MAX_BYTES = 512 * 1024 * 1024
_DRAFTS = (".md", ".markdown", ".txt")
_OFFICE = "office.toml"
_REBUILD = "先重新构建：gongwen build；改动要留的，另存一份"


def recorded_files(built: Step) -> dict[str, str]:
    """清单记的、应当在案卷里的文件：名字到 SHA-256。名字出了文件夹的引发 ManifestError。"""
    found = {each.name: each.rendition for each in built.subjects}
    outputs = (built.built or {}).get("outputs")
    for name, value in (outputs if isinstance(outputs, dict) else {}).items():
        if found.setdefault(str(name), str(value)) != str(value):
            raise ManifestError(f"清单里“{name}”的摘要前后不一", None, "查明清单的来历")
    for name in found:
        if not _is_plain(name):
            raise ManifestError(f"清单里的文件名不能用：{name}", None, "查明清单的来历")
    return found


def refuse_changed(case: Case, built: Step) -> None:
    """案卷里的文件与清单记的一样；有不一样的、不见了的引发 RefusedError。"""
    for name, expected in recorded_files(built).items():
        path = case.folder / name
        found = file_digest(path)
        if found is None:
            raise RefusedError("清单记的文件不见了", Where(shown_path(path)), _REBUILD)
        if found != expected:
            raise RefusedError("文件与清单记的不同：构建以后变了", Where(shown_path(path)), _REBUILD)


def refuse_changed_draft(case: Case, built: Step, around: Path) -> Path | None:
    """草稿还是构建时的样子，返回它在哪里；附近没有草稿的返回 None。改过的引发 RefusedError。

    附近是案卷的文件夹、它的上两级，和 around（当前文件夹）。
    """
    inputs = (built.built or {}).get("inputs")
    known = {str(name): str(value) for name, value in inputs.items()} if isinstance(inputs, dict) else {}
    name = _draft_name(known, case.stem)
    if name is None:
        return None
    places = dict.fromkeys((case.folder, case.folder.parent, case.folder.parent.parent, around))
    there = {folder / name: file_digest(folder / name) for folder in places}
    draft = next((path for path, found in there.items() if found == known[name]), None)
    if draft is None:
        for path in (path for path, found in there.items() if found is not None):
            raise RefusedError(
                "草稿在构建之后改过",
                Where(shown_path(path)),
                "先重新构建：gongwen build；这不是它的草稿的，换一个文件夹再签",
            )
        return None
    for path in _changed_parts(draft, known):
        raise RefusedError("草稿用的文件在构建之后改过", Where(shown_path(path)), "先重新构建：gongwen build")
    return draft


def _draft_name(inputs: Mapping[str, str], stem: str) -> str | None:
    """各份输入里哪一份是草稿：与案卷同名的，文本在先。"""
    named = [name for name in sorted(inputs) if _is_plain(name) and PurePosixPath(name).stem == stem]
    return min(named, key=lambda name: PurePosixPath(name).suffix.lower() not in _DRAFTS, default=None)


def _changed_parts(draft: Path, inputs: Mapping[str, str]) -> Iterator[Path]:
    """草稿引用的附件、图片里改过的。单位资料改了不算：它常改，与这一件不一定有关。"""
    for name, expected in inputs.items():
        parts = PurePosixPath(name).parts
        if name == _OFFICE or not parts or parts[0] == "/" or ".." in parts or "\0" in name:
            continue
        found = file_digest(draft.parent / name)
        if found is not None and found != expected:
            yield draft.parent / name


def _is_plain(name: str) -> bool:
    return bool(name) and name not in (".", "..") and not set(name) & set("/\\\0")


def file_digest(path: Path) -> str | None:
    """文件的 SHA-256（十六进制）；没有、不是普通文件的为 None。读不了的引发 RefusedError。"""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))  # 管道不等人来写
        with os.fdopen(handle, "rb") as file:
            facts = os.fstat(handle)
            if not stat.S_ISREG(facts.st_mode):
                return None
            if facts.st_size > MAX_BYTES:
                raise RefusedError("文件超过 512 MB", Where(shown_path(path)), "确认拿对了文件")
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    except OSError as error:
        raise _unreadable(path, error) from error


def file_bytes(path: Path, expected: str) -> bytes:
    """文件的字节；与摘要 expected 不合的引发 RefusedError。"""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error
    if digest(data) != expected:
        raise RefusedError("文件与清单记的不同：构建以后变了", Where(shown_path(path)), _REBUILD)
    return data


def _unreadable(path: Path, error: OSError) -> RefusedError:
    return RefusedError(f"文件读不了：{system_reason(error)}", Where(shown_path(path)), "检查路径和权限")
