"""一份长文件里找一批名称的误写：只差一处的——同音、形近、颠倒、挪位、重字、漏字。

不逐字去比：先找名称末尾的那几个字（局、会、县……），它前面末三个字或开头两个字总有一边是全对的，再比整个。
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from gongwen.proofing.fixed import Edit, Near, apart
from gongwen.proofing.fixed import difference as one_difference
from gongwen.proofing.hanzi import alike, near_sound, same_sound, variants

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

# 短于它的名称，漏字、挪位之后常常是另一个词
_LONG, _TAIL = 6, 3
_OPTIONAL = "和与及"
_NO: frozenset[str] = frozenset()
# 名称末一字的同音字里，不会是下一个词开头的
MISTAKEN_ENDS = {
    "局": "居橘菊拘剧",
    "厅": "亭",
    "会": "汇惠绘",
    "部": "布埠",
    "院": "苑愿",
    "委": "伟",
    "长": "常张掌",
    "记": "纪计季",
    "任": "仼认",
    "席": "习",
    "员": "圆园",
}


# 长度 → 开头两个字 → 名称
_Heads = dict[int, dict[str, set[str]]]


@dataclass(frozen=True, slots=True)
class Slip:
    """text[start:end] 像是 name 的误写；how 是差在哪里。"""

    start: int
    end: int
    name: str
    how: str


class Slips:
    """一批名称，编好索引。"""

    def __init__(self, names: Collection[str]) -> None:
        self.names = frozenset(names)
        self._lengths = sorted({len(name) for name in names})
        # 末一字 → 末二、末三个字；末几个字 → 它前面的字 → 名称；末一字、长度 → 开头两个字 → 名称
        self._inner: dict[str, set[str]] = defaultdict(set)
        self._tails: dict[str, dict[tuple[int, str], set[str]]] = defaultdict(lambda: defaultdict(set))
        self._heads: dict[str, _Heads] = {}
        for name in names:
            self._add(name)
        self._ends = {end: end for end in self._inner}
        for end in self._inner:
            self._ends.update(dict.fromkeys(MISTAKEN_ENDS.get(end, ""), end))

    def _add(self, name: str) -> None:
        tail, end = _tail(name), name[-1]
        self._inner[end].update(name[-3:-1])
        for key in _keys(name, tail):
            self._tails[name[-tail:]][key].add(name)
        heads = self._heads.setdefault(end, {})
        for more in (-1, 0, 1):
            heads.setdefault(len(name) + more, {}).setdefault(name[: len(name) - tail][:2], set()).add(name)

    def found(self, text: str) -> tuple[Slip, ...]:
        """text 里的误写，按位置；一处只给一个，长的在先。写对了的名称里面的不算。"""
        known = {each for start, name in self._candidates(text) for each in self._near(text, start, name)}
        kept: list[Slip] = []
        for each in sorted(known, key=lambda each: (each.start - each.end, each.start, each.name)):
            if not any(each.start < other.end and other.start < each.end for other in kept):
                kept.append(each)
        return tuple(sorted(kept, key=lambda each: each.start))

    def common(self, text: str, bigrams: Collection[str]) -> tuple[Near, ...]:
        """末三个字没有错、或前面的字没有错的名称里只差一处的，按位置；写对了的名称里面的不算。"""
        known: set[Near] = set()
        for start, name in (*self._ended(text), *self._begun(text, bigrams)):
            near = one_difference(text, start, name)
            if near and not self._is_right(text, near.start, near.end):
                known.add(near)
        return apart(known)

    def _ended(self, text: str) -> Iterator[tuple[int, str]]:
        for end in self._inner:
            for at in places(text, end):
                for start, name in self._by_tail(text, at + 1) if at else ():
                    if text[start] == name[0] or text[start + 1 : start + 2] == name[1]:
                        yield start, name

    def _begun(self, text: str, bigrams: Collection[str]) -> Iterator[tuple[int, str]]:
        """前面的字没有错，后面三个字里还有两个是原样的。"""
        for head, names in self._begins.items():
            if all(map(bigrams.__contains__, map("".join, pairwise(head)))):
                size = len(head)
                for at in places(text, head):
                    rest = text[at + size : at + size + 4]
                    for name in names:
                        tail = name[size:]
                        if not rest.startswith(tail) and tail[-1] in rest:
                            yield at, name

    @cached_property
    def _begins(self) -> dict[str, list[str]]:
        begins: dict[str, list[str]] = defaultdict(list)
        for name in self.names:
            begins[name[: max(len(name) - _TAIL, _TAIL)]].append(name)
        return begins

    def _candidates(self, text: str) -> Iterator[tuple[int, str]]:
        """值得比一比的：起点，名称。"""
        for written, end in self._ends.items():
            inner, heads = self._inner[end], self._heads[end]
            for at in places(text, written):
                if at < 1:
                    continue
                if written == end:
                    yield from self._by_tail(text, at + 1)
                # 末三个字里错了一个
                if text[at - 1] in inner or text[at - 2] in inner:
                    yield from self._by_head(text, at + 1, heads)
                # 末两个字颠倒了
                if text[at + 1 : at + 2] in inner:
                    yield from self._by_head(text, at + 2, heads)

    def _by_tail(self, text: str, end: int) -> Iterator[tuple[int, str]]:
        """末几个字全对的：它前面的两个字里，总有一个对得上。前面可能多一个字、少一个字。"""
        for size in (_TAIL, 2):
            at = end - size
            names = self._tails.get(text[max(at, 0) : end])
            if not names:
                continue
            close = names.get((1, text[at - 1 : at]), _NO) | names.get((2, text[at - 2 : at - 1]), _NO)
            for name in close | names.get((1, ""), _NO):
                start = end - len(name)
                if not text.startswith(name, max(start, 0)):
                    yield from ((start + shift, name) for shift in (0, -1, 1) if start + shift >= 0)

    def _by_head(
        self, text: str, end: int, heads: dict[int, dict[str, set[str]]]
    ) -> Iterator[tuple[int, str]]:
        """开头的字全对的。"""
        for length, names in heads.items():
            start = end - length
            if start >= 0:
                for size in (2, 1):
                    yield from ((start, name) for name in names.get(text[start : start + size], _NO))

    def _near(self, text: str, start: int, name: str) -> Iterator[Slip]:
        size = len(name)
        if text.startswith(name, start):
            return
        if text[start : start + 1] != name[0] and text[start + 1 : start + 2] not in (name[1], name[0]):
            return
        for length in (size, size + 1, size - 1):
            how = difference(text[start : start + length], name)
            if how and not self._is_right(text, start, start + length):
                yield Slip(start, start + length, name, how)
                return

    def _is_right(self, text: str, start: int, end: int) -> bool:
        """在一个写对了的名称里面（“行政服务中心”里的“政服务中心”），或里面有一个写对了的。"""
        return any(
            text[at : at + length] in self.names
            for length in self._lengths
            for at in range(max(min(start, end - length), 0), max(start, end - length) + 1)
            if length + 1 >= end - start
        )


def _tail(name: str) -> int:
    """末几个字算一边。"""
    return _TAIL if len(name) > _TAIL + 1 else 2


def _keys(name: str, tail: int) -> set[tuple[int, str]]:
    """末几个字往前数第一、第二个字；颠倒了的、多了少了一个字的也查得到。没有两个字的，什么都行。"""
    near = name[:-tail][-3:]
    if len(near) < 2:
        return {(1, "")}
    return {(back, char) for char in near for back in (1, 2)}


def told(near: Near) -> Slip:
    """差在哪里，说成一句话。"""
    how = {
        Edit.MISSING: f"漏“{near.meant}”",
        Edit.EXTRA: f"多“{near.wrote}”",
        Edit.SWAPPED: f"“{near.wrote}”颠倒",
    }
    return Slip(near.start, near.end, near.right, how.get(near.edit, f"“{near.wrote}”应为“{near.meant}”"))


def places(text: str, word: str) -> Iterator[int]:
    """word 在 text 里的各处。"""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def difference(piece: str, name: str) -> str | None:
    """piece 与 name 只差一处时，差在哪里；相同、差得多的为 None。"""
    if len(piece) > len(name):
        doubled = (at for at in range(1, len(piece)) if piece[at] == piece[at - 1])
        return "多一个字" if any(piece[:at] + piece[at + 1 :] == name for at in doubled) else None
    if len(piece) < len(name):
        inner = (at for at in range(1, len(name) - 1) if name[at] not in _OPTIONAL)
        dropped = len(name) >= _LONG and any(name[:at] + name[at + 1 :] == piece for at in inner)
        return "漏一个字" if dropped else None
    wrong = [at for at, char in enumerate(name) if char != piece[at]]
    if len(wrong) == 1:
        return _alike(piece[wrong[0]], name[wrong[0]])
    return _moved(piece, name, wrong) if wrong else None


def _moved(piece: str, name: str, wrong: list[int]) -> str | None:
    first, last = wrong[0], wrong[-1] + 1
    if sorted(piece[first:last]) != sorted(name[first:last]):
        return None
    if last - first == 2:
        return "前后两个字颠倒"
    return "字的先后颠倒" if last - first == 3 and len(name) > _LONG else None


def _alike(one: str, other: str) -> str | None:
    """两个字怎么个像法；不像的为 None。"""
    if variants(one, other):
        return f"“{one}”“{other}”是一个字的两种写法"
    if same_sound(one, other):
        return f"“{one}”“{other}”同音"
    if alike(one, other):
        return f"“{one}”“{other}”形近"
    return f"“{one}”“{other}”音近" if near_sound(one, other) else None


def is_whole(written: str, name: str) -> bool:
    """末一字没有写错，或错成不会是下一个词开头的同音字；末一字重了的，是“水利局局长”。"""
    if written == name + name[-1]:
        return False
    ends = (name[-1], *MISTAKEN_ENDS.get(name[-1], ""))
    return written[-1] in ends or written[-2:] == name[-1] + name[-2]


def in_order(found: Iterable[Slip], taken: Iterable[Slip]) -> Iterator[Slip]:
    """found 里与 taken 不重叠的。"""
    held = tuple(taken)
    for each in found:
        if not any(each.start < other.end and other.start < each.end for other in held):
            yield each
