"""ZC13：法律法规的名称写错一个字。页：zc13.md。"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.chars import is_han
from gongwen.proofing.hanzi import alike, near_sound, variants
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.lexicon import load_words
from gongwen.proofing.names.near import holes, swaps, without_one
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.zc.laws import COUNTRY, repealed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading

_CITED = Lazy(r"《([^《》（）]{4,40})(?:（[^《》（）]{1,12}）)?》")
# 名称短的，少一个字、多一个字往往是另一件。
_SHORT, _LONG = 3, 6


@cache
def _known() -> frozenset[str]:
    return load_words("law-names") | frozenset(repealed())


@cache
def _index() -> dict[str, tuple[str, ...]]:
    """写错一个字以后的样子（错字处空着、漏了、颠倒）到名称。"""
    index: dict[str, list[str]] = {}
    for name in sorted(each for each in load_words("law-names") | {COUNTRY} if len(each) > _SHORT):
        for form in holes(name) | without_one(name) | swaps(name) | {name}:
            index.setdefault(form, []).append(name)
    return {form: tuple(names) for form, names in index.items()}


def check(reading: Reading) -> Iterator[Hit]:
    """《》里的名称与一部法律法规只差一个字，而自己又不是一部。"""
    for piece in reading.with_any("《"):
        for found in _CITED.finditer(piece.text.value):
            right = _right(found[1])
            if right and right != found[1]:
                span = piece.text.at(*found.span(1))
                yield Hit(span, f"应为《{right}》", right)


def _right(written: str) -> str | None:
    """应当怎样写；没有写错、不知道的为 None。"""
    size = len(COUNTRY)
    if written.startswith(COUNTRY):
        near = _near(written[size:], is_full=True)
        return near and COUNTRY + near
    for cut in (size - 1, size, size + 1):
        head, name = written[:cut], written[cut:]
        if name in _known() and _near(head, is_full=True) == COUNTRY:
            return COUNTRY + name
    near = _near(written, is_full=False)
    return None if near == COUNTRY else near


def _near(written: str, *, is_full: bool) -> str | None:
    if written in _known() or not all(is_han(char) for char in written):
        return None
    index = _index()
    for form in (*holes(written), written, *without_one(written)):
        for name in index.get(form, ()):
            if name != written and _is_slip(written, name, is_full=is_full):
                return name
    return None


def _is_slip(written: str, name: str, *, is_full: bool) -> bool:
    """是错字、漏字、重字、颠倒。带国名的全称没有差一个字的另一部，差什么都是错。"""
    if len(written) == len(name):
        pairs = [(one, other) for one, other in zip(written, name, strict=True) if one != other]
        if len(pairs) == 1:
            one, other = pairs[0]
            is_same_sort = near_sound(one, other) or alike(one, other) or variants(one, other)
            return is_same_sort or is_full or (other == "例" and name.endswith("条例"))
        return len(pairs) == 2 and pairs[0] == pairs[1][::-1]
    if len(written) < len(name):
        return written in without_one(name) and (is_full or len(name) > _LONG)
    return name in without_one(written) and (is_full or _is_doubled(written, name))


def _is_doubled(written: str, name: str) -> bool:
    at = next(
        (at for at, (one, other) in enumerate(zip(written, name, strict=False)) if one != other), len(name)
    )
    return written[at] == written[at - 1]


_SOURCE = "法律法规的名称"
RULE = Rule("ZC13", "法律法规的名称有错字", Level.ERROR, _SOURCE, check)
