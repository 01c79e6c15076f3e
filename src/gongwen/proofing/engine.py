"""对一份原文运行规则，算差错率，按办公室制度裁定。

办公室制度（政府办公室工作责任制度第十八条）：标题、重要人物姓名、重大方针政策出现差错，
或正文差错超过文件字数万分之三的，追究责任。正好万分之三不算超过。
其他要素（发文字号、日期、抄送等）的差错照样列出，但既不属于三项零容忍，也不在“正文”之内，
不改变裁定。没有填的空位不是写错，不计入差错率，但没有写完的文件不能通过。
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from gongwen.errors import UsageError, nearest
from gongwen.findings import LIMIT_PER_10K, ZERO_TOLERANCE, Disposition, Finding, Level, Verdict, Zone
from gongwen.proofing.fingerprint import with_fingerprints
from gongwen.proofing.reading import readings
from gongwen.proofing.repeats import outside_names, place_order, without_repeats
from gongwen.proofing.waiving import waived

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

    from gongwen.agency import Agency
    from gongwen.document.model import Document
    from gongwen.proofing.reading import Reading
    from gongwen.proofing.rule import Hit, Rule
    from gongwen.spans import SourceText


class Basis(StrEnum):
    """裁定用的是哪一个差错率。"""

    RAW = "raw"
    CONFIRMED = "confirmed"

    @property
    def term(self) -> str:
        """中文名。"""
        return "核定差错率" if self is Basis.CONFIRMED else "原始差错率"


@dataclass(frozen=True, slots=True)
class ProofResult:
    """一份原文的校对结果。

    findings 是还算数的各处（没有处置的和人核定的），set_aside 是驳回、放行、列入基线的；都按位置排序，
    没有位置的在前。rules 是运行的规则条数；limit 是正文差错的限度（万分之几）。
    """

    source: SourceText
    findings: tuple[Finding, ...]
    characters: int
    rules: int
    set_aside: tuple[Finding, ...] = ()
    limit: float = LIMIT_PER_10K

    def errors_in(self, *zones: Zone) -> int:
        """这些类里还算数的差错数。"""
        return _errors(self.findings, zones)

    @property
    def errors(self) -> int:
        """全部差错，不论哪一类。"""
        return self.errors_in(*Zone)

    @property
    def advice(self) -> int:
        """提示数。"""
        return len(self.findings) - self.errors

    @property
    def undecided(self) -> int:
        """还没有人核定的差错数。"""
        return sum(item.level is Level.ERROR and item.ruling is None for item in self.findings)

    @property
    def reviewed(self) -> bool:
        """有没有人核过：核定或驳回了至少一处。"""
        return any(_is_decided(item) for item in (*self.findings, *self.set_aside))

    @property
    def basis(self) -> Basis:
        """裁定用哪个差错率：差错全都有人核过用核定的，否则用原始的。"""
        return Basis.CONFIRMED if self.reviewed and not self.undecided else Basis.RAW

    @property
    def counted(self) -> tuple[Finding, ...]:
        """裁定所计的各处（差错和提示）：用核定差错率时只有核定的；用原始差错率时，驳回的也还算在内。"""
        return self._as_confirmed if self.basis is Basis.CONFIRMED else self._as_reported

    @property
    def _as_reported(self) -> tuple[Finding, ...]:
        return (*self.findings, *_ruled(self.set_aside, Disposition.DISMISSED))

    @property
    def _as_confirmed(self) -> tuple[Finding, ...]:
        return _ruled(self.findings, Disposition.CONFIRMED)

    def counted_in(self, *zones: Zone) -> int:
        """裁定所计的差错数。"""
        return _errors(self.counted, zones)

    @property
    def raw_rate(self) -> float:
        """原始差错率：规则所报的正文差错（驳回的也算，放行、列入基线的不算）每万字几处，两位小数。"""
        return self._rate(_errors(self._as_reported, (Zone.BODY,)))

    @property
    def confirmed_rate(self) -> float | None:
        """核定差错率：有人核定的正文差错每万字几处，两位小数；没有人核过时为 None。"""
        return self._rate(_errors(self._as_confirmed, (Zone.BODY,))) if self.reviewed else None

    @property
    def rate_per_10k(self) -> float:
        """裁定所用的差错率：正文一类的差错数 × 10000 ÷ 整份文件的字数，两位小数；没有字时为 0。"""
        return self._rate(self.counted_in(Zone.BODY))

    def _rate(self, body: int) -> float:
        return round(body * 10000 / self.characters, 2) if self.characters else 0.0

    @property
    def crossed(self) -> tuple[str, ...]:
        """越过的线，逐条说明；没有越过的为空。"""
        lines = [
            f"{zone}有差错 {count} 处（办公室制度：{zone}差错零容忍）"
            for zone in ZERO_TOLERANCE
            if (count := self.counted_in(zone))
        ]
        lines += [f"{part}，不能算校对过" for part in self.source.unread]
        if blanks := self.counted_in(Zone.BLANK):
            lines.append(f"还有空位 {blanks} 处没有填，没有写完，不能送印")
        body = self.counted_in(Zone.BODY)
        if _is_over(body, self):
            lines.append(_over_limit(body, self))
        return tuple(lines)

    @property
    def verdict(self) -> Verdict:
        """越过任何一条线即不通过。"""
        return Verdict.FAIL if self.crossed else Verdict.PASS


def _errors(findings: Iterable[Finding], zones: Iterable[Zone]) -> int:
    return sum(item.level is Level.ERROR and item.zone in zones for item in findings)


def _ruled(findings: Iterable[Finding], kind: Disposition) -> tuple[Finding, ...]:
    return tuple(item for item in findings if item.ruling and item.ruling.kind is kind)


def _is_decided(finding: Finding) -> bool:
    ruling = finding.ruling
    return ruling is not None and ruling.kind in (Disposition.CONFIRMED, Disposition.DISMISSED)


def _is_over(body: int, result: ProofResult) -> bool:
    """正好等于限度不算超过：按写出的小数比，不按浮点数（10 万字 23 处正好是万分之 2.3）。"""
    limit: float | Fraction = result.limit
    if limit != int(limit):
        from fractions import Fraction  # 另设了带小数的限度才用

        limit = Fraction(str(limit))
    return body * 10000 > limit * result.characters


def _over_limit(body: int, result: ProofResult) -> str:
    characters, limit = result.characters, result.limit
    rate = f"{result.rate_per_10k:.2f}"
    # 9999 字 3 处，写出来也是 3.00
    rate += " 强" if float(rate) <= limit else ""
    line = f"正文差错 {body} 处，全文 {characters} 字，合万分之 {rate}"
    if limit != LIMIT_PER_10K:
        return f"{line}（所设的限度是万分之 {limit:g}）"
    line += "（办公室制度：正文差错不得超过文件字数万分之三）"
    if body == 1:
        line += "；全文不足 3334 字，正文有 1 处差错即超过"
    return line


def run_rules(reading: Reading, rules: Sequence[Rule], limit: float = LIMIT_PER_10K) -> ProofResult:
    """对一份原文运行这些规则，limit 见 ProofResult。规则一条也没有时引发 UsageError。"""
    if not rules:
        raise UsageError("没有可运行的规则", next_step="至少启用一条规则")
    found = {_finding(reading, rule, hit) for rule in rules for hit in rule.check(reading)}
    told = outside_names(without_repeats(reading.source, found, rules), reading.listed_names)
    kept, aside = waived(reading.source, told, rules)
    ordered = with_fingerprints(reading.source, sorted((*kept, *aside), key=place_order))
    live = tuple(item for item in ordered if item.ruling is None)
    set_aside = tuple(item for item in ordered if item.ruling is not None)
    return ProofResult(reading.source, live, reading.characters, len(rules), set_aside, limit)


def proof_document(
    document: Document,
    rules: Sequence[Rule],
    limit: float = LIMIT_PER_10K,
    agency: Agency | None = None,
) -> tuple[ProofResult, ...]:
    """一件公文的校对结果：每份原文一个，草稿在前，附件、被印发件在后，各按自己的字数裁定。

    agency 是单位资料：人名、职务、机关名称与它的名册对照；没有时只看文件自己前后一致不一致。
    """
    return tuple(run_rules(reading, rules, limit) for reading in readings(document, agency))


def select_rules(
    rules: Sequence[Rule], select: Iterable[str] = (), ignore: Iterable[str] = ()
) -> tuple[Rule, ...]:
    """选出的规则，次序不变：select 空着是全部，再去掉 ignore 的；都可以写代码（BD01）或一族（BD）。

    代码不认识、选到一条不剩时引发 UsageError。
    """
    wanted, unwanted = _listed(rules, select), _listed(rules, ignore)
    chosen = tuple(
        rule for rule in rules if (not wanted or rule.code in wanted) and rule.code not in unwanted
    )
    if not chosen:
        raise UsageError("没有可运行的规则：选的都停用了", next_step="至少留下一条规则")
    return chosen


def _listed(rules: Sequence[Rule], written: Iterable[str]) -> set[str]:
    codes: set[str] = set()
    for each in written:
        named = each.strip().upper()
        found = {rule.code for rule in rules if named in (rule.code, rule.code[:2])}
        if not found:
            known = [rule.code for rule in rules]
            close = nearest(named, [*known, *dict.fromkeys(code[:2] for code in known)])
            hint = f"是不是“{close}”？" if close else ""
            raise UsageError(f"没有规则“{each.strip()}”", next_step=f"{hint}全部规则见 gongwen rules")
        codes |= found
    return codes


def _finding(reading: Reading, rule: Rule, hit: Hit) -> Finding:
    return Finding(
        code=rule.code,
        name=rule.name,
        level=hit.level or rule.level,
        zone=hit.zone or reading.zone_at(hit.span),
        message=hit.message,
        span=hit.span,
        suggestion=hit.suggestion,
        source=rule.source,
    )
