"""算账：精确的泊松界、比率的精确区间与已知的数相同；一处错算不算找到。"""

from __future__ import annotations

import pytest
from tools.quality.measure import (
    clopper_pearson,
    outcomes,
    poisson_interval,
    poisson_lower,
    poisson_upper,
    tallies,
)
from tools.quality.plant import Plant, planted
from tools.quality.proofed import Found, Proofed
from tools.quality.report import recall_lines, shortfalls


@pytest.mark.parametrize(
    ("count", "upper"), [(0, 2.9957), (1, 4.7439), (2, 6.2958), (5, 10.5130), (10, 16.9622), (50, 63.2871)]
)
def test_one_sided_poisson_upper_bounds(count: int, upper: float) -> None:
    assert poisson_upper(count) == pytest.approx(upper, abs=1e-3)


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [
        (0, 0.0, 3.6889),
        (1, 0.0253, 5.5716),
        (5, 1.6235, 11.6683),
        (10, 4.7954, 18.3904),
        (100, 81.36, 121.63),
    ],
)
def test_two_sided_poisson_intervals(count: int, low: float, high: float) -> None:
    assert poisson_interval(count) == pytest.approx((low, high), abs=5e-3)


def test_nothing_seen_has_no_lower_bound() -> None:
    assert poisson_lower(0) == 0.0


@pytest.mark.parametrize(
    ("count", "trials", "low", "high"),
    [
        (0, 10, 0.0, 0.3085),
        (10, 10, 0.6915, 1.0),
        (5, 10, 0.1871, 0.8129),
        (9, 10, 0.5550, 0.9975),
        (0, 0, 0.0, 1.0),
    ],
)
def test_clopper_pearson_intervals(count: int, trials: int, low: float, high: float) -> None:
    assert clopper_pearson(count, trials) == pytest.approx((low, high), abs=1e-4)


TEXT = "甲乙丙丁戊己庚辛壬癸" * 10
PLANT = Plant("BD", "例", 50, 51, "，，", "甲", also=((70, 72),))


def by(found: list[Found], clean: list[Found] | None = None, plant: Plant = PLANT) -> str:
    text = planted(TEXT, [plant])
    (outcome,) = outcomes(text, Proofed(tuple(clean or []), 100), Proofed(tuple(found), 101))
    return outcome.by


def finding(code: str, start: int | None, end: int | None, error: bool = True) -> Found:
    return Found(code, error, "说明", start, end)


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [(50, 52, True), (54, 55, True), (55, 56, False), (47, 48, True), (46, 47, False), (40, 60, True)],
)
def test_a_finding_within_two_characters_counts(start: int, end: int, found: bool) -> None:
    assert by([finding("WZ01", start, end)]) == ("WZ01" if found else "")


def test_the_other_half_counts_only_for_the_same_family() -> None:
    assert by([finding("BD01", 71, 72)]) == "BD01"
    assert by([finding("WZ01", 71, 72)]) == ""


def test_a_finding_without_a_place_counts_only_where_things_can_be_missing() -> None:
    missing = Plant("YS", "例", 50, 51, "", "甲", anywhere=True)
    assert by([finding("BD01", None, None)]) == ""
    assert by([finding("YS04", None, None)], plant=missing) == "YS04"
    assert by([finding("BD01", None, None)], plant=missing) == ""


def test_what_the_clean_text_already_had_does_not_count() -> None:
    clean = [finding("BD01", 52, 53), finding("YS04", None, None)]
    assert by([finding("BD01", 53, 54)], clean) == ""
    assert by([finding("BD02", 53, 54)], clean) == "BD02"


def test_an_error_is_preferred_to_advice() -> None:
    assert by([finding("BD09", 50, 52, error=False), finding("WZ01", 50, 52)]) == "WZ01"


def test_a_text_that_cannot_be_read_counts_as_found() -> None:
    (outcome,) = outcomes(planted(TEXT, [PLANT]), Proofed((), 100), Proofed((), 0, "缺标题"))
    assert (outcome.by, outcome.error) == ("读不成", True)


def test_figures_are_counted_by_family_and_what_falls_short_is_named() -> None:
    text = planted(TEXT, [PLANT])
    hit = outcomes(text, Proofed((), 100), Proofed((finding("BD01", 50, 52, error=False),), 101))
    missed = outcomes(text, Proofed((), 100), Proofed((), 101))
    tally = tallies([*hit, *missed])["BD", ""]
    assert (tally.planted, tally.error, tally.advice, tally.recall) == (2, 0, 1, 0.5)
    assert recall_lines([*hit, *missed], kinds=False)[1:] == [
        "BD　2　1　0　1　50.0%（1.3%～98.7%）　不足 90%"
    ]
    assert shortfalls([*hit, *missed], None, "dev") == ["dev：BD 找回 50.0%，要求 90%"]
    assert shortfalls(hit, None, "dev") == []
