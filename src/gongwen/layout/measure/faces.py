"""PDF 的各面：每个字的墨迹、基线、字号、字体、颜色，每条线的位置。单位 pt，原点在纸的左上角。"""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gongwen.errors import SourceError, Where
from gongwen.layout.measure.ink import ink_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pypdfium2

Colour = tuple[int, int, int]
Box = tuple[float, float, float, float]
BLACK: Colour = (0, 0, 0)
MOST_FACES, MOST_CHARS = 2000, 5_000_000
# 字身框在基线上的高度（字号的倍数），汉字字体通行的值。
EM_TOP, EM_BOTTOM = 0.88, 0.12
_THIN = 9.0
# 高不过 9 pt 的色块是线：版记的线 0.35 mm，信函的双线一般不到 1 mm。
_FONT_NAME, _DEPTH = 256, 8
STROKED = " Bold"
# 描边的字在字体名之后记一笔。
BIG = 18.0
# 标志的字比 2 号小不了多少；红色的小字（如编号）不是标志。


def is_red(colour: Colour) -> bool:
    """看上去是红的。"""
    red, green, blue = colour
    return red > 150 and green < 100 and blue < 100


def is_coloured(colour: Colour) -> bool:
    """不是黑、灰的：标志该是红的，印成别的颜色也认得出是标志。"""
    return max(colour) - min(colour) > 80


@dataclass(frozen=True, slots=True)
class Char:
    """一个字：box 是墨迹（左、上、右、下），x 和 baseline 是原点；turn 是文字方向，0 为正放，度。"""

    text: str
    box: Box
    x: float
    baseline: float
    size: float
    font: str
    colour: Colour
    turn: int = 0

    @property
    def right(self) -> float:
        """字身框的右边：全角字占一个字号。"""
        return self.x + self.size if ord(self.text) >= 0x2E80 else self.box[2]


@dataclass(frozen=True, slots=True)
class Bar:
    """一条横线或一个扁的色块。"""

    left: float
    top: float
    right: float
    bottom: float
    colour: Colour

    @property
    def length(self) -> float:
        """长。"""
        return self.right - self.left

    @property
    def width(self) -> float:
        """粗细。"""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Face:
    """一面：number 从 1 起；bars 自上而下；uprights 是竖线的框，pictures 是图片的框。

    red_ink 是红色大字墨迹的上下边缘，没有为 None。
    """

    number: int
    width: float
    height: float
    chars: tuple[Char, ...]
    bars: tuple[Bar, ...]
    uprights: tuple[Box, ...]
    pictures: tuple[Box, ...]
    red_ink: tuple[float, float] | None = None

    @property
    def turned(self) -> bool:
        """横排：纸是横的，或多数字转了方向。"""
        return self.width > self.height or sum(char.turn != 0 for char in self.chars) * 2 > len(self.chars)


def upright_face(face: Face) -> Face:
    """横的纸（文字处理软件的横向页）左转九十度，成竖的：头朝左，与装订起来的样子一样。竖的照原样。"""
    if face.width <= face.height:
        return face

    def turned(box: Box) -> Box:
        left, top, right, bottom = box
        return top, face.width - right, bottom, face.width - left

    chars = tuple(
        replace(
            char,
            box=turned(char.box),
            x=char.baseline,
            baseline=face.width - char.x,
            turn=(char.turn + 90) % 360,
        )
        for char in face.chars
    )
    bars = tuple(turned((bar.left, bar.top, bar.right, bar.bottom)) for bar in face.bars)
    uprights = tuple(turned(box) for box in face.uprights)
    colours = [bar.colour for bar in face.bars]
    lying = [Bar(*box, BLACK) for box in uprights]
    standing = tuple(box for box, colour in zip(bars, colours, strict=True) if not is_coloured(colour))
    pictures = tuple(turned(box) for box in face.pictures)
    return Face(face.number, face.height, face.width, chars, _once(lying), standing, pictures)


