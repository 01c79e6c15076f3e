"""版式图：说明页、图片与目录一致；版式样例合起来把各种格式、各种变化都摆出来。"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image
from tests.golden.facts import CLEAN, FORMATS, name_of
from tools.gallery import PAGE, PICTURE, catalogue, gallery_page, shown

from gongwen.document.kinds import Format
from gongwen.document.sealing import sealing_of
from gongwen.layout.fonts import find_fonts, font_folders
from gongwen.layout.style import load_style
from gongwen.layout.typeset import typeset
from gongwen.sources.draft import read_draft

if TYPE_CHECKING:
    from pathlib import Path

    from gongwen.document.elements import Elements, Names
    from gongwen.document.model import Document

SMALL = 700_000


def listed(name: str) -> Document:
    return read_draft(next(path for path in FORMATS if path.stem == name))


def count(names: Names | None) -> int:
    return len(names.items) if names else 0


def variants() -> list[tuple[Document, Elements]]:
    documents = map(read_draft, [*CLEAN, *FORMATS])
    return [(document, document.elements) for document in documents if document.elements]


def test_page_of_formats_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == gallery_page(), "运行 make pages"


def test_picture_shows_the_listed_faces_in_order_and_is_small() -> None:
    assert [each.file for each in shown()] == [item.file for item in catalogue()], "运行 make pages"
    for item, each in zip(catalogue(), shown(), strict=True):
        assert each.faces == (item.faces or tuple(range(1, each.total + 1)))
    with Image.open(PICTURE) as image:
        assert image.mode == "P"
    assert PICTURE.stat().st_size < SMALL


def test_every_format_document_is_listed_once_and_every_format_is_shown() -> None:
    files = [item.file for item in catalogue()]
    assert len(files) == len(set(files))
    assert sorted(file for file in files if "/" in file) == [name_of(path) for path in FORMATS]
    assert {read_draft(item.path).format for item in catalogue()} == set(Format)


def test_seals_are_shown_in_every_way_by_one_organ_and_by_several() -> None:
    shown_ways = {
        (sealing_of(document, elements), count(elements.issuing_organs) > 1)
        for document, elements in variants()
        if document.format not in (Format.MINUTES, Format.BULLETIN)
    }
    ways = {(way, joint) for way in ("盖章", "不盖章", "签名章") for joint in (False, True)}
    assert shown_ways == {*ways, ("不落款", False)}


def test_joint_documents_of_two_to_seven_organs_and_upward_ones_of_one_to_five_signers_are_shown() -> None:
    organs = {count(elements.issuing_organs) for _, elements in variants()}
    signers = {count(elements.approvers) for _, elements in variants()}
    assert organs == {1, 2, 3, 4, 5, 7}
    assert signers == {0, 1, 2, 3, 5}


@pytest.mark.parametrize(
    ("name", "placement", "faces", "notices"),
    [
        ("止于单面", "even", 6, ()),
        ("止于双面有余", "same", 4, ()),
        (
            "止于双面无余",
            "blank",
            4,
            ("版记在第 2 面放不下：空一面，另起偶数面（推导）；增删几行可以省一张纸",),
        ),
        ("主送移版记", "even", 4, ("首页排不下正文，主送机关已移到版记（7.3.2）",)),
        ("信函单面", "none", 1, ()),
        ("信函两面", "same", 2, ()),
    ],
)
def test_text_ends_where_the_name_says(
    fonts_dir: Path, name: str, placement: str, faces: int, notices: tuple[str, ...]
) -> None:
    style = load_style()
    made = typeset(listed(name), style, find_fonts(style, font_folders([fonts_dir])))
    assert (made.facts.placement, made.pdf.faces, (*made.notices, *made.plan.notices)) == (
        placement,
        faces,
        notices,
    )
