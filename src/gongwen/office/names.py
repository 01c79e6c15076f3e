"""核对会务材料（桌签、会标、参会名单）上的姓名、职务的用例。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.agency import FILE_NAME
from gongwen.config import Config
from gongwen.errors import GongwenError, UsageError, Where
from gongwen.office.guard import refuse_marked
from gongwen.office.paths import path_list
from gongwen.proofing.names.checks import check_listing
from gongwen.proofing.names.roster import Roster
from gongwen.report.named import CheckedNames
from gongwen.sources.reading import shown_path
from gongwen.sources.tables import read_listing
from gongwen.spans import SourceText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from gongwen.agency import Agency
    from gongwen.sources.tables import Listing

_ADVICE = f"在放 {FILE_NAME} 的文件夹里运行；还没有的，先 gongwen init，再把要核对的人逐个写成一段 [[人员]]"


@dataclass(frozen=True, slots=True)
class NamesReport:
    """核对的结局。files 按给出的次序；people 是名册里的人数；notices 是读入时要告知的话。"""

    files: tuple[CheckedNames, ...]
    people: int
    notices: tuple[str, ...] = ()

    @property
    def errors(self) -> int:
        """差错总数。"""
        return sum(item.result.errors for item in self.files if item.result)

    @property
    def exit_code(self) -> int:
        """0 没有差错，1 有差错，2 有文件读不了。"""
        if any(item.result is None for item in self.files):
            return 2
        return int(self.errors > 0)


def check_names(
    paths: Iterable[Path | str],
    agency: Agency | None,
    config: Config | None = None,
    *,
    progress: Callable[[Path], None] | None = None,
) -> NamesReport:
    """桌签、会标、参会名单（.txt、.csv、.xlsx、.docx）与单位资料里的人员、机关对照，只报不改。

    读不了的记下原因，其余照核。没有单位资料、里面没有人员时引发 UsageError。progress 在每份核好时调用一次。
    """
    if agency is None:
        raise UsageError(f"没有 {FILE_NAME}，没有名册可以对照", None, _ADVICE)
    if not agency.people:
        raise UsageError(f"{FILE_NAME} 里没有人员，没有名册可以对照", Where(str(agency.path)), _ADVICE)
    roster, settings = Roster(agency), config or Config()
    files: list[CheckedNames] = []
    notices: list[str] = []
    for path in path_list(paths):
        try:
            listing = read_listing(path)
            _refuse_marked(listing, settings)
            files.append(CheckedNames(listing.name, check_listing(listing, roster)))
            notices += listing.notices
        except GongwenError as error:
            files.append(CheckedNames(shown_path(path), problem=str(error)))
        if progress is not None:
            progress(path)
    return NamesReport(tuple(files), len(agency.people), tuple(notices))


def _refuse_marked(listing: Listing, config: Config) -> None:
    refuse_marked(SourceText(listing.name, "\n".join(cell.text for cell in listing.cells)), config)
