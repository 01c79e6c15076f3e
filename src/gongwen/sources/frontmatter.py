"""front matter：YAML 的键与值，逐个带原文位置；值一律按字符串读，000123 不会变成 83。"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from gongwen.errors import DraftError, place
from gongwen.spans import Span, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.spans import SourceText

MAX_CHARACTERS = 200_000
MAX_DEPTH = 6
# 行的开头和结尾自己认：re 的 ^ 和 $ 不认单独的 \r。
_LINE_START, _LINE_END = r"(?:(?<=\n)|(?<=\r)|\A)", r"(?=[\r\n]|\Z)"
_OPEN = re.compile(r"(?:[ \t]*[\r\n])*---[ \t]*(?:\r\n|\r|\n)")
_CLOSE = re.compile(rf"{_LINE_START}(?:---|\.\.\.)[ \t]*{_LINE_END}")
_FOLD = re.compile(r"(?<![ \t])[ \t]*+(?:\r\n|\r|\n)")
_COMMENT = re.compile(r"(?<![ \t])[ \t]++(?P<text>#[^\r\n]*)")
_FULLWIDTH_COLON = re.compile(rf"{_LINE_START}(?P<key>[一-鿿]{{2,7}})：")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """entries：键到（键的文字, 值的节点）；body_start：正文开始的偏移；base：YAML 开始的偏移。

    comments：写在值后面、被 YAML 当作注释略去的文字（独占一行的注释不在内）。
    """

    entries: dict[str, tuple[Text, yaml.Node]]
    body_start: int
    base: int
    comments: tuple[Span, ...] = ()


def split_front_matter(source: SourceText) -> FrontMatter | None:
    """读出 front matter；没有时为 None。YAML 写错、键重复时引发 DraftError。"""
    opened = _OPEN.match(source.text)
    if not opened:
        return None
    closed = _CLOSE.search(source.text, opened.end())
    if not closed:
        raise DraftError(
            "front matter 没有结束", place(source, Span(0, 3)), "在要素之后、正文之前另起一行写 ---"
        )
    base = opened.end()
    if closed.start() - base > MAX_CHARACTERS:
        raise DraftError("front matter 过长", place(source, Span(0, 3)), "正文应写在第二个 --- 之后")
    node = _compose(source, base, closed.start())
    entries = _entries(source, base, closed.start(), node)
    return FrontMatter(entries, closed.end(), base, tuple(_comments(source, base, node)))


def _compose(source: SourceText, base: int, end: int) -> yaml.Node | None:
    raw = source.text[base:end]
    try:
        depth = 0
        for event in yaml.parse(raw, yaml.SafeLoader):
            # PyYAML 遇到几万层方括号会跑几分钟，所以边读边数。
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise _too_deep(source, base, event.start_mark)
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                where = place(source, _mark_span(base, event.start_mark))
                raise DraftError("要素中不能用 & 和 * 引用", where, "把内容写全；文字以 & 或 * 开头时加引号")
        return yaml.compose(raw, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        raise _yaml_error(source, base, raw, error) from error
    except yaml.reader.ReaderError as error:
        at = base + error.position
        raise DraftError("要素中有不能用的字符", place(source, Span(at, at)), "删去该字符") from error
    except RecursionError as error:
        raise _too_deep(source, base, None) from error


def _comments(source: SourceText, base: int, node: yaml.Node | None) -> Iterator[Span]:
    """不带引号的值同一行后面的“ #……”。"""
    match node:
        case yaml.ScalarNode(style=None):
            end = base + node.end_mark.index
            found = _COMMENT.match(source.text, end)
            if found and node.value:
                yield Span(*found.span("text"))
        case yaml.SequenceNode():
            for item in node.value:
                yield from _comments(source, base, item)
        case yaml.MappingNode():
            for _, value in node.value:
                yield from _comments(source, base, value)
        case _:
            pass


def _too_deep(source: SourceText, base: int, mark: Any) -> DraftError:
    where = place(source, _mark_span(base, mark))
    return DraftError("要素嵌套过深", where, "要素只有一层键和值；文字以方括号、花括号开头时加引号")


