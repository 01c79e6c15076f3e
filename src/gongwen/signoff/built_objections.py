"""构建的一行行不行：路线没有换，情形没有减，定稿的内容就是签发的内容。"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongwen.signoff.objection import Check, Objection
from gongwen.signoff.route import BY_ORGAN, table_digest
from gongwen.signoff.verdict import faults
from gongwen.signoff.vocabulary import StepKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.signoff.progress import Progress
    from gongwen.signoff.step import Step


def built_objections(progress: Progress, step: Step) -> Iterator[Objection]:
    """这次构建的异议。"""
    facts = (step.built or {}).get("route")
    if isinstance(facts, dict):
        if table_digest(facts["definition"]) != step.route_digest:
            yield Objection(Check.ROUTE, "记的路线与它的摘要不符", "重新构建")
        if progress.begun:
            yield from _route_objections(progress, step, facts)
    elif progress.begun:
        yield Objection(Check.ROUTE, "已经有人签过，这次构建没有记路线", "照原来的路线构建")
    if step.is_final:
        yield from _final_objections(progress, step)


def _route_objections(progress: Progress, step: Step, facts: dict[str, Any]) -> Iterator[Objection]:
    if progress.route and step.route_digest != progress.route.digest:
        yield Objection(
            Check.ROUTE, f"已经有人签过，路线不能换（这一件照“{progress.route.name}”办）", "照原来的路线办完"
        )
    # 与前一次构建的比：办的时候添上的情形，草稿里不必写
    before = ((progress.built and progress.built.built) or {}).get("route") or facts
    for key, what in (("conditions", "情形"), ("countersigners", "会签")):
        dropped = [each for each in before[key] if each not in (*facts[key], *BY_ORGAN)]
        if dropped:
            yield Objection(
                Check.ROUTE,
                f"已经有人签过，{what}不能减：{'、'.join(dropped)}",
                f"在草稿的“{what}”里写回来，再构建",
            )
    added = set(facts["conditions"]) - progress.conditions
    loosened = sorted(added & progress.route.loosening) if progress.route else []
    if loosened:
        yield Objection(
            Check.ROUTE,
            f"已经有人签过，会放宽规矩的情形不能添：{'、'.join(loosened)}",
            "从草稿的“情形”里删去；确有这种情形的，由签发人签发的时候添（--condition）",
        )
    if list(progress.organs) != facts["organs"]:
        yield Objection(Check.ROUTE, "已经有人签过，发文机关不能换", "改回原来的发文机关，或另起一件")


def _final_objections(progress: Progress, step: Step) -> Iterator[Objection]:
    if not progress.approved:
        current = progress.current
        wait = f"现在轮到“{current.name}”" if current else "还没有开始办"
        yield Objection(Check.FINAL, "还没有签发，不能出定稿", f"领导没有签的文件一律不得印发；{wait}")
        return
    if any(each.content != step.content for each in progress.approvals):
        yield Objection(
            Check.CONTENT,
            "内容与签发的不同（条例第二十五条：签发后作实质性修改的，要报原签发人复审）",
            "改回签发的内容；要改的，平常构建一次，请签发人重新签发",
        )
    pending = progress.before_final
    if pending:
        hint = "，用 --number 写发文字号" if pending.kind is StepKind.REGISTERED else ""
        yield Objection(Check.FINAL, f"“{pending.name}”还没有办，不能出定稿", f"先办“{pending.name}”{hint}")
    for line in faults(step.findings, progress.waivers):
        yield Objection(Check.VERDICT, f"校对不通过：{line}", "改正；确无差错的，由审核人、签发人具名放行")
