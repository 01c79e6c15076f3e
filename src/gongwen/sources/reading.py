"""把文件读成 SourceText：只认文本，先看大小，编码不是 UTF-8 时推断并说明。"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from typing import TYPE_CHECKING

from gongwen.errors import SourceError, Where, system_reason
from gongwen.spans import SourceText

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 8 * 1024 * 1024
# 千面文件约 2 MB；再大的多半拿错了文件。
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def read_source(path: Path, name: str | None = None) -> SourceText:
    """读一个文本文件。

    name 是报错和结果里显示的名字，默认为 path 本身。
    读不了（不存在、不是文件、超过 8 MB、不是文本）时引发 SourceError。
    """
    shown = name or shown_path(path)
    data = read_bytes(path, shown)
    _refuse_office_file(data, shown)
    text, encoding, guessed = _decode(data, shown)
    text = text.removeprefix("\ufeff")
    _refuse_binary(text, shown)
    return SourceText(shown, text, encoding, guessed, hashlib.sha256(data).hexdigest())


def shown_path(path: Path) -> str:
    """路径的显示文字；不是 UTF-8 的文件名（旧压缩包里常有）以替代符显示。"""
    return os.fsencode(path).decode("utf-8", "replace")


def read_bytes(path: Path, shown: str, most: int = MAX_BYTES) -> bytes:
    """文件的字节；不存在、不是文件、读不了、超过 most 时引发 SourceError。shown 是报错时显示的名字。"""
    try:
        if not path.is_file():
            what = "这是文件夹，不是文件" if path.is_dir() else "找不到这个文件"
            raise SourceError(what, Where(shown), "检查文件名和路径")
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise SourceError(f"读不了：{system_reason(error)}", Where(shown), "检查文件的路径和权限") from error
    except ValueError as error:
        raise SourceError("文件名不能用", Where(shown), "改用普通的文件名") from error
    if len(data) > most:
        raise SourceError(
            f"文件超过 {most // 1024 // 1024} MB，不像一件公文",
            Where(shown),
            "确认拿对了文件，或分成几件",
        )
    return data


def read_regular(path: Path, most: int) -> bytes | None:
    """普通文件的字节，至多 most 个；管道、设备之类为 None，不等另一端。读不了时引发 OSError。"""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        return file.read(most) if stat.S_ISREG(os.fstat(handle).st_mode) else None


def _refuse_office_file(data: bytes, shown: str) -> None:
    """Word、WPS、PDF 文件：还读不了，说清怎么办。"""
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        raise SourceError(
            "这是 Word、WPS 一类的文件，只能读纯文本",
            Where(shown),
            "用 Word、WPS 打开，另存为“Word 文档（*.docx）”来校对，或“纯文本（*.txt）”来排版",
        )
    if data.startswith(b"%PDF-"):
        raise SourceError(
            "这是 PDF 文件，只能读纯文本",
            Where(shown),
            "校对就把扩展名改成 .pdf；排版就把文字复制出来，存成 .txt",
        )


def _decode(data: bytes, shown: str) -> tuple[str, str, bool]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        candidates = [("utf-16", True)]
    else:
        candidates = [("utf-8", False), ("gb18030", True)]
    for encoding, guessed in candidates:
        try:
            return data.decode(encoding), encoding, guessed
        except UnicodeDecodeError:
            continue
    raise SourceError("不是文本文件，或编码无法识别", Where(shown), "另存为 UTF-8 编码的纯文本后再试")


def _refuse_binary(text: str, shown: str) -> None:
    found = _CONTROL.search(text)
    if found:
        line, _ = SourceText(shown, text).position(found.start())
        raise SourceError(
            f"不是文本文件（含控制字符 U+{ord(found[0]):04X}）",
            Where(shown, line),
            "另存为 UTF-8 编码的纯文本后再试",
        )
