"""排不下、打不开的：报错说出文件和行，或照排并说明；不出半成品，不占太多内存。"""

from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from tests.helpers import names, run, told
from tests.layout.on_paper import BOTTOM, LEFT, RIGHT, inked, laid

from gongwen.errors import LayoutError
from gongwen.layout import pictures
from gongwen.layout.docx import FaceFacts, render_docx
from gongwen.layout.pictures import refuse_heavy
from gongwen.layout.plan import make_plan
from gongwen.layout.plan.model import ImageItem
from gongwen.layout.style import load_style
from gongwen.layout.typeset import NO_BODY
from gongwen.sources.draft import parse_draft, read_draft
from gongwen.sources.images import Picture, UnfitError, read_picture
from gongwen.spans import SourceText

if TYPE_CHECKING:
    from pathlib import Path

    from gongwen.layout.plan.model import TableItem

HEAD = """\
---
文种: 通知
标题: {title}
发文机关: {organs}
发文字号: 澜政发〔2026〕1号
主送机关: 各县人民政府
成文日期: 2026年5月8日
---
"""
OPEN, SAVE_AS = "换一张能打开的图片", "用画图或看图软件另存为 PNG 或 JPEG"


def draft(body: str, *, title: str = "关于校车安全的通知", organs: str = "澜州市人民政府") -> str:
    return HEAD.format(title=title, organs=organs) + body


def refused(desk: Path, text: str) -> list[str]:
    """以 2 退出，什么都没有写出；返回所说的话。"""
    (desk / "稿.md").write_text(text, encoding="utf-8")
    before = names(desk)
    done = run("build", "稿.md")
    assert (done.exit_code, names(desk)) == (2, before)
    return told(done)


# —— 标志、标题 ——


def test_a_masthead_of_ten_long_names_says_how_to_use_the_lead_organ(desk: Path) -> None:
    organs = [f"澜州市第{n}国有资产监督管理委员会办公室" for n in "一二三四五六七八九十"]
    assert refused(desk, draft("正文。", organs=f"[{', '.join(organs)}]")) == [
        "错误：稿.md:4:8 键“发文机关标志”：发文机关标志放不下：10 行，最长 21.5 字",
        f"  → 联合行文可只用主办机关的标志：加一行“发文机关标志: {organs[0]}文件”；或都用规范化简称",
    ]


def test_a_masthead_as_written_that_cannot_fit_is_to_be_shortened(desk: Path) -> None:
    lines = "\n".join(f"  澜州市第{n}工作委员会" for n in "一二三四五六七八九十" * 2)
    text = draft("正文。").replace("发文字号:", f"发文机关标志: |-\n{lines}\n发文字号:")
    assert refused(desk, text) == [
        "错误：稿.md:6:3 键“发文机关标志”：发文机关标志放不下：20 行，最长 10 字",
        "  → 用规范化简称（写“发文机关标志”）",
    ]


def test_a_title_of_300_characters_begins_on_the_first_face_and_is_spoken_of() -> None:
    words = "关于进一步加强全市中小学幼儿园校车安全管理和交通秩序整治以及隐患排查治理工作"
    title = (words * 8)[:298] + "通知"
    done = laid(draft("请认真执行。\n", title=title))
    chars = [each for each in inked(done) if each[1].bottom < BOTTOM + 2]
    assert done.notices == (NO_BODY,)
    assert "".join(done.plan.title_lines) == title
    printed = "".join(char for char, _ in chars)
    at = printed.index(title)
    assert (chars[at][1].face, chars[at + len(title)][1].face) == (0, 1)
    assert all(box.left > LEFT - 0.1 and box.right < RIGHT + 0.1 for _, box in chars)


# —— 表格 ——


