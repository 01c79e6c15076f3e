"""gongwen sheet：空白的印出来手签，扫描后登记，再印就是填好的；说了什么，退出码。"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pytest
from tests.helpers import ROOT, names, run, told
from tests.test_guides import follow

from gongwen.signoff.progress import CHINA

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

OFFICE = """\
格式 = 1
名称 = "青溪县人民政府办公室"

[[人员]]
姓名 = "周启明"
职务 = "秘书科副科长"
电话 = "0399-7212345"
角色 = ["拟稿"]

[[人员]]
姓名 = "方见微"
职务 = "秘书科科员"
角色 = ["审核", "手签登记"]

[[人员]]
姓名 = "陆听澜"
职务 = "副县长"
角色 = ["签发"]
"""
DRAFT = """\
---
文种: 通知
路线: 条例发文程序
发文机关: 青溪县人民政府办公室
标题: 关于做好防汛备汛工作的通知
主送机关: [各乡镇人民政府]
---
正文。
"""


@pytest.fixture
def office(desk: Path) -> Path:
    """有单位资料、构建好的一件。"""
    (desk / "office.toml").write_text(OFFICE, encoding="utf-8")
    (desk / "通知.md").write_text(DRAFT, encoding="utf-8")
    run("build", "通知.md", "--format", "docx")
    return desk


def signed(*arguments: str) -> Result:
    result = run("sign", "build/通知", "--yes", *arguments)
    assert result.exit_code == 0, result.stderr
    return result


def pdf_text(path: Path) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(path))


def test_a_blank_sheet_is_printed_signed_by_hand_entered_and_printed_filled(office: Path) -> None:
    signed("--as", "周启明", "--decision", "拟稿")
    signed("--as", "方见微", "--decision", "同意", "--comment", "文字已核。")
    first = run("sheet", "build/通知", "--blank", "-o", "待签", "--format", "pdf")
    assert (first.exit_code, told(first)) == (0, [])
    assert first.stdout.splitlines() == [
        "写出 待签/通知.sheet.pdf",
        "发文稿纸：1 面，照“条例发文程序”，意见空着",
    ]
    assert "方见微" not in pdf_text(office / "待签" / "通知.sheet.pdf")
    today = datetime.now(UTC).astimezone(CHINA).date().isoformat()
    signed(
        "--as", "陆听澜", "--decision", "签发", "--comment", "同意印发。", "--on", today,
        "--from-sheet", "待签/通知.sheet.pdf", "--registrar", "方见微",
    )  # fmt: skip
    second = run("sheet", "build/通知")
    assert (second.exit_code, told(second)) == (0, [])
    assert second.stdout.splitlines() == [
        "写出 build/通知/通知.sheet.docx",
        "写出 build/通知/通知.sheet.pdf",
        "发文稿纸：1 面，照“条例发文程序”，填了 2 条意见",
    ]
    text = pdf_text(office / "build" / "通知" / "通知.sheet.pdf")
    wanted = ["签发：同意印发。", "陆听澜", "手签登记：方见微", "同意：文字已核。", "周启明", "0399-7212345"]
    assert [each for each in wanted if each not in text] == []


def test_a_sheet_does_not_disturb_the_case(office: Path) -> None:
    run("sheet", "build/通知")
    signed("--as", "周启明", "--decision", "拟稿")
    again = run("build", "通知.md", "--format", "docx")
    assert again.exit_code in (0, 1), again.stderr
    assert [name for name in names(office / "build" / "通知") if "sheet" in name] == [
        "通知.sheet.docx",
        "通知.sheet.pdf",
    ]


def test_a_pile_of_blank_sheets_needs_only_a_route(desk: Path) -> None:
    result = run("sheet", "--route", "条例发文程序", "--blank", "--black")
    assert (result.exit_code, told(result)) == (0, [])
    assert result.stdout.splitlines() == [
        "写出 发文稿纸-条例发文程序.sheet.docx",
        "写出 发文稿纸-条例发文程序.sheet.pdf",
        "发文稿纸：1 面，照“条例发文程序”，意见空着",
    ]


@pytest.mark.parametrize(
    ("arguments", "told_what"),
    [
        (
            (),
            "错误：没有说印哪一件的稿纸\n  → 写上案卷的文件夹或草稿；只要空白的，写 --route 路线 --blank\n",
        ),
        (
            ("--route", "条例发文程序", "--format", "docs"),
            "错误：不能输出“docs”\n  → 是不是“docx”？可用：docx、pdf\n",
        ),
        (
            ("没有\x1b[2J.md",),
            "错误：没有<U+001B>[2J.md：找不到这个文件\n  → 检查文件名和路径\n",
        ),
    ],
)
def test_a_mistake_is_told_and_nothing_is_written(
    desk: Path, arguments: tuple[str, ...], told_what: str
) -> None:
    result = run("sheet", *arguments)
    assert (result.exit_code, result.stderr) == (2, told_what)
    assert names(desk) == []


def test_the_guide_can_be_followed_as_printed(desk: Path, tmp_path: Path) -> None:
    page = tmp_path / "发文稿纸.md"
    today = datetime.now(UTC).astimezone(CHINA).date().isoformat()
    text = (ROOT / "docs" / "发文稿纸.md").read_text(encoding="utf-8")
    page.write_text(text.replace("2026-05-11", today), encoding="utf-8")
    assert follow(str(page), desk) == 7
    text = pdf_text(desk / "build" / "防汛通知" / "防汛通知.sheet.pdf")
    wanted = ["同意印发。", "手签登记：方见微", "各乡镇人民政府，县政府各部门", "0399-7212345"]
    assert [each for each in wanted if each not in text] == []
    assert (desk / "发文稿纸-县政府办发文.sheet.pdf").exists()
