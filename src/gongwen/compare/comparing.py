"""对照两份文字：对齐，收拾成一处一处，分类。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gongwen.compare.align import align
from gongwen.compare.differences import Category, Change, Comparison, Difference, Passage
from gongwen.compare.edits import Edit, readable_edits
from gongwen.compare.judge import category_of, identity_zones, is_placed
from gongwen.compare.moves import joined_moves
from gongwen.compare.roles import RUNNING, element_term
from gongwen.compare.spacing import layout_changes
from gongwen.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.compare.align import Alignment
    from gongwen.compare.moves import Move
    from gongwen.compare.stream import Compared, Zone

# 前后各给这么多字。
CONTEXT = 14
SHOWN = 6
COARSE = "有的地方相差太多，整段列作改动，没有逐字对"
# 打好了留着填的：“〔2026〕　号”“第　期”“2026年　月　日”。
_BLANK = re.compile("[〕\\])）第][号期]|年月|月日")
_LABELS = ("签发人：", "签发人:", "印发")


def compare_texts(signed: Compared, other: Compared, notices: Sequence[str] = ()) -> Comparison:
    """签发稿与另一份的全部不同。"""
    alignment = align(signed, other)
    found = [*_edits(signed, other, alignment), *_moves(signed, other, alignment.moves)]
    changes, folded = layout_changes(signed, other, alignment.runs)
    for a, b, change in changes:
        found.append(_difference(signed, other, Edit(a, a, b, b), Category.LAYOUT, change))
    found.sort(key=lambda item: (item.signed.start, item.other.start, item.category.value))
    return Comparison(
        signed, other, tuple(_once(found)), alignment, (*notices, *_told(signed, other, alignment, folded))
    )


def _once(found: Sequence[Difference]) -> Iterator[Difference]:
    """草稿里一处、印出几处的（标志与署名，附件说明与附件标题），两份都是草稿时只列一次。"""
    seen = set()
    for item in found:
        places = (item.signed.source, item.signed.span, item.other.source, item.other.span)
        key = (places, item.signed.text, item.other.text)
        if key not in seen or item.signed.span.start == item.signed.span.end == 0:
            yield item
        seen.add(key)


def _told(signed: Compared, other: Compared, alignment: Alignment, folded: int) -> Iterator[str]:
    """比的时候要告知的话。"""
    for side in (signed, other):
        if side.skipped:
            yield f"{side.name}：没有比的 {len(side.skipped)} 行：{'、'.join(side.skipped[:SHOWN])}"
    if folded:
        yield f"折行、拉开字距 {folded} 处，没有列入版面"
    if alignment.coarse:
        yield COARSE


def _edits(signed: Compared, other: Compared, alignment: Alignment) -> Iterator[Difference]:
    identities: dict[_Identity, list[Edit]] = {}
    addressees = [move for move in alignment.moves if _is_addressees(signed, other, move)]
    for edit in readable_edits(signed, other, alignment.gaps):
        identity = _Identity(*identity_zones(signed, other, edit))
        if identity.known:
            identities.setdefault(identity, []).append(edit)
            continue
        beside = any(_touches(move, edit) for move in addressees)
        category, note = category_of(signed, other, edit, beside_moved=beside)
        if category is not None:
            yield _difference(signed, other, edit, category, _change(edit), note=note)
    for identity, edits in identities.items():
        yield from _identities(signed, other, identity, edits, alignment)


class _Identity(NamedTuple):
    """一处改动所在的编号、日期：签发稿里的，另一份里的。"""

    ours: Zone | None
    theirs: Zone | None

    @property
    def known(self) -> bool:
        """至少一份里认得出。"""
        return self.ours is not None or self.theirs is not None


def _identities(
    signed: Compared, other: Compared, identity: _Identity, edits: Sequence[Edit], alignment: Alignment
) -> Iterator[Difference]:
    """编号、日期整个列出，不逐字列；签发人不是补填，是换了字的，照文字逐处列。"""
    ours, theirs = identity
    a0, a1 = (ours.start, ours.end) if ours else (edits[0].a0, edits[-1].a1)
    b0, b1 = (theirs.start, theirs.end) if theirs else (edits[0].b0, edits[-1].b1)
    if ours is not None and theirs is None:
        b0, b1 = _reach(alignment, ours, b0, b1)
    before, after = _value(signed, a0, a1), _value(other, b0, b1)
    change = Change.CHANGED if after else Change.REMOVED
    if after and (not before or (_BLANK.search(before) and not _BLANK.search(after))):
        change = Change.FILLED
    zone = ours or theirs
    element = element_term(zone.role) if zone else ""
    if change is Change.CHANGED and zone is not None and zone.role == "approvers":
        for edit in edits:
            yield _difference(signed, other, edit, Category.TEXT, _change(edit), element=element)
        return
    yield _difference(signed, other, Edit(a0, a1, b0, b1), Category.IDENTITY, change, element=element)


def _reach(alignment: Alignment, zone: Zone, b0: int, b1: int) -> tuple[int, int]:
    """签发稿里的一个要素，在另一份里从哪里到哪里。"""
    for run in alignment.runs:
        start, end = max(run.a, zone.start), min(run.a + run.size, zone.end)
        if start < end:
            b0, b1 = min(b0, start - run.a + run.b), max(b1, end - run.a + run.b)
    return b0, b1


def _value(compared: Compared, start: int, end: int) -> str:
    """写着的编号、日期：空位里的“〔〕号”“年月日”、标签不算。"""
    chars = (
        compared.chars[at]
        for at in range(start, end)
        if not ((zone := compared.zone_at(at)) is not None and zone.optional)
    )
    value = "".join(chars)
    for label in _LABELS:
        value = value.replace(label, "")
    return value


def _change(edit: Edit) -> Change:
    if edit.swapped:
        return Change.SWAPPED
    if edit.a0 == edit.a1:
        return Change.ADDED
    return Change.REMOVED if edit.b0 == edit.b1 else Change.CHANGED


def _moves(signed: Compared, other: Compared, moves: Sequence[Move]) -> Iterator[Difference]:
    """挪动的，一起挪的合成一处；排在哪里由排版定的要素不算。"""
    for move in joined_moves(move for move in moves if not _is_laid_out(signed, other, move)):
        yield _difference(signed, other, Edit(*move), Category.MOVED, Change.MOVED)


def _is_addressees(signed: Compared, other: Compared, move: Move) -> bool:
    zones = (signed.zone_at(move.a0), other.zone_at(move.b0))
    return any(zone is not None and zone.role == "addressees" for zone in zones)


def _touches(move: Move, edit: Edit) -> bool:
    """在挪动的一截之内，或紧挨着它。"""
    return move.a0 <= edit.a0 <= move.a1 or (edit.b0 <= move.b1 and move.b0 <= edit.b1)


def _is_laid_out(signed: Compared, other: Compared, move: Move) -> bool:
    """是排版安排的；在两份里是不同的要素，就不是（署名没有了，同样的机关名称却多出一处标志）。"""
    zones = [zone for zone in (signed.zone_at(move.a0), other.zone_at(move.b0)) if zone is not None]
    roles = {zone.role for zone in zones}
    if len(roles) > 1 and RUNNING not in roles:
        return False
    return is_placed(signed, move.a0, move.a1) or is_placed(other, move.b0, move.b1)


def _difference(
    signed: Compared,
    other: Compared,
    edit: Edit,
    category: Category,
    change: Change,
    *,
    note: str = "",
    element: str = "",
) -> Difference:
    ours = _passage(signed, edit.a0, edit.a1, **_beside(other, edit.b0, edit.b1))
    theirs = _passage(other, edit.b0, edit.b1, **_beside(signed, edit.a0, edit.a1))
    if not element:
        # 多出来的字属于哪个要素，看它自己在的那一份
        zone = signed.zone_at(edit.a0) if edit.a0 < edit.a1 else other.zone_at(edit.b0)
        element = element_term(zone.role) if zone else ""
    return Difference(category, change, ours, theirs, element, note)


def _beside(compared: Compared, start: int, end: int) -> dict[str, bool]:
    """另一份里的字是不是接在前一段的末尾，是不是在后一段的开头。"""
    if start == end:
        return {}
    first, last = compared.is_cut(start), compared.is_cut(end)
    return {"opens": first and not last, "closes": last and not first}


def _passage(
    compared: Compared, start: int, end: int, *, opens: bool = False, closes: bool = False
) -> Passage:
    """一份里的一处；没有字的，opens 是在后一段的开头，closes 是在前一段的末尾，都不是就在两段之间。"""
    first, last = compared.block(start)
    last = max(last, compared.block(max(start, end - 1))[1])
    span = compared.span(start, end)
    if start == end and compared.is_cut(start):
        if opens and start < len(compared.chars):
            span = Span(compared.offsets[start], compared.offsets[start])
        elif start > 0:
            first, last = compared.block(start - 1)[0], start if closes else last
    source = compared.source_at(start if opens else max(start - 1, 0) if start == end else start)
    return Passage(
        source=source.name,
        place=source.place(span.start),
        span=span,
        text=compared.chars[start:end],
        before=compared.chars[max(first, start - CONTEXT) : start],
        after=compared.chars[end : min(last, end + CONTEXT)],
        start=start,
        end=end,
    )
