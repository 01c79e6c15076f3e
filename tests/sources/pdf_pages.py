"""测试用的 PDF：用 Typst 排的，用 pypdf 改的，一个字节一个字节写的。"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pypdf
import typst
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from gongwen.sources.pdf.apart import received
from gongwen.sources.pdf.reading import extract

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gongwen.sources.pdf import PdfText

HEAD = """#set page(width: 210mm, height: 297mm, margin: (x: 28mm, y: 37mm))
#set text(font: ("FandolFang R", "Noto Serif CJK SC"), size: 16pt, lang: "zh", cjk-latin-spacing: none)
#set par(first-line-indent: (amount: 2em, all: true), justify: true, leading: 13pt, spacing: 13pt)
"""
SENTENCE = "汛期将至，为切实做好防汛工作，确保人民群众生命财产安全，现就有关事项通知如下，请各县抓好落实。"
LONG = SENTENCE * 3
UNSURE = "文字是从 PDF 按位置读出来的，分段、空格不如 Word 文件可靠，要紧的地方请对照原件"


def fonts_in(folder: Path) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])


def typeset(fonts: typst.Fonts, body: str, head: str = HEAD) -> bytes:
    return typst.compile((head + body).encode(), font_paths=fonts)


def pictured(fonts: typst.Fonts, folder: Path, body: str, picture: bytes) -> bytes:
    """body 里可以用 FULL：铺满一面的图片。"""
    (folder / "图.png").write_bytes(picture)
    source = folder / "稿.typ"
    full = '#place(top + left, dx: -28mm, dy: -37mm, image("图.png", width: 210mm, height: 297mm))'
    source.write_text(HEAD + body.replace("FULL", full), encoding="utf-8")
    return typst.compile(source, root=folder, font_paths=fonts)


def edited(data: bytes, change: Callable[[pypdf.PdfWriter], Any]) -> bytes:
    writer = pypdf.PdfWriter(clone_from=BytesIO(data))
    change(writer)
    return written(writer)


def written(writer: pypdf.PdfWriter) -> bytes:
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def hidden(data: bytes) -> bytes:
    """字全改成看不见的（识别出来的一层）。"""

    def change(writer: pypdf.PdfWriter) -> None:
        for page in writer.pages:
            stream = StreamObject()
            contents = page.get_contents()
            assert contents is not None
            stream.set_data(contents.get_data().replace(b"0 Tr", b"3 Tr"))
            page[NameObject("/Contents")] = writer._add_object(stream)

    return edited(data, change)


def unmapped(data: bytes, kept: int = 0) -> bytes:
    """去掉字体的编码，留下前 kept 个字体的。"""

    def change(writer: pypdf.PdfWriter) -> None:
        fonts = [
            each for each in writer._objects if isinstance(each, DictionaryObject) and "/ToUnicode" in each
        ]
        for font in fonts[kept:]:
            del font["/ToUnicode"]

    return edited(data, change)


def remapped(data: bytes, old: str, new: str) -> bytes:
    """字的编码 old 换成 new。"""

    def change(writer: pypdf.PdfWriter) -> None:
        for each in writer._objects:
            if isinstance(each, DictionaryObject) and "/ToUnicode" in each:
                stream = each["/ToUnicode"].get_object()
                assert isinstance(stream, StreamObject)
                codes = [text.encode("utf-16-be").hex().upper().encode() for text in (old, new)]
                stream.set_data(stream.get_data().replace(codes[0], codes[1]))

    return edited(data, change)


def bare(content: bytes, box: str = "0 0 595 842", resources: bytes = b"") -> bytes:
    """一面只有 content 的 PDF，字体是 F1（Helvetica）。"""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[%b]/Resources<</Font<</F1 5 0 R>>%b>>/Contents 4 0 R>>"
        % (box.encode(), resources),
        b"<</Length %d>>stream\n%b\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(made))
    return made + head + tail


def placed(*words: tuple[float, float, str], size: float = 12) -> bytes:
    """把几个词写在 (x, y)。"""
    marks = b"".join(b"1 0 0 1 %f %f Tm (%b) Tj " % (x, y, text.encode()) for x, y, text in words)
    return b"BT /F1 %f Tf %bET" % (size, marks)


def read(data: bytes) -> PdfText:
    """不经子进程读。"""
    return received(extract(data), "稿.pdf", "")


def lines(data: bytes) -> list[str]:
    """读出来的各段，不含空行。"""
    return [line for line in read(data).source.text.split("\n") if line]


def told(data: bytes) -> list[str]:
    """读的时候说的话，不含每份都说的一句。"""
    first, *rest = read(data).notices
    assert first == UNSURE
    return rest
