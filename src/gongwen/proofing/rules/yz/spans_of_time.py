"""起止、期限前后：YZ08 起止颠倒，YZ09 天数、年数与起止不符，YZ10 日期与成文日期不合。页：yz08.md 等。"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.amounts import counted
from gongwen.proofing.exempt import cited, inside
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading

_FROM = r"(?:(?P<y1>\d{4})年)?(?<!\d)(?P<m1>\d{1,2})月(?P<d1>\d{1,2})日"
_UNTIL = r"(?:(?P<y2>\d{4})年)?(?:(?P<m2>\d{1,2})月)?(?<!\d)(?P<d2>\d{1,2})日"
_WEEKDAY = r"(?:（[^（）]{1,6}）)?"
_RANGE = Lazy(rf"{_FROM}{_WEEKDAY}(?:起)?(?:至|到|—|－|-|～|~){_UNTIL}")
_YEARS = Lazy(r"(?<!\d)(?P<y1>(?:19|20)\d{2})年?(?:至|到|—|－|～|~)(?P<y2>(?:19|20)\d{2})年")
_CLOCK = Lazy(
    r"(?<![\d:：])(?P<h1>\d{1,2})[:：](?P<n1>[0-5]\d)(?:至|到|—|－|-|～|~)(?P<h2>\d{1,2})[:：](?P<n2>[0-5]\d)(?![\d:：])"
)
_LASTS = Lazy(
    rf"{_RANGE.source}(?:止)?[，,（(。；]?(?:为期|历时|共计?|总?工期为?|期限为?|展期为?|会期为?)"
    r"(?P<n>\d{1,4}|[一二三四五六七八九十两]{1,4})(?P<unit>个?工作日|日|天|年|个月|周)"
)
_DEADLINE = Lazy(
    r"(?:(?:请|务必|须|应|要|应当)[^。；\n]{0,30}?(?:于|在)|截止(?:日期|时间)?(?:为|：|至|到)?|(?:请|务必)于)"
    r"(?P<whole>(?P<y1>\d{4})年(?P<m1>\d{1,2})月(?P<d1>\d{1,2})日)(?:（[^（）]{1,6}）)?"
    r"(?:前|之前|以前|内)?[^。；\n]{0,16}?(?:报|送|反馈|完成|提交|上传|到|出席|参加|召开|截止|前)"
)
_MOST_CROSSED = 8
_WHOLE_DAY = r"(?P<whole>(?P<y1>\d{4})年(?P<m1>\d{1,2})月(?P<d1>\d{1,2})日)"
# 本件从哪天施行；“自2020年1月1日起施行的旧办法”说的是别的文件，后面不是句末
_FROM_DAY = Lazy(
    rf"(?:^|本(?:办法|规定|细则|方案|通知|意见|规则|制度|通告|公告)|，)自{_WHOLE_DAY}起(?:正式)?(?:施行|实施|执行|生效|试行)(?=[。，；]|$)"
)
_DONE = Lazy(
    rf"(?:已经|已于|业经|经){_WHOLE_DAY}[^。；\n]{{0,40}}?(?:通过|审议|批准|同意|召开|印发|公布|完成)"
)
_SOURCE = "校对通则（时间前后一致）"


def check_order(reading: Reading) -> Iterator[Hit]:
    """“自甲日至乙日”而乙在甲前；“2026—2024年”；“9:00—8:30”。"""
    for piece in reading.with_any("月", "年", ":", "："):
        value = piece.text.value
        for found in _RANGE.finditer(value):
            start, end = _ends(found, reading)
            if start and end and start > end:
                yield Hit(piece.text.at(*found.span()), f"起止颠倒：{start:%Y-%m-%d} 在 {end:%Y-%m-%d} 之后")
        for found in _YEARS.finditer(value):
            if int(found["y1"]) > int(found["y2"]):
                yield Hit(piece.text.at(*found.span()), f"起止颠倒：{found['y1']}年在{found['y2']}年之后")
        for found in _CLOCK.finditer(value):
            first, last = ((int(found[f"h{at}"]), int(found[f"n{at}"])) for at in (1, 2))
            # 夜里的事跨过零点
            if first > last and first[0] < 18 and last[0] > 6:
                yield Hit(piece.text.at(*found.span()), "起止颠倒：开始的钟点在结束的之后")


def _ends(found: re.Match[str], reading: Reading) -> tuple[date | None, date | None]:
    """起止两天；没有写的年、月随前面的；都没有写年而月份变小的，也许跨年，不知道。"""
    year = found["y1"] or (str(reading.dated.year) if reading.dated else "2000")
    month = found["m2"] or found["m1"]
    # “12月28日至1月20日”跨年；“8月8日至7月7日”跨十一个月的，多半是写反了
    crosses = not found["y2"] and bool(found["m2"]) and int(found["m1"]) - int(month) >= 12 - _MOST_CROSSED
    if (crosses and not found["y1"]) or (found["y2"] and not found["y1"]):
        return None, None
    return _day(year, found["m1"], found["d1"]), _day(found["y2"] or year, month, found["d2"])


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def check_length(reading: Reading) -> Iterator[Hit]:
    """“5月1日至5月10日，为期7天”：头尾都算、只算一头都不合的报。"""
    for piece in reading.with_any("为期", "历时", "共", "期限", "工期", "展期", "会期"):
        for found in _LASTS.finditer(piece.text.value):
            start, end = _ends(found, reading)
            number = counted(found["n"])
            if not start or not end or number is None or end < start:
                continue
            fits = _lengths(start, end, found["unit"])
            if fits and number not in fits:
                # 头尾都算的那个数
                whole = f"{max(fits)}{found['unit']}"
                span = piece.text.at(found.start("n"), found.end("unit"))
                yield Hit(span, f"与起止日期不符：从 {start:%Y-%m-%d} 到 {end:%Y-%m-%d} 是{whole}")


def _lengths(start: date, end: date, unit: str) -> set[int]:
    days = (end - start).days
    if unit in ("日", "天"):
        return {days, days + 1}
    months = (end.year - start.year) * 12 + end.month - start.month
    if unit == "个月":
        return {months, months + 1}
    if unit == "年":
        return {months // 12, (months + 1) // 12, -(-months // 12)}
    return set()


def check_deadline(reading: Reading) -> Iterator[Hit]:
    """要办的事、开始施行的日期不应早于成文日期，已经办了的不应晚于它。"""
    dated = reading.dated
    if dated is None:
        return
    shown = f"{dated.year}年{dated.month}月{dated.day}日"
    for piece in reading.body():
        value = piece.text.value
        if "日" not in value:
            continue
        titles = cited(value)
        for pattern in (_DEADLINE, _FROM_DAY):
            for found in pattern.finditer(value):
                day = _day(found["y1"], found["m1"], found["d1"])
                if day and day < dated and not inside(titles, found.start("whole")):
                    message = f"要求的日期早于成文日期（{shown}），请核对"
                    yield Hit(piece.text.at(*found.span("whole")), message)
        for found in _DONE.finditer(value):
            day = _day(found["y1"], found["m1"], found["d1"])
            if day and day > dated and not inside(titles, found.start("whole")):
                message = f"已经办了的事，日期晚于成文日期（{shown}），请核对"
                yield Hit(piece.text.at(*found.span("whole")), message)


ORDER = Rule("YZ08", "起止颠倒", Level.ERROR, _SOURCE, check_order)
LENGTH = Rule("YZ09", "天数、年数与起止不符", Level.ERROR, _SOURCE, check_length)
DEADLINE = Rule("YZ10", "日期与成文日期不合", Level.ADVICE, _SOURCE, check_deadline)
