"""名册：单位资料里的人、机关、地名，按各种查法编好索引。"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import islice, product
from typing import TYPE_CHECKING, TypeVar

from gongwen.proofing.fixed import Fixed
from gongwen.proofing.hanzi import sounds, standard
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.names.near import Near, difference, holes, plain_name, swaps, without_one
from gongwen.proofing.names.posts import Part, Relation, agree, parts, relation
from gongwen.proofing.names.slips import Slips

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongwen.agency import Agency, Person

K = TypeVar("K")
# “各县（区）人民政府”之类不是一个机关的名称
_COLLECTIVE = Lazy(r"[各等及]|有关|所属|直属机构|部门$")
_PLACE = Lazy(r"[^省市县区盟旗]{2,6}?(?:自治州|地区|[省市县区盟旗])")
_MOST_READINGS = 16
_REMEMBERED = 20_000


class Roster:
    """名册。people 的次序就是排名次序。"""

    def __init__(self, agency: Agency) -> None:
        self.agency = agency
        self.people = agency.people
        self.name = agency.name
        self.names = tuple(plain_name(person.name) for person in self.people)
        self.rank = {name: at for at, name in reversed(list(enumerate(self.names)))}
        full = set(_organs(agency))
        self.units = agency.organs
        shorts = {short for unit in agency.organs for short in unit.shorts if len(short) > 3}
        named = {plain_name(place) for place in agency.places}
        self.places = tuple(sorted({place for organ in full for place in _place_in(organ)} | named))
        brief = {short for organ in full for short in _brief(organ, self.places)}
        self.organs = tuple(sorted(full | brief | shorts, key=lambda organ: (-len(organ), organ)))
        # 一句话里面，只找三个字以上的姓名
        self.sizes = tuple(sorted({len(name) for name in self.names if len(name) > 2}, reverse=True))
        # 查过的记下来：单位、职务一份名单里重复很多
        self.corrected: dict[str, str] = {}
        self._near: dict[str, tuple[tuple[Person, Near], ...]] = {}
        self._by_name = _grouped((name, at) for at, name in enumerate(self.names))

    def organ_of(self, name: str) -> str:
        """叫这个名字的头一个人的单位。"""
        return next((person.organ for person in self.called(name)), "")

    def called(self, name: str) -> tuple[Person, ...]:
        """叫这个名字的人，可以不止一个。"""
        return tuple(self.people[at] for at in self._by_name.get(name, ()))

    def may_be_near(self, name: str) -> bool:
        """有没有可能只差一点：姓相同，或名相同，或姓名颠倒了。一句话里面逐字找的时候先看它，快得多。"""
        return name[0] in self._heads or name[1] in self._heads or name[1:] in self._tails

    def near(self, name: str) -> tuple[tuple[Person, Near], ...]:
        """与这个名字只差一点的人，差得少的在前。"""
        if name not in self._near:
            if len(self._near) > _REMEMBERED:
                self._near.clear()
            self._near[name] = self._close(name)
        return self._near[name]

    def _close(self, name: str) -> tuple[tuple[Person, Near], ...]:
        found = set(self._holes_at(name)) | {at for swap in swaps(name) for at in self._by_name.get(swap, ())}
        found |= {at for less in without_one(name) for at in self._by_name.get(less, ())}
        found |= set(self._by_standard.get(_plain_form(name), ()))
        found |= set(self._shorter.get(name, ())) | set(self._sounding(name))
        told = ((at, difference(name, self.names[at])) for at in sorted(found))
        order = list(Near)
        close = sorted(
            ((at, near) for at, near in told if near), key=lambda each: (order.index(each[1]), each[0])
        )
        return tuple((self.people[at], near) for at, near in close)

    def _holes_at(self, name: str) -> Iterator[int]:
        return (at for hole in holes(name) for at in self._by_hole.get(hole, ()))

    def _sounding(self, name: str) -> Iterator[int]:
        return (at for key in _readings(name) for at in self._by_sound.get(key, ()))

    @cached_property
    def characters(self) -> frozenset[str]:
        """姓名用到的字。"""
        return frozenset("".join(self.names))

    @cached_property
    def fixed(self) -> Fixed:
        """机关名称，从不连用的两个字找起的。"""
        return Fixed(self.organs)

    @cached_property
    def slips(self) -> Slips:
        """机关名称、地名的误写。"""
        return Slips((*self.organs, *self.places))

    @cached_property
    def _heads(self) -> frozenset[str]:
        return frozenset(name[0] for name in self.names)

    @cached_property
    def _tails(self) -> frozenset[str]:
        return frozenset(name[1:] for name in self.names)

    @cached_property
    def _by_hole(self) -> dict[str, list[int]]:
        return _grouped((hole, at) for at, name in enumerate(self.names) for hole in holes(name))

    @cached_property
    def _by_standard(self) -> dict[str, list[int]]:
        return _grouped((_plain_form(name), at) for at, name in enumerate(self.names))

    @cached_property
    def _shorter(self) -> dict[str, list[int]]:
        return _grouped((less, at) for at, name in enumerate(self.names) for less in without_one(name))

    @cached_property
    def _by_sound(self) -> dict[str, list[int]]:
        return _grouped((key, at) for at, name in enumerate(self.names) for key in _readings(name))

    @cached_property
    def _by_core(self) -> dict[tuple[str, str], list[tuple[int, Part]]]:
        found: dict[tuple[str, str], list[tuple[int, Part]]] = defaultdict(list)
        for at, person in enumerate(self.people):
            for part in self.parts(person):
                found[part.core, part.modifiers].append((at, part))
        return dict(found)

    def parts(self, person: Person) -> tuple[Part, ...]:
        """名册里这个人的各个职务。"""
        return parts(person.post, person.organ)

    def relation(self, post: str, organ: str, person: Person) -> Relation:
        """名单上写的职务、单位，与这个人的比。"""
        return relation(parts(post, organ), self.parts(person), self.places)

    def holders(self, post: str, organ: str) -> tuple[Person, ...]:
        """名册里正任这个职务的人；职务与单位都要对得上，只写“办公室主任”对不上哪一个。"""
        found = {
            at
            for part in parts(post, organ)
            if not (part.is_former or part.is_role or part.is_rank)
            for at, its in self._by_core.get((part.core, part.modifiers), ())
            if self._surely(part, its)
        }
        return tuple(self.people[at] for at in sorted(found))

    def _surely(self, mine: Part, its: Part) -> bool:
        """两处单位确实是一个。名册里没有写单位的，是本机关的，名单上也要没有写，或写的是本机关。"""
        if not its.context:
            return not mine.context or agree(mine.context, self.name, self.places)
        short = min(len(mine.context), len(its.context))
        return mine.context == its.context or (short > 2 and agree(mine.context, its.context, self.places))


def _grouped(pairs: Iterable[tuple[K, int]]) -> dict[K, list[int]]:
    found: dict[K, list[int]] = defaultdict(list)
    for key, at in pairs:
        if not found[key] or found[key][-1] != at:
            found[key].append(at)
    return dict(found)


def _plain_form(name: str) -> str:
    """各字换成规范字。"""
    return "".join(standard(char) for char in name)


def _readings(name: str) -> Iterator[str]:
    """各种读法，姓之外都换成读音；多音字各读一遍，读法太多的只看前面几种。"""
    each = [sorted({sound[:-1] for sound in sounds(char)}) or [char] for char in name[1:]]
    return (f"{name[:1]} {' '.join(way)}" for way in islice(product(*each), _MOST_READINGS))


def _organs(agency: Agency) -> Iterator[str]:
    own = (agency.name, agency.short, *(person.organ for person in agency.people))
    own += tuple(organ.name for organ in agency.organs)
    groups = [group for each in (agency.addressees, agency.copied_to) for group in (each or {}).values()]
    for organ in (*own, *(organ for group in groups for organ in group)):
        plain = "".join(organ.split())
        if len(plain) > 3 and not _COLLECTIVE.search(plain):
            yield plain


def _brief(organ: str, places: tuple[str, ...]) -> Iterator[str]:
    """略写：“澜州市人民政府办公室”也写“市人民政府办公室”“市政府办公室”。"""
    for place in places:
        short = place[-1] + organ.removeprefix(place)
        if organ.startswith(place) and len(short) > 3:
            yield from (short, short.replace("人民政府", "政府"))


def _place_in(organ: str) -> Iterator[str]:
    found = _PLACE.match(organ)
    if found and len(found[0]) < len(organ):
        yield found[0]


_LAST: list[tuple[Agency, Roster]] = []


def roster_of(agency: Agency) -> Roster:
    """这份单位资料的名册。编索引要些时间，一批文件用的是同一份资料：上一份的留着。"""
    if not _LAST or _LAST[0][0] != agency:
        _LAST[:] = [(agency, Roster(agency))]
    return _LAST[0][1]
