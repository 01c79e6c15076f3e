"""差错率与裁定：办公室制度的三条线。"""

from __future__ import annotations

import subprocess
import sys

import pytest

from gongwen.document.kinds import Format
from gongwen.document.model import Document
from gongwen.errors import UsageError
from gongwen.findings import Level, Verdict, Zone
from gongwen.proofing.engine import proof_document, run_rules, select_rules
from gongwen.proofing.reading import Piece, Reading, readings
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules import RULES
from gongwen.report.checked import CheckedFile
from gongwen.sources.draft import parse_draft
from gongwen.spans import Mark, Medium, SourceText, Span, Text

DRAFT = """---
文种: 请示
标题: |
  关于增加编制的
  请示
发文机关: [澜州市教育局]
签发人: [王晓明]
格式: 公文
公开属性: 主动公开
抄送机关: [市财政局, 市委编办]
附件:
  - 人员名册
  - 编制表
签名章: {职务: 局长, 姓名: 李 强}
用印: 签名章
---
一、基本情况。我局现有人员如下。

| 单位 | 人数 |
|---|---|
| 甲 |  |

特此请示。
"""


def reading_of(zones, characters):
    """zones 是每处差错所在的 role；正文凑够 characters 字。"""
    text = "甲" * characters
    source = SourceText("例", text)
    roles = list(zones) + ["paragraph"] * (characters - len(zones))
    pieces = tuple(Piece(role, Text("甲", Span(at, at + 1))) for at, role in enumerate(roles))
    return Reading(source, pieces, Document(source, None, None, Format.GENERAL, ()), None)


def rule_hitting(count, level=Level.ERROR):
    return Rule("XX01", "例", level, "例", lambda _: [Hit(Span(at, at + 1), "错") for at in range(count)])


def run(roles, characters, level=Level.ERROR):
    return run_rules(reading_of(roles, characters), [rule_hitting(len(roles), level)])


@pytest.mark.parametrize(
    ("errors", "characters", "verdict"),
    [
        (3, 10000, Verdict.PASS),
        (3, 9999, Verdict.FAIL),
        (4, 10000, Verdict.FAIL),
        (1, 3334, Verdict.PASS),
        (1, 3333, Verdict.FAIL),
    ],
)
def test_exactly_three_in_ten_thousand_is_not_over(errors, characters, verdict):
    assert run(["paragraph"] * errors, characters).verdict is verdict


def test_the_rate_line_says_the_numbers():
    result = run(["paragraph"] * 4, 10000)
    assert result.crossed == (
        "正文差错 4 处，全文 10000 字，合万分之 4.00（办公室制度：正文差错不得超过文件字数万分之三）",
    )
    assert result.rate_per_10k == 4.0


def test_one_error_in_a_short_file_says_why_it_fails():
    (line,) = run(["cell"], 3000).crossed
    assert line.endswith("；全文不足 3334 字，正文有 1 处差错即超过")


@pytest.mark.parametrize(
    ("role", "zone"),
    [
        ("title", "标题"),
        ("annex_title", "标题"),
        ("issued_title", "标题"),
        ("approvers", "重要人物姓名"),
        ("stamp_name", "重要人物姓名"),
    ],
)
def test_one_error_in_a_zero_tolerance_zone_fails(role, zone):
    result = run([role], 100_000)
    assert result.crossed == (f"{zone}有差错 1 处（办公室制度：{zone}差错零容忍）",)
    assert (result.verdict, result.errors, result.rate_per_10k) == (Verdict.FAIL, 1, 0.0)


def test_errors_in_other_elements_are_counted_but_cross_no_line():
    result = run(["issue_number", "copied_to", "dated"], 100)
    assert (result.errors, result.rate_per_10k, result.crossed, result.verdict) == (3, 0.0, (), Verdict.PASS)


def test_advice_is_neither_an_error_nor_a_line_crossed():
    result = run(["title", "paragraph"], 100, Level.ADVICE)
    assert (result.errors, result.advice, result.crossed) == (0, 2, ())


def test_a_file_without_text_has_rate_zero():
    result = run([], 0)
    assert (result.characters, result.rate_per_10k, result.verdict) == (0, 0.0, Verdict.PASS)


def test_findings_are_sorted_by_place_with_placeless_ones_first_and_repeats_dropped():
    hits = [Hit(Span(2, 3), "后"), Hit(Span(0, 1), "前"), Hit(None, "缺"), Hit(Span(0, 1), "前")]
    rule = Rule("XX01", "例", Level.ERROR, "例", lambda _: hits)
    assert [item.message for item in run_rules(reading_of([], 5), [rule]).findings] == ["缺", "前", "后"]


