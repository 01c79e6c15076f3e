"""与固定表述只差一个字的文字：错、漏、多、颠倒。"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from weakref import ref

from gongwen.proofing.fixed import Edit, Fixed, Near, apart, difference
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rules.zc.wordings import is_exempt, wordings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Piece, Reading

# 再短的，一个字之差往往是另一个词；引号里的名称可以短些。
_SHORTEST, _SHORTEST_NAME = 5, 4
# 公文里常见的字，从最常见的起。
_COMMON = (
    "业的建化和新全工产发设展能国实进动大推等一市人中力加区务用成制生智行体高提理城数作地家合项强开企持政创增造资会保重目"
    "技以经民个主上系基管服点改有平级要在现应施标入机升安水为品质统社快性通方规深治不省术范量面分公准年学心度长据好信型济"
    "与优科定育文法效源场程关部三网域农对支完集共同态村坚是领出商联代"
)
_NAMES = Lazy(r"“([^“”]{3,12})”")


class _Part(NamedTuple):
    """表述的一部分：从 at 起到 until 止，是前一半（is_left）还是后一半里的；错的字在另一半。

    wrote 是要找的写法，同 text；中间两个字颠倒的，两半都不完整，整个另找。
    """

    text: str
    at: int
    until: int
    is_left: bool
    wrote: str


class Miss(NamedTuple):
    """一处差一点的；is_odd 是差的字与旁边的字从不连用，一定是写错了。"""

    piece: Piece
    near: Near
    is_odd: bool


# 最近查过的一份原文和查得的各处。
_LAST: list[tuple[ref[Reading], tuple[Miss, ...]]] = []


def near_misses(reading: Reading) -> tuple[Miss, ...]:
    """与某条表述只差一处的各处；重叠的先取两个字从不连用的，再取最短的表述，差在头尾的往后放。

    书名号里的题名、长引文除外。几条规则都用它，同一份原文只找一遍。
    """
    if not _LAST or _LAST[0][0]() is not reading:
        odd: dict[Piece, list[Near]] = {}
        for piece, near in _odd(reading):
            odd.setdefault(piece, []).append(near)
        _LAST[:] = [(ref(reading), tuple(_search(reading, odd)))]
    return _LAST[0][1]


def _odd(reading: Reading) -> Iterator[tuple[Piece, Near]]:
    """两个字从不连用的地方，与某条表述只差一处的；一个字打了两遍的。"""
    text, known = reading.whole, _fixed()
    sure = (*known.found(text, reading.odd_places), *known.doubled(text, reading.bigrams))
    for near in map(_unquote, apart(sure, shortest=True)):
        piece, at = reading.placed(near.start)
        shift = at - near.start
        yield piece, near._replace(start=at, end=near.end + shift, at=near.at + shift)


def _unquote(near: Near) -> Near:
    """引号里的名称，只说引号里的。"""
    is_name = near.right[0] == "“" and near.right[-1] == "”"
    if not is_name or near.at == near.start or "”" in near.wrote:
        return near
    return near._replace(start=near.start + 1, end=near.end - 1, right=near.right[1:-1])


@cache
def _fixed() -> Fixed:
    return Fixed(each.text for each in wordings() if len(each.text) >= _SHORTEST_NAME)


def _search(reading: Reading, odd: dict[Piece, list[Near]]) -> Iterator[Miss]:
    for piece in reading.pieces:
        value, sure = piece.text.value, odd.get(piece, [])
        found = [*_unquoted(value), *_named(value)]
        if found or sure:
            for near in _apart(found, sure):
                if not is_exempt(value, near.start):
                    yield Miss(piece, near, near in sure)


def _apart(found: list[Near], sure: list[Near]) -> Iterator[Near]:
    taken = list(sure)
    for near in sorted(found, key=lambda each: (each.is_edge, len(each.right), each.start)):
        if all(near.end <= other.start or near.start >= other.end for other in taken):
            taken.append(near)
    return iter(sorted(taken, key=lambda each: each.start))


def _named(value: str) -> Iterator[Near]:
    """引号里的名称（“四个意识”）。"""
    names = _names()
    for match in _NAMES.finditer(value):
        written = match[1]
        for key in (written[:2], written[-2:], "".join(sorted(written))):
            for name in names.get(key, ()) if written not in names else ():
                found = difference(written, 0, name)
                if found and found.end == len(written):
                    shift = match.start(1)
                    yield found._replace(start=shift, end=found.end + shift, at=found.at + shift)
                    break


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """名称，按头两个字、末两个字、排过序的各字（颠倒了的）；名称自己也在内。"""
    index: dict[str, list[str]] = {}
    for each in wordings():
        if each.is_name and len(each.name) >= _SHORTEST_NAME:
            for key in {each.name[:2], each.name[-2:], each.name, "".join(sorted(each.name))}:
                index.setdefault(key, []).append(each.name)
    return {key: tuple(names) for key, names in index.items()}


def _unquoted(value: str) -> Iterator[Near]:
    pattern, index = _parts()
    places = [match.start() for match in pattern.finditer(value)]
    for at in [at for at in places if value[at : at + 3] in index or value[at : at + 2] in index]:
        for part in (*index.get(value[at : at + 2], ()), *index.get(value[at : at + 3], ())):
            near = _near(value, at, part)
            if near:
                yield near


@cache
def _parts() -> tuple[re.Pattern[str], dict[str, tuple[_Part, ...]]]:
    """每条表述前后两半各取一段，错一处总有一段不错：先找它们，再比前后。

    正则式只看头两个字各在不在（在别的字上一眼掠过），其余由字典筛去：键是头三个字，只有两个字的就是两个。
    """
    index: dict[str, list[_Part]] = {}
    for part in _chosen():
        index.setdefault(part.wrote[part.at : part.until][:3], []).append(part)
    heads, seconds = ("".join({key[at] for key in index}) for at in (0, 1))
    pattern = re.compile(f"[{re.escape(heads)}](?=[{re.escape(seconds)}])")
    return pattern, {key: tuple(each) for key, each in index.items()}


def _chosen() -> list[_Part]:
    """各段从哪个字起：已经选过的字优先，其次少见的字；余地小的先选。"""
    texts = [each.text for each in wordings() if len(each.text) >= _SHORTEST and not each.is_name]
    parts = sorted((part for text in texts for part in _halves(text)), key=lambda part: part.until - part.at)
    heads: set[str] = set()
    found = []
    for part in parts:
        places = range(part.at, max(part.until - 2, part.at + 1))
        at = min(places, key=lambda place: part.wrote[place] not in heads and _rank(part.wrote[place]) + 1)
        heads.add(part.wrote[at])
        found.append(part._replace(at=at))
    return found


def _halves(text: str) -> Iterator[_Part]:
    half, size = len(text) // 2, len(text)
    yield _Part(text, 0, half, is_left=True, wrote=text)
    yield _Part(text, half, size, is_left=False, wrote=text)
    yield _Part(
        text, 0, size, is_left=True, wrote=text[: half - 1] + text[half] + text[half - 1] + text[half + 1 :]
    )


def _rank(char: str) -> int:
    """越常见的字越大。"""
    return len(_COMMON) - _COMMON.index(char) if char in _COMMON else 0


class _Found(NamedTuple):
    """一段文字的开头与表述差一处：开头到 end 为止，差的字在 at。"""

    end: int
    edit: Edit
    wrote: str
    meant: str
    at: int

    def moved(self, start: int, right: str) -> Near:
        """这段文字从 start 起。"""
        return Near(start, start + self.end, right, self.edit, self.wrote, self.meant, start + self.at)


def _near(value: str, at: int, part: _Part) -> Near | None:
    text, size = part.text, len(part.text)
    start = at - part.at
    if part.wrote == text and value.startswith(text, max(start, 0)):
        return _repeated(value, start, text)
    if part.is_left:
        if start < 0 or not value.startswith(part.wrote[: part.until], start):
            return None
        found = _difference(value[start : start + size + 1], text)
        return found and found.moved(start, text)
    half, end = len(text) // 2, start + size
    if not value.startswith(text[half:], start + half):
        return None
    found = _difference(value[max(end - size - 1, 0) : end][::-1], text[::-1])
    if found is None:
        return None
    at = end - found.at - len(found.wrote)
    return Near(end - found.end, end, text, found.edit, found.wrote[::-1], found.meant[::-1], at)


def _repeated(value: str, start: int, text: str) -> Near | None:
    """表述没有错，末一个字又打了一遍。头一个字不看：“学习习近平……”。"""
    end = start + len(text)
    if value[end : end + 1] == text[-1]:
        return Near(start, end + 1, text, Edit.EXTRA, text[-1], "", end)
    return None


def _difference(window: str, text: str) -> _Found | None:
    """window 的开头与 text 差一处时，差在哪里。"""
    size = len(text)
    if text[-1] not in window[size - 2 : size + 1] and window[: size - 1] != text[:-1]:
        return None
    pairs = enumerate(zip(window, text, strict=False))
    at = next((at for at, (one, other) in pairs if one != other), -1)
    if at < 0:
        return None
    if window[at : at + 2] == text[at : at + 2][::-1] and window[at + 2 : size] == text[at + 2 :]:
        return _Found(size, Edit.SWAPPED, window[at : at + 2], text[at : at + 2], at)
    return _one(window, text, at)


def _one(window: str, text: str, at: int) -> _Found | None:
    """从 at 起差一个字。多一个的先看：它后面还要对得上，比头尾错一个字可靠。"""
    size = len(text)
    if len(window) > size and window[at + 1 : size + 1] == text[at:]:
        return _Found(size + 1, Edit.EXTRA, window[at], "", at)
    if window[at + 1 : size] == text[at + 1 :]:
        return _Found(size, Edit.OTHER, window[at], text[at], at)
    if window[at : size - 1] == text[at + 1 :]:
        return _Found(size - 1, Edit.MISSING, "", text[at], at)
    return None
