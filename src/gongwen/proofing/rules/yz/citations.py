"""援引的文件：YZ11 字号的年份，YZ12 一个文件两个字号，YZ13 一个字号两个文件，YZ14 题名差一个字。"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from gongwen.document.clauses import REGULATION
from gongwen.findings import Level
from gongwen.proofing.hanzi import alike, near_sound
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Piece, Reading

_NUMBER = r"[\u4e00-\u9fff]{1,16}[〔\[（(［【]?(?P<year>(?:19|20)\d{2})[〕\]）)］】]?(?P<serial>\d{1,5})号"
_IN_BRACKETS = Lazy(rf"[（(](?P<number>{_NUMBER})[）)]")
_YEAR = Lazy(r"[〔\[［【](?P<year>(?:19|20)\d{2})[〕\]］】](?P<serial>\d{1,5})号")
_TITLE = Lazy(r"《(?P<title>[^《》\n]{4,100}(?:《[^《》\n]{1,60}》[^《》\n]{0,60})?)》")
# 差在这些字上的，是两个文件：年份、序数、地名、层级
_DISTINCT = frozenset(
    "0123456789０１２３４５６７８９一二三四五六七八九十〇零上下前后东南西北中新旧甲乙丙丁省市县区州镇乡村国大小内外正副男女"
)
_DISTINCT |= frozenset("检监")  # 检察官法、监察官法
_PARTS = Lazy(r"(?:19|20)\d{2}|\d+|[^\d]+")
_REPEALED = "废止"
_SOURCE = "校对通则（援引的题名、字号前后一致）"


class _Cited(NamedTuple):
    """一处援引：所在的段、题名、在段里的位置、字号和它的位置。"""

    piece: Piece
    title: str
    start: int
    end: int
    number: str = ""
    number_start: int = 0


def _citations(reading: Reading) -> list[_Cited]:
    found = []
    for piece in reading.with_any("《"):
        value = piece.text.value
        for title in _TITLE.finditer(value):
            number = _IN_BRACKETS.match(value, title.end())
            found.append(
                _Cited(
                    piece, title["title"], *title.span("title"),
                    "".join(number["number"].split()) if number else "",
                    number.start("number") if number else 0,
                )
            )  # fmt: skip
    return found


def check_year(reading: Reading) -> Iterator[Hit]:
    """本件字号的年份应当是成文日期的年份；援引的字号不应当在成文日期之后。"""
    dated, elements = reading.dated, reading.elements
    if dated is None:
        return
    own = elements.issue_number if elements else None
    for found in _YEAR.finditer(own.value) if own else ():
        gap = int(found["year"]) - dated.year
        # 年底签发的，可能编的是次年的号；年初签发的，可能编的是上一年的
        doubtful = (gap == 1 and dated.month == 12) or (gap == -1 and dated.month == 1)
        if own and gap:
            message = f"发文字号的年份是 {found['year']}，成文日期在 {dated.year} 年"
            level = Level.ADVICE if doubtful else None
            yield Hit(own.at(*found.span("year")), message, level=level)
    for piece in reading.body():
        if "号" not in piece.text.value:
            continue
        for found in _YEAR.finditer(piece.text.value):
            if int(found["year"]) > dated.year:
                message = f"援引的字号是 {found['year']} 年的，本件成文于 {dated.year} 年"
                yield Hit(piece.text.at(*found.span("year")), message)


def check_numbers(reading: Reading) -> Iterator[Hit]:
    """同一个题名，字号前后不同：机关代字、年份、序号三样差一样的是差错，差得多的也许是另一件，只作提示。"""
    known: dict[str, str] = {}
    for each in _citations(reading):
        if not each.number:
            continue
        first = known.setdefault(each.title, each.number)
        if _plain(first) != _plain(each.number):
            start = each.number_start
            near = each.piece.text.value[start : start + 40]
            if _REPEALED in near:
                continue
            level = None if _differences(first, each.number) == 1 else Level.ADVICE
            message = f"《{each.title}》的字号前面是“{first}”，这里是“{each.number}”"
            yield Hit(each.piece.text.at(start, start + len(each.number)), message, level=level)


def _differences(one: str, other: str) -> int:
    mine, its = (_PARTS.findall(_plain(number)) for number in (one, other))
    return sum(a != b for a, b in zip(mine, its, strict=False)) if len(mine) == len(its) else 3


def _plain(number: str) -> str:
    return "".join(char for char in number if char not in "〔〕[]（）()［］【】")


def check_titles(reading: Reading) -> Iterator[Hit]:
    """同一个字号，题名前后不同。只差“的”、差发文机关的，只作提示。"""
    known: dict[str, str] = {}
    for each in _citations(reading):
        if not each.number:
            continue
        first = known.setdefault(_plain(each.number), each.title)
        if first != each.title and not (first in each.title or each.title in first):
            level = None if _one_off(first, each.title) else Level.ADVICE
            message = f"“{each.number}”前面是《{first}》，这里是《{each.title}》"
            yield Hit(each.piece.text.at(each.start, each.end), message, level=level)


def check_near(reading: Reading) -> Iterator[Hit]:
    """两处题名只差一个音近、形近的字，或少一个字：多半是一个文件，有一处写错了。"""
    first: dict[str, _Cited] = {}
    counts: dict[str, int] = defaultdict(int)
    for each in _citations(reading):
        first.setdefault(each.title, each)
        counts[each.title] += 1
    titles = sorted(first, key=lambda title: (-counts[title], first[title].piece.text.span.start))
    holes: dict[str, list[str]] = defaultdict(list)
    for title in titles:
        keys = {f"{title[:at]}_{title[at + 1 :]}" for at in range(len(title))}
        near = dict.fromkeys(other for key in keys for other in holes.get(key, ()))
        right = next((other for other in near if _one_off(title, other)), None)
        if right is not None:
            wrong = first[title]
            sure = counts[right] > counts[title]
            message = f"《{title}》与别处的《{right}》只差一个字，请核对"
            fix = right if sure else None
            yield Hit(wrong.piece.text.at(wrong.start, wrong.end), message, fix)
        for key in keys:
            holes[key].append(title)


def _one_off(one: str, other: str) -> bool:
    """一样长，只差一个字，而且那个字音近或形近。"""
    if len(one) != len(other) or len(one) < 6:
        return False
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if len(pairs) != 1 or set(pairs[0]) & _DISTINCT:
        return False
    return near_sound(*pairs[0]) or alike(*pairs[0])


YEAR = Rule("YZ11", "字号的年份与成文日期不符", Level.ERROR, f"{REGULATION}第九条（五）（十二）", check_year)
NUMBERS = Rule("YZ12", "一个文件两个字号", Level.ERROR, _SOURCE, check_numbers)
TITLES = Rule("YZ13", "一个字号两个文件", Level.ERROR, _SOURCE, check_titles)
NEAR = Rule("YZ14", "援引的题名前后差一个字", Level.ERROR, _SOURCE, check_near)
