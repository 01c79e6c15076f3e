"""指纹：认得出“还是那一处”，长的一处也不慢。"""

from __future__ import annotations

import time

import pytest

from gongwen.findings import Finding, Level, Zone
from gongwen.proofing.fingerprint import sentence_at, with_fingerprints
from gongwen.spans import SourceText, Span


def finding(start: int, end: int, code: str = "BD01") -> Finding:
    return Finding(code, "名", Level.ERROR, Zone.BODY, "话", Span(start, end), None, "据")


def prints(text: str, *spans: tuple[int, int]) -> list[str]:
    found = with_fingerprints(SourceText("稿", text), [finding(*span) for span in spans])
    return [item.fingerprint for item in found]


def test_lines_put_before_and_spacing_do_not_change_it():
    text = "前一句。请于 5月,报送。\n"
    at = text.index(",")
    first = prints(text, (at, at + 1))
    moved = "新的一段。\n\n" + text.replace(" ", "").replace("前一句", "改了的前一句")
    at = moved.index(",")
    assert prints(moved, (at, at + 1)) == first


def test_the_sentence_the_place_the_rule_and_the_count_all_matter():
    text = "甲,乙,丙。\n甲,乙,丙。\n丁,戊。\n"
    spans = [(at, at + 1) for at, char in enumerate(text) if char == ","]
    found = prints(text, *spans)
    other = with_fingerprints(SourceText("稿", text), [finding(*spans[0], code="BD02")])
    assert len({*found, other[0].fingerprint}) == 6


def test_a_missing_thing_is_known_by_what_is_said():
    lone = Finding("YS04", "名", Level.ERROR, Zone.OTHER, "缺“标题”", None, None, "据")
    first, second = with_fingerprints(SourceText("稿", "甲"), [lone, lone])
    (again,) = with_fingerprints(SourceText("别的", "乙\n丙"), [lone])
    assert (first.fingerprint == again.fingerprint, first.fingerprint == second.fingerprint) == (True, False)


@pytest.mark.parametrize(
    ("text", "span", "sentence"),
    [
        ("甲。乙丙。丁。", (2, 3), "乙丙。"),
        ("甲！乙？丙；丁", (6, 7), "丁"),
        ("一行\r\n二行\r\n", (4, 5), "二行\r"),
        ("句" * 1000, (500, 501), "句" * 402),
        ("。", (0, 1), "。"),
        ("", (0, 0), ""),
    ],
)
def test_the_sentence_around_a_place(text, span, sentence):
    assert sentence_at(SourceText("稿", text), Span(*span)) == sentence


def test_long_places_take_no_longer_than_short_ones():
    text = "中" * 200_000
    source = SourceText("稿", text)
    spent = []
    for length in (1, 100_000):
        places = [finding(at, at + length) for at in range(2000)]
        begin = time.process_time()
        with_fingerprints(source, places)
        spent.append(time.process_time() - begin)
    assert spent[1] < 20 * spent[0]
