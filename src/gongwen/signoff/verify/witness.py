"""登记簿作的证：登记簿本身有没有毛病，各步写的时间与登记的时间差多少。

写的时间是签的人自己说的；登记在后而说得很早的，不认为它真在那时签的（不能确定）；照登记的时间，他的钥匙、
委托已经到期的，不合。构建的行没有自己的回执，跟着后一步登记，不看。
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from gongwen.signoff.objections import TOLERANCE
from gongwen.signoff.progress import CHINA, claimed_day
from gongwen.signoff.step import moment
from gongwen.signoff.verify.checks import Audit, CheckResult, failed, unknown
from gongwen.signoff.vocabulary import StepKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from gongwen.signoff.envelope import Sealed
    from gongwen.signoff.receipts import Receipt, Receipts
    from gongwen.signoff.roster import Roster
    from gongwen.signoff.step import Step

# 签完才登记，两个人前后脚签的，后一步可以早于前一步的回执
HANDLING = timedelta(minutes=10)
_BACKUP = "用备份的登记簿再验；查明登记簿怎么会这样"


def register_problems(
    receipts: Receipts | None, roster: Roster | None, now: datetime
) -> Iterator[CheckResult]:
    """登记簿本身：没有写到一半，没有截短，没有写在将来的。"""
    if receipts is None:
        return
    if receipts.torn:
        yield unknown(
            Audit.REGISTER, "登记簿的最后一行写到一半，不算数", next_step="再签一步会接着记；或用备份的一份"
        )
    after = max((row.revoked_after or 0 for row in roster.signatories), default=0) if roster else 0
    if after > receipts.position:
        yield failed(
            Audit.REGISTER,
            f"名册记着停用的时候登记簿有 {after} 行，这份只有 {receipts.position} 行：登记簿被截短了",
            next_step=_BACKUP,
        )
    latest = (now + TOLERANCE).astimezone(UTC).isoformat(timespec="seconds")  # 登记簿只有这一种写法
    late = next((row for row in receipts.rows if row.at > latest), None)
    if late is not None:
        yield failed(Audit.REGISTER, f"登记簿第 {late.n} 行的时间（{late.at}）在将来", next_step=_BACKUP)


def delay_problems(
    steps: Sequence[Step], lines: Sequence[Sealed], roster: Roster | None, receipts: Receipts | None
) -> Iterator[CheckResult]:
    """写的时间比登记早得多的各步。"""
    for step in steps:
        row = _first(step, lines, receipts) if receipts else None
        if row is None or step.step_kind is StepKind.BUILT:
            continue
        recorded = datetime.fromisoformat(row.at)
        if recorded - moment(step.claimed_at) <= HANDLING:
            continue
        yield unknown(
            Audit.WITNESSED,
            f"写的时间是 {step.claimed_at}，到 {row.at} 才登记：是不是那时签的，没有凭据",
            step.seq + 1,
            "问签的人；以后签一步就登记一步",
        )
        if roster is not None:
            yield from _ended(step, lines[step.seq].keyid, roster, recorded.astimezone(CHINA).date())


def _first(step: Step, lines: Sequence[Sealed], receipts: Receipts) -> Receipt | None:
    """最先盖住这一步、与清单相合的一条。"""
    rows = receipts.covering(step.case, step.seq)
    return next((row for row in rows if row.seq < len(lines) and lines[row.seq].digest == row.digest), None)


def _ended(step: Step, keyid: str, roster: Roster, day: date) -> Iterator[CheckResult]:
    """登记的那天已经到期的：写的时间没有凭据，只能照登记的那天看。"""
    name, claimed = step.signatory or "", claimed_day(step)
    rows = [row for row in roster.of(name) if row.keyid == keyid]
    over = any(row.valid_on(claimed) for row in rows) and not any(row.valid_on(day) for row in rows)
    if over:
        yield failed(
            Audit.EXPIRED,
            f"到登记的那天（{day}），“{name}”{'的钥匙' if keyid else '在名册里'}已经到期",
            step.seq + 1,
            "由现在有权的人重新办这一步",
        )
    principal, agent = step.on_behalf_of, step.actor or ""
    if principal is None or step.entered_by is not None:
        return
    if roster.delegated(principal, agent, claimed) and not roster.delegated(principal, agent, day):
        yield failed(
            Audit.EXPIRED,
            f"到登记的那天（{day}），“{principal}”给“{agent}”的委托已经到期",
            step.seq + 1,
            "由现在有权的人重新办这一步",
        )
