"""核定的记录（.review.json，以及 HTML 页导出的同一形状的文件）：读、写、合并，照它处置。

format 1：{"format": 1, "files": [{"path": …, "digest": …, "decisions": [{"fingerprint": …, "code": …,
"text": …, "decision": "confirmed" 或 "dismissed", "by": …, "reason": …, "on": "2026-11-22"}]}]}。
同一处有几条的，日期晚的算数，同日的后写的算数；前面的留作经过。
文件是外来的：每一项都验过才用，path 只用来对名字，不照它打开文件。
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn

from gongwen.errors import DecisionsError, Where, nearest
from gongwen.findings import Disposition, Ruling
from gongwen.proofing.fingerprint import LENGTH
from gongwen.proofing.repeats import place_order
from gongwen.report.pointed import is_unsafe

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from gongwen.findings import Finding
    from gongwen.proofing.engine import ProofResult

FORMAT = 1
SUFFIX = ".review.json"
MAX_BYTES = 16 * 1024 * 1024
NAME_LENGTH, REASON_LENGTH, TEXT_LENGTH, PATH_LENGTH = 40, 200, 20_000, 1_000
_DECIDED = (Disposition.CONFIRMED, Disposition.DISMISSED)
_FINGERPRINT = re.compile(rf"[0-9a-f]{{{LENGTH}}}")
_CODE = re.compile(r"[A-Z]{2}\d{2}")
_DIGEST = re.compile(r"(?:[0-9a-f]{64})?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_AGAIN = "从 HTML 页重新导出，或用 gongwen review 重新核定；不要手改"
_FILE_KEYS = ("format", "files")
_ENTRY_KEYS = ("path", "digest", "decisions")
_DECISION_KEYS = ("fingerprint", "code", "text", "decision", "by", "reason", "on")
_NOT_REQUIRED = ("digest", "text", "by", "reason")


@dataclass(frozen=True, slots=True)
class Decision:
    """对一处的核定。text 是当时那一处的文字，只给人看；认的是 fingerprint。"""

    fingerprint: str
    code: str
    text: str
    kind: Disposition
    by: str
    reason: str
    on: date

    @property
    def ruling(self) -> Ruling:
        """照它给这一处的处置。"""
        return Ruling(self.kind, self.reason, self.by)


@dataclass(frozen=True, slots=True)
class Decisions:
    """一份原文的核定，先写的在前。digest 是最后一次核定时原文的 SHA-256，不知道的为空。"""

    path: str
    digest: str = ""
    decisions: tuple[Decision, ...] = ()

    @property
    def current(self) -> dict[str, Decision]:
        """各处现在算数的一条。"""
        return {each.fingerprint: each for each in sorted(self.decisions, key=lambda item: item.on)}

    def adding(self, new: Iterable[Decision], digest: str) -> Decisions:
        """添上这些。同一个人同一天改了主意，后一条替换前一条；换了人、换了日子，两条都留。"""
        kept = {(each.fingerprint, each.by, each.on): each for each in self.decisions}
        for each in new:
            key = (each.fingerprint, each.by, each.on)
            if kept.get(key) != each:
                kept.pop(key, None)
                kept[key] = each
        return Decisions(self.path, digest, tuple(kept.values()))


def apply_decisions(result: ProofResult, decisions: Decisions) -> ProofResult:
    """照核定处置各处：驳回的移到 set_aside，核定的留下。以前照别的核定处置过的，先还原。"""
    current = decisions.current
    plain = undecided_again(result)
    live: list[Finding] = []
    aside = [*plain.set_aside]
    for finding in plain.findings:
        decision = current.get(finding.fingerprint)
        ruled = replace(finding, ruling=decision.ruling) if decision else finding
        (aside if decision and decision.kind is Disposition.DISMISSED else live).append(ruled)
    return replace(plain, findings=tuple(live), set_aside=tuple(sorted(aside, key=place_order)))


def undecided_again(result: ProofResult) -> ProofResult:
    """去掉人的核定和驳回，回到规则刚报时的样子；放行、列入基线的不动。"""
    back = [replace(item, ruling=None) for item in result.set_aside if _by_a_person(item)]
    live = [replace(item, ruling=None) if _by_a_person(item) else item for item in result.findings]
    aside = tuple(item for item in result.set_aside if not _by_a_person(item))
    return replace(result, findings=tuple(sorted((*live, *back), key=place_order)), set_aside=aside)


def _by_a_person(finding: Finding) -> bool:
    return finding.ruling is not None and finding.ruling.kind in _DECIDED


def stale_decisions(
    result: ProofResult, decisions: Decisions, codes: Collection[str] | None = None
) -> tuple[Decision, ...]:
    """现在已经没有那一处的（原文已改），各处只取算数的一条。

    codes 是这次运行的规则；给了时，没有运行的规则不知道还报不报，不算在内。
    """
    present = {item.fingerprint for item in (*result.findings, *result.set_aside)}
    return tuple(
        each
        for each in decisions.current.values()
        if each.fingerprint not in present and (codes is None or each.code in codes)
    )


def decisions_json(files: Iterable[Decisions]) -> str:
    """核定记录的全文，以换行结尾；同样的核定得到同样的字节。"""
    report = {"format": FORMAT, "files": [_entry_json(each) for each in files]}
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _entry_json(entry: Decisions) -> dict[str, Any]:
    rows = [
        {
            "fingerprint": each.fingerprint,
            "code": each.code,
            "text": each.text,
            "decision": each.kind.value,
            "by": each.by,
            "reason": each.reason,
            "on": each.on.isoformat(),
        }
        for each in entry.decisions
    ]
    return {"path": entry.path, "digest": entry.digest, "decisions": rows}


def parse_decisions(data: bytes, name: str) -> tuple[Decisions, ...]:
    """读核定的记录，每份原文一项。写得不对的说出是第几件第几条，引发 DecisionsError。"""
    if len(data) > MAX_BYTES:
        raise DecisionsError(f"核定的记录超过 {MAX_BYTES // 2**20} MB", Where(name), "确认拿对了文件")
    try:
        report = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise DecisionsError("核定的记录读不了：不是 JSON，或同一项写了两次", Where(name), _AGAIN) from error
    return _Reader(name).files(report)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("同一个键写了两次")
    return found


def bad_name(name: str) -> str:
    """核定人的姓名哪里不能用；能用的为空串。"""
    return _bad_line(name, "姓名", NAME_LENGTH)


def bad_reason(reason: str) -> str:
    """驳回的理由哪里不能用；能用的为空串。"""
    return _bad_line(reason, "理由", REASON_LENGTH)


def _bad_line(text: str, what: str, most: int) -> str:
    if not text.strip():
        return f"没有写{what}"
    if len(text) > most:
        return f"{what}超过 {most} 字"
    return f"{what}里有看不见的控制字符" if any(map(is_unsafe, text)) else ""


class _Reader:
    """逐项验过再收；at 是现在读到的地方。"""

    def __init__(self, name: str) -> None:
        self._name = name
        self._at = ""

    def files(self, report: Any) -> tuple[Decisions, ...]:
        values = self._table(report, _FILE_KEYS[:1])
        number = values["format"]
        if isinstance(number, int) and not isinstance(number, bool) and number > FORMAT:
            self._refuse(f"核定记录的格式是 {number}，本程序只认得 {FORMAT}", "format", "升级 gongwen")
        if number != FORMAT or isinstance(number, bool):
            self._refuse("这不是核定的记录", "format")
        self._known(values, _FILE_KEYS)
        found = []
        for order, each in enumerate(self._list(values, "files"), 1):
            self._at = f"第{order}件"
            found.append(self._entry(each, f"第{order}件"))
        return tuple(found)

    def _entry(self, given: Any, at: str) -> Decisions:
        values = self._table(given, _ENTRY_KEYS)
        self._known(values, _ENTRY_KEYS)
        path = self._text(values, "path", PATH_LENGTH)
        if not path or any(map(is_unsafe, path)):
            self._refuse("文件名是空的，或有看不见的控制字符", "path")
        digest = self._matching(values, "digest", _DIGEST)
        found = []
        for order, each in enumerate(self._list(values, "decisions"), 1):
            self._at = f"{at}第{order}条"
            found.append(self._decision(each))
        return Decisions(path, digest, tuple(found))

    def _decision(self, given: Any) -> Decision:
        values = self._table(given, _DECISION_KEYS)
        self._known(values, _DECISION_KEYS)
        kind = values["decision"]
        if kind not in [each.value for each in _DECIDED]:
            self._refuse("只能是 confirmed（核定）或 dismissed（驳回）", "decision")
        by = self._line(values, "by", NAME_LENGTH)
        reason = self._line(values, "reason", REASON_LENGTH)
        if kind == Disposition.DISMISSED and (trouble := bad_name(by)):
            self._refuse(f"驳回{trouble}", "by")
        if kind == Disposition.DISMISSED and (trouble := bad_reason(reason)):
            self._refuse(f"驳回{trouble}", "reason")
        return Decision(
            self._matching(values, "fingerprint", _FINGERPRINT),
            self._matching(values, "code", _CODE),
            self._place_text(values),
            Disposition(kind),
            by,
            reason,
            self._date(values),
        )

    def _table(self, given: Any, keys: tuple[str, ...]) -> dict[str, Any]:
        if not isinstance(given, dict):
            self._refuse("应为一组键和值")
        values = {key: "" for key in _NOT_REQUIRED if key in keys} | given
        for key in keys:
            if key not in values:
                self._refuse("缺了这一项", key)
        return values

    def _known(self, values: Mapping[str, Any], keys: tuple[str, ...]) -> None:
        for key in values:
            if key not in keys:
                close = nearest(key, keys)
                self._refuse("不认识的一项" + (f"，是不是“{close}”？" if close else ""), key[:NAME_LENGTH])

    def _list(self, values: Mapping[str, Any], key: str) -> list[Any]:
        given = values.get(key)
        if not isinstance(given, list):
            self._refuse("应为列表", key)
        return given

    def _text(self, values: Mapping[str, Any], key: str, most: int) -> str:
        given = values[key]
        if not isinstance(given, str):
            self._refuse("应为文字", key)
        if len(given) > most:
            self._refuse(f"超过 {most} 字", key)
        return given

    def _line(self, values: Mapping[str, Any], key: str, most: int) -> str:
        text = self._text(values, key, most)
        if any(map(is_unsafe, text)):
            self._refuse("有看不见的控制字符", key)
        return text.strip()

    def _matching(self, values: Mapping[str, Any], key: str, pattern: re.Pattern[str]) -> str:
        text = self._text(values, key, TEXT_LENGTH)
        if not pattern.fullmatch(text):
            self._refuse("写法不对", key)
        return text

    def _place_text(self, values: Mapping[str, Any]) -> str:
        """那一处的文字：可以有换行和零宽字符（报的也许正是它），不许有控制字符和半个代理对。"""
        text = self._text(values, "text", TEXT_LENGTH)
        if any((char < " " and char not in "\t\r\n") or "\x7f" <= char < "\xa0" for char in text):
            self._refuse("有看不见的控制字符", "text")
        if any("\ud800" <= char <= "\udfff" for char in text):
            self._refuse("有不成字的编码", "text")
        return text

    def _date(self, values: Mapping[str, Any]) -> date:
        text = self._matching(values, "on", _DATE)
        try:
            return date.fromisoformat(text)
        except ValueError:
            self._refuse("没有这一天", "on")

    def _refuse(self, what: str, key: str = "", next_step: str = _AGAIN) -> NoReturn:
        place = " ".join(part for part in (self._at, key) if part)
        raise DecisionsError(what, Where(self._name, key=place or None), next_step)
