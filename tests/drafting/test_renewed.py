"""由旧草稿起新草稿：清掉编号和日期，其余一字不动。"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.helpers import draft, names, run, tree

from gongwen.drafting.renewed import Renewed, renewed
from gongwen.spans import SourceText

if TYPE_CHECKING:
    from pathlib import Path

OLD = """\
---
文种: 通知
份号: "000017"
发文机关: 甲局
发文字号: 甲发〔2025〕18号  # 去年的
标题: 甲局关于做好2025年防汛工作的通知
成文日期: 2025年5月8日
印发日期:
附件:
  - 标题: 分工表
    文件: 附件/分工.md
---
请于2025年5月20日前报送。
已经第12次局务会议通过。
其余照办。
"""


def test_only_the_number_and_the_dates_are_cleared() -> None:
    assert renewed(SourceText("旧.md", OLD)) == Renewed(
        OLD.replace('份号: "000017"', "份号:")
        .replace("发文字号: 甲发〔2025〕18号", "发文字号:")
        .replace("成文日期: 2025年5月8日", "成文日期:"),
        ("份号", "发文字号", "成文日期"),
        (
            "第 6 行：……: 甲局关于做好2025年防汛工作的通知",
            "第 13 行：请于2025年5月20日前报送。",
            "第 14 行：已经第12次局务会议通过。",
        ),
    )


def test_a_text_without_elements_is_not_a_draft() -> None:
    assert renewed(SourceText("旧.txt", "只有正文。\n")) is None


def test_the_command_writes_a_new_draft_and_leaves_the_old(desk: Path) -> None:
    (desk / "2025").mkdir()
    (desk / "2025" / "旧.md").write_text(OLD, encoding="utf-8")
    before = tree(desk / "2025")
    done = run("new", "--from", "2025/旧.md", "-o", "新.md")
    assert (done.exit_code, done.stdout) == (0, "写出 新.md\n填好之后：gongwen build 新.md\n")
    assert done.stderr.splitlines()[:3] == [
        "说明：清掉了份号、发文字号、成文日期",
        "说明：引用的文件要复制到新草稿旁边：附件/分工.md",
        "说明：提到年份、日期、届次的地方，请逐处核对：",
    ]
    assert tree(desk / "2025") == before
    assert "成文日期:\n" in (desk / "新.md").read_text(encoding="utf-8")


def test_the_new_draft_builds_with_its_places_named(desk: Path) -> None:
    (desk / "旧.md").write_text(draft(), encoding="utf-8")
    assert run("new", "--from", "旧.md").exit_code == 0
    done = run("build", "旧-新稿.md", "--format", "pdf")
    assert (done.exit_code, "空位：发文字号还没有填" in done.stderr) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("请示", "--from", "旧.md"), "错误：--from 单独用，不和模板名、--set、--ask、--list 一起"),
        (
            ("--set", "事由=x", "--from", "旧.md"),
            "错误：--from 单独用，不和模板名、--set、--ask、--list 一起",
        ),
        (("--from", "没有.md"), "错误：没有.md：找不到这个文件"),
        (("--from", "密.md"), "错误：密.md:8:1 键“密级”：标有密级，不予处理"),
        (("--from", "旧.md", "-o", "新.doc"), "错误：新.doc：草稿的文件名要以 .md 或 .txt 结尾"),
        (("--from", "旧.md", "-o", "密.md"), "错误：密.md：已有这个文件，不覆盖"),
    ],
)
def test_what_cannot_be_done_writes_nothing(desk: Path, arguments: tuple[str, ...], message: str) -> None:
    (desk / "旧.md").write_text(draft(), encoding="utf-8")
    (desk / "密.md").write_text(draft().replace("---\n各单位", "密级: 机密\n---\n各单位"), encoding="utf-8")
    done = run("new", *arguments)
    assert (done.exit_code, names(desk)) == (2, ["密.md", "旧.md"])
    assert done.stderr.startswith(message)


def test_last_years_date_at_the_end_of_the_text_is_told(desk: Path) -> None:
    body = "请照办。\n\n澜州市人民政府办公室\n2026年5月8日\n"
    (desk / "旧.md").write_text(
        draft(body="关于做好防汛工作的通知\n各县人民政府：\n" + body), encoding="utf-8"
    )
    done = run("new", "--from", "旧.md")
    assert "说明：正文第 14 行还写着日期“2026年5月8日”，排版时会当作成文日期：删去，或改成新的" in (
        done.stderr.splitlines()
    )


def test_a_remark_of_the_program_goes_but_a_heading_of_the_text_stays() -> None:
    text = "---\n# 原文第 2 行：认作标题\n标题: 题\n---\n# 原文第 3 行：说明\n正文。\n"
    again = renewed(SourceText("旧.md", text))
    assert again is not None
    assert again.text == "---\n标题: 题\n---\n# 原文第 3 行：说明\n正文。\n"


@pytest.mark.parametrize("value", ["|-\n  000123", ">-\n  甲\n  乙", "'甲'", "\n  甲乙", "甲\n  乙"])
def test_values_of_every_form_are_cleared(value: str) -> None:
    text = f"---\n文种: 通知\n发文字号: {value}\n标题: 题\n---\n正文。\n"
    again = renewed(SourceText("旧.md", text))
    assert again is not None
    assert (again.text, again.cleared) == (
        "---\n文种: 通知\n发文字号:\n标题: 题\n---\n正文。\n",
        ("发文字号",),
    )


def test_pictures_are_named_among_the_files_to_copy(desk: Path) -> None:
    from tests.helpers import png

    (desk / "旧").mkdir()
    (desk / "旧" / "图.png").write_bytes(png(4, 4))
    (desk / "旧" / "稿.md").write_text(draft(body="正文。\n![图](图.png)\n"), encoding="utf-8")
    done = run("new", "--from", "旧/稿.md", "-o", "新.md")
    assert "说明：引用的文件要复制到新草稿旁边：图.png" in done.stderr.splitlines()
