"""文字模板：一个 .md 文件，开头一段 front matter 说明模板和字段，其后是草稿的样子（Jinja）。"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from gongwen.drafting.sandbox import UNUSABLE, code_point, usable_name
from gongwen.errors import TemplateError, Where, nearest, place
from gongwen.sources.frontmatter import FrontMatter, node_span, scalar_text, split_front_matter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.spans import SourceText, Text

SUMMARY, GROUP, ALIASES, FIELDS = "说明", "分类", "别名", "字段"
PROMPT, DEFAULT, CHOICES, OPTIONAL = "提示", "默认", "可选", "可空"
# 每个模板都有的变量：输出文件的名字、今天、今年。
FILE_STEM, TODAY, YEAR = "文件名", "今天", "今年"
GIVEN = (FILE_STEM, TODAY, YEAR)
MAX_VALUE = 20_000
_NEWLINE = re.compile(r"\r\n|\r")
_YES = ("是", "true", "yes")


@dataclass(frozen=True, slots=True)
class Field:
    """模板的一个字段。default 为空串表示没有；choices 为空表示不限；optional 的可以空着，不算空位。

    prompt 是提示，“，如”之后是例子：提问时连例子说，写进草稿的空位只写前半句（asked）。
    """

    name: str
    prompt: str
    default: str = ""
    choices: tuple[str, ...] = ()
    optional: bool = False

    @property
    def asked(self) -> str:
        """提示中例子之前的话。"""
        return self.prompt.partition("，如")[0]


@dataclass(frozen=True, slots=True)
class Template:
    """一个模板。source 是模板文件；body 是其中草稿的部分，first_line 是它的首行在文件里的行号。"""

    name: str
    summary: str
    group: str
    aliases: tuple[str, ...]
    fields: tuple[Field, ...]
    source: SourceText
    body: str
    first_line: int

    @property
    def variables(self) -> tuple[str, ...]:
        """模板里可用的变量。"""
        return (*(field.name for field in self.fields), *GIVEN)

    def field(self, name: str) -> Field | None:
        """这个名字的字段；没有时为 None。"""
        return next((field for field in self.fields if field.name == name), None)


def read_template(source: SourceText, name: str) -> Template:
    """读一个模板。说明部分写得不对、有不能用的字符时引发 TemplateError 或 DraftError。"""
    bad = UNUSABLE.search(_NEWLINE.sub("\n", source.text))
    if bad:
        line = _NEWLINE.sub("\n", source.text).count("\n", 0, bad.start()) + 1
        raise TemplateError(
            f"模板里有不能用的字符 {code_point(bad[0])}", Where(source.name, line), "删去这个字符"
        )
    front = split_front_matter(source)
    if front is None:
        raise TemplateError(
            "模板开头没有说明部分",
            place(source, None),
            "开头写 ---、“说明:”“字段:”，再写 ---，其后是草稿的样子",
        )
    head = _Head(source, front)
    head.refuse_unknown((SUMMARY, GROUP, ALIASES, FIELDS))
    start = front.body_start
    line, _ = source.position(start)
    newline = re.compile(r"\r\n|\r|\n").match(source.text, start)
    return Template(
        name=name,
        summary=head.text(SUMMARY),
        group=head.text(GROUP) or "其他",
        aliases=tuple(head.items(ALIASES)),
        fields=tuple(head.fields()),
        source=source,
        body=_NEWLINE.sub("\n", source.text[newline.end() if newline else start :]),
        first_line=line + 1 if newline else line,
    )


class _Head:
    """模板的说明部分。"""

    def __init__(self, source: SourceText, front: FrontMatter) -> None:
        self._source, self._front = source, front

    def wrong(self, node: yaml.Node, what: str, next_step: str) -> TemplateError:
        return TemplateError(what, place(self._source, node_span(self._front.base, node)), next_step)

    def refuse_unknown(self, allowed: tuple[str, ...]) -> None:
        for written, (key, _) in self._front.entries.items():
            self._refuse_unusable(key)
            if written not in allowed:
                raise TemplateError(
                    f"不认识的键“{written}”", place(self._source, key.span, written), _hint(written, allowed)
                )

    def text(self, key: str) -> str:
        entry = self._front.entries.get(key)
        return self._scalar(entry[1]).value if entry else ""

    def items(self, key: str) -> Iterator[str]:
        entry = self._front.entries.get(key)
        if entry is not None:
            yield from self._list(entry[1])

    def fields(self) -> Iterator[Field]:
        entry = self._front.entries.get(FIELDS)
        if entry is None:
            return
        if not isinstance(entry[1], yaml.MappingNode):
            raise self.wrong(entry[1], "“字段”要逐行写“名称: 提示”", "如“事由: 请求批准的事项”")
        seen: set[str] = set()
        for key_node, value in entry[1].value:
            name = self._scalar(key_node).value
            if not usable_name(name) or name in GIVEN or name in seen:
                why = "写了两次" if name in seen else "不能作字段的名称"
                raise self.wrong(key_node, f"“{name}”{why}", f"用汉字、字母、数字，不用 {'、'.join(GIVEN)}")
            seen.add(name)
            yield self._field(name, value)

    def _field(self, name: str, node: yaml.Node) -> Field:
        if not isinstance(node, yaml.MappingNode):
            return Field(name, self._scalar(node).value or name)
        found: dict[str, yaml.Node] = {}
        allowed = (PROMPT, DEFAULT, CHOICES, OPTIONAL)
        for key_node, value in node.value:
            key = self._scalar(key_node).value
            if key not in allowed:
                raise self.wrong(key_node, f"字段“{name}”中不认识的键“{key}”", _hint(key, allowed))
            found[key] = value
        default = clean(self._value(found.get(DEFAULT)))
        if len(default) > MAX_VALUE:
            raise self.wrong(found[DEFAULT], f"“{name}”的默认值太长", f"不要超过 {MAX_VALUE // 10_000} 万字")
        return Field(
            name,
            prompt=self._value(found.get(PROMPT)) or name,
            default=default,
            choices=tuple(self._list(found[CHOICES])) if CHOICES in found else (),
            optional=self._value(found.get(OPTIONAL)) in _YES,
        )

    def _value(self, node: yaml.Node | None) -> str:
        return self._scalar(node).value if node is not None else ""

    def _list(self, node: yaml.Node) -> Iterator[str]:
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        for item in nodes:
            yield self._scalar(item).value

    def _scalar(self, node: yaml.Node) -> Text:
        text = scalar_text(self._source, self._front.base, node)
        if text is None:
            raise self.wrong(node, "这里应当是一个值", "写成“名称: 文字”")
        self._refuse_unusable(text)
        return text

    def _refuse_unusable(self, text: Text) -> None:
        """YAML 的引号里能以转义写出控制字符，列出模板时会弄乱终端。"""
        found = UNUSABLE.search(text.value)
        if found:
            raise TemplateError(
                f"说明部分有不能用的字符 {code_point(found[0])}",
                place(self._source, text.span),
                "删去这个字符",
            )


def clean(value: str) -> str:
    """值的样子：各种换行都作一个，行末和两端的空白不算。"""
    return "\n".join(line.rstrip(" \t") for line in value.strip().splitlines())


def _hint(written: str, allowed: tuple[str, ...]) -> str:
    close = nearest(written, allowed)
    return (f"是不是“{close}”？" if close else "") + f"可用的键：{'、'.join(allowed)}"
