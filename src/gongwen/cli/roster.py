"""gongwen roster。"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongwen.cli.chinese import ChineseGroup
from gongwen.cli.common import current_agency, failures_reported, form_option, say

if TYPE_CHECKING:
    from gongwen.signoff.roster_rows import Row

_DAY = click.DateTime(["%Y-%m-%d"])
_since = click.option("--since", type=_DAY, metavar="日期", help="从哪天起（含），如 2026-05-01。")
_until = click.option("--until", type=_DAY, metavar="日期", help="到哪天止（含）。")


@click.group("roster", cls=ChineseGroup)
def roster_command() -> None:
    """签字名册：谁可以签、用哪把钥匙、受谁委托。

    名册是 office.toml 旁边的 roster.toml；没有它的，office.toml 里的人员都可以签，没有钥匙。
    """


@roster_command.command("list")
@form_option
def list_command(form: str) -> None:
    """列出名册：姓名、职务、角色、钥匙标识、有效、状态，和各项委托。"""
    from gongwen.office.roster import listing
    from gongwen.report.roster_json import roster_json
    from gongwen.report.roster_text import roster_table
    from gongwen.signoff.progress import CHINA

    today = datetime.now(CHINA).date()
    with failures_reported():
        found = listing(Path.cwd(), current_agency())
    click.echo((roster_json if form == "json" else roster_table)(found, today), nl=False)


@roster_command.command("add")
@click.argument("name", metavar="姓名")
@click.option("--key", metavar="公钥", help="gongwen key new 打印的那一行，ed25519: 开头。")
@click.option("--no-key", is_flag=True, help="这个人没有钥匙：不能证明是他签的。")
@click.option("--role", "roles", multiple=True, metavar="角色", help="可以写几次；默认照 office.toml。")
@click.option("--post", default="", metavar="职务", help="默认照 office.toml。")
@click.option("--organ", default="", metavar="机关", help="默认照 office.toml。")
@_since
@_until
def add_command(
    *,
    name: str,
    key: str | None,
    no_key: bool,
    roles: tuple[str, ...],
    post: str,
    organ: str,
    since: datetime | None,
    until: datetime | None,
) -> None:
    """加一个人，或给他加一把钥匙。

    没有写的角色（写的角色和各个职务）、职务、机关、起止照 office.toml。退出码：0 加好了；2 没有办成。
    """
    from gongwen.errors import UsageError
    from gongwen.office.newcomer import NewPerson
    from gongwen.office.roster import add_person
    from gongwen.signoff.keys import UNSIGNED_NOTICE

    with failures_reported():
        if bool(key) == no_key:
            what = "--key 和 --no-key 只写一个" if key else "没有写公钥"
            next_step = "写上 --key ed25519:…（gongwen key new 打印的那一行）；没有钥匙的写 --no-key"
            raise UsageError(what, None, next_step)
        person = NewPerson(
            name=name,
            public_key=_public_key(key) if key else b"",
            roles=roles,
            post=post,
            organ=organ,
            since=_day(since),
            until=_day(until),
        )
        row = add_person(Path.cwd(), current_agency(), person, datetime.now(UTC))
    _tell_row("加进名册", row)
    if no_key:
        say(f"说明：{UNSIGNED_NOTICE}", err=True)


@roster_command.command("revoke")
@click.argument("who", metavar="姓名或标识")
@click.option("--reason", default="", metavar="原因", help="必写，如“调离”“钥匙遗失”。")
def revoke_command(who: str, reason: str) -> None:
    """停用一个人，或他的一把钥匙（写标识，可以只写开头 8 位以上）。

    停用以前登记过回执的步骤照旧算数，别的都不算。退出码：0 停用了；2 没有办成。
    """
    from gongwen.office.roster import revoke

    with failures_reported():
        done = revoke(Path.cwd(), current_agency(), who, reason, datetime.now(UTC))
    for row in done.rows:
        _tell_row("停用", row)
    if done.position:
        say(f"回执登记簿的前 {done.position} 行里登记过的步骤照旧算数")
    else:
        say("说明：还没有回执登记簿，以前签的都没有登记过，都不算数了，要重新签", err=True)


@roster_command.command("delegate")
@click.argument("principal", metavar="委托人")
@click.argument("agent", metavar="受托人")
@click.option("--role", default="", metavar="角色", help="必写，以委托人的哪个角色办。")
@_since
@_until
@click.option("--reason", default="", metavar="依据", help="必写，如“出差，主任办公会议定”。")
def delegate_command(
    *,
    principal: str,
    agent: str,
    role: str,
    since: datetime | None,
    until: datetime | None,
    reason: str,
) -> None:
    """登记一项委托：委托人不在时，受托人以他的一个角色办。

    起默认是今天，止必写，都含当天。退出码：0 登记了；2 没有办成。
    """
    from gongwen.errors import UsageError
    from gongwen.office.roster import delegate
    from gongwen.report.pointed import printable
    from gongwen.signoff.progress import CHINA
    from gongwen.signoff.roster import Delegation

    with failures_reported():
        for what, given, option in (("委托的角色", role, "--role 角色"), ("到哪天止", until, "--until 日期")):
            if not given:
                raise UsageError(f"没有写{what}", None, f"写上 {option}")
        assert until is not None
        first = _day(since) or datetime.now(CHINA).date()
        each = Delegation(principal.strip(), agent.strip(), role.strip(), first, until.date(), reason.strip())
        delegate(Path.cwd(), current_agency(), each)
    say(
        f"登记委托：{printable(each.principal)} → {printable(each.agent)}，{printable(each.role)}，"
        f"{each.since} 至 {each.until}，{printable(each.reason)}"
    )


@roster_command.command("recall")
@click.argument("principal", metavar="委托人")
@click.argument("agent", metavar="受托人")
@click.option("--role", default="", metavar="角色", help="必写，收回的是哪个角色。")
def recall_command(principal: str, agent: str, role: str) -> None:
    """提前收回一项委托：到今天为止，今天和以前办的照旧算数；还没开始的删去。

    退出码：0 收回了；2 没有办成。
    """
    from gongwen.errors import UsageError
    from gongwen.office.roster import recall
    from gongwen.report.pointed import printable

    with failures_reported():
        if not role:
            raise UsageError("没有写收回的角色", None, "写上 --role 角色")
        names = {"principal": principal.strip(), "agent": agent.strip(), "role": role.strip()}
        done = recall(Path.cwd(), current_agency(), **names, now=datetime.now(UTC))
    for each in done:
        end = f"到 {each.until} 为止" if each.since <= each.until else "还没开始，删去"
        say(f"收回委托：{printable(each.principal)} → {printable(each.agent)}，{printable(each.role)}，{end}")


def _public_key(text: str) -> bytes:
    from gongwen.errors import UsageError
    from gongwen.signoff.keys import public_key_of

    try:
        return public_key_of(text.strip())
    except ValueError as error:
        raise UsageError(str(error), None, "照 gongwen key new 打印的那一行抄") from error


def _day(told: datetime | None) -> date | None:
    return told.date() if told else None


def _tell_row(what: str, row: Row) -> None:
    from gongwen.report.pointed import printable

    key = f"，钥匙 {row.keyid}" if row.keyid else "，没有钥匙"
    post = f"（{printable(row.post)}）" if row.post else ""
    say(f"{what}：{printable(row.name)}{post}，角色：{printable('、'.join(row.roles))}{key}")
