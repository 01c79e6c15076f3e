"""量成品的用例：读 PDF，量，与标准对照。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.errors import GongwenError, SourceError, Where, system_reason
from gongwen.office.paths import path_list
from gongwen.report.inspected import Inspected
from gongwen.sources.reading import shown_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from gongwen.layout.measure import Measured

MOST_BYTES = 200 * 1024 * 1024
_WORD = (".docx", ".doc", ".wps")


@dataclass(frozen=True, slots=True)
class InspectReport:
    """各份的结果，按给出的次序。"""

    files: tuple[Inspected, ...]

    @property
    def exit_code(self) -> int:
        """0 各项“规定”都合，1 有不合的，2 有文件量不了。"""
        if any(item.measured is None for item in self.files):
            return 2
        return int(any(item.measured.broken for item in self.files if item.measured))


def inspect_pdf(
    paths: Iterable[Path | str], *, progress: Callable[[Path], None] | None = None
) -> InspectReport:
    """量 PDF。读不了的记下原因，其余照量；progress 在每份量好时调用一次。"""
    files = []
    for path in path_list(paths):
        try:
            files.append(Inspected(shown_path(path), _measured(path)))
        except GongwenError as error:
            files.append(Inspected(shown_path(path), None, str(error)))
        if progress is not None:
            progress(path)
    return InspectReport(tuple(files))


def _measured(path: Path) -> Measured:
    from gongwen.layout.measure.apart import measure_apart

    name = shown_path(path)
    if path.suffix.lower() in _WORD:
        raise SourceError("量的是 PDF", Where(name), "在 Word 或 WPS 里另存为 PDF 再量")
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise SourceError(f"读不了：{_reason(path, error)}", Where(name), "检查文件名和权限") from error
    if len(data) > MOST_BYTES:
        raise SourceError(f"PDF 超过 {MOST_BYTES // 2**20} MB", Where(name), "拆成几份再量")
    return measure_apart(data, name)


def _reason(path: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "没有这个文件"
    return "是文件夹" if path.is_dir() else system_reason(error)
