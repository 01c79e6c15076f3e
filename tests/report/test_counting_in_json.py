"""--counting 图书 时，JSON 各份多一项 counting；平常没有。"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.helpers import draft, run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "稿.md").write_text(draft(body="甲,乙,丙。\n"), encoding="utf-8")


def test_the_count_stands_beside_the_rate() -> None:
    result = run("proof", "稿.md", "没有.md", "--format", "json", "--counting", "图书")
    counted, unread = (item["counting"] for item in json.loads(result.stdout)["files"])
    assert (counted["total"], counted["limit_per_10k"], counted["verdict"]) == ("0.2", "1", "fail")
    assert [(row["places"], row["counted"], row["article"]) for row in counted["rows"]] == [
        (2, "0.2", "三、2.（1）")
    ]
    assert unread is None


def test_without_it_nothing_is_added() -> None:
    result = run("proof", "稿.md", "--format", "json")
    assert "counting" not in json.loads(result.stdout)["files"][0]
