"""LibreOffice 排 PDF：没有装、超时、出错时怎么说；限制、用户目录、字体设置。"""

from __future__ import annotations

import io
import os
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pytest
from tests.helpers import draft
from tests.letterhead.sheets import BODY_TAG, filled, sheet

from gongwen.errors import LayoutError
from gongwen.layout import suite
from gongwen.layout.fonts import find_fonts, font_folders
from gongwen.layout.style import load_style
from gongwen.layout.suite import Suite, find_suite, fontconfig, require_suite

if TYPE_CHECKING:
    from gongwen.layout.fonts import FontSet
    from gongwen.layout.style import Style

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="用 sh 写的假程序")


@pytest.fixture
def style() -> Style:
    return load_style()


@pytest.fixture
def fonts(style: Style, fonts_dir: Path) -> FontSet:
    return find_fonts(style, (fonts_dir,))


@pytest.fixture
def pretend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """假的 soffice：往里写脚本；只有它在 PATH 的最前。"""
    script = tmp_path / "bin" / "soffice"
    script.parent.mkdir()
    script.write_text("#!/bin/sh\n", encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{script.parent}{os.pathsep}{os.environ['PATH']}")
    return script


def convert(fonts: FontSet, style: Style) -> bytes:
    return require_suite().to_pdf(b"PK", fonts, style, ())


def test_without_an_office_suite_it_says_how_to_get_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(suite, "_KNOWN", ())
    assert find_suite() is None
    with pytest.raises(LayoutError) as caught:
        require_suite()
    assert str(caught.value).splitlines() == [
        "按信笺排 PDF 要用 LibreOffice，本机没有装",
        "  → 装上 LibreOffice（apt-get install libreoffice-writer-nogui），或加 --format docx 只要 DOCX",
    ]


def test_a_suite_in_a_known_place_is_found_though_not_on_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "known").touch()
    monkeypatch.setattr(suite, "_KNOWN", (str(tmp_path / "missing"), str(tmp_path / "known")))
    assert find_suite() == Suite(str(tmp_path / "known"))


def test_what_it_writes_is_what_comes_back(pretend: Path, fonts: FontSet, style: Style) -> None:
    pretend.write_text('#!/bin/sh\nmkdir out && printf %s "%PDF-made" > out/document.pdf\n', encoding="utf-8")
    assert convert(fonts, style) == b"%PDF-made"


def test_a_failure_shows_the_last_thing_it_said(pretend: Path, fonts: FontSet, style: Style) -> None:
    pretend.write_text("#!/bin/sh\necho 一\necho Error: source file >&2\nexit 1\n", encoding="utf-8")
    with pytest.raises(LayoutError) as caught:
        convert(fonts, style)
    assert caught.value.what == "LibreOffice 没有排出 PDF：Error: source file"


def test_one_that_never_ends_is_ended_with_all_it_started(
    pretend: Path, fonts: FontSet, style: Style, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suite, "LIMITS", replace(suite.LIMITS, seconds=0.5))
    beat = tmp_path / "beat"
    pretend.write_text(
        f"#!/bin/sh\n(while :; do date +%N > '{beat}'; sleep 0.05; done) &\nsleep 60\n", encoding="utf-8"
    )
    begun = time.monotonic()
    with pytest.raises(LayoutError) as caught:
        convert(fonts, style)
    assert caught.value.what == "LibreOffice 排了 0.5 秒还没有排完"
    assert time.monotonic() - begun < 10
    last = beat.read_text(encoding="utf-8")
    time.sleep(0.3)
    assert beat.read_text(encoding="utf-8") == last


def test_it_runs_with_limits_its_own_home_and_no_secrets(
    pretend: Path, fonts: FontSet, style: Style, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "x")
    seen = tmp_path / "seen"
    pretend.write_text(
        f"#!/bin/sh\nexec > '{seen}'\nulimit -c; ulimit -v; ulimit -t\n"
        'echo "$HOME $PWD"; env | cut -d= -f1 | sort | tr "\\n" " "; echo; echo "$@"\n'
        "cat profile/user/registrymodifications.xcu\n",
        encoding="utf-8",
    )
    with pytest.raises(LayoutError):
        convert(fonts, style)
    core, memory, seconds, homes, names, arguments, *profile = seen.read_text(encoding="utf-8").splitlines()
    assert (core, memory, seconds) == ("0", str(suite.LIMITS.memory_kb), "121")
    home, folder = homes.split()
    assert home == folder
    assert "SECRET_TOKEN" not in names.split()
    assert {"FONTCONFIG_FILE", "HOME", "PATH", "SAL_USE_VCLPLUGIN"} <= set(names.split())
    assert f"-env:UserInstallation=file://{home}/profile --headless --norestore" in arguments
    settings = "".join(profile)
    assert '"MacroSecurityLevel" oor:op="fuse"><value>3<' in settings
    assert '"DisableMacrosExecution" oor:op="fuse"><value>true<' in settings
    assert '"ooInetProxyType" oor:op="fuse"><value>2<' in settings


def test_fonts_missing_from_the_system_are_replaced_by_those_found(
    fonts: FontSet, style: Style, fonts_dir: Path
) -> None:
    written = fontconfig(fonts, style, (fonts_dir,))
    assert f"<dir>{fonts_dir}</dir>" in written
    asked = style.fonts["fangsong"].docx
    assert (
        f'<alias binding="same"><family>{asked}</family>'
        f"<accept><family>{fonts.roles['fangsong'].face.family}</family></accept></alias>"
    ) in written


@pytest.mark.needs_office_suite
def test_a_filled_letterhead_becomes_a_pdf_in_the_fonts_of_the_project(fonts: FontSet, style: Style) -> None:
    data = filled(sheet("{{ 发文机关 }}", BODY_TAG), draft(body="甲。\n" * 60))
    pdf = require_suite().to_pdf(data, fonts, style, font_folders())
    document = pdfium.PdfDocument(io.BytesIO(pdf))
    words = "".join(page.get_textpage().get_text_range() for page in document)
    assert words.count("甲") == 60
    assert len(document) == 3
    assert b"pdfaid:part>2<" in pdf
    assert Path(fonts.roles["fangsong"].face.path).stem.encode() in pdf
