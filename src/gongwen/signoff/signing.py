"""签一步：由清单和这一步的各项得出清单的下一行。不碰文件、时钟；钥匙、时间由调用的人给。"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongwen.errors import RefusedError
from gongwen.signoff.envelope import seal
from gongwen.signoff.objections import objections
from gongwen.signoff.progress import claimed_day
from gongwen.signoff.step import Step, payload_of
from gongwen.signoff.vocabulary import StepKind

if TYPE_CHECKING:
    from datetime import datetime

    from gongwen.signoff.algorithms import Signer
    from gongwen.signoff.manifest import Manifest
    from gongwen.signoff.roster import Roster


def next_step(manifest: Manifest, step_id: str, now: datetime, **given: Any) -> Step:
    """清单的下一步：件号、序号、前一行、签的是什么、看到的校对结果都由清单得来，其余照 given。

    given 是 Step 的各项（actor、decision、comment、details……）。还没有构建过时引发 RefusedError。
    """
    progress, built = manifest.progress, manifest.built
    if progress.route is None or built is None:
        raise RefusedError("还没有构建出来，没有路线", None, "先构建一次：gongwen build 草稿")
    place = progress.route.step(step_id)
    return Step(
        case=built.case,
        seq=len(manifest.lines),
        step_id=step_id,
        step_kind=place.kind if place else StepKind.REVIEWED,
        claimed_at=now.isoformat(timespec="seconds"),
        prev=manifest.head,
        subjects=built.subjects,
        route_digest=progress.route.digest,
        findings=built.findings,
        **given,
    )


def signed_line(manifest: Manifest, step: Step, roster: Roster, signer: Signer) -> bytes:
    """签好的一行，连换行符。路线、名册不许的，钥匙不是签的人的，引发 RefusedError，说明可以怎样。"""
    for each in objections(manifest.progress, step, roster):
        raise RefusedError(each.what, None, each.next_step or None)
    refuse_wrong_key(step, roster, signer)
    return seal(payload_of(step), signer) + b"\n"


def refuse_wrong_key(step: Step, roster: Roster, signer: Signer) -> None:
    """有钥匙的人要用自己有效的钥匙签；没有钥匙的不签名。不合的引发 RefusedError。"""
    name = step.signatory or ""
    rows = [row for row in roster.of(name) if row.public_key]
    live = [row for row in rows if row.revoked_after is None and row.valid_on(claimed_day(step))]
    if not rows:
        if signer.keyid:
            raise RefusedError(f"“{name}”在名册里没有钥匙", None, "把公钥加进名册：gongwen roster add")
        return
    if not live:
        raise RefusedError(
            f"“{name}”的钥匙都已过期或停用",
            None,
            "另建一把（gongwen key new），加进名册（gongwen roster add）",
        )
    if signer.keyid not in {row.keyid for row in live}:
        raise RefusedError(
            f"这把钥匙不是“{name}”现在用的", None, f"用标识为 {'、'.join(row.keyid for row in live)} 的钥匙"
        )
