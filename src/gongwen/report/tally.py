"""校对结果的合计：一件一件地加，只记数，不留文件。终端文字和 HTML 页都用它的话。"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gongwen.findings import Disposition, Zone
from gongwen.proofing.engine import Basis
from gongwen.report.pointed import printable
from gongwen.report.table_text import aligned

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongwen.findings import Finding
    from gongwen.proofing.engine import ProofResult
    from gongwen.report.checked import CheckedFile

# 多于三件才列表；三件以内，各件的末行就在眼前
_TABLE_ABOVE = 3
_HEAD = ("文件", "字数", "差错", "提示", "差错率", "裁定")
_SET_ASIDE = {Disposition.DISMISSED: "驳回", Disposition.WAIVED: "放行", Disposition.BASELINED: "基线"}


@dataclass
class Tally:
    """已经加了的：件数、通过的件数、各项数目、表格的各行。"""

    files: int = 0
    passed: int = 0
    unread: int = 0
    characters: int = 0
    body: int = 0
    errors: int = 0
    advice: int = 0
    blanks: int = 0
    set_aside: Counter[Disposition] = field(default_factory=Counter)
    rows: list[tuple[str, ...]] = field(default_factory=list)

    def add(self, item: CheckedFile) -> None:
        """加上一件。"""
        self.files += 1
        self.passed += item.passed
        if item.result is None:
            self.unread += 1
            self.rows.append((printable(item.path), "", "", "", "", "没有校对"))
            return
        result = item.result
        self.characters += result.characters
        self.body += result.counted_in(Zone.BODY)
        self.blanks += result.errors_in(Zone.BLANK)
        self.errors += result.errors
        self.advice += result.advice
        self.set_aside.update(item.ruling.kind for item in result.set_aside if item.ruling)
        if result.findings or result.crossed:
            self.rows.append(_row(item.path, result))

    def summary(self, rules: int) -> str:
        """一行总结。"""
        read = self.files - self.unread
        unread = f"{self.unread} 件读不了，" if self.unread else ""
        rate = self.body * 10000 / self.characters if self.characters else 0.0
        aside = _dispositions(self.set_aside)
        passed = self.files and self.passed == self.files
        return (
            f"校对 {read} 件，{unread}运行 {rules} 条规则，"
            f"{_numbers(self.errors, self.advice, self.blanks)}{f'（另有{aside}）' if aside else ''}；"
            f"{'合计' if read > 1 else ''}差错率万分之 {rate:.2f}；裁定：{'通过' if passed else '不通过'}"
        )

    def table(self) -> list[str]:
        """文件多时的对照表：有差错、提示或读不了的各一行；文件少时没有。末尾空一行。"""
        if self.files <= _TABLE_ABOVE or not self.rows:
            return []
        clean = self.files - len(self.rows)
        rest = [f"其余 {clean} 件没有差错，也没有提示"] if clean else []
        return [*aligned([_HEAD, *self.rows]), *rest, ""]


def _row(path: str, result: ProofResult) -> tuple[str, ...]:
    kind = "（核定）" if result.basis is Basis.CONFIRMED else ""
    return (
        printable(path),
        str(result.characters),
        str(result.errors),
        str(result.advice),
        f"{result.rate_per_10k:.2f}{kind}",
        "不通过" if result.crossed else "通过",
    )


def counted(result: ProofResult) -> str:
    """差错、提示各几处；没有填的空位不是写错，另数。"""
    return _numbers(result.errors, result.advice, result.errors_in(Zone.BLANK))


def _numbers(errors: int, advice: int, blanks: int) -> str:
    return f"差错 {errors - blanks} 处，提示 {advice} 处" + (f"，空位 {blanks} 处" if blanks else "")


def set_aside_text(set_aside: Iterable[Finding]) -> str:
    """驳回、放行、列入基线的各几处；没有的不说。"""
    return _dispositions(Counter(item.ruling.kind for item in set_aside if item.ruling))


def _dispositions(counts: Counter[Disposition]) -> str:
    return "、".join(f"{term} {counts[kind]} 处" for kind, term in _SET_ASIDE.items() if counts[kind])


def rate_text(result: ProofResult) -> str:
    """差错率；有人核过的，原始的和核定的都写，并说裁定用的是哪一个。以“；”结尾，后面接裁定。"""
    raw, confirmed = f"万分之 {result.raw_rate:.2f}", result.confirmed_rate
    if confirmed is None:
        return f"原始差错率{raw}，没有核定；" if result.errors else f"差错率{raw}；"
    left = f"，还有 {result.undecided} 处没有核定" if result.undecided else ""
    return f"原始差错率{raw}，核定差错率万分之 {confirmed:.2f}{left}；按{result.basis.term}"
