"""SZ 各条规则共用的：一串“写法—说法—改法”，逐段去找；汉字数字与阿拉伯数字的换写。"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongwen.proofing.rule import Hit

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from gongwen.findings import Level
    from gongwen.proofing.lazy import Lazy
    from gongwen.proofing.reading import Piece, Reading

HAN = "一二三四五六七八九"
DIGITS = "0123456789"
_YEAR_DIGITS = {char: str(value) for value, char in enumerate("〇" + HAN)} | {
    "○": "0",
    "零": "0",
    "０": "0",
}


class Form(NamedTuple):
    """一种错的写法。

    pattern 里有叫 wrong 的组时报那一组，否则报全部；message 里的 {} 是所报的文字；
    right 给出改法，没有改法时为 None；judge 再看一眼，为假的不报；level 为 None 时按规则的级别；
    near 是这种写法里总有的字：没有的段落不看，所以越少见越快。
    """

    pattern: Lazy
    message: str
    right: Callable[[re.Match[str]], str | None] | None = None
    judge: Callable[[re.Match[str]], bool] | None = None
    level: Level | None = None
    near: tuple[str, ...] = ()


def find(reading: Reading, forms: Sequence[Form]) -> Iterator[Hit]:
    """forms 的各处；前一种报过的地方，后面的不再报。"""
    taken: dict[int, list[tuple[int, int]]] = {}
    pieces: dict[tuple[str, ...], tuple[Piece, ...]] = {}
    for form in forms:
        if form.near not in pieces:
            pieces[form.near] = reading.with_any(*form.near)
        for piece in pieces[form.near]:
            yield from _find_in(piece, form, taken.setdefault(piece.text.span.start, []))


def _find_in(piece: Piece, form: Form, taken: list[tuple[int, int]]) -> Iterator[Hit]:
    value = piece.text.value
    for found in form.pattern.finditer(value):
        start, end = found.span("wrong" if "wrong" in found.re.groupindex else 0)
        if any(start < last and first < end for first, last in taken):
            continue
        if form.judge is not None and not form.judge(found):
            continue
        taken.append((start, end))
        right = form.right(found) if form.right is not None else None
        yield Hit(piece.text.at(start, end), form.message.format(value[start:end]), right, level=form.level)


def pairs(lefts: Iterable[str], rights: Iterable[str]) -> tuple[str, ...]:
    """lefts 的每个字接 rights 的每个字。"""
    return tuple(left + right for left in lefts for right in rights)


def always(right: str) -> Callable[[re.Match[str]], str]:
    """不论报的是什么，都改成 right。"""
    return lambda _: right


def year_digits(written: str) -> str:
    """逐字写的年份换成阿拉伯数字：“二〇二六”为“2026”。"""
    return "".join(_YEAR_DIGITS.get(char, char) for char in written)


def is_arabic(char: str) -> bool:
    """是不是 0—9。"""
    return "0" <= char <= "9"
