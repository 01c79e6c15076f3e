"""这一步该写的写了没有，不该写的写了没有：退回的理由、发文字号、会议、印章、日期……"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.signoff.numbering import number_objections
from gongwen.signoff.objection import Check, Objection
from gongwen.signoff.route import BEGIN_ANEW, TELLABLE
from gongwen.signoff.vocabulary import Decision, StepKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from gongwen.signoff.progress import Progress
    from gongwen.signoff.route import RouteStep
    from gongwen.signoff.step import Step

# details 的哪一项、是什么、命令行的选项、哪种决定才写；这种决定非写不可的为 True
_PARTICULARS = (
    ("how", "怎样请示、怎样答复的", "--how", Decision.PROVISIONAL, True),
    ("consented_on", "哪天同意的", "--on", Decision.PROVISIONAL, True),
    ("number", "发文字号", "--number", Decision.REGISTER, True),
    ("meeting", "哪次会议", "--meeting", Decision.ADOPT, True),
    ("meeting_on", "哪天通过的", "--on", Decision.ADOPT, True),
    ("seal", "哪一枚印章", "--seal", Decision.SEAL, True),
    ("copies", "用印的份数", "--copies", Decision.SEAL, True),
    ("approvals", "谁批准用印", "--approved-by", Decision.SEAL, False),
    ("return_to", "退回到哪一步", "--return-to", Decision.RETURN, False),
)

_SIGNING = (Decision.APPROVE, Decision.CIRCLE, Decision.PROVISIONAL)


def particulars_objections(progress: Progress, place: RouteStep, step: Step) -> Iterator[Objection]:
    """该写的没有写、不该写的写了的异议。日期在这里只看写没有写。"""
    details, decision = step.details, step.decision
    for name, what, option, wanted, required in _PARTICULARS:
        value = getattr(details, name)
        if decision is not wanted and value is not None:
            yield Objection(Check.REQUIRED, f"不是{wanted}，不写{what}", f"去掉 {option}")
        elif decision is wanted and required and not _is_told(value):
            yield Objection(Check.REQUIRED, f"没有写{what}", f"写上 {option}")
    if decision is Decision.RETURN:
        yield from _return_objections(progress, place, step)
    if decision is Decision.REGISTER:
        yield from number_objections(progress, step)
    yield from _sheet_objections(step)
    known = (*(progress.route.conditions or () if progress.route else ()), *TELLABLE)
    for each in details.conditions or ():
        if each not in known:
            yield Objection(Check.REQUIRED, f"路线里没有“{each}”这种情形", _usable(progress, known))
    yield from _loosening_objections(progress, step)


def _loosening_objections(progress: Progress, step: Step) -> Iterator[Objection]:
    """会放宽规矩的情形，只有签发的人签发的时候可以添。"""
    added = set(step.details.conditions or ()) - progress.conditions
    loosened = sorted(added & progress.route.loosening) if progress.route else []
    if loosened and not (step.step_kind is StepKind.APPROVED and step.decision in _SIGNING):
        yield Objection(
            Check.DECISION,
            f"“{'、'.join(loosened)}”会放宽规矩，办到一半不能添",
            "由签发人签发的时候添，或在第一个人签以前写进草稿",
        )


def _usable(progress: Progress, known: Collection[str]) -> str:
    name = progress.route.name if progress.route else ""
    return f"可用：{'、'.join(known)}；这一件照“{name}”办到底，要走别的路线的，{BEGIN_ANEW}"


def _is_told(value: object) -> bool:
    """写了：文字不是空白，份数至少一份。"""
    return bool(value.strip()) if isinstance(value, str) else isinstance(value, int) and value > 0


def _return_objections(progress: Progress, place: RouteStep, step: Step) -> Iterator[Objection]:
    if not (step.reason or "").strip():
        yield Objection(Check.REQUIRED, "退回没有写理由", "写上 --reason 理由")
    steps = progress.route.steps if progress.route else ()
    before = [each.step_id for each in steps[: steps.index(place)]]
    target = step.details.return_to
    if not before or (target is not None and target not in before):
        told = f"可用：{'、'.join(before)}" if before else "这是第一步，没有可退的"
        yield Objection(Check.ORDER, f"不能退回到“{target or '前面'}”", told)


def _sheet_objections(step: Step) -> Iterator[Objection]:
    """纸上签的日期要有手签的纸为凭，要由别人登记，待补签的写的是同意那天。"""
    asked = step.decision is Decision.PROVISIONAL
    on_paper = step.sheet_digest is not None and step.entered_by is not None and not asked
    if step.details.signed_on is not None and not on_paper:
        yield Objection(
            Check.REQUIRED, "不是登记手签的，不写纸上签的日期", "去掉 --on；手签的用 --from-sheet 登记"
        )
    if step.details.approvals and step.sheet_digest is None:
        yield Objection(Check.REQUIRED, "写了批准人，没有审批单", "用 --from-sheet 写上审批单的扫描件")
    wanted = on_paper and step.decision is not Decision.SEAL
    if wanted and step.details.signed_on is None:
        yield Objection(Check.REQUIRED, "没有写纸上签的日期", "写上 --on 日期")
