"""YZ27：引号里的名称前后差一个字；YZ28：电话、邮箱前后不一。页：yz27.md、yz28.md。"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.hanzi import alike, same_sound
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Piece, Reading

_TERM = Lazy(r"“(?P<term>[\u4e00-\u9fff]{3,16})”")
_DISTINCT = frozenset("一二三四五六七八九十百千上下左右前后东南西北大小多少新旧甲乙丙丁")
_PATTERNED = Lazy(r"一.一.$")
_PHONE = Lazy(r"(?<![\d\-—])(?P<area>0\d{2,3})[-—－](?P<number>\d{7,8})(?![\d\-])")
_SOURCE = "校对通则（名称前后一致）"


def check_terms(reading: Reading) -> Iterator[Hit]:
    """引号里的两个名称只差一个同音或形近的字，一个用了几次、一个只用一次。"""
    places: dict[str, list[tuple[Piece, int, int]]] = defaultdict(list)
    for piece in reading.with_any("“"):
        for found in _TERM.finditer(piece.text.value):
            places[found["term"]].append((piece, *found.span("term")))
    by_hole: dict[str, list[str]] = defaultdict(list)
    for term in places:
        for at in range(len(term)):
            by_hole[f"{term[:at]}_{term[at + 1 :]}"].append(term)
    for terms in by_hole.values():
        for term in terms if len(terms) > 1 else ():
            right = next((other for other in terms if _is_slip(term, other, places)), None)
            if right is not None:
                piece, start, end = places[term][0]
                message = f"“{term}”与别处的“{right}”只差一个字，请核对"
                yield Hit(piece.text.at(start, end), message, right)


def _is_slip(term: str, other: str, places: dict[str, list[tuple[Piece, int, int]]]) -> bool:
    pairs = [(one, two) for one, two in zip(term, other, strict=True) if one != two]
    if len(places[term]) > 1 or len(places[other]) < 2 or len(pairs) != 1 or set(pairs[0]) & _DISTINCT:
        return False
    # “一村一策”“一企一策”是照同一个格式造的
    if _PATTERNED.match(term):
        return False
    return same_sound(*pairs[0]) or alike(*pairs[0])


def check_phones(reading: Reading) -> Iterator[Hit]:
    """同一个号码前后差一位数字，或区号不同。"""
    numbers: Counter[str] = Counter()
    places: dict[str, tuple[Piece, int, int]] = {}
    for piece in reading.with_any("0"):
        for found in _PHONE.finditer(piece.text.value):
            whole = f"{found['area']}-{found['number']}"
            numbers[whole] += 1
            places.setdefault(whole, (piece, *found.span()))
    areas = Counter(whole.partition("-")[0] for whole in numbers.elements())
    known = list(places)
    for at, whole in enumerate(known):
        area, _, number = whole.partition("-")
        twin = next((other for other in known[:at] if other.partition("-")[2] == number), None)
        if twin is not None and areas[area] < areas[twin.partition("-")[0]] + 1:
            piece, start, end = places[whole]
            yield Hit(piece.text.at(start, end), f"号码与前面的 {twin} 相同，区号不同，请核对")


TERMS = Rule("YZ27", "名称前后差一个字", Level.ADVICE, _SOURCE, check_terms)
PHONES = Rule("YZ28", "电话前后不一", Level.ADVICE, _SOURCE, check_phones)
