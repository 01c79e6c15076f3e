"""签字名册的终端表格：各人一行，各项委托一行；谁也没有钥匙的，说明不能证明什么。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.report.pointed import printable
from gongwen.report.table_text import aligned
from gongwen.signoff.keys import UNSIGNED_NOTICE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gongwen.signoff.roster import Delegation
    from gongwen.signoff.roster_rows import RosterFile, Row

HEAD = ("姓名", "职务", "角色", "钥匙标识", "有效", "状态")
DELEGATION_HEAD = ("委托人", "受托人", "角色", "有效", "状态", "依据")


def roster_table(found: RosterFile, today: date) -> str:
    """名册，以换行结尾。"""
    return "\n".join([*_lines(found, today), ""])


def _lines(found: RosterFile, today: date) -> Iterator[str]:
    if not found.rows:
        yield "名册是空的：在 office.toml 里写上人员，或 gongwen roster add 姓名 --key 公钥 --role 角色"
        return
    yield from aligned([HEAD, *(_cells(row, today) for row in found.rows)])
    if found.delegations:
        yield ""
        yield from aligned(
            [DELEGATION_HEAD, *(_delegation(found, each, today) for each in found.delegations)]
        )
    keyed = sum(bool(row.public_key) and row.live for row in found.rows)
    yield ""
    people = len({row.name for row in found.rows})
    yield f"{people} 人，现用的钥匙 {keyed} 把，委托 {len(found.delegations)} 项"
    if not keyed:
        yield UNSIGNED_NOTICE


def _cells(row: Row, today: date) -> tuple[str, ...]:
    texts = row.name, row.post, "、".join(row.roles), row.keyid or "没有钥匙", term(row.since, row.until)
    return (*map(printable, texts), printable(state(row, today)))


def _delegation(found: RosterFile, each: Delegation, today: date) -> tuple[str, ...]:
    texts = each.principal, each.agent, each.role, term(each.since, each.until)
    return (*map(printable, texts), delegation_state(found, each, today), printable(each.reason))


def term(since: date | None, until: date | None) -> str:
    """起止。"""
    if since is None and until is None:
        return "不限"
    return f"{since or ''} 至 {until or ''}".strip()


def dated(since: date | None, until: date | None, today: date) -> str:
    """照起止今天怎样。"""
    if since is not None and today < since:
        return "还没到"
    return "过期" if until is not None and until < today else "有效"


def delegation_state(found: RosterFile, each: Delegation, today: date) -> str:
    """这一项委托今天怎样：在起止以内的，还要两个人都没有停用、都在有效期内，委托人还有这个角色。"""
    told = dated(each.since, each.until, today)
    if told != "有效":
        return told
    for what, name in (("委托人", each.principal), ("受托人", each.agent)):
        live = [row for row in found.of(name) if row.live]
        if not live:
            return f"不能用：{what}已停用"
        if not any(row.signatory.valid_on(today) for row in live):
            return f"不能用：{what}不在有效期内"
    held = {
        role
        for row in found.of(each.principal)
        if row.live and row.signatory.valid_on(today)
        for role in row.signatory.roles
    }
    return told if each.role in held else "不能用：委托人现在没有这个角色"


def state(row: Row, today: date) -> str:
    """今天能不能用。"""
    if not row.live:
        return f"{row.revoked_on} 停用：{row.revoked_for}"
    return dated(row.since, row.until, today)
