"""固定的政策表述（lexicon/policy-wordings.tsv）。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from gongwen.proofing.exempt import cited, inside, quoted
from gongwen.proofing.lexicon import load_rows, load_words

# 引号里的文字比这还长的是引文，照录原文；短的是名称（“四个意识”），照样校。
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Wording:
    """一条表述。text 带引号；members 是序列的成员；since、until 是起止日期。"""

    text: str
    kind: str
    members: tuple[str, ...]
    since: date | None
    until: date | None
    source: str

    @property
    def name(self) -> str:
        """去掉引号的写法。"""
        return bare(self.text)

    @property
    def is_name(self) -> bool:
        """整个在一对引号里的名称。"""
        return self.text == f"“{self.name}”"


def bare(text: str) -> str:
    """去掉引号。"""
    return text.replace("“", "").replace("”", "")


@cache
def wordings() -> tuple[Wording, ...]:
    """全部表述。"""
    return tuple(_wording(row.values, row.source) for row in load_rows("policy-wordings"))


def _wording(values: tuple[str, ...], source: str) -> Wording:
    text, kind, members, since, until = values
    return Wording(
        text, kind, tuple(members.split("、")) if members else (), _day(since), _day(until), source
    )


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


@cache
def right_forms() -> frozenset[str]:
    """本来就对的写法：各条表述，和与它们相像的别的词语。"""
    return frozenset(wording.name for wording in wordings()) | load_words("policy-lookalikes")


def is_exempt(value: str, at: int) -> bool:
    """在书名号里，或在一段长引文里。"""
    if inside(cited(value), at):
        return True
    ranges = tuple(each for each in quoted(value) if each[1] - each[0] > _LONGEST_NAME)
    return inside(ranges, at)
