"""给人看的终端文字：整份定稿，指得准，颜色、表格、空行各在该在的地方。"""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report import corpus

from gongwen.findings import Disposition, Ruling
from gongwen.report.checked import CheckedFile
from gongwen.report.human import human_report, proof_text, summary_text
from gongwen.report.pointed import columns, pointed_line
from gongwen.spans import SourceText, Span


def test_the_whole_output_is_as_recorded():
    assert corpus.output("human") == (corpus.EXPECTED / "human.txt").read_text(encoding="utf-8")


def test_each_file_is_written_as_it_comes():
    seen = []

    def one_after_another():
        for item in corpus.files():
            seen.append(item.path)
            yield item

    pieces = human_report(one_after_another(), corpus.FACTS)
    first = next(pieces)
    assert (first.splitlines()[0].partition("  ")[0], seen) == (corpus.NOTICE, [corpus.NOTICE])


@pytest.mark.parametrize(
    ("text", "span", "shown", "marks"),
    [
        ("各县,各部门", Span(2, 3), "各县,各部门", "    ^"),
        ("各县，各部门", Span(2, 3), "各县，各部门", "    ^^"),
        ("ab(c)d", Span(2, 5), "ab(c)d", "  ^^^"),
        ("𠮷县,", Span(2, 3), "𠮷县,", "    ^"),
        ("〔2026〕3号", Span(6, 8), "〔2026〕3号", "        ^^^"),
        ("甲\t乙", Span(2, 3), "甲 乙", "   ^^"),
        ("é̈x", Span(2, 3), "é̈x", " ^"),
        ("甲\u202e乙", Span(2, 3), "甲<U+202E>乙", "          ^^"),
        ("👍🏽好", Span(2, 3), "👍🏽好", "    ^^"),
        ("甲乙", Span(1, 1), "甲乙", "  ^"),
        ("甲乙", Span(2, 2), "甲乙", "    ^"),
        ("甲乙\r\n丙丁", Span(1, 5), "甲乙", "  ^^"),
        ("甲乙\r\n丙丁", Span(2, 4), "甲乙", "    ^"),
        ("", Span(0, 0), "", "^"),
        ("甲" * 30 + "," + "乙" * 30, Span(30, 31), f"...{'甲' * 18},{'乙' * 18}...", " " * 39 + "^"),
        ("甲" * 50, Span(0, 50), "甲" * 30 + "...", "^" * 63),
        ("甲" * 9 + "e" + "\u0301" * 300 + ",", Span(310, 311), f"...{'甲' * 0},", "   ^"),
    ],
)
def test_the_marks_stand_under_the_place(text, span, shown, marks):
    line = pointed_line(SourceText("例", text), span)
    assert (line.text, line.marks()) == (shown, marks)


@given(st.text(max_size=80), st.integers(0, 80), st.integers(0, 20))
def test_the_marks_begin_where_the_place_begins(text, start, length):
    span = Span(min(start, len(text)), min(start + length, len(text)))
    line = pointed_line(SourceText("例", text), span)
    assert len(line.marks()) - len(line.marks().lstrip()) == columns(line.before)
    assert not [char for char in line.text if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")]


def test_a_very_long_line_is_cut_without_being_walked():
    source = SourceText("例", "甲" * 100_000 + "," + "乙" * 100_000)
    assert pointed_line(source, Span(100_000, 100_001)).text == f"...{'甲' * 18},{'乙' * 18}..."


def test_colour_is_only_escape_codes_around_the_same_text():
    plain = "".join(human_report(corpus.files(), corpus.FACTS))
    painted = "".join(human_report(corpus.files(), corpus.FACTS, colour=True))
    for code in ("\x1b[1;31m", "\x1b[1;33m", "\x1b[1;32m", "\x1b[1m", "\x1b[0m"):
        assert code in painted
        assert code not in plain
        painted = painted.replace(code, "")
    assert painted == plain


def test_clean_files_stand_close_together_and_few_files_have_no_table():
    clean = corpus.files()[5]
    line = "./草稿/好.txt：7 字，差错 0 处，提示 0 处；差错率万分之 0.00；裁定：通过\n"
    summary = "校对 2 件，运行 4 条规则，差错 0 处，提示 0 处；合计差错率万分之 0.00；裁定：通过\n"
    assert "".join(human_report([clean, clean], corpus.FACTS)) == f"{line}{line}\n{summary}"


def test_many_clean_files_need_no_table():
    text = proof_text([corpus.files()[5]] * 5, 4)
    assert text.count("\n") == 7


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        ((None, None), "原始差错率万分之 10.00，没有核定；裁定"),
        (
            (Disposition.CONFIRMED, None),
            "原始差错率万分之 10.00，核定差错率万分之 5.00，还有 1 处没有核定；按原始差错率裁定",
        ),
        (
            (Disposition.CONFIRMED, Disposition.DISMISSED),
            "原始差错率万分之 10.00，核定差错率万分之 5.00；按核定差错率裁定",
        ),
        (
            (Disposition.DISMISSED, Disposition.DISMISSED),
            "原始差错率万分之 10.00，核定差错率万分之 0.00；按核定差错率裁定",
        ),
        ((Disposition.WAIVED, None), "原始差错率万分之 5.00，没有核定；裁定"),
        ((Disposition.BASELINED, Disposition.BASELINED), "差错率万分之 0.00；裁定"),
    ],
)
def test_both_rates_are_told_and_which_one_the_verdict_used(kinds, said):
    text = "各县,各部门,各单位"
    found = [
        corpus.finding(
            "ZA01", "半角", Span(at, at + 1), "，", ruling=Ruling(kind, "是", "周启明") if kind else None
        )
        for at, kind in zip((2, 6), kinds, strict=True)
    ]
    item = corpus.checked("稿.md", SourceText("稿.md", text), found)
    assert item.result
    item = CheckedFile("稿.md", replace(item.result, characters=2000))
    (line,) = [row for row in proof_text([item], 4).splitlines() if row.startswith("稿.md：")]
    assert line.partition("处；")[2].partition("：")[0] == said


def test_the_summary_counts_what_the_verdict_counts():
    text = "各县,各部门"
    dismissed = Ruling(Disposition.DISMISSED, "是", "周启明")
    found = [corpus.finding("ZA01", "半角", Span(2, 3), "，", ruling=dismissed)]
    item = corpus.checked("稿.md", SourceText("稿.md", text), found)
    assert summary_text([item], 4) == (
        "校对 1 件，运行 4 条规则，差错 0 处，提示 0 处（另有驳回 1 处）；差错率万分之 0.00；裁定：通过"
    )


if __name__ == "__main__":
    (corpus.EXPECTED / "human.txt").write_text(corpus.output("human"), encoding="utf-8")
