"""样例定稿：版面输入、DOCX 和校对结果一个字不变。"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.golden.facts import EXPECTED, SAMPLES, facts

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_sample_is_unchanged(path: Path) -> None:
    expected = json.loads(EXPECTED.read_text(encoding="utf-8"))
    assert facts(path) == expected[path.name], "看过版面之后，用 python tests/golden/facts.py 重新定稿"


def test_every_sample_is_expected_and_nothing_else() -> None:
    expected = json.loads(EXPECTED.read_text(encoding="utf-8"))
    assert sorted(expected) == [path.name for path in SAMPLES]


def test_samples_prove_clean() -> None:
    expected = json.loads(EXPECTED.read_text(encoding="utf-8"))
    verdicts = {
        name: [(item["errors"], item["verdict"]) for item in each["proof"]] for name, each in expected.items()
    }
    assert all(set(each) == {(0, "pass")} for each in verdicts.values()), verdicts
