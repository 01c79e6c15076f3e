"""标题的样子：去掉空白，看得出文种、题注、发文机关到哪里为止。各条标题规则共用。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.document.kinds import KINDS
from gongwen.proofing.exempt import cited, quoted
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.reading import ISSUED_TITLE, TITLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading
    from gongwen.spans import Span, Text

_MARKS = "。，、；：.,:;？！?!"
_NOTE_OPENERS, _NOTE_CLOSERS = "（(", "）)"
_MAX_NOTE = 32
HIDDEN = "\ue000"
"""引号、书名号里的字换成它：那里面说的是别的文件。没有填的空位也是。"""

KIND_WORDS = tuple(
    sorted({ending for kind in KINDS for ending in kind.title_endings}, key=lambda word: -len(word))
)
_BLANK = Lazy(r"【[^【】]{1,30}】")
# 题里没有写出文种而 front matter 也没有的，照这些认发文机关到哪里为止。
_ORGAN = Lazy(
    r"(?:国务院|[^的、]{2,14}?(?:人民政府|政府|[省市县区州]委))(?:办公[室厅])?"
    r"|[^的、]{2,16}?(?:委员会|办公[室厅]|[局厅])(?!长)"
)


@dataclass(frozen=True, slots=True)
class Title:
    """一个标题。

    plain 不含空白；masked 与它等长，引号、书名号里的换成 HIDDEN；end 是题注、题末标点之前的长度。
    """

    text: Text
    plain: str
    masked: str
    places: tuple[int, ...]
    end: int

    @property
    def core(self) -> str:
        """题注、题末标点之前的文字。"""
        return self.plain[: self.end]

    @property
    def outside(self) -> str:
        """core，引号、书名号里的字看不见。"""
        return self.masked[: self.end]

    @property
    def kind(self) -> str:
        """末尾的文种；没有的为空串。"""
        return next((word for word in KIND_WORDS if self.core.endswith(word)), "")

    def span(self, start: int, end: int) -> Span:
        """plain[start:end] 在原文中的区间。"""
        if start < end:
            return self.text.at(self.places[start], self.places[end - 1] + 1)
        at = self.places[start - 1] + 1 if start else 0
        return self.text.at(at, at)


def titles(reading: Reading) -> Iterator[Title]:
    """公文的标题和被印发件的标题。"""
    return (title_of(piece.text) for piece in reading.of(TITLE, ISSUED_TITLE))


def own_titles(reading: Reading) -> Iterator[Title]:
    """公文自己的标题。"""
    return (title_of(piece.text) for piece in reading.of(TITLE))


def title_of(text: Text) -> Title:
    """text 作为标题。"""
    places = tuple(at for at, char in enumerate(text.value) if not char.isspace())
    plain = "".join(text.value[at] for at in places)
    return Title(text, plain, _masked(plain), places, _end(plain))


def _masked(plain: str) -> str:
    chars = list(plain)
    blanks = [found.span() for found in _BLANK.finditer(plain)]
    for start, end in (*cited(plain), *quoted(plain), *blanks):
        chars[start:end] = HIDDEN * (end - start)
    return "".join(chars)


def _end(plain: str) -> int:
    """题末“（试行）”“（征求意见稿）”之类和标点之前。"""
    end = len(plain.rstrip(_MARKS))
    while end and plain[end - 1] in _NOTE_CLOSERS:
        start = max(plain.rfind(mark, max(0, end - _MAX_NOTE), end) for mark in _NOTE_OPENERS)
        if start <= 0:
            break
        end = len(plain[:start].rstrip(_MARKS))
    return end


def plain_names(reading: Reading) -> tuple[str, ...]:
    """发文机关（没有写的用署名），不含空白。"""
    elements = reading.elements
    names = elements and (elements.issuing_organs or elements.issuers)
    return tuple("".join(name.split()) for name in names.values()) if names else ()


def after_organs(title: Title, names: tuple[str, ...]) -> int:
    """发文机关之后的位置：照写明的发文机关，或照机关名称的样子；不以机关开头的为 0。"""
    at = _after_names(title.plain, names)
    if at:
        return at
    found = _ORGAN.match(title.plain)
    return found.end() if found else 0


def _after_names(plain: str, names: tuple[str, ...]) -> int:
    at = 0
    while True:
        following = max((name for name in names if plain.startswith(name, at)), key=len, default="")
        if not following:
            return at
        at += len(following)
        at += plain.startswith("、", at)
