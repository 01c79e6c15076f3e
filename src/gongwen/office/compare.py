"""对照用例：签发稿与另一份（付印稿、清样、成品）逐字对照。"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.compare.asread import printed_as_read
from gongwen.compare.comparing import compare_texts
from gongwen.compare.printed import printed_draft
from gongwen.config import Config
from gongwen.errors import SourceError, Where
from gongwen.office.defaults import with_agency
from gongwen.office.guard import refuse_classified, refuse_marked
from gongwen.sources.draft import parse_draft
from gongwen.sources.reading import read_source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.agency import Agency
    from gongwen.compare.differences import Comparison
    from gongwen.compare.stream import Compared
    from gongwen.document.model import Document


def compare_files(
    signed: Path | str, other: Path | str, config: Config | None = None, *, agency: Agency | None = None
) -> Comparison:
    """两份文件（.md、.txt、.docx、.pdf）全部不同的地方；以签发稿 signed 为准。

    草稿按印出来的样子比：单位资料 agency 里取作默认的要素、引用的附件和被印发件都在内。
    有一份读不了、草稿写得不对、标有密级而没有允许时，引发 GongwenError。
    """
    settings = config or Config()
    notices: list[str] = []
    ours = _read(Path(signed), settings, agency, notices)
    theirs = _read(Path(other), settings, agency, notices)
    return compare_texts(ours, theirs, tuple(notices))


def _read(path: Path, config: Config, agency: Agency | None, notices: list[str]) -> Compared:
    document = with_agency(_document(path, config), agency)
    refuse_classified(document, config)
    if not document.source.text.strip():
        raise SourceError("文件是空的", Where(document.source.name), "确认拿对了文件")
    is_draft = document.elements is not None and not document.recognized
    compared = printed_draft(document) if is_draft else printed_as_read(document)
    if not compared.chars:
        raise SourceError("没有可对照的文字", Where(compared.name), "确认拿对了文件")
    notices += _told(document, is_draft=is_draft)
    return compared


def _document(path: Path, config: Config) -> Document:
    match path.suffix.lower():
        case ".docx" | ".docm" | ".dotx" | ".dotm":
            from gongwen.sources.docx import parse_docx

            return parse_docx(path)
        case ".pdf":
            from gongwen.sources.pdf import parse_pdf

            return parse_pdf(path)
        case _:
            source = read_source(path)
            refuse_marked(source, config)
            return parse_draft(source, path.parent)


def _told(document: Document, *, is_draft: bool) -> Iterator[str]:
    """要告知的话。认要素时的猜测不说：认没认出，字都一个不少地比了。"""
    for notice in document.notices:
        if is_draft or (notice.line is None and not notice.label):
            yield str(notice)
    name = document.source.name
    if document.elements is None:
        yield f"{name}：认不出版头、版记（{document.unrecognized}），按全文的字对照，编号、日期的不同不另列"
    for annex in document.annexes:
        if annex.detached:
            yield f"{name}：附件“{annex.title.value}”另成文件，没有对照"
