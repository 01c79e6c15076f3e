"""读不怕怪的 PDF：坏的、加密的、大得离谱的、有意写坏的，说清是什么；读到的总是一份完好的文本。"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pypdf
import pytest
from pypdf.annotations import FreeText
from pypdf.generic import NullObject
from tests.helpers import png
from tests.sources.pdf_pages import (
    LONG,
    SENTENCE,
    UNSURE,
    bare,
    edited,
    fonts_in,
    lines,
    pictured,
    placed,
    read,
    told,
    typeset,
    unmapped,
    written,
)

from gongwen import apart as asking
from gongwen.errors import SourceError
from gongwen.sources.pdf import apart, parse_pdf, pdf_document, read_pdf, read_pdf_text, reading
from gongwen.sources.pdf.reading import extract
from gongwen.spans import Medium

if TYPE_CHECKING:
    from pathlib import Path

    import typst

PIECES = (
    "#text(fill: red, size: 40pt)[某某市文件]",
    "#text(size: 40pt)[文件]",
    "#line(length: 100%)",
    "#line(angle: 90deg, length: 60%)",
    "#rect(width: 100%, height: 1pt, fill: black)",
    "第5号",
    "澜政〔2026〕5号 #h(1fr) 签发人：张三",
    "#align(right)[签发人：张三　李四]",
    "附件1",
    "附件：1.甲",
    "#align(right)[2026年5月8日]",
    "#text(size: 22pt)[关于某事的通知]",
    "各单位：",
    "（一）短句。后面还有" + "字" * 60,
    "抄送：市委",
    "某某办公室 #h(1fr) 2026年5月8日印发",
    "#pagebreak()",
    "|甲|乙|",
    "|---|---|---|",
    "![甲](乙.png)",
    "a" * 50,
    "#place(bottom + right)[— 3 —]",
    "#table(columns: 3, [甲], [乙], [丙 #linebreak() 丁], [1], [], [])",
    "#table(columns: 2, stroke: (top: 1pt), [甲], [乙])",
    "#grid(columns: 9, stroke: 1pt, ..range(45).map(n => [#n]))",
    "#rotate(90deg)[转]",
    "#rotate(33deg)[斜]",
    "#columns(2)[" + "分栏的字" * 80 + "]",
    "#page(flipped: true)[横 附件2]",
    "#text(size: 0.2pt)[微]",
    "#text(size: 300pt)[大]",
    "#footnote[注] 有注。",
    "x#super[2]y#sub[3]",
    "⼀⻅\uf9dc\u200b\u00ad",
    "#h(-40pt)叠",
    "#stack(dir: ttb, [竖], [着], [写])",
)


@pytest.fixture(scope="module")
def fonts(fonts_dir: Path) -> typst.Fonts:
    return fonts_in(fonts_dir)


def problem(data: bytes) -> tuple[str, str | None]:
    with pytest.raises(SourceError) as raised:
        extract(data)
    return raised.value.what, raised.value.next_step


@pytest.mark.parametrize("seed", range(60))
def test_any_page_is_read(seed: int, fonts: typst.Fonts) -> None:
    chance = random.Random(seed)
    head = f"#set page(width: 210mm, height: 297mm, margin: {chance.choice((5, 20, 37))}mm)\n"
    head += '#set text(font: ("FandolFang R", "Noto Serif CJK SC"), size: 16pt, lang: "zh")\n'
    body = "\n\n".join(chance.choices(PIECES, k=chance.randint(1, 25)))
    made = read(typeset(fonts, body + "\n字", head))
    source = made.source
    assert made.notices[0] == UNSURE
    assert source.text.endswith("\n")
    starts = [mark.start for mark in source.marks]
    assert starts == sorted(starts)
    assert 0 <= made.body_end <= len(source.text)
    document = pdf_document(made)
    assert document.source is source
    assert source.text.encode()


@pytest.mark.parametrize("seed", range(8))
def test_broken_bytes_are_read_or_refused_in_the_child(seed: int, fonts: typst.Fonts) -> None:
    chance = random.Random(seed)
    data = bytearray(typeset(fonts, f"{LONG}\n\n#table(columns: 2, [甲], [乙])"))
    for _ in range(chance.choice((1, 20, 300))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    assert outcome(bytes(data)) in {"read", "refused"}


def outcome(data: bytes) -> str:
    try:
        source = read_pdf(data, "坏.pdf")
    except SourceError as error:
        return "refused" if error.where.path == "坏.pdf" and error.next_step else str(error)
    return "read" if source.medium is Medium.PDF else source.medium


def test_a_file_is_read_in_the_child(fonts: typst.Fonts, tmp_path: Path) -> None:
    path = tmp_path / "通知.pdf"
    path.write_bytes(typeset(fonts, f"{LONG}𠮷〔2026〕"))
    made = read_pdf_text(path, "名.pdf")
    assert made.source.text == f"{LONG}𠮷〔2026〕\n"
    assert (made.source.name, len(made.source.digest), made.source.medium) == ("名.pdf", 64, Medium.PDF)
    assert made.notices == (UNSURE,)
    assert [notice.message for notice in parse_pdf(path).notices] == [UNSURE]


def test_the_same_file_gives_the_same_answer_in_every_process(fonts: typst.Fonts) -> None:
    head = "context if calc.odd(counter(page).get().first()) [单面的页眉] else [双面的页眉]"
    data = typeset(fonts, f"#set page(header: {head})\n" + "\n\n".join([LONG] * 14))
    first = read_pdf_text(data)
    assert [read_pdf_text(data) for _ in range(3)] == [first] * 3
    assert first.notices[1] == "略去各面重复的页眉页脚 4 处：“单面的页眉”、“双面的页眉”"


def test_files_that_are_no_pdf_are_named(fonts: typst.Fonts, tmp_path: Path) -> None:
    whole = typeset(fonts, LONG)
    not_pdf = ("不是能打开的 PDF", "检查文件是不是完整的 PDF")
    broken = (whole[:3000], b"%PDF-1.7\n" + bytes(range(256)) * 50, b"hello", written(pypdf.PdfWriter()))
    assert [problem(data) for data in broken] == [not_pdf] * 4
    with pytest.raises(SourceError, match="文件是空的"):
        read_pdf(b"")
    with pytest.raises(SourceError, match="找不到这个文件"):
        read_pdf(tmp_path / "没有.pdf")


def test_a_password_is_named_and_a_mere_restriction_is_no_matter(fonts: typst.Fonts) -> None:
    data = typeset(fonts, LONG)
    locked = edited(data, lambda writer: writer.encrypt("secret", algorithm="RC4-128"))
    limited = edited(data, lambda writer: writer.encrypt("", "secret", algorithm="RC4-128"))
    assert problem(locked) == ("PDF 加了密码，打不开", "去掉密码，另存一份再用")
    assert lines(limited) == [LONG]


def test_scans_blanks_and_texts_without_codes_are_named(fonts: typst.Fonts, tmp_path: Path) -> None:
    scan = pictured(fonts, tmp_path, "FULL\n#pagebreak()\nFULL\n#pagebreak()\nFULL", png(200, 280))
    blank = edited(
        typeset(fonts, "字"), lambda writer: writer.insert_blank_page(index=0) and writer.remove_page(1)
    )
    curves = b"".join(b"%d 10 m %d 40 %d 70 90 90 c S " % (at, at, at) for at in range(300))
    word = "用它的 Word 文件；没有的，重新导出 PDF"
    assert problem(scan) == (
        "第1—3面是图片，没有文字，是扫描件",
        "用它的 Word 文件；只有扫描件的，先识别成文字，再逐字核对",
    )
    assert problem(blank) == ("PDF 里没有文字", word)
    assert problem(bare(curves)) == ("PDF 里没有文字，字像是转成了曲线", word)
    what, step = problem(unmapped(typeset(fonts, "汉字甲乙丙丁")))
    assert (what, step) == ("PDF 的字没有编码，6 个字里有 6 个读不出来", word)


def test_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    writer = pypdf.PdfWriter()
    for _ in range(2001):
        writer.add_blank_page(100, 100)
    assert problem(written(writer)) == ("PDF 有 2001 面，至多读 2000 面", "拆成几份再用")
    monkeypatch.setattr(reading, "MOST_CHARS", 100)
    rows = [(50, y, "abcdefghij" * 2) for y in range(100, 700, 50)]
    assert problem(bare(placed(*rows))) == ("PDF 的字超过 100 个", "拆成几份再用")
    monkeypatch.setattr(apart, "MAX_BYTES", 100)
    with pytest.raises(SourceError, match="PDF 超过"):
        read_pdf(bare(b""))


def test_a_child_that_dies_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "run_module", lambda *_: b"")
    with pytest.raises(SourceError, match="PDF 读到一半停了"):
        read_pdf(b"%PDF-")

    def late(*_: object) -> bytes:
        raise TimeoutError

    monkeypatch.setattr(asking, "run_module", late)
    with pytest.raises(SourceError, match="PDF 读了 180 秒还没有读完"):
        read_pdf(b"%PDF-")


def test_a_hundred_thousand_characters_on_a_page_are_read() -> None:
    rows = [(10, 10 + at * 2, f"{at}abcdefghij" * 80) for at in range(130)]
    made = read(bare(placed(*rows, size=1)))
    assert made.source.text.count("abcdefghij") == 80 * 130


def test_coordinates_beyond_the_paper_are_left_out_and_said() -> None:
    data = bare(placed((1e30, 1e30, "far"), (99999, 50, "far"), (100, 100, "near")))
    assert (lines(data), told(data)) == (["near"], ["纸外面的字 3 个没有读"])


@pytest.mark.parametrize("box", ["0 0 1e9 1e9", "0 0 0 0", "595 842 0 0", "-50 -50 545 792"])
def test_boxes_of_every_kind_are_read(box: str) -> None:
    assert lines(bare(placed((100, 100, "near")), box)) == ["near"]


def test_drawings_of_many_strokes_do_not_matter() -> None:
    strokes = b"".join(
        b"%d %d m %d %d l S " % (at % 500, at % 800, at % 500 + 50, at % 800) for at in range(9000)
    )
    assert lines(bare(strokes + placed((100, 100, "near")))) == ["near"]


def test_a_form_that_holds_itself_is_read_once() -> None:
    data = bare(placed((100, 100, "near")) + b" /X Do", resources=b"/XObject<</X 4 0 R>>")
    assert lines(data) == ["near"]


def test_annotations_and_attached_files_are_not_read_and_said(fonts: typst.Fonts) -> None:
    def change(writer: pypdf.PdfWriter) -> None:
        writer.add_annotation(0, FreeText(text="批注的话", rect=(50, 550, 200, 650)))
        writer.add_attachment("附.txt", b"attached")

    data = edited(typeset(fonts, SENTENCE), change)
    assert lines(data) == [SENTENCE]
    assert told(data) == ["第1面有批注、表单或电子印章，里面的文字没有读", "PDF 里附带的 1 个文件没有读"]


def test_a_face_that_cannot_be_opened_is_named(fonts: typst.Fonts) -> None:
    def change(writer: pypdf.PdfWriter) -> None:
        writer.add_blank_page(100, 100)
        kids = writer.root_object["/Pages"]["/Kids"]
        kids[1] = NullObject()

    data = edited(typeset(fonts, SENTENCE), change)
    assert lines(data) == [SENTENCE]
    assert told(data) == ["第2面坏了，没有读"]


def test_reading_is_linear(fonts: typst.Fonts) -> None:
    """字多一倍，读的行数、段数也只多一倍：没有把整份又看一遍的地方。"""
    from time import process_time

    small, big = (typeset(fonts, "\n\n".join([LONG] * count)) for count in (40, 320))
    extract(small)
    times = []
    for data in (small, big):
        start = process_time()
        extract(data)
        times.append(process_time() - start)
    assert times[1] < 24 * times[0]
