"""看到哪里了：找出案卷，读清单和名册，得出各件的经过。什么也不写。"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.errors import GongwenError, ManifestError, Where, system_reason
from gongwen.office.case import SUFFIX, find_case, read_case
from gongwen.report.chains import Chain
from gongwen.signoff.progress import CHINA
from gongwen.signoff.timeline import Stage, timeline
from gongwen.sources.reading import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.agency import Agency
    from gongwen.office.case import Case
    from gongwen.office.verify import Verified
    from gongwen.signoff.roster import Roster
    from gongwen.signoff.timeline import Timeline

_DEEPEST = 8  # 往下找几层文件夹


def show(
    paths: Sequence[Path],
    agency: Agency | None = None,
    folder: Path | None = None,
    now: datetime | None = None,
) -> list[Chain]:
    """各件走到了哪里。名册照单位资料 agency，没有的照 folder（默认当前文件夹）或上级文件夹里的。

    只有一件的，连同验证的结论；几件的，读不了的记下原因，其余照看。只有一件而读不了、一件也没有时引发
    ManifestError。
    """
    moment, cases, here = now or datetime.now(UTC), cases_in(paths), folder or Path.cwd()
    if len(cases) == 1:
        done = _chain(cases[0], _roster(cases[0], here, agency), moment)
        verified = _verified(cases[0], agency, here, moment)
        return [replace(done, statement=verified.statement, ignored=verified.ignored)]
    chains = []
    for case in cases:
        try:
            chains.append(_chain(case, _roster(case, here, agency), moment))
        except GongwenError as error:
            chains.append(Chain(shown_path(case.manifest), None, str(error)))
    return chains


def _verified(case: Case, agency: Agency | None, folder: Path, now: datetime) -> Verified:
    from gongwen.office.verify import verify_case

    return verify_case(case.manifest, agency=agency, folder=folder, now=now)


def cases_in(paths: Sequence[Path]) -> list[Case]:
    """各个文件夹（连同下面各层）里的案卷，去掉重复的。一件也没有时引发 ManifestError。"""
    found: dict[Path, Case] = {}
    for path in paths:
        inside = list(_inside(path)) if path.is_dir() else [path]
        found |= {each: find_case(each) for each in inside}
    if not found:
        where = Where("、".join(map(shown_path, paths)))
        raise ManifestError("没有流转清单", where, "写 gongwen build 写出的文件夹，或里面的清单")
    return list(found.values())


def _inside(folder: Path) -> Iterator[Path]:
    """文件夹里的清单，照名字排；不看隐藏的、链接过去的文件夹。"""
    top = len(folder.parts)

    def refuse(error: OSError) -> None:
        name = shown_path(Path(error.filename or folder))
        raise ManifestError(f"文件夹读不了：{system_reason(error)}", Where(name), "检查权限") from error

    for where, folders, names in os.walk(folder, onerror=refuse):
        deep = len(Path(where).parts) - top
        folders[:] = sorted(each for each in folders if not each.startswith(".")) if deep < _DEEPEST else []
        yield from (Path(where) / each for each in sorted(names) if each.endswith(SUFFIX))


def _chain(case: Case, roster: Roster | None, now: datetime) -> Chain:
    today = now.astimezone(CHINA).date()
    about = timeline(read_case(case), roster, today)
    idle = (today - about.last_day).days if about.last_day and not _is_over(about) else None
    return Chain(shown_path(case.manifest), about, idle=None if idle is None else max(idle, 0))


def _is_over(about: Timeline) -> bool:
    return about.stage is Stage.FINISHED


def _roster(case: Case, folder: Path, agency: Agency | None) -> Roster | None:
    """签字名册，不用案卷里夹带的；一个人也没有的为 None。"""
    from gongwen.office.planted import home_of
    from gongwen.office.roster import find_roster

    home = home_of(case.manifest, folder, agency)
    roster = find_roster(home.folder, home.agency)
    return roster if roster.signatories else None
