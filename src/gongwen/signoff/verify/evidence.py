"""清单以外的凭据：版面文件、扫描件、回执登记簿。"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from gongwen.signoff.objections import TOLERANCE
from gongwen.signoff.step import moment
from gongwen.signoff.verify.checks import ASK, Audit, CheckResult, failed, unknown
from gongwen.signoff.verify.witness import HANDLING
from gongwen.signoff.vocabulary import StepKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from gongwen.signoff.envelope import Sealed
    from gongwen.signoff.receipts import Receipt, Receipts
    from gongwen.signoff.step import Step

    Digests = Callable[[str], str | None]

_NO_REGISTER = "没有回执登记簿，说不准末尾有没有被切掉"
_OWN_WORD = "没有回执，时间是签的人自己说的"


def document_problems(built: Step | None, files: Digests | None) -> Iterator[CheckResult]:
    """最近构建的各个版面文件，现在还是不是那一份。"""
    if built is not None and not built.subjects:
        yield failed(
            Audit.DOCUMENT, "构建没有记任何文件：签的不知道是什么", built.seq + 1, "重新构建，重新签"
        )
        return
    if files is None:
        yield unknown(Audit.DOCUMENT, "没有拿文件来比", next_step="把清单记的 PDF、DOCX 与清单放在一起再验")
        return
    for subject in built.subjects if built else ():
        found = files(subject.name)
        if found is None:
            yield unknown(Audit.DOCUMENT, f"没有“{subject.name}”，没有比", next_step="把它与清单放在一起再验")
        elif found != subject.rendition:
            yield failed(
                Audit.DOCUMENT,
                f"“{subject.name}”不是构建的那一份：换过或改过",
                built.seq + 1 if built else None,
                "不要用这一份；从案卷的副本取回原来的，或重新构建、重新签",
            )


def same_documents(built: Step | None, files: Digests | None) -> tuple[str, ...]:
    """比过、就是构建的那一份的各个文件。"""
    if files is None or built is None:
        return ()
    return tuple(each.name for each in built.subjects if files(each.name) == each.rendition)


def covered_problems(built: Step | None, steps: Sequence[Step]) -> Iterator[CheckResult]:
    """构建的行没有人签名，谁都可以添：最后构建的文件，后面要有人签过才算数。"""
    if built is None:
        return
    later = (each for each in steps[built.seq + 1 :] if each.step_kind is not StepKind.BUILT)
    if not any(each.subjects == built.subjects for each in later):
        yield unknown(
            Audit.COVERED,
            "最后构建的文件还没有人签过：构建的行没有签名，证明不了是谁出的",
            built.seq + 1,
            "请办下一步的人（印制、用印等）看过文件再签；路线里定稿以后没有步骤的，添一步",
        )


def sheet_problems(steps: Sequence[Step], sheets: Digests | None) -> Iterator[CheckResult]:
    """手签登记的各步，扫描件还是不是登记的那一份。"""
    for step in steps:
        if step.sheet_digest is None:
            continue
        found = sheets(step.sheet_digest) if sheets else None
        if found is None:
            yield unknown(
                Audit.SHEET,
                f"“{step.actor or ''}”手签的扫描件没有拿来比",
                step.seq + 1,
                "把案卷的 .sheets 文件夹与清单放在一起再验",
            )
        elif found != step.sheet_digest:
            yield failed(
                Audit.SHEET,
                f"“{step.actor or ''}”手签的扫描件不是登记的那一份",
                step.seq + 1,
                "找出手签的原件核对；从副本取回登记时的扫描件",
            )


def receipt_problems(
    case: str, steps: Sequence[Step], lines: Sequence[Sealed], receipts: Receipts | None, *, whole: bool
) -> Iterator[CheckResult]:
    """清单与回执合不合，末尾有没有被切掉。whole 为假，后面还有看不了的行，只看前面的合不合。"""
    rows = receipts.of(case) if receipts else ()
    for row in rows:
        if row.seq < len(lines):
            yield from _row_problems(row, steps, lines)
    if not whole:
        return
    if receipts is None:
        yield unknown(Audit.REGISTER, _NO_REGISTER, next_step=ASK)
        yield from _unwitnessed(_NO_REGISTER, _OWN_WORD, ASK)
    elif not rows:
        yield from _unwitnessed("登记簿里没有这一件的回执", _OWN_WORD, "")
    elif rows[-1].seq >= len(lines):
        yield failed(
            Audit.CUT,
            f"回执记着有 {rows[-1].seq + 1} 行，这里只有 {len(lines)} 行：末尾被切掉了",
            next_step="找回原来的清单（案卷的副本、别的收件人手里的），查明是谁切的",
        )
    elif rows[-1].seq < len(lines) - 1:
        after = f"第 {rows[-1].seq + 1} 行以后的没有回执"
        yield from _unwitnessed(after, after, "再签一步时会补记；或向保管登记簿的人要最新的")


def _unwitnessed(complete: str, time: str, next_step: str) -> Iterator[CheckResult]:
    yield unknown(Audit.CUT, complete, next_step=next_step)
    yield unknown(Audit.WITNESSED, time, next_step=next_step)


def _row_problems(row: Receipt, steps: Sequence[Step], lines: Sequence[Sealed]) -> Iterator[CheckResult]:
    """一条回执：那一行还是不是登记的那一行；它和它前面的不晚于登记，它后面的不早于登记。"""
    if lines[row.seq].digest != row.digest:
        yield failed(
            Audit.RECEIPT,
            f"这一行不是回执登记簿第 {row.n} 行登记的那一行：清单换过",
            row.seq + 1,
            "找回登记时的清单；查明是谁换的",
        )
        return
    recorded = datetime.fromisoformat(row.at)
    if moment(steps[row.seq].claimed_at) > recorded + TOLERANCE:
        yield failed(
            Audit.WITNESSED,
            f"写的时间晚于它的回执（{row.at}）",
            row.seq + 1,
            "查明两台机器的时钟",
        )
    after = steps[row.seq + 1].claimed_at if row.seq + 1 < len(steps) else None
    if after is not None and moment(after) < recorded - HANDLING:
        yield failed(
            Audit.WITNESSED,
            f"写的时间早于前一行的回执（{row.at}）：时间写早了",
            row.seq + 2,
            "查明签的机器的时钟；不能说明的，这一步重新办",
        )
