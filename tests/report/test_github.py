"""GitHub 的工作流命令：照运行器的读法读回来，一行一处，文字造不出新的命令。"""

from __future__ import annotations

import re

import pytest
from tests.report import corpus

from gongwen.report.github import command
from gongwen.spans import SourceText, Span


def parse(line):
    """运行器的读法：名字、各属性、文字。"""
    found = re.fullmatch(r"::(\w+) (.*?)::(.*)", line)
    assert found, line
    properties = dict(pair.split("=", 1) for pair in found[2].split(","))
    return found[1], {key: unescape(value) for key, value in properties.items()}, unescape(found[3])


def unescape(text):
    for code, char in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, char)
    return text


def annotations(files=None):
    return [parse(line) for line in corpus.output("github", files).splitlines()]


def test_every_line_is_a_command_of_ours():
    found = annotations()
    assert [name for name, _, _ in found] == [
        *["error"] * 4, *["warning"] * 3, *["error"] * 3, "warning", "error", "error", "notice",
    ]  # fmt: skip
    assert {key for _, properties, _ in found for key in properties} == {
        "file", "line", "endLine", "col", "endColumn", "title",
    }  # fmt: skip


def test_files_lines_and_columns_are_those_of_the_source():
    lines = corpus.split_lines(corpus.NOTICE_TEXT)
    cut = [
        lines[int(where["line"]) - 1][int(where["col"]) - 1 : int(where["endColumn"]) - 1]
        for _, where, _ in annotations()
        if where.get("file") == corpus.NOTICE and "col" in where
    ]
    assert cut == ["。", ",", ":", "1百", ""]


def test_a_place_over_two_lines_has_no_columns_and_a_word_file_no_line():
    over, *_ = [where for _, where, words in annotations() if "两行；" in words]
    word, *_ = [(where, words) for _, where, words in annotations() if where.get("file") == corpus.REPORT]
    assert over == {"file": corpus.NOTICE, "line": "6", "endLine": "7", "title": "ZA04 数字的写法"}
    assert word == (
        {"file": corpus.REPORT, "title": "ZA01 汉字旁用了半角标点"},
        "第2段第3字：半角逗号“,”应为全角；改为“，”",
    )


@pytest.mark.parametrize(
    ("text", "message", "value"),
    [
        ("100%", "100%25", "100%25"),
        ("%0A", "%250A", "%250A"),
        ("a:b,c", "a:b,c", "a%3Ab%2Cc"),
        ("一\r\n::error::二", "一<U+000D><U+000A>::error::二", "一<U+000D><U+000A>%3A%3Aerror%3A%3A二"),
        ("\x1b[31m\u202e", "<U+001B>[31m<U+202E>", "<U+001B>[31m<U+202E>"),
    ],
)
def test_text_is_escaped(text, message, value):
    assert command("error", {"title": text}, text) == f"::error title={value}::{message}\n"


@pytest.mark.parametrize("code", ["ZA01", "ZA04"])
@pytest.mark.parametrize(("count", "said"), [(10, False), (11, True)])
def test_the_summary_says_when_github_will_not_show_everything(code, count, said):
    text = "各县,各部门。\n" * count
    places = [match.start() for match in re.finditer(",", text)]
    found = [corpus.finding(code, "半角", Span(at, at + 1)) for at in places]
    (*shown, (name, properties, words)) = annotations(
        [corpus.checked("稿.md", SourceText("稿.md", text), found)]
    )
    assert (name, properties, len(shown)) == ("notice", {"title": "公文校对"}, count)
    assert words.endswith("。标注每级只显示前 10 处，全部在日志里") is said
