"""gongwen proof --format docx、--fix：写出标了批注的、改过的副本，原件不动。"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from tests.helpers import draft, run

from gongwen.proofing.rules import RULES

BAD = "请于〔2026〕年内完成,𠮷县除外。\n（一）甲。\n（三）乙。\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "缓存"))
    Path("稿.md").write_text(draft(body=BAD), encoding="utf-8")


def test_a_draft_is_fixed_beside_and_the_difference_is_shown() -> None:
    before = Path("稿.md").read_bytes()
    result = run("proof", "--fix", "稿.md")
    assert (result.exit_code, result.stderr) == (1, "")
    assert (
        result.stdout
        == f"""--- 稿.md（原稿）
+++ build/校对/稿.改稿.md（改稿）
@@ -6,6 +6,6 @@
 主送机关: 各县人民政府
 成文日期: 2026年5月8日
 ---
-请于〔2026〕年内完成,𠮷县除外。
+请于〔2026〕年内完成，𠮷县除外。
 （一）甲。
 （三）乙。
写出 build/校对/稿.改稿.md：改了 1 处
    没有改：9:14 WZ24 “𠮷”不在《通用规范汉字表》里，请核对：没有改法，要人来改
    没有改：11:2 YZ01 序数“（三）”跳号，前一个是“（一）”：没有改法，要人来改
校对 1 件，运行 {len(RULES)} 条规则，差错 2 处，提示 1 处；差错率万分之 259.74；裁定：不通过
"""
    )
    assert Path("稿.md").read_bytes() == before
    assert Path("build/校对/稿.改稿.md").read_text(encoding="utf-8") == draft(body=BAD.replace(",", "，"))


def test_a_copy_with_comments_is_written() -> None:
    result = run("proof", "--format", "docx", "-o", "批注", "稿.md")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[0] == "写出 批注/稿.校对.docx：批注 3 条"
    with zipfile.ZipFile("批注/稿.校对.docx") as archive:
        comments = archive.read("word/comments.xml").decode()
        text = re.sub("<[^>]*>", "", archive.read("word/document.xml").decode())
    assert (comments.count("<w:comment "), "𠮷县" in text, "〔2026〕" in text) == (3, True, True)


def test_a_file_name_cannot_write_to_the_terminal() -> None:
    Path("稿\x1b[2J.md").write_text(draft(body=BAD), encoding="utf-8")
    result = run("proof", "--format", "docx", "-o", "批注", "稿\x1b[2J.md")
    assert result.stdout.splitlines()[0] == "写出 批注/稿<U+001B>[2J.校对.docx：批注 3 条"


def test_a_word_file_gets_comments_and_tracked_changes() -> None:
    Path("来稿.txt").write_text(BAD, encoding="utf-8")
    run("proof", "--format", "docx", "-o", "收", "来稿.txt")
    Path("收/来稿.校对.docx").rename("来稿.docx")
    before = Path("来稿.docx").read_bytes()
    result = run("proof", "--fix", "来稿.docx")
    assert "写出 build/校对/来稿.校对.docx：批注 3 条，修订 1 处" in result.stdout.splitlines()
    assert Path("来稿.docx").read_bytes() == before
    again = run("proof", "build/校对/来稿.校对.docx")
    assert ("BD01" in again.stdout, "YZ01" in again.stdout) == (False, True)


def test_a_foreign_file_at_the_place_is_kept_and_the_others_are_written() -> None:
    Path("乙.md").write_text(draft(body=BAD), encoding="utf-8")
    Path("build/校对").mkdir(parents=True)
    Path("build/校对/稿.改稿.md").write_text("别人的", encoding="utf-8")
    result = run("proof", "--fix", "稿.md", "乙.md")
    assert result.exit_code == 2
    assert "build/校对/稿.改稿.md：已有同名文件，不是本程序写的" in result.stderr
    assert Path("build/校对/稿.改稿.md").read_text(encoding="utf-8") == "别人的"
    assert "写出 build/校对/乙.改稿.md：改了 1 处" in result.stdout


def test_files_that_cannot_be_read_are_named_and_the_others_written() -> None:
    Path("坏.docx").write_bytes(b"PK\x03\x04")
    result = run("proof", "--fix", "坏.docx", "稿.md")
    assert (result.exit_code, Path("build/校对/稿.改稿.md").exists()) == (2, True)
    assert "坏.docx：文件损坏，读不出来" in result.stdout


def test_nothing_to_fix_writes_nothing() -> None:
    Path("净.md").write_text(draft(), encoding="utf-8")
    result = run("proof", "--fix", "净.md")
    assert (result.exit_code, list(Path("build/校对").iterdir())) == (0, [])
