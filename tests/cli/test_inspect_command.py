"""gongwen inspect：量得的表、JSON、退出码；量不了的说清为什么，别的照量。"""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING

import pypdf
import pypdfium2
import pytest
from tests.helpers import draft, run

from gongwen.layout.measure import apart
from gongwen.layout.measure.table import requirements
from gongwen.office.versions import gongwen_version

if TYPE_CHECKING:
    from pathlib import Path

PARAGRAPH = "各单位要高度重视防汛工作，严格落实责任制，加强值班值守，确保人民群众生命财产安全。" * 20


@pytest.fixture
def paper(desk: Path) -> Path:
    """排好的一件通知。"""
    (desk / "通知.md").write_text(draft(body=f"{PARAGRAPH}\n{PARAGRAPH}\n"), encoding="utf-8")
    assert run("build", "通知.md", "-o", "成品", "--format", "pdf").exit_code == 0
    return desk / "成品" / "通知.pdf"


def encrypted(data: bytes) -> bytes:
    writer = pypdf.PdfWriter(clone_from=BytesIO(data))
    writer.encrypt("口令", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def blank() -> bytes:
    """只有一面白纸：像扫描件一样没有文字。"""
    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def test_the_table_lists_each_element_and_what_does_not_apply(paper: Path) -> None:
    result = run("inspect", str(paper))
    lines = result.stdout.splitlines()
    assert (result.exit_code, result.stderr) == (0, "")
    assert lines[0] == f"{paper}：文件格式，4 面"
    assert lines[1].split() == ["结论", "要素", "量得", "要求", "条款", "强度"]
    found = {line.split()[1]: line.split() for line in lines[2 : lines.index("")]}
    assert found["天头"] == [
        "合",
        "天头",
        "37",
        "mm（字顶，第2面，共4处）",
        "37",
        "mm",
        "±1",
        "5.2.1",
        "规定",
    ]
    assert found["标志字体"] == ["不合", "标志字体", "粗宋体（第1面）", "小标宋", "7.2.4", "推荐"]
    counted = sum(len(line.split("：", 1)[1].split("；")) for line in lines if line.startswith("  "))
    heading = next(line for line in lines if line.startswith("不适用"))
    assert heading == f"不适用 {counted} 项："
    assert len(found) + counted == len(requirements())
    said = "规定的各项都合，另有 2 项一般、推荐或惯例的不合"
    assert lines[-2].endswith(f"不适用 {counted} 项。{said}")


def test_brief_lists_only_what_is_off(paper: Path) -> None:
    result = run("inspect", str(paper), "--brief")
    assert [line.split()[1] for line in result.stdout.splitlines()[2:4]] == ["标志字体", "标题字体"]
    assert "不适用" not in "".join(result.stdout.splitlines()[:-2])


def test_json_has_every_requirement(paper: Path) -> None:
    result = run("inspect", str(paper), "--format", "json")
    told = json.loads(result.stdout)
    (file,) = told["files"]
    assert (told["format"], told["version"]) == (1, gongwen_version())
    assert (file["path"], file["problem"], file["layout"], file["faces"]) == (str(paper), None, "文件", 4)
    assert file["broken"] == []
    assert [row["key"] for row in file["rows"]] == [need.key for need in requirements()]
    assert next(row for row in file["rows"] if row["key"] == "area.top") == {
        "key": "area.top", "element": "天头", "clause": "5.2.1", "strength": "规定", "state": "ok",
        "required": 37, "tolerance": 1, "bound": "equal", "unit": "mm", "measured": 37.0, "face": 2,
        "note": "字顶", "count": 4, "deviation_mm": 0.0,
    }  # fmt: skip


def test_a_broken_rule_is_1(desk: Path) -> None:
    (desk / "窄.toml").write_text(
        'format = 1\nextends = "gbt9704"\nname = "窄"\nlabel = "窄"\n'
        '[page]\nleft = { value = 32, unit = "mm", clause = "5.2.1", strength = "规定" }\n',
        encoding="utf-8",
    )
    (desk / "通知.md").write_text(draft(body=PARAGRAPH), encoding="utf-8")
    assert run("build", "通知.md", "-o", "成品", "--format", "pdf", "--style", "窄.toml").exit_code == 0
    result = run("inspect", "成品/通知.pdf", "--brief")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[2].split() == [
        "不合", "订口", "32", "mm（第1面）", "28", "mm", "±1", "5.2.1", "规定",
    ]  # fmt: skip


def test_what_cannot_be_measured_is_named_and_the_rest_is_measured(paper: Path, desk: Path) -> None:
    (desk / "加密.pdf").write_bytes(encrypted(paper.read_bytes()))
    (desk / "截断.pdf").write_bytes(paper.read_bytes()[:3000])
    (desk / "扫描.pdf").write_bytes(blank())
    (desk / "乱.pdf").write_bytes(bytes(range(256)) * 40)
    (desk / "空.pdf").write_bytes(b"")
    (desk / "夹.pdf").mkdir()
    given = (
        "加密.pdf",
        "截断.pdf",
        "扫描.pdf",
        "乱.pdf",
        "空.pdf",
        "夹.pdf",
        "没有.pdf",
        "通知.md",
        "文.docx",
    )
    result = run("inspect", *given, str(paper), "--brief")
    assert result.exit_code == 2
    assert [line for line in result.stdout.splitlines() if "：" in line][:9] == [
        "加密.pdf：PDF 加了密码，打不开",
        "截断.pdf：不是能打开的 PDF",
        "扫描.pdf：PDF 里没有文字，像是扫描件",
        "乱.pdf：不是能打开的 PDF",
        "空.pdf：不是能打开的 PDF",
        "夹.pdf：读不了：是文件夹",
        "没有.pdf：读不了：没有这个文件",
        "通知.md：不是能打开的 PDF",
        "文.docx：量的是 PDF",
    ]
    assert f"{paper}：文件格式，4 面" in result.stdout


def test_a_reader_that_does_not_end_is_stopped(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "LIMITS", apart.Limits(seconds=0.01, memory_kb=4 * 1024 * 1024, file_blocks=0))
    result = run("inspect", str(paper))
    assert result.exit_code == 2
    assert result.stdout.splitlines()[0] == f"{paper}：PDF 读了 0.01 秒还没有读完"


def test_a_reader_that_wants_too_much_memory_is_stopped(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "LIMITS", apart.Limits(seconds=60.0, memory_kb=16 * 1024, file_blocks=0))
    result = run("inspect", str(paper))
    assert result.exit_code == 2
    assert result.stdout.splitlines()[0] == f"{paper}：PDF 读到一半停了：文件坏了，或要的内存太多"


def test_text_from_a_pdf_cannot_drive_the_terminal(desk: Path) -> None:
    (desk / "坏\x1b[2J名.pdf").write_bytes(b"%PDF-")
    result = run("inspect", "坏\x1b[2J名.pdf")
    assert result.stdout.splitlines()[0] == "坏<U+001B>[2J名.pdf：不是能打开的 PDF"