def test_a_hit_can_override_level_and_zone():
    rule = Rule(
        "XX01", "例", Level.ERROR, "据", lambda _: [Hit(Span(0, 1), "错", "", Zone.POLICY, Level.ADVICE)]
    )
    (finding,) = run_rules(reading_of([], 5), [rule]).findings
    assert (finding.zone, finding.level, finding.source, finding.suggestion) == (
        Zone.POLICY,
        Level.ADVICE,
        "据",
        "",
    )


def test_no_rules_is_refused():
    with pytest.raises(UsageError, match="没有可运行的规则"):
        run_rules(reading_of([], 1), [])


def test_rules_are_selected_by_code_and_an_unknown_code_is_refused():
    assert [rule.code for rule in select_rules(RULES, ["YZ01", "BD01"])] == ["BD01", "YZ01"]
    with pytest.raises(UsageError, match="没有规则“BD99”"):
        select_rules(RULES, ["BD99"])


def test_printed_elements_give_pieces_and_the_others_do_not():
    (reading,) = readings(parse_draft(SourceText("例.md", DRAFT), None))
    assert [(piece.role, piece.text.value) for piece in reading.pieces] == [
        ("issuing_organs", "澜州市教育局"),
        ("approvers", "王晓明"),
        ("title", "关于增加编制的\n请示"),
        ("copied_to", "市财政局"),
        ("copied_to", "市委编办"),
        ("annex_title", "人员名册"),
        ("annex_title", "编制表"),
        ("stamp_post", "局长"),
        ("stamp_name", "李 强"),
        ("heading", "一、基本情况。"),
        ("run_in", "我局现有人员如下。"),
        ("cell", "单位"),
        ("cell", "人数"),
        ("cell", "甲"),
        ("paragraph", "特此请示。"),
    ]
    assert reading.characters == sum(
        len(piece.text.value.replace("\n", "").replace(" ", "")) for piece in reading.pieces
    )


def test_each_source_of_a_document_is_its_own_reading(tmp_path):
    (tmp_path / "表.md").write_text("一、填报说明\n各县,各部门。\n二、填报时间\n", encoding="utf-8")
    (tmp_path / "规则.md").write_text("办公室规则。\n\n第一条 为了规范。\n", encoding="utf-8")
    head = "---\n文种: 通知\n标题: 关于印发规则的通知\n发文机关: 甲\n"
    draft = head + "附件:\n  - {标题: 表, 文件: 表.md}\n被印发件: 规则.md\n---\n正文。\n"
    document = parse_draft(SourceText("草稿.md", draft), tmp_path)
    found = readings(document)
    assert [(item.source.name, item.is_annex, item.elements is None) for item in found] == [
        ("草稿.md", False, False),
        ("表.md", True, True),
        ("规则.md", True, True),
    ]
    results = proof_document(document, RULES)
    assert [[item.code for item in result.findings] for result in results] == [[], ["BD01"], []]


def test_the_zone_of_a_place_is_that_of_its_piece():
    (reading,) = readings(parse_draft(SourceText("例.md", DRAFT), None))
    zones = {piece.text.value: reading.zone_at(piece.text.span) for piece in reading.pieces}
    assert zones["关于增加编制的\n请示"] is Zone.TITLE
    assert zones["人员名册"] is Zone.TITLE
    assert (zones["王晓明"], zones["李 强"]) == (Zone.NAME, Zone.NAME)
    assert (zones["一、基本情况。"], zones["甲"], zones["特此请示。"]) == (Zone.BODY,) * 3
    assert (zones["市财政局"], zones["局长"]) == (Zone.OTHER, Zone.OTHER)
    end = DRAFT.index("请示\n发文机关") + 2
    assert reading.zone_at(Span(end, end)) is Zone.TITLE
    assert (reading.zone_at(None), reading.zone_at(Span(0, 1))) == (Zone.OTHER, Zone.OTHER)


def test_importing_the_rules_pulls_in_nothing_heavy():
    code = "import sys, gongwen.proofing.rules as r; print({'jieba', 'yaml', 'docx'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_a_source_with_faces_that_were_not_read_does_not_pass():
    part = "第2面是图片，没有文字，没有读"
    source = SourceText(
        "收.pdf", "正文。\n", medium=Medium.PDF, marks=(Mark(0, "第1面第1行"),), unread=(part,)
    )
    (result,) = proof_document(parse_draft(source, None), RULES)
    assert (result.findings, result.crossed) == ((), (f"{part}，不能算校对过",))
    checked = CheckedFile("收.pdf", result)
    assert (checked.exit_code(), checked.exit_code(gated=True)) == (1, 1)
