"""造错的办法：换的正好是那一处，换回来就是干净的文字，同样的种子同样的错。"""

from __future__ import annotations

import random
from collections import Counter
from itertools import pairwise

import pytest
from tools.quality.clean import CleanDocument, own_documents
from tools.quality.operators import FAMILIES, all_operators
from tools.quality.plant import APART, Operator, Plant, clear_of, planted
from tools.quality.planting import TOGETHER, plan
from tools.quality.sounds import Sounds

DOCUMENTS = own_documents()
SOUNDS = Sounds(document.text for document in DOCUMENTS)
OPERATORS = all_operators(SOUNDS)


def plants_of(operator: Operator) -> list[tuple[CleanDocument, Plant]]:
    found = [(document, operator.make(document, random.Random(1))) for document in DOCUMENTS]
    return [(document, plant) for document, plant in found if plant is not None]


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda operator: f"{operator.family} {operator.kind}")
def test_an_operator_changes_exactly_its_place(operator: Operator) -> None:
    for document, plant in plants_of(operator):
        text = planted(document.text, [plant])
        (place,) = text.places
        assert text.text[slice(*place)] == plant.wrong
        assert text.text[: place[0]] + plant.right + text.text[place[1] :] == document.text
        assert plant.wrong != plant.right
        assert (plant.family, plant.kind) == (operator.family, operator.kind)


def test_every_family_has_operators_and_no_kind_is_named_twice() -> None:
    names = Counter((operator.family, operator.kind) for operator in OPERATORS)
    assert {family for family, _ in names} == set(FAMILIES)
    assert [name for name, count in names.items() if count > 1] == []


def test_the_same_seed_plants_the_same_errors() -> None:
    first, second = plan(DOCUMENTS, OPERATORS, 4), plan(DOCUMENTS, OPERATORS, 4)
    assert [job.planted for job in first] == [job.planted for job in second]
    assert first


def test_errors_in_one_text_lie_apart() -> None:
    for job in plan(DOCUMENTS, OPERATORS, 4):
        plants = job.planted.plants
        assert len(plants) <= TOGETHER
        gaps = [later.start - earlier.end for earlier, later in pairwise(plants)]
        assert all(gap >= APART for gap in gaps)
        assert not any(plant.anywhere for plant in plants) or len(plants) == 1


def test_a_kind_is_planted_no_oftener_than_allowed() -> None:
    counts = Counter((p.family, p.kind) for job in plan(DOCUMENTS, OPERATORS, 2) for p in job.planted.plants)
    assert max(counts.values()) <= 6


def plant_at(start: int, end: int, wrong: str, text: str) -> Plant:
    return Plant("BD", "例", start, end, wrong, text[start:end])


def test_offsets_map_both_ways_across_plants() -> None:
    text = "甲乙丙丁戊己庚辛"
    both = planted(text, [plant_at(1, 2, "", text), plant_at(5, 5, "××", text)])
    assert both.text == "甲丙丁戊××己庚辛"
    assert [both.in_clean(at) for at in (0, 1, 3, 4, 5, 6, 7)] == [0, 2, 4, 5, 5, 5, 6]
    assert [both.in_planted(at) for at in (0, 2, 5, 7)] == [0, 1, 6, 8]


def test_plants_that_overlap_are_refused() -> None:
    text = "甲乙丙丁"
    with pytest.raises(ValueError, match="放不进去"):
        planted(text, [plant_at(0, 2, "子", text), plant_at(1, 3, "丑", text)])


def test_a_plant_found_anywhere_has_a_text_of_its_own() -> None:
    text = "甲" * 200
    here, there = plant_at(0, 1, "乙", text), plant_at(150, 151, "乙", text)
    alone = Plant("YS", "例", 150, 151, "乙", "甲", anywhere=True)
    assert clear_of(there, [here])
    assert not clear_of(alone, [here])
    assert clear_of(alone, [])
