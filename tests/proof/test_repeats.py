"""一处只报一次；文字一族的规则不改名册里的人名。"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.helpers import parsed

from gongwen.agency import load_agency
from gongwen.findings import Finding, Level, Zone
from gongwen.proofing.engine import proof_document
from gongwen.proofing.repeats import outside_names, without_repeats
from gongwen.proofing.rule import Rule
from gongwen.proofing.rules import RULES
from gongwen.spans import SourceText, Span

SOURCE = SourceText("稿.md", "切实加强领异工作，压实责任。的的")
AGENCY = load_agency(Path(__file__).with_name("名册.toml"))


def rule(code: str, *, last_resort: bool = False) -> Rule:
    return Rule(code, code, Level.ERROR, "例", lambda _: (), last_resort)


def finding(
    code: str,
    start: int,
    end: int,
    right: str | None,
    level: Level = Level.ERROR,
    zone: Zone = Zone.BODY,
) -> Finding:
    return Finding(code, code, level, zone, "例", Span(start, end), right, "例")


RULES_HERE = (rule("BD01"), rule("WZ01"), rule("WZ02", last_resort=True), rule("ZC01"))


@pytest.mark.parametrize(
    ("findings", "kept"),
    [
        ([finding("BD01", 4, 6, "领导"), finding("WZ01", 5, 6, "导")], ["BD01"]),
        ([finding("BD01", 4, 6, "领导", Level.ADVICE), finding("WZ01", 5, 6, "导")], ["WZ01"]),
        ([finding("BD01", 5, 6, "导"), finding("ZC01", 4, 6, "领导", zone=Zone.POLICY)], ["ZC01"]),
        ([finding("BD01", 5, 6, "导"), finding("WZ01", 5, 6, "袖")], ["BD01"]),
        ([finding("BD01", 5, 6, None), finding("WZ01", 5, 6, "导")], ["WZ01"]),
        ([finding("BD01", 5, 6, "导"), finding("BD01", 5, 6, "袖")], ["BD01", "BD01"]),
        ([finding("BD01", 5, 6, None), finding("WZ01", 4, 6, None)], ["BD01", "WZ01"]),
        ([finding("WZ02", 5, 6, "导"), finding("BD01", 4, 8, None, Level.ADVICE)], ["BD01"]),
        ([finding("WZ02", 5, 6, "导"), finding("BD01", 9, 10, None)], ["BD01", "WZ02"]),
        ([finding("WZ02", 5, 6, "导")], ["WZ02"]),
        ([finding("BD01", 14, 15, ""), finding("WZ01", 15, 16, "")], ["BD01"]),
    ],
    ids=[
        *("同一处", "差错优先", "要紧的优先", "改法不同", "有改法"),
        *("同一规则", "没有改法", "让路", "不相干", "兜底", "删哪个都一样"),
    ],
)  # fmt: skip
def test_one_place_is_told_once(findings: list[Finding], kept: list[str]) -> None:
    found = without_repeats(SOURCE, findings, RULES_HERE)
    assert sorted(each.code for each in found) == kept


def test_a_listed_name_is_left_to_the_roster() -> None:
    names = (Span(4, 6),)
    found = outside_names([finding("WZ01", 5, 6, "导"), finding("RM01", 5, 6, "导")], names)
    assert [each.code for each in found] == ["RM01"]


def test_a_character_of_a_listed_name_is_no_miswriting() -> None:
    document = parsed("市发展改革委主任韩知白主持会议。\n")
    (result,) = proof_document(document, RULES, agency=AGENCY)
    assert result.findings == ()
