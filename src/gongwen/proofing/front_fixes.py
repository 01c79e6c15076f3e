"""front matter 里的改法照改之后，读出来的是不是只差那几个字：引号、转义里的一改就可能变样。"""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from gongwen.errors import DraftError
from gongwen.sources.frontmatter import scalar_text, split_front_matter
from gongwen.spans import SourceText, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.spans import Text

    Written = tuple[Span, str]


# 逐处去试，一处要读一遍 front matter；更多的不试，都不改。
_TRIED = 100


def unsafe_in_front(source: SourceText, fixes: Sequence[Written]) -> set[Written]:
    """fixes（互不重叠，按位置）里照改会读成别的样子的；不在 front matter 里的都照改。

    front matter 本来就写错了的，一处也不改。
    """
    try:
        front = split_front_matter(source)
    except DraftError:
        return set(fixes)
    if front is None:
        return set()
    inside = [each for each in fixes if each[0].start < front.body_start]
    if not inside or _reads_as_meant(source, front.body_start, inside):
        return set()
    kept: list[Written] = []
    for each in inside if len(inside) <= _TRIED else ():
        if _reads_as_meant(source, front.body_start, [*kept, each]):
            kept.append(each)
    return set(inside) - set(kept)


def _reads_as_meant(source: SourceText, end: int, fixes: Sequence[Written]) -> bool:
    """改过之后各键各值，正好是原来的读出来以后再改这几处。"""
    wanted = [_changed(text, fixes) for text in _scalars(source)]
    out, at = [], 0
    for span, text in fixes:
        out += [source.text[at : span.start], text]
        at = span.end
    head = "".join([*out, source.text[at:end]])
    try:
        found = [text.value for text in _scalars(SourceText(source.name, head))]
    except DraftError:
        return False
    return found == wanted


def _changed(text: Text, fixes: Sequence[Written]) -> str:
    """读出来的文字，换上落在它里面的改法。"""
    value, inside = text.value, [each for each in fixes if text.span.start <= each[0].start <= text.span.end]
    for span, new in reversed(inside):
        start, end = _index(text, span.start), _index(text, span.end)
        value = value[:start] + new + value[end:]
    return value


def _index(text: Text, offset: int) -> int:
    """原文的偏移是 value 的第几个字。"""
    if text.offsets is None:
        return offset - text.span.start
    return sum(each < offset for each in text.offsets)


def _scalars(source: SourceText) -> Iterator[Text]:
    front = split_front_matter(source)
    if front is None:
        return
    for key, node in front.entries.values():
        yield key
        yield from _texts(source, front.base, node)


def _texts(source: SourceText, base: int, node: yaml.Node) -> Iterator[Text]:
    match node:
        case yaml.SequenceNode():
            for item in node.value:
                yield from _texts(source, base, item)
        case yaml.MappingNode():
            for pair in node.value:
                for item in pair:
                    yield from _texts(source, base, item)
        case _:
            found = scalar_text(source, base, node)
            if found is not None:
                yield found
