"""签之前看一看：签的是什么，文件、草稿变了没有，到了哪一步，现在由谁办。"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.errors import ManifestError, RefusedError, Where, system_reason
from gongwen.office.case import find_case, read_bytes, read_case
from gongwen.office.present import refuse_changed, refuse_changed_draft
from gongwen.office.route_check import route_doubts
from gongwen.office.signed_copies import changes_since, changes_since_stale, stale_consents
from gongwen.office.staging import locked
from gongwen.report.signing_facts import Look
from gongwen.signoff.turns import turns
from gongwen.sources.reading import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.agency import Agency
    from gongwen.config import Config
    from gongwen.office.case import Case
    from gongwen.signoff.manifest import Manifest
    from gongwen.signoff.roster import Roster
    from gongwen.signoff.step import Step

_MOST = 5
NO_DRAFT = "附近没有草稿，没有核对它在构建之后改过没有"


def look(
    path: Path,
    roster: Roster,
    *,
    config: Config | None = None,
    agency: Agency | None = None,
    now: datetime | None = None,
    around: Path | None = None,
    compare: bool = True,
) -> Look:
    """一件现在的样子，已经签的各步连同验一遍。什么也不写。

    path 是 build 写出的文件夹或清单；agency 是单位资料（回执登记簿在它旁边）；around 是另一处找草稿的文件夹，
    默认是当前文件夹。compare 为假时不与上次签的逐字比（要一两秒）。
    清单读不了时引发 ManifestError；文件、草稿在构建之后变了的，清单里的路线不是单位的，引发 RefusedError。
    """
    case = find_case(path)
    manifest = settled(case)
    draft = refuse_changed_draft(case, require_built(manifest), around or Path.cwd())
    routed = route_doubts(manifest, draft, agency)
    changes = changes_since(case, manifest, config) if compare else None
    seen_at = (now or datetime.now(UTC)).astimezone(UTC)
    return Look(
        path=path,
        manifest=manifest,
        turns=turns(manifest.progress, roster, seen_at),
        changes=changes,
        notices=(
            *routed,
            *_doubts(case, roster, agency, seen_at),
            *_notices(manifest, found_draft=draft is not None),
        ),
        seen_at=seen_at,
        keyed=any(row.public_key for row in roster.signatories),
        stale=stale_consents(manifest),
        stale_changes=changes_since_stale(case, manifest, config) if compare else None,
    )


def settled(case: Case) -> Manifest:
    """案卷的清单；文件都与它相符。正在构建的，等它换完文件。"""
    with _still(case):
        manifest = read_case(case)
        refuse_changed(case, require_built(manifest))
    return manifest


def require_built(manifest: Manifest) -> Step:
    """最近的构建。没有构建过、没有选路线的引发 RefusedError。"""
    built, where = manifest.built, Where(manifest.name)
    if built is None:
        raise RefusedError("清单里没有构建，没有可签的文件", where, "先构建一次：gongwen build 草稿")
    if manifest.progress.route is None:
        raise RefusedError(
            "这一件构建的时候没有选路线，不能签", where, "在草稿里写上“路线”，再构建一次：gongwen build 草稿"
        )
    return built


@contextmanager
def _still(case: Case) -> Iterator[None]:
    """看的时候锁住文件夹。"""
    try:
        with locked(case.folder):
            yield
    except OSError as error:
        where = Where(shown_path(case.folder))
        raise ManifestError(f"文件夹读不了：{system_reason(error)}", where, "检查路径和权限") from error


def _doubts(case: Case, roster: Roster, agency: Agency | None, now: datetime) -> Iterator[str]:
    """已经签的各步验出来不合的：接着签之前要知道。还没有办完的、另有话说的不在此列。"""
    from gongwen.office.receipts import read_receipts
    from gongwen.signoff.verify import Audit, State, verify

    try:
        receipts = read_receipts(agency.folder) if agency else None
        statement = verify(read_bytes(case), case.manifest.name, roster, receipts=receipts, now=now)
    except ManifestError as error:
        yield f"没有验成：{error}"
        return
    told = (Audit.TORN, Audit.REAPPROVED, Audit.FINISHED, Audit.CONFIRMED)
    wrong = [each for each in statement.results if each.state is State.FAIL and each.check not in told]
    for each in wrong[:_MOST]:
        line = f"第 {each.line} 行" if each.line else ""
        yield f"验证不合：{line}{each.message}；查明以前不要接着签，详见 gongwen verify"


def _notices(manifest: Manifest, *, found_draft: bool) -> Iterator[str]:
    if manifest.torn:
        yield "清单的最后一行写到一半（多半是签的时候断了电），不算数；下次签的时候移到旁边留着"
    if manifest.progress.changed:
        yield "签发之后内容变了（条例第二十五条），要请签发人重新签发"
    if not found_draft:
        yield NO_DRAFT
