"""造示例信笺 samples/信笺/便函信笺.docx（虚构的澜州市人民政府办公室）。用法：python tools/letterhead.py

同样的程序造出同样的字节；在 Word 或 WPS 里怎么做见 docs/自备模板.md。
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from gongwen.ooxml.package import write_package

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.text.paragraph import Paragraph

TARGET = Path(__file__).resolve().parent.parent / "samples" / "信笺" / "便函信笺.docx"
OFFICE = "澜州市人民政府办公室"
RED = RGBColor(0xFF, 0, 0)
XBS, FANGSONG, SONG = "方正小标宋简体", "仿宋_GB2312", "宋体"
CENTER, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
MADE = datetime(2026, 1, 1, tzinfo=UTC)


def letterhead() -> bytes:
    """信笺的字节。"""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(25), Mm(18)
    section.different_first_page_header_footer = True
    add_header(section)
    add_footers(section)
    add_body(document)
    about = document.core_properties
    about.author, about.title, about.comments = OFFICE, "便函信笺", ""
    about.created = about.modified = MADE
    return settled(document)


def settled(document: Document) -> bytes:
    """成员次序、日期固定的字节。"""
    made = io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as archive:
        return write_package({name: archive.read(name) for name in archive.namelist()})


def add_header(section: Section) -> None:
    """首页的红色机关名称和武文线，放在页眉里，正文多少都不动它。"""
    paragraph = section.first_page_header.paragraphs[0]
    paragraph.alignment = CENTER
    write(paragraph, OFFICE, XBS, 38, red=True)
    ruled(paragraph, "bottom", "thickThinSmallGap", 24)
    spaced(paragraph, 48, after=6)


def add_footers(section: Section) -> None:
    """首页页脚是地址，以后各页是机关名称和页码。"""
    first = section.first_page_footer.paragraphs[0]
    first.alignment = CENTER
    write(first, "地址：澜州市文澜路1号  邮编：000000  电话：0000-0000000", SONG, 10.5, red=True)
    ruled(first, "top", "thinThickSmallGap", 24)
    spaced(first, 20)
    later = section.footer.paragraphs[0]
    later.alignment = RIGHT
    write(later, "{{ 发文机关 }}  第", SONG, 10.5)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    later._p.append(field)  # noqa: SLF001 python-docx 没有写域的方法
    write(later, "页", SONG, 10.5)


def add_body(document: Document) -> None:
    """字号、标题、主送、正文、落款、附注、抄送、附件。"""
    number = line(document, "{{ 发文字号 }}")
    number.alignment = RIGHT
    spaced(number, 28.95, after=28.95)
    line(document, "{{p 标题 }}")
    line(document, "{{ 主送机关 }}")
    for tag in ("{{p 正文 }}", "{{p 附件说明 }}", "{{p 落款 }}"):
        line(document, tag)
    line(document, "{%p if 附注 %}")
    remark = line(document, "{{ 附注 }}")
    remark.paragraph_format.first_line_indent = Pt(32)
    line(document, "{%p endif %}")
    line(document, "{%p if 抄送机关 %}")
    copied = line(document, "抄送：{{ 抄送机关 }}", size=14)
    spaced(copied, 22)
    copied.paragraph_format.space_before = Pt(28.95)
    ruled(copied, "top", "single", 8)
    ruled(copied, "bottom", "single", 8)
    line(document, "{%p endif %}")
    line(document, "{{p 附件 }}")


def line(document: Document, text: str, *, size: float = 16) -> Paragraph:
    """一段三号仿宋，固定行距。"""
    paragraph = document.add_paragraph()
    write(paragraph, text, FANGSONG, size)
    spaced(paragraph, 28.95)
    return paragraph


def write(paragraph: Paragraph, text: str, font: str, size: float, *, red: bool = False) -> None:
    """一段文字，中西文同一字体。"""
    run = paragraph.add_run(text)
    run.font.name, run.font.size = font, Pt(size)
    for kind in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        run._r.rPr.rFonts.set(qn(kind), font)  # noqa: SLF001 同上
    if red:
        run.font.color.rgb = RED


def spaced(paragraph: Paragraph, pitch: float, *, after: float = 0) -> None:
    """固定行距，段后。"""
    layout = paragraph.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(pitch)
    layout.space_before, layout.space_after = Pt(0), Pt(after)


def ruled(paragraph: Paragraph, side: str, kind: str, width: int) -> None:
    """一条红线（抄送的是黑线）；width 的单位是八分之一磅。"""
    holder = paragraph._p.get_or_add_pPr()  # noqa: SLF001 同上
    borders = holder.find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        holder.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
    edge = OxmlElement(f"w:{side}")
    colour = "000000" if kind == "single" else "FF0000"
    for key, value in (("val", kind), ("sz", str(width)), ("space", "4"), ("color", colour)):
        edge.set(qn(f"w:{key}"), value)
    borders.append(edge)


if __name__ == "__main__":
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(letterhead())
    print(f"写出 samples/信笺/{TARGET.name}")
