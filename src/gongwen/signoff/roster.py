"""签字名册：谁有什么角色，用哪把钥匙签，什么时候有效，受谁委托。文件的读写在 roster_file.py。"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

REGISTRAR = "手签登记"
"""可以把手签的发文稿纸、领导的口头同意登记进来的角色。"""


@dataclass(frozen=True, slots=True)
class Signatory:
    """名册的一行：一个人的一把钥匙；没有钥匙（不签名）的 algorithm 为空。

    public_key 是公钥的原始字节；since、until 是有效的起止日（含），没有写的不限。
    revoked_after 是停用那一刻回执登记簿有几行：只有那以前登记过的步骤才算数；没有停用的为 None。
    """

    name: str
    roles: tuple[str, ...]
    post: str = ""
    organ: str = ""
    algorithm: str = ""
    public_key: bytes = b""
    since: date | None = None
    until: date | None = None
    revoked_after: int | None = None

    @property
    def keyid(self) -> str:
        """公钥的标识：SHA-256 的前 32 位十六进制；没有钥匙为空串。"""
        return keyid_of(self.public_key) if self.public_key else ""

    def valid_on(self, day: date) -> bool:
        """这一天在有效期内。"""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Delegation:
    """委托：principal 不在时，agent 以他的 role 办，起止日都含；reason 是依据。"""

    principal: str
    agent: str
    role: str
    since: date
    until: date
    reason: str


@dataclass(frozen=True)
class Roster:
    """签字名册。digest 是文件的 SHA-256，由单位资料得来的（还没有钥匙）为空。"""

    signatories: tuple[Signatory, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    digest: str = ""

    def of(self, name: str) -> tuple[Signatory, ...]:
        """这个人的各行；名册里没有的为空。"""
        return self._named.get(name, ())

    def with_key(self, keyid: str) -> Signatory | None:
        """这把钥匙是谁的；没有的为 None。"""
        return self._keyed.get(keyid)

    def roles_of(self, name: str, day: date) -> frozenset[str]:
        """这个人这一天有哪些角色。"""
        return frozenset(role for row in self.of(name) if row.valid_on(day) for role in row.roles)

    def organs_of(self, name: str, day: date | None = None) -> frozenset[str]:
        """这个人（这一天）是哪个机关的。"""
        rows = (row for row in self.of(name) if day is None or row.valid_on(day))
        return frozenset(row.organ for row in rows if row.organ)

    def in_office(self, name: str, day: date) -> bool:
        """这个人这一天在名册上有效。"""
        return any(row.valid_on(day) for row in self.of(name))

    def delegated(self, principal: str, agent: str, day: date) -> frozenset[str]:
        """这一天 principal 委托给 agent 的角色。"""
        return frozenset(
            each.role
            for each in self.delegations
            if (each.principal, each.agent) == (principal, agent) and each.since <= day <= each.until
        )

    def holders(self, roles: Collection[str], day: date) -> tuple[str, ...]:
        """这一天有其中一个角色的人，照名册的次序。"""
        found = (row.name for row in self.signatories if row.valid_on(day) and set(row.roles) & set(roles))
        return tuple(dict.fromkeys(found))

    @cached_property
    def _named(self) -> dict[str, tuple[Signatory, ...]]:
        named: dict[str, tuple[Signatory, ...]] = {}
        for row in self.signatories:
            named[row.name] = (*named.get(row.name, ()), row)
        return named

    @cached_property
    def _keyed(self) -> dict[str, Signatory]:
        return {row.keyid: row for row in self.signatories if row.public_key}


def keyid_of(public_key: bytes) -> str:
    """公钥的标识。"""
    return hashlib.sha256(public_key).hexdigest()[:32]
