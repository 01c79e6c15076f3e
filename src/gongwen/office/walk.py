"""校对的对象：给出的文件照收，文件夹里的逐个找出来，草稿所引用的附件不重复。"""

from __future__ import annotations

import fnmatch
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.errors import GongwenError, UsageError, Where, system_reason
from gongwen.sources.elements import read_elements
from gongwen.sources.frontmatter import split_front_matter
from gongwen.sources.reading import read_source, shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SUFFIXES = (".md", ".txt", ".docx", ".pdf")
# 我们自己写出的：成品旁边有流转清单，标了批注、改过的副本带这样的后缀
_BUILT = (".docx", ".pdf")
_MANIFEST = ".manifest.jsonl"
_OURS = (".校对.docx", ".改稿.docx", ".改稿.md", ".改稿.txt")
# Word 打开文件时留在旁边的
_LOCK = "~$"


@dataclass(frozen=True, slots=True)
class Found:
    """paths 是要校对的文件，按次序；passed_over 是略过的（照 gongwen.toml 的“略过”）。"""

    paths: tuple[Path, ...]
    passed_over: int = 0


def found_files(paths: Iterable[Path], skip: Sequence[str] = ()) -> Found:
    """给出的文件和文件夹展开成文件；文件夹里的按名字排，隐藏的、我们自己写出的不算。

    skip 是通配的路径，如“归档/*”，只对文件夹里找出来的有效。文件夹打不开、里面没有可校对的文件时
    引发 UsageError。
    """
    found: dict[Path, None] = {}
    passed_over = 0
    for path in paths:
        if not path.is_dir():
            found[path] = None
            continue
        inside = sorted(_files_in(path), key=os.fsencode)
        kept = [each for each in inside if not _is_skipped(each, path, skip)]
        if not kept:
            raise UsageError(
                f"文件夹里没有可校对的文件（{'、'.join(SUFFIXES)}）",
                Where(shown_path(path)),
                "检查文件夹名" + ("和 gongwen.toml 的“略过”" if inside else ""),
            )
        passed_over += len(inside) - len(kept)
        attached = {target for each in kept for target in _attached(each)}
        found |= dict.fromkeys(each for each in kept if _resolved(each) not in attached)
    return Found(tuple(found), passed_over)


def _files_in(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        where = shown_path(Path(error.filename or folder))
        raise UsageError(f"文件夹打不开：{system_reason(error)}", Where(where), "检查文件夹的权限")

    for here, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        present = set(names)
        yield from (Path(here, name) for name in names if _is_wanted(name, present))


def _is_wanted(name: str, present: set[str]) -> bool:
    stem, suffix = os.path.splitext(name)  # noqa: PTH122 几万个名字，不逐个造 Path
    if suffix.lower() not in SUFFIXES or name.startswith((".", _LOCK)) or name.endswith(_OURS):
        return False
    return not (suffix.lower() in _BUILT and stem + _MANIFEST in present)


def _is_skipped(path: Path, folder: Path, skip: Sequence[str]) -> bool:
    names = (path.relative_to(folder).as_posix(), path.as_posix())
    return any(fnmatch.fnmatchcase(name, pattern) for name in names for pattern in skip)


def _attached(path: Path) -> Iterator[Path]:
    """草稿所引用的附件、被印发件：随草稿一起校对，不再单独算一件。"""
    if path.suffix.lower() != ".md":
        return
    try:
        source = read_source(path)
        front = split_front_matter(source)
        if front is None:
            return
        elements = read_elements(source, front)
    except GongwenError:
        return  # 到校对这一份时再报
    written = [entry.file for entry in elements.annexes or ()] + [elements.issued]
    for text in written:
        if text is not None:
            yield _resolved(path.parent / text.value)


def _resolved(path: Path) -> Path:
    """解开链接的路径；链接绕成圈的、名字不能用的照原样，到读的时候再报。"""
    try:
        return path.resolve()
    except (OSError, ValueError, RuntimeError):
        return path
