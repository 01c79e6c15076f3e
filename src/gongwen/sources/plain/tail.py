"""正文之后的一切：附件说明、署名、日期、附注、附件、被印发件、版记、网页字样。"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gongwen.document.elements import Names
from gongwen.sources.plain.annexes import (
    Annexes,
    find_note,
    first_head,
    is_annex_head,
    is_file_link,
    read_bodies,
    read_note,
)
from gongwen.sources.plain.colophon import is_colophon, read_attendance, read_colophon, read_remarks
from gongwen.sources.plain.dates import read_date
from gongwen.sources.plain.furniture import is_furniture
from gongwen.sources.plain.masthead import Found
from gongwen.sources.plain.shapes import is_matter, is_note, is_organ
from gongwen.sources.plain.signature import Known, Signature, find_signature, names_thing
from gongwen.sources.plain.texts import Guess, shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gongwen.sources.plain.head import Head
    from gongwen.spans import Text

# 网站的页脚、友情链接一般不超过这么多行。
SITE_LINES = 200
MAX_RESIDUE = 30
_ORGANS_IN_TITLE = re.compile(r"^(?P<organs>[^《》]{2,80}?)(?:关于|转发|批转|印发|公布|发布)")
_ISSUING = re.compile(r"印发|转发|批转|颁发|发布|公布")
_THING = re.compile(
    r"\A(?>.*?(?:印发|转发|批转|颁发|发布|公布))(?P<thing>.+)的(?:通知|通告|公告|命令|令|决定|函)$"
)
_BY_PERSON = frozenset({"order", "bill"})


@dataclass(frozen=True, slots=True)
class Tail:
    """正文之后认出来的。正文到第 body_end 行之前为止；issued 是被印发件各行的序号。"""

    body_end: int
    values: Mapping[str, Any]
    used: frozenset[int]
    annexes: Annexes
    issued: range
    thing: str
    guesses: tuple[Guess, ...]


def title_organs(plain: str, kind_word: str) -> tuple[str, ...]:
    """标题开头的发文机关。"""
    found = _ORGANS_IN_TITLE.match(plain)
    written = found["organs"] if found else plain.removesuffix(kind_word) if kind_word else ""
    names = tuple(re.split(r"[\s、]+", written.strip()))
    return names if all(map(is_organ, names)) else ()


def known_from(head: Head) -> Known:
    """找署名时要用到的。"""
    title, kind = head.title, head.title.kind
    organs = head.values.get("issuing_organs")
    written = title.text.value.replace("\n", " ")
    named = {name for part in (written, title.plain) for name in title_organs(part, "")}
    if kind:
        named |= {name for word in kind.title_endings for name in title_organs(title.plain, word)}
    listed = organs.values() if isinstance(organs, Names) else ()
    thing = _THING.search(re.sub("[《》]", "", title.plain))
    return Known(
        organs=frozenset({*named, *listed}),
        official=kind is not None or title.lost_kind,
        issuing=bool(_ISSUING.search(title.plain)) or bool(kind and kind.name == "order"),
        thing=thing["thing"] if thing else "",
        personal=bool(kind and kind.name in _BY_PERSON),
    )


def read_tail(lines: Sequence[Text], head: Head) -> Tail:
    """正文从 head.start 起，到哪里为止，其后各是什么。"""
    known = known_from(head)
    end = _site_end(lines, head.start, known)
    found = Found()
    # 日期已在版头里的（纪要、简报），末尾不再有落款。
    signature = None if "dated" in head.values else find_signature(lines, head.start, end, known)
    if signature:
        _put_signature(signature, found)
        body_end, after = signature.first, signature.last + 1
    else:
        body_end = after = _unsigned_end(lines, head.start, end, known.thing)
    after = read_remarks(lines, after, end, found) if signature else after
    begin, stop = read_colophon(lines, after, end, found)
    begin = read_remarks(lines, begin, stop, found)
    note_at = find_note(lines, head.start + 1, body_end)
    annexes = read_note(lines, note_at, body_end) if note_at is not None else Annexes()
    body_end = note_at if note_at is not None and annexes.entries else body_end
    if not annexes.entries and begin < stop:
        annexes, begin = _late_note(lines, begin, stop)
    heads = first_head(lines, begin, stop)
    annexes = read_bodies(lines, heads, stop, annexes)
    if head.title.kind and head.title.kind.name == "minutes":
        body_end = read_attendance(lines, head.start, body_end, found)
    issued = _trailing(lines, begin, heads, known, found)
    used = frozenset(found.used) | annexes.used
    return Tail(
        body_end, found.values, used, annexes, issued, known.thing, (*found.guesses, *annexes.guesses)
    )


def _site_end(lines: Sequence[Text], start: int, known: Known) -> int:
    """网站页脚从哪一行起；没有就是行数。"""
    cut = len(lines)
    for at in range(len(lines) - 1, max(start, len(lines) - SITE_LINES) - 1, -1):
        line, value = lines[at], lines[at].value
        if is_file_link(value):
            continue
        if is_furniture(value) and not is_colophon(value):
            cut = at
        elif (
            is_matter(value)
            or is_note(value)
            or read_date(line)
            or is_colophon(value)
            or is_annex_head(value)
            or value in known.organs
        ):
            break
    return cut


def _unsigned_end(lines: Sequence[Text], start: int, end: int, thing: str) -> int:
    """没有署名和日期的：正文到所印发文件的标题、第一个独占一行的“附件1”或末尾的版记为止。"""
    issued = next((at for at in range(start + 1, end) if names_thing(lines, at, thing)), end)
    if issued < end:
        return issued
    head = next((at for at in range(start + 1, end) if is_annex_head(lines[at].value)), end)
    while head > start + 1 and head == end and is_colophon(lines[head - 1].value):
        head = end = head - 1
    return head


def _put_signature(signature: Signature, found: Found) -> None:
    span = range(signature.first, signature.last + 1)
    found.used.update(span)
    if signature.issuers:
        found.put("issuers", signature.issuers, "署名")
    if signature.stamps:
        found.values["signature_stamps"] = signature.stamps
        said = "、".join(f"{stamp.post.value} {stamp.name.value}" for stamp in signature.stamps)
        found.guesses.append(Guess(signature.stamps[0].post.span.start, f"认作签名章：{shown(said)}"))
    if signature.date:
        said = "成文日期" if signature.date.whole else "成文日期（没有写全）"
        found.put("dated", signature.date.text, said)
        if signature.date.guess:
            found.guesses[-1] = signature.date.guess


def _late_note(lines: Sequence[Text], begin: int, stop: int) -> tuple[Annexes, int]:
    """网页常把附件说明放到日期之后：“附件：”起，到附件正文或末尾为止。"""
    heads = next((at for at in range(begin + 1, stop) if is_annex_head(lines[at].value)), stop)
    if find_note(lines, begin, heads) == begin:
        return read_note(lines, begin, heads), heads
    return Annexes(), begin


def _trailing(lines: Sequence[Text], begin: int, end: int, known: Known, found: Found) -> range:
    """日期之后、附件之前还有的文字：作被印发件另面排；全是零碎短行而又不是印发类的，略去。"""
    if begin >= end:
        return range(0)
    long = any(is_matter(lines[at].value) and not is_furniture(lines[at].value) for at in range(begin, end))
    if not (long or known.issuing or end - begin > MAX_RESIDUE):
        return range(0)
    found.used.update(range(begin, end))
    said = "成文日期之后的文字作为被印发件，另面排"
    if not known.issuing:
        said = "成文日期之后还有文字，另面排；是附件的请在前面加一行“附件”，多余的请删去"
    found.guesses.append(Guess(lines[begin].span.start, said))
    return range(begin, end)
