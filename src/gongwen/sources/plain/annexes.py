"""附件：正文之后的附件说明，和日期之后各附件的正文。"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gongwen.document.numbering import han_number, parse_number
from gongwen.document.placeholders import TO_FILL
from gongwen.sources.plain.shapes import SHORT, is_matter, title_block
from gongwen.sources.plain.texts import Guess, joined, made, shown, tile, widened
from gongwen.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.spans import Text

MAX_NOTE_LINES = 40
MAX_TITLE_LINES = 3
MAX_ANNEX_TITLE = 80
_DIGITS = r"[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3}"
_HEAD = re.compile(rf"附\s*+[件表]\s*+(?:(?P<n>{_DIGITS})\s*+)?[：:]?")
_HEAD_AND_TITLE = re.compile(
    rf"附\s*+件\s*+(?P<n>{_DIGITS})(?:\s*+[：:、.．]|\s)(?=.{{2}})\s*+(?P<title>[^。；]{{1,60}})"
)
_NOTE = re.compile(rf"附\s*+(?:件\s*+)?(?:(?P<n>{_DIGITS})\s*+)?[：:.．]\s*+")
# “1.5万元”不是序号，“1.2026年”是：点后接数字时只认四位年份。
_ITEM = re.compile(
    r"(?:附\s*件\s*)?(?P<n>[0-9０-９]{1,3})\s*(?:[、：:]|[.．](?!\d)|[.．](?=(?:19|20)\d\d))\s*"
    r"|[（(](?P<m>\d{1,3})[）)]\s*"
)
_SUFFIX = re.compile(r"\.(?:docx?|xlsx?|pptx?|pdf|wps|et|ofd|rar|zip|jpe?g|png)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """一个附件：number 是写着的序号；body 是正文的行，空的只列标题。"""

    title: Text
    number: int | None = None
    body: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Annexes:
    """认出来的附件；used 是印出来的行，replaced 是由排版重排、不再照印的行（“附件1”和相同的标题）。"""

    entries: tuple[Entry, ...] = ()
    used: frozenset[int] = frozenset()
    replaced: frozenset[int] = frozenset()
    guesses: tuple[Guess, ...] = ()


def is_file_link(value: str) -> bool:
    """网页上可下载的附件，如“1.检查表.docx”。"""
    return len(value) <= MAX_ANNEX_TITLE and _SUFFIX.search(value) is not None


def is_annex_head(value: str) -> bool:
    """独占一行的“附件”“附件1”。"""
    return len(value) <= 12 and _HEAD.fullmatch(value) is not None


def _heads(value: str) -> bool:
    return is_annex_head(value) or (len(value) <= SHORT and _HEAD_AND_TITLE.fullmatch(value) is not None)


def find_note(lines: Sequence[Text], start: int, end: int) -> int | None:
    """第 end 行之前、正文末尾的附件说明从哪一行起；没有为 None。"""
    for at in range(end - 1, max(start, end - MAX_NOTE_LINES) - 1, -1):
        value = lines[at].value
        if _NOTE.match(value) and len(value) <= MAX_ANNEX_TITLE + 12:
            return _topmost(lines, start, at) if _is_list(lines, at, end) else None
        if len(value) > MAX_ANNEX_TITLE or value.endswith(("。", "；")):
            return None
    return None


def _topmost(lines: Sequence[Text], start: int, at: int) -> int:
    """“附件1：”“附件2：”各占一行的，取最上面的一行。"""
    while (
        at > start and _NOTE.match(lines[at - 1].value) and len(lines[at - 1].value) <= MAX_ANNEX_TITLE + 12
    ):
        at -= 1
    return at


def _is_list(lines: Sequence[Text], at: int, end: int) -> bool:
    """从“附件：”到 end 全是附件名称。"""
    if is_annex_head(lines[at].value) and (at + 1 >= end or not _ITEM.match(lines[at + 1].value)):
        return False
    return all(
        len(lines[k].value) <= MAX_ANNEX_TITLE + 12 and "。" not in lines[k].value.rstrip("。")
        for k in range(at, end)
    )


def read_note(lines: Sequence[Text], begin: int, end: int) -> Annexes:
    """附件说明 [begin, end) 的各项；折行的接上。"""
    entries: list[Entry] = []
    pending = lines[begin].span.start
    for at in range(begin, end):
        line = lines[at]
        cut, number = _label(line.value, first=at == begin)
        if at > begin and cut == 0 and entries:
            entries[-1] = replace(entries[-1], title=joined([entries[-1].title, line]))
            continue
        if cut >= len(line.value):
            continue
        suffix = _SUFFIX.search(line.value)
        text = tile(line, cut, suffix.start() if suffix else len(line.value))
        if not entries:
            text = widened(text, Span(pending, text.span.end))
        entries.append(Entry(text, number))
    if not entries:
        return Annexes()
    names = "、".join(shown(entry.title.value, 20) for entry in entries)
    links = "；文件扩展名没有印" if any(is_file_link(lines[at].value) for at in range(begin, end)) else ""
    told = Guess(pending, f"认作附件说明，{len(entries)} 个附件{_renumbered(entries)}：{names}{links}")
    return Annexes(tuple(entries), frozenset(range(begin, end)), frozenset(), (told,))


def _renumbered(entries: Sequence[Entry]) -> str:
    """写着的序号与排版所编的不同时说一声。"""
    written = [entry.number for entry in entries if entry.number is not None]
    if not written or written == list(range(1, len(entries) + 1)):
        return ""
    return f"，写的序号是 {'、'.join(map(str, written))}，按先后重编"


def _label(value: str, *, first: bool) -> tuple[int, int | None]:
    """附件名称从第几个字起，前面的序号。"""
    note = _NOTE.match(value) if first or value.startswith("附") else None
    cut, written = (note.end(), note["n"]) if note else (0, None)
    item = _ITEM.match(value, cut)
    if item:
        cut, written = item.end(), item["n"] or item["m"]
    return cut, _value(written)


def _value(written: str | None) -> int | None:
    if written is None:
        return None
    return int(written) if written.isdecimal() else han_number(written)


def first_head(lines: Sequence[Text], begin: int, end: int) -> int:
    """[begin, end) 中第一个附件从哪一行起；没有就是 end。"""
    return next((at for at in range(begin, end) if _heads(lines[at].value)), end)


def read_bodies(lines: Sequence[Text], begin: int, end: int, note: Annexes) -> Annexes:
    """[begin, end) 中各附件的正文，与附件说明对上。"""
    heads = [at for at in range(begin, end) if _heads(lines[at].value)]
    entries = list(note.entries)
    used, replaced, guesses = set(note.used), set(note.replaced), list(note.guesses)
    taken: set[int] = set()
    for index, (at, stop) in enumerate(zip(heads, [*heads, end][1:], strict=True)):
        slot = _slot(lines[at].value, index, len(entries), taken)
        known = entries[slot].title.value if slot < len(entries) else None
        title, body, same = _split(lines, at, stop, known)
        if title is None:
            continue
        taken.add(slot)
        kept = range(at if known is None else body, stop)
        used.update(kept)
        replaced.update(range(at, body) if known is not None else ())
        entry = Entry(title, None, tuple(lines[body:stop]))
        if known is None:
            entries.append(entry)
        else:
            entries[slot] = replace(entries[slot], body=entry.body)
        guesses.append(_told(lines[at], slot, entries[slot].title if same else title, same=same))
    return Annexes(tuple(entries), frozenset(used), frozenset(replaced), tuple(guesses))


def _slot(value: str, index: int, count: int, taken: set[int]) -> int:
    """这个附件是说明里的第几个：看写着的序号，没有或已占就按先后。"""
    found = _HEAD.fullmatch(value) or _HEAD_AND_TITLE.fullmatch(value)
    number = _value(found["n"]) if found else None
    if number and number <= count and number - 1 not in taken:
        return number - 1
    return next((at for at in range(index, count) if at not in taken), count)


def _split(lines: Sequence[Text], at: int, stop: int, known: str | None) -> tuple[Text | None, int, bool]:
    """附件的标题、正文从哪一行起、标题与说明是否相同；没有标题也没有正文的，标题为 None。"""
    inline = _HEAD_AND_TITLE.fullmatch(lines[at].value)
    if inline and not is_annex_head(lines[at].value):
        text = tile(lines[at], inline.start("title"), len(lines[at].value))
        same = known is None or _same(known, text.value)
        return text, at + same, same
    if at + 1 >= stop:
        return None, at + 1, True
    return _untold(lines, at, stop) if known is None else _told_title(lines, at, stop, known)


def _told_title(lines: Sequence[Text], at: int, stop: int, known: str) -> tuple[Text, int, bool]:
    """“附件1”之下的一至三行，与说明里的名称 known 相同的不再排；不同的留在正文里。"""
    for count in range(min(MAX_TITLE_LINES, stop - at - 1), 0, -1):
        part = list(lines[at + 1 : at + 1 + count])
        if _same(known, "".join(line.value for line in part)):
            return joined(part), at + 1 + count, True
    count = max(1, title_block([line.value for line in lines[at + 1 : min(stop, at + 1 + MAX_TITLE_LINES)]]))
    return joined(list(lines[at + 1 : at + 1 + count])), at + 1, not _is_title(lines[at + 1].value)


def _untold(lines: Sequence[Text], at: int, stop: int) -> tuple[Text, int, bool]:
    """没有附件说明可对：“附件1”之下头几行是标题，连“附件1”一起占住；没有标题的留空位。"""
    if not _is_title(lines[at + 1].value):
        return made(TO_FILL.format(f"{lines[at].value}的名称"), lines[at].span), at + 1, True
    count = max(1, title_block([line.value for line in lines[at + 1 : min(stop, at + 1 + MAX_TITLE_LINES)]]))
    title = joined(list(lines[at + 1 : at + 1 + count]))
    return widened(title, Span(lines[at].span.start, title.span.end)), at + 1 + count, True


def _is_title(value: str) -> bool:
    return len(value) <= SHORT and not is_matter(value) and parse_number(value) is None


def _same(one: str, other: str) -> bool:
    plain = [re.sub(r"[\s《》“”\"#]+", "", _SUFFIX.sub("", value)) for value in (one, other)]
    return plain[0] == plain[1]


def _told(line: Text, slot: int, title: Text, *, same: bool) -> Guess:
    said = f"认作附件 {slot + 1} 的正文，另面排：{shown(title.value)}"
    if not same:
        said = f"附件 {slot + 1} 的标题“{shown(title.value)}”与附件说明不同，排在附件正文的第一行"
    return Guess(line.span.start, said)
