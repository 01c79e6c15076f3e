"""横排的附件（第 8 条）：在排好的面上量，PDF 和 LibreOffice 转的 DOCX 都量；坐标一律是竖着的纸上的毫米。"""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pytest
from docx.oxml import parse_xml
from pypdf import PdfReader
from tests.helpers import FRONT, draft, parsed, png, run, told
from tests.letterhead.sheets import BODY_TAG, sheet

from gongwen.errors import DraftError, LayoutError
from gongwen.layout.docx import FaceFacts, render_docx
from gongwen.layout.fonts import find_fonts, font_folders
from gongwen.layout.plan import make_plan
from gongwen.layout.plan.model import ImageItem
from gongwen.layout.style import load_style
from gongwen.layout.typeset import Typeset, typeset
from gongwen.layout.upright import stood_up
from gongwen.office.finish import _COLOPHON_BREAKS
from gongwen.ooxml.names import qn
from gongwen.proofing.engine import proof_document
from gongwen.proofing.rules import RULES
from gongwen.signoff.content import content_digest
from gongwen.sources.draft import read_draft

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gongwen.document.model import Document

MM = 72 / 25.4
LEFT, TOP, RIGHT, BOTTOM = 28, 37, 28 + 156, 37 + 225
FOOT = FRONT + "印发机关: 澜州市人民政府办公室\n印发日期: 2026年5月9日\n"
COLUMNS = 13
SAID = "版记不排在横排的面上：第 2 面之后空一面，另起偶数面（推导）"


@dataclass(frozen=True)
class Seen:
    """竖着的纸上看到的一面：字和框（左、上、右、下，mm），线和色块的框；turned 为真是横的一页。"""

    chars: tuple[tuple[str, float, float, float, float], ...]
    shapes: tuple[tuple[float, float, float, float], ...]
    turned: bool

    def of(self, char: str) -> list[tuple[float, float, float, float]]:
        return [each[1:] for each in self.chars if each[0] == char]

    @property
    def dashes(self) -> list[tuple[float, float, float, float]]:
        """页码的一字线：在版心之下。"""
        return [box for box in self.of("—") if box[1] > BOTTOM]

    @property
    def text(self) -> str:
        return "".join(char for char, *_ in self.chars if char.strip())

    @property
    def table(self) -> tuple[float, float, float, float]:
        """各线合起来占的地方。"""
        lefts, tops, rights, bottoms = zip(*self.shapes, strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)


