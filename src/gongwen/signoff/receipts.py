"""回执登记簿：每签一步，清单的头（件号、第几行、摘要）另抄一份，一行一条，只增不改，前后相接。

清单在写的人手里，可以截短；登记簿在单位手里。名册里的“停用于”说的就是登记簿的行数。
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import rfc8785

from gongwen.errors import ManifestError, Where
from gongwen.signoff.envelope import whole_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMAT = 1
MAX_CASE = 200
# 一行只有这一种写法：规范 JSON（RFC 8785），键照字母次序。照样子认，比读成 JSON 再写一遍快得多：有几万行
_LINE = re.compile(
    rb'(?P<before>\{"at":"(?P<at>[0-9T:+-]{25})","case":(?P<case>"(?:[^"\\]|\\.)+"))'
    rb',"check":"(?P<check>[0-9a-f]{64})"'
    rb'(?P<after>,"digest":"(?P<digest>[0-9a-f]{64})","format":1,"n":(?P<n>[1-9][0-9]{0,14}),'
    rb'"prev":(?:null|"(?P<prev>[0-9a-f]{64})"),"seq":(?P<seq>0|[1-9][0-9]{0,14})\})',
)
_UTC = b"+00:00"


@dataclass(frozen=True, slots=True)
class Receipt:
    """一条回执。

    n 是登记簿的第几行，从 1 起；case、seq、digest 是哪一件的清单、哪一行（从 0 起）、那一行整个信封的
    SHA-256；at 是登记的时间（ISO 8601，UTC）；prev 是前一行的 SHA-256，第一行为 None。
    """

    n: int
    case: str
    seq: int
    digest: str
    at: str
    prev: str | None


@dataclass(frozen=True)
class Receipts:
    """读好的登记簿。torn 是写到一半的最后一行（没有为空），不算数；tail 是最后一行的 SHA-256。"""

    rows: tuple[Receipt, ...] = ()
    tail: str | None = None
    torn: bytes = b""

    @property
    def position(self) -> int:
        """有几行。"""
        return len(self.rows)

    def of(self, case: str) -> tuple[Receipt, ...]:
        """这一件的各条，照先后，seq 只增。"""
        return self._by_case.get(case, ())

    def head_of(self, case: str) -> Receipt | None:
        """这一件最后的一条；没有登记过的为 None。"""
        return (self.of(case) or (None,))[-1]

    def covering(self, case: str, seq: int) -> tuple[Receipt, ...]:
        """盖住清单第 seq 行的各条（登记的就是它，或它后面的），照先后；摘要对不对由调用的人看。"""
        return tuple(each for each in self.of(case) if each.seq >= seq)

    def disagreement(self, case: str, digests: Sequence[str]) -> Receipt | None:
        """清单与登记簿不合的第一条：清单短了，或那一行换过；都合的为 None。digests 是清单各行的摘要。"""
        return next(
            (row for row in self.of(case) if row.seq >= len(digests) or digests[row.seq] != row.digest), None
        )

    @cached_property
    def _by_case(self) -> dict[str, tuple[Receipt, ...]]:
        lists: dict[str, list[Receipt]] = {}
        for row in self.rows:
            lists.setdefault(row.case, []).append(row)
        return {case: tuple(rows) for case, rows in lists.items()}


def receipt_line(receipt: Receipt) -> bytes:
    """一条回执写成的一行，连换行符。check 是其余各项的 SHA-256：最后一行没有下一行替它作证。"""
    table: dict[str, Any] = {
        "format": FORMAT,
        "n": receipt.n,
        "case": receipt.case,
        "seq": receipt.seq,
        "digest": receipt.digest,
        "at": receipt.at,
        "prev": receipt.prev,
    }
    return rfc8785.dumps(table | {"check": hashlib.sha256(rfc8785.dumps(table)).hexdigest()}) + b"\n"


def parse_receipts(data: bytes, name: str) -> Receipts:
    """读一份登记簿，name 只用来报错。有一行读不懂、被改过、前后不相接时引发 ManifestError。

    写到一半的最后一行放在 torn 里。
    """
    lines, torn = whole_lines(data)
    rows: list[Receipt] = []
    heads: dict[str, int] = {}
    tail: str | None = None
    for number, line in enumerate(lines, 1):
        row = parse_receipt(line, name, number)
        if (row.n, row.prev) != (number, tail):
            raise broken_register(name, number, "与前一行不相接")
        if row.seq <= heads.get(row.case, -1):
            raise broken_register(name, number, "同一件的行数倒退")
        rows.append(row)
        heads[row.case] = row.seq
        tail = register_digest(line)
    return Receipts(tuple(rows), tail, torn)


def parse_receipt(line: bytes, name: str, number: int) -> Receipt:
    """读一行（不含换行符）。必须与我们自己会写出的一字不差。"""
    found = _LINE.fullmatch(line)
    if found is None:
        raise _newer(line, name, number) or broken_register(name, number, "读不懂")
    if hashlib.sha256(found["before"] + found["after"]).hexdigest().encode() != found["check"]:
        raise broken_register(name, number, "内容与摘要不符")
    try:
        case = _case_of(found["case"])
        at = datetime.fromisoformat(found["at"].decode())
    except (ValueError, rfc8785.CanonicalizationError) as error:
        raise broken_register(name, number, "读不懂") from error
    if at.isoformat().encode() != found["at"] or not found["at"].endswith(_UTC):
        raise broken_register(name, number, "读不懂")
    prev = found["prev"]
    return Receipt(
        n=int(found["n"]),
        case=case,
        seq=int(found["seq"]),
        digest=found["digest"].decode(),
        at=found["at"].decode(),
        prev=prev.decode() if prev else None,
    )


@lru_cache(maxsize=1024)
def _case_of(written: bytes) -> str:
    """件号；太长的、写法不规范的引发 ValueError。一件接连登记好几行，记着不必再认。"""
    case: str = json.loads(written)
    if len(case) > MAX_CASE or rfc8785.dumps(case) != written:
        raise ValueError("件号不对")
    return case


def _newer(line: bytes, name: str, number: int) -> ManifestError | None:
    """别的版本写的一行；不是的为 None。"""
    try:
        table = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(table, dict) or table.get("format") in (FORMAT, None):
        return None
    return ManifestError(
        f"回执登记簿的 format 不是 {FORMAT}，本程序只认 {FORMAT}", Where(name, number), "升级 gongwen"
    )


def register_digest(line: bytes) -> str:
    """一行（不含换行符）的 SHA-256，供下一行的 prev 用。"""
    return hashlib.sha256(line).hexdigest()


def broken_register(name: str, number: int, why: str) -> ManifestError:
    """登记簿损坏：第几行、为什么。"""
    return ManifestError(
        f"回执登记簿损坏：{why}",
        Where(name, number),
        "把这份登记簿留存，查明原因，用备份的一份；没有它，清单是不是全的就说不定",
    )
