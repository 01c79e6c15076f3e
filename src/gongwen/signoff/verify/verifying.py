"""验一份流转清单：不联网、不要数据库，只要清单和名册；有回执登记簿、文件在旁边的，看得更全。

逐项看，先验后读：
1. 根本不是清单的、比本程序新的，引发 ManifestError；
2. 最后一行完整（torn）；
3. 每一行：读得懂（form）、类型没有改（payload_type）、写法一字不差（canonical）、与摘要相符（digest）、
   钥匙标识没有改（keyid）、签名相符（signature），然后才读载荷（fields）；
4. 行与行：都是这一件的（case），没有重复（duplicated）、调换（reordered）、
   缺少（missing），前后相接（link）；
5. 每一步：照签的时候同一个 objections 看一遍，时间不在将来（future）；走到头看还差什么
   （reapproved、confirmed、finished）；
6. 钥匙：只归一个人（one_owner），是本人的（owner），有的都签了（unsigned），没有过期（expired），
   没有停用（revoked）；
7. 版面文件（document）、扫描件（sheet）就是记的那些，最后构建的文件有人签过（covered）；
8. 登记簿本身完好（register），与回执相符（receipt），末尾没有被切掉（cut），时间与回执相合（witnessed）；
9. 归成六项结论。
头一行不对的以后都不看，它前面的照样看；没有看的各项写“不能确定”，不写“合”。
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gongwen.signoff.verify.checks import (
    ASPECTS,
    NEED_ROSTER,
    Aspect,
    Audit,
    CheckResult,
    RouteFacts,
    State,
    Statement,
    failed,
    unknown,
)
from gongwen.signoff.verify.evidence import (
    covered_problems,
    document_problems,
    receipt_problems,
    same_documents,
    sheet_problems,
)
from gongwen.signoff.verify.keys import key_problems, owner_problems
from gongwen.signoff.verify.notes import end_notes
from gongwen.signoff.verify.opening import opened
from gongwen.signoff.verify.walk import walked
from gongwen.signoff.verify.witness import delay_problems, register_problems

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from datetime import datetime

    from gongwen.signoff.envelope import Sealed
    from gongwen.signoff.progress import Progress
    from gongwen.signoff.receipts import Receipts
    from gongwen.signoff.roster import Roster
    from gongwen.signoff.step import Step
    from gongwen.signoff.verify.opening import Opened
    from gongwen.signoff.verify.walk import Walked

_ADD_ROSTER = "向单位要签字名册（roster.toml），用 --roster 写上"


def verify(
    data: bytes,
    name: str,
    roster: Roster | None,
    *,
    receipts: Receipts | None = None,
    files: Callable[[str], str | None] | None = None,
    sheets: Callable[[str], str | None] | None = None,
    others: Collection[str] = (),
    now: datetime,
) -> Statement:
    """验证的结论。根本不是清单的、比本程序新的引发 ManifestError。

    name 只用来报错；roster 是签字名册，receipts 是回执登记簿。files 由文件名得出现在那个文件的 SHA-256
    （十六进制），没有那个文件的为 None；sheets 由登记的摘要得出现在那份扫描件的。others 是清单旁边的
    各个版面文件的名字，没有记的要提醒。
    """
    chain = opened(data, name, roster)  # 1、3、4
    walk = walked(chain.steps, roster, now, whole=chain.broken is None)  # 5
    stop = walk.broken or chain.broken
    sound = len(chain.steps) if walk.broken is None else (walk.broken.line or 1) - 1
    steps, lines = chain.steps[:sound], chain.lines[:sound]
    built, case = walk.progress.built, steps[0].case if steps else ""
    found = [*_torn(chain), *([stop] if stop else []), *walk.problems]  # 2
    found += _key_problems(chain, steps, lines, roster, receipts)  # 6
    if stop is None:  # 7
        found += document_problems(built, files)
        found += sheet_problems(steps, sheets)
        found += covered_problems(built, steps)
    found += register_problems(receipts, roster, now)  # 8
    found += delay_problems(steps, lines, roster, receipts)
    found += receipt_problems(case, steps, lines, receipts, whole=stop is None)
    told = _stated(walk, lines, found, stop, others)  # 9
    documents = same_documents(built, files) if stop is None else ()
    return replace(told, name=name, case=case, documents=documents)


def _stated(
    walk: Walked,
    lines: Sequence[Sealed],
    found: list[CheckResult],
    stop: CheckResult | None,
    others: Collection[str],
) -> Statement:
    """归成结论；stop 是头一处不对的一行，它后面的没有看。"""
    built = walk.progress.built
    return Statement(
        name="",
        case="",
        title=str((built.built or {}).get("title", "")) if built else "",
        lines=len(lines),
        head=lines[-1].digest if lines else None,
        states=_states(found, whole=stop is None),
        results=tuple(_all_results(found, stop.line if stop else None)),
        notes=(*walk.notes, *(end_notes(walk.progress, others) if stop is None else ())),
        route=_route(walk.progress),
    )


def _key_problems(
    chain: Opened,
    steps: Sequence[Step],
    lines: Sequence[Sealed],
    roster: Roster | None,
    receipts: Receipts | None,
) -> Iterator[CheckResult]:
    if roster is None:
        yield from _without_roster(chain)
        return
    yield from owner_problems(roster)
    yield from key_problems(steps, lines, roster, receipts)


def _route(progress: Progress) -> RouteFacts | None:
    if progress.route is None:
        return None
    conditions, parties = sorted(map(str, progress.conditions)), map(str, progress.countersigners)
    return RouteFacts(progress.route.name, progress.route.digest, tuple(conditions), tuple(parties))


def _torn(chain: Opened) -> Iterator[CheckResult]:
    if chain.torn:
        yield failed(
            Audit.TORN,
            f"写到一半（{len(chain.torn)} 字节），不算数",
            chain.total + 1,
            "再签一步（gongwen sign），写到一半的会移到旁边留着，接着往下写；或取回完整的副本",
        )


def _without_roster(chain: Opened) -> Iterator[CheckResult]:
    """没有名册，看不了的各项。"""
    signed = any(line.keyid for line in chain.lines)
    checks = (Audit.ONE_OWNER, Audit.OWNER, Audit.UNSIGNED, Audit.EXPIRED, Audit.REVOKED, *NEED_ROSTER)
    for check in (*checks, Audit.SIGNATURE) if signed else checks:
        yield unknown(check, "没有签字名册，没有看", next_step=_ADD_ROSTER)


def _states(found: Iterable[CheckResult], *, whole: bool) -> dict[Aspect, State]:
    """六项结论：有一处不合就不合；有不能确定的、没有看全的，不能确定。"""
    states = dict.fromkeys(Aspect, State.OK if whole else State.UNKNOWN)
    for each in found:
        if each.state is State.FAIL or states[each.aspect] is State.OK:
            states[each.aspect] = each.state
    return states


def _all_results(found: list[CheckResult], stopped: int | None) -> Iterator[CheckResult]:
    """每一项检查至少一行，照 ASPECTS 的先后；没有看全的不写“合”。"""
    for check, aspect in ASPECTS.items():
        problems = [each for each in found if each.check is check]
        if problems:
            yield from sorted(problems, key=lambda each: each.line or 0)
        elif stopped is not None:
            yield CheckResult(check, aspect, State.UNKNOWN, f"第 {stopped} 行起没有看")
        else:
            yield CheckResult(check, aspect, State.OK)
