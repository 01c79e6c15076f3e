"""没有 front matter 的文字也能排：认出来的逐条说明，认不出来的说缺什么。"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.helpers import names, run, told

from gongwen.layout.plan import make_plan
from gongwen.layout.style import load_style

if TYPE_CHECKING:
    from pathlib import Path

NOTICE = """\
首页
当前位置:
澜州市白鹭区人民政府办公室
关于印发值班工作制度的
白鹭政办〔202521
各镇人民政府：
《值班工作制度》已经区政府同意，现印发给你们。
2025年6月27
值班工作制度
第一条　为规范值班工作，制定本制度。
"""
RULES = "澜州市水利局工作规则\n为了规范工作，制定本规则。\n一、总则\n"


def test_a_pasted_notice_is_built_and_every_guess_is_told(desk: Path) -> None:
    (desk / "贴来的.txt").write_text(NOTICE, encoding="utf-8")
    result = run("build", "贴来的.txt")
    assert result.exit_code == 1, result.output
    assert told(result) == [
        "说明：贴来的.txt:1：略去 2 行，不像公文里的：首页、当前位置:",
        "说明：贴来的.txt:3：认作标题（文种：通知）：澜州市白鹭区人民政府办公室 关于印发值班工作制度的通知",
        "说明：贴来的.txt:3：发文机关取自标题：澜州市白鹭区人民政府办公室",
        "说明：贴来的.txt:4：标题末尾没有文种，按“印发（转发）……的”补“通知”",
        "说明：贴来的.txt:5：发文字号“白鹭政办〔202521”按“白鹭政办〔2025〕21号”读",
        "说明：贴来的.txt:6：认作主送机关：各镇人民政府",
        "说明：贴来的.txt:8：认作成文日期：“2025年6月27”按“2025年6月27日”读",
        "说明：贴来的.txt:9：成文日期之后的文字作为被印发件，另面排",
        "说明：审签路线：区政府办发文（适用：文种是通知，发文机关是澜州市白鹭区人民政府办公室）",
    ]
    assert "build/贴来的/贴来的.pdf" in names(desk)


def test_rules_without_head_or_signature_are_set_without_a_red_head(desk: Path) -> None:
    (desk / "规则.txt").write_text(RULES, encoding="utf-8")
    assert run("build", "规则.txt", "--format", "pdf").exit_code == 0
    from gongwen.sources.draft import read_draft

    plan = make_plan(read_draft("规则.txt"), load_style("gbt9704", desk))
    assert (plan.head.masthead.lines, plan.head.number, plan.closing, plan.placeholders) == ((), "", (), ())
    assert plan.title_lines == ("澜州市水利局工作规则",)


def test_a_white_draft_needs_only_a_title(desk: Path) -> None:
    front = "---\n格式: 白头\n标题: 值班制度\n成文日期: 2026年5月8日\n---\n"
    (desk / "制度.md").write_text(front + "请遵照执行。\n", encoding="utf-8")
    result = run("build", "制度.md", "--format", "pdf")
    assert result.exit_code == 0, result.output


def test_what_could_not_be_found_is_said(desk: Path) -> None:
    (desk / "稿.txt").write_text("各单位要高度重视。\n", encoding="utf-8")
    result = run("build", "稿.txt")
    assert result.exit_code == 2
    assert "照文字也认不出是一件公文：认不出标题" in result.stderr
    assert "另起一份：gongwen new 通知" in result.stderr


def test_proof_reads_the_same_document(desk: Path) -> None:
    (desk / "贴来的.txt").write_text(NOTICE.replace("值班工作制度的", "值班,工作制度的"), encoding="utf-8")
    result = run("proof", "贴来的.txt", "--format", "json")
    [entry] = json.loads(result.stdout)["files"]
    assert [(item["code"], item["zone"], item["line"]) for item in entry["findings"]] == [
        ("BT18", "标题", 4),
        ("BT01", "标题", 4),
        ("YS01", "其他要素", 5),
        ("SZ05", "正文", 8),
    ]
    assert "贴来的.txt:5：发文字号" in result.stderr
