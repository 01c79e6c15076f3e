"""规则共用的小东西：Lazy、exempt、amounts。"""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from gongwen.proofing.amounts import amount, counted, rounding
from gongwen.proofing.exempt import cited, inside, quoted
from gongwen.proofing.lazy import Lazy


def test_lazy_answers_as_the_pattern_does() -> None:
    lazy, plain = Lazy(r"(\d+)年"), re.compile(r"(\d+)年")
    text = "2025年至2026年"
    assert "compiled" not in vars(lazy)
    assert [found.span() for found in lazy.finditer(text)] == [found.span() for found in plain.finditer(text)]
    assert [found.span() for found in lazy.finditer(text, 1, 8)] == [(1, 5)]
    assert (lazy.search(text) or [""])[0] == "2025年"
    assert (lazy.match(text, 1) or [""])[0] == "025年"
    assert lazy.match(text, 5) is None
    assert (lazy.fullmatch(text, 6, 11) or [""])[0] == "2026年"
    assert lazy.fullmatch(text) is None
    assert lazy.findall(text) == ["2025", "2026"]
    assert lazy.sub("某年", text) == "某年至某年"
    assert Lazy("至").split(text) == ["2025年", "2026年"]


@pytest.mark.parametrize(
    ("value", "ranges"),
    [
        ("说“四个意识”和“两个维护”", ((2, 6), (9, 13))),
        ("“外‘内’外”", ((1, 6),)),
        ("“外“套”外”", ((1, 6),)),
        ("没有配上“的", ()),
        ("没有", ()),
        ("「甲」", ((1, 2),)),
    ],
)
def test_quoted_text_is_the_outer_quotation(value: str, ranges: tuple[tuple[int, int], ...]) -> None:
    assert quoted(value) == ranges


def test_cited_titles_and_what_is_inside() -> None:
    ranges = cited("依《甲〈乙〉丙》和《丁》办")
    assert ranges == ((2, 7), (10, 11))
    assert [inside(ranges, at) for at in (1, 2, 6, 7, 9, 10, 11)] == [
        False, True, True, False, False, True, False,
    ]  # fmt: skip
    assert not inside((), 3)


@pytest.mark.parametrize(
    ("written", "scale", "value"),
    [
        ("1,234.5", "万", Decimal(12345000)),
        ("3", "亿", Decimal(300000000)),
        ("12", "", Decimal(12)),
        ("1.2.3", "", None),
        ("5", "斤", None),
    ],
)
def test_amounts(written: str, scale: str, value: Decimal | None) -> None:
    assert amount(written, scale) == value


def test_counted_and_rounding() -> None:
    assert [counted(each) for each in ("12", "十二", "两", "甲")] == [12, 12, 2, None]
    assert [rounding("1.5", "万"), rounding("20"), rounding("3.25")] == [
        Decimal(500), Decimal("0.5"), Decimal("0.005"),
    ]  # fmt: skip
