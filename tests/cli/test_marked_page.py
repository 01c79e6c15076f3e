"""说明页“批注和修订”：照着做得到照印的结果。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.helpers import names, run
from tests.test_guides import fences, follow

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

PAGE = "批注和修订.md"


def test_the_page_can_be_followed_and_shows_what_is_printed(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "缓存"))
    assert follow(PAGE, desk) == 2
    assert names(desk / "build" / "校对") == ["报送通知.改稿.md", "报送通知.校对.docx"]
    (shown,) = [text for kind, text in fences(PAGE) if kind == "text"]
    printed = run("proof", "--fix", "报送通知.md").stdout
    assert printed.splitlines()[:-1] == shown.splitlines()
