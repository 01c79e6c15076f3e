"""术语、文种、要素的声明：一处写定，键、报错、术语表都由它生成。"""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields

import pytest

from gongwen.document.clauses import CLAUSES, Strength, cite
from gongwen.document.elements import Elements, Names, element_names, element_terms, term_of
from gongwen.document.kinds import KINDS, PAPERS, Direction, Format, kind_of, kind_spellings
from gongwen.document.terms import Shape, terms_of
from gongwen.spans import Span, Text

# 任务书写定的键和形状，一个不多、一个不少。
KEYS = {
    "文种": Shape.CHOICE,
    "格式": Shape.CHOICE,
    "份号": Shape.TEXT,
    "密级": Shape.TEXT,
    "保密期限": Shape.TEXT,
    "紧急程度": Shape.TEXT,
    "发文机关": Shape.NAMES,
    "发文机关标志": Shape.TEXT,
    "发文字号": Shape.TEXT,
    "签发人": Shape.NAMES,
    "标题": Shape.TEXT,
    "题注": Shape.TEXT,
    "主送机关": Shape.NAMES,
    "附件": Shape.ANNEXES,
    "被印发件": Shape.FILE,
    "公开属性": Shape.TEXT,
    "署名": Shape.NAMES,
    "成文日期": Shape.DATE,
    "附注": Shape.TEXT,
    "抄送机关": Shape.NAMES,
    "印发机关": Shape.TEXT,
    "印发日期": Shape.DATE,
    "用印": Shape.CHOICE,
    "签名章": Shape.STAMPS,
    "出席": Shape.NAMES,
    "请假": Shape.NAMES,
    "列席": Shape.NAMES,
    "路线": Shape.TEXT,
    "情形": Shape.NAMES,
    "会签": Shape.NAMES,
}


def test_every_field_of_elements_declares_its_term() -> None:
    assert [item.name for item in fields(Elements) if not item.metadata.get("term")] == []
    assert [term.name for term in terms_of(Elements)] == list(element_names())


def test_keys_are_unique_and_no_other_than_agreed() -> None:
    assert len({term.term for term in terms_of(Elements)}) == len(element_names())
    assert {key: term.shape for key, term in element_terms().items()} == KEYS


def test_every_clause_is_one_of_the_standard_or_named_in_full() -> None:
    unknown = {term.clause for term in terms_of(Elements)} - set(CLAUSES)
    assert unknown == {"条例第八条", "条例第九条", "条例第十九条", "办公室制度", "10"} - set(CLAUSES)


def test_required_keys_are_the_three_that_printing_needs() -> None:
    assert [key for key, term in element_terms().items() if term.required] == ["文种", "发文机关", "标题"]


def test_every_term_says_what_it_means() -> None:
    assert [term.term for term in terms_of(Elements) if not term.meaning or term.meaning[-1] == "。"] == []
    assert {type(term.strength) for term in terms_of(Elements)} == {Strength}


def test_a_field_is_found_by_its_english_name() -> None:
    assert (term_of("title").term, term_of("issue_number").clause) == ("标题", "7.2.5")


def test_a_clause_is_cited_in_full() -> None:
    assert cite("7.2.5") == "GB/T 9704—2012 7.2.5 发文字号"
    assert cite("条例第八条") == "条例第八条"


def test_elements_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Elements().title = Text("甲", Span(0, 1))  # type: ignore[misc]


def test_names_reach_from_the_first_to_the_last() -> None:
    listed = Names((Text("甲县", Span(4, 6)), Text("乙县", Span(9, 11))))
    assert (listed.values(), listed.span) == (("甲县", "乙县"), Span(4, 11))


def test_there_are_fifteen_kinds_with_their_direction_and_format() -> None:
    assert [(kind.term, kind.name, kind.direction, kind.default_format) for kind in KINDS] == [
        ("决议", "resolution", Direction.DOWN, Format.GENERAL),
        ("决定", "decision", Direction.DOWN, Format.GENERAL),
        ("命令", "order", Direction.DOWN, Format.ORDER),
        ("公报", "communique", Direction.PUBLIC, Format.GENERAL),
        ("公告", "proclamation", Direction.PUBLIC, Format.GENERAL),
        ("通告", "announcement", Direction.PUBLIC, Format.GENERAL),
        ("意见", "opinion", Direction.ANY, Format.GENERAL),
        ("通知", "notice", Direction.DOWN, Format.GENERAL),
        ("通报", "circular", Direction.DOWN, Format.GENERAL),
        ("报告", "report", Direction.UP, Format.GENERAL),
        ("请示", "request", Direction.UP, Format.GENERAL),
        ("批复", "reply", Direction.DOWN, Format.GENERAL),
        ("议案", "bill", Direction.LEVEL, Format.GENERAL),
        ("函", "letter", Direction.LEVEL, Format.GENERAL),
        ("纪要", "minutes", Direction.DOWN, Format.MINUTES),
    ]


def test_the_other_papers_of_an_office_have_a_format_and_are_mostly_unnumbered() -> None:
    assert [(kind.term, kind.name, kind.default_format, kind.numbered) for kind in PAPERS] == [
        ("便函", "note", Format.LETTER, False),
        ("简报", "bulletin", Format.BULLETIN, True),
        ("介绍信", "introduction", Format.PLAIN, False),
        ("证明", "certificate", Format.PLAIN, False),
        ("讲话", "speech", Format.PLAIN, False),
        ("总结", "summary", Format.PLAIN, False),
    ]
    assert [kind.term for kind in (*KINDS, *PAPERS) if not kind.statutory] == [kind.term for kind in PAPERS]


@pytest.mark.parametrize(
    ("written", "term"),
    [
        ("命令", "命令"),
        ("令", "命令"),
        ("命令(令)", "命令"),
        ("命令（令）", "命令"),
        (" 函 ", "函"),
        ("指令", None),
        ("", None),
    ],
)
def test_a_kind_is_known_by_every_way_it_is_written(written: str, term: str | None) -> None:
    found = kind_of(written)
    assert (found.term if found else None) == term


def test_no_spelling_belongs_to_two_kinds() -> None:
    assert len(set(kind_spellings())) == len(kind_spellings()) == 24


def test_an_order_may_end_its_title_either_way() -> None:
    assert {kind.term: kind.title_endings for kind in KINDS if kind.title_endings != (kind.term,)} == {
        "命令": ("命令", "令")
    }
