"""按图书的办法计错：每一处落在哪一类、计几个，重复的怎样计，差错率过没过万分之一。

计的是裁定所计的各处（差错全都核过的只计核定的，否则规则报的都计），只计差错，不计提示。
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from gongwen.findings import Level, Verdict, Zone
from gongwen.proofing.counting.faces import FULL_FACE, Faces, faces_of
from gongwen.proofing.counting.table import BookTable, Kind, book_table
from gongwen.proofing.fingerprint import normalised

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongwen.findings import Finding
    from gongwen.proofing.engine import Basis, ProofResult
    from gongwen.spans import SourceText

_CENT = Decimal("0.01")
_TEXT, _NUMBER, _MARK, _NONE = "text", "number", "mark", "none"
# 几个字：一个汉字一个，一串数字、字母一个（“阿拉伯数字无论几位数，都计1个差错”）。
_WORD = re.compile(r"[0-9A-Za-z]+|[^\W_]")


@dataclass(frozen=True, slots=True)
class BookRow:
    """一类差错：几处，计几个。"""

    kind: Kind
    places: int
    counted: Decimal


@dataclass(frozen=True, slots=True)
class BookCount:
    """按图书的办法计的结果。

    rows 只有有差错的类；characters 是字数：faces.known 时是版面字数（面数 × 22 × 28），否则是印出的字数；
    unfinished 是没有填的空位，不计。
    """

    table: BookTable
    basis: Basis
    rows: tuple[BookRow, ...]
    characters: int
    faces: Faces
    unfinished: int

    @property
    def total(self) -> Decimal:
        """一共计几个差错。"""
        return sum((row.counted for row in self.rows), Decimal(0))

    @property
    def rate(self) -> Decimal:
        """差错率：万分之几，两位小数；没有字时为 0。"""
        exact = self.total * 10000 / self.characters if self.characters else Decimal(0)
        return exact.quantize(_CENT, ROUND_HALF_UP)

    @property
    def limit(self) -> Decimal:
        """合格线：万分之几，正好不算超过。"""
        return self.table.limit

    @property
    def verdict(self) -> Verdict:
        """差错率超过合格线的不合格。"""
        over = self.total * 10000 > self.limit * self.characters
        return Verdict.FAIL if over else Verdict.PASS


def count_by_book(result: ProofResult) -> BookCount:
    """按图书的办法计一份原文。"""
    table, faces = book_table(), faces_of(result.source)
    errors = [item for item in result.counted if item.level is Level.ERROR]
    sorted_out: dict[str, list[Finding]] = {each.id: [] for each in table.kinds}
    for finding in errors:
        sorted_out[kind_of(finding, result.source, table)].append(finding)
    rows = tuple(
        BookRow(kind, len(found), _counted(kind, found, result.source, faces))
        for kind in table.kinds
        if kind.id != _NONE and (found := sorted_out[kind.id])
    )
    characters = faces.count * FULL_FACE if faces.known else result.characters
    blanks = sum(item.zone is Zone.BLANK for item in errors)
    return BookCount(table, result.basis, rows, characters, faces, blanks)


def kind_of(finding: Finding, source: SourceText, table: BookTable) -> str:
    """一处落在哪一类（id）：先照表，文字差错再照改法细分。"""
    kind = table.kind_of(finding.code)
    if kind != _TEXT or finding.span is None:
        return kind
    return _by_change(source.slice(finding.span), finding.suggestion)


def _by_change(wrong: str, right: str | None) -> str:
    if right is None:
        return _TEXT if _words(wrong) or not wrong else _MARK
    before, after = _words(wrong), _words(right)
    if before == after:
        return _MARK
    if (wrong in right or right in wrong) and len(before) != len(after):
        return _by_length(abs(len(after) - len(before)))
    changed = {*(Counter(before) - Counter(after)), *(Counter(after) - Counter(before))}
    return _NUMBER if all(each.isdecimal() for each in changed) else _TEXT


def _by_length(words: int) -> str:
    """多、漏几个字：“2～5个字”含 5，“5个字以上”不含。"""
    if words <= 1:
        return "one"
    return "few" if words <= 5 else "many"


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text))


def _counted(kind: Kind, found: Iterable[Finding], source: SourceText, faces: Faces) -> Decimal:
    """这一类一共计几个：同样的差错归在一起，照重复的规定计，再相加。"""
    places: Counter[tuple[str, ...]] = Counter()
    seen: set[tuple[tuple[str, ...], int]] = set()
    for finding in found:
        same = () if kind.whole else _same(finding, source)
        face = faces.at(finding.span.start) if finding.span else 0
        if kind.once_a_face and (same, face) in seen:
            continue
        seen.add((same, face))
        places[same] += 1
    return sum((_limited(kind, count) for count in places.values()), Decimal(0))


def _same(finding: Finding, source: SourceText) -> tuple[str, ...]:
    """同样的差错：同一条规则、同样的文字、同样的改法。"""
    text = source.slice(finding.span) if finding.span else finding.message
    return finding.code, normalised(text), normalised(finding.suggestion or "")


def _limited(kind: Kind, places: int) -> Decimal:
    if kind.past is not None and kind.then is not None and places > kind.past:
        return kind.then
    plain = kind.weight * places
    return plain if kind.most is None else min(plain, kind.most)
