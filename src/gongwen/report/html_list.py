"""HTML 页里各处的列表：一处一条，代码、级别、类别、位置、说明、改法、依据、处置。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongwen.report.html_tags import Html, escaped, exact, joined, opening, tag
from gongwen.report.pointed import is_unsafe, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.findings import Finding, Ruling
    from gongwen.report.html_text import Item
    from gongwen.spans import SourceText

# 列表里所报的文字最多显示这么多字，导出的核定里最多记这么多
_SHOWN, _KEPT = 60, 200
# 核定的记录里不许有的：控制字符（换行、制表符可以）、半个代理对
_REFUSED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def list_html(file: int, source: SourceText, items: Sequence[Item]) -> Iterator[str]:
    """一件的列表；file 是它在页里的序号。"""
    if not items:
        yield tag("p", "没有报出差错和提示。", class_="none")
        return
    yield opening("ol", class_="list")
    for item in items:
        yield f"\n{_entry(file, source, item)}"
    yield "</ol>\n"


def _entry(file: int, source: SourceText, item: Item) -> Html:
    finding = item.finding
    place = source.slice(finding.span) if finding.span else ""
    return tag(
        "li",
        _head(file, source, item),
        tag("p", finding.message, class_="m"),
        _change(finding, place),
        tag("p", finding.source, class_="why"),
        _ruled(finding.ruling) if finding.ruling else None,
        id=f"f{file}-{item.number}",
        class_=f"f {item.css}",
        data_p=finding.fingerprint,
        data_t=None if _is_plain(place) else _kept(place),
        data_s=finding.ruling.kind.value if finding.ruling else None,
    )


def _head(file: int, source: SourceText, item: Item) -> Html:
    finding = item.finding
    target = f"#m{file}-{item.number}"
    where = source.place(finding.span.start) if finding.span else "全文"
    return tag(
        "h4",
        tag("a", str(item.number), class_="no", href=target),
        tag("span", finding.code, class_="code", title=finding.name),
        tag("span", finding.level.term, class_="lv"),
        tag("span", finding.zone.value, class_="z"),
        tag("a", where, class_="pl", href=target),
    )


def _change(finding: Finding, place: str) -> Html | None:
    """原文和改法；没有位置又没有改法的没有这一行。"""
    shown = escaped(_cut(place, _SHOWN))
    fix = finding.suggestion
    if fix is None:
        return tag("p", tag("q", shown, class_="w"), class_="x") if place else None
    if not place:
        return tag("p", tag("span", "补上", class_="how"), tag("ins", fix), class_="x")
    if not fix:
        return tag("p", tag("span", "删去", class_="how"), tag("del", shown, class_="w"), class_="x")
    parts = [tag("del", shown, class_="w"), tag("span", "→", class_="how"), tag("ins", fix)]
    return tag("p", *parts, class_="x")


def _ruled(ruling: Ruling) -> Html:
    said = [tag("strong", ruling.kind.term), escaped(ruling.reason), escaped(ruling.by)]
    return tag("p", joined([part for part in said if part], " · "), class_="st")


def _is_plain(place: str) -> bool:
    """列表里显示的就是全部原文，不必另记。"""
    return len(place) <= _SHOWN and not any(map(is_unsafe, place))


def _kept(place: str) -> str:
    """脚本导出核定时写的原文。"""
    return exact(_REFUSED.sub(lambda found: printable(found[0]), _cut(place, _KEPT)))


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[:length] + "……"
