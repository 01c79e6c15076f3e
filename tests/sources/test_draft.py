"""草稿连同附件、被印发件、图片读成公文。"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.helpers import BODY, FRONT, draft, parsed, png

from gongwen.document.body import Image
from gongwen.document.model import block_texts
from gongwen.errors import DraftError

if TYPE_CHECKING:
    from pathlib import Path


def put(folder: Path, **files: str | bytes) -> None:
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / name.replace("__", ".")).write_bytes(data)


def test_one_annex_has_no_number_and_several_are_numbered(tmp_path: Path) -> None:
    put(tmp_path, 甲__md="甲表正文。\n")
    one = parsed(draft(FRONT + "附件: {标题: 甲表, 文件: 甲.md}\n"), tmp_path)
    two = parsed(draft(FRONT + "附件: [甲表, 乙表]\n"), tmp_path)
    assert [(annex.title.value, annex.number, annex.source is None) for annex in one.annexes] == [
        ("甲表", None, False)
    ]
    assert [(annex.title.value, annex.number, annex.source is None) for annex in two.annexes] == [
        ("甲表", 1, True),
        ("乙表", 2, True),
    ]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("1.甲表", "甲表"),
        ("2． 甲表", "甲表"),
        ("1、甲表", "甲表"),
        ("2026年甲表", "2026年甲表"),
        ("1.5万元项目表", "1.5万元项目表"),
    ],
)
def test_a_number_typed_before_an_annex_title_is_not_printed_twice(written: str, title: str) -> None:
    document = parsed(draft(FRONT + f"附件: ['{written}', 乙表]\n"))
    assert [annex.title.value for annex in document.annexes] == [title, "乙表"]


@pytest.mark.parametrize(
    "text",
    [
        "甲表正文。\n",
        "附件\n甲表\n甲表正文。\n",
        "附件1\n\n# 甲表\n甲表正文。\n",
        "附件1：\n甲表正文。\n",
        "---\n标题: 别的\n---\n甲表\n甲表正文。\n",
    ],
)
def test_the_head_of_an_annex_file_is_not_printed_twice(tmp_path: Path, text: str) -> None:
    put(tmp_path, 甲__txt=text)
    document = parsed(draft(FRONT + "附件: {标题: 甲表, 文件: 甲.txt}\n"), tmp_path)
    assert [part.value for part in block_texts(document.annexes[0].body)] == ["甲表正文。"]


@pytest.mark.parametrize(
    ("text", "title", "note"),
    [
        ("# 值班制度\n（2026年3月1日通过）\n第一条　甲。\n", "值班制度", "（2026年3月1日通过）"),
        ("值班制度\n第一条　甲。\n", "值班制度", None),
        ("---\n标题: 值班制度\n---\n第一条　甲。\n", "值班制度", None),
        ("第一条　甲。\n", None, None),
    ],
)
def test_what_is_issued_has_its_own_title(
    tmp_path: Path, text: str, title: str | None, note: str | None
) -> None:
    put(tmp_path, 制度__md=text)
    issued = parsed(draft(FRONT + "被印发件: 制度.md\n"), tmp_path).issued
    assert issued is not None
    assert (issued.title.value if issued.title else None) == title
    assert (issued.note.value if issued.note else None) == note
    assert [part.value for part in block_texts(issued.body)] == ["第一条　甲。"]


def test_sources_are_shown_beside_the_draft(tmp_path: Path) -> None:
    put(tmp_path, 甲__md="甲表正文。\n", 制度__md="# 制度\n正文。\n")
    front = FRONT + "附件: {标题: 甲表, 文件: 甲.md}\n被印发件: 制度.md\n"
    document = parsed(draft(front), tmp_path, name="夹/稿.md")
    assert [source.name for source in document.sources()] == ["夹/稿.md", "夹/甲.md", "夹/制度.md"]


def test_an_image_is_read_with_its_size(tmp_path: Path) -> None:
    put(tmp_path, 图__png=png(40, 30))
    [*_, image] = parsed(draft(body=BODY + "![位置图](图.png)\n"), tmp_path).body
    assert isinstance(image, Image)
    assert (image.path.value, image.alt.value, image.media, image.width, image.height) == (
        "图.png", "位置图", "png", 40, 30,
    )  # fmt: skip
    assert image.data == png(40, 30)


def test_a_jpeg_is_read_with_its_size(tmp_path: Path) -> None:
    from io import BytesIO

    from PIL import Image as Picture

    made = BytesIO()
    Picture.new("L", (50, 20)).save(made, "JPEG")
    put(tmp_path, 图__JPG=made.getvalue())
    [*_, image] = parsed(draft(body=BODY + "![](图.JPG)\n"), tmp_path).body
    assert isinstance(image, Image)
    assert (image.media, image.width, image.height) == ("jpg", 50, 20)


def test_without_a_folder_no_file_is_opened() -> None:
    front = FRONT + "附件: {标题: 甲表, 文件: 没有.md}\n被印发件: 没有.md\n"
    document = parsed(draft(front, BODY + "![图](没有.png)\n"))
    assert [annex.source for annex in document.annexes] == [None]
    assert document.issued is None


def test_a_colon_in_the_body_is_not_blamed_for_the_front_matter() -> None:
    with pytest.raises(DraftError) as caught:
        parsed("---\n只有一行\n---\n联系人：沈砚舟\n")
    assert str(caught.value) == "稿.md:2:1：要素不是“键: 值”的形式\n  → 每行写“键: 值”"
