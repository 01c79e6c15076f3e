"""原文的位置：行列、行的区间、片段的偏移。"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen.spans import SourceText, Span, Text


@pytest.mark.parametrize(
    ("text", "positions"),
    [
        ("甲\n乙", [(1, 1), (1, 2), (2, 1), (2, 2)]),
        ("甲\r\n乙", [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2)]),
        ("甲\r乙", [(1, 1), (1, 2), (2, 1), (2, 2)]),
        ("\n\n甲", [(1, 1), (2, 1), (3, 1), (3, 2)]),
        ("𠮷甲\n𠮷", [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2)]),
        ("甲\u2028乙\x85丙\x0b丁", [(1, n) for n in range(1, 9)]),
        ("", [(1, 1)]),
    ],
    ids=["lf", "crlf", "cr", "blank-lines", "astral", "other-separators", "empty"],
)
def test_every_offset_has_its_line_and_column(text: str, positions: list[tuple[int, int]]) -> None:
    source = SourceText("稿.md", text)
    assert [source.position(offset) for offset in range(len(text) + 1)] == positions


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("甲\n乙\r\n\r丙\n", ["甲", "乙", "", "丙", ""]),
        ("", [""]),
        ("\r\r\n\n", ["", "", "", ""]),
        ("一行", ["一行"]),
    ],
)
def test_line_spans_leave_the_line_break_out(text: str, lines: list[str]) -> None:
    source = SourceText("稿.md", text)
    found = [source.slice(source.line_span(number)) for number in range(1, source.line_count + 1)]
    assert found == lines


@settings(deadline=None)
@given(st.text(alphabet="甲𠮷\r\n ", max_size=30))
def test_position_and_line_span_agree(text: str) -> None:
    source = SourceText("稿.md", text)
    for offset in range(len(text) + 1):
        line, column = source.position(offset)
        span = source.line_span(line)
        assert span.start + column - 1 == offset
        assert offset <= span.end + 2


@pytest.mark.parametrize(("start", "end"), [(-1, 0), (3, 2)])
def test_a_backward_span_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="区间无效"):
        Span(start, end)


def test_spans_sort_by_place() -> None:
    assert sorted([Span(3, 4), Span(0, 9), Span(0, 2)]) == [Span(0, 2), Span(0, 9), Span(3, 4)]


def test_a_plain_text_counts_from_its_start() -> None:
    text = Text("防汛工作", Span(10, 14))
    assert [text.at(0, 4), text.at(1, 3), text.at(2, 2), text.at(4, 4)] == [
        Span(10, 14),
        Span(11, 13),
        Span(12, 12),
        Span(14, 14),
    ]


def test_a_text_with_offsets_follows_them() -> None:
    text = Text("防汛工作", Span(10, 20), (11, 12, 16, 17))
    assert [text.at(0, 4), text.at(1, 3), text.at(2, 2), text.at(4, 4)] == [
        Span(11, 18),
        Span(12, 17),
        Span(16, 16),
        Span(20, 20),
    ]


def test_an_empty_text_with_offsets_is_its_whole_span() -> None:
    assert Text("", Span(5, 7), ()).at(0, 0) == Span(5, 7)


def test_a_part_keeps_its_place() -> None:
    text = Text("　防汛工作 ", Span(10, 20), (10, 11, 12, 16, 17, 18))
    assert text.strip() == Text("防汛工作", Span(11, 18), (11, 12, 16, 17))
    assert text.strip().part(1, 3) == Text("汛工", Span(12, 17), (12, 16))
    assert Text("　 防汛 ", Span(3, 8)).strip() == Text("防汛", Span(5, 7))
    assert Text("　 ", Span(3, 5)).strip() == Text("", Span(5, 5))
