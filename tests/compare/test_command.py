"""gongwen compare：退出码、写到文件、读不了的。"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.helpers import BODY, FRONT, draft, without

from gongwen.cli.compare import compare_command
from gongwen.errors import GongwenError
from gongwen.office.compare import compare_files


def compare(*arguments: str | Path) -> Result:
    return CliRunner().invoke(compare_command, [*map(str, arguments)], catch_exceptions=False)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("签.md").write_text(draft(), encoding="utf-8")
    Path("同.md").write_text(draft(), encoding="utf-8")
    Path("异.md").write_text(draft(body=BODY.replace("重视", "重示")), encoding="utf-8")
    Path("缺号.md").write_text(draft(without("发文字号")), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("signed", "other", "options", "code"),
    [
        ("签.md", "同.md", (), 0),
        ("签.md", "异.md", (), 1),
        ("缺号.md", "签.md", (), 0),
        ("缺号.md", "签.md", ("--strict",), 1),
        ("签.md", "同.md", ("--strict",), 0),
        ("签.md", "没有.md", (), 2),
    ],
)
def test_exit_codes(folder: Path, signed: str, other: str, options: tuple[str, ...], code: int) -> None:
    assert compare(signed, other, *options).exit_code == code


def test_the_summary_is_always_said(folder: Path) -> None:
    said = "字不同 1 处（文字 1）；签发稿 108 字，对照稿 108 字\n"
    assert compare("签.md", "异.md").stdout.endswith(said)
    machine = compare("签.md", "异.md", "--format", "json")
    assert (json.loads(machine.stdout)["same"], machine.stderr) == (False, said)
    written = compare("签.md", "异.md", "--format", "html", "-o", "对照.html")
    assert (written.stdout, written.exit_code) == (f"写出 对照.html\n{said}", 1)
    assert Path("对照.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_result_never_overwrites_what_is_compared(folder: Path) -> None:
    result = compare("签.md", "异.md", "-o", folder / "异.md")
    assert (result.exit_code, result.stderr.splitlines()[0]) == (
        2,
        f"错误：{folder / '异.md'}：结果不能写到要对照的文件上",
    )
    assert "重示" in Path("异.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("空.md", b"", "空.md：文件是空的"),
        ("空.txt", "\n　\n".encode(), "空.txt：文件是空的"),
        ("看不见.txt", "\u200b\n".encode(), "看不见.txt：没有可对照的文字"),
        ("假.docx", b"hello", "假.docx："),
        ("假.pdf", b"%PDF-1.4\n", "假.pdf："),
        ("密.txt", "机密★1年\n澜州市人民政府文件\n".encode(), "密.txt:1:1 键“密级”：标有密级"),
        ("密.md", draft(FRONT + "密级: 秘密\n").encode(), "标有密级"),
        ("缺.md", draft(FRONT + "附件: [{标题: 表, 文件: 无.md}]\n").encode(), "文件“无.md”不存在"),
    ],
)
def test_what_cannot_be_compared_is_named(folder: Path, name: str, content: bytes, said: str) -> None:
    Path(name).write_bytes(content)
    for pair in (("签.md", name), (name, "签.md")):
        result = compare(*pair)
        assert (result.exit_code, result.stdout) == (2, "")
        assert said in result.stderr


def test_a_text_in_another_encoding_and_a_page_number_are_told(folder: Path) -> None:
    text = "关于防汛工作的通知\n各县：\n请抓好落实，不得有误。\n— 1 —\n"
    Path("甲.txt").write_bytes(text.encode("gbk"))
    Path("乙.txt").write_text(text.replace("— 1 —\n", ""), encoding="utf-8")
    result = compare("甲.txt", "乙.txt")
    encoding, page = result.stderr.splitlines()
    assert (result.exit_code, page) == (0, "说明：甲.txt：没有比的 1 行：— 1 —")
    assert encoding.startswith("说明：甲.txt：不是 UTF-8 编码，按 GBK（GB 18030）")


def test_an_unrecognised_text_is_compared_whole_and_told(folder: Path) -> None:
    Path("甲.txt").write_text("请抓好落实，不得有误。\n", encoding="utf-8")
    comparison = compare_files("签.md", "甲.txt")
    assert comparison.exit_code() == 1
    assert comparison.notices[0].startswith("甲.txt：认不出版头、版记（")


def test_annexes_of_a_draft_are_compared_and_a_separate_one_is_told(folder: Path) -> None:
    front = FRONT + "附件: [{标题: 分工表, 文件: 表.md}, {标题: 清单, 文件: 单.md, 装订: 否}]\n"
    Path("表.md").write_text("由市水利局牵头。\n", encoding="utf-8")
    Path("单.md").write_text("资料清单。\n", encoding="utf-8")
    Path("带附件.md").write_text(draft(front), encoding="utf-8")
    Path("副本").mkdir()
    for name in ("表.md", "单.md", "带附件.md"):
        text = Path(name).read_text(encoding="utf-8")
        (Path("副本") / name).write_text(text.replace("水利", "水务"), encoding="utf-8")
    comparison = compare_files("带附件.md", "副本/带附件.md")
    ((item),) = comparison.differences
    assert (item.signed.source, item.signed.place, item.signed.text, item.other.source) == (
        "表.md",
        "1:4",
        "利",
        "副本/表.md",
    )
    assert "带附件.md：附件“清单”另成文件，没有对照" in comparison.notices


def test_organs_kept_in_the_office_file_are_printed(folder: Path) -> None:
    Path("office.toml").write_text('格式 = 1\n名称 = "澜州市人民政府办公室"\n', encoding="utf-8")
    Path("无机关.md").write_text(draft(without("发文机关")), encoding="utf-8")
    result = compare("无机关.md", "签.md")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "字都相同；签发稿 108 字，对照稿 108 字")


def test_the_library_raises_what_could_not_be_read(folder: Path) -> None:
    with pytest.raises(GongwenError, match=r"没有\.md：找不到这个文件"):
        compare_files("签.md", "没有.md")
