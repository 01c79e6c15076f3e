"""验证要读的文件：清单、名册、登记簿，清单旁边的成品和扫描件。

陌生人用 python -m gongwen.signoff.verify，只有这个包，所以读文件的这一点在这里，不在 office/。
清单里的文件名是外来的：带路径的、不是普通文件的，当作没有。
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from gongwen.errors import ManifestError, Where, system_reason
from gongwen.sources.reading import read_regular, shown_path

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gongwen.signoff.receipts import Receipts
    from gongwen.signoff.roster import Roster

SUFFIX = ".manifest.jsonl"
SHEETS = ".sheets"
MAX_MANIFEST = 16 * 1024 * 1024
MAX_ROSTER = 1024 * 1024
MAX_RECEIPTS = 128 * 1024 * 1024
# 留存的扫描件，文件名以摘要的前 16 位开头
_NAMED = 16
_PRINTED = frozenset({".pdf", ".docx", ".doc", ".wps", ".ofd"})


def find_manifest(path: Path) -> Path:
    """path 里唯一的清单，或就是 path。找不到、不止一份时引发 ManifestError。"""
    if path.is_file():
        return path
    if not path.is_dir():
        raise ManifestError("没有这个文件或文件夹", Where(shown_path(path)), "写清单，或清单所在的文件夹")
    try:
        found = sorted(path.glob(f"*{SUFFIX}"))
    except OSError as error:
        raise _unreadable(path, "文件夹", error) from error
    if len(found) != 1:
        names = "、".join(each.name for each in found[:5])
        what = f"有 {len(found)} 份清单：{names}" if found else "没有流转清单"
        raise ManifestError(what, Where(shown_path(path)), "写明是哪一份清单（.manifest.jsonl）")
    return found[0]


def read(path: Path, what: str, most: int) -> bytes:
    """文件的字节。读不了、太大时引发 ManifestError；what 是它叫什么。"""
    try:
        data = read_regular(path, most + 1) if path.is_file() else None
    except OSError as error:
        raise _unreadable(path, what, error) from error
    if data is None:
        raise ManifestError(f"没有这份{what}", Where(shown_path(path)), "检查文件名和路径")
    if len(data) > most:
        raise ManifestError(f"{what}超过 {most >> 20} MB", Where(shown_path(path)), "确认拿对了文件")
    return data


def _unreadable(path: Path, what: str, error: OSError) -> ManifestError:
    return ManifestError(f"{what}读不了：{system_reason(error)}", Where(shown_path(path)), "检查路径和权限")


def read_roster(path: Path) -> Roster:
    """名册文件。写得不对时引发 UsageError。"""
    from gongwen.signoff.roster_file import parse_roster

    return parse_roster(read(path, "名册", MAX_ROSTER), path)


def read_register(path: Path) -> Receipts:
    """回执登记簿。损坏时引发 ManifestError。"""
    from gongwen.signoff.receipts import parse_receipts

    return parse_receipts(read(path, "回执登记簿", MAX_RECEIPTS), shown_path(path))


def digests_beside(manifest: Path) -> Callable[[str], str | None]:
    """由文件名得出清单旁边那个文件的 SHA-256；没有的、名字带路径的为 None。"""

    def digest(name: str) -> str | None:
        plain = name not in ("", ".", "..") and not any(each in name for each in "/\\\0")
        return _digest(manifest.parent / name) if plain else None

    return digest


def files_beside(manifest: Path) -> tuple[str, ...]:
    """清单旁边的版面文件（PDF、DOCX 等），照名字：清单没有记的要提醒。"""
    try:
        found = sorted(each.name for each in manifest.parent.iterdir() if each.suffix.lower() in _PRINTED)
    except OSError:
        return ()
    return tuple(found)


def sheets_beside(manifest: Path) -> Callable[[str], str | None]:
    """由登记的摘要得出旁边留存的那份扫描件现在的 SHA-256；没有的为 None。"""
    folder = manifest.with_name(manifest.name.removesuffix(SUFFIX) + SHEETS)

    def digest(recorded: str) -> str | None:
        named = recorded[:_NAMED]
        if len(named) < _NAMED or not set(named) <= set("0123456789abcdef"):
            return None
        try:
            kept = sorted(each for each in folder.iterdir() if each.name.startswith(f"{named}."))
        except OSError:
            return None
        found = [value for each in kept if (value := _digest(each)) is not None]
        return recorded if recorded in found else next(iter(found), None)

    return digest


def _digest(path: Path) -> str | None:
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
