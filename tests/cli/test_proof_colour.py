"""终端里有颜色；设了 NO_COLOR、写进管道的没有。"""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from tests.helpers import FRONT, draft, run

if TYPE_CHECKING:
    from pathlib import Path


def at_a_terminal(folder: Path, environment: dict[str, str]) -> str:
    """在一个假的终端里运行，读它打出的。"""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "gongwen", "proof", "稿.md"]
    plain = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    subprocess.run(
        command, cwd=folder, env=plain | environment, stdin=theirs, stdout=theirs, stderr=theirs, check=False
    )
    os.close(theirs)
    said = b""
    try:
        while piece := os.read(ours, 65536):
            said += piece
    except OSError:  # 那一头关了
        pass
    os.close(ours)
    return said.decode().replace("\r\n", "\n")


@pytest.fixture
def desk_with_draft(tmp_path: Path) -> Path:
    (tmp_path / "稿.md").write_text(draft(FRONT.replace("5月8日", "2月30日")), encoding="utf-8")
    return tmp_path


def test_a_terminal_gets_colour_unless_told_not_to(
    desk_with_draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk_with_draft)
    plain = run("proof", "稿.md").stdout
    coloured = at_a_terminal(desk_with_draft, {"NO_COLOR": ""})
    assert "\x1b" not in plain
    assert "\x1b[1;31m差错\x1b[0m" in coloured
    assert at_a_terminal(desk_with_draft, {"NO_COLOR": "1"}) == plain
