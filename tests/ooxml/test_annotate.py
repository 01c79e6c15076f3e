"""整份文件：没有动的部件一个字节不变，同样的输入得同样的字节，检验器不挑，LibreOffice 打得开。"""

from __future__ import annotations

import io
import subprocess
import zipfile
from typing import TYPE_CHECKING

import docx
import pypdf
import pytest
from tests.helpers import ROOT
from tests.ooxml.checker import VERSIONS, all_complaints
from tests.ooxml.marks import AUTHOR, STAMP, ins, marked, opened, rejected, text_of
from tests.ooxml.packages import HEAD, MAIN, MAIN_RELS, TYPES_PART, WORD, relations, types, zipped
from tests.ooxml.packages import members as smallest
from tests.ooxml.words import box, field, para, run, table
from tests.ooxml.words import row as line

from gongwen.errors import PackageError
from gongwen.ooxml import annotate_apart as apart
from gongwen.ooxml.annotate import Remark, annotated
from gongwen.ooxml.annotate_apart import annotate_apart
from gongwen.ooxml.edits import Change
from gongwen.ooxml.names import qn
from gongwen.ooxml.opening import open_for_reading
from gongwen.ooxml.plain import plain_docx
from gongwen.ooxml.reader import read_story
from gongwen.spans import SourceText

if TYPE_CHECKING:
    from pathlib import Path

    from gongwen.ooxml.opening import Package

LETTERHEAD = ROOT / "samples" / "信笺" / "便函信笺.docx"
ODD = "〔2026〕𠮷"
NOTE_EXPORT = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'


def rich() -> bytes:
    """python-docx 写的一份：样式、表格、页眉、已有的批注，检验器不挑。"""
    made = docx.Document()
    first = made.add_paragraph("各县,各部门请执行")
    first.add_run(ODD).bold = True
    made.add_comment(first.runs[0], "旧的", "李四", "李")
    cells = made.add_table(2, 2)
    cells.cell(0, 0).text = "事项:甲"
    for look in cells._tbl.iter(qn("w:tblLook")):  # Word 2007 不认里面的写法
        look.getparent().remove(look)
    made.sections[0].header.paragraphs[0].text = "甲眉,乙"
    made.add_paragraph("完")
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def everything(package: Package) -> tuple[list[tuple[int | None, int]], list[tuple[int, int, str]]]:
    """隔几个字一处批注、一处改动，连同没有位置的一处。"""
    story = read_story(package)
    starts = [each.start for each in story.stretches]
    remarks = [(None, 0), *((at, min(at + 5, len(story.text))) for at in starts)]
    changes = [(at, at + 1, f"{ODD}\t") for at in starts[::2]] + [(at, at, "添") for at in starts[1::2]]
    return remarks, changes


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_nothing_to_write_leaves_every_part_as_it_was() -> None:
    for data in (rich(), LETTERHEAD.read_bytes()):
        package = open_for_reading(data, "稿.docx")
        done = annotated(package, read_story(package), [], [], STAMP)
        assert parts(done.data) == parts(data)


def test_only_the_parts_that_had_to_change_are_changed() -> None:
    data = rich()
    package = open_for_reading(data, "稿.docx")
    text = text_of(package)
    body = marked(package, [(2, 3)], [(2, 3, "，")])[1].data
    at = text.index("甲眉,") + 2
    header = marked(package, [], [(at, at + 1, "，")])[1].data
    changed = {name for name, content in parts(body).items() if content != parts(data).get(name)}
    assert changed == {MAIN, "word/comments.xml"}
    changed = {name for name, content in parts(header).items() if content != parts(data).get(name)}
    assert changed == {"word/header1.xml"}


def test_the_same_input_gives_the_same_bytes() -> None:
    package = open_for_reading(rich(), "稿.docx")
    remarks, changes = everything(package)
    assert marked(package, remarks, changes)[1] == marked(package, remarks, changes)[1]


def test_accepting_and_rejecting_everything() -> None:
    package = open_for_reading(rich(), "稿.docx")
    before = text_of(package)
    remarks, changes = everything(package)
    made, done = marked(package, remarks, changes)
    assert done.left == ()
    text = before
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    assert text_of(made) == text
    assert text_of(rejected(made)) == before


