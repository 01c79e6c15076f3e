"""PDF：在排好的面上量。"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from gongwen.errors import LayoutError
from gongwen.layout.fonts import find_fonts, font_folders
from gongwen.layout.style import load_style
from gongwen.layout.typeset import Typeset, typeset
from gongwen.sources.draft import parse_draft, read_draft
from gongwen.spans import SourceText

MM = 72 / 25.4
HEAD = """---
文种: 通知
标题: 关于做好值班工作的通知
发文机关: 澜州市人民政府办公室
发文字号: 澜政办发〔2026〕1号
主送机关: 各县（区）人民政府
成文日期: 2026年5月8日
印发机关: 澜州市人民政府办公室
印发日期: 2026年5月9日
{extra}---
"""
LONG = "各县区各部门要结合实际细化工作措施明确责任分工和完成时限确保各项任务落到实处" * 5


def draft(body: str, extra: str = "") -> str:
    return HEAD.format(extra=extra) + body


def made(text: str, style_name: str = "gbt9704") -> Typeset:
    style = load_style(style_name)
    document = parse_draft(SourceText("草稿.md", text), None)
    return typeset(document, style, find_fonts(style, font_folders()))


def characters(page: pdfium.PdfPage) -> list[tuple[str, float, float, float, float]]:
    """各字和它的框：左、上、右、下，pt，从纸的左上角量。"""
    height = page.get_height()
    text = page.get_textpage()
    found = []
    for index in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(index)
        found.append((text.get_text_range(index, 1), left, height - top, right, height - bottom))
    return found


def baselines(page: pdfium.PdfPage) -> list[float]:
    """版心内各行“各”一类正方汉字的下边缘，自上而下，去掉重复。"""
    rows: list[float] = []
    for char, _, _, _, bottom in characters(page):
        if (
            char in "县区部门要结合实际细工作措施明确责任分和完成时限保各项务落到处"
            and bottom < (37 + 225) * MM
        ) and (not rows or all(abs(bottom - row) > 4 for row in rows)):
            rows.append(bottom)
    return sorted(rows)


@pytest.fixture(scope="module")
def long_document() -> pdfium.PdfDocument:
    return pdfium.PdfDocument(made(draft("\n".join([LONG] * 9))).pdf.data)


def test_full_face_has_22_lines_at_28_95_points(long_document: pdfium.PdfDocument) -> None:
    rows = baselines(long_document[1])
    assert len(rows) == 22
    assert (rows[-1] - rows[0]) / 21 == pytest.approx(28.95, abs=0.1)


def test_full_line_has_28_characters(long_document: pdfium.PdfDocument) -> None:
    chars = [each for each in characters(long_document[1]) if each[0].strip()]
    line = [each for each in chars if abs(each[4] - baselines(long_document[1])[1]) < 4]
    assert len(line) == 28
    assert line[0][1] / MM == pytest.approx(28, abs=1)
    assert line[-1][3] / MM == pytest.approx(28 + 156, abs=1)


def test_masthead_ink_is_35_mm_below_type_area_and_rule_4_mm_below_number() -> None:
    page = pdfium.PdfDocument(made(draft("正文。")).pdf.data)[0]
    red = [box for box in boxes(page) if box["red"]]
    masthead = [box for box in red if box["height"] > 10]
    rule = next(box for box in red if box["height"] < 3)
    number = next(each for each in characters(page) if each[0] == "号")
    assert min(box["top"] for box in masthead) / MM == pytest.approx(37 + 35, abs=0.5)
    assert rule["width"] / MM == pytest.approx(156, abs=0.1)
    # 字身下边缘在基线之下 0.12 字
    assert (rule["top"] - number[4]) / MM == pytest.approx(4, abs=0.7)


def boxes(page: pdfium.PdfPage) -> list[dict[str, float]]:
    """页面上红色的字和线，逐个的框。"""
    import pypdfium2.raw as raw

    height = page.get_height()
    found = []
    for item in page.get_objects(max_depth=4):
        r, g, b, a = (
            raw.c_uint() if hasattr(raw, "c_uint") else __import__("ctypes").c_uint() for _ in range(4)
        )
        raw.FPDFPageObj_GetFillColor(item.raw, r, g, b, a)
        left, bottom, right, top = item.get_bounds()
        found.append(
            {
                "red": (r.value, g.value, b.value) == (255, 0, 0),
                "top": height - top,
                "width": right - left,
                "height": top - bottom,
            }
        )
    return found


def test_short_document_has_colophon_alone_on_the_even_face() -> None:
    done = made(draft("正文一段，请贯彻执行。"))
    document = pdfium.PdfDocument(done.pdf.data)
    assert (done.pdf.faces, done.facts.placement) == (2, "even")
    assert [text(page) for page in document][1] == "澜州市人民政府办公室2026年5月9日印发—2—"


COPIED = "抄送机关: " + "，".join(f"市委第{n}工作委员会办公室" for n in "一二三四五六") + "\n"
LEFT_OUT = "版记在第 2 面放不下：空一面，另起偶数面（推导）；增删几行可以省一张纸"


def test_even_face_without_room_leaves_a_blank_face_and_both_unnumbered() -> None:
    bodies = ("\n".join(["一段。"] * count) for count in range(20, 40))
    made_ones = (made(draft(body, COPIED)) for body in bodies)
    done = next(each for each in made_ones if each.facts.placement == "blank")
    pages = [text(page) for page in pdfium.PdfDocument(done.pdf.data)]
    assert done.pdf.faces == 4
    assert pages[1].endswith("—2—")
    assert pages[2] == ""
    assert pages[3].endswith("澜州市人民政府办公室2026年5月9日印发")
    assert done.notices == (LEFT_OUT,)
    assert done.style.pt("grid.pitch") == 28.95


def lines(count: int) -> str:
    return "\n".join(["请各单位认真贯彻执行。"] * count)


@pytest.mark.parametrize(
    ("count", "pitch", "trouble"),
    [
        (25, "28.95", ""),
        (26, "28.66", "版记在末面放不下，会多出一张纸"),
        (27, "27.21", "版记在末面放不下，会多出一张纸"),
        (28, "27.21", "署名和日期会单独成面"),
    ],
)
def test_pitch_is_tightened_as_little_as_keeps_the_colophon_on_the_last_face(
    count: int, pitch: str, trouble: str
) -> None:
    done = made(draft(lines(count)))
    assert (done.pdf.faces, done.facts.placement) == (2, "same")
    clause = "5.2.3 特定情况" if trouble.startswith("版记") else "7.3.5.5"
    said = f"{trouble}，已把主体的行距收到 {pitch} pt（{clause}）"
    assert done.notices == ((said,) if trouble else ())
    assert done.style.pt("grid.pitch") == float(pitch)
    assert text(pdfium.PdfDocument(done.pdf.data)[1]).endswith("澜州市人民政府办公室2026年5月9日印发—2—")


def test_signature_and_colophon_never_both_in_trouble_without_a_word() -> None:
    for extra in ("", COPIED):
        for count in range(22, 34):
            done = made(draft(lines(count), extra))
            assert not done.facts.closing_apart, (count, extra)
            assert (done.facts.placement == "blank") == (LEFT_OUT in done.notices), (count, extra)


def test_an_issued_part_that_ends_the_paper_leaves_the_pitch_and_says_what_happens(tmp_path: Path) -> None:
    (tmp_path / "办法.md").write_text("# 值班办法\n" + lines(18), encoding="utf-8")
    path = tmp_path / "草稿.md"
    path.write_text(draft(lines(3), "被印发件: 办法.md\n"), encoding="utf-8")
    document = read_draft(path)
    style = load_style()
    done = typeset(document, style, find_fonts(style, font_folders()))
    assert done.facts.placement == "blank"
    assert done.notices == (LEFT_OUT,)
    assert done.style.pt("grid.pitch") == 28.95


@pytest.mark.parametrize(("body", "most"), [(lines(10), 2), (lines(26), 6), (lines(10 + 22 * 11 - 5), 2)])
def test_a_paper_is_laid_out_only_as_often_as_it_must(
    body: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gongwen.layout import typeset as module

    times, real = [], module.sheets
    monkeypatch.setattr(module, "sheets", lambda *args: times.append(1) or real(*args))
    done = made(draft(body))
    assert len(times) <= most
    if done.facts.body_faces > 10:
        assert (done.facts.placement, done.style.pt("grid.pitch")) == ("blank", 28.95)


@pytest.mark.parametrize(
    ("earlier", "ending", "moved"),
    [
        (7, "请各单位认真贯彻执行。", "末段移到"),
        (6, "三、工作要求\n请各单位认真贯彻执行。", "末段连同小标题移到"),
        (4, f"三、工作要求\n（一）加强领导\n{LONG[:50]}", "末段连同小标题移到"),
        (4, f"三、工作要求\n（一）加强领导。{LONG[:40]}", "末段连同小标题移到"),
        (4, f"三、工作要求\n{LONG[:80]}", "末段最后两行移到"),
    ],
)
def test_the_last_paragraph_moves_to_the_signature_with_the_headings_over_it(
    earlier: int, ending: str, moved: str
) -> None:
    done = made(draft(f"{lines(earlier)}\n{ending}"))
    assert done.notices == (f"署名和日期会单独成面，已把{moved}署名所在的面（7.3.5.5）",)
    first, second = (text(page) for page in pdfium.PdfDocument(done.pdf.data))
    assert second.startswith("".join(ending.split())) == (moved != "末段最后两行移到")
    assert ("三、工作要求" in first) == (moved == "末段最后两行移到")


def test_the_first_face_keeps_body_text_rather_than_give_it_to_the_signature() -> None:
    addressees = "，".join(f"第{n}县人民政府" for n in "一二三四五六七八九十" * 2)
    front = draft("一、工作要求\n请各单位认真贯彻执行。").replace("各县（区）人民政府", addressees)
    done = made(front)
    assert done.facts.first_body_face == 1


def test_empty_rows_of_a_form_are_high_enough_to_write_in() -> None:
    form = "| 序号 | 姓名 |\n|---|---|\n| 1 |  |\n| （二） |  |\n|  |  |\n| 3 | 张三 |\n| 合计 |  |"
    done = made(draft(form))
    assert done.plan.items[0].blanks == (1, 2, 3)
    page = pdfium.PdfDocument(done.pdf.data)[0]
    at = {char: bottom for char, _, _, _, bottom in characters(page) if char in "姓张计"}
    # 表头、末两行各 20 pt，中间三个空行各 28.95 pt。
    assert at["张"] - at["姓"] == pytest.approx(20 + 3 * 28.95, abs=1)
    assert at["计"] - at["张"] == pytest.approx(20 + 6, abs=8)


def text(page: pdfium.PdfPage) -> str:
    return "".join(page.get_textpage().get_text_range().split())


def test_page_numbers_stand_right_on_odd_and_left_on_even_faces(long_document: pdfium.PdfDocument) -> None:
    sides = []
    for page in list(long_document)[:2]:
        low = [each for each in characters(page) if each[2] > (37 + 225) * MM and each[0] == "—"]
        sides.append((round(min(each[1] for each in low) / MM), round(max(each[3] for each in low) / MM)))
        assert low[0][2] / MM == pytest.approx(37 + 225 + 7, abs=0.5)
    (_, odd_right), (even_left, _) = sides
    assert odd_right == pytest.approx(28 + 156 - 5.6, abs=1)
    assert even_left == pytest.approx(28 + 5.6, abs=1)


def test_signature_never_stands_alone_on_a_face() -> None:
    for count in range(8, 16):
        body = "\n".join(["请各单位认真贯彻执行。"] * count)
        done = made(draft(body))
        assert not done.facts.closing_apart, (count, done.notices)


def test_pitch_is_tightened_only_in_the_main_part() -> None:
    bodies = ("\n".join(["请各单位认真贯彻执行。"] * count) for count in range(20, 45))
    said = "署名和日期会单独成面，已把主体的行距收到 "
    done = next(each for each in (made(draft(body)) for body in bodies) if said in "".join(each.notices))
    assert done.style.pt("grid.pitch") < done.annex_style.pt("grid.pitch") == 28.95


def test_pdf_is_a_2b_tagged_titled_and_has_all_fonts_embedded() -> None:
    data = made(draft("正文。")).pdf.data
    from io import BytesIO

    from pypdf import PdfReader

    reader = PdfReader(BytesIO(data))
    metadata = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in metadata
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == (
        "关于做好值班工作的通知",
        "澜州市人民政府办公室",
    )
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date().isoformat() == "2026-05-08"
    fonts = [
        font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    ]
    assert fonts
    assert all("/FontFile3" in font or "/FontFile2" in font for font in fonts)


def test_same_input_gives_the_same_bytes_in_other_process_folder_and_time_zone(tmp_path: Path) -> None:
    code = (
        "import sys, hashlib\n"
        "from tests.layout.test_pdf import made, draft\n"
        "print(hashlib.sha256(made(draft('正文。')).pdf.data).hexdigest())\n"
    )
    root = Path(__file__).parents[2]
    digests = set()
    for zone, folder in (("UTC", root), ("Asia/Shanghai", tmp_path)):
        env = os.environ | {
            "TZ": zone,
            "PYTHONPATH": f"{root}{os.pathsep}{root / 'src'}",
            "GONGWEN_FONTS": os.pathsep.join(map(str, font_folders())),
        }
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=folder, env=env
        )
        digests.add(done.stdout.strip())
    assert len(digests) == 1


def test_text_is_never_read_as_markup() -> None:
    nasty = '#import "x" $x^2$ *粗* _斜_ `代码` \\ @引用 <标签> // 注释 [内容] "引号" ~ - + = /'
    page = pdfium.PdfDocument(made(draft(nasty)).pdf.data)[0]
    assert "".join(nasty.split()) in text(page)


@pytest.mark.parametrize("count", range(7, 15))
def test_long_last_paragraph_gives_its_last_two_lines_to_the_signature_and_loses_nothing(count: int) -> None:
    last = "各县（区）、各部门要结合实际，细化工作措施，明确2026年责任分工和完成时限，确保落到实处。" * 5
    done = made(draft("\n".join([*["请贯彻执行。"] * count, last])))
    assert not done.facts.closing_apart, done.notices
    pages = [text(page) for page in pdfium.PdfDocument(done.pdf.data)]
    joined = "".join(page.split("—")[0] for page in pages)
    assert last in joined


@pytest.mark.parametrize("ending", ["（三）落实责任。" + LONG[:150], "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |"])
def test_signature_apart_is_noticed_after_a_run_in_heading_and_a_table_too(ending: str) -> None:
    seen = []
    for count in range(3, 16):
        done = made(draft("\n".join([*["请贯彻执行。"] * count, ending])))
        pages = [text(page) for page in pdfium.PdfDocument(done.pdf.data)]
        alone = any(page.startswith("澜州市人民政府办公室2026年5月8日") for page in pages)
        assert done.facts.closing_apart == alone, count
        seen += done.notices
    assert seen


def test_addressees_that_would_fill_the_first_face_move_to_the_colophon() -> None:
    organs = "[" + ", ".join(f"澜州市第{n}工作局" for n in "一二三四五") + "]"
    names = "，".join(f"第{n}县人民政府第{n}办公室" for n in range(24))
    front = draft("正文一段。").replace("发文机关: 澜州市人民政府办公室", f"发文机关: {organs}")
    done = made(front.replace("主送机关: 各县（区）人民政府", f"主送机关: {names}"))
    assert done.plan.addressees == ""
    assert done.facts.first_body_face == 1


def test_colophon_taller_than_a_face_is_refused() -> None:
    names = "，".join(f"澜州市第{n}专项工作领导小组办公室" for n in range(60))
    with pytest.raises(LayoutError, match="版记一面放不下"):
        made(draft("正文。", f"抄送机关: {names}\n"))


def test_rule_stays_4_mm_below_the_number_when_the_pitch_is_tightened() -> None:
    bodies = ("\n".join(["请各单位认真贯彻执行。"] * count) for count in range(20, 45))
    tightened = next(
        each for each in (made(draft(body)) for body in bodies) if "收到" in "".join(each.notices)
    )
    gaps = []
    for done in (tightened, made(draft("正文。"))):
        page = pdfium.PdfDocument(done.pdf.data)[0]
        rule = next(box for box in boxes(page) if box["red"] and box["height"] < 3)
        number = next(each for each in characters(page) if each[0] == "号")
        gaps.append(rule["top"] - number[4])
    assert gaps[0] == pytest.approx(gaps[1], abs=0.1)


@pytest.mark.parametrize(
    "body",
    [
        "姓名：" + "_" * 90,
        "代码：" + "A9" * 60,
        "……" * 40,
        "| 甲 | 乙 |\n|---|---|\n| " + "x" * 90 + " | 丙 |",
    ],
    ids=["underscores", "code", "dots", "cell"],
)
def test_long_runs_without_a_break_stay_on_the_paper_and_gain_no_character(body: str) -> None:
    page = pdfium.PdfDocument(made(draft(body)).pdf.data)[0]
    chars = [each for each in characters(page) if each[0].strip()]
    assert max(each[3] for each in chars) / MM <= 28 + 156 + 1
    assert "\u200b" not in page.get_textpage().get_text_range()


def test_a_table_of_only_a_header_is_set_in_body_and_annex_like_any_other() -> None:
    done = made(draft("前一段。\n| 甲栏 | 乙栏 |\n|---|---|"))
    assert "甲栏乙栏" in text(pdfium.PdfDocument(done.pdf.data)[0])
    assert not done.facts.closing_apart


def test_a_long_document_is_not_tightened_for_one_signature() -> None:
    bodies = ("\n".join([*[LONG] * 40, *["请贯彻执行。"] * count]) for count in range(22))
    done = next(each for each in (made(draft(body)) for body in bodies) if "署名" in str(each.notices))
    assert done.notices == ("署名和日期会单独成面，已把末段移到署名所在的面（7.3.5.5）",)
    assert done.style.pt("grid.pitch") == 28.95
