"""BT20：标题的年份与正文、成文日期不同。页：bt20.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.bt.titles import own_titles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading
    from gongwen.proofing.rules.bt.titles import Title

_YEAR = Lazy(r"(?<![\d—－\-至])(?P<year>(?:19|20)\d{2})年(?![—－\-至])")
_RANGE = Lazy(r"(?P<first>(?:19|20)\d{2})[—－\-至](?P<last>(?:19|20)\d{2})年")
# “20011年”“0226年”“2206年”：不是年份
_BROKEN = Lazy(r"(?<!\d)(?P<year>\d{5,8}|0\d{3}|2[1-9]\d{2}|20\d)年(?=[度第春夏秋冬汛上下\u4e00-\u9fff])")
_PLANS = (
    "规划",
    "计划",
    "远景",
    "目标",
    "纲要",
    "行动",
    "方案",
    "申办",
    "承办",
    "招生",
    "筹备",
    "任务",
    "预算",
)
_MOST_TEXT = 200_000
# 成文之年的前一年（上年度的情况）、后一年（明年的安排）
_NEAR_YEARS = 1


def check(reading: Reading) -> Iterator[Hit]:
    """标题写“2025年汛期”，正文只有“2026年汛期”；标题的年份离成文日期很远，正文又没有提到。"""
    for title in own_titles(reading):
        if "年" not in title.core or not title.kind:
            continue
        body = "\n".join(piece.text.value for piece in reading.body())[:_MOST_TEXT]
        for broken in _BROKEN.finditer(title.core):
            yield Hit(title.span(*broken.span("year")), f"“{broken[0]}”不像年份")
        for each in _YEAR.finditer(title.core):
            if f"{each['year']}年" not in body:
                yield from _check(reading, title, each.span("year"), body)
        for span in _RANGE.finditer(title.core):
            yield from _ranges(title, span[0], span.start(), body)


def _ranges(title: Title, written: str, start: int, body: str) -> Iterator[Hit]:
    """“（2018—2030年）”与正文的“（2018—2035年）”。"""
    first, last = written[:4], written[5:9]
    before = title.plain[max(0, start - 4) : start]
    fits = {
        found[0]
        for found in _RANGE.finditer(body)
        if (found["first"] == first or found["last"] == last) and body[: found.start()].endswith(before)
    }
    if len(fits) == 1 and written not in body:
        other = fits.pop()
        message = f"标题写“{before}{written}”，正文写“{before}{other}”"
        yield Hit(title.span(start, start + len(written)), message, other)


def _check(reading: Reading, title: Title, place: tuple[int, int], body: str) -> Iterator[Hit]:
    start, end = place
    year = title.plain[start:end]
    following = title.plain[end : end + 3]
    same = {found["year"] for found in _YEAR.finditer(body) if body.startswith(following, found.end("year"))}
    dated = reading.dated
    if len(same) == 1:
        other = same.pop()
        sure = dated is not None and str(dated.year) == other
        level = Level.ERROR if sure else Level.ADVICE
        message = f"标题写{year}{following}，正文写{other}{following}"
        yield Hit(title.span(start, end), message, other if sure else None, level=level)
    elif (
        dated
        and abs(dated.year - int(year)) > _NEAR_YEARS
        and not any(word in title.plain for word in _PLANS)
    ):
        message = f"标题写{year}年，成文日期是{dated.year}年，正文没有提到{year}年"
        yield Hit(title.span(start, end), message, level=Level.ADVICE)


RULE = Rule("BT20", "标题的年份与正文不同", Level.ERROR, "校对通则（标题与正文对照）", check)
