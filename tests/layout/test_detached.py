"""不与正文装订的附件（7.3.7）：各成一份文件，首行标发文字号和“附件”，页码自己编。"""

from __future__ import annotations

import io
import json
import zipfile
from base64 import b64decode
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pytest
from lxml import etree
from tests.helpers import ROUTE, names, run, told

from gongwen.document.elements import AnnexEntry
from gongwen.errors import DraftError
from gongwen.layout.docx import FaceFacts, render_docx
from gongwen.layout.plan import make_plan
from gongwen.layout.plan.detached import detached_plans
from gongwen.layout.style import load_style
from gongwen.ooxml.names import qn
from gongwen.signoff.content import content_digest
from gongwen.sources.draft import parse_draft, read_draft
from gongwen.spans import SourceText

if TYPE_CHECKING:
    from pathlib import Path

    from gongwen.document.model import Document

FRONT = """\
文种: 通知
标题: 关于校车安全的通知
发文机关: 澜州市人民政府
发文字号: 澜政发〔2026〕1号
主送机关: 各县人民政府
成文日期: 2026年5月8日
用印: 不落款
"""
ANNEXES = """\
附件:
  - {标题: 校车管理办法, 文件: 办法.md, 装订: 否}
  - {标题: 统计表, 文件: 表.md, 横排: 是, 装订: 否}
  - {标题: 分工表, 文件: 分工.md, 装订: 是}
"""
TABLE = "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n"


def put(folder: Path, annexes: str = ANNEXES, front: str = FRONT) -> Path:
    (folder / "办法.md").write_text("# 一、总则\n" + "请认真执行。\n" * 25, encoding="utf-8")
    (folder / "表.md").write_text(TABLE, encoding="utf-8")
    (folder / "分工.md").write_text(TABLE, encoding="utf-8")
    path = folder / "稿.md"
    path.write_text(f"---\n{front}{annexes}---\n请认真执行。\n", encoding="utf-8")
    return path


def parsed(folder: Path, annexes: str = ANNEXES, front: str = FRONT) -> Document:
    return read_draft(put(folder, annexes, front))


def texts(pdf: Path) -> list[str]:
    return ["".join(page.get_textpage().get_text_range().split()) for page in pdfium.PdfDocument(pdf)]


def test_each_is_a_file_of_its_own_with_its_own_page_numbers(desk: Path) -> None:
    put(desk)
    done = run("build", "稿.md", "-o", "out")
    assert (done.exit_code, told(done)) == (
        0,
        [
            "说明：附件1不与正文装订，另成文件（7.3.7）：稿-附件1.docx、稿-附件1.pdf，2 面",
            "说明：附件2不与正文装订，另成文件（7.3.7）：稿-附件2.docx、稿-附件2.pdf，1 面",
            ROUTE,
        ],
    )
    assert done.stdout.splitlines()[:8] == [
        "写出 out/稿.docx",
        "写出 out/稿.pdf",
        "写出 out/稿-附件1.docx",
        "写出 out/稿-附件1.pdf",
        "写出 out/稿-附件2.docx",
        "写出 out/稿-附件2.pdf",
        "写出 out/稿.proof.json",
        "写出 out/稿.manifest.jsonl",
    ]
    main = texts(desk / "out/稿.pdf")
    assert [page[-3:] for page in main] == ["—1—", "—2—"]
    assert "附件：1.校车管理办法2.统计表3.分工表" in main[0]
    assert main[1] == "附件3分工表甲乙12—2—"
    first, second = texts(desk / "out/稿-附件1.pdf")
    assert first.startswith("澜政发〔2026〕1号附件1校车管理办法一、总则请认真执行。")
    assert (first[-3:], second) == ("—1—", "请认真执行。" * 8 + "—2—")
    (page,) = pdfium.PdfDocument(desk / "out/稿-附件2.pdf")
    assert (page.get_rotation(), round(page.get_width()), round(page.get_height())) == (270, 595, 842)


def test_the_manifest_lists_them_and_proofing_covers_them(desk: Path) -> None:
    put(desk)
    assert run("build", "稿.md", "-o", "out").exit_code == 0
    line = (desk / "out/稿.manifest.jsonl").read_bytes().splitlines()[-1]
    payload = json.loads(b64decode(json.loads(line)["payload"]))
    assert sorted(payload["built"]["outputs"]) == [
        *(f"稿-附件{number}.{kind}" for number in (1, 2) for kind in ("docx", "pdf")),
        "稿.docx",
        "稿.pdf",
        "稿.proof.json",
    ]
    assert [each["name"] for each in payload["subjects"]] == sorted(payload["built"]["outputs"])[:-1]
    assert sorted(payload["built"]["inputs"]) == ["分工.md", "办法.md", "稿.md", "表.md"]
    proofed = json.loads((desk / "out/稿.proof.json").read_bytes())
    assert [each["path"] for each in proofed["files"]] == ["稿.md", "办法.md", "表.md", "分工.md"]


