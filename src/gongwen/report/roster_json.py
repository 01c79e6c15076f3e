"""签字名册的 JSON（format 1）。"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongwen.report.json_text import json_text
from gongwen.report.roster_text import dated, delegation_state
from gongwen.signoff.keys import UNSIGNED_NOTICE, public_text

if TYPE_CHECKING:
    from datetime import date

    from gongwen.signoff.roster import Delegation
    from gongwen.signoff.roster_rows import RosterFile, Row

FORMAT = 1


def roster_json(found: RosterFile, today: date) -> str:
    """名册，以换行结尾。notice 是没有钥匙不能证明什么；有人有现用的钥匙的为 null。"""
    keyed = any(row.public_key and row.live for row in found.rows)
    report = {
        "format": FORMAT,
        "people": [_row(row, today) for row in found.rows],
        "delegations": [_delegation(found, each, today) for each in found.delegations],
        "notice": None if keyed else UNSIGNED_NOTICE,
    }
    return json_text(report, 2) + "\n"


def _row(row: Row, today: date) -> dict[str, Any]:
    return {
        "name": row.name,
        "post": row.post,
        "organ": row.organ,
        "roles": list(row.roles),
        "keyid": row.keyid or None,
        "public_key": public_text(row.public_key) if row.public_key else None,
        "since": _iso(row.since),
        "until": _iso(row.until),
        "state": dated(row.since, row.until, today) if row.live else "停用",
        "revoked_after": row.revoked_after,
        "revoked_for": row.revoked_for or None,
        "revoked_on": _iso(row.revoked_on),
    }


def _delegation(found: RosterFile, each: Delegation, today: date) -> dict[str, Any]:
    return {
        "principal": each.principal,
        "agent": each.agent,
        "role": each.role,
        "since": _iso(each.since),
        "until": _iso(each.until),
        "reason": each.reason,
        "state": delegation_state(found, each, today),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
