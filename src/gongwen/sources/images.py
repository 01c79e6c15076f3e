"""图片：只看文件头就知道能不能排，不解开像素。大得离谱的、四色的、不是 PNG 和 JPEG 的都在这里拦下。"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

MAX_PIXELS = 40_000_000
# A4 以 600 dpi 满版约 3480 万像素，再大印不出区别。
LONGEST_TO_SHORTEST = 2000
MAX_INFLATED = 8 * 1024 * 1024
# 色彩特性、说明文字压在图片里，几十 KB 就能解出几百 MB。
UPRIGHT = 1
TURNS = {1: 0, 3: 2, 6: 1, 8: 3}
# EXIF 的方向到顺时针转几个直角；其余是镜像的。
CMYK = 4
OPEN = "换一张能打开的图片"
SAVE_AS = "用画图或看图软件另存为 PNG 或 JPEG"
SHRINK = "缩小图片后再插入"
_KINDS = (
    (b"GIF8", 0, "GIF"),
    (b"WEBP", 8, "WebP"),
    (b"BM", 0, "BMP"),
    (b"II*\0", 0, "TIFF"),
    (b"MM\0*", 0, "TIFF"),
    (b"ftyphei", 4, "HEIC"),
    (b"ftypmif1", 4, "HEIC"),
    (b"ftypavif", 4, "AVIF"),
    (b"\xd7\xcd\xc6\x9a", 0, "WMF"),
    (b"%PDF", 0, "PDF"),
)


@dataclass(frozen=True, slots=True)
class Picture:
    """文件头说的：png 或 jpg，照着看的宽和高（像素），要顺时针转几个直角才是正的。"""

    media: str
    width: int
    height: int
    turns: int = 0


class UnfitError(Exception):
    """排不了的图片：什么不对（“{}”是图片的名字，由调用方填上）、怎么办。"""

    def __init__(self, what: str, next_step: str) -> None:
        super().__init__(what)
        self.what, self.next_step = what, next_step


def read_picture(data: bytes) -> Picture:
    """看文件头。排不了的引发 UnfitError。"""
    found = _png(data) or _jpeg(data)
    if found is None:
        kind = _other_kind(data)
        if kind:
            raise UnfitError(f"图片“{{}}”其实是 {kind}，不是 PNG、JPEG", SAVE_AS)
        raise UnfitError("图片“{}”损坏，或不是 PNG、JPEG", OPEN)
    width, height = found.width, found.height
    if width * height == 0:
        raise UnfitError("图片“{}”损坏：宽或高是零", OPEN)
    if width * height > MAX_PIXELS:
        raise UnfitError(f"图片 {width}×{height} 像素，超过 4000 万", SHRINK)
    if max(width, height) > LONGEST_TO_SHORTEST * min(width, height):
        raise UnfitError(f"图片 {width}×{height} 像素，太窄，印出来看不见", "裁成合适的形状再插入")
    return found


def _other_kind(data: bytes) -> str:
    """是不是别的图片；看不出来为空。"""
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith((b"<svg", b"<?xml")) and b"<svg" in data[:4096]:
        return "SVG"
    return next((kind for mark, at, kind in _KINDS if data[at : at + len(mark)] == mark), "")


def _png(data: bytes) -> Picture | None:
    """逐块核对到 IEND；截断或校验不符的为 None。"""
    if data[:8] != b"\x89PNG\r\n\x1a\n" or data[12:16] != b"IHDR" or len(data) < 33:
        return None
    orientation, at = UPRIGHT, 8
    while at + 12 <= len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        end = at + 8 + length
        if end + 4 > len(data) or zlib.crc32(data[at + 4 : end]) != int.from_bytes(
            data[end : end + 4], "big"
        ):
            return None
        if kind == b"IEND":
            width, height = struct.unpack(">II", data[16:24])
            return _turned("png", width, height, orientation)
        if kind == b"eXIf":
            orientation = _orientation(data[at + 8 : end])
        _refuse_swollen(kind, data[at + 8 : end])
        at = end + 4
    return None


def _refuse_swollen(kind: bytes, chunk: bytes) -> None:
    """压着的附加信息解开来太大的，不许；解不开的由排版的程序去说。"""
    _, _, rest = chunk.partition(b"\0")
    match kind:
        case b"iCCP" | b"zTXt":  # 名字，压缩方法，数据
            packed = rest[1:]
        case b"iTXt" if rest[:1] == b"\1":  # 名字，压缩与否，方法，语言，译名，数据
            packed = rest[2:].split(b"\0", 2)[-1]
        case _:
            return
    try:
        swollen = zlib.decompressobj().decompress(packed, MAX_INFLATED + 1)
    except zlib.error:
        return
    if len(swollen) > MAX_INFLATED:
        raise UnfitError("图片“{}”里压着的附加信息太大", SAVE_AS)


def _jpeg(data: bytes) -> Picture | None:
    """逐段看到第一个帧头；没有帧头、没有结尾的为 None。"""
    if data[:2] != b"\xff\xd8" or not data.rstrip(b"\0").endswith(b"\xff\xd9"):
        return None
    orientation, at = UPRIGHT, 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # 填充
            at += 1
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        segment = data[at + 4 : at + 2 + length]
        if marker == 0xE1 and segment.startswith(b"Exif\0\0"):
            orientation = _orientation(segment[6:])
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            if data[at + 9] == CMYK:
                said = "图片“{}”是印刷用的四色（CMYK）图，PDF/A 里排不了"
                raise UnfitError(said, "用看图软件转成 RGB 另存")
            return _turned("jpg", width, height, orientation)
        at += 2 + max(length, 2)
    return None


def _turned(media: str, width: int, height: int, orientation: int) -> Picture:
    """照方向转正之后的图片。"""
    turns = TURNS.get(orientation)
    if turns is None:
        raise UnfitError("图片“{}”是照镜像存的", "用看图软件转正后另存")
    return Picture(media, *((height, width) if turns % 2 else (width, height)), turns)


def _orientation(exif: bytes) -> int:
    """EXIF 里的方向（1–8）；没有、读不懂的是 1。"""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    if order is None or len(exif) < 8:
        return UPRIGHT
    (start,) = struct.unpack(order + "I", exif[4:8])
    (count,) = struct.unpack(order + "H", exif[start : start + 2].ljust(2, b"\0"))
    for at in range(start + 2, min(start + 2 + 12 * count, len(exif) - 11), 12):
        tag, kind, _, value = struct.unpack(order + "HHIH", exif[at : at + 10])
        if (tag, kind) == (0x0112, 3) and 1 <= value <= 8:
            return int(value)
    return UPRIGHT
