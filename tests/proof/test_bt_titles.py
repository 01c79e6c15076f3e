"""标题的规则：说明页写不下的，附件和被印发件另成文件的、没有 front matter 的文字。"""

from __future__ import annotations

import pytest

from gongwen.findings import Level
from gongwen.proofing.engine import proof_document, select_rules
from gongwen.proofing.rules import RULES
from gongwen.sources.draft import parse_draft
from gongwen.spans import SourceText

BT = select_rules(RULES, ["BT"])
HEAD = "---\n文种: 通知\n发文机关: 澜州市人民政府办公室\n"


def found(text, folder=None):
    results = proof_document(parse_draft(SourceText("例.md", text), folder), BT)
    return [
        (item.code, item.level, result.source.slice(item.span), item.suggestion)
        for result in results
        for item in result.findings
    ]


def pasted(title, body="现就有关事项通知如下。"):
    return (
        f"澜州市人民政府办公室文件\n澜政办发〔2026〕21号\n{title}\n各县（区）人民政府：\n{body}\n"
        "澜州市人民政府办公室\n2026年5月8日\n"
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("# 隐患排查统计表", [("BT21", Level.ERROR, "统计", "登记")]),
        ("# 整改工作分工", [("BT21", Level.ADVICE, "整改工作分工", None)]),
        ("隐患排登记表", [("BT21", Level.ERROR, "", "查")]),
        ("# 隐患排查登记表", []),
        ("# 澜州市隐患排查登记表", []),
        ("一、隐患排查统计表", []),
        ("填报说明见隐患排查统计表。", []),
    ],
)
def test_the_heading_of_an_annex_is_compared_with_the_annex_note(tmp_path, written, expected):
    (tmp_path / "附件.md").write_text(f"{written}\n\n逐项填写。\n", encoding="utf-8")
    annex = "附件:\n  - {标题: 隐患排查登记表, 文件: 附件.md}\n"
    draft = HEAD + f"标题: 关于报送隐患清单的通知\n{annex}---\n请按附件填写。\n"
    assert found(draft, tmp_path) == expected


def test_the_name_of_the_issued_text_is_compared_with_the_title(tmp_path):
    (tmp_path / "办法.md").write_text("# 公务用车管理办法\n第一条 本办法适用于机关。\n", encoding="utf-8")
    title = "标题: 关于印发《公务用车使用办法》的通知\n被印发件: 办法.md\n"
    in_other_file = HEAD + title + "---\n现印发给你们，请遵照执行。\n"
    assert found(in_other_file, tmp_path) == []
    in_body = HEAD + title + "---\n现将《公务用车管理办法》印发给你们，请遵照执行。\n"
    assert found(in_body, tmp_path) == [("BT18", Level.ERROR, "使用", "管理")]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("澜州市人民政府办公室关于做好汛期值守工作的通知", []),
        ("澜州市人民政府办公室做好汛期值守工作的通知", [("BT03", Level.ERROR, "", "关于")]),
        ("澜州市人民政府办公室关与做好汛期值守工作的通知", [("BT04", Level.ERROR, "关与", "关于")]),
        ("澜州市人民政府办公室关于做好汛期值守工作通知", [("BT05", Level.ERROR, "", "的")]),
        ("澜州市人民政府办公室关于做好汛期值守工作的通知通知", [("BT06", Level.ERROR, "通知", "")]),
        ("澜州市人民政府办公室关于、做好汛期值守工作的通知", [("BT09", Level.ERROR, "、", "")]),
        ("澜州市人民政府办公室关于做好汛期安全声产工作的通知", [("BT24", Level.ERROR, "声", "生")]),
        ("澜州市人民政府办公室关于做好汛期值守工作的通报", [("BT15", Level.ERROR, "通知", "通报")]),
    ],
)
def test_pasted_titles_are_read_as_drafts_are(title, expected):
    assert found(pasted(title)) == expected


def test_a_title_written_in_lines_is_read_as_one():
    title = "标题: |-\n  澜州市人民政府办公室关于\n  做好汛期值守工作通\n  报\n"
    assert found(HEAD.replace("通知", "通报") + title + "---\n请遵照执行。\n") == [
        ("BT05", Level.ADVICE, "", "的")
    ]


def test_a_blank_in_the_title_is_not_read_as_words():
    title = "标题: 澜州市人民政府办公室关于【待填：事由。】的通知\n"
    assert found(HEAD + title + "---\n请遵照执行。\n") == []
