"""签字名册文件的内容：各段照文件写的样子，怎样得出 Roster；没有名册文件的单位，由单位资料得出。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.signoff.algorithms import ED25519
from gongwen.signoff.roster import Delegation, Roster, Signatory, keyid_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from gongwen.agency import Agency
    from gongwen.agency.people import Person

FORMAT = 1
# 单位资料里“签发”“签发人”是一回事（Agency.with_role）
_SAME = ("签发", "签发人")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """一段 [[签字人]]。

    public_key 是公钥的原始字节，没有钥匙的为空；since、until 是有效的起止日（含）。
    revoked_after、revoked_for、revoked_on 是停用时回执登记簿的行数、原因、日期；没有停用的为 None、空、None。
    """

    name: str
    roles: tuple[str, ...]
    post: str = ""
    organ: str = ""
    public_key: bytes = b""
    since: date | None = None
    until: date | None = None
    revoked_after: int | None = None
    revoked_for: str = ""
    revoked_on: date | None = None

    @property
    def keyid(self) -> str:
        """公钥的标识；没有钥匙为空串。"""
        return keyid_of(self.public_key) if self.public_key else ""

    @property
    def live(self) -> bool:
        """没有停用。"""
        return self.revoked_after is None

    @property
    def signatory(self) -> Signatory:
        """名册的一行。停用的，角色也到停用那天为止。"""
        ends = [each for each in (self.until, self.revoked_on) if each is not None]
        return Signatory(
            name=self.name,
            roles=with_same(self.roles),
            post=self.post,
            organ=self.organ,
            algorithm=ED25519 if self.public_key else "",
            public_key=self.public_key,
            since=self.since,
            until=min(ends, default=None),
            revoked_after=self.revoked_after,
        )


@dataclass(frozen=True, slots=True)
class RosterFile:
    """名册文件的全部内容。"""

    rows: tuple[Row, ...] = ()
    delegations: tuple[Delegation, ...] = ()

    def of(self, name: str) -> tuple[Row, ...]:
        """这个人的各段。"""
        return tuple(row for row in self.rows if row.name == name)

    def roles_of(self, name: str) -> tuple[str, ...]:
        """这个人的全部角色，不论哪一天。"""
        return with_same(role for row in self.of(name) for role in row.roles)

    def roster(self, digest: str) -> Roster:
        """签字名册；digest 是文件的 SHA-256。"""
        return Roster(tuple(row.signatory for row in self.rows), self.delegations, digest)


def with_same(roles: Iterable[str]) -> tuple[str, ...]:
    """这些角色，去掉重复的；“签发”“签发人”有一个就都有。"""
    listed = tuple(dict.fromkeys(roles))
    more = _SAME if any(each in _SAME for each in listed) else ()
    return tuple(dict.fromkeys((*listed, *more)))


def roster_of(agency: Agency) -> Roster:
    """还没有名册文件时的名册：单位资料里的人员，都没有钥匙。"""
    return Roster(tuple(row.signatory for row in agency_rows(agency)))


def agency_rows(agency: Agency) -> tuple[Row, ...]:
    """单位资料里的人员各一段：角色是写的角色和各个职务，机关没有写的是本机关。"""
    return tuple(person_row(person, agency) for person in agency.people)


def person_row(person: Person, agency: Agency) -> Row:
    """单位资料里的一个人。"""
    posts = tuple(filter(None, (each.strip() for each in person.post.split("、"))))
    return Row(
        name=person.name,
        roles=tuple(dict.fromkeys((*person.roles, *posts))),
        post=person.post,
        organ=person.organ or agency.name,
        since=person.since,
        until=person.until,
    )
