"""比职务：名单上写的与名册里的是不是一回事。

职务拆成所在（“综合科”）、修饰（“副”）和职名（“科长”）。所在可以详略不同（“市政府办”与“澜州市人民政府办公室”），
名册里一人可以有几个职务，名单上写了其中一个就算相符。
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING

from gongwen.proofing.lazy import Lazy
from gongwen.proofing.names.words import FORMER, listed, post_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

_SPLIT = Lazy(r"[、，,；;/／|\n]|兼|\s{2,}|　")
_NOTE = Lazy(r"[（(][^（）()]*[）)]")
# 有没有它，是一个职务的详略两种写法
_SLIGHT = Lazy("常务|代理|代|第一|专职|兼职|驻会|执行")
_RANK = Lazy("巡视员|调研员|主任科员|科员|办事员|研究员|工程师|会计师|经济师|教授")
_PARTY = Lazy("党|委$|书记|常委|纪|人大|政协|主席|政委|组长")
_ABBREVIATED = (("委员会", "委"), ("办公室", "办"), ("办公厅", "办"), ("人民", ""), ("和", ""), ("与", ""))


class Relation(Enum):
    """名单上的职务与名册里的比。"""

    NONE = "没有可比的"
    SAME = "相符"
    LOOSE = "写法不同"
    OTHER = "不符"


@dataclass(frozen=True, slots=True)
class Part:
    """一个职务。context 是所在的单位、科室，modifiers 是“副”“党组”之类，core 是“局长”之类。"""

    context: str
    modifiers: str
    core: str

    @property
    def essential(self) -> str:
        """去掉可有可无的修饰。"""
        return _SLIGHT.sub("", self.modifiers)

    @property
    def is_former(self) -> bool:
        """原任、前任、时任的。"""
        return FORMER.search(self.modifiers) is not None or FORMER.match(self.context) is not None

    @property
    def is_role(self) -> bool:
        """会上的角色，如“组长”。"""
        return self.modifiers in ("", "副") and self.core in listed("roles")

    @property
    def is_rank(self) -> bool:
        """职级、职称。"""
        return _RANK.search(self.core) is not None

    @property
    def is_party(self) -> bool:
        """党内的、人大政协的职务：与行政职务常由一人兼任。"""
        return _PARTY.search(self.context + self.modifiers + self.core) is not None


def parts(post: str, organ: str = "") -> tuple[Part, ...]:
    """写的各个职务；认不出职名的略去。organ 是旁边写的单位，接在所在之前。"""
    return tuple(_with_organ(each, organ) for each in _parts(post))


@cache
def _parts(post: str) -> tuple[Part, ...]:
    pieces = ("".join(_NOTE.sub("", piece).split()) for piece in _SPLIT.split(post[:400]))
    found = (post_pattern().fullmatch(piece) for piece in pieces)
    return tuple(Part(each["context"], each["modifiers"], each["core"]) for each in found if each)


def _with_organ(part: Part, organ: str) -> Part:
    organ = "".join(organ.split())
    if not organ or part.context.startswith(organ):
        return part
    return Part(organ + part.context, part.modifiers, part.core)


def relation(written: Iterable[Part], listed: Iterable[Part], places: tuple[str, ...] = ()) -> Relation:
    """几个职务与名册里的几个职务比，取最相符的。places 是名册里的地名，比的时候只看末一字（市、县）。"""
    # 原任的、会上的角色、名册里没有写的职级，都不比
    mine = [part for part in written if not part.is_former and not part.is_role]
    its = [part for part in listed if not part.is_former]
    if not any(part.is_rank for part in its):
        mine = [part for part in mine if not part.is_rank]
    if not mine or not its:
        return Relation.NONE
    found = {_compare(one, other, places) for one in mine for other in _comparable(one, its)}
    return next(each for each in (Relation.SAME, Relation.LOOSE, Relation.OTHER) if each in found)


def _comparable(mine: Part, its: list[Part]) -> list[Part]:
    """党内的与党内的比，行政的与行政的比；名册里没有同类的，都比。"""
    return [part for part in its if part.is_party == mine.is_party] or its


def _compare(mine: Part, its: Part, places: tuple[str, ...]) -> Relation:
    together = agree(mine.context, its.context, places)
    if mine.core == its.core and mine.essential == its.essential:
        if not together:
            return Relation.OTHER
        return Relation.SAME if mine.modifiers == its.modifiers else Relation.LOOSE
    return Relation.LOOSE if together and mine.is_party != its.is_party else Relation.OTHER


def agree(one: str, other: str, places: tuple[str, ...] = ()) -> bool:
    """两处单位是不是可能是一个：有一个没有写，或短的是长的略写（各字依次都在长的里）。"""
    short, long = sorted((_plain(one, places), _plain(other, places)), key=len)
    rest = iter(long)
    return all(char in rest for char in short)


@cache
def _plain(organ: str, places: tuple[str, ...]) -> str:
    for place in places:
        organ = organ.replace(place, place[-1])
    for full, brief in _ABBREVIATED:
        organ = organ.replace(full, brief)
    return "".join(organ.split())
