"""草稿引用的文件（附件、被印发件、图片）：只许在草稿所在文件夹之内，打开前先检验。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.body import Image
from gongwen.errors import DraftError, place
from gongwen.sources.reading import read_source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gongwen.document.body import Block
    from gongwen.sources.lines import ImageRef
    from gongwen.spans import SourceText, Text

TEXT_SUFFIXES = (".md", ".txt")
IMAGE_SUFFIXES = (".png", ".jpg", ".jpeg")
MAX_IMAGE_BYTES = 50 * 1024 * 1024


def confined(
    source: SourceText, folder: Path, written: Text, key: str | None, here: Path | None = None
) -> Path:
    """written 所指的文件，相对于写它的那个文件所在的文件夹 here（默认即 folder）。

    不在草稿文件夹 folder 之内、不存在时引发 DraftError。
    """
    where = place(source, written.span, key)
    try:
        path = ((here or folder) / written.value).resolve()
        inside = path.is_relative_to(folder.resolve())
        exists = path.is_file()
    except (OSError, ValueError, RuntimeError) as error:
        raise DraftError(f"文件名不能用：{written.value!r}", where, "改用普通的文件名") from error
    if not inside:
        raise DraftError(f"“{written.value}”不在草稿所在的文件夹内", where, "把文件放到草稿旁边，写相对路径")
    if not exists:
        what = "是文件夹" if path.is_dir() else "不存在"
        raise DraftError(
            f"文件“{written.value}”{what}",
            where,
            "检查文件名，或把文件放到草稿旁边",
            file=shown_beside(source.name, written.value),
        )
    return path


def open_text(source: SourceText, folder: Path, written: Text, key: str) -> SourceText:
    """打开附件或被印发件的文本文件。"""
    path = confined(source, folder, written, key)
    if path.suffix.lower() not in TEXT_SUFFIXES:
        raise DraftError(
            f"还不能排“{path.suffix or '无扩展名'}”文件",
            place(source, written.span, key),
            "附件和被印发件用 .md 或 .txt；图片在正文中写作 ![说明](图片.png)",
        )
    other = read_source(path, shown_beside(source.name, written.value))
    if other.digest and other.digest == source.digest:
        raise DraftError(
            f"“{written.value}”就是这份草稿自己", place(source, written.span, key), "写成附件所在的另一个文件"
        )
    return other


def shown_beside(draft: str, written: str) -> str:
    """附件显示的名字：草稿所在文件夹加所写的相对路径。"""
    head, slash, _ = draft.rpartition("/")
    return f"{head}{slash}{written}"


def image_opener(
    source: SourceText, folder: Path | None, here: Path | None = None
) -> Callable[[ImageRef], Block]:
    """打开图片的函数；folder 为 None 时不打开（只校对文字），here 见 confined。"""

    def open_image(ref: ImageRef) -> Block:
        if folder is None:
            return Image(ref.path, ref.alt, ref.span, b"", "", 0, 0)
        return _open_image(source, folder, ref, here)

    return open_image


def _open_image(source: SourceText, folder: Path, ref: ImageRef, here: Path | None) -> Image:
    from gongwen.sources.images import UnfitError, read_picture  # 有图片才载入

    where = place(source, ref.path.span)
    path = confined(source, folder, ref.path, None, here)
    if path.suffix.lower() not in IMAGE_SUFFIXES:
        raise DraftError(f"图片格式“{path.suffix}”不能用", where, "用 PNG 或 JPEG 图片")
    if path.stat().st_size > MAX_IMAGE_BYTES:
        raise DraftError("图片文件超过 50 MB", where, "缩小图片后再插入")
    data = path.read_bytes()
    try:
        found = read_picture(data)
    except UnfitError as unfit:
        raise DraftError(unfit.what.format(ref.path.value), where, unfit.next_step) from unfit
    return Image(ref.path, ref.alt, ref.span, data, found.media, found.width, found.height, turns=found.turns)
