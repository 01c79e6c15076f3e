"""gongwen route。"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongwen.cli.chinese import ChineseGroup
from gongwen.cli.common import FAILED, current_agency, current_config, failures_reported, form_option, say

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

_conditions = click.option(
    "--condition", "conditions", multiple=True, metavar="情形", help="只画有这种情形时要办的；可以写几次。"
)


@click.group("route", cls=ChineseGroup)
def route_command() -> None:
    """审签的路线：一件公文经过哪几步，每步由谁办。"""


@route_command.command("list")
@form_option
def list_command(form: str) -> None:
    """列出全部路线：名称、适用、依据。单位自己的在内。"""
    from gongwen.office.route import headings
    from gongwen.office.versions import gongwen_version
    from gongwen.report.route_json import routes_json
    from gongwen.report.route_text import routes_text

    with failures_reported():
        found = headings(current_agency())
    click.echo(routes_json(found, gongwen_version()) if form == "json" else routes_text(found), nl=False)


@route_command.command("show")
@click.argument("name", metavar="名称")
@_conditions
@form_option
def show_command(name: str, conditions: tuple[str, ...], form: str) -> None:
    """画出一条路线。名称可以是路线的名称、路线文件（.toml），或草稿（画它要走的，并说明为什么）。"""
    from gongwen.office.route import shown_route
    from gongwen.report.route_json import route_json
    from gongwen.report.route_text import View, route_text

    with failures_reported():
        shown = shown_route(name, current_agency(), current_config(), conditions)
        holders = _holders()
    if form == "json":
        text = route_json(shown.heading, shown.route, holders, shown.conditions, shown.routing)
        click.echo(text, nl=False)
        return
    if shown.routing is not None:
        _tell_choice(name, shown.routing.route.name, shown.routing.why)
    view = View(shown.conditions, shown.routing.countersigners if shown.routing else None)
    click.echo(route_text(shown.heading, shown.route, holders, view), nl=False)


@route_command.command("choose")
@click.argument("drafts", nargs=-1, required=True, metavar="草稿…")
def choose_command(drafts: tuple[str, ...]) -> None:
    """草稿走哪条路线，为什么，有哪些情形。"""
    from gongwen.office.route import routed_draft
    from gongwen.report.human import printable

    with failures_reported():
        agency, config = current_agency(), current_config()
        found = [routed_draft(Path(each), agency, config) for each in drafts]
    for name, each in zip(drafts, found, strict=True):
        _tell_choice(name, each.route.name, each.why)
        for what, told in (("情形", each.conditions), ("会签", each.countersigners)):
            if told:
                say(f"  {what}：{printable('、'.join(told))}")


@route_command.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件…")
def check_command(files: tuple[Path, ...]) -> None:
    """查路线文件写得对不对；不对的说出文件、行、键。退出码：0 都对；1 有不对的；2 没有查成。"""
    from gongwen.errors import UsageError
    from gongwen.office.route import check_routes
    from gongwen.report.human import printable
    from gongwen.sources.reading import shown_path

    missing = [each for each in files if not each.is_file()]
    for path in missing:
        say(f"错误：{printable(shown_path(path))}：没有这个文件", err=True)
    if missing:
        sys.exit(FAILED)
    results = check_routes(files)
    for path, each in zip(files, results, strict=True):
        if isinstance(each, UsageError):
            say("\n".join(printable(line) for line in str(each).splitlines()))
        else:
            say(f"{printable(shown_path(path))}：{printable(each.name)}，{len(each.steps)} 步，写得对")
    wrong = sum(isinstance(each, UsageError) for each in results)
    say(f"查 {len(results)} 份，{f'{wrong} 份不对' if wrong else '都对'}")
    sys.exit(1 if wrong else 0)


def _holders() -> Callable[[Collection[str]], Sequence[str] | None]:
    """由角色得出今天有这些角色的人；没有名册的得出 None。"""
    from gongwen.office.roster import find_roster
    from gongwen.signoff.progress import CHINA

    roster, today = find_roster(Path.cwd(), current_agency()), datetime.now(CHINA).date()
    return lambda roles: roster.holders(roles, today) if roster.signatories else None


def _tell_choice(draft: str, name: str, why: str) -> None:
    from gongwen.report.human import printable

    say(f"{printable(draft)}：走“{printable(name)}”：{printable(why)}")
