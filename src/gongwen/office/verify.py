"""验一件：读清单、名册、登记簿和旁边的文件，得出结论。不联网；什么也不写。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.office.planted import home_of
from gongwen.office.receipts import read_receipts, receipts_path
from gongwen.office.roster import find_roster, roster_path
from gongwen.signoff.verify import verify
from gongwen.signoff.verify.folder import (
    MAX_MANIFEST,
    digests_beside,
    files_beside,
    find_manifest,
    read,
    read_register,
    read_roster,
    sheets_beside,
)
from gongwen.sources.reading import shown_path

if TYPE_CHECKING:
    from gongwen.agency import Agency
    from gongwen.signoff.receipts import Receipts
    from gongwen.signoff.roster import Roster
    from gongwen.signoff.verify import Statement


@dataclass(frozen=True, slots=True)
class Verified:
    """结论，照的哪一份名册、登记簿（没有的为空），和案卷里夹带的、没有用的：不作数，所以要说出来。"""

    statement: Statement
    roster: str
    receipts: str
    ignored: tuple[str, ...] = ()


def verify_case(
    path: Path,
    roster: Path | None = None,
    receipts: Path | None = None,
    *,
    agency: Agency | None = None,
    folder: Path | None = None,
    now: datetime | None = None,
) -> Verified:
    """验 path（build 写出的文件夹，或里面的清单）。

    没有写 roster、receipts 的，用单位资料 agency 旁边的；没有单位资料的，用 folder（默认当前文件夹）或上级
    文件夹的；案卷里夹带的不用（planted.py）。清单、名册、登记簿读不了的引发 ManifestError、UsageError。
    """
    manifest = find_manifest(path)
    home = home_of(manifest, folder or Path.cwd(), agency)
    people, people_from = _roster(roster, home.folder, home.agency)
    register, register_from = _receipts(receipts, home.folder, home.agency)
    statement = verify(
        read(manifest, "清单", MAX_MANIFEST),
        shown_path(manifest),
        people,
        receipts=register,
        files=digests_beside(manifest),
        sheets=sheets_beside(manifest),
        others=files_beside(manifest),
        now=now or datetime.now(UTC),
    )
    given = {each.resolve() for each in (roster, receipts) if each is not None}
    ignored = tuple(each for each in home.planted if (manifest.resolve().parent / each) not in given)
    return Verified(statement, people_from, register_from, ignored)


def _roster(given: Path | None, folder: Path, agency: Agency | None) -> tuple[Roster | None, str]:
    if given is not None:
        return read_roster(given), shown_path(given)
    path = roster_path(folder, agency)
    if path.is_file():
        return find_roster(folder, agency), shown_path(path)
    return (find_roster(folder, agency), shown_path(agency.path)) if agency else (None, "")


def _receipts(given: Path | None, folder: Path, agency: Agency | None) -> tuple[Receipts | None, str]:
    if given is not None:
        return read_register(given), shown_path(given)
    home = agency.folder if agency else roster_path(folder, None).parent
    found = read_receipts(home)
    return found, shown_path(receipts_path(home)) if found is not None else ""
