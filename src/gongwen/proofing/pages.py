"""规则的说明页（rules/bd/bd01.md 等）：给人看的说明，也是测试。

页中 ⟦错|对⟧ 表示应当报这一处、建议改成“对”；⟦错⟧ 表示报而没有改法；⟦|对⟧ 是补上，⟦错|⟧ 是删去；
草稿里独占一行的 键⟦⟧ 或 键⟦|值⟧ 表示缺这个键（报而没有位置），加上“键: 值”之后不再报。
"""

from __future__ import annotations

import pkgutil
import re
from dataclasses import dataclass

from gongwen.errors import UsageError, nearest

WRONG, DOUBTFUL, RIGHT = "报", "提示", "不报"
_TITLE = re.compile(r"# ([A-Z]{2}\d{2}) (.+)")
_MARK = re.compile(r"⟦([^⟦⟧|]*)(?:(\|)([^⟦⟧]*))?⟧")
_MISSING = re.compile(r"(?m)^([^\s⟦⟧|:]+)⟦(?:\|([^⟧]*))?⟧\n")


@dataclass(frozen=True, slots=True)
class Mark:
    """应当报的一处：在（未改的）例文中的区间和改法；区间为 None 是缺键 key。"""

    start: int | None
    end: int | None
    right: str | None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """一条例文，带标记；section 是“报”“提示”“不报”，line 是它在页中的行号。"""

    section: str
    line: int
    marked: str

    def wrong(self) -> tuple[str, tuple[Mark, ...]]:
        """未改的例文和应当报的各处。"""
        return _render(self.marked, fix=False)

    def fixed(self) -> tuple[str, tuple[Mark, ...]]:
        """照改法改过的例文和仍应报的各处（没有改法的）。"""
        return _render(self.marked, fix=True)


@dataclass(frozen=True, slots=True)
class Page:
    """一条规则的说明页。"""

    code: str
    name: str
    source: str
    sections: tuple[str, ...]
    examples: tuple[Example, ...]

    @property
    def fixable(self) -> bool:
        """有没有能给出改法的例子。"""
        return any(mark.right is not None for item in self.examples for mark in item.wrong()[1])


def read_page(code: str, known: tuple[str, ...] = ()) -> str:
    """规则说明页的全文。没有这条规则时引发 UsageError。"""
    try:
        if not re.fullmatch(r"[A-Z]{2}\d{2}", code):
            raise FileNotFoundError(code)
        data = pkgutil.get_data(f"gongwen.proofing.rules.{code[:2].lower()}", f"{code.lower()}.md")
    except FileNotFoundError:
        data = None
    if data is None:
        close = nearest(code, known)
        hint = f"是不是“{close}”？" if close else ""
        listed = f"可用的规则：{'、'.join(known)}" if known else ""
        raise UsageError(f"没有规则“{code}”", next_step=hint + listed)
    return data.decode("utf-8")


def parse_page(text: str) -> Page:
    """读一页。形状不对（没有标题、依据、“报”“不报”两节，或例文在节外）时引发 ValueError。"""
    lines = text.splitlines()
    title = _TITLE.fullmatch(lines[0]) if lines else None
    if title is None:
        raise ValueError("第一行应为“# 代码 名称”")
    if len(lines) < 2 or not lines[1].startswith("依据："):
        raise ValueError("第二行应为“依据：……”")
    examples: list[Example] = []
    sections: list[str] = []
    number = 2
    while number < len(lines):
        line = lines[number]
        if line.startswith("## "):
            sections.append(line[3:])
        elif line.startswith("```"):
            end = lines.index("```", number + 1)
            examples.append(_example(sections, number + 2, "\n".join(lines[number + 1 : end]) + "\n"))
            number = end
        elif line.startswith("- ") and sections:
            examples.append(_example(sections, number + 1, line[2:]))
        number += 1
    return Page(title[1], title[2], lines[1].removeprefix("依据："), tuple(sections), tuple(examples))


def _example(sections: list[str], line: int, marked: str) -> Example:
    if not sections:
        raise ValueError(f"第 {line} 行的例文不在任何一节")
    return Example(sections[-1], line, marked)


def _render(marked: str, *, fix: bool) -> tuple[str, tuple[Mark, ...]]:
    marks: list[Mark] = []

    def missing(found: re.Match[str]) -> str:
        if fix and found[2] is not None:
            return f"{found[1]}: {found[2]}\n"
        marks.append(Mark(None, None, None, found[1]))
        return ""

    text = _MISSING.sub(missing, marked) if marked.startswith("---\n") else marked
    out, at, length = [], 0, 0
    for found in _MARK.finditer(text):
        before = text[at : found.start()]
        right = found[3] if found[2] else None
        shown = right if fix and right is not None else found[1]
        start = length + len(before)
        if not (fix and right is not None):
            marks.append(Mark(start, start + len(shown), right))
        out += [before, shown]
        length = start + len(shown)
        at = found.end()
    return "".join([*out, text[at:]]), tuple(marks)
