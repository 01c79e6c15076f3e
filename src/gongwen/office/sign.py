"""签一步：看着最新的清单，核过文件和草稿，照路线、名册许可了，才在清单末尾添一行。"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.errors import GongwenError, ManifestError, RefusedError, Where
from gongwen.office.case import append_line, find_case
from gongwen.office.kept import discard, keep
from gongwen.office.look import NO_DRAFT, require_built, settled
from gongwen.office.present import refuse_changed, refuse_changed_draft
from gongwen.office.route_check import route_doubts
from gongwen.office.sign_request import SignRequest, given_of
from gongwen.office.signed_copies import keepsakes
from gongwen.report.signing_facts import Signed
from gongwen.signoff.algorithms import UNSIGNED
from gongwen.signoff.duties import doubled_duties
from gongwen.signoff.objections import objections
from gongwen.signoff.progress import OF_FINAL
from gongwen.signoff.signing import live_keys, next_step, signed_line
from gongwen.signoff.turns import turns
from gongwen.signoff.vocabulary import Decision, Separation, StepKind
from gongwen.sources.reading import shown_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gongwen.agency import Agency
    from gongwen.config import Config
    from gongwen.office.case import Case
    from gongwen.office.keys import PassphraseSource
    from gongwen.office.sheets import Sheet
    from gongwen.report.signing_facts import Look
    from gongwen.signoff.algorithms import Signer
    from gongwen.signoff.manifest import Manifest
    from gongwen.signoff.roster import Roster
    from gongwen.signoff.step import Step

__all__ = ["SignRequest", "Signing", "rehearse", "sign", "signing_here"]


@dataclass(frozen=True, slots=True)
class Signing:
    """签字要用的：名册；signer 由姓名得出他的钥匙（可能要问口令）；agency 是单位资料，回执登记在它旁边。

    agency 为 None 时不登记回执。
    """

    roster: Roster
    signer: Callable[[str], Signer]
    agency: Agency | None = None


def signing_here(
    folder: Path, agency: Agency | None, passphrase: PassphraseSource, key_file: Path | None = None
) -> Signing:
    """在 folder 里签字要用的：那里的名册、本机的钥匙（或指明的 key_file）。"""
    from gongwen.office.keys import signer_for
    from gongwen.office.roster import find_roster

    roster = find_roster(folder, agency)
    return Signing(roster, lambda name: signer_for(name, roster, passphrase, key_file), agency)


def sign(
    path: Path,
    request: SignRequest,
    signing: Signing,
    *,
    now: Callable[[], datetime] | None = None,
    seen: Look | None = None,
    around: Path | None = None,
    config: Config | None = None,
) -> Signed:
    """签好的一步。

    now 是时钟，默认本机的；seen 是签的人看过的样子，那以后又构建过的不签；around 是另一处找草稿的文件夹；
    config 是本机设置。不许的、文件或草稿变了的引发 RefusedError，写不成的引发 OutputError，都不写。
    """
    case, clock = find_case(path), now or _now
    manifest = settled(case)
    if seen is not None:
        _refuse_rebuilt(seen.manifest, manifest)
    _refuse_cut(manifest, signing.agency)
    folder = around or Path.cwd()
    draft = _checked_draft(case, manifest, folder, signing.agency)
    # 没有写哪一步的，看的时候轮到哪一步就是哪一步
    request = replace(request, step=request.step_id((seen.manifest if seen else manifest).progress))
    trial = rehearse(manifest, request, signing, clock())
    _refuse_other_final(case, manifest, trial, config)
    signer = signing.signer(trial.signatory or "")

    def make(fresh: Manifest, kept: list[Path]) -> bytes:
        _refuse_rebuilt(manifest, fresh)
        line = signed_line(fresh, _step(fresh, request, clock()), signing.roster, signer)
        refuse_changed_draft(case, require_built(fresh), folder)  # 问口令的时候也可能改
        kept += _kept(case, fresh, request.sheet)
        return line

    done = _appended(case, make)
    notices = [*_told(manifest, trial, signer), *([] if draft else [NO_DRAFT])]
    notices += _recorded(done, signing, clock())
    coming = turns(done.progress, signing.roster, clock())
    return Signed(path, done, coming, signer.algorithm, tuple(notices))


def _checked_draft(case: Case, manifest: Manifest, folder: Path, agency: Agency | None) -> Path | None:
    """附近的草稿，没有的为 None。它改过的、清单里的路线不是单位的，引发 RefusedError。"""
    draft = refuse_changed_draft(case, require_built(manifest), folder)
    route_doubts(manifest, draft, agency)
    return draft


def _refuse_other_final(case: Case, manifest: Manifest, step: Step, config: Config | None) -> None:
    """印、盖、发的，先把定稿与签发的那份逐字比过。"""
    if step.step_kind in OF_FINAL and step.decision is not Decision.RETURN:
        from gongwen.office.final_check import refuse_other_text  # 要载入读 Word、PDF 的各部分

        refuse_other_text(case, manifest, config)


def _appended(case: Case, make: Callable[[Manifest, list[Path]], bytes]) -> Manifest:
    """添一行；没有添成的，撤掉为它新留存的文件。添了以后才被打断的不撤：清单已经提到它们。"""
    kept: list[Path] = []
    lines: list[bytes] = []

    def made(fresh: Manifest) -> bytes:
        lines.append(make(fresh, kept))
        return lines[-1]

    try:
        return append_line(case, made)
    except BaseException:
        if not lines or not case.manifest.read_bytes().endswith(lines[-1]):
            discard(kept)
        raise


def rehearse(manifest: Manifest, request: SignRequest, signing: Signing, now: datetime) -> Step:
    """要记下的一步，不写。写得不对的引发 UsageError，路线、名册不许的引发 RefusedError：不必先问口令。"""
    require_built(manifest)
    step = _step(manifest, request, now)
    if request.conditions:
        from gongwen.office.route import refuse_for_another_route  # 要读全部路线的开头

        refuse_for_another_route(manifest.progress, request.conditions, signing.agency)
    for each in objections(manifest.progress, step, signing.roster):
        raise RefusedError(each.what, None, each.next_step or None)
    live_keys(step, signing.roster)
    if step.details.number is not None:
        from gongwen.office.final import refuse_wrong_code

        refuse_wrong_code(step.details.number, manifest.progress, signing.agency)
    return step


def _now() -> datetime:
    return datetime.now(UTC)


def _step(manifest: Manifest, request: SignRequest, now: datetime) -> Step:
    given = given_of(request, manifest.progress)
    return next_step(manifest, request.step_id(manifest.progress), now, **given)


def _refuse_rebuilt(seen: Manifest, fresh: Manifest) -> None:
    if fresh.built != seen.built:
        raise RefusedError("文件在看过之后变了：又构建过一次", Where(fresh.name), "重新看过再签")


def _kept(case: Case, manifest: Manifest, sheet: Sheet | None) -> tuple[Path, ...]:
    """锁住以后再核一遍文件，签过的成品和扫描件留存好；写在清单添这一行之前。"""
    built = require_built(manifest)
    refuse_changed(case, built)
    return keep([*keepsakes(case, built), *([sheet.keepsake(case)] if sheet else [])])


def _told(before: Manifest, step: Step, signer: Signer) -> Iterator[str]:
    from gongwen.signoff.keys import UNSIGNED_NOTICE

    route = before.progress.route
    doubled = doubled_duties(before.progress, step)
    if doubled and route is not None and route.separation is Separation.WARN:
        held = "、".join(each.term for each in doubled)
        yield f"“{step.actor}”已经办过{held}，这次又办{step.step_kind.term}"
    if before.torn:
        yield "清单原来写到一半的最后一行不算数，移到旁边留着了"
    if signer.algorithm == UNSIGNED and not any(_unsigned(before)):
        yield UNSIGNED_NOTICE


def _unsigned(manifest: Manifest) -> Iterator[bool]:
    """各步（不算构建）是不是没有用钥匙签的。"""
    for step, line in zip(manifest.steps, manifest.lines, strict=True):
        yield step.step_kind is not StepKind.BUILT and line.algorithm == UNSIGNED


def _refuse_cut(manifest: Manifest, agency: Agency | None) -> None:
    """清单比登记簿里记的短、或那一行换过的，不往下签。登记簿读不了的，签好以后登记的时候再说。"""
    from gongwen.office.receipts import read_receipts, receipts_path

    if agency is None:
        return
    try:
        receipts = read_receipts(agency.folder)
    except ManifestError:
        return
    digests = [line.digest for line in manifest.lines]
    row = receipts.disagreement(manifest.steps[0].case, digests) if receipts else None
    if row is not None:
        raise RefusedError(
            f"清单与回执登记簿不合：登记过第 {row.seq + 1} 行，清单被截短或换过",
            Where(shown_path(receipts_path(agency.folder)), row.n),
            "找回原来的清单，查明原因再签",
        )


def _recorded(done: Manifest, signing: Signing, now: datetime) -> Iterator[str]:
    """清单的头抄到登记簿里；抄不成的不算没有签，说一声。"""
    if signing.agency is None:
        yield "没有 office.toml，清单的头没有另外登记：把它抄到别处，才查得出清单末尾被人截去"
        return
    from gongwen.office.receipts import record

    try:
        last = done.steps[-1]
        record(signing.agency.folder, case=last.case, seq=last.seq, digest=done.head or "", now=now)
    except (GongwenError, OSError) as error:
        yield f"已经签好，但回执没有登记成：{error}"
