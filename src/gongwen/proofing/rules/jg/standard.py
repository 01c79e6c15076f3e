"""JG05：通行的机关名称写错了一处。页：jg05.md。

国务院、党中央的机构和各地的对口机关，名称是统一的（lexicon/organs.tsv），没有名册也查得出同音、形近、颠倒、多字、漏字。
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.fixed import OPTIONAL, Edit, Fixed, apart, related, unheard
from gongwen.proofing.lexicon import load_words
from gongwen.proofing.names.slips import Slips, in_order, is_whole, told
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.jg.rostered import misnamed_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.fixed import Near
    from gongwen.proofing.names.slips import Slip
    from gongwen.proofing.reading import Reading

_LEAST, _LONG = 5, 9
# 机关名称前面的字
_BEFORE = "省市县区州由向经报请和与及"
# 末一字与后一字连成词的，不是机关名称：队伍、部门、会议
_GOES_ON = {
    "队": "伍员",
    "部": "门分",
    "会": "议",
    "委": "员",
    "办": "理法",
    "院": "校",
    "站": "点",
    "所": "有需",
}


_DISTINCT = frozenset("上下省市县区州乡镇村国内外东西南北中一二三四五六七八九十副")
_NONE: tuple[str, ...] = ()
_LAST: list[tuple[Reading, tuple[Slip, ...]]] = []


@cache
def _fixed() -> Fixed:
    return Fixed(load_words("organs"))


@cache
def _slips() -> Slips:
    return Slips([name for name in load_words("organs") if len(name) >= _LEAST])


def slips_in(reading: Reading) -> tuple[Slip, ...]:
    """通行的名称写错了的各处；与名册对照已经报了的不在内。两条规则都要，算一遍。"""
    if not _LAST or _LAST[0][0] is not reading:
        text = reading.whole
        known = _fixed()
        sure = (*known.found(text, reading.odd_places), *known.doubled(text, reading.bigrams))
        odd = [told(near) for near in apart(sure) if not _is_another(near)]
        common = [
            told(near)
            for near in _slips().common(text, reading.bigrams)
            if _surely(text, near) and not _is_another(near)
        ]
        found = sorted((*odd, *in_order(common, odd)), key=lambda each: each.start)
        whole = (each for each in found if _ends(text, each))
        _LAST[:] = [(reading, tuple(in_order(whole, misnamed_in(reading))))]
    return _LAST[0][1]


def _is_another(near: Near) -> bool:
    """差在这些字上的，是另一个机关：县级以下、区人民政府。"""
    return bool(near.wrote) and bool(near.meant) and set(near.wrote + near.meant) <= _DISTINCT


def _ends(text: str, each: Slip) -> bool:
    """末一字不与后一字连成词。"""
    return text[each.end : each.end + 1] not in _GOES_ON.get(text[each.end - 1], _NONE)


def check(reading: Reading) -> Iterator[Hit]:
    """与通行的名称只差一处、而自己不成名称的。"""
    for each in slips_in(reading):
        written = reading.whole[each.start : each.end]
        piece, at = reading.placed(each.start)
        message = f"“{written}”应为“{each.name}”：{each.how}"
        yield Hit(piece.text.at(at, at + len(written)), message, each.name)


def _surely(text: str, near: Near) -> bool:
    """差在中间，是常连用的字，而连成的四字没有人用。"""
    if near.is_edge and near.edit in (Edit.OTHER, Edit.SWAPPED):
        return False
    written, name = text[near.start : near.end], near.right
    match near.edit:
        case Edit.MISSING:
            is_sure = (len(name) >= _LONG or unheard(text, near)) and _starts(text, near)
            return near.start < near.at < near.end and near.meant not in OPTIONAL and is_sure
        case Edit.EXTRA:
            return near.wrote == text[near.at - 1] and is_whole(written, name)
        case Edit.OTHER:
            return related(near.wrote, near.meant)
    return True


def _starts(text: str, near: Near) -> bool:
    """漏的是第二个字的，前面要断得开：“农业与农村委员会”不是“村民委员会”。"""
    before = text[max(near.start - 1, 0) : near.start]
    return near.at > near.start + 1 or not before.isalpha() or before in _BEFORE


RULE = Rule(
    "JG05",
    "通行的机关名称写错",
    Level.ERROR,
    "《党政机关公文处理工作条例》第九条（八）；国务院机构改革方案、党和国家机构改革方案",
    check,
)
