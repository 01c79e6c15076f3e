"""几个进程同时校对：结果与一份一份校对的完全相同，一份弄停了进程，其余照校。"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.helpers import draft

from gongwen.office.proof import check_file, proof
from gongwen.office.proof_options import ProofOptions, Settled
from gongwen.office.workers import checked_in_order
from gongwen.report.checked import CheckedFile


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    monkeypatch.chdir(tmp_path)
    for number in range(30):
        text = draft(body=f"第{number}件,有错。\n〔2026〕𠮷\n")
        Path(f"{number:02}.md").write_text(text if number % 7 else "\0", encoding="utf-8")
    return sorted(Path().glob("*.md"))


def test_two_processes_find_what_one_finds(files: list[Path]) -> None:
    one, two = (proof(files, options=ProofOptions(jobs=jobs)) for jobs in (1, 2))
    assert [item.path for item in two.files] == [path.name for path in files]
    assert two == one
    assert (one.errors, one.problems, one.exit_code) == (25, 5, 2)


def check_or_die(path: Path, settled: Settled) -> list[CheckedFile]:
    if path.name in ("03.md", "11.md"):
        os._exit(9)
    return check_file(path, settled)


def test_a_file_that_kills_its_process_does_not_take_the_others_with_it(files: list[Path]) -> None:
    found = dict(checked_in_order(check_or_die, files, Settled(), 2))
    stopped = "：校对的进程中途停了，多半是内存不够\n  → 把文件分成几件，或减少同时校对的份数"
    assert list(found) == files
    assert found[files[3]] == [CheckedFile("03.md", problem=f"03.md{stopped}")]
    assert found[files[11]] == [CheckedFile("11.md", problem=f"11.md{stopped}")]
    assert [path.name for path in files if found[path] != check_file(path, Settled())] == ["03.md", "11.md"]
