"""造错的零件：找地方、换字，做成 Operator。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tools.quality.plant import Operator, Plant

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterable, Sequence

    from tools.quality.clean import CleanDocument

    Change = str | Callable[[re.Match[str], random.Random], str | None]

TITLE, FRONT, BODY, ALL = "title", "front", "body", "all"


def scope(document: CleanDocument, where: str) -> tuple[int, int]:
    """这一部分在哪里；没有这一部分时是空的区间。"""
    if where == TITLE:
        return document.title or (0, 0)
    if where == FRONT:
        return 0, document.body_start_of_front
    return (document.body_start if where == BODY else 0), len(document.text)


def replace(
    family: str,
    kind: str,
    pattern: str,
    change: Change,
    *,
    where: str = BODY,
    digits: bool = False,
    anywhere: bool = False,
) -> Operator:
    """把 pattern 找到的一处换成 change（模板或函数）；有 (?P<at>…) 的只换那一组。"""
    compiled = re.compile(pattern, re.MULTILINE)

    def make(document: CleanDocument, chance: random.Random) -> Plant | None:
        start, end = scope(document, where)
        found = [*compiled.finditer(document.text, start, end)]
        chance.shuffle(found)
        for match in found[:8]:
            wrong = match.expand(change) if isinstance(change, str) else change(match, chance)
            group: int | str = "at" if "at" in compiled.groupindex else 0
            if wrong is not None and wrong != match[group]:
                return of_match(family, kind, match, group, wrong, anywhere=anywhere)
        return None

    return Operator(family, kind, make, digits)


def of_match(
    family: str, kind: str, match: re.Match[str], group: int | str, wrong: str, *, anywhere: bool = False
) -> Plant:
    """把找到的一组换成 wrong，去掉两头没有变的字。"""
    start, end = match.span(group)
    return trimmed(family, kind, match.string, start, end, wrong, anywhere=anywhere)


def trimmed(  # noqa: PLR0917 一处错要说清的就有这么多
    family: str,
    kind: str,
    text: str,
    start: int,
    end: int,
    wrong: str,
    also: tuple[tuple[int, int], ...] = (),
    *,
    anywhere: bool = False,
) -> Plant:
    """[start, end) 换成 wrong：去掉两头没有变的字，剩下的是这处错；找到整段也算找到。"""
    right = text[start:end]
    head = _common(right, wrong)
    tail = min(_common(right[::-1], wrong[::-1]), min(len(right), len(wrong)) - head)
    kept = len(wrong) - tail
    also = ((start, end), *also)
    return Plant(
        family,
        kind,
        start + head,
        end - tail,
        wrong[head:kept],
        text[start + head : end - tail],
        also,
        anywhere,
    )


def _common(one: str, other: str) -> int:
    count = 0
    for mine, its in zip(one, other, strict=False):
        if mine != its:
            break
        count += 1
    return count


def pairs(
    family: str, kind: str, rows: Sequence[tuple[str, str]], where: str = BODY, digits: bool = False
) -> Operator:
    """rows 是（错，对）：文中有“对”的，任取一种换成“错”。"""

    def make(document: CleanDocument, chance: random.Random) -> Plant | None:
        start, end = scope(document, where)
        part = document.text[start:end]
        there = [row for row in rows if row[1] in part]
        if not there:
            return None
        wrong, right = chance.choice(there)
        at = chance.choice(occurrences(part, right)) + start
        return trimmed(family, kind, document.text, at, at + len(right), wrong)

    return Operator(family, kind, make, digits)


def pick(*choices: str) -> Change:
    """任取一种；可以是 带组号的模板。"""
    return lambda match, chance: match.expand(chance.choice(choices))


def swapped_in(
    family: str, kind: str, document: CleanDocument, table: Sequence[tuple[str, str]], chance: random.Random
) -> Plant | None:
    """正文里有 table 中对的写法的，随便挑一处换成错的；一个也没有时为 None。"""
    begin = document.body_start
    there = [row for row in table if row[1] in document.text[begin:]]
    if not there:
        return None
    wrong, right = chance.choice(there)
    at = chance.choice([at for at in occurrences(document.text, right) if at >= begin])
    return trimmed(family, kind, document.text, at, at + len(right), wrong)


def occurrences(text: str, word: str) -> list[int]:
    """word 的各处起点。"""
    return [found.start() for found in re.finditer(re.escape(word), text)]


def transposed(word: str, chance: random.Random) -> str | None:
    """相邻两字颠倒；没有两个不同的字时为 None。"""
    spots = [i for i in range(len(word) - 1) if word[i] != word[i + 1]]
    if not spots:
        return None
    at = chance.choice(spots)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def dropped(word: str, chance: random.Random, spots: Iterable[int] | None = None) -> str:
    """少一个字。"""
    at = chance.choice([*spots] if spots is not None else range(len(word)))
    return word[:at] + word[at + 1 :]
