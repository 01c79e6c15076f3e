"""JG01 的两头：名称末一字错了、重了，开头的地名漏了字。中间的见 names/slips.py。

两头与旁边的字连着，认得出的条件要严些：后面断得开，或整个要素就是它。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.hanzi import alike, same_sound
from gongwen.proofing.names.slips import Slip, places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading

_LEAST = 5
_PLACE_ENDS = "省市县区州盟旗乡镇"
# 与“市”“县”“省”“区”同音，自己能接机关名称的字
_SOUNDING_WORDS = "是使时事示实始据去取限现"
_LEADING = "由经请向报与会同"


def edges(reading: Reading) -> dict[Slip, Level]:
    """名册里的机关名称，两头误写的各处；一处只给最长的一个。"""
    kept: dict[Slip, Level] = {}
    for each, level in sorted(_edges(reading), key=lambda found: found[0].start - found[0].end):
        if not any(each.start < other.end and other.start < each.end for other in kept):
            kept[each] = level
    return kept


def _edges(reading: Reading) -> Iterator[tuple[Slip, Level]]:
    roster = reading.roster
    if roster is None:
        return
    for organ in roster.organs:
        if len(organ) >= _LEAST and reading.may_have(organ[:-1]):
            yield from _last(reading, organ)
            yield from _doubled_first(reading, organ)
            yield from _cut_short(reading, organ)
        if len(organ) >= _LEAST and reading.may_have(organ[1:]):
            yield from _sounding_first(reading, organ)
        place = next((place for place in roster.places if organ.startswith(place)), "")
        if len(place) > 2 and reading.may_have(organ[len(place) :]):
            yield from _first(reading, organ, place)


def _doubled_first(reading: Reading, organ: str) -> Iterator[tuple[Slip, Level]]:
    """头一个字重了：“澜澜州市水利局”。“本市市水利局”不算。"""
    if organ[0] not in _PLACE_ENDS and reading.may_have(organ[0] * 2):
        for at in places(reading.whole, organ[0] + organ):
            yield Slip(at, at + len(organ) + 1, organ, "多一个字"), Level.ERROR


def _sounding_first(reading: Reading, organ: str) -> Iterator[tuple[Slip, Level]]:
    """分句开头，头一个字是同音字：“，室行政审批局”。“是行政审批局”不算。"""
    text = reading.whole
    for at in places(text, organ[1:]):
        first, before = text[max(at - 1, 0) : at], text[max(at - 2, 0) : max(at - 1, 0)]
        is_other = first.isalpha() and first != organ[0] and first not in _SOUNDING_WORDS
        if is_other and not before.isalpha() and same_sound(first, organ[0]):
            yield Slip(at - 1, at + len(organ) - 1, organ, f"“{first}”应为“{organ[0]}”"), Level.ERROR


def _cut_short(reading: Reading, organ: str) -> Iterator[tuple[Slip, Level]]:
    """整个要素是这个名称，只漏了末一字。正文里“澜州市水利、交通”不算。"""
    for at in places(reading.whole, organ[:-1]):
        piece, start = reading.placed(at)
        if start == 0 and piece.text.value == organ[:-1]:
            yield Slip(at, at + len(organ) - 1, organ, "漏一个字"), Level.ERROR


def _last(reading: Reading, organ: str) -> Iterator[tuple[Slip, Level]]:
    """末一字是同音、形近的字，或重了，后面断得开。"""
    text, size = reading.whole, len(organ)
    for at in places(text, organ[:-1]):
        last, after = text[at + size - 1 : at + size], text[at + size : at + size + 1]
        if last == organ[-1]:
            if after == last and not text[at + size + 1 : at + size + 2].isalpha():
                yield Slip(at, at + size + 1, organ, "多一个字"), Level.ERROR
        elif last.isalpha() and not after.isalpha() and _alike(last, organ[-1]):
            yield Slip(at, at + size, organ, f"“{last}”应为“{organ[-1]}”"), Level.ERROR


def _alike(one: str, other: str) -> bool:
    return same_sound(one, other) or alike(one, other)


def _first(reading: Reading, organ: str, place: str) -> Iterator[tuple[Slip, Level]]:
    """开头的地名漏了一个字；“青县”可能真有其县，不是本机关所在的只提示。"""
    text, rest = reading.whole, organ[len(place) :]
    own = reading.roster is not None and reading.roster.name.startswith(place)
    for lost in range(len(place) - 1):
        wrong = place[:lost] + place[lost + 1 :] + rest
        for at in places(text, wrong):
            # “福州市水利局”里的“州市水利局”不是
            before = text[max(at - 1, 0) : at]
            if lost or not before.isalpha() or before in _LEADING:
                yield Slip(at, at + len(wrong), organ, "漏一个字"), Level.ERROR if own else Level.ADVICE
