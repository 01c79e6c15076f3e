"""案卷里夹带的单位资料、名册、登记簿：一概不用。动手脚的人会连它们一起给，人到案卷里去也不能上当。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.agency import FILE_NAME as AGENCY
from gongwen.agency import find_agency
from gongwen.office.receipts import FILE_NAME as RECEIPTS
from gongwen.signoff.roster_file import FILE_NAME as ROSTER

if TYPE_CHECKING:
    from pathlib import Path

    from gongwen.agency import Agency


@dataclass(frozen=True, slots=True)
class Home:
    """名册、登记簿从哪里找：单位资料，没有的从 folder 往上找；planted 是案卷里夹带的、没有用的。"""

    folder: Path
    agency: Agency | None
    planted: tuple[str, ...]


def home_of(manifest: Path, folder: Path, agency: Agency | None) -> Home:
    """验、看、签 manifest 这一件，照哪里的名册。

    folder 是人所在的文件夹，agency 是从那里找到的单位资料。人在案卷里面的，从案卷的上一级找起；单位资料
    在案卷里面的不用。
    """
    case = manifest.resolve().parent
    here = folder.resolve()
    if here.is_relative_to(case):
        here = case.parent
        if agency is None or agency.folder.resolve().is_relative_to(case):
            agency = find_agency(here)
    elif agency is not None and agency.folder.resolve().is_relative_to(case):
        agency = None
    planted = tuple(name for name in (AGENCY, ROSTER, RECEIPTS) if (case / name).exists())
    return Home(here, agency, planted)
