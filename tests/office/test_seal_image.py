"""印章图：只放在要盖章的定稿上，居中压在署名和日期上；外来的图片先看过。"""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

import pytest
from tests.helpers import payloads, png, tree
from tests.office.final_scene import BUREAU, FRONT, OFFICE, Desk

from gongwen.errors import LayoutError, RefusedError, UsageError
from gongwen.layout.plan import make_plan
from gongwen.layout.style import load_style
from gongwen.units import mm

if TYPE_CHECKING:
    from pathlib import Path


def seal(width: int = 64, height: int = 64, colour: int = 6, *, broken: bool = False) -> bytes:
    """一张红色半透明的 PNG；colour 是 PNG 的颜色类型；broken：像素坏了，校验是好的。"""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixel = {0: b"\x80", 2: b"\xdc\0\0", 4: b"\x80\x80", 6: b"\xdc\0\0\x80"}[colour]
    rows = zlib.compress((b"\0" + pixel * width) * height)
    parts = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0))
    parts += chunk(b"IDAT", b"bad" if broken else rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


@pytest.fixture
def ready(desk: Path) -> Desk:
    """登记好了、可以出定稿的一件，桌上有印章图。"""
    made = Desk(desk)
    made.build()
    (desk / "印章.png").write_bytes(seal())
    return made.approved().registered()


def refused(made: Desk, error: type[Exception], **options: Any) -> str:
    before = tree(made.folder)
    given = {"seal_image": "印章.png", "seal_mm": 45, **options}
    with pytest.raises(error) as caught:
        made.build(**{"final": True, **given})
    assert tree(made.folder) == before
    return str(caught.value)


def test_the_seal_is_in_both_files_and_its_digest_in_the_manifest(ready: Desk) -> None:
    from pypdf import PdfReader

    built = ready.final(formats=("docx", "pdf"), seal_image="印章.png", seal_mm=45)
    assert "印章图：印章.png，直径 45 毫米；它只是图，用印照样要批准、登记" in built.notices
    images = [image for page in PdfReader("build/稿/稿.pdf").pages for image in page.images]
    assert [image.image.size for image in images if image.image] == [(64, 64)]
    with zipfile.ZipFile("build/稿/稿.docx") as package:
        assert package.read("word/media/seal.png") == seal()
        assert package.read("word/document.xml").count(b"<wp:anchor ") == 1
    last = payloads(ready.case.manifest.read_bytes())[-1]
    assert last["built"]["inputs"]["印章.png"] == hashlib.sha256(seal()).hexdigest()


def test_the_file_stays_archivable_and_repeats_byte_for_byte(ready: Desk) -> None:
    from pathlib import Path

    ready.final(formats=("docx", "pdf"), seal_image="印章.png", seal_mm=45)
    first = [Path(f"build/稿/稿.{kind}").read_bytes() for kind in ("docx", "pdf")]
    assert b"<pdfaid:part>2</pdfaid:part>" in first[1]
    ready.final(formats=("docx", "pdf"), seal_image="印章.png", seal_mm=45)
    assert [Path(f"build/稿/稿.{kind}").read_bytes() for kind in ("docx", "pdf")] == first


@pytest.mark.parametrize("size", [36, 42, 45, 50])
def test_it_is_centred_on_the_date_a_little_above_it_within_a_line_of_the_text(size: float) -> None:
    """章的左右正中就是日期的正中；署名、日期在中心偏下；上边距正文一行之内，不压正文；日期不出章。"""
    from dataclasses import replace

    from tests.helpers import draft, parsed

    from gongwen.document.model import SealImage
    from gongwen.units import cells

    style = load_style()
    document = parsed(draft(FRONT + "成文日期: 2026年5月8日\n"))
    plan = make_plan(replace(document, seal=SealImage("印章.png", seal(), size)), style)
    assert plan.seal
    date, item, pitch = plan.closing[-1], plan.seal, style.pt("grid.pitch")
    leading = pitch - style.pt("grid.size")
    assert item.size == mm(size)
    assert item.right + item.size / 2 == pytest.approx(date.right + cells(date.cells[0]) * style.cell / 2)
    centre = item.top + item.size / 2
    assert centre <= -leading / 2 - mm(1.49)
    above = item.top - (-3 * pitch - leading)
    assert 0 < above <= pitch
    assert item.top + item.size > style.pt("grid.size")


def test_it_belongs_to_the_final_only(ready: Desk) -> None:
    assert refused(ready, UsageError, final=False) == (
        "印章.png：印章图只放在定稿上\n  → 加 --final，或去掉 --seal-image"
    )


@pytest.mark.parametrize(
    ("size", "told"),
    [
        (None, "没有写印章的直径"),
        (35.9, "印章的直径不能是 35.9 毫米"),
        (51, "印章的直径不能是 51 毫米"),
        (float("nan"), "印章的直径不能是 nan 毫米"),
    ],
)
def test_its_size_is_told_and_is_that_of_a_seal(ready: Desk, size: float | None, told: str) -> None:
    assert refused(ready, UsageError, seal_mm=size) == (
        f"印章.png：{told}\n  → 写上 --seal-mm：36 至 50 毫米，县级政府的印章是 45 毫米"
    )


OBLONG = (
    "印章.png：印章图是 64×80 像素，要正方形，边长不超过 6000\n"
    "  → 裁成印章外切的正方形；45 毫米的印章 600 dpi 约 1063 像素"
)
TRANSPARENT = "印章.png：印章图不是背景透明的 PNG\n  → 用扫描的印模做成背景透明的 PNG（带透明通道）"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (seal(colour=0), TRANSPARENT),
        (seal(colour=2), TRANSPARENT),
        (
            b"%PDF-1.7",
            "印章.png：图片“印章.png”其实是 PDF，不是 PNG、JPEG\n  → 用画图或看图软件另存为 PNG 或 JPEG",
        ),
        (b"", "印章.png：图片“印章.png”损坏，或不是 PNG、JPEG\n  → 换一张能打开的图片"),
        (seal()[:-20], "印章.png：图片“印章.png”损坏，或不是 PNG、JPEG\n  → 换一张能打开的图片"),
        (
            seal(64, 80),
            OBLONG,
        ),
        (
            png(30_000, 30_000),
            "印章.png：图片 30000×30000 像素，超过 4000 万\n  → 缩小图片后再插入",
        ),
        (b"\0" * (8 * 1024 * 1024 + 1), "印章.png：印章图超过 8 MB\n  → 缩小图片"),
    ],
    ids=["grey", "opaque", "pdf", "empty", "cut", "oblong", "giant", "heavy"],
)
def test_another_picture_is_refused(ready: Desk, data: bytes, told: str) -> None:
    (ready.folder / "印章.png").write_bytes(data)
    assert refused(ready, UsageError) == told


