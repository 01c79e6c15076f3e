"""gongwen build --template：写出什么、清单记什么、说什么；出错时什么也不写，信笺从不改动。"""

from __future__ import annotations

import base64
import json
import shutil
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from tests.helpers import FRONT, ROUTE, draft, names, run, told, tree
from tests.letterhead.sheets import BODY_TAG, sheet, texts, with_front
from tests.ooxml.packages import paragraph, relations, with_parts

import gongwen
from gongwen.signoff.built import digest

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "samples" / "信笺" / "便函信笺.docx"
FULL = ("{{p 标题 }}", "{{ 主送机关 }}", BODY_TAG, "{{p 落款 }}", "{{ 发文字号 }}")
SAID = "说明：版面以信笺“信笺.docx”为准，不按 GB/T 9704 排，也不核对"


@pytest.fixture(autouse=True)
def _at_desk(desk: Path) -> None:
    (desk / "稿.md").write_text(draft(), encoding="utf-8")
    (desk / "信笺.docx").write_bytes(sheet(*FULL))


def built(folder: Path) -> dict[str, object]:
    line = (folder / "稿.manifest.jsonl").read_bytes().splitlines()[-1]
    return json.loads(base64.b64decode(json.loads(line)["payload"]))["built"]


def test_a_docx_is_written_without_typst_and_the_letterhead_is_on_record(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongwen.office.typesetting.typeset", None)
    before = (desk / "信笺.docx").read_bytes()
    result = run("build", "稿.md", "--template", "信笺.docx", "--format", "docx", "-o", "out")
    assert (result.exit_code, told(result)) == (0, [SAID, ROUTE])
    assert result.stdout.splitlines()[:3] == [
        "写出 out/稿.docx",
        "写出 out/稿.proof.json",
        "写出 out/稿.manifest.jsonl",
    ]
    assert result.stdout.splitlines()[-1].startswith("稿.md：校对 1 件")
    assert texts((desk / "out" / "稿.docx").read_bytes())[1] == "各县人民政府："
    record = built(desk / "out")
    assert record["template"] == "信笺.docx"
    assert record["inputs"] == {
        "稿.md": digest((desk / "稿.md").read_bytes()),
        "信笺.docx": digest(before),
    }
    assert {"docxtpl", "jinja2"} <= set(record["versions"])
    assert (desk / "信笺.docx").read_bytes() == before


def test_the_same_build_gives_the_same_docx(desk: Path) -> None:
    made = []
    for folder in ("一", "二"):
        (one,) = gongwen.build(
            ["稿.md"], gongwen.BuildOptions(out=folder, formats=("docx",), template="信笺.docx")
        )
        assert (one.faces, one.exit_code) == (0, 0)
        made.append((desk / folder / "稿.docx").read_bytes())
    assert made[0] == made[1]


@pytest.mark.needs_office_suite
def test_a_pdf_is_made_by_the_office_suite_and_its_faces_are_counted(desk: Path) -> None:
    (desk / "稿.md").write_text(draft(body="甲乙丙丁。\n" * 50), encoding="utf-8")
    result = run("build", "稿.md", "--template", "信笺.docx", "-o", "out")
    assert (result.exit_code, told(result)) == (0, [SAID, ROUTE])
    assert names(desk / "out") == ["稿.docx", "稿.manifest.jsonl", "稿.pdf", "稿.proof.json"]
    assert result.stdout.splitlines()[-1].startswith("稿.md：3 面。")
    assert str(built(desk / "out")["versions"]["pdf"]).startswith("LibreOffice")


def test_blanks_and_what_is_not_printed_are_told(desk: Path) -> None:
    (desk / "稿.md").write_text(with_front(附注="甲", 发文字号="", 成文日期=""), encoding="utf-8")
    result = run("build", "稿.md", "--template", "信笺.docx", "--format", "docx")
    assert (result.exit_code, told(result)) == (
        1,
        [
            SAID,
            "说明：信笺里没有附注，草稿写了的没有印出来",
            ROUTE,
            "空位：发文字号还没有填",
            "空位：成文日期还没有填",
        ],
    )


NOTHING = ["信笺.docx", "稿.md"]


def test_without_an_office_suite_nothing_is_written(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(desk))
    monkeypatch.setattr("gongwen.layout.suite._KNOWN", ())
    result = run("build", "稿.md", "--template", "信笺.docx")
    assert (result.exit_code, names(desk)) == (2, NOTHING)
    assert told(result) == [
        "错误：按信笺排 PDF 要用 LibreOffice，本机没有装",
        "  → 装上 LibreOffice（apt-get install libreoffice-writer-nogui），或加 --format docx 只要 DOCX",
    ]


REMOVE = "  → 在 Word 或 WPS 里去掉它，另存后再用；来历不明的文件不要用"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            sheet("{{ 标题目 }}", BODY_TAG),
            "错误：信笺.docx：正文里没有变量“标题目”，在“{{ 标题目 }}”处",
        ),
        (
            sheet("{{ ''.__class__.__mro__ }}", BODY_TAG),
            "错误：信笺.docx：正文里不能用 “.”取属性，在“{{ ''.__class__.__mro__ }}”处",
        ),
        (
            with_parts(rels=relations(("attachedTemplate", "http://evil.example/t.dotm", True))),
            "错误：信笺.docx：带有附加的模板：word/document.xml → http://evil.example/t.dotm",
        ),
        (with_parts(body=paragraph("没有标签")), "错误：信笺.docx：信笺里没有放正文的地方"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "错误：信笺.docx：是 97—2003 格式的文件（.doc），不是 .docx"),
        (b"", "错误：信笺.docx：不是 Word 文档（.docx）"),
    ],
)
def test_a_letterhead_that_is_wrong_or_unsafe_writes_nothing(desk: Path, data: bytes, said: str) -> None:
    (desk / "信笺.docx").write_bytes(data)
    before = tree(desk)
    result = run("build", "稿.md", "--template", "信笺.docx", "--format", "docx")
    assert (result.exit_code, told(result)[0]) == (2, said)
    assert told(result)[1].startswith("  → ")
    assert tree(desk) == before


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("没有.docx", "错误：没有.docx：找不到这份信笺"),
        (".", "错误：.：这是文件夹，不是信笺"),
        ("甲\0.docx", "错误：甲\0.docx：找不到这份信笺"),
    ],
)
def test_a_letterhead_that_cannot_be_read_is_named(desk: Path, template: str, said: str) -> None:
    with pytest.raises(gongwen.GongwenError) as caught:
        gongwen.build(["稿.md"], gongwen.BuildOptions(formats=("docx",), template=template))
    assert f"错误：{str(caught.value).splitlines()[0]}" == said
    assert names(desk) == NOTHING


