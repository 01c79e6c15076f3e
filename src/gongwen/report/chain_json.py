"""看到哪里了的 JSON（format 1）。"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from gongwen.report.chain_words import where_words, whom_words
from gongwen.signoff.verify.words import json_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongwen.report.chains import Chain
    from gongwen.signoff.stations import Station
    from gongwen.signoff.timeline import Timeline
    from gongwen.signoff.timeline_rows import Row

FORMAT = 1


def chain_json(chains: Iterable[Chain], version: str) -> str:
    """各件的经过和还要办的，以换行结尾。读不了的只有 path 和 problem；时间是东八区的。"""
    report = {"format": FORMAT, "version": version, "cases": [_chain(each) for each in chains]}
    return json_of(report) + "\n"


def _chain(chain: Chain) -> dict[str, Any]:
    entry: dict[str, Any] = {"path": chain.path, "problem": chain.problem}
    if chain.timeline is None:
        return entry
    statement = chain.statement
    return {
        **entry,
        "idle_days": chain.idle,
        "ignored": list(chain.ignored),
        **_about(chain.timeline),
        "statement": None
        if statement is None
        else {key.value: state.value for key, state in statement.states.items()},
    }


def _about(about: Timeline) -> dict[str, Any]:
    return {
        "case": about.case,
        "title": about.title,
        "issue_number": about.issue_number,
        "route": {"name": about.route, "source": about.source, "why": about.why},
        "conditions": list(about.conditions),
        "organs": list(about.organs),
        "countersigners": list(about.countersigners),
        "stage": about.stage.value,
        "at": where_words(about),
        "waits_for": whom_words(about),
        "changed_after_approval": about.changed,
        "torn": about.torn,
        "head": about.head,
        "to_confirm": [row.line for row in about.to_confirm],
        "rows": [_row(row) for row in about.rows],
        "stations": [_station(each) for each in about.stations],
    }


def _row(row: Row) -> dict[str, Any]:
    people = {
        name: asdict(person) if person else None
        for name, person in (
            ("actor", row.actor),
            ("on_behalf_of", row.on_behalf_of),
            ("entered_by", row.entered_by),
        )
    }
    return {
        "line": row.line,
        "step_id": row.step_id,
        "name": row.name,
        "kind": row.kind.value,
        "state": row.state.name.lower(),
        "undone_by": row.undone_by,
        **people,
        "decision": row.decision.value if row.decision else None,
        "comment": row.comment,
        "reason": row.reason,
        "returned_to": row.target,
        "time": row.time.isoformat() if row.time else None,
        "day": row.day.isoformat() if row.day else None,
        "hand_signed": row.hand_signed,
        "sheet_digest": row.sheet_digest,
        "settled_by": row.settled_by,
        "settles": row.settles,
        "final": row.final,
        "content_changed": row.changed,
        "content_outdated": row.stale,
        "doubled_duties": [each.value for each in row.doubled],
        "details": {key: value for key, value in asdict(row.details).items() if value is not None},
        "waivers": [asdict(each) for each in row.waivers],
        "subjects": [asdict(each) for each in row.subjects],
        "proof": asdict(row.proof) if row.proof else None,
        "algorithm": row.algorithm,
        "keyid": row.keyid,
        "digest": row.digest,
    }


def _station(station: Station) -> dict[str, Any]:
    plain = asdict(station)
    return {**plain, "kind": station.kind.value, "state": station.state.name.lower()}
