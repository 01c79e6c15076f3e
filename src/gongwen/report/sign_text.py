"""签批的终端文字：签的是什么、到了哪一步、现在由谁办（连同照抄就能用的命令），签好了说什么。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongwen.report.pointed import printable
from gongwen.report.sign_changes import changes_lines
from gongwen.report.table_text import aligned
from gongwen.signoff.algorithms import UNSIGNED
from gongwen.signoff.progress import day_of
from gongwen.signoff.step import title_line
from gongwen.signoff.vocabulary import Decision, StepKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gongwen.report.signing_facts import Look, Signed
    from gongwen.signoff.progress import Progress
    from gongwen.signoff.route import RouteStep
    from gongwen.signoff.step import Step
    from gongwen.signoff.turns import Doer, Turn
    from gongwen.signoff.verdict import OpenFinding

_SHORT = 16
# 没有处置的差错比 _MANY 处多的，只列 _FOLDED 处：“现在可以办”要留在屏幕上
_MANY, _FOLDED = 20, 10
_INDENT = "  "
# 这些决定还要写的
_NEEDS = {
    Decision.REGISTER: " --number 发文字号",
    Decision.ADOPT: " --meeting 会议 --on 日期",
    Decision.SEAL: " --seal 印章 --copies 份数",
}
_PLAIN = re.compile(r"[\w@%+=:,./-]+")


def look_text(look: Look) -> str:
    """看到的全部，以换行结尾。"""
    return "\n".join([*_head(look), *_route(look), *_proof(look), *changes_lines(look), *_turns(look)]) + "\n"


def brief_text(look: Look) -> str:
    """签之前短短几行：签的是什么、照哪条路线、校对怎样、变了什么；以换行结尾。"""
    return "\n".join([*_head(look), *_routed(look), *_proof(look), *changes_lines(look)]) + "\n"


def planned_text(look: Look, step: Step) -> str:
    """要记下的一步，以换行结尾。"""
    return "\n".join([f"要记下：{_told(step, _name(look.progress, step))}", *_further(step)]) + "\n"


def signed_text(signed: Signed) -> str:
    """签好了什么、清单的头、接下来由谁办；以换行结尾。"""
    step = signed.step
    lines = [f"已记下：{_told(step, _name(signed.manifest.progress, step))}"]
    lines += _further(step)
    keyed = "没有签名" if signed.algorithm == UNSIGNED else f"用 {signed.algorithm} 签名"
    lines += [f"清单第 {len(signed.manifest.lines)} 行，{keyed}", f"清单的头 {signed.head}", *_next(signed)]
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """可以照抄到命令行的一个参数。"""
    shown = printable(text)
    return shown if _PLAIN.fullmatch(shown) else "'" + shown.replace("'", "'\\''") + "'"


def _head(look: Look) -> Iterator[str]:
    yield printable(title_line(look.title)) or "（没有标题）"
    built = look.manifest.built
    assert built is not None
    yield f"  案卷 {printable(str(look.path))}，清单 {len(look.manifest.lines)} 行，头 {look.manifest.head}"
    final = "定稿，" if built.is_final else ""
    yield f"  签的是（{final}{_day(built)}构建）"
    rows = [[f"    {printable(each.name)}", f"sha256:{each.rendition}"] for each in built.subjects]
    yield from aligned([*rows, ["    内容", f"sha256:{built.content or ''}"]])


def _routed(look: Look) -> Iterator[str]:
    """照哪条路线、为什么、情形、会签单位：签的人签的也是照它办。"""
    progress = look.progress
    assert progress.route is not None
    told = "、".join(sorted(progress.conditions))
    named = f"{progress.route.name}（情形：{told}）" if told else progress.route.name
    yield f"  路线 {printable(named)}，摘要 {progress.route.digest[:_SHORT]}"
    rows = {"为什么": look.why, "会签单位": "、".join(progress.countersigners)}
    yield from (f"    {key} {printable(value)}" for key, value in rows.items() if value)


def _route(look: Look) -> Iterator[str]:
    progress = look.progress
    assert progress.route is not None
    yield from _routed(look)
    yield from aligned([_station(progress, each) for each in progress.route.steps])
    signed = [each for each in look.manifest.steps if each.step_kind is not StepKind.BUILT]
    if signed and signed[-1].decision is Decision.RETURN:
        last = signed[-1]
        target = progress.route.step(last.details.return_to or "") or progress.route.steps[0]
        by, why = printable(last.actor or ""), printable(last.reason or "")
        yield f"  {by}退回到“{printable(target.name)}”：{why}"


def _station(progress: Progress, place: RouteStep) -> list[str]:
    if progress.complete(place):
        state = "已办"
    elif place in progress.open_steps:
        state = "可以办" if progress.wanted(place) else "可以不办"
    else:
        state = "要办" if progress.wanted(place) else "不要"
    words = [_told(each) for each in progress.done.get(place.step_id, ())]
    missing = progress.missing(place) if progress.wanted(place) else ()
    words += [f"还差{printable('、'.join(missing))}"] if missing else []
    own = "" if place.name == place.step_id else f"（{place.step_id}）"
    return [f"    {state}", printable(place.name + own), "；".join(words)]


def _told(step: Step, name: str = "") -> str:
    """谁、作了什么决定、哪天，怎样记的。"""
    party = f"（{printable(step.details.party)}）" if step.details.party else ""
    agent = f"受{printable(step.on_behalf_of)}委托，" if step.on_behalf_of else ""
    decision = step.decision.value if step.decision else ""
    paper = "，手签登记" if step.sheet_digest else ""
    by = f"，{printable(step.entered_by)}登记" if step.entered_by else ""
    name = f"{printable(name)}：" if name else ""
    return f"{name}{printable(step.actor or '')}{party} {agent}{decision} {day_of(step)}{paper}{by}"


def _further(step: Step) -> Iterator[str]:
    details = step.details
    rows = {
        "意见": step.comment, "理由": step.reason, "退回到": details.return_to, "发文字号": details.number,
        "会议": details.meeting, "请示": details.how, "印章": details.seal,
        "份数": None if details.copies is None else str(details.copies),
        "批准": "、".join(details.approvals or ()), "添上的情形": "、".join(details.conditions or ()),
        "扫描件": step.sheet_digest and f"sha256:{step.sheet_digest}",
    }  # fmt: skip
    yield from (f"  {key} {printable(value.replace(chr(10), ' '))}" for key, value in rows.items() if value)
    for each in step.waivers:
        yield f"  放行 {printable(each.code)} {printable(each.fingerprint)}：{printable(each.reason)}"


def _proof(look: Look) -> Iterator[str]:
    built = look.manifest.built
    facts: Mapping[str, object] = built.findings if built else {}
    rates = facts.get("rate_per_10k")
    told = [
        f"{name} 万分之 {_rate(rate)}" for name, rate in (rates.items() if isinstance(rates, dict) else ())
    ]
    verdict = "通过" if facts.get("verdict") == "pass" else "不通过"
    counts = f"差错 {facts.get('errors', 0)} 处，提示 {facts.get('advice', 0)} 处"
    rated = f"；差错率 {'，'.join(told)}" if told else ""
    yield f"  校对 {printable(f'{counts}{rated}')}；裁定：{verdict}"
    if look.unwaived:
        yield f"  没有处置的差错 {len(look.unwaived)} 处（放行写 --waive 指纹=理由）"
        shown = look.unwaived if len(look.unwaived) <= _MANY else look.unwaived[:_FOLDED]
        yield from aligned([_finding(each) for each in shown])
        if len(shown) < len(look.unwaived):
            yield f"    另有 {len(look.unwaived) - len(shown)} 处，见 {printable(_proof_file(look))}"
    for each in look.progress.waivers:
        where = f"{printable(each.code)} {printable(each.fingerprint)}"
        yield f"  已放行 {where}：{printable(each.name)}，{printable(each.reason)}"


def _proof_file(look: Look) -> str:
    """校对结果写在哪个文件。"""
    outputs = (look.manifest.built.built or {}).get("outputs", {}) if look.manifest.built else {}
    return next((name for name in sorted(outputs) if name.endswith(".proof.json")), "校对结果")


def _rate(written: object) -> str:
    """两位小数；清单里写得不像数的照印。"""
    try:
        return f"{float(str(written)):.2f}"
    except ValueError:
        return str(written)


def _finding(each: OpenFinding) -> list[str]:
    parts = (f"    {each.fingerprint}", each.code, f"{each.zone}（{each.file}）", each.message)
    return [printable(part) for part in parts]


def _turns(look: Look) -> Iterator[str]:
    if not look.turns:
        yield "  都办完了，没有要签的"
        return
    yield "  现在可以办"
    yield from commands(look.turns, str(look.path))


def commands(turns: Iterable[Turn], case: str) -> Iterator[str]:
    """每一步由谁办、可以有哪些决定，和照抄就能用的命令。"""
    for turn in turns:
        words = "、".join(each.value for each in turn.decisions)
        party = f"·{printable(turn.party)}" if turn.party else ""
        more = "" if turn.required else "（可以不办）"
        yield f"    {printable(turn.step.name)}{party}{more}：{_doers(turn)}；{words}"
        if turn.awaits_final:
            yield "      要等定稿：gongwen build --final 草稿"
        elif turn.doers:
            yield f"      {command(turn, turn.doers[0], case)}"


def command(turn: Turn, doer: Doer, case: str) -> str:
    """办这一步的一条命令。"""
    decision = turn.decisions[0]
    agent = f" --on-behalf-of {quoted(doer.on_behalf_of)}" if doer.on_behalf_of else ""
    party = f" --party {quoted(turn.party)}" if turn.party else ""
    return (
        f"gongwen sign {quoted(case)} --step {quoted(turn.step.step_id)} --as {quoted(doer.name)}"
        f"{agent}{party} --decision {decision.value}{_NEEDS.get(decision, '')}"
    )


def _doers(turn: Turn) -> str:
    if not turn.doers:
        return f"名册里没有人可以办（要{printable('、'.join(turn.roles))}）"
    return "由" + "、".join(_doer(each) for each in turn.doers) + "办"


def _doer(doer: Doer) -> str:
    agent = f"（受{printable(doer.on_behalf_of)}委托）" if doer.on_behalf_of else ""
    return printable(doer.name) + agent


def _next(signed: Signed) -> Iterator[str]:
    if not signed.turns:
        yield "都办完了"
        return
    yield "接下来"
    yield from commands(signed.turns, str(signed.path))


def _name(progress: Progress, step: Step) -> str:
    place = progress.route.step(step.step_id) if progress.route else None
    return place.name if place else step.step_kind.term


def _day(step: Step) -> str:
    return f"{day_of(step)} " if step.step_kind is StepKind.BUILT else ""
