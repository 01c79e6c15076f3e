"""领导排名：RM08 与名册先后不同，RM09 写明按姓氏笔画而没有照排。页：rm08.md、rm09.md。"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from gongwen.findings import Level, Zone
from gongwen.proofing.hanzi import strokes
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.names.order import longest_rising
from gongwen.proofing.names.slips import places
from gongwen.proofing.names.words import BY_STROKES, UNORDERED, is_name
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.rm.rostered import SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.names.roster import Roster
    from gongwen.proofing.reading import Piece, Reading
    from gongwen.spans import Span

_LISTS = ("present", "observers")
# 两个姓名之间：顿号、逗号，加上后一个人的职务
_BETWEEN = Lazy(r"(?:同志)?[、，]\s{0,3}[^、，。；：（）\s]{0,24}")
_LABEL = Lazy(r"^(?:出席|列席|主席台|参加|参会|与会)[^：:]{0,10}[：:]")
_NAMES = Lazy(r"[㐀-鿿]{1,2}[\s　]{0,4}[㐀-鿿]{1,3}")


def check_rank(reading: Reading) -> Iterator[Hit]:
    """一串名册里的人，先后与名册不同。写明按姓氏笔画、不分先后的不查。"""
    roster = reading.roster
    if roster is None or len(roster.people) < 2:
        return
    if BY_STROKES.search(reading.whole) or UNORDERED.search(reading.whole):
        return
    for role in _LISTS:
        pieces = list(reading.of(role))
        found = [each for piece in pieces for each in _named(piece, roster)]
        yield from _displaced(found, roster, sure=True)
    for piece in _bodies(reading, roster):
        for group, posts in _groups(piece, roster):
            sure = posts or _LABEL.search(piece.text.value) is not None
            yield from _displaced(group, roster, sure=sure)


def _bodies(reading: Reading, roster: Roster) -> list[Piece]:
    names = [name for name in roster.rank if len(name) > 1]
    return [piece for piece in reading.with_any(*names) if piece.role not in _LISTS] if names else []


def _named(piece: Piece, roster: Roster) -> list[tuple[str, Span]]:
    value = piece.text.value
    found = [(value.find(name), name) for name in roster.rank if name in value]
    return [(name, piece.text.at(at, at + len(name))) for at, name in sorted(found)]


def _groups(piece: Piece, roster: Roster) -> Iterator[tuple[list[tuple[str, Span]], bool]]:
    """用顿号、逗号连着的一串名册里的人，和其中写没写职务。"""
    value = piece.text.value
    spots = sorted(
        (at, name)
        for name in roster.rank
        for at in places(value, name)
        if len(name) > 2 or _apart(value, at, name)
    )
    group: list[tuple[str, Span]] = []
    end, posts = 0, False
    for at, name in spots:
        joined = _BETWEEN.fullmatch(value, end, at) if group else None
        if group and not joined:
            yield group, posts
            group, posts = [], False
        elif joined:
            posts = posts or at - end > 2
        group.append((name, piece.text.at(at, at + len(name))))
        end = at + len(name)
    if group:
        yield group, posts


def _apart(value: str, at: int, name: str) -> bool:
    """两个字的姓名，后面要是标点。"""
    return not value[at + len(name) : at + len(name) + 1].isalpha()


def _displaced(group: list[tuple[str, Span]], roster: Roster, *, sure: bool) -> Iterator[Hit]:
    names = list(dict.fromkeys(name for name, _ in group))
    spans = dict(reversed(group))
    ranks = [roster.rank[name] for name in names]
    kept = longest_rising(ranks)
    for at in sorted(set(range(len(ranks))) - kept):
        ahead = next((names[other] for other in sorted(kept) if other < at and ranks[other] > ranks[at]), "")
        behind = next((names[other] for other in sorted(kept, reverse=True) if ranks[other] < ranks[at]), "")
        told = f"在“{ahead}”之前" if ahead else f"在“{behind}”之后"
        # 不是一个单位的，也许照单位的次序排
        other = ahead or behind
        same = roster.organ_of(names[at]) == roster.organ_of(other)
        level = Level.ERROR if sure and same else Level.ADVICE
        yield Hit(spans[names[at]], f"名册里“{names[at]}”{told}", None, Zone.NAME, level)


def check_strokes(reading: Reading) -> Iterator[Hit]:
    """写明按姓氏笔画排的：姓的笔画前多后少。笔画相同的看起笔，不查。"""
    pieces = reading.pieces
    for at, piece in enumerate(pieces):
        found = BY_STROKES.search(piece.text.value) if "笔" in piece.text.value else None
        if not found:
            continue
        following = (
            pieces[at + 1 : at + 2]
            if piece.text.value.rstrip("）)：: ").endswith(("序", "列", "排", "画"))
            else ()
        )
        for each in (piece, *following):
            yield from _by_strokes(each, found.end() if each is piece else 0)


def _by_strokes(piece: Piece, start: int) -> Iterator[Hit]:
    value = piece.text.value
    spots = [
        (found.start(), found.end(), "".join(found[0].split()))
        for found in _NAMES.finditer(value, start)
        if _is_listed(value, found.start(), found.end()) and is_name("".join(found[0].split()))
    ]
    for (_, end, one), (other_start, other_end, other) in pairwise(spots):
        more, less = strokes(one[0]) or 0, strokes(other[0]) or 0
        between = value[end:other_start]
        if more > less > 0 and not between.strip("、，, 　\n") and between:
            message = f"按姓氏笔画，“{other[0]}”（{less} 画）在“{one[0]}”（{more} 画）之前"
            yield Hit(piece.text.at(other_start, other_end), message, None, Zone.NAME)


def _is_listed(value: str, start: int, end: int) -> bool:
    before, after = value[start - 1 : start] if start else "", value[end : end + 1]
    return not before.isalpha() and not after.isalpha()


RANK = Rule("RM08", "次序与名册不同", Level.ERROR, SOURCE, check_rank)
STROKES = Rule("RM09", "没有照姓氏笔画排", Level.ADVICE, "校对通则；通用规范汉字表", check_strokes)
