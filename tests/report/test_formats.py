"""各种机器格式都应有的样子：整份输出定稿，同样的输入同样的字节，来一个写一段，没有文件也完整。"""

from __future__ import annotations

import gc
import json
import weakref
from xml.etree import ElementTree as ET

import pytest
from tests.report import corpus

from gongwen.errors import UsageError
from gongwen.report.formats import NAMES, report_named
from gongwen.spans import SourceText, Span

MACHINE = [*corpus.WHOLE]
EMPTY = {
    "json": '{\n  "format": 2,\n  "version": "0.1.0",\n  "files": []\n}\n',
    "junit": '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="gongwen proof">\n</testsuites>\n',
    "github": (
        "::notice title=公文校对::校对 0 件，运行 4 条规则，差错 0 处，提示 0 处；"
        "差错率万分之 0.00；裁定：不通过\n"
    ),
    "gitlab": "[]\n",
    "rdjson": '{"source":{"name":"gongwen"},\n"diagnostics":[]}\n',
}


@pytest.mark.parametrize("name", MACHINE)
def test_the_whole_output_is_as_recorded(name):
    assert corpus.output(name) == corpus.expected(name)


@pytest.mark.parametrize("name", MACHINE)
def test_the_same_input_gives_the_same_bytes_and_ends_with_a_newline(name):
    first, second = corpus.output(name).encode(), corpus.output(name).encode()
    assert (first == second, first.endswith(b"\n")) == (True, True)


@pytest.mark.parametrize("name", EMPTY)
def test_no_files_give_a_whole_report(name):
    assert corpus.output(name, []) == EMPTY[name]


@pytest.mark.parametrize("name", MACHINE)
def test_a_whole_report_can_be_parsed_with_and_without_files(name):
    read = {"junit": ET.fromstring, "github": str.splitlines}.get(name, json.loads)
    for output in (corpus.output(name), corpus.output(name, [])):
        assert read(output) is not None


@pytest.mark.parametrize("name", MACHINE)
@pytest.mark.usefixtures("settled")
def test_files_are_written_as_they_come_and_not_kept(name):
    alive: weakref.WeakSet[SourceText] = weakref.WeakSet()
    asked, most = [], 0

    def one_after_another():
        for number in range(40):
            source = SourceText(f"{number}.md", "各县,各部门\n")
            alive.add(source)
            asked.append(number)
            yield corpus.checked(source.name, source, [corpus.finding("ZA01", "半角", Span(2, 3), "，")])

    seen = ""
    for chunk in report_named(name)(one_after_another(), corpus.FACTS):
        seen += chunk
        # 写出的总跟着读进的：最多差一个文件
        assert f"{max(0, len(asked) - 2)}.md" in seen or len(asked) < 2
        gc.collect()
        most = max(most, len(alive))
    assert (len(asked), most <= 2) == (40, True)


def test_every_name_leads_to_a_report_and_an_unknown_one_is_refused():
    assert [report_named(name).__name__ for name in NAMES] == [f"{name}_report" for name in NAMES]
    with pytest.raises(UsageError) as caught:
        report_named("sarf")
    assert str(caught.value) == (
        "没有格式“sarf”\n"
        "  → 是不是“sarif”？可用的格式：human、json、sarif、junit、github、gitlab、rdjson、html"
    )
