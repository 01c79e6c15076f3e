"""外来的 PDF 在另一个进程里读：读坏了、读不完，都不连累这边。"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gongwen.apart import Reading, answer_apart
from gongwen.confined import Limits
from gongwen.errors import SourceError, Where
from gongwen.sources.pdf.spots import Spot
from gongwen.sources.reading import read_bytes, shown_path
from gongwen.spans import Mark, Medium, SourceText

LIMITS = Limits(seconds=180.0, memory_kb=3 * 1024 * 1024, file_blocks=0)
_READING = Reading("PDF ", "PDF ", SourceError, "检查文件是不是完整的 PDF，或拆成几份再用")
MAX_BYTES = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class PdfText:
    """PDF 的文字，和读的时候要告诉用户的话。脚注从 body_end（在行首）起，没有的就是末尾。"""

    source: SourceText
    body_end: int
    notices: tuple[str, ...]


def read_pdf_text(file: Path | bytes, name: str | None = None) -> PdfText:
    """PDF 的文字。file 是路径，或文件的字节；name 是显示的名字，默认为路径本身。

    打不开、加了密码、没有文字（扫描件）、太大、读不完时引发 SourceError。
    """
    if isinstance(file, Path):
        shown = name or shown_path(file)
        data = read_bytes(file, shown, MAX_BYTES)
    else:
        shown, data = name or "PDF", file
    if len(data) > MAX_BYTES:
        raise SourceError(f"PDF 超过 {MAX_BYTES // 1024 // 1024} MB", Where(shown), "拆成几份再用")
    if not data:
        raise SourceError("文件是空的", Where(shown), "确认拿对了文件")
    answer = answer_apart("gongwen.sources.pdf", LIMITS, data, shown, _READING)
    return received(answer, shown, hashlib.sha256(data).hexdigest())


def received(answer: dict[str, Any], shown: str, digest: str) -> PdfText:
    """那边交回的，合成 PdfText。"""
    marks = tuple(Mark(spot.start, spot.label) for spot in (Spot(*each) for each in answer["spots"]))
    source = SourceText(
        shown,
        answer["text"],
        digest=digest,
        medium=Medium.PDF,
        marks=marks,
        unread=tuple(answer["unread"]),
    )
    return PdfText(source, answer["body_end"], tuple(answer["notices"]))