def seen(page: pdfium.PdfPage) -> Seen:
    _, _, width, height = page.get_mediabox()
    turned = width > height

    def on_paper(left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        if turned:  # 面向左转 90 度
            return (height - top) / MM, (width - right) / MM, (height - bottom) / MM, (width - left) / MM
        return left / MM, (height - top) / MM, right / MM, (height - bottom) / MM

    text = page.get_textpage()
    chars = tuple(
        (text.get_text_range(index, 1), *on_paper(*text.get_charbox(index)))
        for index in range(text.count_chars())
    )
    shapes = tuple(on_paper(*item.get_bounds()) for item in page.get_objects() if item.type == 2)
    return Seen(chars, shapes, turned)


def table(rows: int, columns: int = COLUMNS, value: str = "1234.5") -> str:
    head = "|序号|" + "|".join(f"栏{n}数额" for n in range(1, columns)) + "|"
    body = [f"|{row}|" + f"{value}|" * (columns - 1) for row in range(1, rows + 1)]
    return "\n".join([head, "|---" * columns + "|", *body]) + "\n"


def document(folder: Path, *annexes: str | int, front: str = FOOT) -> Document:
    """有几个附件的一件：数字是横排的表有几行，文字是竖排的附件。"""
    entries = []
    for number, annex in enumerate(annexes, 1):
        content = table(annex) if isinstance(annex, int) else annex
        (folder / f"{number}.md").write_text(content, encoding="utf-8")
        turned = "    横排: 是\n" if isinstance(annex, int) else ""
        entries.append(f"  - 标题: 情况{number}\n    文件: {number}.md\n{turned}")
    path = folder / "稿.md"
    path.write_text(draft(front + "附件:\n" + "".join(entries), "请认真落实。\n"), encoding="utf-8")
    return read_draft(path)


def made(folder: Path, *annexes: str | int, front: str = FOOT, style: str = "gbt9704") -> Typeset:
    chosen = load_style(style)
    return typeset(document(folder, *annexes, front=front), chosen, find_fonts(chosen, font_folders()))


def faces(data: bytes) -> list[Seen]:
    return [seen(page) for page in pdfium.PdfDocument(data)]


@pytest.fixture(scope="module")
def three_turned(tmp_path_factory: pytest.TempPathFactory, fonts_dir: Path) -> Typeset:
    """一面正文，第 2 至 4 面横排，第 5 面竖排，版记在第 6 面。"""
    return made(tmp_path_factory.mktemp("稿"), 40, "另一个附件的正文。")


@pytest.mark.parametrize("style", ["gbt9704", "28磅行距"])
def test_the_head_of_the_table_is_on_the_left_of_the_sheet_on_odd_and_even_faces(
    tmp_path: Path, fonts_dir: Path, style: str
) -> None:
    turned = [face for face in faces(made(tmp_path, 40, style=style).pdf.data) if face.turned]
    assert len(turned) == 3
    for face in turned:
        (first,), heads = face.of("序"), face.of("栏")
        assert len(heads) == COLUMNS - 1  # 每面都有表头
        left = face.table[0]
        assert all(left < box[0] < box[2] < left + 17 for box in [first, *heads])
        # 左起第一栏在下：自下往上读
        assert all(lower[1] > upper[3] for lower, upper in pairwise([first, *heads]))
        assert BOTTOM - first[3] < 8


def test_the_turned_type_area_is_225_by_156_mm_on_the_same_place_of_the_sheet(three_turned: Typeset) -> None:
    _, first, second, *_ = faces(three_turned.pdf.data)
    assert (first.table[1], first.table[3]) == pytest.approx((TOP, BOTTOM), abs=0.4)
    assert (second.table[1], second.table[3]) == pytest.approx((TOP, BOTTOM), abs=0.4)
    assert second.table[0] == pytest.approx(LEFT, abs=0.4)
    assert RIGHT - 10 < second.table[2] <= RIGHT + 0.4
    label = next(each for each in first.chars if each[0] == "附")
    assert label[1] == pytest.approx(LEFT, abs=1)
    assert label[4] == pytest.approx(BOTTOM, abs=0.5)


def test_the_folio_stands_where_other_faces_of_the_same_side_have_it(three_turned: Typeset) -> None:
    found = faces(three_turned.pdf.data)
    assert [face.turned for face in found] == [False, True, True, True, False, False]
    first, *rest = found[0].dashes
    assert (first[1], rest[-1][2]) == pytest.approx((BOTTOM + 7, RIGHT - 5.56), abs=0.2)
    for number, face in enumerate(found, 1):
        same_side = found[0] if number % 2 else found[-1]
        assert [*sum(face.dashes, ())] == pytest.approx([*sum(same_side.dashes, ())], abs=0.05)
    assert [re.findall("—(.)—", face.text)[0] for face in found] == list("123456")


@pytest.mark.parametrize(
    ("annexes", "turned", "placement"),
    [
        ((40, "正文。"), [2, 3, 4], "even"),
        (("正文。", 40), [3, 4, 5], "even"),
        (("正文。", 40, "正文。"), [3, 4, 5], "same"),
        # 四行附件说明与署名同在第二面，附件从第三面起。
        (("正文。", 40, "正文。", 12), [4, 5, 6, 8], "blank"),
        ((40, 12), [2, 3, 4, 5], "even"),
        ((5,), [2], "blank"),
    ],
    ids=["first", "last", "between", "between-and-last", "two", "blank"],
)
def test_colophon_never_stands_on_a_turned_face(
    tmp_path: Path, fonts_dir: Path, annexes: tuple[str | int, ...], turned: list[int], placement: str
) -> None:
    done = made(tmp_path, *annexes)
    found = faces(done.pdf.data)
    assert [number for number, face in enumerate(found, 1) if face.turned] == turned
    assert (len(found) % 2, done.facts.placement) == (0, placement)
    assert "印发" in found[-1].text
    assert not found[-1].turned
    assert found[-1].table[3] == pytest.approx(BOTTOM, abs=0.2)
    said = SAID.replace("第 2 面", f"第 {turned[-1]} 面")
    assert [each for each in done.notices if "版记" in each] == ([said] if placement == "blank" else [])


def test_a_blank_face_after_a_turned_one_and_the_colophon_carry_no_number(
    tmp_path: Path, fonts_dir: Path
) -> None:
    found = faces(made(tmp_path, 5).pdf.data)
    assert [bool(face.dashes) for face in found] == [True, True, False, False]
    assert found[2].text == ""


def test_a_letter_and_a_paper_without_colophon_end_on_the_turned_face(
    tmp_path: Path, fonts_dir: Path
) -> None:
    letter = FRONT.replace("文种: 通知", "文种: 函\n格式: 信函")
    for front, numbered in ((letter, [False, True]), (FRONT, [True, True])):
        found = faces(made(tmp_path, 5, front=front).pdf.data)
        assert [face.turned for face in found] == [False, True]
        assert [bool(face.dashes) for face in found] == numbered


def test_pages_are_portrait_a4_for_a_reader_and_the_file_is_whole(three_turned: Typeset) -> None:
    data = three_turned.pdf.data
    reader = PdfReader(io.BytesIO(data), strict=True)
    assert [page.rotation for page in reader.pages] == [0, 270, 270, 270, 0, 0]
    assert [page.get_size() for page in pdfium.PdfDocument(data)] == [
        pytest.approx((210 * MM, 297 * MM), abs=0.1)
    ] * 6
    assert "<pdfaid:part>2</pdfaid:part>" in reader.trailer["/Root"]["/Metadata"].get_data().decode()
    start = int(re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", data)[1])
    count = int(re.match(rb"xref\s+0 (\d+)\s+", data[start:])[1])
    offsets = [int(each) for each in re.findall(rb"(\d{10}) 00000 n\r\n", data[start:])]
    assert len(offsets) == count - 1
    assert all(re.match(rb"%d 0 obj\n" % number, data[at:]) for number, at in enumerate(offsets, 1))


def test_the_outline_still_leads_to_the_title_of_the_turned_annex(three_turned: Typeset) -> None:
    reader = PdfReader(io.BytesIO(three_turned.pdf.data))
    titles = {entry.title: reader.get_destination_page_number(entry) for entry in reader.outline
              if not isinstance(entry, list)}  # fmt: skip
    assert titles["情况1"] == 1


def test_the_same_draft_gives_the_same_bytes(tmp_path: Path, fonts_dir: Path, three_turned: Typeset) -> None:
    again = made(tmp_path, 40, "另一个附件的正文。")
    assert again.pdf.data == three_turned.pdf.data
    assert docx(again) == docx(three_turned)


def test_an_ordinary_paper_is_left_alone(tmp_path: Path, fonts_dir: Path) -> None:
    data = made(tmp_path, "正文。").pdf.data
    assert b"/Rotate" not in data
    with pytest.raises(LayoutError, match="横排的面转不过来"):
        stood_up(data)
    with pytest.raises(LayoutError, match="横排的面转不过来"):
        stood_up(b"%PDF-1.7\nstartxref\n9\n%%EOF")


def test_tables_and_titles_are_fitted_to_the_turned_width(tmp_path: Path) -> None:
    title = "澜州市城乡居民养老保险待遇领取资格认证情况表"
    widths = []
    for turned in ("", "    横排: 是\n"):
        (tmp_path / "甲.md").write_text(table(3), encoding="utf-8")
        path = tmp_path / "稿.md"
        path.write_text(
            draft(FRONT + f"附件:\n  - 标题: {title}\n    文件: 甲.md\n{turned}"), encoding="utf-8"
        )
        widths.append(len(make_plan(read_draft(path), load_style()).annexes[0].title_lines))
    assert widths == [2, 1]


def test_a_picture_may_be_as_wide_as_the_turned_type_area(tmp_path: Path) -> None:
    (tmp_path / "图.png").write_bytes(png(1600, 400))
    (picture,) = make_plan(document(tmp_path, "![](图.png)"), load_style()).annexes[0].items
    path = tmp_path / "稿.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("文件: 1.md", "文件: 1.md\n    横排: 是"), "utf-8"
    )
    (turned,) = make_plan(read_draft(path), load_style()).annexes[0].items
    assert isinstance(picture, ImageItem)
    assert isinstance(turned, ImageItem)
    assert (picture.width / MM, turned.width / MM) == pytest.approx((156, 225), abs=0.1)


def test_a_turned_annex_that_is_not_bound_in_is_turned_in_its_own_file(desk: Path) -> None:
    document(desk, 40, "正文。")
    text = (desk / "稿.md").read_text(encoding="utf-8").replace("横排: 是", "横排: 是\n    装订: 否")
    (desk / "稿.md").write_text(text, encoding="utf-8")
    result = run("build", "稿.md", "-o", "out")
    assert result.exit_code == 0
    found = faces((desk / "out" / "稿-附件1.pdf").read_bytes())
    assert [(face.turned, len(face.dashes)) for face in found] == [(True, 2)] * 3
    assert sections((desk / "out" / "稿-附件1.docx").read_bytes()) == [("nextPage", "landscape", 297, 210, 2)]
    assert not any(face.turned for face in faces((desk / "out" / "稿.pdf").read_bytes()))


# 草稿里的写法


@pytest.mark.parametrize(("value", "landscape"), [("是", True), ("否", False), ("", False), ("'是'", True)])
def test_the_key_says_yes_or_no(value: str, landscape: bool) -> None:
    text = draft(FRONT + f"附件:\n  - 标题: 甲\n    文件: 甲.md\n    横排: {value}\n")
    assert [annex.landscape for annex in parsed(text).annexes] == [landscape]


def test_another_value_is_refused_with_the_place() -> None:
    with pytest.raises(DraftError) as caught:
        parsed(draft(FRONT + "附件: {标题: 甲, 文件: 甲.md, 横排: 横的}\n"))
    assert str(caught.value) == (
        "稿.md:8:27 键“附件”：“横排”不能是“横的”\n  → 写“横排: 是”；不要时删去这一行"
    )


def test_an_annex_of_only_a_title_has_nothing_to_turn() -> None:
    notices = parsed(draft(FRONT + "附件: {标题: 甲, 横排: 是}\n")).notices
    assert [str(notice) for notice in notices] == [
        "稿.md:8：附件“甲”只列了标题，“横排”用不上；写上“文件”才排附件的正文"
    ]


def test_turning_an_annex_changes_neither_the_content_nor_the_proof(tmp_path: Path) -> None:
    found = []
    for turned in (table(3), 3):
        done = document(tmp_path, turned)
        found.append((content_digest(done), [item.findings for item in proof_document(done, RULES)]))
    assert found[0] == found[1]


# 该横排而没有横排的


ADVICE = "这个表有 13 栏，竖着排折得很碎，横过来会好看些"


def test_a_crowded_table_in_a_portrait_annex_is_told_about(tmp_path: Path) -> None:
    plan = make_plan(document(tmp_path, "前言。\n\n" + table(3)), load_style())
    assert plan.notices == (f"{tmp_path}/1.md:3：{ADVICE}：在草稿“附件”的这一项加一行“横排: 是”（第 8 条）",)


def test_a_crowded_table_in_the_body_is_told_about() -> None:
    plan = make_plan(parsed(draft(body=table(3))), load_style())
    assert plan.notices == (f"稿.md:9：{ADVICE}：把表移到附件文件里，“附件”的那一项写“横排: 是”（第 8 条）",)


@pytest.mark.parametrize(
    "body",
    [
        table(3, columns=6),
        table(3, value="5"),
        "|" + "甲|" * 10 + "\n|" + "---|" * 10 + "\n" + ("|" + "12|" * 10 + "\n") * 3,
        "|序号|任务|单位|甲|乙|丙|丁|\n|" + "---|" * 7 + "\n|1|" + "各部门要落实。" * 20 + "|市局|1|2|3|4|",
        table(0),
    ],
    ids=["few columns", "short numbers", "narrow columns", "one long cell that stays long", "only a head"],
)
def test_other_tables_are_not(body: str) -> None:
    assert make_plan(parsed(draft(body=body)), load_style()).notices == ()


def test_a_turned_table_is_not_told_about(tmp_path: Path) -> None:
    assert make_plan(document(tmp_path, 3), load_style()).notices == ()


def test_an_office_letterhead_keeps_its_own_sheet_and_says_so(desk: Path) -> None:
    (desk / "甲.md").write_text(table(3), encoding="utf-8")
    front = FRONT + "附件: {标题: 甲, 文件: 甲.md, 横排: 是}\n"
    (desk / "稿.md").write_text(draft(front), encoding="utf-8")
    (desk / "信笺.docx").write_bytes(sheet(BODY_TAG, "{{p 附件说明 }}", "{{p 落款 }}", "{{p 附件 }}"))
    result = run("build", "稿.md", "--template", "信笺.docx", "--format", "docx", "-o", "out")
    assert "说明：用信笺时附件不横排，“横排”没有照办" in told(result)
    assert sections((desk / "out" / "稿.docx").read_bytes()) == [("", "portrait", 216, 279, 0)]


# DOCX


def docx(done: Typeset) -> bytes:
    broken = FaceFacts(_COLOPHON_BREAKS[done.facts.placement], done.fit.keep_last)
    return render_docx(done.plan, done.style, faces=broken, annex_style=done.annex_style)


def sections(data: bytes) -> list[tuple[str, str, int, int, int]]:
    """各节：起法、方向、纸宽纸高（mm）、页眉页脚的个数。"""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = parse_xml(archive.read("word/document.xml"))
    made = []
    for section in root.iter(qn("w:sectPr")):
        kind, size = section.find(qn("w:type")), section.find(qn("w:pgSz"))
        if size is None:
            continue
        millimetres = (round(int(size.get(qn(f"w:{side}"))) / 20 / MM) for side in "wh")
        made.append(
            (
                kind.get(qn("w:val")) if kind is not None else "",
                size.get(qn("w:orient"), "portrait"),
                *millimetres,
                len(section.findall(qn("w:footerReference"))),
            )
        )
    return made


def test_a_turned_annex_is_a_landscape_section_with_its_own_footers(three_turned: Typeset) -> None:
    assert sections(docx(three_turned)) == [
        ("", "portrait", 210, 297, 2),
        ("nextPage", "landscape", 297, 210, 2),
        ("nextPage", "portrait", 210, 297, 2),
        ("evenPage", "portrait", 210, 297, 0),
    ]


def test_the_colophon_gets_a_section_even_when_nobody_laid_the_paper_out(tmp_path: Path) -> None:
    style = load_style()
    data = render_docx(make_plan(document(tmp_path, 5), style), style, faces=FaceFacts())
    assert sections(data)[1:] == [
        ("nextPage", "landscape", 297, 210, 2),
        ("nextPage", "portrait", 210, 297, 2),
    ]


@pytest.fixture(scope="module")
def convert(
    tmp_path_factory: pytest.TempPathFactory, fontconfig_env: dict[str, str]
) -> Callable[[Typeset], list[Seen]]:
    """DOCX 由 LibreOffice 排成 PDF；自动补的空白面也留着。"""
    folder = tmp_path_factory.mktemp("office")
    export = 'pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'

    def converted(done: Typeset) -> list[Seen]:
        path = folder / f"{len(list(folder.iterdir()))}.docx"
        path.write_bytes(docx(done))
        profile = f"-env:UserInstallation=file://{folder}/profile"
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", export, "--outdir", str(folder), str(path)],
            check=True, capture_output=True, env=fontconfig_env, cwd=folder, timeout=120,
        )  # fmt: skip
        return faces(path.with_suffix(".pdf").read_bytes())

    return converted


