"""JG05：通行的机关名称写错了一处。页：jg05.md。

国务院、党中央的机构和各地的对口机关，名称是统一的（lexicon/organs.tsv），没有名册也查得出同音、形近、颠倒、多字、漏字。
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.lexicon import load_words
from gongwen.proofing.names.slips import Slips, in_order, is_whole
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.jg.rostered import misnamed_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.names.slips import Slip
    from gongwen.proofing.reading import Reading

_LEAST = 5
# 漏了一个字也认得出的长度
_LONG = 7
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


_NONE: tuple[str, ...] = ()
_LAST: list[tuple[Reading, tuple[Slip, ...]]] = []


@cache
def _slips() -> Slips:
    return Slips([name for name in load_words("organs") if len(name) >= _LEAST])


def slips_in(reading: Reading) -> tuple[Slip, ...]:
    """通行的名称写错了的各处；与名册对照已经报了的不在内。两条规则都要，算一遍。"""
    if not _LAST or _LAST[0][0] is not reading:
        text = reading.whole
        found = in_order(_slips().found(text), misnamed_in(reading))
        sure = (
            each
            for each in found
            if _surely(text[each.start : each.end], each.name)
            and text[each.end : each.end + 1] not in _GOES_ON.get(text[each.end - 1], _NONE)
        )
        _LAST[:] = [(reading, tuple(sure))]
    return _LAST[0][1]


def check(reading: Reading) -> Iterator[Hit]:
    """与通行的名称只差一处、而自己不成名称的。"""
    for each in slips_in(reading):
        written = reading.whole[each.start : each.end]
        piece, at = reading.placed(each.start)
        message = f"“{written}”应为“{each.name}”：{each.how}"
        yield Hit(piece.text.at(at, at + len(written)), message, each.name)


def _surely(written: str, name: str) -> bool:
    if len(written) < len(name) and (len(name) < _LONG or written[1] != name[1]):
        return False
    return is_whole(written, name)


RULE = Rule(
    "JG05",
    "通行的机关名称写错",
    Level.ERROR,
    "《党政机关公文处理工作条例》第九条（九）；国务院机构改革方案、党和国家机构改革方案",
    check,
)
