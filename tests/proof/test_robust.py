"""任何文字都不出错；位置都在原文之内；工作量随长度线性增长。"""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen.document.body import Paragraph
from gongwen.document.elements import AnnexEntry, Elements, Names
from gongwen.document.kinds import KINDS, Format
from gongwen.document.model import Document
from gongwen.proofing.engine import proof_document
from gongwen.proofing.rules import RULES
from gongwen.proofing.sequence import breaks, to_han
from gongwen.sources.lines import parse_line
from gongwen.spans import SourceText, Span, Text

ALPHABET = (
    "各县一二三（）()“”‘’\"'《》〔〕[],，;；:：.。!?1０Ａa 　的了在工作进一步年月日附件第章条-\n\t\x1b○〇号"
)
TEXTS = st.text(alphabet=ALPHABET, max_size=80) | st.text(max_size=40)


def plain(text):
    source = SourceText("例", text)
    body, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            body.append(parse_line(Text(line, Span(at, at + len(line))).strip()))
        at += len(line) + 1
    return Document(source, None, None, Format.GENERAL, tuple(body))


def draft(value, kind):
    text = Text(value, Span(0, len(value)))
    elements = Elements(
        kind=text,
        title=text,
        issue_number=text,
        dated=text,
        distributed_on=text,
        approvers=Names((text,)),
        annexes=(AnnexEntry(text), AnnexEntry(text)),
        remark=text,
    )
    return Document(SourceText("例", value), elements, kind, Format.GENERAL, (Paragraph(text),))


def check_places(document):
    for result in proof_document(document, RULES):
        for finding in result.findings:
            assert finding.span is None or finding.span.end <= len(result.source.text)
            assert finding.suggestion is None or finding.span is not None
            assert finding.span is None or finding.suggestion != result.source.slice(finding.span)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_any_text_is_proofed_with_places_inside_it(text):
    check_places(plain(text))


@given(TEXTS.filter(bool), st.sampled_from(KINDS))
@settings(max_examples=300, deadline=None)
def test_any_elements_are_proofed_with_places_inside_them(text, kind):
    check_places(draft(text, kind))


@given(st.text(alphabet="各县12,;:.()\"'!?（），a %", max_size=40))
@settings(max_examples=500, deadline=None)
def test_fixing_half_width_marks_once_leaves_none_to_fix(text):
    rules = [RULES[0]]
    findings = [item for result in proof_document(plain(text), rules) for item in result.findings]
    fixed = text
    for item in reversed([item for item in findings if item.suggestion is not None]):
        fixed = fixed[: item.span.start] + item.suggestion + fixed[item.span.end :]
    again = [item for result in proof_document(plain(fixed), rules) for item in result.findings]
    assert [item for item in again if item.suggestion is not None] == []


def steps(document):
    count = 0

    def trace(_frame, _event, _argument):
        nonlocal count
        count += 1

    sys.setprofile(trace)
    try:
        proof_document(document, RULES)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "unit",
    [
        "(",
        ")",
        "(各)",
        "“",
        "”",
        "‘“",
        "各,",
        ".",
        "各.",
        '"',
        "的",
        "一、甲\n",
        "二、甲\n一、乙\n",
        "（一）甲\n一、乙\n",
        "“甲\n",
        "1）",
        "附件9",
        "2月30日",
        "〔",
        "a@",
        "www.",
    ],
)
def test_work_grows_in_proportion_to_length(unit):
    small, large = steps(plain(unit * 500)), steps(plain(unit * 2000))
    assert large < 4.4 * small + 400


@pytest.mark.parametrize("unit", ["(", "((各", "“‘", "各" * 7 + "县", "a.", "1,", "０．", "一"])
def test_two_hundred_thousand_odd_characters_are_finished(unit):
    (result,) = proof_document(plain(unit * (200_000 // len(unit))), RULES)
    assert result.characters >= 199_990


@given(st.integers(1, 9999))
def test_han_numbers_read_back(value):
    from gongwen.document.numbering import han_number

    assert han_number(to_han(value)) == value


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1, 2, 3], []),
        ([1, 2, 4, 5], [(2, 3, False)]),
        ([1, 3, 3, 4], [(1, 2, True)]),
        ([1, 2, 2], [(2, 3, True)]),
        ([1, 2, 2, 3], [(2, 3, False)]),
        ([1, 2, 9, 4, 5], [(2, 3, True)]),
        ([2, 3], [(0, 1, False)]),
        ([], []),
    ],
)
def test_a_break_is_reported_once_and_then_realigned(values, expected):
    assert [(item.at, item.expected, item.fixable) for item in breaks(values)] == expected


def test_numbers_explained_elsewhere_are_no_break():
    assert list(breaks([1, 4, 5], explained=lambda index, expected: (index, expected) == (1, 2))) == []
