"""PDF 的一面：每个字在哪里、多大、朝哪边。单位 pt，转到字正放的样子，原点在左上角。"""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Any, NamedTuple

from gongwen.sources.pdf.calls import TextCalls
from gongwen.sources.pdf.drawn import Drawn, read_drawn
from gongwen.sources.pdf.frame import Frame, page_frames

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pypdfium2

UNKNOWN, HYPHEN = "\ufffd", "\x02"
# 印得再小也看得见；再小的是给检索用的。
LEAST_SIZE = 0.5
# 图片盖住一面的这么多，就是扫描件。
SCANNED = 0.6
# 歪过这么多度的是水印、印章一类，不是一行一行的字。
SLANT = 10
# 竖排：前后两个字在同一竖行里的，占全面的这么多，又不少于这么多个。
UPRIGHT_SHARE, UPRIGHT_LEAST = 0.6, 20
# 字身不到字号的这么宽，是字体没有写字宽。
NARROW = 0.05
# 全角字从这里起。
WIDE = "\u2e80"


class Glyph(NamedTuple):
    """一个字：x、right 是字身左右，baseline 是基线（向下为正）。空格只占位置。

    合字、带音符的字，text 可以不止一个码位。hidden：看不见、供检索的，是识别出来的。
    """

    text: str
    x: float
    right: float
    baseline: float
    size: float
    hidden: bool


