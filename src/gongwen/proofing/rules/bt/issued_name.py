"""BT18：标题里所印发、转发的文件，与正文、被印发件写的名称不同。页：bt18.md。"""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from gongwen.document.clauses import REGULATION
from gongwen.findings import Level
from gongwen.proofing.hanzi import alike, near_sound
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.reading import ISSUED_TITLE, PARAGRAPH
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.bt.compare import changed
from gongwen.proofing.rules.bt.titles import own_titles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading
    from gongwen.proofing.rules.bt.titles import Title

_ISSUING = "(?:印发|转发|批转|公布|发布|颁布|征求|审议)"
_MARKED = Lazy(rf"{_ISSUING}[^《》]{{0,30}}《(?P<name>[^《》]{{4,80}})》")
_BARE = Lazy(rf"{_ISSUING}(?P<name>[^《》的]{{4,60}})的(?:通知|函|公告|决定|议案)$")
_NAMED = Lazy(r"《(?P<name>[^《》\n]{4,80})》(?P<after>[^《》]{0,60})")
_HANDED = Lazy(r"(?:印发|转发|公布|发布|颁布|征求|审议|通过|同意)")
_LEFT_OUT = str.maketrans("", "", "〈〉《》“”‘’ \u3000的")
_NOTE = Lazy(r"（[^（）]{1,16}）$")
_SIMILAR, _FIRST, _SLIP, _PASSAGE = 0.75, 3, 2, 8
_HABITS = frozenset("的关于〈〉《》“”")


class _Name(NamedTuple):
    """标题所说的名称、在标题中的起点、有没有书名号。"""

    value: str
    start: int
    marked: bool


def check(reading: Reading) -> Iterator[Hit]:
    """标题“印发《甲办法》”，正文“现将《甲方法》印发给你们”。名称大不相同的，是说别的文件，不报。"""
    for title in own_titles(reading):
        name = _name(title)
        if name:
            issued = [_plain(piece.text.value) for piece in reading.of(ISSUED_TITLE)]
            seen = list(dict.fromkeys([*_in_body(reading), *issued]))
            if not any(_is_same(name, other) for other in seen):
                yield from _differs(title, name, seen)


def _name(title: Title) -> _Name | None:
    marked = _MARKED.search(title.core)
    found = marked or _BARE.search(title.core)
    return _Name(found["name"], found.start("name"), marked is not None) if found else None


def _plain(value: str) -> str:
    return "".join(value.split())


def _in_body(reading: Reading) -> Iterator[str]:
    """正文开头几段里所印发的文件的名称。"""
    first = (piece for piece in reading.of(PARAGRAPH) if piece.part == 0)
    for piece in islice(first, _FIRST):
        value = _plain(piece.text.value)
        for found in _NAMED.finditer(value):
            if _HANDED.search(found["after"]) or value[: found.start()].endswith(("印发", "转发")):
                yield found["name"]


def _is_same(name: _Name, other: str) -> bool:
    """同一个名称：前面多写、少写了机关也是，省了“的”“关于”也是。"""
    mine, theirs = _core(name.value), _core(other)
    if _KIND_END.sub("", theirs).endswith(mine):
        return True  # 转发“……的通知”的通知，标题只写一个“的通知”
    return mine.endswith(theirs) or theirs.endswith(mine)


_KIND_END = Lazy("的?(?:通知|意见|决定|通报|公告|通告|函)$")


def _core(value: str) -> str:
    return value.translate(_LEFT_OUT).removeprefix("关于")


def _differs(title: Title, name: _Name, seen: list[str]) -> Iterator[Hit]:
    other = max(seen, key=lambda each: _ratio(name.value, each), default="")
    if (
        not other
        or _ratio(name.value, other) < _SIMILAR
        or (name.marked and _is_cited_slip(name.value, other))
    ):
        return
    found = _differences(name.value, other)
    # 差一大截的，是“××等两个规定”一类合起来的说法。
    if any(max(each.end - each.start, len(each.right)) > _PASSAGE for each in found):
        return
    message = f"标题写的是“{name.value}”，正文写的是“{other}”"
    if len(found) == 1:
        start, end, right, there = found[0]
        sure = end - start <= _SLIP and len(right) <= _SLIP and not _NOTE.search(other[there:])
        span = title.span(name.start + start, name.start + end)
        yield Hit(span, message, right if sure else None, level=None if sure else Level.ADVICE)
    elif found:
        span = title.span(name.start, name.start + len(name.value))
        yield Hit(span, message, level=Level.ADVICE)


class _Difference(NamedTuple):
    """标题里的名称 start 至 end，正文是 right，在正文的名称 there 处。"""

    start: int
    end: int
    right: str
    there: int


def _differences(one: str, other: str) -> list[_Difference]:
    """不同的各处；开头的机关名称，“的”“关于”不算。"""
    found = []
    for tag, start, end, there, stop in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        right = other[there:stop]
        is_head = not (start and there) and max(end - start, stop - there) > _SLIP
        if tag != "equal" and not is_head and not set(one[start:end] + right) <= _HABITS:
            found.append(_Difference(start, end, right, there))
    return found


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _is_cited_slip(one: str, other: str) -> bool:
    """只差一个音近、形近的字：YZ14 已经报了。"""
    start, end, right = changed(one, other)
    return end - start == len(right) == 1 and (near_sound(one[start], right) or alike(one[start], right))


RULE = Rule("BT18", "标题与正文的文件名称不同", Level.ERROR, f"{REGULATION}第九条（七）（前后一致）", check)
