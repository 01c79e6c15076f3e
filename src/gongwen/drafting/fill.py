"""模板填上值，成为草稿的文字；没有值的字段成为“【待填：……】”。"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gongwen.document.placeholders import TO_FILL
from gongwen.drafting.sandbox import MAX_OUTPUT, UNUSABLE, check, code_point, render, sandbox
from gongwen.drafting.template import FILE_STEM, MAX_VALUE, TODAY, YEAR, clean
from gongwen.drafting.yaml_text import CLOSE, OPEN, expanded, settled
from gongwen.errors import DraftError, TemplateError, UsageError, Where, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from gongwen.drafting.template import Field, Template

# 独占一行的 {% … %} 不留空行：行末放一个记号，渲染之后连换行一起去掉（Jinja 的 trim_blocks 连句中的也吃）。
_GONE = "\ufdd2"
# “=== 名字 ===”的行末放上它在模板里的行号，名字不对时好说出来。
_LINE = "\ufdd3"
_OWN_MARKS = re.compile(f"{_GONE}\n?|{_LINE}\\d+{_LINE}")
_MARKS = re.compile(f"[{OPEN}{CLOSE}{_GONE}{_LINE}]")
_TAG_LINE = re.compile(r"(?m)^[ \t]*((?:\{%(?:(?!%\}).)*%\}[ \t]*)+)$")
_PART_LINE = re.compile(r"(?m)^=== .+ ===(?=[ \t]*$)")
_PART = re.compile(rf"(?m)^=== (?P<name>.+?) ===(?:{_LINE}(?P<line>\d+){_LINE})?[ \t]*\n")
_BAD_NAME = re.compile(r"[\\/:*?\"<>|\x00-\x1f]|^\.")
MAX_NAME = 200
PART_SUFFIXES = (".md", ".txt")


@dataclass(frozen=True, slots=True)
class Filled:
    """填好的草稿。parts 是模板另外写出的文件（如被印发件）的名字与文字；unfilled 是没有值的字段。"""

    text: str
    parts: tuple[tuple[str, str], ...]
    unfilled: tuple[Field, ...]


def fill(template: Template, values: Mapping[str, str], *, stem: str, today: date) -> Filled:
    """填好的草稿。

    values 是字段的值，空串是不要值；没有给的按模板的默认，再没有的成为空位。stem 是草稿的文件名（不含
    扩展名）。
    字段不存在、值不在可选之列、文件名不能用时引发 UsageError，模板写得不对时引发 TemplateError。
    """
    for name in values:
        _refuse_unknown(template, name)
    if UNUSABLE.search(stem):
        raise _bad_stem()
    chosen = {field.name: _chosen(field, values.get(field.name)) for field in template.fields}
    unfilled = tuple(field for field in template.fields if not chosen[field.name] and not field.optional)
    given = {FILE_STEM: stem, TODAY: f"{today.year}年{today.month}月{today.day}日", YEAR: str(today.year)}
    context = chosen | {field.name: TO_FILL.format(field.asked) for field in unfilled} | given
    check_template(template)
    text, inserted = _rendered(template, context)
    first, *others = _split(text, inserted, template, stem)
    return Filled(
        _settled(first[1], inserted, template),
        tuple((name, _settled(part, inserted, template)) for name, part in others),
        unfilled,
    )


def _rendered(template: Template, context: Mapping[str, str]) -> tuple[str, list[str]]:
    """渲染好的文字，填进去的值还是记号；连同各个值。"""
    inserted: list[str] = []
    total = 0

    def token(value: Any) -> str:
        nonlocal total
        written = _OWN_MARKS.sub("", str(value))
        total += len(written)
        if total > MAX_OUTPUT:
            raise TemplateError("模板写出的字太多", Where(template.source.name), "检查 for 循环和填进去的值")
        inserted.append(written)
        return f"{OPEN}{len(inserted) - 1}{CLOSE}"

    def numbered(found: re.Match[str]) -> str:
        line = template.body.count("\n", 0, found.start()) + template.first_line
        return f"{found[0]}{_LINE}{line}{_LINE}"

    marked = _PART_LINE.sub(numbered, template.body)
    marked = _TAG_LINE.sub(lambda found: found[1] + _GONE, marked)
    text = render(sandbox(token), marked, template.source.name, context)
    bad = UNUSABLE.search(_MARKS.sub("", text)) or next(filter(None, map(UNUSABLE.search, inserted)), None)
    if bad:
        raise TemplateError(
            f"模板写出了不能用的字符 {code_point(bad[0])}",
            Where(template.source.name),
            "从模板里删去这个字符",
        )
    return text.replace(f"{_GONE}\n", "").replace(_GONE, ""), inserted


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


def _chosen(field: Field, written: str | None) -> str:
    """字段的值；written 为空串是不要值，为 None 是没有给。"""
    if written is None:
        return field.default
    bad = UNUSABLE.search(_newlines(written))
    if bad:
        raise UsageError(
            f"“{field.name}”的值有不能用的字符 {code_point(bad[0])}", Where(key=field.name), "删去这个字符"
        )
    value = clean(written)
    if len(value) > MAX_VALUE:
        raise UsageError(
            f"“{field.name}”的值太长", Where(key=field.name), f"不要超过 {MAX_VALUE // 10_000} 万字"
        )
    if field.choices and value and value not in field.choices:
        close = nearest(value, field.choices)
        raise UsageError(
            f"“{field.name}”不能是“{value}”",
            Where(key=field.name),
            (f"是不是“{close}”？" if close else "") + f"可用：{'、'.join(field.choices)}",
        )
    return value


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _split(text: str, inserted: Sequence[str], template: Template, stem: str) -> Iterator[tuple[str, str]]:
    """“=== 名字 ===”一行之后是另一个文件。"""
    cuts = list(_PART.finditer(text))
    ends = [cut.start() for cut in cuts] + [len(text)]
    taken = {_same(stem + suffix): "与草稿同名" for suffix in PART_SUFFIXES}
    yield "", text[: ends[0]]
    for cut, end in zip(cuts, ends[1:], strict=True):
        name = expanded(cut["name"], inserted)
        where = Where(template.source.name, int(cut["line"]) if cut["line"] else None)
        _refuse_name(name, stem, where)
        if _same(name) in taken:
            raise TemplateError(
                f"模板要写的文件“{name}”{taken[_same(name)]}", where, "换一个名字，如 {{ 文件名 }}-附件1.md"
            )
        taken[_same(name)] = "写了两次"
        yield name, text[cut.end() : end]


def _same(name: str) -> str:
    """不分大小写的文件系统上，写法不同的也是同一个文件。"""
    return unicodedata.normalize("NFC", name).casefold()


def _refuse_name(name: str, stem: str, where: Where) -> None:
    if _usable(name):
        if not name.lower().endswith(PART_SUFFIXES):
            raise TemplateError(f"模板只能另写 .md、.txt 文件，不能写“{name}”", where, "改用 .md 结尾的名字")
        return
    if stem and _usable(name.replace(stem, "稿")):
        raise _bad_stem()
    raise TemplateError(
        f"模板要写的文件名不能用：{name[:60]}", where, "只写文件名，不带文件夹，不要太长；填进去的值也是"
    )


def _usable(name: str) -> bool:
    return not _BAD_NAME.search(name) and len(name.encode()) <= MAX_NAME


def _bad_stem() -> UsageError:
    return UsageError(
        "草稿的文件名太长，或有不能用的字符",
        Where(key=FILE_STEM),
        "用 -o 换一个短的、只有汉字、字母、数字的文件名",
    )


def _settled(text: str, inserted: Sequence[str], template: Template) -> str:
    """要素里的值按 YAML 写好，正文里的照写；记号都去掉。"""
    text = _OWN_MARKS.sub("", text)
    try:
        return settled(text, inserted)
    except DraftError as error:
        raise TemplateError(
            f"模板“{template.name}”写出的草稿读不了：{error.what}（草稿第 {error.where.line} 行）",
            Where(template.source.name),
            "改模板：front matter 每行写“键: 值”",
        ) from error
