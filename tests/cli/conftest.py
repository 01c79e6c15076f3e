"""一张办公桌：空的当前文件夹，字体在手边。"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fonts_dir: Path) -> Path:
    """当前文件夹，空的；构建要用的字体已经指明。"""
    folder = tmp_path / "桌"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("GONGWEN_FONTS", str(fonts_dir))
    return folder
