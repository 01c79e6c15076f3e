"""docs/对照.md 的例子照印的能跑。"""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from click.testing import CliRunner

from gongwen.cli.compare import compare_command

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^```(?P<kind>\w+) ?(?P<name>[^\n]*)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)


def test_the_example_runs_as_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    fences = list(FENCE.finditer((ROOT / "docs" / "对照.md").read_text(encoding="utf-8")))
    for fence in fences:
        if fence["kind"] == "markdown":
            Path(fence["name"]).write_text(fence["text"], encoding="utf-8")
    commands = [line for fence in fences if fence["kind"] == "sh" for line in fence["text"].splitlines()]
    results = []
    for line in commands:
        words, _, code = line.partition("# 退出码 ")
        program, command, *arguments = shlex.split(words)
        assert (program, command) == ("gongwen", "compare")
        result = CliRunner().invoke(compare_command, arguments, catch_exceptions=False)
        assert result.exit_code == int(code), line
        results.append(result.stdout)
    ((shown),) = [fence["text"] for fence in fences if fence["kind"] == "text"]
    assert results[0] == shown
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "对照.html",
        "对照.json",
        "清样.txt",
        "签发稿.md",
    ]
