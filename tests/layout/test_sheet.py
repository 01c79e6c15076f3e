"""发文稿纸的版面：各格在哪里、多高、写不写得下；PDF 读回来的字就是给的字，DOCX 检验器一处不挑。"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pytest
from pypdf import PdfReader
from tests.helpers import ROOT
from tests.layout.sheet_example import (
    EXPECTED,
    LONG,
    SIGNED,
    SMALL,
    document_xml,
    plainly_ruled,
    sheet,
    stepped,
)
from tests.ooxml.checker import VERSIONS, all_complaints
from tests.ooxml.soundness import faults

from gongwen.errors import FontError, LayoutError
from gongwen.layout.coverage import check_glyphs
from gongwen.layout.fonts import FontSet, find_fonts
from gongwen.layout.sheet.docx import sheet_docx
from gongwen.layout.sheet.glyphs import sheet_glyphs, sheet_locator
from gongwen.layout.sheet.heights import row_heights
from gongwen.layout.sheet.measures import measures, page_room, table_width
from gongwen.layout.sheet.model import Box, Opinion, Sheet, Size
from gongwen.layout.sheet.pdf import rule_sheet, sheet_pdf
from gongwen.layout.sheet.rows import Row, make_rows, sheet_texts
from gongwen.layout.style import load_style

if TYPE_CHECKING:
    from pathlib import Path

MM = 72 / 25.4
STYLE = load_style()
HOSTILE = '#text[坏] $x$ *b* _e_ <w:t>&amp;</w:t> \\ "q" #sys.inputs ```raw``` // 注 @ref <label> = 题'
CASES = {
    "空白": stepped(9),
    "四步": stepped(4),
    "十三步": stepped(13),
    "长意见": sheet(
        *(Box(f"第{at}审", "主任", (Opinion("欧阳砚舟", "2026年5月8日", LONG),)) for at in range(6))
    ),
    "很长": sheet(Box("签发", "县长", (Opinion("沈砚舟", "2026年5月8日", LONG * 10),), Size.APPROVAL)),
    "十二家会签": sheet(*(Box("会签", f"青溪县第{at}局") for at in range(12))),
    "长标题": sheet(Box("签发", size=Size.APPROVAL), title="青" * 60, remark="备注\n第二行"),
    "生僻字": sheet(Box("签发", "县长", (Opinion("𠮷堃", "2026年5月8日", "请𠮷田、堃办。"),), Size.APPROVAL)),
    "英文": sheet(Box("审核", "", (Opinion("沈砚舟", "", f"See https://example.invalid/{'y' * 200}"),))),
    "记号": sheet(Box("审核", "主任", (Opinion("沈砚舟", "2026年5月8日", HOSTILE),))),
}


@pytest.fixture(scope="module")
def fonts(fonts_dir: Path) -> FontSet:
    return find_fonts(STYLE, (fonts_dir.resolve(),))


def made_pdf(made: Sheet, fonts: FontSet) -> pdfium.PdfDocument:
    return pdfium.PdfDocument(sheet_pdf(rule_sheet(made, STYLE, fonts), fonts).data)


def squashed(text: str) -> str:
    """不计空白和折行。"""
    return re.sub(r"[\s\x02\ufffe]", "", text)


def read_back(document: pdfium.PdfDocument, made: Sheet) -> str:
    """PDF 里的字，去掉续页的页眉和各页的页脚。"""
    running = rf"{re.escape(made.heading)}（续）|{re.escape(made.source)}|第 \d+ 页，共 \d+ 页"
    pages = [page.get_textpage().get_text_range() for page in document]
    return squashed("".join(re.sub(running, "", page) for page in pages))


def written(made: Sheet) -> str:
    """纸上应当有的字，照印的次序：一行里先左后右。"""
    texts = [text for name, _, text in sheet_texts(made, make_rows(made)) if name not in ("页眉", "页脚")]
    return squashed("".join(texts))


# —— 各格 ——


def names_and_widths(row: Row) -> dict[str, tuple[float, ...]]:
    """栏名到各格的宽（毫米）：栏名格、内容格。"""
    found: dict[str, tuple[float, ...]] = {}
    for cell in row.cells:
        found[cell.name] = (*found.get(cell.name, ()), round((cell.end - cell.start) / MM, 1))
    return found


def test_the_cells_of_a_sheet_from_top_to_bottom() -> None:
    assert [names_and_widths(row) for row in make_rows(SMALL)] == [
        {"密级": (22, 32.7), "紧急程度": (22, 32.7), "公开属性": (22, 32.7)},
        {"签发": (164,)},
        {"会签": (82,), "审核": (82,)},
        {"主办单位": (22, 32.7), "拟稿人": (22, 35.6), "电话": (22, 29.7)},
        {"标题": (22, 142)},
        {"主送": (22, 142)},
        {"抄送": (22, 142)},
        {"附件": (22, 142)},
        {"发文字号": (22, 70), "份数": (22, 50)},
        {"登记": (164,)},
        {"备注": (22, 142)},
    ]


def test_a_short_opinion_stands_on_one_line_with_its_name_except_the_approval() -> None:
    cells = {cell.name: cell for row in make_rows(SMALL) for cell in row.cells}
    assert [par.text for par in cells["签发"].pars] == [
        "签发（县长）", "同意印发。", "欧阳砚舟　2026年5月8日", "手签登记：方见微",
    ]  # fmt: skip
    assert [par.text for par in cells["审核"].pars] == ["审核（主任）", "同意　顾清岚　2026年5月7日"]
    assert [par.text for par in cells["会签"].pars] == ["会签（县水务局）"]
    foot = cells["会签"].foot
    assert foot is not None
    assert foot.text == "年　　月　　日"
    assert cells["签发"].foot is None


def test_a_long_opinion_takes_the_full_width() -> None:
    long = Box("二审", "", (Opinion("沈砚舟", "2026年5月8日", LONG),))
    rows = make_rows(sheet(Box("一审"), long, Box("三审"), Box("四审")))
    boxes = [list(names_and_widths(row)) for row in rows[1:4]]
    assert boxes == [["一审"], ["二审"], ["三审", "四审"]]


def test_every_row_spans_the_whole_table() -> None:
    for made in CASES.values():
        for row in make_rows(made):
            edges = [row.cells[0].start, *(cell.end for cell in row.cells)]
            assert edges[0] == 0
            assert edges[-1] == pytest.approx(table_width())
            assert [cell.start for cell in row.cells] == pytest.approx(edges[:-1])


# —— 行高 ——


def rows_of(*bounds: tuple[float, float]) -> list[Row]:
    return [Row((), least, most) for least, most in bounds]


def test_spare_room_goes_to_rows_in_proportion_until_they_are_full() -> None:
    rows = rows_of((30, 50), (10, 20), (10, float("inf")))
    assert row_heights(rows, [0, 0, 0], 60, 100) == pytest.approx((37.5, 12.5, 10))
    assert row_heights(rows, [0, 0, 0], 200, 100) == pytest.approx((50, 20, 130))


def test_content_that_needs_more_than_the_least_gets_it() -> None:
    assert row_heights(rows_of((30, 30), (10, 10)), [20, 45], 75, 100) == pytest.approx((30, 45))


def test_rows_over_the_page_keep_their_height_and_only_very_tall_ones_may_split() -> None:
    rows = rows_of((30, 90), (10, 20), (10, 20))
    assert row_heights(rows, [0, 120, 40], 150, 100) == (30, None, 40)


@pytest.mark.parametrize("count", range(4, 14))
def test_a_blank_sheet_of_any_route_leaves_room_for_the_pen_on_one_page(fonts: FontSet, count: int) -> None:
    made = stepped(count)
    ruled = rule_sheet(made, STYLE, fonts)
    high = {
        cell.name: (height or 0) / MM
        for row, height in zip(ruled.rows, ruled.heights, strict=True)
        for cell in row.cells
    }
    assert high["签发"] >= 30
    assert all(high[f"第{at}审"] >= 20 for at in range(1, count - 3))
    assert sum(height or 0 for height in ruled.heights) < page_room()
    assert len(made_pdf(made, fonts)) == 1


# —— PDF ——


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_cut_the_text_reads_back_as_given(fonts: FontSet, name: str) -> None:
    made = CASES[name]
    found = read_back(made_pdf(made, fonts), made)
    # 贴着格底的日期是叠上去的，读的次序可以不同
    assert sorted(found) == sorted(written(made))
    for box in made.boxes:
        for opinion in box.opinions:
            assert squashed(opinion.text + opinion.name + opinion.date) in found


@pytest.mark.parametrize("name", CASES)
def test_no_character_leaves_the_margins_or_covers_another(fonts: FontSet, name: str) -> None:
    sizes = measures()
    for page in made_pdf(CASES[name], fonts):
        text = page.get_textpage()
        spots = [
            text.get_charbox(at)
            for at in range(text.count_chars())
            if text.get_text_range(at, 1).strip("\r\n 　\x02")
        ]
        assert min(left for left, *_ in spots) >= sizes["left"]
        assert max(right for *_, right, _ in spots) <= sizes["page_width"] - sizes["right"] + 0.5
        assert min(bottom for _, bottom, *_ in spots) > 0
        assert max(top for *_, top in spots) < sizes["page_height"]
        assert [pair for pair in combinations(spots, 2) if covering(*pair)] == []


def covering(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """两个字叠着；大字的框相接处差一点不算。"""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide > 2 and high > 2


def test_a_long_sheet_goes_on_to_further_pages_each_numbered(fonts: FontSet) -> None:
    document = made_pdf(CASES["很长"], fonts)
    texts = [page.get_textpage().get_text_range() for page in document]
    assert len(texts) > 1
    for at, text in enumerate(texts, 1):
        assert f"第 {at} 页，共 {len(texts)} 页" in text
        assert ("青溪县人民政府办公室发文稿纸（续）" in text) is (at > 1)


def test_the_pdf_claims_archival_conformance_and_has_a_title(fonts: FontSet) -> None:
    reader = PdfReader(io.BytesIO(sheet_pdf(rule_sheet(SMALL, STYLE, fonts), fonts).data))
    metadata = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in metadata
    assert reader.metadata is not None
    assert reader.metadata.title == f"{SMALL.heading}：{SMALL.title}"


def test_every_missing_character_is_named_with_its_cell(fonts: FontSet) -> None:
    made = sheet(Box("审核", "主任", (Opinion("沈砚舟", "", "同意\ue123"),)))
    with pytest.raises(FontError) as caught:
        check_glyphs(fonts, sheet_glyphs(made), sheet_locator(made, "通知.manifest.jsonl"))
    assert caught.value.what == "没有字体能印自造字 U+E123（私用区，各机器的字形不同）"
    assert str(caught.value.where) == "通知.manifest.jsonl 键“审核”"


# —— DOCX ——


def test_the_document_part_of_a_small_sheet() -> None:
    """改了版面的，看过之后重新定稿：python -m tests.layout.sheet_example。"""
    found = document_xml(sheet_docx(plainly_ruled(SMALL), STYLE))
    assert found == EXPECTED.read_text(encoding="utf-8")


@pytest.mark.parametrize("version", VERSIONS)
def test_the_checker_accepts_every_sheet(
    docx_checker: Path, fonts: FontSet, tmp_path: Path, version: str
) -> None:
    files = {}
    for name in ("空白", "很长", "记号"):
        files[name] = tmp_path / f"{name}.docx"
        files[name].write_bytes(sheet_docx(rule_sheet(CASES[name], STYLE, fonts), STYLE))
    assert all_complaints(docx_checker, files, version) == {}


@pytest.mark.parametrize("name", CASES)
def test_the_parts_of_every_sheet_fit_together(fonts: FontSet, name: str) -> None:
    assert faults(sheet_docx(rule_sheet(CASES[name], STYLE, fonts), STYLE)) == []


def test_a_control_character_cannot_enter_a_docx() -> None:
    made = sheet(Box("审核", "", (replace(SIGNED, text="同意\x07"),)))
    with pytest.raises(LayoutError) as caught:
        sheet_docx(plainly_ruled(made), STYLE)
    assert str(caught.value) == "键“审核”：有不能写进 DOCX 的控制字符 U+0007\n  → 删去这个字符"


def test_a_black_sheet_has_no_red(fonts: FontSet) -> None:
    ruled = rule_sheet(SMALL, STYLE, fonts, black=True)
    assert "FF0000" not in document_xml(sheet_docx(ruled, STYLE))
    picture = pdfium.PdfDocument(sheet_pdf(ruled, fonts).data)[0].render().to_pil()
    red, green, blue = picture.split()
    assert red.tobytes() == green.tobytes() == blue.tobytes()


def test_two_processes_write_the_same_bytes(fonts: FontSet, fonts_dir: Path) -> None:
    code = (
        "import hashlib, sys; from pathlib import Path\n"
        "from tests.layout.test_sheet import *\n"
        "fonts = find_fonts(STYLE, (Path(sys.argv[1]).resolve(),))\n"
        "ruled = rule_sheet(SMALL, STYLE, fonts)\n"
        "data = sheet_pdf(ruled, fonts).data + sheet_docx(ruled, STYLE)\n"
        "print(hashlib.sha256(data).hexdigest())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code, str(fonts_dir)],
            check=True, capture_output=True, text=True, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(told) == 1


@pytest.mark.needs_office_suite
@pytest.mark.parametrize("name", ["空白", "四步", "十三步", "长意见", "十二家会签"])
def test_the_docx_has_the_same_text_and_fits_one_page_where_the_pdf_does(
    fonts: FontSet, fontconfig_env: dict[str, str], tmp_path: Path, name: str
) -> None:
    ruled = rule_sheet(CASES[name], STYLE, fonts)
    path = tmp_path / "稿纸.docx"
    path.write_bytes(sheet_docx(ruled, STYLE))
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    subprocess.run(
        [*command, "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)],
        check=True, capture_output=True, env=fontconfig_env, cwd=tmp_path, timeout=120,
    )  # fmt: skip
    office = pdfium.PdfDocument(path.with_suffix(".pdf"))
    assert (len(office) == 1) is (sheet_pdf(ruled, fonts).faces == 1)
    found = squashed("".join(page.get_textpage().get_text_range() for page in office))
    for _, _, text in sheet_texts(CASES[name], make_rows(CASES[name])):
        assert squashed(text) in found
