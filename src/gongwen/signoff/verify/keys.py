"""每一步是不是本人的钥匙签的：钥匙归谁、在不在有效期、停用了没有。签名本身对不对在 opening.py。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.signoff.algorithms import UNSIGNED
from gongwen.signoff.progress import claimed_day
from gongwen.signoff.verify.checks import ASK, Audit, CheckResult, failed, unknown
from gongwen.signoff.vocabulary import StepKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.signoff.envelope import Sealed
    from gongwen.signoff.receipts import Receipts
    from gongwen.signoff.roster import Roster, Signatory
    from gongwen.signoff.step import Step


def owner_problems(roster: Roster) -> Iterator[CheckResult]:
    """一把钥匙写在几个人名下的。"""
    owners: dict[str, dict[str, None]] = {}
    for row in roster.signatories:
        if row.public_key:
            owners.setdefault(row.keyid, {})[row.name] = None
    for keyid, names in owners.items():
        if len(names) > 1:
            yield failed(
                Audit.ONE_OWNER,
                f"钥匙 {keyid} 写在{'、'.join(names)}名下：用它签的，说不清是谁",
                next_step="查明是谁的，名册里只留那一个；别的人各建一把（gongwen key new）",
            )


def key_problems(
    steps: Sequence[Step], lines: Sequence[Sealed], roster: Roster, receipts: Receipts | None
) -> Iterator[CheckResult]:
    """各步签名用的钥匙的问题。"""
    keyless: dict[str, None] = {}
    for step, line in zip(steps, lines, strict=True):
        if line.algorithm != UNSIGNED:
            yield from _signed_problems(step, lines, roster, receipts)
        elif step.step_kind is not StepKind.BUILT:
            keyless[step.signatory or ""] = None
            yield from _unsigned_problems(step, lines, roster, receipts)
    if keyless:
        yield unknown(
            Audit.UNSIGNED,
            f"{'、'.join(keyless)}没有签名：能发现后来的改动，不能证明是本人办的",
            next_step="要能证明，各人建一把钥匙（gongwen key new），公钥加进名册",
        )
    elif all(each.step_kind is StepKind.BUILT for each in steps):
        yield unknown(Audit.UNSIGNED, "还没有人办过")


def _unsigned_problems(
    step: Step, lines: Sequence[Sealed], roster: Roster, receipts: Receipts | None
) -> Iterator[CheckResult]:
    """没有签名的一步：签的那天已经有钥匙的不行；建钥匙以前没有签名的，以回执为凭。"""
    name, number, day = step.signatory or "", step.seq + 1, claimed_day(step)
    bare = [row for row in roster.of(name) if not row.public_key]
    keyed = any(row.public_key and (row.since is None or row.since <= day) for row in roster.of(name))
    closed = [row.revoked_after for row in bare if row.revoked_after is not None]
    if any(_covered(step, lines, receipts, after) for after in closed):
        return
    if closed and receipts is None:
        yield unknown(
            Audit.REVOKED,
            f"“{name}”不签名的那一段已停用；没有回执登记簿，不知道这一步在停用前后",
            number,
            ASK,
        )
    elif keyed:
        yield failed(
            Audit.UNSIGNED, f"“{name}”有钥匙，这一步却没有签名", number, "请他用自己的钥匙重新办这一步"
        )
    elif closed and len(closed) == len(bare):
        yield failed(
            Audit.REVOKED, f"“{name}”在名册里已停用，停用以前的回执里没有这一步", number, "核对是谁办的"
        )


def _signed_problems(
    step: Step, lines: Sequence[Sealed], roster: Roster, receipts: Receipts | None
) -> Iterator[CheckResult]:
    keyid, name, number = lines[step.seq].keyid, step.signatory or "", step.seq + 1
    rows = [each for each in roster.of(name) if each.keyid == keyid]
    if not rows:
        owner = roster.with_key(keyid)
        if owner is None:
            yield unknown(Audit.SIGNATURE, "名册里没有这把钥匙，签名没有验", number)
        whose = f"是“{owner.name}”的" if owner else "名册里没有"
        yield failed(
            Audit.OWNER,
            f"应当由“{name}”签，用的钥匙（{keyid}）{whose}",
            number,
            "核对名册是不是这个单位的、是不是最新的；是的，这一步不算，请本人重新办",
        )
        return
    day = claimed_day(step)
    # 调了职务的，同一把钥匙可以有几段：有一段有效、没有停用就行
    row = min(rows, key=lambda each: (not each.valid_on(day), each.revoked_after is not None))
    if not row.valid_on(day):
        yield failed(
            Audit.EXPIRED,
            f"“{name}”的钥匙这一天（{day}）不在有效期内",
            number,
            "请他用现在有效的钥匙重新办这一步",
        )
    yield from _revoked_problems(step, row, lines, receipts)


def _revoked_problems(
    step: Step, row: Signatory, lines: Sequence[Sealed], receipts: Receipts | None
) -> Iterator[CheckResult]:
    """停用的钥匙：停用以前有回执的才算数。盗用的钥匙也能写早的时间，所以不看写的时间。"""
    if row.revoked_after is None:
        return
    number = step.seq + 1
    if receipts is None:
        yield unknown(
            Audit.REVOKED,
            f"“{row.name}”的这把钥匙已停用；没有回执登记簿，不知道这一步在停用前后",
            number,
            ASK,
        )
        return
    if not _covered(step, lines, receipts, row.revoked_after):
        yield failed(
            Audit.REVOKED,
            f"“{row.name}”的这把钥匙已停用，停用以前的回执里没有这一步",
            number,
            "这一步不算，请本人用新的钥匙重新办",
        )


def _covered(step: Step, lines: Sequence[Sealed], receipts: Receipts | None, position: int) -> bool:
    """登记簿的头 position 行里，有没有盖住这一步的回执。"""
    rows = receipts.covering(step.case, step.seq) if receipts else ()
    return any(
        row.n <= position and row.seq < len(lines) and lines[row.seq].digest == row.digest for row in rows
    )
