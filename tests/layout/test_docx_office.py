"""DOCX 由 LibreOffice 排成 PDF，在面上量：每面 22 行、每行 28 字、各线各标志的位置。"""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pytest
from PIL import ImageChops

from gongwen.layout.docx import FaceFacts, render_docx
from gongwen.layout.plan import make_plan
from gongwen.layout.style import load_style
from gongwen.sources.draft import parse_draft
from gongwen.spans import SourceText

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gongwen.layout.docx import ColophonBreak

    Converter = Callable[..., pdfium.PdfDocument]

pytestmark = pytest.mark.needs_office_suite

MM = 72 / 25.4
DPI = 300
PARAGRAPH = "汉" * 400
HEAD = """---
文种: {kind}
格式: {format}
标题: 关于做好值班工作的{kind}
发文机关: 澜州市人民政府
发文字号: 澜政〔2026〕1号
主送机关: 各县（区）人民政府
成文日期: 2026年5月8日
抄送机关: 市委办公室
印发机关: 澜州市人民政府办公室
印发日期: 2026年5月9日
---
"""


@pytest.fixture(scope="module")
def convert(tmp_path_factory: pytest.TempPathFactory, fontconfig_env: dict[str, str]) -> Converter:
    """草稿排成 DOCX，再由 LibreOffice 排成 PDF；自动补的空白面也留着。"""
    folder = tmp_path_factory.mktemp("office")
    export = 'pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'

    def run(text: str, colophon_break: ColophonBreak = "none") -> pdfium.PdfDocument:
        style = load_style()
        plan = make_plan(parse_draft(SourceText("草稿.md", text), None), style)
        path: Path = folder / f"{len(list(folder.iterdir()))}.docx"
        path.write_bytes(render_docx(plan, style, faces=FaceFacts(colophon_break)))
        profile = f"-env:UserInstallation=file://{folder}/profile"
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", export, "--outdir", str(folder), str(path)],
            check=True,
            capture_output=True,
            env=fontconfig_env,
            cwd=folder,
            timeout=120,
        )
        return pdfium.PdfDocument(path.with_suffix(".pdf"))

    return run


def rows(page: pdfium.PdfPage) -> list[int]:
    """各行“汉”字，自上而下。"""
    text = page.get_textpage()
    found: dict[int, int] = {}
    for index in range(text.count_chars()):
        if text.get_text_range(index, 1) == "汉":
            bottom = round(text.get_charbox(index)[1])
            found[bottom] = found.get(bottom, 0) + 1
    return [count for _, count in sorted(found.items(), reverse=True)]


def bands(page: pdfium.PdfPage, *, red: bool) -> list[tuple[float, float]]:
    """有墨的横带：上下边缘，mm。red 只看红色，否则只看黑色。"""
    image = page.render(scale=DPI / 72).to_pil().convert("RGB")
    strong, _, other = (channel.point(lambda value: 255 * (value > 120)) for channel in image.split())
    ink = ImageChops.subtract(strong, other) if red else ImageChops.invert(strong)
    width, height = image.size
    seen = [ink.crop((0, y, width, y + 1)).getbbox() is not None for y in range(height)]
    edges = [y / DPI * 25.4 for y in range(1, height) if seen[y] != seen[y - 1]]
    return list(zip(edges[::2], edges[1::2], strict=True))


def notice(body: str, kind: str = "通知", layout: str = "公文") -> str:
    return HEAD.format(kind=kind, format=layout) + body


def test_a_full_face_holds_22_lines_of_28_cells(convert: Converter) -> None:
    document = convert(notice("\n".join([PARAGRAPH] * 4)))
    face = rows(document[1])
    assert len(face) == 22
    assert set(face) <= {28, 26, 10}
    assert face.count(28) >= 18


def test_masthead_and_rule_stand_where_the_standard_says(convert: Converter) -> None:
    masthead, rule = bands(convert(notice(PARAGRAPH))[0], red=True)
    assert masthead[0] == pytest.approx(37 + 35, abs=1)
    assert rule[1] - rule[0] == pytest.approx(1.5 / MM, abs=0.15)


def test_letter_rules_and_masthead_are_measured_from_the_paper_edges(convert: Converter) -> None:
    found = bands(convert(notice(PARAGRAPH, "函", "信函"))[0], red=True)
    masthead, upper, _, _, lower = found
    assert masthead[0] == pytest.approx(30, abs=1)
    assert upper[0] - masthead[1] == pytest.approx(4, abs=1)
    assert lower[1] == pytest.approx(297 - 20, abs=0.3)


def test_colophon_ends_at_the_foot_of_the_type_area(convert: Converter) -> None:
    document = convert(notice("\n".join([PARAGRAPH] * 2)))
    last = bands(document[len(document) - 1], red=False)
    rule = [band for band in last if band[1] - band[0] < 0.6 and band[1] > 255][-1]
    assert rule[1] == pytest.approx(37 + 225, abs=0.3)


def test_dash_of_the_page_number_is_7_mm_below_the_type_area(convert: Converter) -> None:
    page = convert(notice(PARAGRAPH))[0]
    text = page.get_textpage()
    dashes = [
        text.get_charbox(index) for index in range(text.count_chars()) if text.get_text_range(index, 1) == "—"
    ]
    centres = [(297 * MM - (box[1] + box[3]) / 2) / MM for box in dashes]
    assert centres == pytest.approx([37 + 225 + 7] * 2, abs=0.5)


@pytest.mark.parametrize(("wanted", "faces", "numbered"), [("even", 4, {1, 2, 4}), ("blank_even", 4, {1, 2})])
def test_colophon_goes_to_an_even_face(
    convert: Converter, wanted: ColophonBreak, faces: int, numbered: set[int]
) -> None:
    document = convert(notice(f"{PARAGRAPH}\n特此通知。"), wanted)
    texts = [page.get_textpage().get_text_range() for page in document]
    assert len(texts) == faces
    assert texts[2].strip() == ""
    assert "抄送" in texts[3]
    assert {number for number, text in enumerate(texts, 1) if "—" in text} == numbered
