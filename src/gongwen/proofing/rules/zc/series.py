"""ZC06、ZC07：序列的成员，指导思想的列举。页：zc06.md、zc07.md。"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from gongwen.findings import Level, Zone
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.zc.wordings import is_exempt, wordings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Piece, Reading
    from gongwen.proofing.rules.zc.wordings import Wording

# 名称后面的括注：（……）、——……、即……。
_LISTED = Lazy(r"^”?[^，。；（）]{0,6}?(?:（(?:即)?|——|，即)(?P<list>[^（）。；——]{2,120})")
_BEFORE = Lazy(r"(?P<list>[^，。；：“”（）]{3,60})的$")
_SEPARATORS = Lazy("、|，|和|以及|与")
# 一半以上的成员都在，才是在列举它。
_HALF = 0.5
# 成员列在名称前后这么远以内。
_REACH = 130
_GUIDES = (
    "马克思列宁主义",
    "毛泽东思想",
    "邓小平理论",
    "“三个代表”重要思想",
    "科学发展观",
    "习近平新时代中国特色社会主义思想",
)
_GUIDE = Lazy("|".join(_GUIDES))
_JOINT = Lazy(r"^(?:、|，|和|以及|与)?$")
_LEAST = 3


@cache
def _series() -> tuple[re.Pattern[str], dict[str, Wording]]:
    rows = {each.name: each for each in wordings() if each.members}
    names = sorted(rows, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, names))), rows


def _members(reading: Reading) -> Iterator[Hit]:
    """名称前后列出的成员：缺的、错的是差错，次序不同、另有别的是提示。"""
    pattern, rows = _series()
    for piece in reading.with_any(*(name[:3] for name in rows)):
        value = piece.text.value
        for found in pattern.finditer(value):
            wording = rows[found[0]]
            after = _LISTED.search(value[found.end() : found.end() + _REACH])
            before = _BEFORE.search(value[max(found.start() - _REACH, 0) : found.start()].rstrip("“"))
            offset = max(found.start() - _REACH, 0)
            if is_exempt(value, found.start()):
                continue
            if after:
                yield from _compared(piece, found.end() + after.start("list"), after["list"], wording)
            if before:
                yield from _compared(piece, offset + before.start("list"), before["list"], wording)


def _compared(piece: Piece, start: int, written: str, wording: Wording) -> Iterator[Hit]:
    members = wording.members
    present = [member for member in members if member in written]
    if len(present) <= len(members) * _HALF:
        return
    first = min(written.index(member) for member in present)
    last = max(written.index(member) + len(member) for member in present)
    span = piece.text.at(start + first, start + last)
    missing = [member for member in members if member not in present]
    name = wording.name
    if missing:
        yield Hit(span, f"“{name}”的成员是{'、'.join(members)}，缺“{'、'.join(missing)}”", None, Zone.POLICY)
        return
    order = sorted(members, key=written.index)
    items = [item for item in _SEPARATORS.split(written[first:last]) if item]
    if tuple(order) != members:
        message = f"“{name}”的次序是{'、'.join(members)}"
        yield Hit(span, message, None, Zone.POLICY, Level.ADVICE)
    elif len(items) > len(members):
        yield Hit(span, f"“{name}”的成员只有{'、'.join(members)}", None, Zone.POLICY, Level.ADVICE)


def _guides(reading: Reading) -> Iterator[Hit]:
    """连着列举的指导思想：中间缺了的，次序不对的。"""
    for piece in reading.with_any("毛泽东思想", "邓小平理论"):
        value = piece.text.value
        for run in _runs(value):
            names = [_GUIDES.index(value[start:end]) for start, end in run]
            if len(run) < _LEAST or is_exempt(value, run[0][0]):
                continue
            span = piece.text.at(run[0][0], run[-1][1])
            wanted = "、".join(_GUIDES[min(names) : max(names) + 1])
            if names != sorted(names):
                yield Hit(span, f"次序是{wanted}", None, Zone.POLICY, Level.ADVICE)
            elif len(set(names)) != max(names) - min(names) + 1:
                missing = [_GUIDES[at] for at in range(min(names), max(names)) if at not in names]
                yield Hit(span, f"列举指导思想，缺“{'、'.join(missing)}”", None, Zone.POLICY)


def _runs(value: str) -> Iterator[list[tuple[int, int]]]:
    """用顿号、和连起来的几个。"""
    run: list[tuple[int, int]] = []
    for found in _GUIDE.finditer(value):
        if run and not _JOINT.search(value[run[-1][1] : found.start()]):
            yield run
            run = []
        run.append(found.span())
    if run:
        yield run


_SOURCE = "中央文件的规范表述"
MEMBERS = Rule("ZC06", "序列的成员不对", Level.ERROR, _SOURCE, _members)
GUIDES = Rule("ZC07", "指导思想列举不全", Level.ERROR, "中国共产党章程 总纲", _guides)