def test_macros_are_kept_and_not_run() -> None:
    members = {
        **smallest(para("甲,乙")),
        TYPES_PART: types(
            "application/vnd.ms-word.document.macroEnabled.main+xml",
            {"/word/vbaProject.bin": "application/vnd.ms-office.vbaProject"},
        ),
        MAIN_RELS: relations(("vbaProject", "vbaProject.bin", False)),
        "word/vbaProject.bin": b"\xd0\xcf\x11\xe0 macro",
    }
    made = parts(marked(open_for_reading(zipped(members), "稿.docm"), [(0, 1)], [(1, 2, "，")])[1].data)
    assert made["word/vbaProject.bin"] == members["word/vbaProject.bin"]
    assert b"macroEnabled" in made[TYPES_PART]
    assert b"vbaProject.bin" in made[MAIN_RELS]


def test_utf16_parts_are_written_back_readable() -> None:
    narrow = opened(para("甲𠮷")).parts[MAIN].decode()
    wide = narrow.replace(HEAD, '<?xml version="1.0" encoding="UTF-16"?>')
    package = open_for_reading(zipped({**smallest(), MAIN: wide.encode("utf-16")}), "稿.docx")
    made, _ = marked(package, [(1, 2)], [(1, 2, ODD)])
    assert text_of(made) == f"甲{ODD}\n"


# —— 别的程序怎么看 ——


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory, finished: dict[str, Path]) -> dict[str, Path]:
    """几份写满了批注和修订的：样例、信笺、python-docx 写的、各种结构的、纯文字的。"""
    folder = tmp_path_factory.mktemp("批")
    structures = para(
        run("甲乙"), f'<w:hyperlink w:anchor="a">{run("丙丁")}</w:hyperlink>', ins(run("戊己") + run("庚"))
    ) + para(field("REF a", "辛"), f"<w:sdt><w:sdtContent>{run('壬癸')}</w:sdtContent></w:sdt>")
    sources = {
        "防汛通知": next(finished["防汛通知.md"].glob("*.docx")).read_bytes(),
        "信笺": LETTERHEAD.read_bytes(),
        "已有批注": rich(),
        "结构": zipped({**smallest(structures + "<w:p/>")}),
    }
    packages = {name: open_for_reading(data, name) for name, data in sources.items()}
    made = {name: marked(package, *everything(package))[1].data for name, package in packages.items()}
    package, story = plain_docx(f"甲,\t{ODD}\n\n乙", "稿")
    made["纯文字"] = annotated(package, story, [Remark(0, 2, ("一", "二"))], [Change(1, 2, "，")], STAMP).data
    paths = {name: folder / f"{at}.docx" for at, name in enumerate(made)}
    for name, path in paths.items():
        path.write_bytes(made[name])
    return paths


@pytest.mark.parametrize("version", [VERSIONS[0], VERSIONS[-1]])
def test_word_accepts_every_document(docx_checker: Path, documents: dict[str, Path], version: str) -> None:
    assert all_complaints(docx_checker, documents, version) == {}


@pytest.mark.needs_office_suite
def test_libreoffice_opens_them_and_shows_the_comments(
    documents: dict[str, Path], fontconfig_env: dict[str, str], tmp_path: Path
) -> None:
    chosen = {name: documents[name] for name in ("防汛通知", "已有批注", "纯文字")}
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to"]
    subprocess.run(
        [*command, NOTE_EXPORT, "--outdir", str(tmp_path), *map(str, chosen.values())],
        check=True,
        capture_output=True,
        env=fontconfig_env,
        cwd=tmp_path,
        timeout=180,
    )
    for path in chosen.values():
        wanted = len(open_for_reading(path.read_bytes(), "稿").tree("word/comments.xml"))
        pages = pypdf.PdfReader(tmp_path / path.with_suffix(".pdf").name).pages
        notes = [each.get_object() for page in pages for each in page.get("/Annots", [])]
        shown = [each for each in notes if each["/Subtype"] == "/Text"]
        assert len(shown) == wanted
        assert all(str(each["/T"]).startswith((AUTHOR, "李四")) for each in shown)


