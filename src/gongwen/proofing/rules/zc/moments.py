"""写作的时间，和一处文字是不是在说过去。"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from gongwen.proofing.lazy import Lazy

if TYPE_CHECKING:
    from datetime import date

    from gongwen.proofing.reading import Reading

_YEAR = Lazy(r"(?<!\d)(?:19|20)\d\d(?=年)")
# 写到月份的是已有的日子；只写年份的常是规划的目标。
_DAY = Lazy(r"(?<!\d)(?:19|20)\d\d(?=年\d{1,2}月)")
_ENDS = "。；！？\n"
# 这样的字眼在同一句里，说的是过去或者改变本身。
_PAST = Lazy(
    "原|前身|时任|历任|曾|旧|当时|废止|失效|撤销|更名|改名|改为|改称|改制|合并|并入|组建|整合|划入|划归|划转|调整为|转隶|修订前|修正|"
    "修改|同时|施行前|实施前|清理|历史|以前|此前|年前|时期|沿革|不再|换发|取代|替代|代替|退休"
)


def written_year(reading: Reading) -> int | None:
    """成文的年份；没有成文日期的，文中写到月份的最晚的年份。"""
    if reading.dated:
        return reading.dated.year
    return _latest(tuple(piece.text.value for piece in reading.with_any("年")))


@lru_cache(maxsize=1)
def _latest(values: tuple[str, ...]) -> int | None:
    return max((int(year) for value in values for year in _DAY.findall(value)), default=None)


def is_after(reading: Reading, day: date) -> bool | None:
    """成文在这一天之后；没有成文日期而文中有更晚年份的为 None（多半），否则为假。"""
    if reading.dated:
        return reading.dated > day
    if reading.with_any("第一条", "第二条", "第三条"):  # 法规用的是它那时的名称
        return False
    year = written_year(reading)
    return None if year and year > day.year else False


def sentence(value: str, start: int, end: int) -> tuple[int, int]:
    """[start, end) 所在的句子。"""
    first = max(value.rfind(mark, 0, start) for mark in _ENDS) + 1
    stops = [at for at in (value.find(mark, end) for mark in _ENDS) if at >= 0]
    return first, min(stops, default=len(value))


def tells_past(value: str, start: int, end: int, day: date) -> bool:
    """这一句说的是过去：有“原”“废止”这样的字眼，或者有 day 之前的年份。"""
    first, last = sentence(value, start, end)
    around = value[first:start] + value[end:last]
    if _PAST.search(around):
        return True
    return any(int(year) <= day.year for year in _YEAR.findall(around))
