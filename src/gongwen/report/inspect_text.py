"""量成品的终端表格：要素、量得、要求、条款、强度、结论；不适用的另列。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.layout.measure.table import State
from gongwen.report.human import printable
from gongwen.report.table_text import aligned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gongwen.layout.measure import Measured
    from gongwen.layout.measure.table import Row
    from gongwen.report.inspected import Inspected

HEAD = ("结论", "要素", "量得", "要求", "条款", "强度")


def inspect_text(files: Sequence[Inspected], *, brief: bool = False) -> str:
    """各份的对照表，以换行结尾；brief 只列不合的。"""
    return "\n".join(line for item in files for line in _file(item, brief=brief)) + "\n"


def _file(item: Inspected, *, brief: bool) -> Iterator[str]:
    if item.measured is None:
        yield from (printable(line) for line in (item.problem or "").splitlines())
        yield ""
        return
    measured = item.measured
    yield f"{printable(item.path)}：{measured.format}格式，{measured.faces} 面"
    shown = [row for row in measured.rows if row.state is State.OFF or (not brief and row.state is State.OK)]
    if shown:
        yield from aligned([HEAD, *map(_cells, shown)])
    absent = measured.rows_in(State.ABSENT)
    if absent and not brief:
        yield ""
        yield f"不适用 {len(absent)} 项："
        yield from _absent(absent)
    yield summary(measured)
    yield ""


def _absent(rows: Iterable[Row]) -> Iterator[str]:
    """同一个原因的列在一起。"""
    reasons: dict[str, list[str]] = {}
    for row in rows:
        reasons.setdefault(row.requirement.absent, []).append(row.requirement.element)
    yield from (f"  {reason}：{'；'.join(elements)}" for reason, elements in reasons.items())


def _cells(row: Row) -> tuple[str, ...]:
    need = row.requirement
    return row.state.term, need.element, printable(row.measured), row.required, need.clause, need.strength


def summary(measured: Measured) -> str:
    """末行：合几项，不合几项，其中规定几项。"""
    good, off = len(measured.rows_in(State.OK)), len(measured.rows_in(State.OFF))
    absent, broken = len(measured.rows_in(State.ABSENT)), len(measured.broken)
    soft = off - broken
    verdict = f"规定的有 {broken} 项不合" if broken else "规定的各项都合"
    if soft:
        verdict += f"，另有 {soft} 项一般、推荐或惯例的不合"
    return f"量了 {good + off} 项：合 {good} 项，不合 {off} 项；不适用 {absent} 项。{verdict}"
