"""文件读成原文：只认文本，编码不是 UTF-8 的读出来并说明。"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import pytest
from tests.helpers import draft

from gongwen.errors import SourceError
from gongwen.sources.draft import read_draft
from gongwen.sources.reading import MAX_BYTES, read_source

if TYPE_CHECKING:
    from pathlib import Path

SAVE_AGAIN = "另存为 UTF-8 编码的纯文本后再试"


@pytest.mark.parametrize(
    ("data", "text", "encoding", "guessed"),
    [
        ("甲𠮷\r\n乙".encode(), "甲𠮷\r\n乙", "utf-8", False),
        (b"\xef\xbb\xbf" + "甲".encode(), "甲", "utf-8", False),
        ("甲乙".encode("gbk"), "甲乙", "gb18030", True),
        ("甲𠮷".encode("gb18030"), "甲𠮷", "gb18030", True),
        ("甲𠮷\n".encode("utf-16"), "甲𠮷\n", "utf-16", True),
        (b"\xfe\xff" + "甲\n".encode("utf-16-be"), "甲\n", "utf-16", True),
        (b"", "", "utf-8", False),
        ("甲\t乙\f丙".encode(), "甲\t乙\f丙", "utf-8", False),
    ],
    ids=["utf8", "bom", "gbk", "gb18030", "utf16le", "utf16be", "empty", "tab-formfeed"],
)
def test_text_is_read_in_its_encoding(
    tmp_path: Path, data: bytes, text: str, encoding: str, guessed: bool
) -> None:
    path = tmp_path / "稿.md"
    path.write_bytes(data)
    source = read_source(path)
    assert (source.name, source.text, source.encoding, source.guessed) == (str(path), text, encoding, guessed)
    assert source.digest == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", f"稿.md:2：不是文本文件（含控制字符 U+001A）\n  → {SAVE_AGAIN}"),
        (
            b"PK\x03\x04",
            (
                "稿.md：这是 Word、WPS 一类的文件，只能读纯文本\n"
                "  → 用 Word、WPS 打开，另存为“Word 文档（*.docx）”来校对，或“纯文本（*.txt）”来排版"
            ),
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1",
            (
                "稿.md：这是 Word、WPS 一类的文件，只能读纯文本\n"
                "  → 用 Word、WPS 打开，另存为“Word 文档（*.docx）”来校对，或“纯文本（*.txt）”来排版"
            ),
        ),
        (
            b"{\\rtf1",
            (
                "稿.md：这是 Word、WPS 一类的文件，只能读纯文本\n"
                "  → 用 Word、WPS 打开，另存为“Word 文档（*.docx）”来校对，或“纯文本（*.txt）”来排版"
            ),
        ),
        (
            b"%PDF-1.7",
            (
                "稿.md：这是 PDF 文件，只能读纯文本\n"
                "  → 校对就把扩展名改成 .pdf；排版就把文字复制出来，存成 .txt"
            ),
        ),
        ("甲\n乙\0".encode(), f"稿.md:2：不是文本文件（含控制字符 U+0000）\n  → {SAVE_AGAIN}"),
        ("甲\r乙\r\n丙\0".encode(), f"稿.md:3：不是文本文件（含控制字符 U+0000）\n  → {SAVE_AGAIN}"),
        ("甲乙".encode("utf-32"), f"稿.md:1：不是文本文件（含控制字符 U+0000）\n  → {SAVE_AGAIN}"),
        (b"\xff\xfe\x00", f"稿.md：不是文本文件，或编码无法识别\n  → {SAVE_AGAIN}"),
        ("防汛工作".encode()[:-1], f"稿.md：不是文本文件，或编码无法识别\n  → {SAVE_AGAIN}"),
        (
            b"a" * (MAX_BYTES + 1),
            "稿.md：文件超过 8 MB，不像一件公文\n  → 确认拿对了文件，或分成几件",
        ),
    ],
    ids=[
        "png",
        "zip",
        "ole",
        "rtf",
        "pdf",
        "nul",
        "nul-after-cr",
        "utf32",
        "half-utf16",
        "cut-utf8",
        "too-big",
    ],
)
def test_what_is_not_text_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "稿.md"
    path.write_bytes(data)
    with pytest.raises(SourceError) as caught:
        read_source(path, "稿.md")
    assert str(caught.value) == message


def test_a_control_character_far_down_is_found_too(tmp_path: Path) -> None:
    path = tmp_path / "稿.md"
    path.write_text("正文。\n" * 30_000 + "尾\0\n", encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        read_source(path, "稿.md")
    assert str(caught.value) == f"稿.md:30001：不是文本文件（含控制字符 U+0000）\n  → {SAVE_AGAIN}"


def test_the_largest_file_is_still_read(tmp_path: Path) -> None:
    path = tmp_path / "稿.md"
    path.write_bytes(b"a" * MAX_BYTES)
    assert len(read_source(path).text) == MAX_BYTES


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("没有.md", "找不到这个文件"),
        ("夹", "这是文件夹，不是文件"),
        ("断链.md", "找不到这个文件"),
        ("管道", "找不到这个文件"),
    ],
)
def test_what_is_not_a_file_is_refused(tmp_path: Path, name: str, what: str) -> None:
    (tmp_path / "夹").mkdir()
    (tmp_path / "断链.md").symlink_to("没有.md")
    os.mkfifo(tmp_path / "管道")
    with pytest.raises(SourceError) as caught:
        read_source(tmp_path / name, name)
    assert str(caught.value) == f"{name}：{what}\n  → 检查文件名和路径"


def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path) -> None:
    for name in ("甲\0.md", "长" * 300):
        with pytest.raises(SourceError) as caught:
            read_source(tmp_path / name, "稿.md")
        assert caught.value.where.path == "稿.md"
        assert caught.value.next_step in {"检查文件的路径和权限", "检查文件名和路径"}


@pytest.mark.parametrize(
    ("encoding", "notices"),
    [
        ("utf-8", []),
        ("utf-8-sig", []),
        ("gbk", ["不是 UTF-8 编码，按 GBK（GB 18030） 读入"]),
        ("utf-16", ["不是 UTF-8 编码，按 UTF-16 读入"]),
    ],
)
def test_a_guessed_encoding_is_told(tmp_path: Path, encoding: str, notices: list[str]) -> None:
    path = tmp_path / "稿.md"
    path.write_bytes(draft().encode(encoding))
    document = read_draft(path)
    assert [(notice.message, notice.source) for notice in document.notices] == [
        (each, str(path)) for each in notices
    ]
    assert document.elements is not None
    assert document.elements.title is not None
    assert document.elements.title.value == "关于做好防汛工作的通知"


def test_a_symlinked_draft_is_read_beside_the_link(tmp_path: Path) -> None:
    away = tmp_path / "别处"
    away.mkdir()
    (away / "稿.md").write_text(draft("附件: {标题: 甲表, 文件: 甲.md}\n" + draft()[4:].split("---\n")[0]))
    (tmp_path / "链.md").symlink_to("别处/稿.md")
    (tmp_path / "甲.md").write_text("甲表正文。\n")
    document = read_draft(tmp_path / "链.md")
    assert [source.name for source in document.sources()] == [
        str(tmp_path / "链.md"),
        str(tmp_path / "甲.md"),
    ]