@pytest.mark.needs_office_suite
def test_docx_turned_faces_stand_where_the_pdf_has_them(
    convert: Callable[[Typeset], list[Seen]], three_turned: Typeset
) -> None:
    found, pdf = convert(three_turned), faces(three_turned.pdf.data)
    assert [face.turned for face in found] == [face.turned for face in pdf]
    for mine, theirs in zip(found, pdf, strict=True):
        assert [*sum(mine.dashes, ())] == pytest.approx([*sum(theirs.dashes, ())], abs=0.6)
    for face in found[1:4]:
        assert (face.table[1], face.table[3]) == pytest.approx((TOP, BOTTOM), abs=0.5)
        assert len(face.of("栏")) == COLUMNS - 1
        assert max(box[2] for box in face.of("栏")) < face.table[0] + 18
    assert [face.table[0] for face in found[2:4]] == pytest.approx([LEFT, LEFT], abs=0.5)
    assert "印发" in found[-1].text
    assert max(box[3] for box in found[-1].shapes) == pytest.approx(BOTTOM, abs=1)


@pytest.mark.needs_office_suite
@pytest.mark.parametrize("annexes", [(5,), ("正文。", 30, "正文。", 12)], ids=["blank", "between"])
def test_docx_faces_and_numbers_agree_with_the_pdf(
    convert: Callable[[Typeset], list[Seen]], tmp_path: Path, annexes: tuple[str | int, ...]
) -> None:
    done = made(tmp_path, *annexes)
    pdf, found = faces(done.pdf.data), convert(done)
    assert [(face.turned, len(face.dashes)) for face in found] == [
        (face.turned, len(face.dashes)) for face in pdf
    ]
