"""机关名称、地名：文字里与名册里的只差一点的。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.hanzi import alike, near_sound, same_sound, same_tone, variants

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gongwen.proofing.names.roster import Roster

# 这么长的机关名称，少一个字、差一个不像的字，也不会是另一个机关
_LONG, _VERY_LONG = 6, 8
_PLACE_SIZE = 2


@dataclass(frozen=True, slots=True)
class Misnamed:
    """text[start:end] 像是 organ 写错了。"""

    start: int
    end: int
    organ: str
    level: Level
    how: str


def misnamed(
    text: str, roster: Roster, may_have: Callable[[str], bool] | None = None
) -> tuple[Misnamed, ...]:
    """text 里像是写错了的机关名称、地名，按位置；机关名称错了的，里面的地名不再报。

    may_have 说 text 里有没有可能有这个词，为假的不必去找：一份长文件里，名册的大多数机关没有写到。
    """
    names = (*roster.organs, *roster.places)
    if may_have:
        names = tuple(name for name in names if any(may_have(half) for half in _halves(name)))
    right = _exact(text, names)
    found: list[Misnamed] = []
    taken = bytearray(len(text))
    for organ in names:
        for each in _near(text, organ, right, is_place=organ in roster.places):
            if not right.covers(each.start, each.end) and not any(taken[each.start : each.end]):
                found.append(each)
                taken[each.start : each.end] = b"\1" * (each.end - each.start)
    return tuple(sorted(found, key=lambda each: each.start))


def _halves(name: str) -> tuple[str, str]:
    return name[: len(name) // 2], name[len(name) // 2 :]


def corrected(text: str, roster: Roster) -> str:
    """写错了的机关名称照名册改过来再比职务：一处错不报两遍。"""
    known = roster.corrected
    if text not in known:
        at, pieces = 0, []
        for each in misnamed(text, roster) if text else ():
            pieces += [text[at : each.start], each.organ]
            at = each.end
        known[text] = "".join((*pieces, text[at:]))
    return known[text]


class _Covered:
    """写对了的各段。"""

    def __init__(self, size: int) -> None:
        self.until = [0] * (size + 1)

    def add(self, start: int, end: int) -> None:
        self.until[start] = max(self.until[start], end)

    def covers(self, start: int, end: int) -> bool:
        """整段都在一个写对了的名称之内。"""
        return any(self.until[at] >= end for at in range(max(start - 40, 0), start + 1))


def _exact(text: str, names: tuple[str, ...]) -> _Covered:
    covered = _Covered(len(text))
    for name in names:
        at = text.find(name)
        while at >= 0:
            covered.add(at, at + len(name))
            at = text.find(name, at + 1)
    return covered


def _near(text: str, organ: str, right: _Covered, *, is_place: bool) -> Iterator[Misnamed]:
    """只差一处，则前一半或后一半是全对的：先找它，再比整个。"""
    head, tail = _halves(organ)
    seen = set()
    for part, before in ((head, 0), (tail, len(head))):
        at = text.find(part)
        while at >= 0:
            # 后一半对上的，前面可能多一个字、少一个字
            for start in {at - before} if not before else {at - before, at - before - 1, at - before + 1}:
                if start >= 0 and start not in seen and right.until[start] < start + len(organ) - 1:
                    seen.add(start)
                    yield from _at(text, start, organ, is_place=is_place)
            at = text.find(part, at + 1)


def _at(text: str, start: int, organ: str, *, is_place: bool) -> Iterator[Misnamed]:
    size = len(organ)
    for length in (size, size - 1, size + 1):
        piece = text[start : start + length]
        if len(piece) < length or piece == organ or not piece.isalpha():
            continue
        told = _judged(piece, organ, is_place=is_place)
        if told:
            yield Misnamed(start, start + length, organ, *told)
            return


def _judged(piece: str, organ: str, *, is_place: bool) -> tuple[Level, str] | None:
    if len(piece) == len(organ):
        return _same_length(piece, organ, is_place=is_place)
    if is_place or len(organ) < _LONG:
        return None
    if len(piece) > len(organ):
        # 只认重了一个字的：多出别的字的，多半是另一个机关；末一字重的是“水利局局长”
        doubled = (at for at in range(1, len(piece) - 1) if piece[at] == piece[at - 1])
        is_doubled = any(piece[:at] + piece[at + 1 :] == organ for at in doubled)
        return (Level.ERROR, "多一个字") if is_doubled else None
    dropped = any(organ[:at] + organ[at + 1 :] == piece for at in range(1, len(organ) - 1))
    return (Level.ERROR, "少一个字") if dropped else None


def _same_length(piece: str, organ: str, *, is_place: bool) -> tuple[Level, str] | None:
    wrong = [at for at, char in enumerate(organ) if char != piece[at]]
    if len(wrong) > 1:
        return _moved(piece, organ, wrong)
    one, other = piece[wrong[0]], organ[wrong[0]]
    if is_place:
        return _place(one, other) if wrong[0] < len(organ) - 1 else None
    if variants(one, other) or same_sound(one, other):
        return Level.ERROR, "有同音字"
    if alike(one, other):
        return Level.ERROR, "有形近字"
    if len(organ) >= _LONG and near_sound(one, other):
        return Level.ERROR, "有音近字"
    # 开头的字完全不同的，是别处的同一种机关
    return (Level.ADVICE, "差一个字") if len(organ) >= _VERY_LONG and wrong[0] > _PLACE_SIZE else None


def _moved(piece: str, organ: str, wrong: list[int]) -> tuple[Level, str] | None:
    """相邻两个字颠倒；长名称里，一个字挪了两位的也算。"""
    first, last = wrong[0], wrong[-1] + 1
    if sorted(piece[first:last]) != sorted(organ[first:last]):
        return None
    if last - first == 2:
        return Level.ERROR, "前后两个字颠倒"
    return (Level.ERROR, "字的先后颠倒") if last - first == 3 and len(organ) >= _LONG else None


def _place(one: str, other: str) -> tuple[Level, str] | None:
    """地名短，只差一字的可能真是另一个地方：连声调都相同的才算差错。"""
    if variants(one, other) or same_tone(one, other):
        return Level.ERROR, "有同音字"
    if same_sound(one, other):
        return Level.ADVICE, "有音近字"
    return (Level.ADVICE, "有形近字") if alike(one, other) else None
