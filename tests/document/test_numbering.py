"""结构层次序数与日期的读法。"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen.document.dates import CalendarDate, parse_date
from gongwen.document.numbering import Number, han_number, parse_number

_HAN = "零一二三四五六七八九"


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("一、总体要求", Number(1, 1, 2, "一")),
        ("二十三、附则", Number(1, 23, 4, "二十三")),
        ("（一）压实责任", Number(2, 1, 3, "一")),
        ("(十二)压实责任", Number(2, 12, 4, "十二")),
        ("1.水库堤防", Number(3, 1, 2, "1")),
        ("1．水库堤防", Number(3, 1, 2, "1")),
        ("12、水库堤防", Number(3, 12, 3, "12")),
        ("1.2025年底前完成", Number(3, 1, 2, "1")),
        ("（1）深基坑", Number(4, 1, 3, "1")),
        ("(10)深基坑", Number(4, 10, 4, "10")),
        ("第一章　总则", Number(0, 1, 3, "一", "章")),
        ("第二章", Number(0, 2, 3, "二", "章")),
        ("第3节 职责", Number(0, 3, 3, "3", "节")),
        ("第十二条　本制度自印发之日起施行。", Number(5, 12, 4, "十二", "条")),
    ],
)
def test_a_number_at_the_start_of_a_line_is_read(line: str, number: Number) -> None:
    assert parse_number(line) == number


@pytest.mark.parametrize(
    "line",
    [
        "1.5万元资金已经到位",
        "2026年5月8日",
        "第一章节的内容",
        "第三条规定的情形",
        "一是加强领导",
        "（以下简称《办法》）",
        "总则",
        "",
        "1234.过长",
        " 一、前有空格",
    ],
)
def test_what_only_looks_like_a_number_is_not_one(line: str) -> None:
    assert parse_number(line) is None


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("十", 10),
        ("二十", 20),
        ("二十三", 23),
        ("一百零五", 105),
        ("一千零一", 1001),
        ("〇", 0),
        ("两百", 200),
        ("甲", None),
    ],
)
def test_han_numbers_have_their_value(written: str, value: int | None) -> None:
    assert han_number(written) == value


@settings(deadline=None)
@given(st.integers(min_value=1, max_value=99))
def test_han_numbers_up_to_ninety_nine_read_back(value: int) -> None:
    tens, ones = divmod(value, 10)
    written = (("" if tens == 1 else _HAN[tens]) + "十" if tens else "") + (_HAN[ones] if ones else "")
    assert han_number(written) == value


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2026年3月12日", (2026, 3, 12)),
        ("2026-03-12", (2026, 3, 12)),
        ("2026/3/12", (2026, 3, 12)),
        ("2026.3.12", (2026, 3, 12)),
        (" 2026 年 3 月 12 日 ", (2026, 3, 12)),
        ("2026年02月30日", (2026, 2, 30)),
        ("26年3月12日", None),
        ("2026年3月", None),
        ("二〇二六年三月十二日", None),
        ("2026年3月12日印发", None),
        ("", None),
        ("-5", None),
        ("NaN", None),
    ],
)
def test_dates_are_read_as_they_are_written(written: str, date: tuple[int, int, int] | None) -> None:
    found = parse_date(written)
    assert (found.ordinal() if found else None) == date


@pytest.mark.parametrize(
    ("date", "exists"),
    [
        ((2026, 2, 28), True),
        ((2026, 2, 29), False),
        ((2028, 2, 29), True),
        ((2026, 2, 30), False),
        ((2026, 13, 1), False),
        ((2026, 4, 31), False),
        ((0, 1, 1), False),
        ((2026, 0, 0), False),
    ],
)
def test_a_date_that_the_calendar_lacks_is_known_to_be_missing(
    date: tuple[int, int, int], exists: bool
) -> None:
    assert CalendarDate(*date).exists is exists


def test_a_date_prints_without_padding() -> None:
    assert str(CalendarDate(2026, 3, 5)) == "2026年3月5日"