def table(columns: int, cell: str, rows: int = 3, head: str = "栏") -> str:
    lines = [[head] * columns, ["---"] * columns, *[[cell] * columns] * rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def test_thirty_columns_are_set_a_character_wide_and_spoken_of() -> None:
    done = laid(draft("请填写下表。\n" + table(30, "县区2026")))
    (said,) = [each for each in done.plan.notices if "每栏只有一个字宽" in each]
    assert said == "草稿.md:10：这个表有 30 栏，每栏只有一个字宽，读起来吃力：减少栏数，或拆成几个表"
    chars = inked(done)
    width = (RIGHT - LEFT) / 30
    found = [box for char, box in chars if char == "区"]
    places = [((box.left - LEFT) // width, (box.right - LEFT) // width) for box in found]
    assert sorted(left for left, _ in places) == sorted([*range(30)] * 3)
    assert all(left == right for left, right in places)
    digits = [box for char, box in chars if char in "026" and box.top > 100]
    assert all(box.left > LEFT and box.right < RIGHT for box in digits)


@pytest.mark.parametrize("columns", [35, 60, 200])
def test_more_columns_than_characters_in_a_line_are_refused(desk: Path, columns: int) -> None:
    assert refused(desk, draft("请填写下表。\n" + table(columns, "1"))) == [
        f"错误：稿.md:10:1：这个表有 {columns} 栏，每栏不到一个字宽；版心里至多 34 栏",
        "  → 减少栏数，或拆成几个表",
    ]


def test_a_turned_annex_has_room_for_more_columns(desk: Path) -> None:
    (desk / "表.md").write_text(table(40, "1"), encoding="utf-8")
    annex = "附件: {标题: 统计表, 文件: 表.md, 横排: 是}\n成文日期:"
    text = draft("请填写附件。\n").replace("成文日期:", annex)
    (desk / "稿.md").write_text(text, encoding="utf-8")
    assert run("build", "稿.md").exit_code == 0
    (desk / "表.md").write_text(table(50, "1"), encoding="utf-8")
    assert told(run("build", "稿.md")) == [
        "错误：表.md:1:1：这个表有 50 栏，每栏不到一个字宽；版心里至多 49 栏",
        "  → 减少栏数，或拆成几个表",
    ]


def test_eighty_unbroken_letters_stay_in_their_cell() -> None:
    done = laid(draft("见下表。\n" + table(3, "A" * 80)))
    letters = [box for char, box in inked(done) if char == "A"]
    assert len(letters) == 80 * 9
    third = (RIGHT - LEFT) / 3
    assert all(int((box.left - LEFT) // third) == int((box.right - LEFT) // third) for box in letters)
    assert all(box.bottom < BOTTOM for box in letters)


def test_a_row_taller_than_a_face_goes_on_to_the_next_and_loses_nothing() -> None:
    cell = "".join(f"{n}号校车按时检修。" for n in range(1000, 1200))
    done = laid(draft("见下表。\n" + table(2, cell, rows=1)))
    (item,) = (each for each in done.plan.items if each.kind == "table")
    assert item.tall == (1,)
    chars = [each for each in inked(done) if each[1].bottom < BOTTOM]
    assert sum(char == "检" for char, _ in chars) == 400
    assert all(box.top > 37 for _, box in chars)


def test_a_head_row_taller_than_half_a_face_is_refused(desk: Path) -> None:
    assert refused(desk, draft("见下表。\n" + table(2, "甲", head="校车按时检修" * 60))) == [
        "错误：稿.md:10:1：这个表的表头太高，每面重复一次，放不下内容",
        "  → 缩短表头的文字，减少栏数，或拆成几个表；第一行不是表头的，在它上面加一行表头",
    ]


def narrow(columns: int) -> TableItem:
    made = make_plan(parse_draft(SourceText("稿.md", draft(table(columns, "1"))), None), load_style())
    (item,) = made.items
    assert item.kind == "table"
    return item


def test_narrow_columns_give_up_their_margins_in_docx_too() -> None:
    assert (narrow(13).inset, narrow(30).inset, narrow(30).run) == (None, 1.06, 2)
    for columns, wanted in ((13, False), (30, True)):
        made = make_plan(parse_draft(SourceText("稿.md", draft(table(columns, "1"))), None), load_style())
        data = render_docx(made, load_style(), faces=FaceFacts())
        document = _member(data, "word/document.xml").decode()
        assert ('<w:tblCellMar><w:left w:w="21" w:type="dxa"/>' in document) == wanted


def _member(data: bytes, name: str) -> bytes:
    from zipfile import ZipFile

    return ZipFile(io.BytesIO(data)).read(name)


# —— 图片 ——


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, pixels: bytes, *more: bytes, depth: int = 8, colour: int = 0) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def saved(kind: str, mode: str = "RGB", **options: object) -> bytes:
    stream = io.BytesIO()
    Image.new(mode, (30, 20)).save(stream, kind, **options)
    return stream.getvalue()


def jpeg_of(width: int, height: int) -> bytes:
    """帧头里写着这么大的 JPEG。"""
    data = bytearray(saved("JPEG"))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def exif(orientation: int) -> bytes:
    record = Image.Exif()
    record[0x0112] = orientation
    return saved("JPEG", exif=record)


GREY = zlib.compress(b"\0" * 1000)
SWOLLEN = zlib.compress(b"\0" * 50_000_000, 9)
TOO_MUCH = "图片“{}”里压着的附加信息太大"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'
REFUSED = {
    "png-bomb": (png(10_000, 10_000, GREY), "图片 10000×10000 像素，超过 4000 万", "缩小图片后再插入"),
    "jpeg-bomb": (jpeg_of(65_000, 65_000), "图片 65000×65000 像素，超过 4000 万", "缩小图片后再插入"),
    "profile-bomb": (png(10, 10, GREY, chunk(b"iCCP", b"x\0\0" + SWOLLEN)), TOO_MUCH, SAVE_AS),
    "text-bomb": (png(10, 10, GREY, chunk(b"iTXt", b"x\0\1\0zh\0\0" + SWOLLEN)), TOO_MUCH, SAVE_AS),
    "png-empty": (png(0, 10, GREY), "图片“{}”损坏：宽或高是零", OPEN),
    "jpeg-empty": (jpeg_of(30, 0), "图片“{}”损坏：宽或高是零", OPEN),
    "thread": (png(1, 5000, GREY), "图片 1×5000 像素，太窄，印出来看不见", "裁成合适的形状再插入"),
    "nothing": (b"", "图片“{}”损坏，或不是 PNG、JPEG", OPEN),
    "png-cut": (saved("PNG")[:60], "图片“{}”损坏，或不是 PNG、JPEG", OPEN),
    "jpeg-cut": (saved("JPEG")[:200], "图片“{}”损坏，或不是 PNG、JPEG", OPEN),
    "cmyk": (
        saved("JPEG", "CMYK"), "图片“{}”是印刷用的四色（CMYK）图，PDF/A 里排不了", "用看图软件转成 RGB 另存",
    ),
    "mirrored": (exif(2), "图片“{}”是照镜像存的", "用看图软件转正后另存"),
    "gif": (saved("GIF"), "图片“{}”其实是 GIF，不是 PNG、JPEG", SAVE_AS),
    "webp": (saved("WEBP"), "图片“{}”其实是 WebP，不是 PNG、JPEG", SAVE_AS),
    "bmp": (saved("BMP"), "图片“{}”其实是 BMP，不是 PNG、JPEG", SAVE_AS),
    "tiff": (saved("TIFF"), "图片“{}”其实是 TIFF，不是 PNG、JPEG", SAVE_AS),
    "svg": (SVG, "图片“{}”其实是 SVG，不是 PNG、JPEG", SAVE_AS),
    "heic": (b"\0\0\0\x18ftypheic\0\0\0\0", "图片“{}”其实是 HEIC，不是 PNG、JPEG", SAVE_AS),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_picture_that_cannot_be_set_is_refused_by_its_header(name: str) -> None:
    data, what, next_step = REFUSED[name]
    with pytest.raises(UnfitError) as caught:
        read_picture(data)
    assert (caught.value.what, caught.value.next_step) == (what, next_step)


def test_the_refusal_names_the_file_and_the_line(desk: Path) -> None:
    (desk / "图.png").write_bytes(saved("GIF"))
    assert refused(desk, draft("见图。\n![位置图](图.png)\n")) == [
        "错误：稿.md:10:8：图片“图.png”其实是 GIF，不是 PNG、JPEG",
        f"  → {SAVE_AS}",
    ]


def broken_jpeg() -> bytes:
    data = saved("JPEG")
    return data[: data.index(b"\xff\xda")] + b"\xff\xd9"


@pytest.mark.parametrize(
    "data",
    [
        png(100, 100, b"not zlib"),
        png(100, 100, zlib.compress(b"\0" * 500)),
        png(10, 10, GREY, depth=3),
        png(10, 10, GREY, colour=3),
        broken_jpeg(),
    ],
    ids=["no-zlib", "too-short", "depth", "no-palette", "no-scan"],
)
def test_a_picture_broken_inside_is_named_among_the_others(desk: Path, data: bytes) -> None:
    """文件头是好的，排的时候才知道打不开：逐张找出是哪一张，在哪个文件的哪一行。"""
    (desk / "好.png").write_bytes(saved("PNG"))
    (desk / "坏.png").write_bytes(data)
    (desk / "附件.md").write_text("![好](好.png)\n\n![坏](坏.png)\n", encoding="utf-8")
    text = draft("见图。\n![好](好.png)\n").replace("成文日期:", "附件: {标题: 图, 文件: 附件.md}\n成文日期:")
    assert refused(desk, text) == [
        "错误：附件.md:3:6：图片“坏.png”打不开：文件头是好的，里面坏了",
        f"  → {OPEN}",
    ]


def test_too_many_pixels_together_are_refused_but_the_same_picture_counts_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "MAX_PIXELS_TOGETHER", 1200)
    for name, shade in (("甲", 1), ("乙", 2), ("丙", 3)):
        (tmp_path / f"{name}.png").write_bytes(png(20, 30, zlib.compress(bytes([0, *[shade] * 20]) * 30)))
    path = tmp_path / "稿.md"
    path.write_text(draft("见图。\n" + "![](甲.png)\n![](甲.png)\n![](乙.png)\n"), encoding="utf-8")
    refuse_heavy(read_draft(path))
    path.write_text(draft("见图。\n" + "![](甲.png)\n![](乙.png)\n![](丙.png)\n"), encoding="utf-8")
    with pytest.raises(LayoutError) as caught:
        refuse_heavy(read_draft(path))
    assert caught.value.what == "到这一张为止，图片合起来超过 0 亿像素"
    assert (caught.value.where.path, caught.value.where.line) == (str(path), 12)


@pytest.mark.parametrize(
    ("orientation", "turns", "size"), [(1, 0, (30, 20)), (3, 2, (30, 20)), (6, 1, (20, 30)), (8, 3, (20, 30))]
)
def test_a_photograph_lying_on_its_side_is_stood_up(
    orientation: int, turns: int, size: tuple[int, int], desk: Path
) -> None:
    assert read_picture(exif(orientation)) == Picture("jpg", *size, turns)
    (desk / "图.jpg").write_bytes(exif(orientation))
    (desk / "稿.md").write_text(draft("![](图.jpg)\n"), encoding="utf-8")
    plan = make_plan(read_draft(desk / "稿.md"), load_style())
    (item,) = plan.items
    assert isinstance(item, ImageItem)
    assert (item.width, item.height) == tuple(round(side * 0.48, 2) for side in size)
    document = _member(render_docx(plan, load_style(), faces=FaceFacts()), "word/document.xml").decode()
    # 没转时 14.4×9.6 pt；转了的，上下多占的一半一半写在 effectExtent 里
    assert '<wp:extent cx="182880" cy="121920"/>' in document
    assert ('<wp:effectExtent l="0" t="30480" r="0" b="30480"/>' in document) == (turns % 2 == 1)
    assert (f'<a:xfrm rot="{turns * 5400000}">' in document) == (turns > 0)
    assert run("build", "稿.md").exit_code == 0
