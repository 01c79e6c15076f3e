"""模板填上值，成为草稿的文字；没有值的字段成为“【待填：……】”。"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.document.placeholders import TO_FILL
from gongwen.drafting.sandbox import check, render, sandbox
from gongwen.drafting.template import FILE_STEM, TODAY, YEAR
from gongwen.drafting.yaml_text import quoted, yaml_value
from gongwen.errors import TemplateError, UsageError, Where, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from gongwen.drafting.template import Field, Template

MAX_VALUE = 20_000
# 填进去的值前后各放一个私用区字符：渲染之后才知道它落在要素里还是正文里，要素里的要加引号。
_OPEN, _CLOSE, _BREAK = "\ue000", "\ue001", "\ue002"
# 独占一行的 {% … %} 不留空行：行末放一个记号，渲染之后连换行一起去掉（Jinja 的 trim_blocks 连句中的也吃）。
_GONE = "\ue003"
_MARKS = (_OPEN, _CLOSE, _BREAK, _GONE)
_TAG_LINE = re.compile(r"(?m)^[ \t]*((?:\{%(?:(?!%\}).)*%\}[ \t]*)+)$")
_FENCE = re.compile(r"(?m)^---[ \t]*$")
_ENTRY = re.compile(r"(?P<lead>[ \t]*(?:- +|[^\s:#-][^:\n]*:[ \t]+))(?P<rest>.*)")
_INSERTED = re.compile(f"{_OPEN}(?P<value>[^{_OPEN}{_CLOSE}]*){_CLOSE}")
_PART = re.compile(r"(?m)^=== (?P<name>.+?) ===[ \t]*\r?\n")
_BAD_NAME = re.compile(r"[\\/:*?\"<>|\x00-\x1f]|^\.")


@dataclass(frozen=True, slots=True)
class Filled:
    """填好的草稿。parts 是模板另外写出的文件（如被印发件）的名字与文字；unfilled 是没有值的字段。"""

    text: str
    parts: tuple[tuple[str, str], ...]
    unfilled: tuple[Field, ...]


def fill(template: Template, values: Mapping[str, str], *, stem: str, today: date) -> Filled:
    """填好的草稿。

    values 是字段的值，没有的按模板的默认，再没有的成为空位；stem 是草稿的文件名（不含扩展名）。
    字段不存在、值不在可选之列时引发 UsageError，模板写得不对时引发 TemplateError。
    """
    for name in values:
        _refuse_unknown(template, name)
    chosen = {field.name: _chosen(field, values.get(field.name, "")) for field in template.fields}
    unfilled = tuple(field for field in template.fields if not chosen[field.name] and not field.optional)
    given = {FILE_STEM: stem, TODAY: f"{today.year}年{today.month}月{today.day}日", YEAR: str(today.year)}
    context = chosen | {field.name: TO_FILL.format(field.asked) for field in unfilled} | given
    env = sandbox(lambda value: f"{_OPEN}{str(value).replace(chr(10), _BREAK)}{_CLOSE}")
    check(env, template.body, template.source.name, template.variables, template.first_line)
    marked = _TAG_LINE.sub(lambda found: found[1] + _GONE, template.body.replace("\r\n", "\n"))
    text = render(env, marked, template.source.name, context).replace(f"{_GONE}\n", "").replace(_GONE, "")
    first, *others = _split(text, template)
    return Filled(_settled(first[1]), tuple((name, _settled(part)) for name, part in others), unfilled)


def check_template(template: Template) -> None:
    """只看模板写得对不对，不填。"""
    check(sandbox(), template.body, template.source.name, template.variables, template.first_line)


def _refuse_unknown(template: Template, name: str) -> None:
    if template.field(name) is None:
        names = [field.name for field in template.fields]
        close = nearest(name, names)
        raise UsageError(
            f"模板“{template.name}”没有字段“{name}”",
            Where(key=name),
            (f"是不是“{close}”？" if close else "") + f"可用的字段：{'、'.join(names)}",
        )


def _chosen(field: Field, written: str) -> str:
    value = "\n".join(written.strip().splitlines()) or field.default
    if len(value) > MAX_VALUE or any(mark in value for mark in (*_MARKS, "\x00")):
        raise UsageError(
            f"“{field.name}”的值太长，或有不能用的字符", Where(key=field.name), "改短，去掉控制字符"
        )
    if field.choices and value and value not in field.choices:
        close = nearest(value, field.choices)
        raise UsageError(
            f"“{field.name}”不能是“{value}”",
            Where(key=field.name),
            (f"是不是“{close}”？" if close else "") + f"可用：{'、'.join(field.choices)}",
        )
    return value


def _split(text: str, template: Template) -> Iterator[tuple[str, str]]:
    """“=== 名字 ===”一行之后是另一个文件。"""
    cuts = list(_PART.finditer(text))
    ends = [cut.start() for cut in cuts] + [len(text)]
    yield "", text[: ends[0]]
    for cut, end in zip(cuts, ends[1:], strict=True):
        name = _plain(cut["name"])
        if _BAD_NAME.search(name) or len(name.encode()) > 200:
            raise TemplateError(
                f"模板要写的文件名不能用：{name[:60]}", Where(template.source.name), "只写文件名，不带文件夹"
            )
        yield name, text[cut.end() : end]


def _settled(text: str) -> str:
    """要素里的值按 YAML 写好，正文里的照写。"""
    fences = list(_FENCE.finditer(text))
    if len(fences) < 2 or text[: fences[0].start()].strip():
        return _plain(text)
    start, end = fences[0].end(), fences[1].start()
    lines = [_settled_line(line) for line in text[start:end].split("\n")]
    return text[:start] + "\n".join(lines) + _plain(text[end:])


def _settled_line(line: str) -> str:
    found = _ENTRY.fullmatch(line)
    if found is None or _OPEN not in line:
        # 块标量（|-）里的一行：值里的换行跟着缩进，免得掉到块外面去。
        indent = line[: len(line) - len(line.lstrip())]
        return _plain(line.replace(_BREAK, f"\n{indent}"))
    lead, rest = _plain(found["lead"]), found["rest"]
    if rest.startswith("#"):
        return lead + _plain(rest.replace(_BREAK, " "))
    if rest[:1] in "[{":
        return lead + _INSERTED.sub(lambda each: quoted(_plain(each["value"])), rest)
    return lead + yaml_value(_plain(rest))


def _plain(text: str) -> str:
    return text.replace(_OPEN, "").replace(_CLOSE, "").replace(_BREAK, "\n")
