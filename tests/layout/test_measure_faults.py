"""量外来的公文：纸按绝对位置画，埋一处错，不合的正好是那一项；看着怪而不错的，一项也不报。"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pypdf
import pytest
import typst
from pypdf.generic import NameObject, RectangleObject, StreamObject
from tests.layout.drawn import (
    BOTTOM,
    CELL,
    LEFT,
    MM,
    PITCH,
    RED,
    SMALL,
    TITLE,
    TOP,
    WORDS,
    Letter,
    Mark,
    Official,
    written,
)

from gongwen.errors import SourceError
from gongwen.layout.measure import State, measure_pdf

if TYPE_CHECKING:
    from pathlib import Path

AGENDA = ("会议议程如下", "一、市长讲话", "二、水利局汇报", "三、讨论", WORDS[:100] + "。")
PLAIN = Official(annex=False)
FAULTS: dict[str, tuple[Official | Letter, set[str]]] = {
    "official": (Official(), set()),
    "letter": (Letter(), set()),
    "agenda_in_body_font": (Official(annex=False, agenda=AGENDA), set()),
    "long_annex_in_14pt": (Official(dense_annex=14), set()),
    "long_annex_in_12pt": (Official(dense_annex=12), set()),
    "addressee_indented": (Official(addressee_indent=2), {"addressees.left"}),
    "no_first_line_indent": (Official(indent=0, faces=4), {"text.indent"}),
    "date_in_chinese_digits": (Official(date="二〇二六年五月八日"), {"date.digits"}),
    "date_with_short_year": (Official(date="26年5月8日"), {"date.digits"}),
    "no_folio": (Official(no_folio=(1, 2, 3, 4)), {"folio.present"}),
    "one_folio_missing": (Official(faces=4, no_folio=(3,)), {"folio.present"}),
    "no_red_rule": (Official(rule=0), {"rule.present"}),
    "thick_red_rule": (Official(rule=5.5), {"rule.width"}),
    "red_rule_shifted": (Official(rule_shift=5 * MM), {"rule.centre"}),
    "title_18pt": (Official(title_size=18), {"title.size"}),
    "title_16pt": (Official(title_size=16), {"title.size"}),
    "annex_note_flush_left": (Official(note_left=0), {"annex_note.left"}),
    "one_line_above_the_seal": (Official(gap=1), {"sealed.gap"}),
    "pitch_24pt": (Official(pitch=24), {"text.pitch"}),
    "pitch_28pt": (Official(pitch=28, faces=4), {"text.pitch", "text.lines"}),
    "letter_without_lower_rules": (Letter(lower=False), {"letter.order"}),
    "letter_short_rules": (Letter(length=160 * MM), {"letter.rule_length"}),
    "letter_thick_rules": (Letter(thick=5.6), {"letter.thick"}),
    "letter_high_lower_rules": (Letter(foot=25 * MM), {"letter.foot"}),
    "letter_first_folio_shown": (Letter(no_folio=()), {"letter.folio"}),
}
FOUNDER = {"Fang": "FZFSK", "Kai": "FZKTK", "Hei": "FZHTK", "Song": "FZSSK", "Noto": "FZXBSK"}
CESI = {"Fang": "FS", "Kai": "KT", "Hei": "HT", "Song": "SS", "Noto": "XBS"}


@pytest.fixture(scope="module")
def fonts(fonts_dir: Path) -> typst.Fonts:
    folders = [str(fonts_dir)]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def off(data: bytes) -> set[str]:
    return {row.requirement.key for row in measure_pdf(data).rows if row.state is State.OFF}


@pytest.mark.parametrize("name", FAULTS)
def test_only_the_planted_fault_is_off(name: str, fonts: typst.Fonts) -> None:
    spec, expected = FAULTS[name]
    assert off(spec.draw(fonts).pdf()) == expected


def test_red_body_text(fonts: typst.Fonts) -> None:
    paper = Official().draw(fonts)
    paper.faces[1] = [replace(mark, colour="#E00000") for mark in paper.faces[1]]
    assert off(paper.pdf()) == {"text.colour"}


def test_one_face_lower_than_the_others(fonts: typst.Fonts) -> None:
    paper = Official(faces=4).draw(fonts)
    paper.faces[2] = [replace(each, top=each.top + 20 * (each.size == 16)) for each in paper.faces[2]]
    assert off(paper.pdf()) == {"area.top"}


@pytest.mark.parametrize("colophon", [True, False])
def test_three_line_table_is_no_colophon(colophon: bool, fonts: typst.Fonts) -> None:
    paper, top = replace(PLAIN, colophon=colophon).draw(fonts), BOTTOM - 71 - 5 * PITCH
    for row in (0, 1, 5):
        paper.bar(top + row * PITCH, 0.5)
    for cell in range(20):
        paper.text(LEFT + 5 + cell % 4 * 110, top + 18 + cell // 4 * PITCH, "责任", replace(SMALL, size=12))
    assert off(paper.pdf()) == set()


@pytest.mark.parametrize("colophon", [True, False])
def test_underlined_blanks_are_no_colophon(colophon: bool, fonts: typst.Fonts) -> None:
    paper = replace(PLAIN, colophon=colophon).draw(fonts)
    for row, text in enumerate(("联系人：", "联系电话：")):
        base = TOP + (14 + row) * PITCH
        paper.text(LEFT + 2 * CELL, base, text)
        paper.bar(base + 2, 0.7, LEFT + 7 * CELL, 11 * CELL)
    assert off(paper.pdf()) == set()


def test_running_head_rule_is_no_colophon(fonts: typst.Fonts) -> None:
    paper = Official(annex=False, faces=4).draw(fonts)
    paper.bar(20 * MM, 0.5)
    for face in paper.faces[:-1]:
        face.append(paper.faces[-1][-1])
    assert off(paper.pdf()) == set()


def test_face_with_a_picture_is_not_a_full_one(fonts: typst.Fonts) -> None:
    paper, top, depth = Official(annex=False, faces=3).draw(fonts), TOP + 14 * PITCH, 8 * PITCH
    paper.faces[1] = [mark for mark in paper.faces[1] if not top < mark.top < top + depth]
    picture = 'image(bytes((90, 140, 90)), format: (encoding: "rgb8", width: 1, height: 1), fit: "stretch", '
    paper.faces[1].append(Mark(LEFT + 40, top + 5, picture + f"width: 360pt, height: {depth - 10}pt)"))
    assert off(paper.pdf()) == set()


FONT_NAMES = [
    {k: f"{v}--GBK1-0" for k, v in FOUNDER.items()},
    {k: f"CESI_{v}_GB2312" for k, v in CESI.items()},
]


@pytest.mark.parametrize("names", FONT_NAMES, ids=["founder", "cesi"])
def test_common_font_names(names: dict[str, str], fonts: typst.Fonts) -> None:
    assert off(Official().draw(fonts).pdf(names)) == set()


def test_font_names_in_gbk_bytes(fonts: typst.Fonts) -> None:
    kinds = {
        "Fang": "仿宋_GB2312",
        "Kai": "楷体_GB2312",
        "Hei": "黑体",
        "Song": "宋体",
        "Noto": "方正小标宋简体",
    }
    raw = {k: "".join(f"#{byte:02X}" for byte in name.encode("gbk")) for k, name in kinds.items()}
    marks = {k: f"{k}{'Z' * 60}"[: len(name)] for k, name in raw.items()}  # 一样长，字节数不变
    data = Official().draw(fonts).pdf(marks)
    for k, mark in marks.items():
        data = data.replace(b"+" + mark.encode(), b"+" + raw[k].encode())
    assert off(data) == set()


def test_red_text_outside_the_page(fonts: typst.Fonts) -> None:
    paper = Official().draw(fonts)
    paper.faces[0] = [mark for mark in paper.faces[0] if mark.size != 48]
    paper.text(700, 200, "旧红头", replace(TITLE, size=40, colour=RED), face=0)
    assert off(paper.pdf())


def test_swapped_corners_of_the_page(fonts: typst.Fonts) -> None:
    writer = pypdf.PdfWriter(clone_from=BytesIO(Official().draw(fonts).pdf()))
    for page in writer.pages:
        page.mediabox = page.cropbox = RectangleObject((595.28, 841.89, 0, 0))
    assert off(written(writer)) == set()


def test_invisible_text_is_a_scan(fonts: typst.Fonts) -> None:
    writer = pypdf.PdfWriter(clone_from=BytesIO(PLAIN.draw(fonts).pdf()))
    for page in writer.pages:
        stream = StreamObject()
        stream.set_data(b"3 Tr\n" + page.get_contents().get_data().replace(b"0 Tr", b"3 Tr"))
        page[NameObject("/Contents")] = writer._add_object(stream)
    with pytest.raises(SourceError):
        measure_pdf(written(writer))