def read_faces(document: pypdfium2.PdfDocument, name: str) -> tuple[Face, ...]:
    """各面。面数、字数太多时引发 SourceError。"""
    if len(document) > MOST_FACES:
        raise SourceError(f"PDF 有 {len(document)} 面，至多量 {MOST_FACES} 面", Where(name), "拆成几份再量")
    faces, total = [], 0
    for number in range(1, len(document) + 1):
        page = document[number - 1]
        face = _Reader(page).face(number)
        page.close()
        total += len(face.chars)
        if total > MOST_CHARS:
            raise SourceError(f"PDF 的字超过 {MOST_CHARS} 个", Where(name), "拆成几份再量")
        faces.append(face)
    return tuple(faces)


class _Reader:
    """读一面：PDF 的坐标换成看到的样子，原点在左上角。"""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._page = page
        left, bottom, right, top = page.get_cropbox()
        self._left, self._bottom = min(left, right), min(bottom, top)
        self._width, self._height = abs(right - left), abs(top - bottom)
        self._rotation = page.get_rotation() % 360

    def face(self, number: int) -> Face:
        across = self._rotation in (90, 270)
        width, height = (self._height, self._width) if across else (self._width, self._height)
        bars, uprights, pictures = self._drawn()
        chars = tuple(self._chars())
        return Face(number, width, height, chars, bars, uprights, pictures, self._red_ink(chars, height))

    def _red_ink(self, chars: Iterable[Char], height: float) -> tuple[float, float] | None:
        boxes = [char.box for char in chars if is_coloured(char.colour) and char.size > BIG]
        if not boxes or self._rotation:
            return None
        left, top, right, bottom = zip(*boxes, strict=True)
        return ink_rows(self._page, (min(left), min(top), max(right), max(bottom)), height)

    def _point(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self._left, y - self._bottom
        match self._rotation:
            case 90:
                return y, x
            case 180:
                return self._width - x, y
            case 270:
                return self._height - y, self._width - x
            case _:
                return x, self._height - y

    def _box(self, left: float, bottom: float, right: float, top: float) -> Box:
        (a, b), (c, d) = self._point(left, bottom), self._point(right, top)
        return min(a, c), min(b, d), max(a, c), max(b, d)

    def _chars(self) -> Iterator[Char]:
        from pypdfium2 import raw

        text = self._page.get_textpage()
        try:
            for index in range(raw.FPDFText_CountChars(text)):
                code = raw.FPDFText_GetUnicode(text, index)
                if code <= 0x20 or code == 0x3000 or raw.FPDFText_IsGenerated(text, index) == 1:
                    continue
                char = self._char(text, index, chr(code) if code <= 0x10FFFF else "\ufffd")
                if char is not None:
                    yield char
        finally:
            text.close()

    def _char(self, text: pypdfium2.PdfTextPage, index: int, shown: str) -> Char | None:
        from pypdfium2 import raw

        left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
        raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(text, index, matrix)
        size = raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
        turn = (round(math.degrees(math.atan2(matrix.b, matrix.a))) - self._rotation) % 360
        if not math.isfinite(size) or size <= 0:
            return None
        origin = self._point(x.value, y.value)
        box = self._box(left.value, bottom.value, right.value, top.value)
        mode = _render_mode(text, index)
        if mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
            return None  # 扫描件下面垫的识别文字，看不见
        font = _font(text, index) + (STROKED if mode == raw.FPDF_TEXTRENDERMODE_FILL_STROKE else "")
        return Char(shown, box, *origin, size, font, _colour(text, index), turn)

    def _drawn(self) -> tuple[tuple[Bar, ...], tuple[Box, ...], tuple[Box, ...]]:
        from pypdfium2 import raw

        bars, uprights, pictures = [], [], []
        for drawn, matrix in _walk(self._page):
            if drawn.type == raw.FPDF_PAGEOBJ_IMAGE:
                pictures.append(self._box(*matrix.on_rect(*drawn.get_bounds())))
                continue
            if drawn.type != raw.FPDF_PAGEOBJ_PATH:
                continue
            colour, stroked = _ink(drawn.raw)
            if colour is None:
                continue
            bounds = _stroke_bounds(drawn.raw) if stroked else drawn.get_bounds()
            box = self._box(*matrix.on_rect(*bounds))
            wide, high = box[2] - box[0], box[3] - box[1]
            if high <= _THIN < wide:
                bars.append(Bar(*box, colour))
            elif wide <= _THIN < high:
                uprights.append(box)
        return _once(bars), tuple(uprights), tuple(pictures)


def _walk(
    page: pypdfium2.PdfPage, form: object = None, matrix: pypdfium2.PdfMatrix | None = None, depth: int = 0
) -> Iterator[tuple[pypdfium2.PdfObject, pypdfium2.PdfMatrix]]:
    """各个画上去的东西，和把它的坐标换成页面坐标的矩阵：表单（Form XObject）里的要经过它的矩阵。"""
    import pypdfium2

    here = matrix or pypdfium2.PdfMatrix()
    for drawn in page.get_objects(max_depth=1, form=form):
        yield drawn, here
        if drawn.type == pypdfium2.raw.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
            yield from _walk(page, drawn.raw, drawn.get_matrix().multiply(here), depth + 1)


def _once(bars: Iterable[Bar]) -> tuple[Bar, ...]:
    """自上而下；有的程序把一条线画两遍，只留一条。"""
    found: list[Bar] = []
    for bar in sorted(bars, key=lambda bar: (bar.top, bar.left, bar.right)):
        if not any(abs(bar.top - old.top) + abs(bar.left - old.left) < 0.2 for old in found[-4:]):
            found.append(bar)
    return tuple(found)


def _font(text: pypdfium2.PdfTextPage, index: int) -> str:
    from pypdfium2 import raw

    buffer, flags = ctypes.create_string_buffer(_FONT_NAME), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text, index, buffer, _FONT_NAME, flags)
    try:
        name = buffer.value.decode("utf-8")
    except UnicodeDecodeError:
        name = buffer.value.decode("gb18030", "replace")  # 老的程序写的是 GBK
    head, plus, rest = name.partition("+")
    return rest if plus and len(head) == 6 else name