def docx_lines(data: bytes) -> list[tuple[str, str]]:
    """各段的（样式, 文字）。"""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    found = []
    for each in root.iter(qn("w:p")):
        style = each.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        text = "".join(part.text or "" for part in each.iter(qn("w:t")))
        found.append(("" if style is None else style.get(qn("w:val")), text))
    return [item for item in found if item[1]]


def test_the_docx_begins_with_the_number_on_its_first_face(tmp_path: Path) -> None:
    plan, turned = detached_plans(parsed(tmp_path), load_style())
    data = render_docx(plan, load_style(), faces=FaceFacts())
    assert docx_lines(data)[:4] == [
        ("GongwenAnnexLabel", "澜政发〔2026〕1号附件1"),
        ("GongwenTitle", "校车管理办法"),
        ("Heading1", "一、总则"),
        ("GongwenBody", "请认真执行。"),
    ]
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    first = next(root.iter(qn("w:p")))
    assert first.find(f"{qn('w:pPr')}/{qn('w:pageBreakBefore')}").get(qn("w:val")) == "0"
    fonts = [each.get(qn("w:eastAsia")) for each in first.iter(qn("w:rFonts"))]
    assert fonts == ["仿宋_GB2312", "黑体"]
    data = render_docx(turned, load_style(), faces=FaceFacts())
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    assert [each.get(qn("w:orient")) for each in root.iter(qn("w:pgSz"))] == ["landscape"]


def test_a_single_annex_has_no_number_and_a_missing_issue_number_keeps_its_place(tmp_path: Path) -> None:
    one = "附件: {标题: 校车管理办法, 文件: 办法.md, 装订: 否}\n"
    unnumbered = FRONT.replace("发文字号: 澜政发〔2026〕1号\n", "")
    (plan,) = detached_plans(parsed(tmp_path, one, unnumbered), load_style())
    (item,) = plan.annexes
    assert (item.number, item.label) == ("　　　〔　　　　〕　　号", "附件")
    speech = "文种: 讲话\n标题: 在会议上的讲话\n用印: 不落款\n"
    (plan,) = detached_plans(parsed(tmp_path, one, speech), load_style())
    assert plan.annexes[0].number == ""


def test_an_annex_file_that_already_says_its_number_does_not_say_it_twice(tmp_path: Path) -> None:
    path = put(tmp_path, "附件: {标题: 校车管理办法, 文件: 办法.md, 装订: 否}\n")
    (tmp_path / "办法.md").write_text("澜政发〔2026〕1号附件\n校车管理办法\n正文。\n", encoding="utf-8")
    (plan,) = detached_plans(read_draft(path), load_style())
    assert [run.text for item in plan.annexes[0].items for run in item.runs] == ["正文。"]


def test_binding_is_how_it_is_laid_out_not_what_it_says(tmp_path: Path) -> None:
    bound = parsed(tmp_path, ANNEXES.replace("装订: 否", "装订: 是"))
    assert content_digest(bound) == content_digest(parsed(tmp_path))
    assert list(detached_plans(bound, load_style())) == []
    assert [item.label for item in make_plan(bound, load_style()).annexes] == ["附件1", "附件2", "附件3"]


def test_the_key_takes_yes_or_no_and_is_of_no_use_without_a_file() -> None:
    def read(entry: str) -> Document:
        return parse_draft(SourceText("稿.md", f"---\n{FRONT}附件: {entry}\n---\n正文。\n"), None)

    document = read("{标题: 表, 装订: 否}")
    assert document.elements is not None
    assert document.elements.annexes is not None
    (entry,) = document.elements.annexes
    assert entry == AnnexEntry(entry.title, None, detached=True)
    assert [notice.message for notice in document.notices] == [
        "附件“表”只列了标题，“装订”用不上；写上“文件”才排附件的正文"
    ]
    with pytest.raises(DraftError) as caught:
        read("{标题: 表, 文件: 表.md, 装订: 不}")
    assert str(caught.value) == ("稿.md:9:27 键“附件”：“装订”不能是“不”\n  → 写“装订: 否”；不要时删去这一行")


def test_files_left_from_before_are_pointed_out(desk: Path) -> None:
    put(desk)
    assert run("build", "稿.md", "-o", "out").exit_code == 0
    put(desk, ANNEXES.replace("装订: 否", "装订: 是"))
    assert told(run("build", "稿.md", "-o", "out")) == [
        ROUTE,
        *(
            f"说明：out/稿-附件{number}.{kind} 是以前构建的，这次没有更新"
            for number in (1, 2)
            for kind in ("docx", "pdf")
        ),
    ]


def test_another_draft_of_the_same_name_is_refused_and_nothing_is_written(desk: Path) -> None:
    put(desk)
    (desk / "稿-附件1.md").write_text(f"---\n{FRONT}---\n正文。\n", encoding="utf-8")
    done = run("build", "稿.md", "稿-附件1.md", "-o", "out")
    assert (done.exit_code, told(done)) == (
        2,
        [
            "错误：两份草稿会写到同一个文件“稿-附件1.docx”：稿.md、稿-附件1.md",
            "  → 改名，或分几次构建到不同的文件夹",
        ],
    )
    assert [name for name in names(desk) if name.startswith("out")] == []
