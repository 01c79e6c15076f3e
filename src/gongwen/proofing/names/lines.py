"""一行的词合成一个个人：职务、单位写在姓名前面、后面、括号里的，各归各人。"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from gongwen.proofing.names.tokens import Kind, Token, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongwen.proofing.names.roster import Roster

_FIELDS = {"姓名": Kind.NAME, "职务": Kind.POST, "单位": Kind.ORGAN}


@dataclass(frozen=True, slots=True)
class Person:
    """一行里的一个人。posts、organs 是写给这个人的职务和单位。"""

    name: Token
    posts: tuple[Token, ...] = ()
    organs: tuple[Token, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """一行。label 是“出席”之类；posts、organs 是没有姓名的一行里的职务、单位；pure 表示没有别的字。"""

    people: tuple[Person, ...]
    label: str = ""
    posts: tuple[Token, ...] = ()
    organs: tuple[Token, ...] = ()
    pure: bool = True


@dataclass
class _Open:
    """还没有归到人的职务、单位。"""

    posts: list[Token] = field(default_factory=list)
    organs: list[Token] = field(default_factory=list)

    def take(self) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
        taken = tuple(self.posts), tuple(self.organs)
        self.posts, self.organs = [], []
        return taken


def read_line(text: str, roster: Roster) -> Line:
    """一行里的人。"""
    found = tokens(text, roster)
    labels = [token for token in found if token.kind is Kind.LABEL and token.text not in _FIELDS]
    rest = [token for token in found if token.kind is not Kind.LABEL]
    people, waiting = _people(rest)
    people = _in_units(people, rest, text)
    posts, organs = waiting.take()
    if people and (posts or organs):
        # 末了剩下的：前一个人还没有职务的，是他的
        last = people[-1]
        people[-1] = replace(last, posts=last.posts or posts, organs=last.organs or organs)
        posts, organs = (), ()
    pure = all(token.kind is not Kind.OTHER for token in rest)
    return Line(tuple(people), labels[-1].text if labels else "", posts, organs, pure)


def _in_units(people: list[Person], found: Iterable[Token], text: str) -> list[Person]:
    """“市水利局：甲、乙”：冒号前面的单位是后面各人的。"""
    units = [
        token
        for token in found
        if token.kind is Kind.ORGAN and text[token.end : token.end + 1] in ("：", ":")
    ]
    starts = [unit.start for unit in units]
    placed = ((person, bisect_right(starts, person.name.start)) for person in people)
    return [
        replace(person, organs=(units[at - 1],)) if at and not person.organs else person
        for person, at in placed
    ]


def _people(found: Iterable[Token]) -> tuple[list[Person], _Open]:
    """职务写在第一个姓名前面的，都写在前面；否则都写在后面。括号里的总是前一个人的。"""
    people: list[Person] = []
    waiting, before = _Open(), False
    for token in found:
        if token.kind is Kind.NAME:
            before = before or (not people and bool(waiting.posts))
            people.append(Person(token, *waiting.take()))
        elif token.kind in (Kind.POST, Kind.ORGAN):
            if people and (token.aside or not before) and not waiting.posts:
                people[-1] = _given(people[-1], token, waiting)
            elif token.kind is Kind.POST:
                waiting.posts.append(token)
            else:
                waiting.organs.append(token)
    return people, waiting


def _given(person: Person, token: Token, waiting: _Open) -> Person:
    """写在姓名后面的职务、单位。“甲单位　张三　局长　乙单位　李四”里，第二个单位是后一个人的。"""
    if token.kind is Kind.POST:
        organs = (*person.organs, *waiting.organs)
        waiting.organs = []
        return replace(person, posts=(*person.posts, token), organs=organs)
    if person.organs or (person.posts and not token.aside):
        waiting.organs.append(token)
        return person
    return replace(person, organs=(token,))
