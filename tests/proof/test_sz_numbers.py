"""SZ 数字规则的零件：同一处只报一次，固定的词的错法，大写金额的值。"""

from __future__ import annotations

from decimal import Decimal

import pytest

from gongwen.proofing.engine import run_rules
from gongwen.proofing.reading import readings
from gongwen.proofing.rules import sz
from gongwen.proofing.rules.sz.fixed_words import _wrongs
from gongwen.proofing.rules.sz.money import _capital_value
from gongwen.sources.draft import parse_draft
from gongwen.spans import SourceText


def found(text):
    (reading,) = readings(parse_draft(SourceText("例.txt", text), None))
    places = [
        (item.code, text[item.span.start : item.span.end]) for item in run_rules(reading, sz.RULES).findings
    ]
    return sorted(places)


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ("请于2026年5月8目前报送。", [("SZ05", "目")]),
        ("自2O26年5月8日起施行。", [("SZ11", "2O26")]),
        ("自二零二六年5月8日起施行。", [("SZ08", "二零二六年5月8日"), ("SZ09", "二零二六")]),
        ("增长百分之12.5%。", [("SZ18", "百分之12.5%")]),
        ("共投入3千5百元。", [("SZ12", "3千5百")]),
        ("共有约50人左右参加。", [("SZ15", "约50人左右")]),
        ("自202年5月8日起施行。", [("SZ06", "202年")]),
        ("会议定于5月8日上午8:75召开。", [("SZ03", "8:75")]),
    ],
)
def test_one_slip_is_one_finding(wrong, expected):
    assert found(wrong) == expected


@pytest.mark.parametrize(
    "clean",
    [
        "自2026年5月8日起施行，2024年以来共投入12,345.6万元，增长3.5%，提高0.8个百分点。",
        "依照本办法第二十一条、第一百零五条办理，占三分之一以上，十几个村、五六百户群众受益。",
        "会议定于5月8日（星期五）上午9:00—11:30召开，农历正月十五放假，“十四五”规划顺利实施。",
        "全长15km，装机容量3万千瓦，年发电500万kW·h，建筑面积500平方米，重5千克。",
        "合同价为人民币伍万元整（50,000元），联系电话：0000-1234567，邮政编码：000000。",
    ],
)
def test_clean_numbers_are_left_alone(clean):
    assert found(clean) == []


def test_wrong_spellings_of_a_fixed_word_keep_a_chinese_character():
    wrongs, _ = _wrongs()
    spellings = sorted(wrong for wrong, right in wrongs.items() if right == "一带一路")
    assert spellings == ["1带1路", "1带一路", "一带1路"]
    assert not any(wrong.strip("“”").isdecimal() for wrong in wrongs)


@pytest.mark.parametrize(
    ("written", "jiao", "fen", "value"),
    [
        ("伍万", None, None, "50000"),
        ("壹万叁仟伍佰", None, None, "13500"),
        ("壹拾亿零叁佰万", None, None, "1003000000"),
        ("壹佰贰拾叁", "肆", "伍", "123.45"),
        ("壹亿零伍拾万", None, None, "100500000"),
    ],
)
def test_an_amount_in_capitals_is_read(written, jiao, fen, value):
    assert _capital_value(written, jiao, fen) == Decimal(value)


def test_a_document_in_full_width_digits_is_told_once():
    text = "\n".join(f"第{number}项投入５００万元。" for number in range(30))
    assert found(text) == [("SZ02", "５００")]
