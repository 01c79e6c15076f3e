"""找字体：该用的在先，代用的要说，系统里装了就用。"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from gongwen.errors import FontError, Where
from gongwen.layout import fonts as finding
from gongwen.layout.charmap import read_charmap
from gongwen.layout.fonts import check_glyphs, find_fonts, substitutes
from gongwen.layout.style import load_style
from gongwen.layout.system_fonts import system_families

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(finding, "_scan_system", set)
    return tmp_path


def test_every_role_is_served_and_only_the_headline_font_is_a_substitute(
    fonts_dir: Path, cache: Path
) -> None:
    found = find_fonts(load_style(), (fonts_dir,))
    assert {role: font.face.family for role, font in found.roles.items()} == {
        "xbs": "Noto Serif CJK SC",
        "fangsong": "FandolFang R",
        "kai": "FandolKai",
        "hei": "FandolHei",
        "song": "FandolSong",
    }
    assert [font.role for font in substitutes(found)] == ["xbs"]


def test_missing_fonts_are_named_with_the_way_to_get_them(cache: Path) -> None:
    (cache / "空").mkdir()
    with pytest.raises(FontError) as caught:
        find_fonts(load_style(), (cache / "空",))
    assert "小标宋（FZXiaoBiaoSong-B05S" in caught.value.what
    assert "make fonts" in (caught.value.next_step or "")


def test_system_fonts_are_looked_at_when_a_better_one_is_there(
    fonts_dir: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    real = finding._library

    def library(folders: tuple[Path, ...], *, system: bool) -> object:
        asked.append(system)
        return real(folders, system=False)

    monkeypatch.setattr(finding, "_library", library)
    find_fonts(load_style(), (fonts_dir,))
    monkeypatch.setattr(finding, "system_families", lambda _: {"方正小标宋简体"})
    find_fonts(load_style(), (fonts_dir,))
    assert asked == [False, False, True]


def test_scan_of_the_system_is_remembered_until_a_font_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path))
    fonts = tmp_path / ".fonts"
    fonts.mkdir()
    scans = []

    def scan() -> set[str]:
        scans.append(1)
        return {f"字体{len(scans)}"}

    assert [system_families(scan), system_families(scan)] == [{"字体1"}, {"字体1"}]
    (fonts / "新.ttf").touch()
    os.utime(fonts, (1, 1))
    assert system_families(scan) == {"字体2"}
    next((tmp_path / "cache" / "gongwen").iterdir()).write_text("坏了", encoding="utf-8")
    assert system_families(scan) == {"字体3"}


def test_rare_name_characters_are_told_and_a_character_of_no_font_is_refused(
    fonts_dir: Path, cache: Path
) -> None:
    found = find_fonts(load_style(), (fonts_dir,))
    here = Where("稿.md", 3, 5)
    told = check_glyphs(found, {"kai": set("李镕喆")}, lambda _: here)
    assert [(each.char, each.term, each.family) for each in told] == [
        ("喆", "楷体", "Noto Serif CJK SC"),
        ("镕", "楷体", "Noto Serif CJK SC"),
    ]
    with pytest.raises(FontError, match=r"稿.md:3:5：没有字体能印“\U0003134a”（U\+3134A）"):
        check_glyphs(found, {"kai": {"\U0003134a"}}, lambda _: here)


def test_character_maps_agree_with_fonttools(fonts_dir: Path) -> None:
    from fontTools.ttLib import TTFont

    for name, index in (("FandolFang-Regular.otf", 0), ("NotoSerifCJK-Bold.ttc", 2)):
        wanted = set(TTFont(fonts_dir / name, fontNumber=index).getBestCmap())
        ours = read_charmap(fonts_dir / name, index)
        assert {code for code in range(0x32000) if ours.has(code)} == wanted


def test_a_corrupt_font_is_refused(fonts_dir: Path, tmp_path: Path) -> None:
    bad = tmp_path / "坏.otf"
    shutil.copy(fonts_dir / "FandolFang-Regular.otf", bad)
    bad.write_bytes(bad.read_bytes()[:600])
    with pytest.raises(FontError, match="字体文件损坏"):
        read_charmap(bad, 0)
