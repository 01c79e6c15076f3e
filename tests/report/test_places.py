"""行列的换算：码点、UTF-8 字节，各种换行；长行不慢。"""

from __future__ import annotations

import random
import time

import pytest
from tests.report.corpus import NOTICE_TEXT, split_lines

from gongwen.report.places import ByteColumns, Region, region_of
from gongwen.spans import SourceText, Span

TEXT = "一𠮷\r\nab〔2026〕\r丙\n𠮷𠮷é\r\n"


@pytest.mark.parametrize(
    ("part", "points", "octets"),
    [
        ("一", (1, 1, 1, 2), (1, 1, 1, 4)),
        ("𠮷\r", (1, 2, 1, 4), (1, 4, 1, 9)),
        ("〔2026〕", (2, 3, 2, 9), (2, 3, 2, 13)),
        ("丙", (3, 1, 3, 2), (3, 1, 3, 4)),
        ("〕\r丙", (2, 8, 3, 2), (2, 10, 3, 4)),
        ("é\r\n", (4, 3, 5, 1), (4, 9, 5, 1)),
    ],
)
def test_columns_are_code_points_or_bytes(part, points, octets):
    source = SourceText("例", TEXT)
    span = Span(TEXT.index(part), TEXT.index(part) + len(part))
    assert region_of(source, span) == Region(*points)
    assert ByteColumns(source).region(span) == Region(*octets)


def test_byte_columns_are_the_same_in_any_order():
    source = SourceText("例", NOTICE_TEXT)
    starts = [0]
    for line in split_lines(NOTICE_TEXT):
        starts.append(starts[-1] + len(line))
    offsets = [*range(len(NOTICE_TEXT) + 1)] * 3
    random.Random(1).shuffle(offsets)
    columns = ByteColumns(source)
    for offset in offsets:
        line, _ = source.position(offset)
        column = len(NOTICE_TEXT[starts[line - 1] : offset].encode()) + 1
        assert columns.region(Span(offset, offset)) == Region(line, column, line, column)


def test_ten_thousand_places_in_one_long_line_are_quick():
    source = SourceText("例", "𠮷," * 200_000)
    columns, began = ByteColumns(source), time.perf_counter()
    last = [columns.region(Span(at, at + 1)) for at in range(1, 400_000, 40)][-1]
    assert last == Region(1, 999_905, 1, 999_909 - 3)
    assert time.perf_counter() - began < 2
