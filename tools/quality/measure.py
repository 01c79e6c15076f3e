"""算账：一处错找没找到，找回率和误报率的精确区间。"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from math import comb, exp, lgamma, log
from typing import TYPE_CHECKING

from tools.quality.plant import PLACELESS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tools.quality.plant import Plant, PlantedText
    from tools.quality.proofed import Found, Proofed

NEAR = 2
CONFIDENCE = 0.95


def _root(function: Callable[[float], float], low: float, high: float) -> float:
    """单调减的 function 在 [low, high] 里的零点。"""
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if function(middle) > 0 else (low, middle)
    return (low + high) / 2


def poisson_below(count: int, mean: float) -> float:
    """均值为 mean 的泊松分布不超过 count 的概率。"""
    if mean == 0:
        return 1.0
    return sum(exp(k * log(mean) - mean - lgamma(k + 1)) for k in range(count + 1))


def poisson_upper(count: int, tail: float = 1 - CONFIDENCE) -> float:
    """均值的精确上限：再大，看到不超过 count 次的概率就小于 tail。0 次、单侧 95 % 是 2.9957。"""
    return _root(lambda mean: poisson_below(count, mean) - tail, 0.0, count + 10 * (count + 4) ** 0.5 + 20)


def poisson_lower(count: int, tail: float = 1 - CONFIDENCE) -> float:
    """均值的精确下限；0 次时为 0。"""
    if count == 0:
        return 0.0
    return _root(lambda mean: poisson_below(count - 1, mean) - (1 - tail), 0.0, float(count))


def poisson_interval(count: int) -> tuple[float, float]:
    """均值的双侧 95 % 精确区间。"""
    tail = (1 - CONFIDENCE) / 2
    return poisson_lower(count, tail), poisson_upper(count, tail)


def binomial_below(count: int, trials: int, chance: float) -> float:
    """trials 次、每次 chance，不超过 count 次的概率。"""
    if chance <= 0 or count >= trials:
        return 1.0
    if chance >= 1:
        return 0.0
    return sum(
        exp(log(comb(trials, k)) + k * log(chance) + (trials - k) * log(1 - chance)) for k in range(count + 1)
    )


def clopper_pearson(count: int, trials: int) -> tuple[float, float]:
    """比率的双侧 95 % 精确区间。"""
    tail = (1 - CONFIDENCE) / 2
    if trials == 0:
        return 0.0, 1.0
    low = _root(lambda p: binomial_below(count - 1, trials, p) - (1 - tail), 0.0, 1.0) if count else 0.0
    high = _root(lambda p: binomial_below(count, trials, p) - tail, 0.0, 1.0) if count < trials else 1.0
    return low, high


@dataclass(slots=True)
class Tally:
    """造了几处，找到几处，其中报作差错、提示的。"""

    planted: int = 0
    error: int = 0
    advice: int = 0

    @property
    def found(self) -> int:
        """找到的。"""
        return self.error + self.advice

    @property
    def recall(self) -> float:
        """找回率。"""
        return self.found / self.planted if self.planted else 0.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """一处错的下场。by 是报了它的规则；空的是漏了。"""

    plant: Plant
    by: str = ""
    error: bool = False


@dataclass(slots=True)
class Alarms:
    """干净文字上的报警。apart 是缺段的语料里对序号的报警，true 是记下的真差错：都不算误报。"""

    characters: int = 0
    errors: list[tuple[str, Found, str]] = field(default_factory=list)
    advice: list[tuple[str, Found, str]] = field(default_factory=list)
    apart: int = 0
    true: int = 0
    unread: list[str] = field(default_factory=list)


def outcomes(text: PlantedText, clean: Proofed, dirty: Proofed) -> tuple[Outcome, ...]:
    """逐处看找到没有。读不成的，也是说出了哪里不对，算找到。"""
    if dirty.refused:
        return tuple(Outcome(plant, "读不成", error=True) for plant in text.plants)
    known = _known(clean.found)
    fresh = [item for item in dirty.found if not _was_there(item, text, known)]
    return tuple(
        _outcome(plant, place, text, fresh) for plant, place in zip(text.plants, text.places, strict=True)
    )


def _known(found: Iterable[Found]) -> Counter[tuple[str, int | None, int | None, int]]:
    return Counter((item.code, item.start, item.end, item.part) for item in found)


def _was_there(
    item: Found, text: PlantedText, known: Counter[tuple[str, int | None, int | None, int]]
) -> bool:
    if item.start is None or item.end is None or item.part:
        return (item.code, item.start, item.end, item.part) in known
    return (item.code, text.in_clean(item.start), text.in_clean(item.end), 0) in known


def _outcome(plant: Plant, place: tuple[int, int], text: PlantedText, fresh: Sequence[Found]) -> Outcome:
    hits = [item for item in fresh if _hits(plant, place, text, item)]
    hits.sort(key=lambda item: (not item.error, item.family != plant.family))
    return Outcome(plant, hits[0].code, hits[0].error) if hits else Outcome(plant)


def _hits(plant: Plant, place: tuple[int, int], text: PlantedText, item: Found) -> bool:
    same = item.family == plant.family
    if item.start is None or item.end is None:
        return same and plant.family in PLACELESS
    if item.part:
        return same and plant.anywhere
    if _near(place, item.start, item.end) or (same and plant.anywhere):
        return True
    there = [(text.in_planted(start), text.in_planted(end)) for start, end in plant.also]
    return same and any(_near(each, item.start, item.end) for each in there)


def _near(place: tuple[int, int], start: int, end: int) -> bool:
    return start <= place[1] + NEAR and end >= place[0] - NEAR


def tallies(found: Iterable[Outcome], by_kind: bool = False) -> dict[tuple[str, str], Tally]:
    """按族（和种）计数。"""
    table: dict[tuple[str, str], Tally] = {}
    for each in found:
        tally = table.setdefault((each.plant.family, each.plant.kind if by_kind else ""), Tally())
        tally.planted += 1
        tally.error += bool(each.by) and each.error
        tally.advice += bool(each.by) and not each.error
    return table
