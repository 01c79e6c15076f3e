"""定稿上要放的印章图：单位自己的 PNG，背景透明，写明直径。当作外来的文件看：大小、样子都先看过。"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.document.model import SealImage
from gongwen.document.sealing import is_sealed
from gongwen.errors import RefusedError, UsageError, Where, place, system_reason
from gongwen.sources.images import UnfitError, read_picture
from gongwen.sources.reading import shown_path

if TYPE_CHECKING:
    from gongwen.document.model import Document

MAX_BYTES = 8 * 1024 * 1024
MAX_SIDE = 6000
SMALLEST, LARGEST = 36.0, 50.0
# 乡镇机关 42 mm、县级政府 45 mm、省级 50 mm；再大的压到正文。
_GREY_ALPHA, _RGB_ALPHA = 4, 6
_ALMOST_SQUARE = 1.02


def read_seal(path: Path | str, size: float | None, *, final: bool) -> SealImage:
    """读并核对印章图。不是定稿、没有写直径、图不合用时引发 UsageError。"""
    where = Where(shown_path(Path(path)))
    if not final:
        raise UsageError("印章图只放在定稿上", where, "加 --final，或去掉 --seal-image")
    if size is None or not SMALLEST <= size <= LARGEST:
        told = "没有写印章的直径" if size is None else f"印章的直径不能是 {size:g} 毫米"
        raise UsageError(
            told, where, f"写上 --seal-mm：{SMALLEST:g} 至 {LARGEST:g} 毫米，县级政府的印章是 45 毫米"
        )
    data = _read(Path(path), where)
    try:
        picture = read_picture(data)
    except UnfitError as error:
        raise UsageError(error.what.format(shown_path(Path(path))), where, error.next_step) from error
    if picture.media != "png" or data[25] not in (_GREY_ALPHA, _RGB_ALPHA):
        raise UsageError("印章图不是背景透明的 PNG", where, "用扫描的印模做成背景透明的 PNG（带透明通道）")
    longer, shorter = max(picture.width, picture.height), min(picture.width, picture.height)
    if longer > MAX_SIDE or longer > shorter * _ALMOST_SQUARE:
        raise UsageError(
            f"印章图是 {picture.width}×{picture.height} 像素，要正方形，边长不超过 {MAX_SIDE}",
            where,
            "裁成印章外切的正方形；45 毫米的印章 600 dpi 约 1063 像素",
        )
    return SealImage(shown_path(Path(Path(path).name)), data, size)


def refuse_unsealed(document: Document) -> None:
    """不加盖印章的、几家联合盖章的，放不了印章图：引发 RefusedError。"""
    elements = document.elements
    names = elements and (elements.issuers or elements.issuing_organs)
    if not is_sealed(document):
        raise RefusedError(
            "这一件不加盖印章，放不了印章图", place(document.source, None, "用印"), "去掉 --seal-image"
        )
    if names and len(names.items) > 1:
        raise RefusedError(
            "联合行文要盖几枚印章，放不了一张印章图",
            place(document.source, names.span, "发文机关"),
            "去掉 --seal-image，打印以后各家盖章",
        )


def _read(path: Path, where: Where) -> bytes:
    try:
        if not path.is_file():
            what = "这是文件夹，不是印章图" if path.is_dir() else "找不到这张印章图"
            raise UsageError(what, where, "检查文件名和路径")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(f"印章图读不了：{system_reason(error)}", where, "检查路径和权限") from error
    if len(data) > MAX_BYTES:
        raise UsageError(f"印章图超过 {MAX_BYTES // 1024 // 1024} MB", where, "缩小图片")
    return data
