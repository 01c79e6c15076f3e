"""正文之后的署名和成文日期：按机关名称和独占一行的日期认。"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.document.elements import Names, Stamp
from gongwen.document.placeholders import TO_FILL
from gongwen.sources.plain.annexes import is_annex_head
from gongwen.sources.plain.colophon import is_colophon
from gongwen.sources.plain.dates import ReadDate, date_at_end, read_date
from gongwen.sources.plain.shapes import is_note, is_organ
from gongwen.sources.plain.texts import made, split_names, tile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.spans import Text

MAX_SIGNATURE_LINES = 10
MAX_SIGNATURE = 120
MAX_THING_LINES = 4
_SEAL = re.compile(r"(?<!\s)\s*+[（(](?:盖章|公章|印章|签章|章|印)[）)]$")
_STAMP = re.compile(
    r"(?P<post>[\u4e00-\u9fff]{0,16}\s{0,4}(?:长|主任|书记|主席|总理|总裁))\s*[：:]?\s+"
    r"(?P<name>[\u4e00-\u9fff·]{1,8}(?:\s+[\u4e00-\u9fff]{1,3})?)"
)
_POST = re.compile(
    r"(?P<organ>[\u4e00-\u9fff]{0,24}?)(?:省长|市长|州长|县长|区长|乡长|镇长|总理|主任|主席|[局厅部院行]长)"
)


@dataclass(frozen=True, slots=True)
class Signature:
    """署名和日期占第 first 至 last 行。"""

    first: int
    last: int
    issuers: Names | None
    date: ReadDate | None
    stamps: tuple[Stamp, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """找署名时要用到的：已知的机关名称；是不是公文；是不是印发类，所印发文件的名称；由人签署的文种。"""

    organs: frozenset[str]
    official: bool
    issuing: bool
    thing: str
    personal: bool


def find_signature(lines: Sequence[Text], start: int, end: int, known: Known) -> Signature | None:
    """第 start 至 end 行之间的署名和日期；认不准为 None。"""
    weak: Signature | None = None
    for at in range(start, end):
        read = _dated(lines[at])
        if read is None:
            continue
        date, own = read
        found = _above(lines[max(start, at - MAX_SIGNATURE_LINES) : at], at, date, known)
        if own is not None:
            found = Signature(at, at, Names(_organs(own)), date)
        elif not (found.issuers or found.stamps) and known.official:
            found = _below(lines, at, end, date, known) or found
        if found.issuers or found.stamps:
            if _fits(lines, found, end, known):
                return found
        elif date.whole and at > start and known.official and _stands(lines, at, end, known):
            weak = weak or found
    return weak or _undated(lines, start, end, known)


def _dated(line: Text) -> tuple[ReadDate, Text | None] | None:
    """独占一行的日期，或“机关　　日期”。"""
    if len(line.value) > MAX_SIGNATURE:
        return None
    date = read_date(line)
    if date:
        return date, None
    cut = date_at_end(line.value)
    if cut is None:
        return None
    own = tile(line, 0, cut[0], 0, cut[0])
    date = read_date(tile(line, cut[1], len(line.value), cut[0]))
    return (date, own) if date and _organs(own) else None


def _above(lines: Sequence[Text], at: int, date: ReadDate, known: Known) -> Signature:
    """日期（第 at 行）之上紧挨着的署名或签名章；lines 是日期之前的几行。"""
    stamps: list[Stamp] = []
    names: list[Text] = []
    count = 0
    for line in reversed(lines):
        stamp = _stamp(line) if known.personal and not names else None
        stamp = stamp or (_post(line, known) if known.official and not names else None)
        parts = () if stamp or stamps else _organs(line, known.organs)
        if stamp:
            stamps.insert(0, stamp)
        elif parts:
            names[:0] = parts
        else:
            break
        count += 1
    issuers = Names(tuple(names)) if names else None
    return Signature(at - count, at, issuers, date, tuple(stamps))


def _below(lines: Sequence[Text], at: int, end: int, date: ReadDate, known: Known) -> Signature | None:
    """日期写在前、机关写在后的署名：日期（第 at 行）的下一行是机关，再往后只有附注附件版记。"""
    names = _organs(lines[at + 1], known.organs) if at + 1 < end else ()
    if not names or not date.whole or not _only_tail(lines, at + 2, end):
        return None
    return Signature(at, at + 1, Names(names), date)


def _stamp(line: Text) -> Stamp | None:
    found = _STAMP.fullmatch(line.value) if len(line.value) <= SHORT_STAMP else None
    if found is None:
        return None
    cut = found.start("name")
    return Stamp(tile(line, 0, found.end("post"), 0, cut), tile(line, cut, len(line.value), cut))


SHORT_STAMP = 40


def _post(line: Text, known: Known) -> Stamp | None:
    """日期之上只有职务的一行：姓名是盖的签名章，文字里没有。职务之前有机关的，是机关名称才算。"""
    found = _POST.fullmatch(line.value) if len(line.value) <= SHORT_STAMP else None
    if found is None or not (known.personal if not found["organ"] else is_organ(found["organ"])):
        return None
    return Stamp(line, made(TO_FILL.format("签名人的姓名"), line.span))


def _organs(line: Text, known: frozenset[str] = frozenset()) -> tuple[Text, ...]:
    """一行里的机关名称（可以有几个，用空白隔开）；有一个不像就一个也不认。"""
    if len(line.value) > MAX_SIGNATURE:
        return ()
    sealed = _SEAL.search(line.value)
    kept = tile(line, 0, sealed.start()) if sealed else line
    if is_organ(kept.value) or kept.value in known:
        return (kept,)
    parts = split_names(kept, r"[\s　]+")
    return (
        parts if len(parts) > 1 and all(is_organ(part.value) or part.value in known for part in parts) else ()
    )


def _fits(lines: Sequence[Text], found: Signature, end: int, known: Known) -> bool:
    """有署名的：署的是已知的机关，或后面什么都没有、只有附注附件版记，或后面是所印发的文件。"""
    names = found.issuers.values() if found.issuers else ()
    same = any(name in known.organs for name in names) or bool(found.stamps)
    return same or known.issuing or _only_tail(lines, found.last + 1, end)


def _stands(lines: Sequence[Text], at: int, end: int, known: Known) -> bool:
    """没有署名的日期：后面只有附注附件版记，或正是所印发的文件。"""
    if _only_tail(lines, at + 1, end):
        return True
    return known.issuing and names_thing(lines, at + 1, known.thing)


def names_thing(lines: Sequence[Text], at: int, thing: str) -> bool:
    """从这一行起的一至四行，合起来正是所印发文件的名称。"""
    written = ""
    for line in lines[at : at + MAX_THING_LINES] if thing else ():
        if len(line.value) > MAX_SIGNATURE:
            return False
        written += re.sub(r"[\s《》]", "", line.value.lstrip("#"))
        if not thing.startswith(written):
            return False
        if written == thing:
            return True
    return False


def _only_tail(lines: Sequence[Text], at: int, end: int) -> bool:
    """从这一行起只有附注、附件、版记，或什么都没有。"""
    while at < end and is_note(lines[at].value):
        at += 1
    return at >= end or is_annex_head(lines[at].value) or is_colophon(lines[at].value)


def _undated(lines: Sequence[Text], start: int, end: int, known: Known) -> Signature | None:
    """没有日期，只在末尾署了已知机关的名称。"""
    for at in range(start + 1, end if known.issuing else start):
        if lines[at].value in known.organs and names_thing(lines, at + 1, known.thing):
            return Signature(at, at, Names((lines[at],)), None)
    for at in range(end - 1, start, -1):
        value = lines[at].value
        if value in known.organs and _only_tail(lines, at + 1, end):
            return Signature(at, at, Names((lines[at],)), None)
        if not (is_note(value) or is_colophon(value)):
            return None
    return None
