"""校对结果的 JSON 与终端文字。"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gongwen.findings import Level
from gongwen.proofing.engine import proof_document
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules import RULES
from gongwen.report.checked import CheckedFile
from gongwen.report.human import marked_line, printable, proof_text
from gongwen.report.proof_json import FORMAT, proof_json
from gongwen.sources.draft import parse_draft
from gongwen.spans import SourceText, Span

FIXTURES = Path(__file__).parent / "fixtures"
DRAFT = """---
文种: 请示
标题: 关于增加编制的请示。
发文机关: 澜州市教育局
发文字号: 临教[2026]12号
---
现有人员不足，请增加编制,并予支持。
在编人员情况见附件1，拟于2026年2月30日到岗。
物联网(IoT)岗位优先。
"""


# 定稿的结果只用这几条规则：加一条规则，不必改定稿
FIXED = tuple(
    rule
    for rule in RULES
    if rule.code in {"BD01", "BD02", "BT01", "BT02", "SZ01", "YS01", "YS03", "YZ01", "YZ02"}
)


def checked(text, rules=RULES, name="草稿.md"):
    (result,) = proof_document(parse_draft(SourceText(name, text), None), rules)
    return CheckedFile(name, result)


def test_json_of_this_version_matches_its_fixture():
    files = [checked(DRAFT, FIXED), CheckedFile("缺.md", problem="找不到这个文件")]
    fixture = FIXTURES / f"proof-format-{FORMAT}.json"
    assert proof_json(files, "0.1.0") == fixture.read_text(encoding="utf-8")


def test_json_is_the_same_twice_and_ends_with_a_newline():
    first, second = (proof_json([checked(DRAFT)], "1") for _ in range(2))
    assert first == second
    assert first.endswith("}\n")


def test_json_has_null_places_for_missing_things_and_empty_text_for_insertions():
    text = DRAFT.replace("请示。", "")
    found = {
        item["code"]: item for item in json.loads(proof_json([checked(text)], "1"))["files"][0]["findings"]
    }
    missing, insertion = found["YS03"], found["BT01"]
    assert [missing[key] for key in ("start", "end", "line", "column", "text", "suggestion")] == [None] * 6
    assert (insertion["start"], insertion["text"], insertion["suggestion"]) == (insertion["end"], "", "请示")


def test_text_shows_place_line_and_fix():
    assert proof_text([checked(DRAFT, FIXED)], 17) == (FIXTURES / "proof.txt").read_text(encoding="utf-8")


def test_an_unreadable_file_is_named_and_never_passes():
    text = proof_text([CheckedFile("缺.md", problem="找不到这个文件")], 12)
    assert text == (
        "缺.md：没有校对。找不到这个文件\n\n"
        "校对 0 件，1 件读不了，运行 12 条规则，差错 0 处，提示 0 处；差错率万分之 0.00；裁定：不通过\n"
    )


def test_no_files_do_not_pass():
    assert proof_text([], 12).endswith("裁定：不通过\n")


@pytest.mark.parametrize(("count", "shown"), [(20, 20), (21, 10)])
def test_more_than_twenty_of_one_rule_are_folded_after_ten(count, shown):
    text = proof_text([checked("各县,\n" * count)], 1)
    assert text.count("BD01 差错") == shown
    assert (f"BD01 还有 {count - 10} 处没有列出，全部见 JSON 或 HTML 的结果" in text) == (count > 20)


def test_control_characters_never_reach_the_terminal():
    hit = Hit(Span(0, 3), "坏\x1b[31m字", "\u202e改")
    rule = Rule("XX01", "例", Level.ERROR, "例", lambda _: [hit])
    text = proof_text([checked("甲\x1b[2J乙\u202e丙\x07\n", [rule], "坏\x1b名.md")], 1)
    assert set(text) & {"\x1b", "\x07", "\u202e"} == set()
    assert "    甲<U+001B>[2J乙<U+202E>丙<U+0007>\n    ^^^^^^^^^^^\n" in text
    assert "坏<U+001B>名.md:1:1  XX01 差错 坏<U+001B>[31m字" in text
    assert "改为：<U+202E>改" in text


@pytest.mark.parametrize(
    ("text", "span", "shown"),
    [
        ("各县,各部门", Span(2, 3), "各县【,】各部门"),
        ("  \t各县,各部门\r\n", Span(5, 6), "各县【,】各部门"),
        ("甲\t乙", Span(2, 3), "甲 【乙】"),
        ("甲乙", Span(2, 2), "甲乙【】"),
        ("甲" * 30 + "," + "乙" * 30, Span(30, 31), "……" + "甲" * 18 + "【,】" + "乙" * 18 + "……"),
        ("a" * 50 + "," + "b" * 20, Span(50, 51), "……" + "a" * 36 + "【,】" + "b" * 20),
        ("甲乙\n丙丁", Span(1, 4), "甲【乙】"),
        ("甲" * 50, Span(0, 50), "【" + "甲" * 30 + "……】"),
        ("……甲", Span(2, 3), "……【甲】"),
    ],
)
def test_the_place_is_marked_in_its_line(text, span, shown):
    assert marked_line(SourceText("例", text), span) == shown


def test_a_very_long_line_is_shown_briefly():
    line = marked_line(SourceText("例", "甲" * 100_000 + "," + "乙" * 100_000), Span(100_000, 100_001))
    assert line == "……" + "甲" * 18 + "【,】" + "乙" * 18 + "……"


def test_printable_keeps_han_and_names_the_rest():
    assert printable("汉字 A\t1") == "汉字 A 1"
    assert printable("\u2028\ud800") == "<U+2028><U+D800>"


def test_a_file_has_either_a_result_or_a_problem():
    with pytest.raises(ValueError, match="恰有一个"):
        CheckedFile("甲")
