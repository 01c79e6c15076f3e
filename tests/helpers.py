"""几处测试共用的：小草稿、图片、文件夹的样子、在进程内运行命令行。"""

from __future__ import annotations

import hashlib
import os
import struct
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from gongwen.office import keys as office_keys
from gongwen.signoff import keys as signoff_keys
from gongwen.signoff.envelope import open_lines
from gongwen.sources.draft import parse_draft
from gongwen.spans import SourceText, Span, Text

if TYPE_CHECKING:
    from click.testing import Result

    from gongwen.document.model import Document

ROOT = Path(__file__).resolve().parents[1]
FRONT = """\
文种: 通知
发文机关: 澜州市人民政府办公室
发文字号: 澜政办发〔2026〕18号
标题: 关于做好防汛工作的通知
主送机关: 各县人民政府
成文日期: 2026年5月8日
"""
BODY = """\
各单位要高度重视防汛工作，现就有关事项通知如下。
一、压实责任
二、强化值守。落实领导带班制度。
"""


def draft(front: str = FRONT, body: str = BODY) -> str:
    """一份草稿的全文。"""
    return f"---\n{front}---\n{body}"


def without(*keys: str, front: str = FRONT) -> str:
    """去掉几个键的要素。"""
    return "".join(line for line in front.splitlines(keepends=True) if line.split(":")[0] not in keys)


def parsed(text: str, folder: Path | None = None, name: str = "稿.md") -> Document:
    """不经文件读入一份草稿。"""
    return parse_draft(SourceText(name, text), folder)


def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """建钥匙时推密钥的次数少些，免得每把等上零点几秒。"""

    def quick(passphrase: bytes) -> signoff_keys.KeyPair:
        return signoff_keys.new_key(passphrase, rounds=1000)

    monkeypatch.setattr(office_keys, "new_key", quick)


def payloads(data: bytes) -> list[dict[str, Any]]:
    """一份清单各行的载荷。"""
    return [each.payload for each in open_lines(data, "清单")]


def whole(text: str) -> Text:
    """整段文字，位置从 0 起。"""
    return Text(text, Span(0, len(text)))


def png(width: int, height: int) -> bytes:
    """一张灰色的 PNG；大得离谱时只有文件头是真的。"""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\x80" * width) * height if width * height < 1_000_000 else b"\0"
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def shared(*parts: str) -> Path:
    """仓库旁边的共用资料（真实文件、语料）。单独克隆的没有，跳过并说明；自动检验里一定有，没有就是失败。"""
    path = ROOT.parent.joinpath("shared", *parts)
    if not path.exists():
        absent = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        absent(f"仓库旁边没有共用资料 {'/'.join(parts)}")
    return path


def tree(folder: Path) -> dict[str, str]:
    """文件夹里的一切：相对路径到内容的 SHA-256；文件夹为“/”，链接为“→去处”。"""
    return {
        str(path.relative_to(folder)): (
            f"→{path.readlink()}"
            if path.is_symlink()
            else "/"
            if path.is_dir()
            else hashlib.sha256(path.read_bytes()).hexdigest()
        )
        for path in sorted(folder.rglob("*"))
    }


def names(folder: Path) -> list[str]:
    """文件夹里的全部文件（不含文件夹）的相对路径，排好序。"""
    return [name for name, digest in tree(folder).items() if digest != "/"]


def run(*arguments: str | Path) -> Result:
    """在进程内运行 gongwen；除 SystemExit 之外的异常照样抛出。"""
    from gongwen.cli import commands

    return CliRunner().invoke(commands, [*map(str, arguments)], catch_exceptions=False)


ROUTE = "说明：审签路线：条例发文程序（没有别的路线适用，照条例的最低要求）"
"""没有写“路线”、也没有别的路线适用的草稿，构建时说的一行。"""


def told(result: Result) -> list[str]:
    """标准错误的各行，不含随机器而变的字体说明。"""
    return [line for line in result.stderr.splitlines() if not line.startswith("说明：字体：")]
