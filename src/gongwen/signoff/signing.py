"""签一步：由清单和这一步的各项得出清单的下一行。不碰文件、时钟；钥匙、时间由调用的人给。"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from gongwen.errors import RefusedError
from gongwen.signoff.envelope import seal
from gongwen.signoff.objections import objections
from gongwen.signoff.progress import claimed_day
from gongwen.signoff.step import Step, payload_of, step_of
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
        claimed_at=now.astimezone(UTC).isoformat(timespec="seconds"),
        prev=manifest.head,
        subjects=built.subjects,
        route_digest=progress.route.digest,
        findings=built.findings,
        **given,
    )


def signed_line(manifest: Manifest, step: Step, roster: Roster, signer: Signer) -> bytes:
    """签好的一行，连换行符。路线、名册不许的，钥匙不是签的人的，引发 RefusedError，说明可以怎样。"""
    if (step.seq, step.prev) != (len(manifest.lines), manifest.head):
        raise RefusedError("看过之后又有人签了一步", None, "重新看过再签")
    for each in objections(manifest.progress, step, roster):
        raise RefusedError(each.what, None, each.next_step or None)
    refuse_wrong_key(step, roster, signer)
    payload = payload_of(step)
    try:
        step_of(payload)  # 写得进的，一定读得回
        line = seal(payload, signer)
    except ValueError as error:
        raise RefusedError(f"这一步写不进清单：{error}", None, "去掉其中的怪字符，再签") from error
    return line + b"\n"


def refuse_wrong_key(step: Step, roster: Roster, signer: Signer) -> None:
    """有钥匙的人要用自己有效的钥匙签；没有钥匙的不签名。不合的引发 RefusedError。"""
    name, live = step.signatory or "", live_keys(step, roster)
    if not live and signer.keyid:
        raise RefusedError(f"“{name}”在名册里没有钥匙", None, "把公钥加进名册：gongwen roster add")
    if live and signer.keyid not in live:
        raise RefusedError(f"这把钥匙不是“{name}”现在用的", None, f"用标识为 {'、'.join(live)} 的钥匙")


def live_keys(step: Step, roster: Roster) -> tuple[str, ...]:
    """这一步由谁签，他现在能用的各把钥匙的标识；没有钥匙的为空。停用、过期了的引发 RefusedError。"""
    name = step.signatory or ""
    rows = [row for row in roster.of(name) if row.public_key]
    live = [row for row in rows if row.revoked_after is None and row.valid_on(claimed_day(step))]
    if rows and not live:
        raise RefusedError(
            f"“{name}”的钥匙都已过期或停用",
            None,
            "另建一把（gongwen key new），加进名册（gongwen roster add）",
        )
    if not rows and roster.of(name) and all(row.revoked_after is not None for row in roster.of(name)):
        raise RefusedError(f"“{name}”在名册里已经停用", None, "核对姓名；要用他的，重新加进名册")
    return tuple(row.keyid for row in live)
