"""一份 PDF 的文字，在子进程里读：打开、一面一面读、接成段、写成文本，说明读得怎样。"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from gongwen.errors import SourceError
from gongwen.sources.pdf.assemble import assemble
from gongwen.sources.pdf.faces import Face, read_face
from gongwen.sources.pdf.furniture import furniture
from gongwen.sources.pdf.glyphs import UNKNOWN, read_sheet
from gongwen.sources.pdf.notes import find_notes, note_paragraphs
from gongwen.sources.pdf.paragraphs import paragraphs
from gongwen.sources.pdf.telling import Told, face_numbers, told, unread

if TYPE_CHECKING:
    import pypdfium2

MOST_FACES, MOST_CHARS, MOST_ANNOTATIONS = 2000, 2_000_000, 10_000
# 读不出来的字占这么多，就是没有编码。
UNREADABLE = 0.5
_AGAIN = "用它的 Word 文件；没有的，重新导出 PDF"


class Opened(NamedTuple):
    """读出来的各面；broken 是坏了的面，annotated 是有批注、表单的面；attached 是附带了几个文件。"""

    faces: list[Face]
    broken: list[int]
    annotated: list[int]
    attached: int


def extract(data: bytes) -> dict[str, Any]:
    """文本、各处的位置、说明，成 JSON 的样子。读不了时引发 SourceError。"""
    opened = _opened(data)
    faces = opened.faces
    _refuse_unreadable(faces)
    folios, running = furniture(faces)
    notes = find_notes(faces, {*folios, *running})
    items = paragraphs(faces, {*folios, *running, *notes})
    made = assemble(items, note_paragraphs(notes))
    found = Told(faces, folios, running, made.repeated, opened.broken, opened.annotated, opened.attached)
    return {
        "text": made.text,
        "body_end": made.body_end,
        "spots": [list(spot) for spot in made.spots],
        "unread": list(unread(found)),
        "notices": [*told(found), *made.notices],
    }


def _opened(data: bytes) -> Opened:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise SourceError("PDF 加了密码，打不开", next_step="去掉密码，另存一份再用") from error
        raise SourceError("不是能打开的 PDF", next_step="检查文件是不是完整的 PDF") from error
    try:
        return _read(document)
    finally:
        document.close()


def _read(document: pypdfium2.PdfDocument) -> Opened:
    from pypdfium2 import PdfiumError

    count = len(document)
    if not count:
        raise SourceError("PDF 里一面也没有", next_step="检查文件是不是完整的 PDF")
    if count > MOST_FACES:
        raise SourceError(f"PDF 有 {count} 面，至多读 {MOST_FACES} 面", next_step="拆成几份再用")
    opened = Opened([], [], [], max(0, document.count_attachments()))
    left = MOST_CHARS
    gutters: dict[tuple[int, int], float | None] = {}
    for number in range(1, count + 1):
        try:
            page = document[number - 1]
        except PdfiumError:
            opened.broken.append(number)
            continue
        sheet = read_sheet(page, number, left)
        if sheet is None:
            raise SourceError(f"PDF 的字超过 {MOST_CHARS} 个", next_step="拆成几份再用")
        left -= len(sheet.glyphs)
        if _annotated(page):
            opened.annotated.append(number)
        page.close()
        paper = round(sheet.width), round(sheet.height)
        face = read_face(sheet, gutters.get(paper))
        gutters[paper] = face.gutter or gutters.get(paper)
        opened.faces.append(face)
    return opened


def _annotated(page: pypdfium2.PdfPage) -> bool:
    """有批注、文本框、图章、表单。"""
    from pypdfium2 import raw

    wanted = {raw.FPDF_ANNOT_TEXT, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_WIDGET}
    for at in range(min(raw.FPDFPage_GetAnnotCount(page.raw), MOST_ANNOTATIONS)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, at)
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        if kind in wanted:
            return True
    return False


def _refuse_unreadable(faces: list[Face]) -> None:
    """没有文字的：说清是扫描件，还是字转成了曲线，还是空的；字没有编码的。"""
    text = "".join(text for face in faces for text in face.texts)
    if not text:
        scanned = [face.number for face in faces if face.pictured]
        if scanned:
            what = f"第{face_numbers(scanned)}面是图片，没有文字，是扫描件"
            raise SourceError(what, next_step="用它的 Word 文件；只有扫描件的，先识别成文字，再逐字核对")
        curved = any(face.curved for face in faces)
        what = "PDF 里没有文字，字像是转成了曲线" if curved else "PDF 里没有文字"
        raise SourceError(what, next_step=_AGAIN)
    unknown = text.count(UNKNOWN)
    if unknown > UNREADABLE * len(text):
        what = f"PDF 的字没有编码，{len(text)} 个字里有 {unknown} 个读不出来"
        raise SourceError(what, next_step=_AGAIN)
