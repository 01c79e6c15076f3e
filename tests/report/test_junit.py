"""JUnit XML：数目对得上，名字不重样也不随行号变，XML 不许的字符写成看得见的样子。"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from tests.report import corpus

from gongwen.spans import SourceText, Span

COUNTED = ("failure", "error", "skipped")


def suites(files=None):
    return ET.fromstring(corpus.output("junit", files).encode()).findall("testsuite")


def test_the_numbers_of_a_suite_are_those_of_its_cases():
    for suite in suites():
        cases = suite.findall("testcase")
        assert int(suite.get("tests")) == len(cases)
        assert [int(suite.get(key)) for key in ("failures", "errors", "skipped")] == [
            sum(case.find(tag) is not None for case in cases) for tag in COUNTED
        ]
        assert {case.get("classname") for case in cases} == {suite.get("name")}


def test_a_file_has_a_verdict_and_a_case_for_each_error_kept_or_excused():
    first, *_, clean, gone = suites()
    outcomes = [
        (
            case.get("name").split("（")[0],
            next((child.tag for child in case if child.tag in COUNTED), "passed"),
        )
        for case in first.findall("testcase")
    ]
    assert outcomes == [
        ("裁定", "failure"),
        ("ZA03 缺成文日期", "failure"),
        ("ZA02 标题末尾不用“。”", "failure"),
        ("ZA01 半角逗号“,”应为全角", "failure"),
        ("ZA01 半角冒号“:”应为全角", "failure"),
        ("ZA02 旧稿就有的", "skipped"),
        ("ZA01 半角逗号“,”应为全角", "skipped"),
    ]
    assert [child.tag for child in clean.find("testcase")] == ["system-out"]
    assert gone.find("testcase/error").text == "缺 失.md：找不到这个文件\n  → 检查文件名和路径"


def test_names_differ_within_a_file():
    for suite in suites():
        names = [case.get("name") for case in suite.findall("testcase")]
        assert len(names) == len({*names})


def test_names_stay_when_lines_are_added_above():
    def names(text):
        source = SourceText("稿.md", text)
        at = text.index(",")
        (suite,) = suites(
            [corpus.checked("稿.md", source, [corpus.finding("ZA01", "半角", Span(at, at + 1))])]
        )
        return [case.get("name") for case in suite.findall("testcase")]

    assert names("各县,各部门。\n") == names("通知\n\n各县,各部门。\n")


def test_text_of_the_document_cannot_break_out():
    output = corpus.output("junit")
    assert re.findall("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", output) == []
    assert [part for part in ("]]>", "<script", "\u202e") if part in output] == []
    case = suites()[3].findall("testcase")[1]
    assert case.find("failure").get("message") == (
        "坏字“]]>,::error::甲<U+001B>[31m<U+202E>乙<script>alert(1)</script>{0}[点我](javascript:alert)"
        "<U+FFFE>##[error]丙”；改为“好%]]><U+000A>::error::字<b><U+202E>{1}”"
    )
