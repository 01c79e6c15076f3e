"""样例定稿：版面输入、DOCX 和校对结果一个字不变；样例页与样例一致。"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from tests.golden.facts import CLEAN, EXPECTED, FIRST_DRAFTS, FORMATS, SAMPLES, facts, name_of
from tools.samples import FACE, PAGE, PICTURES, catalogue, samples_page

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

SMALL = 80_000


def expected() -> dict[str, Any]:
    return json.loads(EXPECTED.read_text(encoding="utf-8"))


def results(paths: list[Path]) -> dict[str, list[dict[str, Any]]]:
    return {name_of(path): expected()[name_of(path)]["proof"] for path in paths}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_sample_is_unchanged(path: Path) -> None:
    wanted = expected()[name_of(path)]
    assert facts(path) == wanted, "看过版面之后，用 python tests/golden/facts.py 重新定稿"


def test_every_sample_is_expected_and_nothing_else() -> None:
    assert sorted(expected()) == sorted(name_of(path) for path in SAMPLES)


def test_samples_prove_clean() -> None:
    verdicts = {
        name: [(item["errors"], item["advice"], item["verdict"]) for item in proof]
        for name, proof in results([*CLEAN, *FORMATS]).items()
    }
    assert all(set(each) == {(0, 0, "pass")} for each in verdicts.values()), verdicts


def test_samples_leave_nothing_to_fill_and_nothing_to_say() -> None:
    said = {name_of(path): expected()[name_of(path)] for path in [*CLEAN, *FORMATS]}
    left = {name: each["placeholders"] + each["notices"] for name, each in said.items()}
    assert {name: each for name, each in left.items() if each} == {}


def test_first_drafts_fail() -> None:
    verdicts = {name: {item["verdict"] for item in proof} for name, proof in results(FIRST_DRAFTS).items()}
    assert verdicts == {name_of(path): {"fail"} for path in FIRST_DRAFTS}


def test_samples_together_show_every_format_and_most_kinds() -> None:
    from gongwen.document.kinds import KINDS, Format
    from gongwen.sources.draft import read_draft

    documents = [read_draft(path) for path in CLEAN]
    assert {document.format for document in documents} == set(Format)
    shown = {document.kind.term for document in documents if document.kind}
    assert {kind.term for kind in KINDS} - shown == {"公报"}


def test_catalogue_lists_every_sample_once() -> None:
    assert sorted(sample.file for sample in catalogue()) == sorted(map(name_of, [*CLEAN, *FIRST_DRAFTS]))


def test_page_of_samples_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == samples_page(), "运行 make docs"


def test_page_shows_every_picture_and_no_picture_is_left_over() -> None:
    shown = re.findall(r"\]\(图/样例/(.+?)\)", PAGE.read_text(encoding="utf-8"))
    assert sorted(shown) == sorted(path.name for path in PICTURES.glob("*.png"))
    assert len(shown) == len(catalogue())


@pytest.mark.parametrize("sample", catalogue(), ids=lambda sample: sample.name)
def test_picture_is_small_and_shows_whole_faces(sample) -> None:
    with Image.open(sample.picture) as image:
        assert image.width % FACE == 0
    assert sample.picture.stat().st_size < SMALL
