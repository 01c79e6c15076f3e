"""从一行里取出、补全、接起 Text：字还在原来的位置，span 连同标签、标点一并占住。"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.spans import Span, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

SHOWN = 30


@dataclass(frozen=True, slots=True)
class Guess:
    """认的时候猜的一处：说什么，原文在哪里。"""

    at: int
    message: str


def shown(value: str, most: int = SHOWN) -> str:
    """报给用户看的一小段。"""
    flat = " ".join(value.split())
    return flat if len(flat) <= most else flat[:most] + "……"


def offsets_of(text: Text) -> tuple[int, ...]:
    """每个字在原文中的偏移。"""
    if text.offsets is not None:
        return text.offsets
    return tuple(range(text.span.start, text.span.start + len(text.value)))


def tile(line: Text, start: int, end: int, left: int = 0, right: int | None = None) -> Text:
    """line 的 [start, end) 作为一个值，span 占住 [left, right)：标签、标点归它管，不再另算。"""
    value = line.value[start:end]
    stripped = value.strip()
    begin = start + len(value) - len(value.lstrip())
    part = line.part(begin, begin + len(stripped))
    whole = line.span
    first = whole.start if left == 0 else line.at(left, left).start
    last = whole.end if right is None or right >= len(line.value) else line.at(right, right).start
    return Text(part.value, Span(first, max(first, last)), offsets_of(part))


def widened(text: Text, span: Span) -> Text:
    """字还在原来的位置，span 换成更宽的一段。"""
    return Text(text.value, span, offsets_of(text))


def joined(texts: Sequence[Text], separator: str = "") -> Text:
    """几行接成一个值；接缝处的字算在前一行末尾。"""
    if len(texts) == 1:
        return texts[0]
    offsets: list[int] = []
    for at, text in enumerate(texts):
        if at:
            offsets += [offsets[-1] if offsets else text.span.start] * len(separator)
        offsets += offsets_of(text)
    value = separator.join(text.value for text in texts)
    return Text(value, Span(texts[0].span.start, texts[-1].span.end), tuple(offsets))


def inserted(text: Text, at: int, extra: str) -> Text:
    """在 at 处补上 extra，补的字算在前一个字的位置。"""
    offsets = offsets_of(text)
    near = offsets[at - 1] if at else text.span.start
    value = text.value[:at] + extra + text.value[at:]
    return Text(value, text.span, offsets[:at] + (near,) * len(extra) + offsets[at:])


def without_blanks(text: Text) -> Text:
    """去掉其中的空白；span 不变。"""
    kept = [(char, at) for char, at in zip(text.value, offsets_of(text), strict=True) if not char.isspace()]
    return Text("".join(char for char, _ in kept), text.span, tuple(at for _, at in kept))


def reread(text: Text, value: str) -> Text:
    """原文的这一段读作 value（如汉字日期读作阿拉伯数字）；取其中任一部分都指向整段。"""
    offsets = offsets_of(text)
    return Text(value, text.span, (offsets[0],) * (len(value) - 1) + (offsets[-1],))


def made(value: str, span: Span) -> Text:
    """原文里没有写在这里的值（由别处推断，或待填）；span 是推断的依据。offsets 为空。"""
    return Text(value, span, ())


def is_made(text: Text) -> bool:
    """是推断出来的，不是这里写着的。"""
    return text.offsets == () and bool(text.value)


def split_names(text: Text, separators: str = r"[\s、，,；;]+") -> tuple[Text, ...]:
    """用空白、顿号等隔开的几个名称；隔开的字归前一个占。"""
    cuts = [found.span() for found in re.finditer(separators, text.value)]
    begins = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text.value)]
    items = [
        tile(
            text,
            begin,
            end,
            0 if index == 0 else begin,
            begins[index + 1] if index + 1 < len(begins) else None,
        )
        for index, (begin, end) in enumerate(zip(begins, ends, strict=True))
        if end > begin
    ]
    return tuple(items)
