"""核定用例：逐处确认或驳回规则所报的，记在草稿旁边；从 HTML 页导出的文件导入。"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.config import Config
from gongwen.errors import DecisionsError, UsageError, Where
from gongwen.findings import Disposition, Level
from gongwen.office.decision_files import common_tail, decisions_for, read_decisions, record
from gongwen.office.paths import path_list
from gongwen.office.proof import proof
from gongwen.office.proof_options import ProofOptions, settle
from gongwen.report.decisions import (
    Decision,
    Decisions,
    apply_decisions,
    bad_name,
    bad_reason,
    stale_decisions,
)
from gongwen.sources.reading import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from gongwen.agency import Agency
    from gongwen.findings import Finding
    from gongwen.proofing.engine import ProofResult

_TEXT_KEPT = 200
_SHORTEST = 6
RECENT = 5


@dataclass(frozen=True, slots=True)
class Sheet:
    """一份原文：plain 是规则刚报时的结果，decisions 是已有的核定，path 是它的文件，codes 是运行了的规则。"""

    path: Path
    plain: ProofResult
    decisions: Decisions
    codes: frozenset[str]

    @property
    def name(self) -> str:
        """显示的名字。"""
        return self.plain.source.name

    @property
    def result(self) -> ProofResult:
        """照核定处置过的结果。"""
        return apply_decisions(self.plain, self.decisions)

    @property
    def stale(self) -> tuple[Decision, ...]:
        """核定过而现在没有那一处的：原文已改。"""
        return stale_decisions(self.plain, self.decisions, self.codes)

    def open_findings(self) -> tuple[Finding, ...]:
        """还没有人核的各处，按位置。"""
        current = self.decisions.current
        return tuple(item for item in self.plain.findings if item.fingerprint not in current)

    def saved(self, new: Iterable[Decision]) -> Sheet:
        """存好这些核定。写不成时引发 OutputError。"""
        return replace(self, decisions=record(self.path, new, self.plain.source.digest))


@dataclass(frozen=True, slots=True)
class Desk:
    """要核的各份原文，附件在所属草稿之后；problems 是读不了的，notices 是要告知的话。"""

    sheets: tuple[Sheet, ...]
    problems: tuple[str, ...]
    notices: tuple[str, ...]

    @property
    def exit_code(self) -> int:
        """0 差错全都有人核过，1 还有没有核的，2 有文件读不了。"""
        return 2 if self.problems else int(any(sheet.result.undecided for sheet in self.sheets))

    def with_sheets(self, sheets: Iterable[Sheet]) -> Desk:
        """各份换成存过的。"""
        return replace(self, sheets=tuple(sheets))


def open_desk(
    paths: Iterable[Path | str], config: Config | None = None, *, agency: Agency | None = None
) -> Desk:
    """校对各份，读已有的核定。核定的记录写得不对时引发 DecisionsError。"""
    options = ProofOptions(use_reviews=False)
    codes = frozenset(rule.code for rule in settle(options, config or Config(), agency).rules)
    sheets: dict[Path, Sheet] = {}
    problems: list[str] = []
    notices: list[str] = []
    for path in path_list(paths):
        report = proof([path], config, agency=agency, options=options)
        notices += report.notices
        for item in report.files:
            if item.result is None:
                problems.append(item.problem or item.path)
                continue
            home = path if item.path == shown_path(path) else Path(item.path)
            known = decisions_for(home) or Decisions(shown_path(home).rpartition("/")[2])
            sheets.setdefault(home.absolute(), Sheet(home, item.result, known, codes))
    return Desk(tuple(sheets.values()), tuple(problems), tuple(notices))


def decision_on(
    sheet: Sheet, finding: Finding, kind: Disposition, by: str, *, reason: str = "", today: date
) -> Decision:
    """对一处的核定。没有姓名、驳回没有理由、有控制字符时引发 UsageError。"""
    trouble = bad_name(by)
    if not trouble and (kind is Disposition.DISMISSED or reason):
        trouble = bad_reason(reason)
    if trouble:
        raise UsageError(f"{kind.term}：{trouble}", None, "写上核定人的姓名；驳回的要写理由")
    text = sheet.plain.source.slice(finding.span)[:_TEXT_KEPT] if finding.span else ""
    return Decision(finding.fingerprint, finding.code, text, kind, by.strip(), reason.strip(), today)


def confirm_all(desk: Desk, by: str, today: date) -> tuple[Desk, int]:
    """还没有核的差错全部核定，返回核定了几处；提示不动。"""
    done, count = [], 0
    for sheet in desk.sheets:
        errors = [item for item in sheet.open_findings() if item.level is Level.ERROR]
        new = [decision_on(sheet, item, Disposition.CONFIRMED, by, today=today) for item in errors]
        done.append(sheet.saved(new) if new else sheet)
        count += len(new)
    return desk.with_sheets(done), count


def dismiss(desk: Desk, prints: Iterable[str], by: str, reason: str, today: date) -> tuple[Desk, int]:
    """驳回指纹以此开头的各处（至少 6 位，只认得出一处才行），返回驳回了几处。"""
    chosen: dict[int, list[Finding]] = {}
    for each in prints:
        at, finding = _named(desk.sheets, each)
        chosen.setdefault(at, []).append(finding)
    done = list(desk.sheets)
    for at, findings in chosen.items():
        new = [
            decision_on(done[at], item, Disposition.DISMISSED, by, reason=reason, today=today)
            for item in findings
        ]
        done[at] = done[at].saved(new)
    return desk.with_sheets(done), sum(map(len, chosen.values()))


def _named(sheets: Sequence[Sheet], start: str) -> tuple[int, Finding]:
    found = [
        (at, item)
        for at, sheet in enumerate(sheets)
        for item in sheet.plain.findings
        if len(start) >= _SHORTEST and item.fingerprint.startswith(start)
    ]
    if len(found) != 1:
        what = "有几处都是" if found else "没有一处是"
        raise UsageError(
            f"{what}“{start[:40]}”", None, f"指纹见 gongwen review 文件 --list，至少写 {_SHORTEST} 位"
        )
    return found[0]


def recent_reasons(sheets: Iterable[Sheet]) -> list[str]:
    """最近用过的驳回理由，最近的在前。"""
    every = [each for sheet in sheets for each in sheet.decisions.decisions if each.reason]
    every.sort(key=lambda each: each.on)
    return list(dict.fromkeys(each.reason for each in reversed(every)))[:RECENT]


@dataclass(frozen=True, slots=True)
class Imported:
    """导入的结局：new 是新添的条数，known 是本来就有的，unmatched 是没有对上文件的各件的名字。"""

    desk: Desk
    new: int
    known: int
    unmatched: tuple[str, ...]


def import_decisions(desk: Desk, path: Path, today: date, by: str = "") -> Imported:
    """把导出的核定分到各份原文，存在各自旁边。没有写姓名的用 by。

    读不了、写得不对、日期在今天之后、没有姓名、分不清是哪一份时引发 DecisionsError，一条也不存。
    """
    entries = [_signed(each, path, today, by) for each in read_decisions(path) if each.decisions]
    shares: dict[int, list[Decision]] = {}
    unmatched = []
    for entry in entries:
        at = _home(entry, desk.sheets, path)
        if at is None:
            unmatched.append(entry.path)
        else:
            shares.setdefault(at, []).extend(entry.decisions)
    done, new, total = list(desk.sheets), 0, 0
    for at, decisions in shares.items():
        known = set(done[at].decisions.decisions)
        new += len(set(decisions) - known)
        total += len(set(decisions))
        done[at] = done[at].saved(decisions)
    return Imported(desk.with_sheets(done), new, total - new, tuple(unmatched))


def _signed(entry: Decisions, path: Path, today: date, by: str) -> Decisions:
    """补上姓名；日期比今天晚一天以上的不收：它会一直压着后来的核定。"""
    done = []
    for order, each in enumerate(entry.decisions, 1):
        where = Where(shown_path(path), key=f"{entry.path} 第{order}条")
        if each.on > today + timedelta(days=1):
            raise DecisionsError(
                f"核定的日期 {each.on} 在今天之后", where, "检查导出那台电脑的日期，重新导出"
            )
        if not each.by and bad_name(by):
            raise DecisionsError("没有写核定人的姓名", where, "加上 --by 姓名")
        done.append(each if each.by else replace(each, by=by.strip()))
    return replace(entry, decisions=tuple(done))


def _home(entry: Decisions, sheets: Sequence[Sheet], path: Path) -> int | None:
    """是哪一份：内容相同的优先，再看路径末尾相同几段；一段也不同的不是。"""
    scores = [(_same_digest(entry, sheet), common_tail(entry.path, sheet.path)) for sheet in sheets]
    best = max(scores, default=(False, 0))
    if best == (False, 0):
        return None
    if scores.count(best) > 1:
        raise DecisionsError(
            f"“{entry.path}”分不清是哪一份，有 {scores.count(best)} 份同名",
            Where(shown_path(path)),
            "一次核一份：gongwen review 文件 --import 核定.json",
        )
    return scores.index(best)


def _same_digest(entry: Decisions, sheet: Sheet) -> bool:
    return bool(entry.digest) and entry.digest == sheet.plain.source.digest