def test_a_picture_that_does_not_open_is_told(ready: Desk) -> None:
    (ready.folder / "印章.png").write_bytes(seal(broken=True))
    assert refused(ready, LayoutError) == (
        "稿.md：印章图“印章.png”打不开：文件头是好的，里面坏了\n  → 换一张能打开的图片"
    )


def test_a_missing_file_and_a_folder_are_told(ready: Desk) -> None:
    assert refused(ready, UsageError, seal_image="没有.png") == (
        "没有.png：找不到这张印章图\n  → 检查文件名和路径"
    )
    assert refused(ready, UsageError, seal_image="build") == (
        "build：这是文件夹，不是印章图\n  → 检查文件名和路径"
    )


def test_a_size_without_a_picture_and_a_letterhead_are_refused(ready: Desk) -> None:
    assert refused(ready, UsageError, seal_image=None) == (
        "写了印章的直径，没有印章图\n  → 写上 --seal-image 印章.png，或去掉 --seal-mm"
    )


def test_what_bears_no_seal_takes_no_picture(ready: Desk) -> None:
    ready.write(FRONT + "用印: 不盖章\n")
    assert refused(ready, RefusedError) == (
        "稿.md 键“用印”：这一件不加盖印章，放不了印章图\n  → 去掉 --seal-image"
    )


def test_a_joint_document_takes_no_single_seal(desk: Path) -> None:
    from gongwen.signoff.vocabulary import Decision

    made = Desk(desk, FRONT.replace(f"发文机关: {OFFICE}", f"发文机关: [{OFFICE}, {BUREAU}]"))
    made.build()
    (desk / "印章.png").write_bytes(seal())
    made.reviewed().sign("签发", "沈砚舟", Decision.APPROVE, party=OFFICE)
    made.sign("签发", "梁知夏", Decision.APPROVE, party=BUREAU).registered()
    assert refused(made, RefusedError) == (
        "稿.md:3:8 键“发文机关”：联合行文要盖几枚印章，放不了一张印章图\n"
        "  → 去掉 --seal-image，打印以后各家盖章"
    )


def test_word_accepts_the_file(ready: Desk, docx_checker: Path) -> None:
    import json
    import subprocess

    ready.final(formats=("docx",), seal_image="印章.png", seal_mm=45)
    done = subprocess.run([docx_checker, "build/稿/稿.docx"], capture_output=True, text=True, check=False)
    assert json.load(io.StringIO(done.stdout))["errors"] == []
