"""随包路线的一览页（docs/路线一览.md），由路线文件生成。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.report.route_text import fits_text
from gongwen.signoff.route import NAMED_PARTIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongwen.signoff.route import Route, RouteStep
    from gongwen.signoff.route_file import Heading

_HEAD = """\
# 路线一览

<!-- 由 tools/docs.py 生成，不要手改 -->

随包的路线，出自四份办公室制度和《党政机关公文处理工作条例》。怎样选、怎样改，见[路线](路线.md)；
看全一条：`gongwen route show 名称`。步骤后面的括号里是角色；方括号里的某种情形才办，
会签是草稿写了会签单位才办。
"""


def routes_page(routes: Iterable[tuple[Heading, Route]]) -> str:
    """一览页的全文。"""
    return "\n".join([_HEAD, *(line for each in routes for line in _section(*each))])


def _section(heading: Heading, route: Route) -> Iterator[str]:
    yield f"## {route.name}"
    yield ""
    yield f"依据：{route.source}。适用：{fits_text(heading)}。"
    if route.note:
        yield f"{route.note}"
    yield ""
    yield " → ".join(map(_step, route.steps))
    yield ""
    conditions = route.conditions or {}
    yield from (f"- 情形“{name}”：{meaning}" for name, meaning in conditions.items())
    if conditions:
        yield ""


def _step(step: RouteStep) -> str:
    text = f"{step.name}（{'、'.join(step.roles)}）"
    return f"［{text}］" if step.when or step.unless or step.parties == (NAMED_PARTIES,) else text
