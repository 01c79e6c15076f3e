"""一处造出来的错，和把几处错放进一份文字。位置都按干净的文字算。"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

    from tools.quality.clean import CleanDocument

    Make = Callable[[CleanDocument, random.Random], "Plant | None"]

APART = 40  # 同一份文字里两处错至少隔这么多字，免得互相牵连
PLACELESS = {"BT", "YS", "YZ"}  # 结果可以没有位置（缺什么）的族


@dataclass(frozen=True, slots=True)
class Plant:
    """把干净文字的 [start, end) 换成 wrong。

    also 是干净文字里另外几处，同一族的结果落在那里也算找到（缺了括号的报在另一半上）；
    anywhere 为真时，同一族的结果在哪里都算（缺要素、前后不一），这样的错独占一份文字。
    """

    family: str
    kind: str
    start: int
    end: int
    wrong: str
    right: str
    also: tuple[tuple[int, int], ...] = ()
    anywhere: bool = False
    document: str = field(default="", compare=False)
    around: str = field(default="", compare=False)

    @property
    def growth(self) -> int:
        """放进之后文字长了多少。"""
        return len(self.wrong) - (self.end - self.start)


@dataclass(frozen=True, slots=True)
class Operator:
    """一种造错的办法。make 不适用时返回 None。"""

    family: str
    kind: str
    make: Make
    digits: bool = False  # 要看数字的：数字不可信的文件不用


@dataclass(frozen=True, slots=True)
class PlantedText:
    """放进了几处错的文字；plants 按位置排列，places 是它们在新文字里的区间。"""

    text: str
    plants: tuple[Plant, ...]
    places: tuple[tuple[int, int], ...]

    def in_clean(self, offset: int) -> int:
        """新文字里的位置在干净文字里是哪里；在错里面的取错的起点。"""
        shift = 0
        for plant, (start, end) in zip(self.plants, self.places, strict=True):
            if offset < start:
                break
            if offset < end:
                return plant.start
            shift += plant.growth
        return offset - shift

    def in_planted(self, offset: int) -> int:
        """干净文字里的位置在新文字里是哪里。"""
        return offset + sum(plant.growth for plant in self.plants if plant.end <= offset)


def planted(text: str, plants: Sequence[Plant]) -> PlantedText:
    """把这些错都放进去；互相重叠时引发 ValueError。"""
    ordered = tuple(sorted(plants, key=lambda plant: (plant.start, plant.end)))
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    at = length = 0
    for plant in ordered:
        if plant.start < at or text[plant.start : plant.end] != plant.right:
            raise ValueError(f"放不进去：{plant}")
        kept = text[at : plant.start]
        parts += (kept, plant.wrong)
        length += len(kept)
        places.append((length, length + len(plant.wrong)))
        length += len(plant.wrong)
        at = plant.end
    parts.append(text[at:])
    return PlantedText("".join(parts), ordered, tuple(places))


def clear_of(plant: Plant, others: Sequence[Plant]) -> bool:
    """与已选的几处离得够远，可以放在一起。"""
    if plant.anywhere or any(other.anywhere for other in others):
        return not others
    return all(_apart(mine, its) for other in others for mine in _ranges(plant) for its in _ranges(other))


def _ranges(plant: Plant) -> tuple[tuple[int, int], ...]:
    return ((plant.start, plant.end), *plant.also)


def _apart(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[1] + APART <= other[0] or other[1] + APART <= one[0]
