"""名册里要加的人：没有写的照单位资料补齐；同名的要认得出是哪一个。"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gongwen.errors import UsageError, Where, nearest
from gongwen.signoff.roster_names import folded, plain
from gongwen.signoff.roster_rows import Row, agency_rows, person_row
from gongwen.sources.reading import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from gongwen.agency import Agency


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """要加的人。public_key 为空的没有钥匙；没有写的各项照 office.toml。"""

    name: str
    public_key: bytes = b""
    roles: tuple[str, ...] = ()
    post: str = ""
    organ: str = ""
    since: date | None = None
    until: date | None = None


def with_defaults(agency: Agency | None, person: NewPerson, today: date) -> Row:
    """照单位资料补齐的一段。

    那里没有这个人（而有别人）、有同名的却没有写明是哪一个、不在任、没有角色的，引发 UsageError。
    """
    name = person.name.strip()
    known = _known(agency, name, person.organ)
    if agency is not None and agency.people and not known:
        raise UsageError(
            f"office.toml 的人员里没有“{name}”",
            Where(shown_path(agency.path)),
            hint(name, (each.name for each in agency.people)) + "是别的人的，先在 [[人员]] 里写上",
        )
    current = _chosen(agency, person, [row for row in known if row.signatory.valid_on(today)])
    if known and not current and not person.roles:
        raise UsageError(
            f"“{name}”照 office.toml 现在不在任",
            Where(shown_path(agency.path) if agency else None),
            "核对起、止",
        )
    roles = person.roles or tuple(dict.fromkeys(role for row in current for role in row.roles))
    if not roles:
        foreign = "外单位的职务不算本机关的角色；" if current else ""
        raise UsageError(f"没有写“{name}”的角色", None, f"{foreign}写上 --role 角色，可以写几次")
    own = [row for row in current if agency is not None and agency.serves(row.organ)]
    first = next(iter((*own, *current)), Row(name=name, roles=(), organ=agency.name if agency else ""))
    return Row(
        # 管名册的人自己写了括注的照写；没有写的，同名的人已经括注了职务
        name=name if plain(name) != folded(name) else first.name,
        roles=roles,
        post=person.post or first.post,
        organ=person.organ or first.organ,
        public_key=person.public_key,
        since=person.since or first.since,
        until=person.until or first.until,
    )


def _known(agency: Agency | None, name: str, organ: str) -> list[Row]:
    """单位资料里叫这个名字的各段；同名的，名字里已经括注了职务。

    另写了机关（organ）的，角色照那个机关看：到了外单位，原来的职务不作角色。
    """
    if agency is None:
        return []
    pairs = list(zip(agency.people, agency_rows(agency), strict=True))
    found = [pair for pair in pairs if pair[1].name == name and pair[0].name != name]
    found = found or [pair for pair in pairs if folded(pair[0].name) == plain(name)]
    return [
        replace(row, roles=person_row(replace(person, organ=organ or person.organ), agency).roles)
        for person, row in found
    ]


def _chosen(agency: Agency | None, person: NewPerson, current: list[Row]) -> list[Row]:
    """现在在任的各段里要加的那一个人的；有同名的，照职务、机关认，认不出的引发 UsageError。"""
    if agency is None or len({row.name for row in current}) < 2:
        return current
    fitting = [
        row
        for row in current
        if (person.post or person.organ)
        and person.post in ("", row.post, *row.post.split("、"))
        and person.organ in ("", row.organ)
    ]
    if len({row.name for row in fitting}) == 1:
        return fitting
    raise UsageError(
        f"office.toml 里有 {len(current)} 个“{person.name.strip()}”",
        Where(shown_path(agency.path)),
        f"写明是哪一个：--post 职务，或 --organ 机关；可以写的姓名：{'、'.join(row.name for row in current)}",
    )


def hint(word: str, valid: Iterable[str]) -> str:
    """最接近的那一个，写成问句；都不像的为空串。"""
    close = nearest(word, dict.fromkeys(valid))
    return f"是不是“{close}”？" if close else ""
