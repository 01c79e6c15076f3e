"""JSON 的两个版本：format 2 只添键，format 1 的键和值一个不变。"""

from __future__ import annotations

import json
from pathlib import Path

from tests.report import corpus

from gongwen.report.proof_json import proof_json

FIXTURES = Path(__file__).resolve().parents[1] / "proof" / "fixtures"


def fixture(version):
    return json.loads((FIXTURES / f"proof-format-{version}.json").read_text(encoding="utf-8"))


def test_the_report_and_the_function_write_the_same_bytes():
    assert corpus.output("json") == proof_json(corpus.files(), "0.1.0")


def test_format_2_keeps_everything_of_format_1():
    old, new = fixture(1), fixture(2)
    assert (old["format"], new["format"]) == (1, 2)
    for one, two in zip(old["files"], new["files"], strict=True):
        assert {key: two[key] for key in one if key != "findings"} == {
            key: value for key, value in one.items() if key != "findings"
        }
        assert [
            {key: item[key] for key in was}
            for was, item in zip(one["findings"], two["findings"], strict=True)
        ] == (one["findings"])


def test_what_format_2_adds():
    old, new = fixture(1)["files"][0], fixture(2)["files"][0]
    assert [key for key in new if key not in old] == [
        "medium",
        "digest",
        "basis",
        "raw_rate_per_10k",
        "confirmed_rate_per_10k",
        "limit",
        "notices",
        "set_aside",
    ]
    assert [key for key in new["findings"][0] if key not in old["findings"][0]] == [
        "place",
        "fingerprint",
        "ruling",
    ]


def test_a_word_file_has_a_place_and_no_line():
    report = json.loads(corpus.output("json"))["files"][1]
    (found,) = report["findings"]
    assert report["medium"] == "docx"
    assert [found[key] for key in ("start", "end", "line", "column", "place", "text")] == [
        10,
        11,
        None,
        None,
        "第2段第3字",
        ",",
    ]


def test_offsets_cut_out_the_text_reported():
    for item, entry in zip(corpus.files(), json.loads(corpus.output("json"))["files"], strict=True):
        for found in (*entry["findings"], *entry["set_aside"]):
            if found["start"] is not None:
                assert item.result.source.text[found["start"] : found["end"]] == found["text"]


def test_half_a_surrogate_pair_can_still_be_written():
    found = json.loads(corpus.output("json").encode())["files"][3]["findings"][1]
    assert found["message"] == "两行\r\n::warning::的说明 \ufffd"
