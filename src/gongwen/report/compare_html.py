"""对照结果的网页：一张表列出各处，下面左右对照全文；不联网，没有脚本，文件里的文字在这里都只是文字。"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from bisect import bisect_left, bisect_right
from importlib.resources import files
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from gongwen.compare.differences import OF_CHARACTERS, Category
from gongwen.compare.rows import rows_of
from gongwen.report.compare_text import OTHER, SIGNED, compare_summary, shortened, what_changed, where_of
from gongwen.report.html_tags import Html, escaped, joined, tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.compare.differences import Comparison, Difference, Passage
    from gongwen.compare.rows import Range, Row
    from gongwen.compare.stream import Compared

# 连着这么多行都相同的收起来，前后各留一行。
FOLD = 4


class _Mark(NamedTuple):
    """一侧要标的一处；here、there 是这一处和它在另一侧的锚。"""

    start: int
    end: int
    number: int
    category: Category
    here: str
    there: str


def compare_html(comparison: Comparison, version: str) -> str:
    """自成一体的一页。"""
    style = (files("gongwen.report") / "assets" / "compare.css").read_text(encoding="utf-8")
    digest = b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    numbered = _numbered(comparison)
    body = [
        _header(comparison),
        _listed(comparison, numbered),
        _texts(comparison, numbered),
        tag("footer", f"gongwen {version}。这一页不联网，没有脚本。"),
    ]
    head = [
        '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escaped(f'对照：{comparison.signed.name}')}</title>",
        f"<style>{style}</style>\n</head>\n<body>",
    ]
    return "\n".join([*head, *body, "</body>\n</html>"]) + "\n"


def _numbered(comparison: Comparison) -> list[tuple[int, Difference]]:
    """各处编号：按类，类内按先后，与终端文字一致。"""
    ordered = [item for category in Category for item in comparison.of(category)]
    return list(enumerate(ordered, 1))


def _header(comparison: Comparison) -> Html:
    verdict = tag(
        "p", compare_summary(comparison), class_="verdict " + ("bad" if comparison.of_characters else "good")
    )
    names = tag("p", f"{SIGNED} {comparison.signed.name}　{OTHER} {comparison.other.name}")
    told = [tag("p", f"说明：{notice}", class_="soft") for notice in comparison.notices]
    return tag("header", tag("h1", "对照"), names, verdict, *told)


def _listed(comparison: Comparison, numbered: Sequence[tuple[int, Difference]]) -> Html:
    parts: list[Html] = []
    for category, group in groupby(numbered, key=lambda item: item[1].category):
        items = list(group)
        aside = "" if category in OF_CHARACTERS else "（不算字不同）"
        head = tag("tr", *(tag("th", words) for words in ("序号", "变动", SIGNED, OTHER)))
        rows = [_listed_row(comparison, number, item) for number, item in items]
        parts.append(tag("h2", f"{category.term} {len(items)} 处{aside}"))
        parts.append(tag("table", tag("thead", head), tag("tbody", *rows)))
    return joined(parts)


def _listed_row(comparison: Comparison, number: int, item: Difference) -> Html:
    link = tag("a", str(number), href=f"#s{number}")
    cells = [
        tag("td", tag("span", where_of(passage, own), class_="place"), _snippet(passage, item.category))
        for passage, own in ((item.signed, comparison.signed.name), (item.other, comparison.other.name))
    ]
    return tag("tr", tag("td", link, class_="n"), tag("td", what_changed(item), class_="what"), *cells)


def _snippet(passage: Passage, category: Category) -> Html:
    css = f"m {category.value}" + ("" if passage.text else " i")
    return joined([passage.before, tag("span", shortened(passage.text), class_=css), passage.after])


def _texts(comparison: Comparison, numbered: Sequence[tuple[int, Difference]]) -> Html:
    sides = (
        _Side(comparison.signed, [_mark(item.signed, item.category, n, "s", "o") for n, item in numbered]),
        _Side(comparison.other, [_mark(item.other, item.category, n, "o", "s") for n, item in numbered]),
    )
    heads = tag("div", tag("div", SIGNED), tag("div", OTHER), class_="row heads")
    shown = [(row, _row(row, sides)) for row in rows_of(comparison)]
    parts: list[Html] = [tag("h2", "全文"), heads]
    for same, group in groupby(
        shown, key=lambda item: sides[0].is_clean(item[0].signed) and _is_same(item[0], sides)
    ):
        rows = [html for _, html in group]
        if same and len(rows) >= FOLD:
            folded = tag("details", tag("summary", f"相同的 {len(rows) - 2} 段"), *rows[1:-1])
            rows = [rows[0], folded, rows[-1]]
        parts += rows
    return joined(parts)


def _mark(passage: Passage, category: Category, number: int, here: str, there: str) -> _Mark:
    return _Mark(passage.start, passage.end, number, category, f"{here}{number}", f"#{there}{number}")


def _is_same(row: Row, sides: tuple[_Side, _Side]) -> bool:
    return all(side.is_clean(part) for side, part in zip(sides, (row.signed, row.other), strict=True))


def _row(row: Row, sides: tuple[_Side, _Side]) -> Html:
    left, right = sides[0].html(row.signed), sides[1].html(row.other)
    css = "row" if _is_same(row, sides) else "row diff"
    return tag("div", tag("div", left), tag("div", right), class_=css)


class _Side:
    """一侧的全文和要标的各处。"""

    def __init__(self, compared: Compared, marks: Sequence[_Mark]) -> None:
        self._compared = compared
        self._marks = sorted(marks)
        self._starts = [mark.start for mark in self._marks]
        self._longest = max((mark.end - mark.start for mark in marks), default=0)
        self._named: set[str] = set()

    def is_clean(self, part: Range) -> bool:
        """这一截没有要标的。"""
        return not self._within(part)

    def _within(self, part: Range) -> list[_Mark]:
        start, end = part
        last = bisect_right(self._starts, end)
        first = bisect_left(self._starts, start - self._longest)
        total = len(self._compared.chars)
        return [
            mark
            for mark in self._marks[first:last]
            if (mark.start < end and mark.end > start)
            or (mark.start == mark.end and (start <= mark.start < end or start == end == mark.start))
            or mark.start == mark.end == end == total
        ]

    def html(self, part: Range) -> Html:
        """这一截，各段各占一段，标出各处。"""
        units = self._compared.split(part[0], part[1], self._compared.unit_starts)
        return joined([tag("p", *self._unit(unit, part[1])) for unit in units])

    def _unit(self, unit: Range, end: int) -> Iterator[Html]:
        """一段；表格的一行，各格隔开。"""
        cells = self._compared.split(unit[0], unit[1], self._compared.cuts)
        for cell in cells:
            pieces = self._pieces(cell, self._within(cell), last=cell[1] == end)
            yield tag("span", *pieces, class_="cell") if len(cells) > 1 else joined(pieces)

    def _pieces(self, piece: Range, marks: Sequence[_Mark], *, last: bool) -> Iterator[Html]:
        start, end = piece
        inside = {at for mark in marks for at in (mark.start, mark.end) if start < at < end}
        edges = sorted({start, *inside, end})
        for left, right in pairwise(edges) if len(edges) > 1 else [(start, end)]:
            yield from self._points(marks, left)
            if left < right:
                yield self._segment(left, right, marks)
        if last and start < end:
            yield from self._points(marks, end)

    def _points(self, marks: Sequence[_Mark], at: int) -> Iterator[Html]:
        """缺字的地方。"""
        for mark in marks:
            if mark.start == mark.end == at and mark.here not in self._named:
                yield self._link(mark, "", " i")

    def _segment(self, start: int, end: int, marks: Sequence[_Mark]) -> Html:
        over = [mark for mark in marks if mark.start <= start and end <= mark.end and mark.start < mark.end]
        text = self._shown(start, end)
        if not over:
            return escaped(text)
        return self._link(min(over, key=lambda mark: (mark.end - mark.start, mark)), text, "")

    def _link(self, mark: _Mark, text: str, css: str) -> Html:
        named = mark.here in self._named
        self._named.add(mark.here)
        number = None if named else tag("sup", str(mark.number))
        return tag(
            "a",
            text,
            number,
            class_=f"m {mark.category.value}{css}",
            id=None if named else mark.here,
            href=mark.there,
        )

    def _shown(self, start: int, end: int) -> str:
        """这一截的字，原来有空白的地方留一格。"""
        chars, spaced = self._compared.chars, self._compared.spaced
        return "".join(" " + chars[at] if at in spaced else chars[at] for at in range(start, end))
