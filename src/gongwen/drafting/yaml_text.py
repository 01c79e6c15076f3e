"""把文字写成 YAML 的值：能照写的照写，不能的加引号；填进要素里的值，看落在哪里，按那里的写法写。"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import yaml

from gongwen.sources.frontmatter import node_span, scalar_text, split_front_matter
from gongwen.spans import SourceText

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# 填进去的值先写成记号“前 序号 后”：渲染之后才知道它落在要素里还是正文里。Unicode 规定这几个码点不作字符。
OPEN, CLOSE = "\ufdd0", "\ufdd1"
_TOKEN = re.compile(f"{OPEN}(\\d+){CLOSE}")
_MARGIN = re.compile(" *")
# 再长的值不去试，一律加引号。
MAX_TRIED = 2000


def yaml_value(value: str) -> str:
    """写在“键: ”之后的样子。"""
    return value if _reads_as_itself(value) else quoted(value)


def quoted(value: str) -> str:
    """加双引号的样子。"""
    return json.dumps(value, ensure_ascii=False)


def _reads_as_itself(value: str) -> bool:
    """不加引号写在“键: ”之后，读出来还是它；“~”“null”读出来是没有值，不算。"""
    if len(value) > MAX_TRIED:
        return False
    try:
        node = yaml.compose(f"k: {value}", yaml.SafeLoader)
    except yaml.YAMLError:
        return False
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    if len(pairs) != 1 or not isinstance(pairs[0][1], yaml.ScalarNode):
        return False
    read = pairs[0][1]
    return bool(read.value == value and read.tag != "tag:yaml.org,2002:null")


def expanded(text: str, values: Sequence[str], line_break: str = "\n") -> str:
    """记号换成值，值里的换行写成 line_break。"""
    return _TOKEN.sub(lambda found: values[int(found[1])].replace("\n", line_break), text)


def settled(text: str, values: Sequence[str]) -> str:
    """草稿的文字，记号都换成值：要素里的按所在之处的写法写，正文里的照写。

    要素写得不合 YAML 格式时引发 DraftError。
    """
    source = SourceText("草稿", text)
    front = split_front_matter(source)
    if front is None:
        return expanded(text, values)
    base, end = front.base, max(front.base, text.rfind("\n", 0, front.body_start) + 1)
    root = yaml.compose(text[base:end], yaml.SafeLoader)
    done, at = "", 0
    for node, flow in _scalars(root, flow=False):
        span = node_span(base, node)
        if OPEN in source.slice(span):
            # 两个值之间的是键、注释，写在一行里。
            done += expanded(text[at : span.start], values, " ") + _written(source, base, node, values, flow)
            at = span.end
    at, rest = max(at, end), text[at:end] if at < end else ""
    return done + expanded(rest, values, " ") + expanded(text[at:], values)


def _scalars(node: yaml.Node | None, *, flow: bool) -> Iterator[tuple[yaml.ScalarNode, bool]]:
    """各个标量（键也是），按先后；连同是不是在方括号、花括号里面。"""
    match node:
        case yaml.ScalarNode():
            yield node, flow
        case yaml.SequenceNode():
            for item in node.value:
                yield from _scalars(item, flow=flow or bool(node.flow_style))
        case yaml.MappingNode():
            for pair in node.value:
                for item in pair:
                    yield from _scalars(item, flow=flow or bool(node.flow_style))


def _written(source: SourceText, base: int, node: yaml.ScalarNode, values: Sequence[str], flow: bool) -> str:
    if node.style in ("|", ">"):
        return _block(source.slice(node_span(base, node)), values, folded=node.style == ">")
    text = scalar_text(source, base, node)
    assert text is not None
    wanted = expanded(text.value, values).strip()
    if flow or node.style is not None:
        return quoted(wanted)
    return yaml_value(wanted) if wanted else ""


def _block(raw: str, values: Sequence[str], *, folded: bool) -> str:
    """块标量：值里的换行跟着缩进，空行不留空格；第一个有字的行不多缩进，免得后面的行掉到块外面去。"""
    header, *lines = raw.split("\n")
    indent = " " * min((len(_margin(line)) for line in lines if line.strip()), default=0)
    rows: list[str] = []
    for line in lines:
        written = expanded(line, values).split("\n") if OPEN in line else [line]
        if len(written) > 1 and folded:
            # “>”要把各行连起来，“|”照写；读草稿的两样都保留换行。
            header, folded = header.replace(">", "|", 1), False
        for number, row in enumerate(written):
            margin = _margin(line) if number and row else ""
            rows.append((margin + row).rstrip(" \t") if OPEN in line else row)
    first = next((at for at, row in enumerate(rows) if row.strip()), None)
    if first is not None:
        rows[first] = indent + rows[first].lstrip(" \t")
    return "\n".join([expanded(header, values, " "), *rows])


def _margin(line: str) -> str:
    found = _MARGIN.match(line)
    return found[0] if found else ""
