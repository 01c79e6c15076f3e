"""YZ06 日期与星期不符；YZ07 上午、下午与钟点不符。页：yz06.md、yz07.md。"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading

_DAYS = "一二三四五六日"
_WEEKDAY = Lazy(
    r"(?:(?P<year>\d{4})年)?(?<!\d)(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
    r"(?:[（(，,、\s]|上午|下午|晚上?|早上?){0,2}(?:星期|周|礼拜)(?P<name>[一二三四五六日天])(?![年岁至到、到期末刊报])"
)
_PART = Lazy(
    r"(?P<part>上午|早上|早晨|清晨|凌晨|下午|晚上|傍晚|夜间|中午)(?P<hour>\d{1,2})(?:[:：时点])(?P<minute>\d{2})?"
)
# 各时段里说得通的钟点；下午、晚上也常用十二小时的写法
_HOURS = {
    "上午": (6, 12), "早上": (4, 11), "早晨": (4, 11), "清晨": (3, 9), "凌晨": (0, 6),
    "下午": (12, 19), "晚上": (17, 24), "傍晚": (16, 20), "夜间": (17, 30), "中午": (11, 14),
}  # fmt: skip
_TWELVE = {"下午": (1, 7), "晚上": (5, 12), "傍晚": (4, 8), "夜间": (0, 12), "中午": (1, 2)}


def check_weekday(reading: Reading) -> Iterator[Hit]:
    """写了星期的日期，按历法核对；没有写年的照成文日期的年，也许是次年。"""
    for piece in reading.with_any("星期", "周", "礼拜"):
        for found in _WEEKDAY.finditer(piece.text.value):
            written = found["name"].replace("天", "日")
            years = _years(reading, found["year"], int(found["month"]))
            days = [day for year in years if (day := _day(year, found["month"], found["day"]))]
            if not days or any(_DAYS[day.weekday()] == written for day in days):
                continue
            right = _DAYS[days[0].weekday()]
            shown = f"{days[0].year}年{days[0].month}月{days[0].day}日"
            span = piece.text.at(*found.span("name"))
            yield Hit(
                span, f"{shown}是星期{right}，不是星期{found['name']}", right if found["year"] else None
            )


def _years(reading: Reading, written: str | None, month: int) -> tuple[int, ...]:
    if written:
        return (int(written),)
    dated = reading.dated
    if dated is None:
        return ()
    # 年底发的文件说的是明年的事，年初发的说的是去年的事
    years = [dated.year]
    if month < dated.month:
        years.append(dated.year + 1)
    if month > dated.month:
        years.append(dated.year - 1)
    return tuple(years)


def _day(year: int, month: str, day: str) -> date | None:
    try:
        return date(year, int(month), int(day))
    except ValueError:
        return None


def check_part_of_day(reading: Reading) -> Iterator[Hit]:
    """“上午15:00”“下午8:30”之类，时段与钟点对不上。"""
    for piece in reading.with_any(*_HOURS):
        for found in _PART.finditer(piece.text.value):
            part, hour = found["part"], int(found["hour"])
            low, high = _HOURS[part]
            least, most = _TWELVE.get(part, (1, 0))
            if low <= hour <= high or least <= hour <= most or hour > 24:
                continue
            yield Hit(piece.text.at(*found.span()), f"“{part}”与“{hour}”时对不上，请核对")


WEEKDAY = Rule("YZ06", "日期与星期不符", Level.ERROR, "公历历法", check_weekday)
PART = Rule("YZ07", "时段与钟点不符", Level.ERROR, "校对通则（时间前后一致）", check_part_of_day)
