"""SARIF 2.1.0：合官方的 schema，行列、偏移、改法对得上原文，处置成了 suppressions。"""

from __future__ import annotations

import json
from urllib.parse import unquote

import fastjsonschema
import pytest
from tests.report import corpus

from gongwen.findings import Level
from gongwen.proofing.pages import read_page
from gongwen.proofing.rules import RULES
from gongwen.report.facts import RunFacts
from gongwen.report.sarif import artifact_location


def run_of(output):
    (run,) = json.loads(output)["runs"]
    return run


@pytest.fixture(scope="module")
def run():
    return run_of(corpus.output("sarif"))


def text_at(lines, region):
    """照行列（码点）从原文里取出的文字。"""
    first, last = region["startLine"] - 1, region["endLine"] - 1
    if first == last:
        return lines[first][region["startColumn"] - 1 : region["endColumn"] - 1]
    middle = "".join(lines[first + 1 : last])
    return lines[first][region["startColumn"] - 1 :] + middle + lines[last][: region["endColumn"] - 1]


@pytest.mark.parametrize("files", [None, []], ids=["corpus", "empty"])
@pytest.mark.parametrize("rules", [corpus.RULES, RULES], ids=["made up", "real"])
def test_it_is_valid_by_the_official_schema(sarif_schema, files, rules):
    schema = json.loads(sarif_schema.read_text(encoding="utf-8"))
    output = json.loads(corpus.output("sarif", files, RunFacts("0.1.0", rules)))
    assert fastjsonschema.validate(schema, output) == output


def test_the_schema_would_refuse_a_wrong_report(sarif_schema):
    schema = json.loads(sarif_schema.read_text(encoding="utf-8"))
    output = json.loads(corpus.output("sarif"))
    output["runs"][0]["results"][0]["level"] = "advice"
    with pytest.raises(fastjsonschema.JsonSchemaValueException, match="level must be one of"):
        fastjsonschema.validate(schema, output)


def test_regions_cut_the_reported_text_out_of_the_source_by_code_points(run):
    assert run["columnKind"] == "unicodeCodePoints"
    shown = {item["path"]: item for item in json.loads(corpus.output("json"))["files"]}
    for path, text in [(corpus.NOTICE, corpus.NOTICE_TEXT), (corpus.HOSTILE, corpus.HOSTILE_TEXT)]:
        lines = corpus.split_lines(text)
        cut = []
        for result in run["results"]:
            location = result["locations"][0]["physicalLocation"]
            if unquote(location["artifactLocation"]["uri"]) == path and "region" in location:
                region = location["region"]
                start = region["charOffset"]
                cut.append(text_at(lines, region))
                assert text[start : start + region["charLength"]] == cut[-1]
        found = [*shown[path]["findings"], *shown[path]["set_aside"]]
        assert cut == [item["text"] for item in found if item["text"] is not None]


def test_a_place_without_lines_names_the_file_and_says_the_place(run):
    without = [
        (unquote(place["artifactLocation"]["uri"]), result["message"]["text"])
        for result in run["results"]
        for place in [result["locations"][0]["physicalLocation"]]
        if "region" not in place
    ]
    words = "第2段第3字：半角逗号“,”应为全角；改为“，”"
    assert without == [
        (corpus.NOTICE, "缺成文日期（“成文日期”键）"),
        (corpus.REPORT, words),
        (corpus.REPORT, words),
    ]


def test_fixes_carried_out_from_the_back_mend_the_text(run):
    text = corpus.NOTICE_TEXT
    live = [result for result in run["results"] if not result["suppressions"] and "fixes" in result]
    for result in reversed(live):
        (change,) = result["fixes"][0]["artifactChanges"]
        assert change["artifactLocation"] == result["locations"][0]["physicalLocation"]["artifactLocation"]
        if unquote(change["artifactLocation"]["uri"]) == corpus.NOTICE:
            (replacement,) = change["replacements"]
            start = replacement["deletedRegion"]["charOffset"]
            end = start + replacement["deletedRegion"]["charLength"]
            text = text[:start] + replacement["insertedContent"]["text"] + text[end:]
    assert text == (
        "---\r\n标题: 关于𠮷县〔2026〕防汛工作的通知\r\n---\r\n𠮷县，各部门𠮷：\r\n"
        "发文字号为澜政〔2026〕3号，共1百余件。\r\n第一段写到第二行为止\r\n旧话,新话。\r\n"
    )


