"""手签的发文稿纸：读扫描件，认出是什么文件；签的时候原样留在案卷里。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.errors import SourceError, Where
from gongwen.office.kept import Keepsake
from gongwen.signoff.built import digest
from gongwen.sources.reading import read_bytes, shown_path

if TYPE_CHECKING:
    from pathlib import Path

    from gongwen.office.case import Case

FOLDER = ".sheets"
MAX_BYTES = 50 * 1024 * 1024
# 只看文件头，不看扩展名，也不打开来读
_MAGIC = (
    (b"%PDF-", ".pdf"),
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"II*\x00", ".tiff"),
    (b"MM\x00*", ".tiff"),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """一份扫描件：字节和认出的扩展名。"""

    data: bytes
    suffix: str

    @property
    def digest(self) -> str:
        """SHA-256（十六进制），写进清单。"""
        return digest(self.data)

    def keepsake(self, case: Case) -> Keepsake:
        """留在案卷里的一份。"""
        return Keepsake(case.beside(FOLDER), self.data, self.suffix)


def read_sheet(path: Path) -> Sheet:
    """读一份扫描件，只读一遍。读不了、超过 50 MB、不是 PDF、PNG、JPEG、TIFF 时引发 SourceError。"""
    shown = shown_path(path)
    data = read_bytes(path, shown, MAX_BYTES)
    suffix = next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)
    if suffix is None:
        raise SourceError(
            "不是扫描件：要 PDF、PNG、JPEG 或 TIFF", Where(shown), "把签好的发文稿纸扫描成 PDF 或图片"
        )
    return Sheet(data, suffix)
