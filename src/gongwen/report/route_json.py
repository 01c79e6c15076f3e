"""路线的 JSON（format 1）。"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from gongwen.signoff.route import NAMED_PARTIES, route_table

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from gongwen.signoff.built import Routing
    from gongwen.signoff.route import Route
    from gongwen.signoff.route_file import Heading

FORMAT = 1


def routes_json(headings: Sequence[Heading], version: str) -> str:
    """全部路线的名称、依据、适用。"""
    return _written({"format": FORMAT, "version": version, "routes": [_heading(each) for each in headings]})


def route_json(
    heading: Heading,
    route: Route,
    holders: Callable[[Collection[str]], Sequence[str] | None],
    conditions: Collection[str] | None = None,
    routing: Routing | None = None,
) -> str:
    """一条路线的全部内容。

    steps 每一步另有 wanted（这些情形之下要不要办，没有给情形的为 null）、holders（现在有这些角色的人）。
    """
    definition = route_table(route)
    # 草稿没有写会签单位的，会签一步不办
    nobody = [] if routing is None or routing.countersigners else [(NAMED_PARTIES,)]
    steps = [
        table
        | {
            "wanted": None if conditions is None else step.wanted(conditions) and step.parties not in nobody,
            "holders": list(holders(step.roles) or ()),
        }
        for table, step in zip(definition["steps"], route.steps, strict=True)
    ]
    report = {"format": FORMAT, **_heading(heading), "digest": route.digest}
    report["conditions_given"] = None if conditions is None else list(conditions)
    if routing is not None:
        report["why"] = routing.why
        report["organs"] = list(routing.organs)
        report["countersigners"] = list(routing.countersigners)
    return _written(report | {"definition": definition | {"steps": steps}})


def _heading(heading: Heading) -> dict[str, Any]:
    fits = heading.fits
    return {
        "name": heading.name,
        "source": heading.source,
        "note": heading.note,
        "incoming": heading.incoming,
        "fits": None
        if fits is None
        else {
            "kinds": list(fits.kinds),
            "organs": list(fits.organs),
            "formats": list(fits.formats),
            "conditions": list(fits.conditions),
            "priority": fits.priority,
        },
    }


def _written(report: dict[str, Any]) -> str:
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"
