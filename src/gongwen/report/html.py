"""校对结果的 HTML：一个自己齐全的页，原文、各处、差错率都在里面，不联网，打印也好看。"""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING

from gongwen.findings import Verdict
from gongwen.proofing.engine import Basis
from gongwen.report.counting import counting_text
from gongwen.report.html_gauge import gauge, key, mini_gauge
from gongwen.report.html_list import list_html
from gongwen.report.html_page import page_end, page_start
from gongwen.report.html_tags import Html, joined, opening, tag
from gongwen.report.html_text import numbered, reference, text_html
from gongwen.report.pointed import printable
from gongwen.report.tally import Tally, set_aside_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gongwen.proofing.engine import ProofResult
    from gongwen.report.checked import CheckedFile
    from gongwen.report.facts import RunFacts
    from gongwen.report.html_text import Item

# 总表要等各件都校完，各件先写在这里；超过这么多字节就放到磁盘上
_IN_MEMORY, _PIECE = 8_000_000, 1 << 16
_MANY_LINES, _MANY_ITEMS, _MANY_FILES = 600, 150, 20


def html_report(files: Iterable[CheckedFile], facts: RunFacts) -> Iterator[str]:
    """全部文件的一个页。"""
    tally, index = Tally(), [_INDEX_HEAD]
    with SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="") as kept:
        for number, item in enumerate(files, 1):
            tally.add(item)
            index.append(_index_row(number, item))
            kept.writelines(_file(number, item, by_book=facts.by_book))
            name = item.path
        title = f"校对报告：{name}" if tally.files == 1 else f"校对报告：{tally.files} 件"
        summary = tag("p", tally.summary(len(facts.rules)), class_="summary")
        yield page_start(title, joined([summary, _index(index)]), _kind(tally.files))
        kept.seek(0)
        while piece := kept.read(_PIECE):
            yield piece
    yield page_end(facts.version, len(facts.rules))


_INDEX_HEAD = tag(
    "tr",
    *(tag("th", name, scope="col") for name in ("文件", "字数", "差错", "提示", "差错率", "裁定")),
)


def _kind(count: int) -> str:
    if count > _MANY_FILES:
        return "several many"
    return "several" if count > 1 else "one"


def _index(rows: Sequence[Html]) -> Html:
    """几件的总表；只有一件的没有。"""
    if len(rows) <= 2:
        return Html()
    head, *body = rows
    table = tag("table", tag("thead", head), tag("tbody", joined(body, "\n")))
    return tag("nav", tag("h2", "总表"), table, class_="index", id="index", aria_label="总表")


def _index_row(number: int, item: CheckedFile) -> Html:
    link = tag("th", tag("a", item.path, href=f"#file-{number}"), scope="row")
    result = item.result
    if result is None:
        return tag("tr", link, tag("td", "没有校对", colspan=5), class_="fail")
    kind = "核定" if result.basis is Basis.CONFIRMED else ""
    rate = joined([mini_gauge(result), tag("span", f"{result.rate_per_10k:.2f}"), tag("small", kind)])
    cells = [tag("td", str(number)) for number in (result.characters, result.errors, result.advice)]
    return tag("tr", link, *cells, tag("td", rate), tag("td", _verdict(result)), class_=result.verdict.value)


def _file(number: int, item: CheckedFile, *, by_book: bool) -> Iterator[str]:
    if item.result is None:
        yield from _unread(number, item)
        return
    result, items = item.result, numbered(item.result)
    yield opening(
        "section",
        class_="file",
        id=f"file-{number}",
        data_path=printable(item.path),
        data_digest=result.source.digest,
        data_chars=result.characters,
        aria_labelledby=f"name-{number}",
    )
    yield f"\n{_head(number, item, result, by_book=by_book)}\n"
    yield opening("div", class_="sides long" if _is_long(result, items) else "sides")
    yield opening("article", class_="paper", aria_label="原文")
    yield _nowhere(number, items)
    yield from text_html(number, result.source, items)
    yield f"</article>\n{opening('aside', class_='side', aria_label='各处')}"
    yield from list_html(number, result.source, items)
    yield "</aside></div></section>\n"


