"""front matter 的节点读成 Elements：认键、验形状，取值的对错留给校对。"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from gongwen.document.elements import AnnexEntry, Elements, Names, Stamp, element_terms
from gongwen.document.terms import Shape, Term
from gongwen.errors import DraftError, nearest, place
from gongwen.sources.frontmatter import FrontMatter, node_span, scalar_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.spans import SourceText, Text

ANNEX_TITLE, ANNEX_FILE, ANNEX_LANDSCAPE, ANNEX_BOUND = "标题", "文件", "横排", "装订"
YES, NO = "是", "否"
STAMP_POST, STAMP_NAME = "职务", "姓名"


def read_elements(source: SourceText, front: FrontMatter) -> Elements:
    """全部要素。键不认识、形状不对时引发 DraftError；缺必备要素由校对报、由排版拒绝。"""
    terms = element_terms()
    values: dict[str, Any] = {}
    for written, (key, node) in front.entries.items():
        term = terms.get(written)
        if term is None:
            raise _unknown_key(source, key, terms)
        values[term.name] = _READERS[term.shape](_Field(source, front.base, term), node)
    return Elements(**values)


class _Field:
    """读一个键时要用到的：原文、YAML 的起点、这个键的术语。"""

    def __init__(self, source: SourceText, base: int, term: Term) -> None:
        self.source, self.base, self.term = source, base, term

    def wrong(self, node: yaml.Node, what: str) -> DraftError:
        return DraftError(
            what, place(self.source, node_span(self.base, node), self.term.term), f"应为{self.term.shape}"
        )

    def scalar(self, node: yaml.Node) -> Text | None:
        """一个值；空的为 None。"""
        text = scalar_text(self.source, self.base, node)
        if text is None:
            raise self.wrong(node, f"“{self.term.term}”应当是一个值，写成了列表或键值")
        return text if text.value and not _is_null(node) else None


def _is_null(node: yaml.Node) -> bool:
    return node.tag == "tag:yaml.org,2002:null"


def _unknown_key(source: SourceText, key: Text, terms: dict[str, Term]) -> DraftError:
    close = nearest(key.value, terms)
    hint = f"是不是“{close}”？" if close else ""
    return DraftError(
        f"不认识的键“{key.value}”", place(source, key.span, key.value), f"{hint}可用的键：{'、'.join(terms)}"
    )


def _text(field: _Field, node: yaml.Node) -> Text | None:
    return field.scalar(node)


def _choice(field: _Field, node: yaml.Node) -> Text | None:
    text = field.scalar(node)
    if text is not None and text.value not in field.term.choices:
        close = nearest(text.value, field.term.choices)
        raise DraftError(
            f"“{field.term.term}”不能是“{text.value}”",
            place(field.source, text.span, field.term.term),
            (f"是不是“{close}”？" if close else "") + f"可用：{'、'.join(field.term.choices)}",
        )
    return text


def _names(field: _Field, node: yaml.Node) -> Names | None:
    if isinstance(node, yaml.ScalarNode):
        text = field.scalar(node)
        return None if text is None else Names((text,), verbatim=True)
    if not isinstance(node, yaml.SequenceNode):
        raise field.wrong(node, f"“{field.term.term}”写成了键值")
    items = tuple(text for item in node.value if (text := field.scalar(item)) is not None)
    return Names(items) if items else None


def _annexes(field: _Field, node: yaml.Node) -> tuple[AnnexEntry, ...] | None:
    if isinstance(node, yaml.ScalarNode) and field.scalar(node) is None:
        return None
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    return tuple(_annex(field, item) for item in nodes) or None


def _annex(field: _Field, node: yaml.Node) -> AnnexEntry:
    if not isinstance(node, yaml.MappingNode):
        title = field.scalar(node)
        if title is None:
            raise field.wrong(node, "附件的标题是空的")
        return AnnexEntry(title)
    values = _pairs(field, node, (ANNEX_TITLE, ANNEX_FILE, ANNEX_LANDSCAPE, ANNEX_BOUND))
    title = values.get(ANNEX_TITLE)
    if title is None:
        raise field.wrong(node, "附件缺少“标题”")
    landscape = _yes(field, values.get(ANNEX_LANDSCAPE), ANNEX_LANDSCAPE, usual=NO)
    bound = _yes(field, values.get(ANNEX_BOUND), ANNEX_BOUND, usual=YES)
    return AnnexEntry(title, values.get(ANNEX_FILE), landscape=landscape, detached=not bound)


def _yes(field: _Field, value: Text | None, key: str, *, usual: str) -> bool:
    """“是”或“否”；没有写的同 usual。"""
    written = usual if value is None else value.value
    if written in (YES, NO):
        return written == YES
    raise DraftError(
        f"“{key}”不能是“{written}”",
        place(field.source, value.span if value else None, field.term.term),
        f"写“{key}: {NO if usual == YES else YES}”；不要时删去这一行",
    )


def _stamps(field: _Field, node: yaml.Node) -> tuple[Stamp, ...] | None:
    if isinstance(node, yaml.ScalarNode) and field.scalar(node) is None:
        return None
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    return tuple(_stamp(field, item) for item in nodes) or None


def _stamp(field: _Field, node: yaml.Node) -> Stamp:
    if not isinstance(node, yaml.MappingNode):
        raise field.wrong(node, "签名章应写明职务和姓名")
    values = _pairs(field, node, (STAMP_POST, STAMP_NAME))
    post, name = values.get(STAMP_POST), values.get(STAMP_NAME)
    if post is None or name is None:
        raise field.wrong(node, f"签名章缺少“{STAMP_NAME if post else STAMP_POST}”")
    return Stamp(post, name)


def _pairs(field: _Field, node: yaml.MappingNode, allowed: tuple[str, ...]) -> dict[str, Text | None]:
    values: dict[str, Text | None] = {}
    for key_node, value_node in node.value:
        key = scalar_text(field.source, field.base, key_node)
        if key is None or key.value not in allowed or key.value in values:
            name = key.value if key else "?"
            again = "写了两次" if name in values else "不认识"
            close = nearest(name, allowed)
            raise DraftError(
                f"“{field.term.term}”中的键“{name}”{again}",
                place(field.source, node_span(field.base, key_node), field.term.term),
                (f"是不是“{close}”？" if close and close != name else "") + f"可用：{'、'.join(allowed)}",
            )
        if not isinstance(value_node, yaml.ScalarNode):
            raise DraftError(
                f"“{field.term.term}”中的“{key.value}”应当是一个值，写成了列表或键值",
                place(field.source, node_span(field.base, value_node), field.term.term),
                f"写成“{key.value}: 值”",
            )
        values[key.value] = field.scalar(value_node)
    return values


_READERS: dict[Shape, Callable[[_Field, yaml.Node], Any]] = {
    Shape.TEXT: _text,
    Shape.DATE: _text,
    Shape.FILE: _text,
    Shape.CHOICE: _choice,
    Shape.NAMES: _names,
    Shape.ANNEXES: _annexes,
    Shape.STAMPS: _stamps,
}
