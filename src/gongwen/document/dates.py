"""公文中的日期：读法与规范印法（GB/T 9704—2012 7.3.5.4：阿拉伯数字，年份写全，月日不编虚位）。"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_DATE = re.compile(
    r"\s*+(?P<year>\d{4})\s*+(?:年|[-/.])\s*+(?P<month>\d{1,2})\s*+(?:月|[-/.])"
    r"\s*+(?P<day>\d{1,2})\s*+(?:日\s*+)?"
)


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """写出来的年、月、日；不保证存在（2026 年 2 月 30 日也能读进来）。"""

    year: int
    month: int
    day: int

    @property
    def exists(self) -> bool:
        """历法上是否有这一天。"""
        try:
            self.as_date()
        except ValueError:
            return False
        return True

    def as_date(self) -> date:
        """历法上的这一天；没有这一天时引发 ValueError。"""
        return date(self.year, self.month, self.day)

    def __str__(self) -> str:
        return f"{self.year}年{self.month}月{self.day}日"

    def ordinal(self) -> tuple[int, int, int]:
        """可比较的次序。"""
        return (self.year, self.month, self.day)


def parse_date(written: str) -> CalendarDate | None:
    """读“2026年3月12日”“2026-03-12”“2026/3/12”“2026.3.12”；不是日期时为 None。"""
    found = _DATE.fullmatch(written)
    if not found:
        return None
    return CalendarDate(int(found["year"]), int(found["month"]), int(found["day"]))