def _render_mode(text: pypdfium2.PdfTextPage, index: int) -> int:
    """怎么画的：填色、描边（合成的粗体）、看不见。"""
    from pypdfium2 import raw

    return int(raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(text, index)))


def _colour(text: pypdfium2.PdfTextPage, index: int) -> Colour:
    from pypdfium2 import raw

    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFText_GetFillColor(text, index, red, green, blue, alpha)
    return red.value, green.value, blue.value


def _ink(drawn: object) -> tuple[Colour | None, bool]:
    """填色或线色，以及是不是描的线；既不填也不描的（剪切路径）没有颜色。"""
    from pypdfium2 import raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(drawn, fill, stroke)
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if fill.value and raw.FPDFPageObj_GetFillColor(drawn, red, green, blue, alpha):
        return (red.value, green.value, blue.value), False
    if stroke.value and raw.FPDFPageObj_GetStrokeColor(drawn, red, green, blue, alpha):
        return (red.value, green.value, blue.value), True
    return None, False


def _stroke_bounds(drawn: object) -> Box:
    """描的线的边：PDFium 给的框放大了，由各点和线宽自己算。横线、竖线之外的不准也无妨。"""
    from pypdfium2 import raw

    matrix, width = raw.FS_MATRIX(), ctypes.c_float()
    raw.FPDFPageObj_GetMatrix(drawn, matrix)
    raw.FPDFPageObj_GetStrokeWidth(drawn, width)
    half = width.value * math.hypot(matrix.c, matrix.d) / 2
    xs, ys = [], []
    for at in range(raw.FPDFPath_CountSegments(drawn)):
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(raw.FPDFPath_GetPathSegment(drawn, at), x, y)
        xs.append(matrix.a * x.value + matrix.c * y.value + matrix.e)
        ys.append(matrix.b * x.value + matrix.d * y.value + matrix.f)
    if not xs:
        return 0.0, 0.0, 0.0, 0.0
    level = max(ys) - min(ys) <= max(xs) - min(xs)
    across, along = (0.0, half) if level else (half, 0.0)
    return min(xs) - across, min(ys) - along, max(xs) + across, max(ys) + along