def _is_long(result: ProofResult, items: Sequence[Item]) -> bool:
    """长得要叫浏览器只排看得见的部分。"""
    return result.source.line_count > _MANY_LINES or len(items) > _MANY_ITEMS


def _unread(number: int, item: CheckedFile) -> Iterator[str]:
    up = tag("a", "回总表", href="#index", class_="up")
    head = tag("header", tag("h2", item.path), tag("p", "没有校对", class_="verdict fail"), up)
    problem = tag("p", item.problem, class_="problem")
    yield tag("section", head, problem, class_="file", id=f"file-{number}") + "\n"


def _verdict(result: ProofResult) -> str:
    return "通过" if result.verdict is Verdict.PASS else "不通过"


def _head(number: int, item: CheckedFile, result: ProofResult, *, by_book: bool) -> Html:
    """文件名、裁定、各项数、差错率的图、越过的线、读入时的说明。"""
    crossed = tag("ul", *(tag("li", line) for line in result.crossed), class_="crossed")
    return tag(
        "header",
        tag("h2", item.path, id=f"name-{number}"),
        tag("p", _verdict(result), class_=f"verdict {result.verdict.value}"),
        tag("a", "回总表", href="#index", class_="up"),
        tag("dl", *_facts(result), class_="facts"),
        tag("figure", gauge(result), tag("figcaption", *_rates(result)), class_="rate"),
        crossed if result.crossed else None,
        _book(item.path, result) if by_book else None,
        _notices(item.notices),
        tag("p", class_="progress", role="status"),
    )


def _book(path: str, result: ProofResult) -> Html:
    """按图书的办法计的结果。"""
    from gongwen.proofing.counting.book import count_by_book

    head, *lines = counting_text(path, count_by_book(result))
    return tag("pre", "\n".join([head, *lines]), class_="book")


def _notices(notices: Sequence[str]) -> Html | None:
    """读入时的说明：认作什么、略去了什么。"""
    if not notices:
        return None
    summary = tag("summary", f"读入时的说明 {len(notices)} 条")
    return tag("details", summary, tag("ul", *(tag("li", each) for each in notices)), class_="notices")


def _facts(result: ProofResult) -> Iterator[Html]:
    source, aside = result.source, set_aside_text(result.set_aside)
    pairs = {
        "字数": str(result.characters),
        "差错": str(result.errors),
        "提示": str(result.advice),
        "已处置": aside,
        "编码": f"{source.encoding}（推断的）" if source.guessed else "",
    }
    for name, value in pairs.items():
        if value:
            yield tag("div", tag("dt", name), tag("dd", value))


def _rates(result: ProofResult) -> Iterator[Html]:
    """原始的、核定的差错率，裁定用的一个加重。"""
    confirmed = result.confirmed_rate
    left = f"还有 {result.undecided} 处没有核定" if result.reviewed and result.undecided else ""
    for basis, rate in ((Basis.RAW, result.raw_rate), (Basis.CONFIRMED, confirmed)):
        number = "没有核定" if rate is None else f"万分之 {rate:.2f}"
        used = tag("small", "裁定用的") if basis is result.basis else None
        css = f"{basis.value}{' used' if used else ''}"
        yield tag("span", key(basis), basis.term, tag("b", number), used, class_=css)
    if left:
        yield tag("span", left)


def _nowhere(number: int, items: Sequence[Item]) -> Html:
    """没有位置的各处，列在原文之前。"""
    rows = [
        tag("p", reference(number, item), item.finding.message) for item in items if item.finding.span is None
    ]
    return tag("div", *rows, class_="nowhere") if rows else Html()