def test_the_letterhead_is_never_overwritten_even_when_it_was_built_before(desk: Path) -> None:
    run("build", "稿.md", "--template", "信笺.docx", "--format", "docx", "-o", "out")
    (desk / "out" / "稿.docx").write_bytes(sheet(*FULL))
    before = tree(desk)
    result = run("build", "稿.md", "--template", "out/稿.docx", "--format", "docx", "-o", "out")
    assert (result.exit_code, told(result)) == (
        2,
        ["错误：out/稿.docx：结果会盖掉信笺", "  → 用 -o 换一个文件夹，或给信笺改名"],
    )
    assert tree(desk) == before


def test_one_bad_draft_among_several_writes_nothing(desk: Path) -> None:
    (desk / "附.md").write_text("# 附\n甲。\n", encoding="utf-8")
    (desk / "二.md").write_text(with_front(被印发件="附.md"), encoding="utf-8")
    before = tree(desk)
    result = run("build", "稿.md", "二.md", "--template", "信笺.docx", "--format", "docx")
    assert (result.exit_code, told(result)[0]) == (
        2,
        "错误：信笺.docx：草稿有被印发件，信笺里没有放被印发件的地方",
    )
    assert tree(desk) == before


def test_an_old_pdf_beside_a_new_docx_is_pointed_out(desk: Path) -> None:
    run("build", "稿.md", "-o", "out")
    result = run("build", "稿.md", "--template", "信笺.docx", "--format", "docx", "-o", "out")
    assert "说明：out/稿.pdf 是以前构建的，这次没有更新" in told(result)


def test_an_ordinary_build_loads_nothing_of_this(desk: Path) -> None:
    program = (
        "import sys, gongwen; gongwen.build(['稿.md']);"
        "print(*sorted({'docx', 'docxtpl', 'jinja2', 'pypdf', 'gongwen.layout.suite',"
        " 'gongwen.layout.letterhead.opening'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=desk
    )
    assert done.stdout.split() == []


def test_the_sample_letterhead_is_what_its_program_makes_and_can_be_used(desk: Path) -> None:
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        import letterhead
    finally:
        sys.path.pop(0)
    assert letterhead.letterhead() == SAMPLE.read_bytes()
    shutil.copy(ROOT / "samples" / "商请支持论坛的函.md", desk / "函.md")
    result = run("build", "函.md", "--template", SAMPLE, "--format", "docx", "-o", "out")
    assert result.exit_code == 0
    printed = texts((desk / "out" / "函.docx").read_bytes())
    assert [line for line in printed if "{" in line] == []
    assert printed[-1].startswith("抄送：")


def test_no_copy_of_this_list_is_needed_for_help() -> None:
    assert "--template 文件" in run("build", "--help").stdout


def test_a_detached_annex_is_a_file_of_its_own_beside_the_letterhead(desk: Path) -> None:
    (desk / "办法.md").write_text("请认真执行。\n", encoding="utf-8")
    annex = "附件: {标题: 管理办法, 文件: 办法.md, 装订: 否}\n"
    (desk / "稿.md").write_text(draft(FRONT + annex), encoding="utf-8")
    result = run("build", "稿.md", "--template", "信笺.docx", "--format", "docx", "-o", "out")
    assert (result.exit_code, told(result)) == (
        0,
        [
            SAID,
            "说明：信笺里没有附件说明，草稿写了的没有印出来",
            "说明：附件不与正文装订，另成文件（7.3.7）：稿-附件.docx，1 面",
            ROUTE,
        ],
    )
    assert "请认真执行。" not in texts((desk / "out" / "稿.docx").read_bytes())
    assert texts((desk / "out" / "稿-附件.docx").read_bytes())[:3] == [
        "澜政办发〔2026〕18号附件",
        "管理办法",
        "请认真执行。",
    ]


def test_a_broken_picture_is_refused_though_the_letterhead_would_take_it(desk: Path) -> None:
    data = bytearray((ROOT / "docs/图/总览.png").read_bytes()[:33])
    for kind, body in ((b"IDAT", b"broken"), (b"IEND", b"")):
        data += struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    (desk / "图.png").write_bytes(bytes(data))
    (desk / "稿.md").write_text(draft(body="见图。\n![图](图.png)\n"), encoding="utf-8")
    result = run("build", "稿.md", "--template", "信笺.docx", "--format", "docx", "-o", "out")
    assert (result.exit_code, told(result)) == (
        2,
        ["错误：稿.md:10:6：图片“图.png”打不开：文件头是好的，里面坏了", "  → 换一张能打开的图片"],
    )
    assert not (desk / "out").exists()
