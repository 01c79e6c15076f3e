"""签批的 JSON（format 1）：给办公系统。"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongwen.report.compare_json import compare_table
from gongwen.report.sign_text import command
from gongwen.signoff.step import payload_of
from gongwen.signoff.timeline import why_routed
from gongwen.signoff.verify.words import json_of

if TYPE_CHECKING:
    from gongwen.report.signing_facts import ChangedFile, Changes, Look, Signed
    from gongwen.signoff.turns import Turn

FORMAT = 1


def look_json(look: Look, version: str) -> str:
    """签之前看到的，以换行结尾。"""
    progress, built = look.progress, look.manifest.built
    table = {
        "title": look.title,
        "built": payload_of(built) if built else None,
        "open_findings": [
            {
                "file": each.file,
                "code": each.code,
                "zone": each.zone,
                "fingerprint": each.fingerprint,
                "message": each.message,
                "waived": each not in look.unwaived,
            }
            for each in look.open
        ],
        "changed_since": _changes(look.changes, version) if look.changes else None,
        "stale": [{"line": each.seq + 1, **payload_of(each)} for each in look.stale],
        "changed_since_stale": _changes(look.stale_changes, version) if look.stale_changes else None,
        "done": [payload_of(step) for step in progress.consents()],
    }
    return _written(look, table, version)


def signed_json(signed: Signed, version: str) -> str:
    """签好的一步，以换行结尾。"""
    table = {"signed": payload_of(signed.step), "algorithm": signed.algorithm}
    return _written(signed, table, version)


def refused_json(what: str, next_step: str | None, version: str) -> str:
    """不许签的，以换行结尾。"""
    return json_of({"format": FORMAT, "version": version, "refused": what, "next_step": next_step}) + "\n"


def _written(about: Look | Signed, own: dict[str, Any], version: str) -> str:
    manifest, path = about.manifest, str(about.path)
    progress = manifest.progress
    table = {
        "format": FORMAT,
        "version": version,
        "case": path,
        "lines": len(manifest.lines),
        "head": manifest.head,
        "route": progress.route.name if progress.route else None,
        "route_why": why_routed(manifest.steps),
        "route_digest": progress.route.digest if progress.route else None,
        "conditions": sorted(progress.conditions),
        "countersigners": list(progress.countersigners),
        **own,
        "turns": [_turn(each, path) for each in about.turns],
        "approved": progress.approved,
        "finished": progress.finished,
        "notices": list(about.notices),
    }
    return json_of(table) + "\n"


def _turn(turn: Turn, path: str) -> dict[str, Any]:
    return {
        "step": turn.step.step_id,
        "name": turn.step.name,
        "kind": turn.step.kind.value,
        "party": turn.party,
        "required": turn.required,
        "awaits_final": turn.awaits_final,
        "roles": list(turn.roles),
        "decisions": [each.value for each in turn.decisions],
        "people": [
            {"name": each.name, "on_behalf_of": each.on_behalf_of, "command": command(turn, each, path)}
            for each in turn.doers
        ],
    }


def _changes(changes: Changes, version: str) -> dict[str, Any]:
    return {
        "seq": changes.since.seq,
        "actor": changes.since.actor,
        "decision": changes.since.decision.value if changes.since.decision else None,
        "files": [_file(each, version) for each in changes.files],
    }


def _file(changed: ChangedFile, version: str) -> dict[str, Any]:
    compared = compare_table(changed.comparison, version) if changed.comparison else None
    return {"name": changed.name, "problem": changed.problem, "comparison": compared}
