"""合成：各站认出来的拼成要素、正文、附件、被印发件，没有用上的行全部列为略去。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.sources.plain.furniture import is_inserted, is_noise
from gongwen.sources.plain.head import Head, read_head
from gongwen.sources.plain.masthead import split_marks
from gongwen.sources.plain.numbers import read_number
from gongwen.sources.plain.settle import settle
from gongwen.sources.plain.shapes import is_addressees
from gongwen.sources.plain.tail import Tail, read_tail
from gongwen.sources.plain.texts import Guess, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.document.elements import Elements
    from gongwen.document.kinds import Format, Kind
    from gongwen.sources.plain.annexes import Entry
    from gongwen.spans import Span, Text

NO_TITLE = "认不出标题"
NO_BODY = "没有正文"
SEVERAL = "像是几件公文连在一起"
# 转发的通知里可以有两个“字号、主送机关”；再多就是几件连在一起。
MAX_HEADS = 2


@dataclass(frozen=True, slots=True)
class Recognized:
    """认出来的一件。各行都是原文的行；issued 空着就是没有被印发件。

    left_out 是没有排进去的行，其中 replaced 由排版另排（“附件1”和与说明相同的标题），不算网页文字。
    """

    elements: Elements
    kind: Kind | None
    format: Format
    body: tuple[Text, ...]
    annexes: tuple[Entry, ...]
    issued: tuple[Text, ...]
    thing: str
    left_out: tuple[Text, ...]
    replaced: frozenset[Span]
    guesses: tuple[Guess, ...]


def recognize(lines: Sequence[Text], apart: frozenset[int] = frozenset()) -> Recognized | str:
    """把没有 front matter 的文字认成一件公文；认不出来时给出原因。apart 是前面有空行的各行的起点。"""
    if not lines:
        return NO_BODY
    if _heads(lines) > MAX_HEADS:
        return SEVERAL
    kept = split_marks([line for line in lines if not is_noise(line.value)])
    noise = [line for line in lines if is_noise(line.value)]
    head = read_head(kept, apart)
    if head is None:
        return NO_TITLE
    if head.start >= len(kept):
        return NO_BODY
    tail = read_tail(kept, head)
    if tail.body_end <= head.start:
        return NO_BODY
    return _assembled(kept, noise, head, tail)


def _heads(lines: Sequence[Text]) -> int:
    """有几处“字号，接着主送机关”。"""
    return sum(
        1
        for at in range(len(lines) - 1)
        if len(lines[at].value) <= 40 and read_number(lines[at]) and is_addressees(lines[at + 1].value)
    )


def _assembled(lines: Sequence[Text], noise: Sequence[Text], head: Head, tail: Tail) -> Recognized:
    body = tuple(lines[head.start : tail.body_end])
    settled = settle(head, tail, lines)
    used = head.used | tail.used | settled.used | set(range(head.start, tail.body_end))
    left_out = [line for at, line in enumerate(lines) if at not in used] + list(noise)
    guesses = [*head.guesses, *tail.guesses, *settled.guesses, *_inserted(body)]
    return Recognized(
        elements=settled.elements,
        kind=settled.kind,
        format=settled.format,
        body=body,
        annexes=tail.annexes.entries,
        issued=tuple(lines[at] for at in tail.issued),
        thing=tail.thing,
        left_out=tuple(sorted(left_out, key=lambda line: line.span)),
        replaced=frozenset(lines[at].span for at in tail.annexes.replaced),
        guesses=tuple(sorted(guesses, key=lambda guess: guess.at)),
    )


def _inserted(body: Sequence[Text]) -> Iterator[Guess]:
    """像是网站插进正文的话：照排，提醒核对。"""
    for line in body:
        if is_inserted(line.value):
            yield Guess(line.span.start, f"像是网站插进正文的话，照排了，请核对：{shown(line.value)}")