def test_a_source_that_is_not_utf8_gets_its_fix_in_words_only(run):
    (result,) = [
        result
        for result in run["results"]
        if unquote(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]) == corpus.LEGACY
    ]
    assert ("fixes" in result, result["message"]["text"]) == (False, "半角逗号“,”应为全角；改为“，”")


def test_rules_and_results_fit_together(run):
    rules = run["tool"]["driver"]["rules"]
    levels = {Level.ERROR: "error", Level.ADVICE: "note"}
    assert [rule["defaultConfiguration"]["level"] for rule in rules] == [
        levels[rule.level] for rule in corpus.RULES
    ]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [
        result["ruleId"] for result in run["results"]
    ]


def test_what_is_set_aside_is_suppressed_and_everything_else_says_so_too(run):
    assert [result["suppressions"] for result in run["results"] if result["suppressions"]] == [
        [{"kind": "external", "status": "accepted", "justification": "列入基线"}],
        [{"kind": "inSource", "status": "accepted", "justification": "放行：原文如此"}],
        [{"kind": "external", "status": "accepted", "justification": "驳回（周启明）：是原名"}],
    ]


def test_fingerprints_are_those_of_the_findings(run):
    findings = [
        finding
        for item in corpus.files()
        if item.result
        for finding in (*item.result.findings, *item.result.set_aside)
    ]
    assert [result["partialFingerprints"] for result in run["results"]] == [
        {"gongwen/v1": finding.fingerprint} for finding in findings
    ]


def test_the_page_of_a_rule_is_its_help():
    rules = run_of(corpus.output("sarif", [], RunFacts("1", RULES)))["tool"]["driver"]["rules"]
    assert [rule["help"]["markdown"] for rule in rules] == [
        read_page(rule.code).replace("{", "{{").replace("}", "}}") for rule in RULES
    ]
    assert [rule["name"] for rule in rules] == [rule.name for rule in RULES]


def test_an_unread_file_is_a_failed_run_and_a_guess_is_only_a_note(run):
    told = run["invocations"][0]
    assert told["executionSuccessful"] is False
    assert [(each["level"], each["message"]["text"]) for each in told["toolExecutionNotifications"]] == [
        ("note", "旧稿.txt：编码不是 UTF-8，按 GB 18030 读的"),
        ("error", "没有校对。找不到这个文件 → 检查文件名和路径"),
    ]
    read = run_of(corpus.output("sarif", corpus.files()[:-1]))
    assert read["invocations"][0]["executionSuccessful"] is True


def test_text_of_the_document_makes_no_link_and_no_placeholder(run):
    (words,) = [result["message"]["text"] for result in run["results"] if "坏字" in result["message"]["text"]]
    assert "[点我] (javascript:alert)" in words
    assert "{{0}}" in words
    assert "\u202e" not in words


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("a b/100%.md", {"uri": "a%20b/100%25.md", "uriBaseId": "%SRCROOT%"}),
        ("./稿:一.md", {"uri": "%E7%A8%BF%3A%E4%B8%80.md", "uriBaseId": "%SRCROOT%"}),
        ("../稿.md", {"uri": "../%E7%A8%BF.md"}),
        ("/卷 1/稿.md", {"uri": "file:///%E5%8D%B7%201/%E7%A8%BF.md"}),
    ],
)
def test_paths_are_uris_relative_to_the_root_of_the_repository(path, location):
    assert artifact_location(path) == location
