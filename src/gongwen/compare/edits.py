"""把不同的各处收拾成人看得懂的改动：相邻的合在一起，颠倒的认出来，按段、按要素分开，起止落在词句的边上。"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongwen.compare.chars import is_mark, joins_before

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gongwen.compare.gaps import Gap
    from gongwen.compare.stream import Compared

# 颠倒的两截各不超过这么多字。
SWAPPED = 8
# 两边一样多、又不过这么多段的，才逐段分开；再多的，段与段未必相当。
PARTS = 100


class Edit(NamedTuple):
    """signed.chars[a0:a1] 变成了 other.chars[b0:b1]；一边可以是空的。swapped 是前后颠倒。"""

    a0: int
    a1: int
    b0: int
    b1: int
    swapped: bool = False


def readable_edits(signed: Compared, other: Compared, gaps: Sequence[Gap]) -> tuple[Edit, ...]:
    """各处改动，按先后。"""
    edits = _paired(gaps)
    edits = _swaps(signed, other, edits)
    edits = _merged(signed, other, edits)
    parts = [part for edit in edits for part in _split(signed, other, edit)]
    return tuple(sorted(_settled(signed, other, part) for part in parts))


def _paired(gaps: Iterable[Gap]) -> list[Edit]:
    """几截对几截的，按先后一截对一截。"""
    found = []
    for ours, theirs in gaps:
        for at in range(max(len(ours), len(theirs))):
            a0, a1 = ours[at] if at < len(ours) else (ours[-1][1], ours[-1][1])
            b0, b1 = theirs[at] if at < len(theirs) else (theirs[-1][1], theirs[-1][1])
            if a0 < a1 or b0 < b1:
                found.append(Edit(a0, a1, b0, b1))
    return sorted(found)


def _swaps(signed: Compared, other: Compared, edits: Sequence[Edit]) -> list[Edit]:
    """一增一删、中间隔着几个没有动的字：是前后颠倒，或者其实是逐字改了。"""
    found: list[Edit] = []
    for edit in edits:
        last = found[-1] if found else None
        if last is None or not _is_pair(signed, other, last, edit):
            found.append(edit)
            continue
        ours, theirs = signed.chars[last.a0 : edit.a1], other.chars[last.b0 : edit.b1]
        parts = _substituted(ours, theirs, last) if len(ours) == len(theirs) else []
        if _is_turned(ours, theirs, edit.a0 - last.a1):
            found[-1] = Edit(last.a0, edit.a1, last.b0, edit.b1, swapped=True)
        elif parts and sum(part.a1 - part.a0 for part in parts) <= _size(last):
            found[-1:] = parts
        else:
            found.append(edit)
    return found


def _is_pair(signed: Compared, other: Compared, one: Edit, two: Edit) -> bool:
    """一处只增、一处只删，都不长，中间隔着的也不长。"""
    if one.swapped or max(_size(one), _size(two), two.a0 - one.a1) > SWAPPED:
        return False
    opposite = (one.b0 == one.b1 and two.a0 == two.a1) or (one.a0 == one.a1 and two.b0 == two.b1)
    return opposite and bool(_kept(signed, other, one, two))


def _is_turned(ours: str, theirs: str, kept: int) -> bool:
    """“甲乙”成了“乙甲”；kept 是没有动的一截有几个字。"""
    return len(ours) == len(theirs) and theirs in (ours[kept:] + ours[:kept], ours[-kept:] + ours[:-kept])


def _substituted(ours: str, theirs: str, start: Edit) -> list[Edit]:
    """一个字对一个字地看，改了的各截。"""
    parts: list[Edit] = []
    for at, (one, two) in enumerate(zip(ours, theirs, strict=True)):
        a, b = start.a0 + at, start.b0 + at
        if one == two:
            continue
        if parts and parts[-1].a1 == a:
            parts[-1] = Edit(parts[-1].a0, a + 1, parts[-1].b0, b + 1)
        else:
            parts.append(Edit(a, a + 1, b, b + 1))
    return parts


def _merged(signed: Compared, other: Compared, edits: Sequence[Edit]) -> list[Edit]:
    """中间相同的字比两边改的都少，多半是碰巧，合成一处。"""
    found: list[Edit] = []
    for edit in edits:
        found.append(edit)
        while len(found) > 1 and _is_one(signed, other, found[-2], found[-1]):
            two, one = found.pop(), found.pop()
            found.append(Edit(one.a0, two.a1, one.b0, two.b1))
    return found


def _is_one(signed: Compared, other: Compared, one: Edit, two: Edit) -> bool:
    kept = _kept(signed, other, one, two)
    return kept == 0 or (kept is not None and kept < min(_size(one), _size(two)))


def _kept(signed: Compared, other: Compared, one: Edit, two: Edit) -> int | None:
    """两处之间相同的有几个字；中间有挪动的为 None。"""
    kept = two.a0 - one.a1
    if kept < 0 or signed.chars[one.a1 : two.a0] != other.chars[one.b1 : two.b0]:
        return None
    return kept


def _size(edit: Edit) -> int:
    return max(edit.a1 - edit.a0, edit.b1 - edit.b0)


def _split(signed: Compared, other: Compared, edit: Edit) -> Iterator[Edit]:
    """两边段数、格数一样的逐段分开；只增只删的按要素分开。"""
    ours = signed.split(edit.a0, edit.a1, signed.cuts)
    theirs = other.split(edit.b0, edit.b1, other.cuts)
    if edit.a0 < edit.a1 and edit.b0 < edit.b1:
        if 1 < len(ours) == len(theirs) <= PARTS:
            pairs = zip(ours, theirs, strict=True)
            yield from (Edit(*one, *two) for one, two in pairs if _text(signed, one) != _text(other, two))
        else:
            yield edit
    elif edit.b0 == edit.b1:
        yield from (
            Edit(*piece, edit.b0, edit.b0) for piece in signed.split(edit.a0, edit.a1, signed.element_edges)
        )
    else:
        yield from (
            Edit(edit.a0, edit.a0, *piece) for piece in other.split(edit.b0, edit.b1, other.element_edges)
        )


def _text(compared: Compared, piece: tuple[int, int]) -> str:
    return compared.chars[piece[0] : piece[1]]


def _settled(signed: Compared, other: Compared, edit: Edit) -> Edit:
    """只增只删的，前后有同样的字时落在哪里都对：取段首、句读之后，否则取最后一处；再把组合字符归到整个字。"""
    a0, a1, b0, b1, swapped = edit
    if b0 == b1:
        shift = _best_shift(signed, a0, a1)
        a0, a1, b0, b1 = a0 + shift, a1 + shift, b0 + shift, b1 + shift
    elif a0 == a1:
        shift = _best_shift(other, b0, b1)
        a0, a1, b0, b1 = a0 + shift, a1 + shift, b0 + shift, b1 + shift
    return _whole_characters(signed, other, Edit(a0, a1, b0, b1, swapped))


def _best_shift(compared: Compared, start: int, end: int) -> int:
    """增删的一截可以前后挪动的，挪多少最像话；在一段之内挪。"""
    chars = compared.chars
    first, last = compared.block(start)
    if end > last:
        return 0
    left = right = 0
    while start + left > first and chars[start + left - 1] == chars[end + left - 1]:
        left -= 1
    while end + right < last and chars[start + right] == chars[end + right]:
        right += 1
    return max(range(left, right + 1), key=lambda shift: (_edge(compared, start + shift), shift))


def _edge(compared: Compared, at: int) -> int:
    """起点在哪里更像话。"""
    if compared.is_cut(at):
        return 2
    return 1 if is_mark(compared.chars[at - 1]) else 0


def _whole_characters(signed: Compared, other: Compared, edit: Edit) -> Edit:
    """组合字符、字形选择符不单独算，连同它所附的字。"""
    a0, a1, b0, b1, swapped = edit
    while a0 > 0 and b0 > 0 and (_joins(signed, a0) or _joins(other, b0)):
        a0, b0 = a0 - 1, b0 - 1
    return Edit(a0, a1, b0, b1, swapped)


def _joins(compared: Compared, at: int) -> bool:
    return at < len(compared.chars) and joins_before(compared.chars[at])
