"""rdjson：只有 reviewdog 认的键，列按 UTF-8 的字节，改法照字节换上就对。"""

from __future__ import annotations

import json

import fastjsonschema
import pytest
from tests.report import corpus

POSITION = {
    "type": "object",
    "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
    "required": ["line", "column"],
    "additionalProperties": False,
}
RANGE = {
    "type": "object",
    "properties": {"start": POSITION, "end": POSITION},
    "required": ["start", "end"],
    "additionalProperties": False,
}
DIAGNOSTIC = {
    "type": "object",
    "properties": {
        "message": {"type": "string", "minLength": 1},
        "location": {
            "type": "object",
            "properties": {"path": {"type": "string", "minLength": 1}, "range": RANGE},
            "required": ["path"],
            "additionalProperties": False,
        },
        "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
        "code": {
            "type": "object",
            "properties": {"value": {"type": "string"}},
            "required": ["value"],
            "additionalProperties": False,
        },
        "suggestions": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"range": RANGE, "text": {"type": "string"}},
                "required": ["range", "text"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["message", "location", "severity"],
    "additionalProperties": False,
}
# reviewdog 用 protojson 读，不认识的键整份不读
SCHEMA = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "object",
    "properties": {
        "source": {
            "type": "object",
            "properties": {"name": {"type": "string"}},
            "additionalProperties": False,
        },
        "diagnostics": {"type": "array", "items": DIAGNOSTIC},
    },
    "required": ["source", "diagnostics"],
    "additionalProperties": False,
}


def diagnostics(files=None):
    return json.loads(corpus.output("rdjson", files))["diagnostics"]


def offsets(lines, place):
    """行、UTF-8 列 → 整份文件里的字节偏移。"""
    return tuple(
        sum(map(len, lines[: place[end]["line"] - 1])) + place[end]["column"] - 1 for end in ("start", "end")
    )


@pytest.mark.parametrize("files", [None, []], ids=["corpus", "empty"])
def test_it_has_only_the_keys_reviewdog_knows(files):
    output = json.loads(corpus.output("rdjson", files))
    assert fastjsonschema.validate(SCHEMA, output) == output


def test_ranges_cut_the_reported_bytes_out_of_the_file():
    data = corpus.NOTICE_TEXT.encode()
    lines = [line.encode() for line in corpus.split_lines(corpus.NOTICE_TEXT)]
    places = [
        item["location"]["range"]
        for item in diagnostics()
        if item["location"]["path"] == corpus.NOTICE and "range" in item["location"]
    ]
    assert [data[slice(*offsets(lines, place))].decode() for place in places] == [
        "。",
        ",",
        ":",
        "1百",
        "",
        "写到\r\n第二行",
    ]


def test_suggestions_put_in_from_the_back_mend_the_file():
    data = corpus.NOTICE_TEXT.encode()
    lines = [line.encode() for line in corpus.split_lines(corpus.NOTICE_TEXT)]
    kept = [item for item in diagnostics() if item["location"]["path"] == corpus.NOTICE]
    for item in reversed(kept):
        for each in item.get("suggestions", []):
            start, end = offsets(lines, each["range"])
            data = data[:start] + each["text"].encode() + data[end:]
    assert "𠮷县，各部门𠮷：\r\n" in data.decode()
    assert "的通知\r\n---" in data.decode()


def test_word_files_legacy_encodings_and_unread_files_have_no_suggestion():
    rest = [
        item
        for item in diagnostics()
        if item["location"]["path"] in (corpus.REPORT, corpus.LEGACY, corpus.GONE)
    ]
    assert [("suggestions" in item, "range" in item["location"], item["message"]) for item in rest] == [
        (False, False, "第2段第3字：半角逗号“,”应为全角；改为“，”"),
        (False, False, "第2段第3字：半角逗号“,”应为全角；改为“，”"),
        (False, True, "半角逗号“,”应为全角；改为“，”"),
        (False, False, "没有校对。找不到这个文件 → 检查文件名和路径"),
    ]


def test_what_is_set_aside_is_not_sent():
    assert [
        item["message"] for item in diagnostics() if "旧" in item["message"] or "新话" in item["message"]
    ] == []
