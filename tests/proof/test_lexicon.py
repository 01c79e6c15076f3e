"""词表：一行一条，没有来源的不加载。"""

from __future__ import annotations

from pathlib import Path

import pytest

import gongwen.proofing.lexicon as lexicon
from gongwen.errors import UsageError
from gongwen.proofing.lexicon import LexiconError, Row, load_rows, parse_rows
from gongwen.proofing.pages import read_page

NAMES = sorted(path.stem for path in Path(lexicon.__file__).parent.glob("*.tsv") if path.stem != "works")


@pytest.mark.parametrize("name", NAMES)
def test_shipped_lists_load_and_every_row_has_a_source(name):
    rows = load_rows(name)
    assert rows
    assert all(row.source for row in rows)


def test_a_row_is_its_values_and_its_source():
    assert parse_rows("例", "词\t来源\n甲\t公文语料\n") == (Row(("甲",), "公文语料"),)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("词\t来源\n甲\t\n", "第 2 行：缺来源"),
        ("词\t来源\n甲\n", "第 2 行：应有 2 列，有 1 列"),
        ("词\t来源\n\t公文语料\n", "第 2 行：第一列是空的"),
        ("词\t来源\n甲\t公文语料\n甲\t公文语料\n", "第 3 行：“甲”重复"),
        ("词\n甲\n", "最后一列应为“来源”"),
        ("词\t来源\n甲\t某书\n", "第 2 行：来源“某书”不在 works.tsv 里"),
        ("词\t来源\n甲\t公文语料（二）\n", "第 2 行：来源“公文语料（二）”不在 works.tsv 里"),
    ],
)
def test_a_bad_row_is_refused(text, why):
    with pytest.raises(LexiconError, match=why):
        parse_rows("例", text)


def test_a_missing_list_is_refused():
    with pytest.raises(FileNotFoundError):
        load_rows("没有")


def test_an_unknown_rule_page_names_the_nearest_code():
    with pytest.raises(UsageError, match="没有规则“BD0”") as caught:
        read_page("BD0", ("BD01", "YS01"))
    assert "是不是“BD01”" in str(caught.value)


def test_a_rule_page_cannot_be_reached_by_a_path():
    with pytest.raises(UsageError):
        read_page("../rules/BD01")
