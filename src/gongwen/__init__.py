"""gongwen：党政机关公文的起草、校对、排版与流转。

    import gongwen
    from pathlib import Path

    built, = gongwen.build([Path("通知.md")])
    report = gongwen.proof([Path("通知.md")])

公开的名字都在 __all__ 里；用到时才载入，引入本包不花时间。
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongwen.agency import Agency, find_agency, load_agency
    from gongwen.compare.differences import Comparison
    from gongwen.config import Config, load_config
    from gongwen.document.model import Document
    from gongwen.errors import GongwenError
    from gongwen.findings import Finding, Level, Verdict, Zone
    from gongwen.office.build import BuildOptions, Built, build
    from gongwen.office.compare import compare_files
    from gongwen.office.inspect import InspectReport, inspect_pdf
    from gongwen.office.keys import PassphraseSource
    from gongwen.office.look import look
    from gongwen.office.names import NamesReport, check_names
    from gongwen.office.new import Drafted, new_draft, templates
    from gongwen.office.proof import ProofReport, proof
    from gongwen.office.proof_options import ProofOptions
    from gongwen.office.renew import draft_from
    from gongwen.office.roster import find_roster
    from gongwen.office.sheet import SheetOptions, make_sheet
    from gongwen.office.sign import Signing, sign, signing_here
    from gongwen.office.sign_request import SignRequest
    from gongwen.office.verify import Verified, verify_case
    from gongwen.report.signing_facts import Look, Signed
    from gongwen.signoff.roster import Roster
    from gongwen.signoff.verify.checks import Statement
    from gongwen.sources.draft import parse_draft, read_draft
    from gongwen.spans import SourceText, Span

_HOMES = {
    "Agency": "gongwen.agency",
    "BuildOptions": "gongwen.office.build",
    "Built": "gongwen.office.build",
    "Comparison": "gongwen.compare.differences",
    "Config": "gongwen.config",
    "Document": "gongwen.document.model",
    "Drafted": "gongwen.office.new",
    "Finding": "gongwen.findings",
    "GongwenError": "gongwen.errors",
    "InspectReport": "gongwen.office.inspect",
    "Level": "gongwen.findings",
    "Look": "gongwen.report.signing_facts",
    "NamesReport": "gongwen.office.names",
    "PassphraseSource": "gongwen.office.keys",
    "ProofOptions": "gongwen.office.proof_options",
    "ProofReport": "gongwen.office.proof",
    "Roster": "gongwen.signoff.roster",
    "SheetOptions": "gongwen.office.sheet",
    "SignRequest": "gongwen.office.sign_request",
    "Signed": "gongwen.report.signing_facts",
    "Signing": "gongwen.office.sign",
    "SourceText": "gongwen.spans",
    "Span": "gongwen.spans",
    "Statement": "gongwen.signoff.verify.checks",
    "Verdict": "gongwen.findings",
    "Verified": "gongwen.office.verify",
    "Zone": "gongwen.findings",
    "build": "gongwen.office.build",
    "check_names": "gongwen.office.names",
    "compare_files": "gongwen.office.compare",
    "draft_from": "gongwen.office.renew",
    "find_agency": "gongwen.agency",
    "find_roster": "gongwen.office.roster",
    "inspect_pdf": "gongwen.office.inspect",
    "load_agency": "gongwen.agency",
    "load_config": "gongwen.config",
    "look": "gongwen.office.look",
    "make_sheet": "gongwen.office.sheet",
    "new_draft": "gongwen.office.new",
    "parse_draft": "gongwen.sources.draft",
    "proof": "gongwen.office.proof",
    "read_draft": "gongwen.sources.draft",
    "sign": "gongwen.office.sign",
    "signing_here": "gongwen.office.sign",
    "templates": "gongwen.office.new",
    "verify_case": "gongwen.office.verify",
}

__all__ = [
    "Agency",
    "BuildOptions",
    "Built",
    "Comparison",
    "Config",
    "Document",
    "Drafted",
    "Finding",
    "GongwenError",
    "InspectReport",
    "Level",
    "Look",
    "NamesReport",
    "PassphraseSource",
    "ProofOptions",
    "ProofReport",
    "Roster",
    "SheetOptions",
    "SignRequest",
    "Signed",
    "Signing",
    "SourceText",
    "Span",
    "Statement",
    "Verdict",
    "Verified",
    "Zone",
    "build",
    "check_names",
    "compare_files",
    "draft_from",
    "find_agency",
    "find_roster",
    "inspect_pdf",
    "load_agency",
    "load_config",
    "look",
    "make_sheet",
    "new_draft",
    "parse_draft",
    "proof",
    "read_draft",
    "sign",
    "signing_here",
    "templates",
    "verify_case",
]


def __dir__() -> list[str]:
    return __all__


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        message = f"module 'gongwen' has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module

    return getattr(import_module(home), name)
