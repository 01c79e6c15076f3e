"""图书计错办法的表（book.toml）：各类差错计几个，本程序的规则落在哪一类。"""

from __future__ import annotations

import pkgutil
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

# 哪一族都不是的规则（将来加了而没有登记的）从严，按文字差错计
FALLBACK = "text"
_KIND_KEYS = {"id", "name", "weight", "each", "most", "past", "then", "whole", "article", "checked"}


@dataclass(frozen=True, slots=True)
class Kind:
    """一类差错怎样计：weight 每处几个，其余见 book.toml 开头。"""

    id: str
    name: str
    weight: Decimal
    article: str
    checked: bool
    once_a_face: bool = False
    most: Decimal | None = None
    past: int | None = None
    then: Decimal | None = None
    whole: bool = False

    @property
    def repetition(self) -> str:
        """重复出现时怎样计；没有规定的为空串。"""
        scope = "这一类" if self.whole else "同样的"
        said = [f"{scope}一面只计一处"] if self.once_a_face else []
        if self.most is not None:
            said.append(f"{scope}全文最多计 {self.most} 个")
        if self.past is not None:
            said.append(f"{scope}超过 {self.past} 处，一共计 {self.then} 个")
        return "；".join(said)


@dataclass(frozen=True, slots=True)
class BookTable:
    """整张表。codes、families 是规则代码、族到类的 id；limit 是合格线（万分之几）。"""

    source: str
    limit: Decimal
    limit_article: str
    kinds: tuple[Kind, ...]
    codes: Mapping[str, str]
    families: Mapping[str, str]

    def kind(self, name: str) -> Kind:
        """这个 id 的类。"""
        return next(each for each in self.kinds if each.id == name)

    def kind_of(self, code: str) -> str:
        """规则落在哪一类（id）：先看代码，再看族，都没有的从严。"""
        return self.codes.get(code) or self.families.get(code[:2], FALLBACK)


@cache
def book_table() -> BookTable:
    """随程序的表。"""
    data = pkgutil.get_data(__name__, "book.toml")
    if data is None:
        raise FileNotFoundError("book.toml")
    return parse_table(data.decode("utf-8"))


def parse_table(text: str) -> BookTable:
    """读一张表。键不认识、类重复、规则指向没有的类时引发 ValueError。"""
    values = tomllib.loads(text, parse_float=Decimal)
    if values["format"] != 1:
        raise ValueError("format 应为 1")
    kinds = tuple(_kind(row) for row in values["kind"])
    names = [each.id for each in kinds]
    rules = values["rule"]
    if len(set(names)) < len(names):
        raise ValueError("有两类用了同一个 id")
    for row in rules:
        if row["kind"] not in names:
            raise ValueError(f"没有这一类：{row['kind']}")
    codes = {row["code"]: row["kind"] for row in rules if "code" in row}
    families = {row["family"]: row["kind"] for row in rules if "family" in row}
    if len(codes) + len(families) < len(rules):
        raise ValueError("同一条规则、同一族写了两次")
    return BookTable(
        values["source"], Decimal(values["limit"]), values["limit_article"], kinds, codes, families
    )


def _kind(row: dict[str, Any]) -> Kind:
    if row.keys() - _KIND_KEYS:
        raise ValueError(f"不认识的键：{'、'.join(sorted(row.keys() - _KIND_KEYS))}")
    if ("past" in row) != ("then" in row):
        raise ValueError("past 和 then 要一起写")
    return Kind(
        row["id"],
        row["name"],
        Decimal(row["weight"]),
        row["article"],
        row["checked"],
        once_a_face=row.get("each", "place") == "face",
        most=_number(row, "most"),
        past=row.get("past"),
        then=_number(row, "then"),
        whole=row.get("whole", False),
    )


def _number(row: dict[str, Any], key: str) -> Decimal | None:
    return Decimal(row[key]) if key in row else None
