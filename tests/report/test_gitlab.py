"""GitLab 代码质量：必有的键都有，指纹不重样、挪了行不变，没有行的记在第 1 行。"""

from __future__ import annotations

import json

import fastjsonschema
import pytest
from tests.report import corpus

from gongwen.spans import SourceText, Span

SCHEMA = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "additionalProperties": False,
                "properties": {
                    "path": {"type": "string", "pattern": "^[^./]"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "additionalProperties": False,
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def issues(files=None):
    return json.loads(corpus.output("gitlab", files))


def one(text, path="稿.md"):
    source = SourceText(path, text)
    at = text.index(",")
    return corpus.checked(path, source, [corpus.finding("ZA01", "半角", Span(at, at + 1), "，")])


@pytest.mark.parametrize("files", [None, []], ids=["corpus", "empty"])
def test_every_issue_has_what_gitlab_wants(files):
    found = issues(files)
    assert fastjsonschema.validate(SCHEMA, found) == found


def test_fingerprints_differ_in_one_report_even_for_an_annex_read_twice():
    prints = [item["fingerprint"] for item in issues()]
    assert len(prints) == len({*prints}) == 13


def test_a_fingerprint_stays_when_lines_are_added_above_and_differs_between_files():
    before = issues([one("各县,各部门。\n")])
    after = issues([one("通知\n\n各县,各部门。\n")])
    elsewhere = issues([one("各县,各部门。\n", "另.md")])
    assert before[0]["fingerprint"] == after[0]["fingerprint"]
    assert before[0]["fingerprint"] != elsewhere[0]["fingerprint"]
    assert (before[0]["location"]["lines"], after[0]["location"]["lines"]) == ({"begin": 1}, {"begin": 3})


def test_severity_follows_the_zone_and_the_level():
    assert [(item["check_name"], item["severity"]) for item in issues()[:5]] == [
        ("ZA03", "major"),
        ("ZA02", "critical"),
        ("ZA01", "major"),
        ("ZA01", "major"),
        ("ZA04", "info"),
    ]
    assert (issues()[-1]["check_name"], issues()[-1]["severity"]) == ("没有校对", "blocker")


def test_a_place_in_a_word_file_is_said_in_words():
    (first, _) = [item for item in issues() if item["location"]["path"] == corpus.REPORT]
    assert first["description"] == "ZA01 第2段第3字：半角逗号“,”应为全角；改为“，”"
    assert first["location"]["lines"] == {"begin": 1}