def _yaml_error(source: SourceText, base: int, raw: str, error: yaml.MarkedYAMLError) -> DraftError:
    wrong = _FULLWIDTH_COLON.search(raw)
    if wrong:
        return _colon_error(source, base, wrong)
    mark = error.problem_mark or error.context_mark
    at = base + (mark.index if mark else 0)
    return DraftError(
        "要素写得不合 YAML 格式",
        place(source, Span(at, at)),
        "每行写“键: 值”，冒号用半角且后面空一格；值中有半角冒号、以 [ { @ ` % 等开头时，用英文引号括起来",
    )


def _colon_error(source: SourceText, base: int, wrong: re.Match[str]) -> DraftError:
    at = base + wrong.start()
    return DraftError(
        f"键“{wrong['key']}”后用了全角冒号",
        place(source, Span(at, at), wrong["key"]),
        "改为半角冒号，后面空一格",
    )


def _entries(
    source: SourceText, base: int, end: int, node: yaml.Node | None
) -> dict[str, tuple[Text, yaml.Node]]:
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        wrong = _FULLWIDTH_COLON.search(source.text, base, end)
        if wrong:
            raise _colon_error(source, 0, wrong)
        raise DraftError("要素不是“键: 值”的形式", place(source, _shift_node(base, node)), "每行写“键: 值”")
    found: dict[str, tuple[Text, yaml.Node]] = {}
    for key_node, value in node.value:
        key = scalar_text(source, base, key_node)
        if key is None:
            raise DraftError("键必须是一个词", place(source, _shift_node(base, key_node)), "每行写“键: 值”")
        if key.value in found:
            raise DraftError(
                "这个键写了两次", place(source, key.span, key.value), "留下一处；多个机关写成列表"
            )
        found[key.value] = (key, value)
    return found


def _mark_span(base: int, mark: Any) -> Span:
    at = base + (mark.index if mark else 0)
    return Span(at, at)


def _shift(base: int, start: int, end: int) -> Span:
    return Span(base + start, base + end)


def _shift_node(base: int, node: yaml.Node) -> Span:
    return _shift(base, node.start_mark.index, node.end_mark.index)


def node_span(base: int, node: yaml.Node) -> Span:
    """节点在原文中的区间。"""
    return _shift_node(base, node)


def scalar_text(source: SourceText, base: int, node: yaml.Node) -> Text | None:
    """标量节点的文字；不是标量时为 None。两端空白和块标量末尾的换行去掉。

    写成多行的值，换行照留：YAML 折行插进来的空格谁也没有写。
    """
    if not isinstance(node, yaml.ScalarNode):
        return None
    span = _shift_node(base, node)
    raw = source.slice(span)
    value: str = node.value
    if raw == value:
        return Text(value, span).strip()
    if len(raw) == len(value) + 2 and raw[1:-1] == value:
        return Text(value, Span(span.start + 1, span.end - 1)).strip()
    offsets = _align(value, raw, span.start)
    # 折行处：换行和它前面的空白
    folds = {at for found in _FOLD.finditer(raw) for at in range(*found.span())}
    unfolded = "".join(
        "\n" if char == " " and offset - span.start in folds else char
        for char, offset in zip(value, offsets, strict=True)
    )
    return Text(unfolded, span, offsets).strip()


def _align(value: str, raw: str, start: int) -> tuple[int, ...]:
    """value 各码点在原文中的偏移：逐字向后找，找不到（转义）时停在原处。"""
    offsets = []
    at = 1 if raw[:1] in "\"'" else 0
    if raw[:1] in "|>":
        first = _FOLD.search(raw)
        at = first.end() if first else 0
    for char in value:
        wanted = raw.find(char, at, at + 81)
        if char in " \n" and (wanted < 0 or wanted > at):
            wanted = at
        if wanted < 0:
            wanted = min(at, len(raw) - 1)
        offsets.append(start + wanted)
        at = min(wanted + 1, len(raw))
    return tuple(offsets)
