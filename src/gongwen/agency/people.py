"""office.toml 里的人员。

[[人员]]
姓名 = "顾清岚"
职务 = ["常务副市长", "党组副书记"]
机关 = "澜州市人民政府"
起 = 2024-03-01
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gongwen.agency.values import SINCE, UNTIL, overlap, term_of, text_of, texts_of
from gongwen.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gongwen.settings import Settings

PEOPLE = "人员"
_NAME, _POST, _NAMESAKE, _ROLES = "姓名", "职务", "同名", "角色"
_TEXTS = {_NAME: "name", "机关": "organ", "电话": "phone"}
PERSON_KEYS = (_NAME, _POST, "机关", "电话", _ROLES, SINCE, UNTIL, _NAMESAKE)


@dataclass(frozen=True, slots=True)
class Person:
    """一个人。roles 是在审签、联系等事上的角色，如“签发”“联系人”；次序即 office.toml 里的次序。

    post 有几个职务的用顿号连着；since、until 是任职的起止，没有写的为 None。
    """

    name: str
    post: str
    organ: str = ""
    phone: str = ""
    roles: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    @property
    def term(self) -> tuple[date | None, date | None]:
        """任职的起止。"""
        return self.since, self.until

    def holds_on(self, day: date | None) -> bool:
        """这一天在任；不知道是哪一天的，看现在是不是写了止。"""
        if day is None:
            return self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def read_people(settings: Settings) -> tuple[Person, ...]:
    """人员，照先后。缺姓名、职务，一个人列了两次，起止颠倒时引发 UsageError。"""
    tables = settings.typed(settings.values.get(PEOPLE, []), list, PEOPLE)
    return tuple(_people(settings, tables))


def _people(settings: Settings, tables: list[Any]) -> Iterator[Person]:
    seen: dict[str, list[tuple[int, Person]]] = defaultdict(list)
    for index, value in enumerate(tables):
        table = settings.typed(value, dict, PEOPLE, index)
        person = _person(settings, index, table)
        namesake = settings.typed(table.get(_NAMESAKE, False), bool, PEOPLE, index, _NAMESAKE)
        for before, other in seen[person.name]:
            _refuse_twice(settings, (before, other), (index, person), namesake=namesake)
        seen[person.name].append((index, person))
        yield person


def _refuse_twice(
    settings: Settings, before: tuple[int, Person], now: tuple[int, Person], *, namesake: bool
) -> None:
    """同名的两段：职务、机关都相同的是重复；机关相同、任期重叠的，多半是一个人写了两段。"""
    other, person = before[1], now[1]
    if person.organ != other.organ or not overlap(person.term, other.term):
        return
    first = settings.where(PEOPLE, before[0]).line
    where = settings.where(PEOPLE, now[0], _NAME)
    if person.post == other.post:
        raise UsageError(
            f"“{person.name}　{person.post}”列了两次（前一次在第 {first} 行）",
            where,
            "删去一处；同名的两个人写明不同的职务或机关",
        )
    if not namesake:
        within = f"在“{person.organ}”" if person.organ else ""
        raise UsageError(
            f"“{person.name}”{within}列了两次（前一次在第 {first} 行）",
            where,
            '一个人的几个职务写在一起：职务 = ["甲", "乙"]；确是同名的两个人，加一行 同名 = true',
        )


def _person(settings: Settings, index: int, table: dict[str, Any]) -> Person:
    settings.refuse_unknown(table, PERSON_KEYS, PEOPLE, index)
    texts = {name: text_of(settings, table.get(key, ""), PEOPLE, index, key) for key, name in _TEXTS.items()}
    post = "、".join(texts_of(settings, table.get(_POST, ""), PEOPLE, index, _POST))
    for key, value in ((_NAME, texts["name"]), (_POST, post)):
        if not value:
            raise UsageError(f"人员缺“{key}”", settings.where(PEOPLE, index, key), "每个人都写明姓名和职务")
    roles = settings.typed(table.get(_ROLES, []), list, PEOPLE, index, _ROLES)
    since, until = term_of(settings, table, PEOPLE, index)
    return Person(
        **texts,
        post=post,
        roles=tuple(text_of(settings, role, PEOPLE, index, _ROLES) for role in roles),
        since=since,
        until=until,
    )
