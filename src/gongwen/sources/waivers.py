"""文中注明的放行：<!-- 放行 BD01：理由 -->。独占一行，不印出，管下一段；“全文放行”管整份原文。

front matter 里写成独占一行的注释：# 放行 YS01：理由，管下一行的要素。
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.spans import Medium, Span

if TYPE_CHECKING:
    from gongwen.spans import SourceText

WORD = "放行"
_BODY = re.compile(r"[ \t　]*<!--[ \t　]*(?P<whole>全文)?放行(?P<said>(?:(?!-->)[^\r\n])*)-->[ \t　]*")
_BEGUN = re.compile(r"<!--[ \t　]*(?:全文)?放行")
_FRONT = re.compile(r"[ \t]*#[ \t　]*(?P<whole>全文)?放行(?P<said>(?:[ \t　：:][^\r\n]*)?)")
_SAID = re.compile(r"(?P<codes>[A-Za-z0-9、，, \t　]*+)(?:[：:](?P<reason>.*))?", re.DOTALL)
_BETWEEN = re.compile(r"[、，,\s]+")
_FENCE = re.compile(r"(?:---|\.\.\.)[ \t]*")


@dataclass(frozen=True, slots=True)
class Waiver:
    """一处放行。span 是注明的这一行；codes 是规则代码或族名；covers 为 None 表示整份原文。

    codes 空着或 reason 空着，是写得不全，不起作用。
    """

    span: Span
    codes: tuple[str, ...]
    reason: str
    covers: Span | None

    @property
    def is_whole(self) -> bool:
        """写全了没有。"""
        return bool(self.codes and self.reason)


def is_waiver_line(line: str) -> bool:
    """正文里的这一行是不是放行的注明（不印出）。"""
    return WORD in line and _BODY.fullmatch(line) is not None


def misplaced(source: SourceText) -> tuple[Span, ...]:
    """没有独占一行的放行：前后还有字，或一行里写了两个，不起作用，连同注明的话照印。"""
    if source.medium is not Medium.TEXT:
        return ()
    found = (Span(*each.span()) for each in _BEGUN.finditer(source.text))
    return tuple(each for each in found if not is_waiver_line(_line(source, source.position(each.start)[0])))


def waivers_in(source: SourceText) -> tuple[Waiver, ...]:
    """一份原文里的放行，按先后；Word 文件、PDF 里的是印出的文字，不算。"""
    return tuple(_waivers(source)) if source.medium is Medium.TEXT and WORD in source.text else ()


def _waivers(source: SourceText) -> list[Waiver]:
    """从末行往上看：每处放行管的就是刚看过的那一段，一遍看完。"""
    front_end = _front_end(source)
    end = len(source.text)
    covers, table_end = Span(end, end), None
    found = []
    for number in range(source.line_count, 0, -1):
        span = source.line_span(number)
        pattern = _FRONT if number < front_end else _BODY
        match = pattern.fullmatch(source.text, span.start, span.end)
        if match:
            found.append(_waiver(span, match, covers))
            continue
        line = source.slice(span).lstrip()
        # 表格的各行算一段
        table_end = (table_end or span.end) if line.startswith("|") else None
        if line:
            covers = Span(span.start, table_end or span.end)
    return found[::-1]


def _waiver(span: Span, match: re.Match[str], covers: Span) -> Waiver:
    said = _SAID.fullmatch(match["said"])
    if said is None:
        return Waiver(span, (), "", covers)
    codes = tuple(code.upper() for code in _BETWEEN.split(said["codes"]) if code)
    return Waiver(span, codes, (said["reason"] or "").strip(), None if match["whole"] else covers)


def _front_end(source: SourceText) -> int:
    """front matter 的末一行的行号；没有时为 0。"""
    first = next((n for n in range(1, source.line_count + 1) if _line(source, n).strip()), 0)
    if not first or _line(source, first).strip() != "---":
        return 0
    numbers = range(first + 1, source.line_count + 1)
    return next((number for number in numbers if _FENCE.fullmatch(_line(source, number))), 0)


def _line(source: SourceText, number: int) -> str:
    return source.slice(source.line_span(number))
