"""不许用代用字体：命令、本机设置、程序里都可以要求。"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from tests.helpers import BODY, FRONT, ROUTE, draft, names, run
from tests.layout.tiny_fonts import tiny

import gongwen
from gongwen.errors import FontError
from gongwen.layout import fonts as finding
from gongwen.layout.system_fonts import SystemFonts

if TYPE_CHECKING:
    from pathlib import Path

REFUSED = "要求不用代用字体，而小标宋没有方正小标宋简体一类的字体，只有代用的 Noto Serif CJK SC"
STEP = "装上该用的字体（怎样取得，运行 gongwen doctor），或"
SETTING = "不用代用字体 = true\n"


@pytest.fixture
def plain_desk(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """桌上有一件稿；系统里没有字体，只有自由字体。"""
    monkeypatch.setenv("XDG_CACHE_HOME", str(desk.parent / "cache"))
    monkeypatch.setattr(finding, "scan_system", lambda: SystemFonts(frozenset()))
    (desk / "稿.md").write_text(draft(), encoding="utf-8")
    return desk


@pytest.mark.parametrize(
    ("setting", "options", "loosen"),
    [
        ("", ["--strict-fonts"], "去掉 --strict-fonts"),
        (SETTING, ["--strict-fonts"], "去掉 --strict-fonts"),
        (SETTING, [], "把 gongwen.toml 的“不用代用字体”改成 false"),
    ],
    ids=["option", "both", "setting"],
)
def test_a_substitute_is_refused_with_its_role_and_font(
    plain_desk: Path, setting: str, options: list[str], loosen: str
) -> None:
    (plain_desk / "gongwen.toml").write_text(setting, encoding="utf-8")
    result = run("build", "稿.md", *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [f"错误：{REFUSED}", f"  → {STEP}{loosen}"]
    assert names(plain_desk) == ["gongwen.toml", "稿.md"]


@pytest.mark.parametrize(
    ("setting", "options"),
    [("", []), ("", ["--no-strict-fonts"]), (SETTING, ["--no-strict-fonts"]), ("不用代用字体 = false\n", [])],
)
def test_a_substitute_is_used_and_told_otherwise(plain_desk: Path, setting: str, options: list[str]) -> None:
    (plain_desk / "gongwen.toml").write_text(setting, encoding="utf-8")
    result = run("build", "稿.md", "--format", "pdf", *options)
    assert (result.exit_code, result.stderr) == (
        0, f"说明：字体：小标宋用 Noto Serif CJK SC 代替（PDF；DOCX 里写的仍是规范的字体名）\n{ROUTE}\n",
    )  # fmt: skip


def test_with_every_font_of_its_own_kind_the_strict_build_passes(
    plain_desk: Path, fonts_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (plain_desk / "字体").mkdir()
    (plain_desk / "字体" / "标.ttf").write_bytes(tiny("FZXiaoBiaoSong-B05S", FRONT + BODY + "文件命令"))
    monkeypatch.setenv("GONGWEN_FONTS", os.pathsep.join(["字体", str(fonts_dir)]))
    result = run("build", "稿.md", "--format", "pdf", "--strict-fonts")
    assert (result.exit_code, result.stderr) == (0, f"{ROUTE}\n")


def test_a_rare_character_from_a_fallback_font_is_no_substitute(
    plain_desk: Path, fonts_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """本用途的字体里没有的字谁也没有办法，只说明，不拒绝。"""
    (plain_desk / "字体").mkdir()
    (plain_desk / "字体" / "标.ttf").write_bytes(tiny("FZXiaoBiaoSong-B05S", FRONT + BODY + "文件"))
    monkeypatch.setenv("GONGWEN_FONTS", os.pathsep.join(["字体", str(fonts_dir)]))
    (plain_desk / "稿.md").write_text(draft(body=f"{BODY}联系人：李镕。\n"), encoding="utf-8")
    result = run("build", "稿.md", "--format", "pdf", "--strict-fonts")
    assert (result.exit_code, result.stderr) == (
        0, f"说明：稿.md:12:6：“镕”仿宋没有，用 Noto Serif CJK SC 代替（PDF）\n{ROUTE}\n",
    )  # fmt: skip


def test_a_program_can_ask_for_it_too(plain_desk: Path) -> None:
    for options, config in (
        (gongwen.BuildOptions(strict_fonts=True), None),
        (None, gongwen.Config(strict_fonts=True)),
    ):
        with pytest.raises(FontError, match=REFUSED):
            gongwen.build([plain_desk / "稿.md"], options, config)
    (built,) = gongwen.build(
        [plain_desk / "稿.md"],
        gongwen.BuildOptions(strict_fonts=False, formats=("pdf",)),
        gongwen.Config(strict_fonts=True),
    )
    assert built.exit_code == 0
