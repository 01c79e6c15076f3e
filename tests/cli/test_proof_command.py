"""gongwen proof：JSON 独占标准输出，总结走标准错误；读不了的记下来接着校。"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest
from tests.helpers import FRONT, draft, names, run

from gongwen.office.versions import gongwen_version
from gongwen.proofing.rules import RULES

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_json_has_stdout_for_itself(tmp_path: Path) -> None:
    (tmp_path / "稿.md").write_bytes(draft().encode("gbk"))
    result = run("proof", "稿.md", "没有.md", "--format", "json")
    common = {
        "errors": 0, "advice": 0, "rate_per_10k": 0.0, "raw_rate_per_10k": 0.0,
        "confirmed_rate_per_10k": None, "crossed": [], "findings": [], "set_aside": [],
    }  # fmt: skip
    read = {
        "path": "稿.md", "characters": 95, "verdict": "pass", "problem": None, "medium": "text",
        "digest": hashlib.sha256(draft().encode("gbk")).hexdigest(), "basis": "raw", "limit": 3,
        "notices": ["稿.md：不是 UTF-8 编码，按 GBK（GB 18030） 读入"],
    }  # fmt: skip
    unread = {
        "path": "没有.md", "characters": 0, "verdict": "fail", "medium": None, "digest": None,
        "problem": "没有.md：找不到这个文件\n  → 检查文件名和路径", "basis": None, "limit": None,
        "notices": [],
    }  # fmt: skip
    assert json.loads(result.stdout) == {
        "format": 2,
        "version": gongwen_version(),
        "files": [common | read, common | unread],
    }
    assert result.stderr.splitlines() == [
        "说明：稿.md：不是 UTF-8 编码，按 GBK（GB 18030） 读入",
        (
            f"校对 1 件，1 件读不了，运行 {len(RULES)} 条规则，"
            "差错 0 处，提示 0 处；差错率万分之 0.00；裁定：不通过"
        ),
    ]
    assert result.exit_code == 2
    assert names(tmp_path) == ["稿.md"]


def test_a_clean_file_is_0(tmp_path: Path) -> None:
    (tmp_path / "稿.md").write_text(draft(), encoding="utf-8")
    result = run("proof", "稿.md")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "稿.md：95 字，差错 0 处，提示 0 处；差错率万分之 0.00；裁定：通过",
        "",
        f"校对 1 件，运行 {len(RULES)} 条规则，差错 0 处，提示 0 处；差错率万分之 0.00；裁定：通过",
    ]


def test_an_error_is_1(tmp_path: Path) -> None:
    (tmp_path / "稿.md").write_text(draft(FRONT.replace("5月8日", "2月30日")), encoding="utf-8")
    assert run("proof", "稿.md").exit_code == 1


def test_a_folder_and_no_file_are_2(tmp_path: Path) -> None:
    assert run("proof", ".").exit_code == 2
    assert run("proof").exit_code == 2
    assert run("proof", "稿.md", "--format", "xml").exit_code == 2


def test_a_broken_configuration_is_2(tmp_path: Path) -> None:
    (tmp_path / "稿.md").write_text(draft(), encoding="utf-8")
    (tmp_path / "gongwen.toml").write_text("x = [", encoding="utf-8")
    result = run("proof", "稿.md", "--format", "json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"错误：{tmp_path / 'gongwen.toml'}:1：配置读不了：")


@pytest.mark.parametrize("name", ["空 格.md", "😀.txt", "换\n行.md"])
def test_a_file_may_have_any_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(draft(), encoding="utf-8")
    result = run("proof", name, "--format", "json")
    assert [entry["path"] for entry in json.loads(result.stdout)["files"]] == [name]
    assert result.exit_code == 0