class Sheet(NamedTuple):
    """一面：glyphs 是多数字的方向看过去的；aside 是朝别的方向的字，每个方向一组，各按自己的方向看。

    outside、slanted 是纸外的、斜的字数（没有读）；upright 是竖排。
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    aside: list[list[Glyph]]
    drawn: Drawn
    outside: int = 0
    slanted: int = 0
    upright: bool = False

    @property
    def pictured(self) -> bool:
        """整面是一张（或拼成的几张）图片。"""
        covered = sum((box[2] - box[0]) * (box[3] - box[1]) for box in self.drawn.pictures)
        return covered > 0 and covered >= SCANNED * self.width * self.height


def read_sheet(page: pypdfium2.PdfPage, number: int, most: int) -> Sheet | None:
    """一面。字超过 most 个时为 None。"""
    from pypdfium2 import raw

    frames = page_frames(page)
    text = page.get_textpage()
    try:
        reader = _Texts(raw, text, frames)
        if reader.count > most:
            return None
        turns = reader.read()
    finally:
        text.close()
    main = max(sorted(turns), key=lambda turn: len(turns[turn]), default=page.get_rotation() % 360)
    glyphs, aside = turns.pop(main, []), [turns[turn] for turn in sorted(turns)]
    frame = frames[main]
    drawn = read_drawn(raw, page.raw, frame)
    if drawn.covers_text(frame.width * frame.height * SCANNED):
        glyphs = [glyph._replace(hidden=True) for glyph in glyphs]
    sheet = Sheet(number, frame.width, frame.height, glyphs, aside, drawn, reader.outside, reader.slanted)
    return _laid(sheet) if _is_upright(glyphs) else sheet


def _is_upright(glyphs: Sequence[Glyph]) -> bool:
    """竖排：后一个字多半在前一个字的正下方。"""
    below = sum(
        abs(one.x - other.x) < 0.3 * one.size
        and 0.6 * one.size < other.baseline - one.baseline < 2 * one.size
        for one, other in itertools.pairwise(glyphs)
    )
    return below > max(UPRIGHT_SHARE * len(glyphs), UPRIGHT_LEAST)


def _laid(sheet: Sheet) -> Sheet:
    """竖排的字按横排放：从右到左的竖行成了从上到下的行。"""
    glyphs = []
    for glyph in sheet.glyphs:
        top = glyph.baseline - 0.88 * glyph.size
        glyphs.append(glyph._replace(x=top, right=top + glyph.size, baseline=sheet.width - glyph.x))
    drawn = Drawn(pictures=sheet.drawn.pictures)
    return sheet._replace(width=sheet.height, height=sheet.width, glyphs=glyphs, drawn=drawn, upright=True)


def _rejoined(text: str) -> str:
    """PDFium 把四字节的字拆成两半交出来；接不上的一半是 U+FFFD。"""
    if len(text) == 1 and text < "\ud800":
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class _Look(NamedTuple):
    """一串字（文字对象）共有的：字号、方向（斜的为 None）、读的坐标、看不看得见。"""

    size: float
    turn: int | None
    frame: Frame
    hidden: bool


class _Texts:
    """读一面的字。"""

    def __init__(self, raw: Any, text: pypdfium2.PdfTextPage, frames: Mapping[int, Frame]) -> None:
        self._raw, self._text, self._frames = raw, text.raw, frames
        self._calls = TextCalls(raw, text)
        self._looks: dict[int, _Look] = {}
        self.count = max(0, int(raw.FPDFText_CountChars(text.raw)))
        self.outside = self.slanted = 0

    def read(self) -> dict[int, list[Glyph]]:
        """各字，按方向分开，按文件里的先后。"""
        turns: dict[int, list[Glyph]] = {}
        for look, begin, baseline, end, shown in self._chars():
            size = look.size
            inside = (
                -size <= begin <= look.frame.width + size and -size <= baseline <= look.frame.height + size
            )
            if not inside or not math.isfinite(end):
                self.outside += shown != " "  # 不是数的也在这里
            elif look.turn is None:
                self.slanted += 1
            elif size >= LEAST_SIZE:
                # PDFium 给的框有时连墨迹伸出去的一起算：全角字至多一个字号；字体没有写字宽的，框是空的
                usual = size if shown[0] >= WIDE else size / 2
                right = begin + usual if end - begin < NARROW * size else end
                right = min(right, begin + size) if shown[0] >= WIDE else right
                glyph = Glyph(_rejoined(shown), begin, right, baseline, size, look.hidden)
                turns.setdefault(look.turn, []).append(glyph)
        return turns

    def _chars(self) -> Iterator[tuple[_Look, float, float, float, str]]:
        """一个个字：样子、字身左边、基线、字身右边、文字。"""
        calls, handle = self._calls, self._calls.handle
        x, y, edges = calls.x, calls.y, calls.edges
        held: _Look | None = None
        begin = baseline = end = 0.0
        shown = ""
        for index in range(self.count):
            code = calls.code(handle, index)
            if code < 0x21 and (code in (10, 13) or calls.generated(handle, index) == 1):
                continue
            address = calls.object_at(handle, index) or 0
            look = self._looks.get(address) or self._new_look(address, index)
            calls.origin(handle, index, calls.to_x, calls.to_y)
            a, c, e, b, d, f, _, _ = look.frame
            at, down = a * x.value + c * y.value + e, b * x.value + d * y.value + f
            text = chr(code) if 0x20 < code < 0x7F else self._shown(code, index)
            if text > "~" and calls.unmapped(handle, index) == 1:
                text = UNKNOWN  # 没有编码的，PDFium 拿字形的编号当码位
            if look is held and at == begin and down == baseline:
                shown += text  # 一个字形读作几个字（合字、四字节的字）：与前一个同在一处
                continue
            if held is not None:
                yield held, begin, baseline, end, shown
            calls.box(handle, index, calls.to_edges)
            end = max(a * edges.left + c * edges.bottom, a * edges.right + c * edges.top) + e
            held, begin, baseline, shown = look, at, down, text
        if held is not None:
            yield held, begin, baseline, end, shown

    def _shown(self, code: int, index: int) -> str:
        """码位对应的字；控制字符、没有编码的是 U+FFFD。"""
        if 0x3000 < code < 0xD800:
            return chr(code)
        if code == 2 and self._raw.FPDFText_IsHyphen(self._text, index) == 1:
            return HYPHEN
        if code in (0x09, 0x20, 0xA0):
            return " "
        if code < 0x20 or 0x7F <= code < 0xA0 or code > 0x10FFFF or code in (0xFFFE, 0xFFFF):
            return UNKNOWN
        return chr(code)

    def _new_look(self, address: int, index: int) -> _Look:
        """同一个文字对象里的字，样子只问一次。"""
        raw, matrix = self._raw, self._raw.FS_MATRIX()
        look = _Look(0.0, 0, self._frames[0], hidden=False)
        if raw.FPDFText_GetMatrix(self._text, index, matrix):
            mode = raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(self._text, index))
            size = raw.FPDFText_GetFontSize(self._text, index) * math.hypot(matrix.c, matrix.d)
            angle = math.degrees(math.atan2(matrix.b, matrix.a))
            if math.isfinite(angle + size):
                turn = round(angle / 90) * 90
                slanted, frame = abs(angle - turn) > SLANT, self._frames[turn % 360]
                hidden = mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE
                look = _Look(size, None if slanted else turn % 360, frame, hidden)
        self._looks[address] = look
        return look
