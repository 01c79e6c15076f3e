"""次序：照名册排的，照姓氏笔画排的。"""

from __future__ import annotations

from bisect import bisect_left
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.hanzi import strokes
from gongwen.proofing.names.mentions import NameFinding
from gongwen.proofing.names.posts import parts
from gongwen.proofing.names.words import is_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.proofing.names.mentions import Mention
    from gongwen.proofing.names.roster import Roster


def out_of_order(mentions: Sequence[Mention], roster: Roster) -> Iterator[NameFinding]:
    """每一组（出席、列席，各个小标题下面）里，与名册先后不同的人。"""
    for _, group in groupby(mentions, key=_place):
        listed = {mention.name: mention for mention in group if mention.name in roster.rank}
        # 照单位列的：各单位的头一个人与头一个人比，单位里面另比
        units = [list(each) for _, each in groupby(listed.values(), key=_Unit())]
        yield from _out_of_order([unit[0] for unit in units], roster)
        for unit in units:
            yield from _out_of_order(unit, roster)


def _place(mention: Mention) -> tuple[int, str]:
    return mention.sheet, mention.group


class _Unit:
    """一个人的单位；写了“副局长”而没有写单位的，与上一个人一个单位；都没有写的，各算各的。"""

    def __init__(self) -> None:
        self.alone, self.last = 0, ""

    def __call__(self, mention: Mention) -> str | int:
        written = parts(mention.post)
        unit = mention.organ or (written[0].context if written else "")
        if not unit and mention.post and self.last:
            return self.last
        self.last = unit if is_unit(unit) else ""
        self.alone += 1
        return self.last or self.alone


def _out_of_order(listed: list[Mention], roster: Roster) -> Iterator[NameFinding]:
    ranks = [roster.rank[mention.name] for mention in listed]
    kept = longest_rising(ranks)
    if len(kept) == len(ranks):
        return
    if len(kept) * 2 < len(ranks):
        message = f"这一组 {len(ranks)} 人的次序大多与名册不同"
        yield NameFinding("HW07", Level.ADVICE, message, listed[0].spot)
        return
    for at in sorted(set(range(len(ranks))) - kept):
        yield NameFinding("HW07", Level.ADVICE, _displaced(listed, ranks, at, kept), listed[at].spot)


def _displaced(listed: list[Mention], ranks: list[int], at: int, kept: set[int]) -> str:
    """排错了的一个人，本来在谁之前、之后。"""
    name = listed[at].name
    ahead = next((other for other in sorted(kept) if other < at and ranks[other] > ranks[at]), None)
    if ahead is not None:
        return f"次序与名册不同：名册里“{name}”在“{listed[ahead].name}”之前"
    behind = max(other for other in kept if other > at and ranks[other] < ranks[at])
    return f"次序与名册不同：名册里“{name}”在“{listed[behind].name}”之后"


def longest_rising(ranks: list[int]) -> set[int]:
    """最长的一串不用挪动的，各在第几个。"""
    tails: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for at, rank in enumerate(ranks):
        length = bisect_left(tails, rank)
        before.append(last[length - 1] if length else -1)
        tails[length:] = [rank, *tails[length + 1 :]]
        last[length:] = [at, *last[length + 1 :]]
    kept, at = set(), last[-1] if last else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return kept


def not_by_strokes(mentions: Sequence[Mention]) -> Iterator[NameFinding]:
    """写明按姓氏笔画排的：姓的笔画前多后少的。笔画相同的先后看起笔，这里不查。"""
    for _, group in groupby(mentions, key=_place):
        known = [mention for mention in group if strokes(mention.name[0]) is not None]
        for one, other in pairwise(known):
            more, less = strokes(one.name[0]) or 0, strokes(other.name[0]) or 0
            if more > less:
                message = f"按姓氏笔画，“{other.name[0]}”（{less} 画）在“{one.name[0]}”（{more} 画）之前"
                yield NameFinding("HW08", Level.ADVICE, message, other.spot)
