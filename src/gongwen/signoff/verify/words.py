"""结论说成话：给人看的各行，和给程序的一张表。清单里来的字都先变成可以安全打印的。"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from gongwen.signoff.step import title_line
from gongwen.signoff.verify.checks import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongwen.signoff.verify.checks import Aspect, CheckResult, Statement

FORMAT = 1
MARKS = {State.OK: "✓", State.FAIL: "✗", State.UNKNOWN: "–"}
_VERDICTS = {
    0: "通过：六项都合",
    1: "不通过：有不合的，不要照这一份用印、分送，先办下面“要办的”",
    3: "没有不合的，有不能确定的，见下面“要办的”",
}


@dataclass(frozen=True, slots=True)
class Line:
    """要打印的一行；state 是这一行说的状态（供上色），没有的为 None。"""

    text: str
    state: State | None = None


def safe(text: str) -> str:
    """可以安全打印的：控制字符、颠倒次序的字符写成 <U+001B> 的样子。"""
    return "".join(
        each if each.isprintable() or each == "\u3000" else f"<U+{ord(each):04X}>" for each in text
    )


def statement_lines(statement: Statement) -> Iterator[Line]:
    """给人看的各行：是哪一份，结论，六项，要办的，要说明的，逐项检查各一行。"""
    title = f"《{safe(title_line(statement.title))}》，" if statement.title else ""
    yield Line(f"{safe(statement.name)}：{title}看了 {statement.lines} 行")
    yield from map(Line, _facts(statement))
    overall = {0: State.OK, 1: State.FAIL}.get(statement.exit_code, State.UNKNOWN)
    yield Line(f"结论：{_VERDICTS[statement.exit_code]}", overall)
    for aspect, state in statement.states.items():
        yield Line(f"  {MARKS[state]} {aspect.term}：{state.term}", state)
    yield from _block("要办的：", _to_do(statement.results))
    yield from _block("说明：", (Line(f"  {safe(each)}") for each in statement.notes))
    yield from _block("逐项：", _each(statement.results))
    yield Line("")
    yield Line(f"件号 {safe(statement.case)}，末行摘要 {statement.head or '没有'}")


def _facts(statement: Statement) -> Iterator[str]:
    """照的路线、比过的文件：路线是清单自己带的，看的人要认得它。"""
    route = statement.route
    if route is None:
        yield "路线：没有"
    else:
        conditions, parties = "、".join(route.conditions), "、".join(route.countersigners)
        yield safe(f"路线：{route.name}（摘要 {route.digest[:16]}）；情形：{conditions or '没有'}")
        yield safe(f"会签单位：{parties or '没有'}")
    yield safe(f"比过的文件：{'、'.join(statement.documents) or '没有'}")


def _block(title: str, lines: Iterable[Line]) -> Iterator[Line]:
    """一段：空一行，标题，各行；没有的不写。"""
    for number, line in enumerate(lines):
        if not number:
            yield Line("")
            yield Line(title)
        yield line


def _to_do(results: Iterable[CheckResult]) -> Iterator[Line]:
    """不合的在前，不能确定的在后，各带现在怎么办；同一句话的合成一条。"""
    groups: dict[tuple[State, int | None, str, str], list[str]] = {}
    for each in results:
        if each.state is not State.OK:
            key = (each.state, each.line, each.message, each.next_step)
            groups.setdefault(key, []).append(each.check.term)
    for state in (State.FAIL, State.UNKNOWN):
        for (found, line, message, next_step), names in groups.items():
            if found is state:
                many = f"等 {len(names)} 项" if len(names) > 1 else ""
                yield Line(f"  {MARKS[state]} {state.term}　{names[0]}{many}{_why(line, message)}", state)
                if next_step:
                    yield Line(f"      → {safe(next_step)}")


def _each(results: Iterable[CheckResult]) -> Iterator[Line]:
    aspect: Aspect | None = None
    for each in results:
        if each.aspect is not aspect:
            aspect = each.aspect
            yield Line(f"  {aspect.term}")
        text = f"    {MARKS[each.state]} {each.state.term}　{each.check.term}{_why(each.line, each.message)}"
        yield Line(text, each.state)


def _why(line: int | None, message: str) -> str:
    where = f"第 {line} 行，" if line is not None else ""
    return f"：{where}{safe(message)}" if message else ""


def json_of(table: dict[str, Any]) -> str:
    r"""写成 JSON：汉字照写，看不见的、会改动屏幕的字符写成 \uXXXX。"""
    text = json.dumps(table, ensure_ascii=False, indent=2)
    return "".join(each if each.isprintable() or each == "\n" else json.dumps(each)[1:-1] for each in text)


def statement_table(statement: Statement) -> dict[str, Any]:
    """给程序的：format 1。"""
    return {
        "format": FORMAT,
        "manifest": statement.name,
        "case": statement.case,
        "title": statement.title,
        "lines": statement.lines,
        "head": statement.head,
        "exit_code": statement.exit_code,
        "statement": {aspect.value: state.value for aspect, state in statement.states.items()},
        "checks": [
            {
                "check": each.check.value,
                "name": each.check.term,
                "aspect": each.aspect.value,
                "state": each.state.value,
                "line": each.line,
                "message": each.message,
                "next_step": each.next_step,
            }
            for each in statement.results
        ],
        "notes": list(statement.notes),
        "route": None if statement.route is None else asdict(statement.route),
        "documents": list(statement.documents),
    }
