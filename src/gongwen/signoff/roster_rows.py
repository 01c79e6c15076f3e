"""签字名册文件的内容：各段照文件写的样子，怎样得出 Roster；没有名册文件的单位，由单位资料得出。"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gongwen.agency.values import overlap
from gongwen.errors import UsageError, Where
from gongwen.signoff.algorithms import ED25519
from gongwen.signoff.roster import Delegation, Roster, Signatory, keyid_of
from gongwen.signoff.roster_names import code_point, folded, invisible
from gongwen.sources.reading import shown_path

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
    def term(self) -> tuple[date | None, date | None]:
        """有效的起止，照写的。"""
        return self.since, self.until

    def agrees(self, other: Row) -> bool:
        """两段说的是同一个人同样的身份：机关、职务、角色都相同。"""
        return (self.organ, self.post, set(self.roles)) == (other.organ, other.post, set(other.roles))

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
    """单位资料里的人员各一段，照先后，都没有钥匙。

    同名的两个人（任期重叠）姓名后面括注职务，谁也不沾谁的角色。姓名里有看不见的字符、两个人的姓名看着一样的，引发
    UsageError。
    """
    _refuse_lookalikes(agency)
    return tuple(
        replace(person_row(person, agency), name=_told_apart(person, agency)) for person in agency.people
    )


def _refuse_lookalikes(agency: Agency) -> None:
    seen: dict[str, str] = {}
    for person in agency.people:
        char = invisible("".join(person.name.split()))
        other = seen.setdefault(folded(person.name), person.name)
        if char is not None:
            what = f"“{person.name}”的姓名里有看不见的字符（{code_point(char)}）"
            raise UsageError(what, Where(shown_path(agency.path)), "去掉它，重新写一遍")
        if other != person.name:
            what = f"“{other}”“{person.name}”看着是一个姓名"
            next_step = "是一个人的，写成一样；是两个人的，写得分得清"
            raise UsageError(what, Where(shown_path(agency.path)), next_step)


def person_row(person: Person, agency: Agency) -> Row:
    """单位资料里的一个人。

    角色是写的角色；本机关和它服务的政府的人，各个职务也是角色。外单位的“主任”不是本机关的主任，只算写的角色。机关没有写的
    是本机关。
    """
    own = not person.organ or _is_own(agency, person.organ)
    posts = tuple(filter(None, (each.strip() for each in person.post.split("、")))) if own else ()
    return Row(
        name=person.name,
        roles=tuple(dict.fromkeys((*person.roles, *posts))),
        post=person.post,
        organ=person.organ or agency.name,
        since=person.since,
        until=person.until,
    )


def _is_own(agency: Agency, organ: str) -> bool:
    """本机关、它服务的政府，或单位资料写的是政府时它的办公室。"""
    return agency.serves(organ) or organ.removeprefix(agency.name) in ("办公室", "办公厅")


def _told_apart(person: Person, agency: Agency) -> str:
    """名册里的姓名：有同名而任期重叠的，括注分得清的职务，职务也相同的加上机关。"""
    others = [
        each
        for each in agency.people
        if each is not person and each.name == person.name and overlap(each.term, person.term)
    ]
    if not others:
        return person.name
    for mark in (_first_post, _whole_post, _organ_and_post):
        if all(mark(each) != mark(person) for each in others):
            return f"{person.name}（{mark(person)}）"
    return f"{person.name}（{_organ_and_post(person)}）"


def _first_post(person: Person) -> str:
    return person.post.split("、")[0]


def _whole_post(person: Person) -> str:
    return person.post


def _organ_and_post(person: Person) -> str:
    return f"{person.organ}{person.post}"
