"""草稿旁边的核定记录（通知.md → 通知.review.json）：找、读、逐条存。

存一条就落一次盘：锁住文件夹，重读，添上，写临时文件再改名。被杀、断电只少正在存的那一条；两个人同时核也都在。
"""

from __future__ import annotations

import unicodedata
from contextlib import contextmanager
from typing import TYPE_CHECKING

from gongwen.errors import DecisionsError, OutputError, Where, system_reason
from gongwen.office.staging import SUFFIX as STAGED
from gongwen.office.staging import locked, staged
from gongwen.report.decisions import MAX_BYTES, SUFFIX, Decisions, decisions_json, parse_decisions
from gongwen.sources.reading import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from gongwen.report.decisions import Decision

# 自己的临时文件另起名字：锁着的时候可以放心清掉被杀的那一次留下的
_PREFIX = ".gongwen-review-"


def decisions_path(path: Path) -> Path:
    """一份原文的核定记录在哪里。"""
    return path.with_name(path.stem + SUFFIX)


def decisions_for(path: Path) -> Decisions | None:
    """一份原文的核定；旁边没有记录、记录里没有它时为 None。写得不对时引发 DecisionsError。"""
    beside = decisions_path(path)
    if not beside.exists():
        return None
    return _of(read_decisions(beside), path)


def read_decisions(path: Path) -> tuple[Decisions, ...]:
    """读一份核定记录，或 HTML 页导出的。读不了、写得不对时引发 DecisionsError。"""
    shown = shown_path(path)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        what = system_reason(error) if isinstance(error, OSError) else "文件名不能用"
        if isinstance(error, FileNotFoundError):
            what = "没有这个文件"
        elif isinstance(error, IsADirectoryError):
            what = "是文件夹"
        raise DecisionsError(f"核定的记录读不了：{what}", Where(shown), "检查文件名和权限") from error
    return parse_decisions(data, shown)


def record(path: Path, new: Iterable[Decision], digest: str) -> Decisions:
    """把对一份原文的核定添进它旁边的记录，返回添好的。写不成时引发 OutputError，原来的记录不动。"""
    beside = decisions_path(path)
    try:
        with _locked(beside.parent):
            files = read_decisions(beside) if beside.exists() else ()
            known = _of(files, path) or Decisions(shown_path(path).rpartition("/")[2])
            added = known.adding(new, digest)
            kept = [added if each is known else each for each in files]
            text = decisions_json(kept if any(each is added for each in kept) else [*kept, added])
            _replace(beside, text.encode())
    except OSError as error:
        reason = "没有这个文件夹" if isinstance(error, FileNotFoundError) else system_reason(error)
        where = Where(shown_path(beside))
        raise OutputError(f"核定的记录写不出去：{reason}", where, "检查文件夹、磁盘空间和权限") from error
    return added


def common_tail(written: str, path: Path) -> int:
    """记录里写的路径与这个文件的路径，末尾相同几段。"""
    actual = unicodedata.normalize("NFC", shown_path(path.absolute())).replace("\\", "/").split("/")[::-1]
    given = unicodedata.normalize("NFC", written).replace("\\", "/").split("/")[::-1]
    same = [one == other for one, other in zip(given, actual, strict=False)]
    return same.index(False) if False in same else len(same)


def _of(files: Iterable[Decisions], path: Path) -> Decisions | None:
    """记录里的哪一件是它：HTML 页导出的直接放在旁边时，写的是从导出那里看的路径，取末尾最像的。"""
    found = max(files, key=lambda each: common_tail(each.path, path), default=None)
    return found if found is not None and common_tail(found.path, path) else None


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """锁住文件夹，清掉被杀的那一次留下的临时文件；没有锁住时不清。"""
    with locked(folder) as held:
        if held:
            for stale in folder.glob(f"{_PREFIX}*{STAGED}"):
                stale.unlink(missing_ok=True)
        yield


def _replace(path: Path, data: bytes) -> None:
    temporary = staged(path, [data], _PREFIX)
    try:
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