def test_python_docx_reads_the_comments(documents: dict[str, Path]) -> None:
    found = docx.Document(str(documents["已有批注"])).comments
    assert [(each.author, each.text) for each in found][:2] == [("李四", "旧的"), (AUTHOR, "第0条")]


# —— 子进程 ——


def source_of(data: bytes) -> SourceText:
    return SourceText("稿.docx", text_of(open_for_reading(data, "稿.docx")))


def test_the_child_writes_what_the_parent_would() -> None:
    data = rich()
    package = open_for_reading(data, "稿.docx")
    remarks = [Remark(None, 0, ("全", ODD)), Remark(0, 2, ("一",))]
    changes = [Change(2, 3, "，"), Change(0, 3, "重叠"), Change(2, 3, "再")]
    here = annotated(package, read_story(package), remarks, changes, STAMP)
    assert annotate_apart(data, source_of(data), remarks, changes, STAMP) == here
    assert here.left


def refused(data: bytes, source: SourceText) -> PackageError:
    with pytest.raises(PackageError) as caught:
        annotate_apart(data, source, [Remark(0, 1, ("一",))], [], STAMP)
    return caught.value


def test_a_file_that_is_not_the_one_proofed_is_refused() -> None:
    data = rich()
    error = refused(data, SourceText("稿.docx", "别的"))
    assert (error.what, error.where.path) == ("文件与校对时的不一样", "稿.docx")


def test_a_hostile_file_is_refused_with_its_reason() -> None:
    bomb = zipped({**smallest(), "word/a.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'})
    assert refused(b"PK\x03\x04 broken", SourceText("坏.docx", "")).what == "文件损坏，读不出来"
    assert refused(bomb, source_of(zipped(smallest()))).what == "word/a.xml 带有 DTD 或实体定义"


def test_a_child_that_stops_or_stalls_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    data = rich()
    monkeypatch.setattr(apart, "run_module", lambda *_: b"")
    assert refused(data, source_of(data)).what == "写批注写到一半停了：文件坏了，或要的内存太多"

    def stalls(*_: object) -> bytes:
        raise TimeoutError

    monkeypatch.setattr(apart, "run_module", stalls)
    assert refused(data, source_of(data)).what == "写批注用了 120 秒还没有写完"


# —— 纯文字的一份 ——


@pytest.mark.parametrize("text", ["", "甲", "甲\n", "甲\r\n乙\r丙\n\n丁", f"\t{ODD}\x0b\n|甲|乙|\n"])
def test_plain_text_becomes_one_paragraph_a_line(text: str) -> None:
    package, story = plain_docx(text, "稿")
    data = annotated(package, story, [], [], STAMP).data
    shown = text.replace("\x0b", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")
    found = docx.Document(io.BytesIO(data)).paragraphs
    assert [each.text for each in found] == shown.removesuffix("\n").split("\n")
    assert story.text == text


def test_plain_text_has_its_own_east_asian_font_and_type() -> None:
    package, _ = plain_docx("甲", "稿")
    assert package.types.of("word/styles.xml") == f"{WORD}.styles+xml"
    assert b'w:eastAsia="\xe4\xbb\xbf\xe5\xae\x8b"' in package.parts["word/styles.xml"]


def test_offsets_of_the_plain_text_are_those_of_the_text() -> None:
    text = f"甲,乙\r\n\t丙{ODD}\n"
    package, story = plain_docx(text, "稿")
    done = annotated(package, story, [], [Change(1, 2, "，"), Change(7, 8, "𠀀")], STAMP)
    assert text_of(open_for_reading(done.data, "稿")) == "甲，乙\n\t丙𠀀2026〕𠮷\n"


def test_a_table_and_a_box_are_among_the_structures() -> None:
    package = opened(table(line("甲", "乙"), line("丙", "丁")) + para(box(para("戊")), run("己")))
    remarks, changes = everything(package)
    made, done = marked(package, remarks, changes)
    assert done.left == ()
    assert text_of(rejected(made)) == text_of(package)
