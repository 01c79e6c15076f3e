"""用自备信笺的构建：读信笺、填好、由 LibreOffice 排成 PDF。

信笺整个构建只读一次，先核对，再动手；没有 LibreOffice 而要 PDF 的，也在动手之前说。
这里不在开头引用 docxtpl、Jinja：平常的构建用不着。
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.errors import TemplateError, UsageError, Where, system_reason
from gongwen.layout.letterhead.filled import Filled
from gongwen.layout.pdf import Pdf
from gongwen.layout.plan import make_plan
from gongwen.layout.suite import require_suite
from gongwen.sources.reading import shown_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.document.model import Document
    from gongwen.layout.fonts import FontSet
    from gongwen.layout.letterhead.opening import Letterhead
    from gongwen.layout.style import Style
    from gongwen.layout.suite import Suite

NOTICE = "版面以信笺“{}”为准，不按 GB/T 9704 排，也不核对"


@dataclass(frozen=True, slots=True)
class LetterheadJob:
    """这一次构建用的信笺。suite 为 None 表示不要 PDF；folders 是系统之外的字体文件夹。"""

    path: Path
    letterhead: Letterhead
    suite: Suite | None
    folders: tuple[Path, ...]

    @property
    def file_name(self) -> str:
        """信笺的文件名；不带文件夹，清单里不留本机的路径。"""
        return shown_path(Path(self.path.name))

    @property
    def inputs(self) -> dict[str, str]:
        """清单上记的：文件名到摘要。"""
        return {self.file_name: self.letterhead.digest}

    def made(self, document: Document, style: Style, fonts: FontSet) -> Filled:
        """按信笺排好的一件。"""
        from gongwen.layout.letterhead.fill import fill, left_blank, unprinted

        letterhead = self.letterhead
        fitted = letterhead.area.fitted(style)
        upright, unturned = _unturned(document)
        plan = make_plan(upright, fitted)
        data = fill(letterhead, document, plan, fitted)
        pdf = self.suite.to_pdf(data, fonts, style, self.folders) if self.suite else b""
        faces, maker = _facts(pdf)
        said = (NOTICE.format(letterhead.name), *unturned, *unprinted(letterhead, document, plan))
        # 计划里的说明讲的是国标的版头版记，信笺自己安排，不适用
        shown = replace(plan, notices=(), placeholders=left_blank(letterhead, plan))
        return Filled(data, Pdf(pdf, faces), shown, said, self.file_name, _versions(maker))


def open_job(
    template: Path | str, formats: Sequence[str], folders: tuple[Path, ...], outputs: Sequence[Path]
) -> LetterheadJob:
    """读并核对信笺。outputs 是这次要写的 DOCX。

    信笺不安全、写得不对，要 PDF 而没有 LibreOffice，要写的文件就是信笺时，引发 GongwenError。
    """
    from gongwen.layout.letterhead.opening import open_letterhead

    path = Path(template)
    suite = require_suite() if "pdf" in formats else None
    data = _read(path)
    for output in outputs:
        if output.exists() and output.samefile(path):
            raise UsageError("结果会盖掉信笺", Where(shown_path(path)), "用 -o 换一个文件夹，或给信笺改名")
    return LetterheadJob(path, open_letterhead(data, shown_path(path)), suite, folders)


def _unturned(document: Document) -> tuple[Document, tuple[str, ...]]:
    """信笺的版面是它自己的，附件不横排；写了横排的说明一句。"""
    if not any(annex.landscape and not annex.detached for annex in document.annexes):
        return document, ()
    annexes = tuple(replace(annex, landscape=False) for annex in document.annexes)
    return replace(document, annexes=annexes), ("用信笺时附件不横排，“横排”没有照办",)


def _read(path: Path) -> bytes:
    from gongwen.ooxml.opening import MAX_FILE

    where = Where(shown_path(path))
    try:
        if not path.is_file():
            what = "这是文件夹，不是信笺" if path.is_dir() else "找不到这份信笺"
            raise TemplateError(what, where, "检查文件名和路径")
        with path.open("rb") as file:
            return file.read(MAX_FILE + 1)
    except OSError as error:
        raise TemplateError(f"信笺读不了：{system_reason(error)}", where, "检查路径和权限") from error


def _facts(pdf: bytes) -> tuple[int, str]:
    """面数和排它的程序；没有 PDF 为零和空。"""
    if not pdf:
        return 0, ""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(pdf))
    about = reader.metadata
    return len(reader.pages), str(about.producer or "") if about else ""


def _versions(maker: str) -> dict[str, str]:
    """填信笺的部件的版本。"""
    from importlib.metadata import version

    made = {name: version(name) for name in ("docxtpl", "jinja2")}
    return made | ({"pdf": maker} if maker else {})
