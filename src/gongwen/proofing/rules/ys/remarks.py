"""YS41 至 YS45：附注、联系人、公开属性、附件说明。页：ys41.md 至 ys45.md。"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from gongwen.document.clauses import REGULATION, cite
from gongwen.document.placeholders import UNFILLED
from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.reading import PARAGRAPH
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.ys.typed import tail_lines
from gongwen.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.proofing.reading import Reading
    from gongwen.spans import Text

_LABEL = Lazy(r"[（(]{0,2}(?P<label>附\s?注\s?[：:])")
_DOUBLED_OPEN, _DOUBLED_CLOSE = Lazy(r"[（(]{2,4}"), Lazy(r"[）)]{2,4}$")
_STOP = Lazy(r"[。，；][）)]?$|(?<=[）)])[。，；]$")
_BARE = Lazy(r"(?:此件|本件|此文)(?:主动|依申请|不予|不)?公开(?:发布)?[。]?|联系人\s?[：:].{2,60}")
_REMARK_WITHIN = 3
_CONTACT, _PHONE = "联系人", Lazy(r"\d{3}")
OPEN, ON_REQUEST, CLOSED = "主动公开", "依申请公开", "不予公开"
_OPENNESS = Lazy(rf"(?:{OPEN}|{ON_REQUEST}|{CLOSED})(?:[（(：:，].{{1,60}})?")
_MEANT = {
    "主动": OPEN,
    "公开": OPEN,
    "此件公开发布": OPEN,
    "依申请": ON_REQUEST,
    "申请公开": ON_REQUEST,
    "依申请公开发布": ON_REQUEST,
    "不公开": CLOSED,
    "不予": CLOSED,
    "免予公开": CLOSED,
}
_SAID_OPEN = Lazy(r"此件(?:主动)?公开(?:发布)?")
_SAID_CLOSED = Lazy(r"此件(?:不予?公开|依申请公开)")
_TITLE_MARKS = Lazy(r"《(?P<name>[^《》]{2,80})》")
_ANNEX_LABEL = Lazy(r"附\s?件\s?\d{0,2}\s?[：:]\s?")
# “附件”二字后面紧接名称，没有冒号，或用了别的标点
_TYPED_NOTE = Lazy(
    r"附\s?件(?P<mark>[:，、；。.]?)\s?(?:1[.、．]\s?)?[^\s\d一二三四五六七八九十：:，。；、（(《.][^：:，。；]{3,60}"
)
_HALF_COLON = Lazy(r"附\s?件\s?\d{0,2}:")
_NOTE_WITHIN = 4
_MENTIONS = ("附件", "附后", "后附", "附表", "附：", "附:", "所附")
_REFERRING = frozenset({"notice", "circular", "opinion", "letter", "announcement"})


def check_remark(reading: Reading) -> Iterator[Hit]:
    """附注的圆括号由排版加，草稿里写一层也可以；贴来的文字里要有。"""
    remark = reading.elements.remark if reading.elements else None
    if remark is not None and not UNFILLED.search(remark.value):
        yield from _remark(remark)
    if reading.elements is not None and reading.document.recognized:
        yield from _unbracketed(reading)


def _remark(remark: Text) -> Iterator[Hit]:
    value = remark.value
    label = _LABEL.match(value)
    if label:
        yield Hit(remark.at(*label.span("label")), "附注不写“附注：”", "")
    opened, closed = _DOUBLED_OPEN.match(value), _DOUBLED_CLOSE.search(value)
    if opened and closed:
        yield Hit(remark.at(*opened.span()), "圆括号重复", "（")
        yield Hit(remark.at(*closed.span()), "圆括号重复", "）")
    stop = _STOP.search(value)
    if stop:
        at = stop.start()
        yield Hit(remark.at(at, at + 1), f"附注末尾不加“{value[at]}”", "", level=Level.ADVICE)


def _unbracketed(reading: Reading) -> Iterator[Hit]:
    """贴来的文字里日期之下的附注没有括号。"""
    for line in islice(tail_lines(reading), _REMARK_WITHIN):
        if _BARE.fullmatch(line.value):
            level = None if line.value.startswith("此") else Level.ADVICE
            yield Hit(line.span, "附注应当加圆括号", f"（{line.value.rstrip('。')}）", level=level)


def check_contact(reading: Reading) -> Iterator[Hit]:
    """编了号的公文，写了联系人的要有电话；请示一般在附注里写联系人。"""
    elements, kind = reading.elements, reading.kind
    if elements is None or kind is None or reading.document.recognized or elements.issue_number is None:
        return
    remark = elements.remark
    if remark is not None and _CONTACT in remark.value:
        if not (_PHONE.search(remark.value) or UNFILLED.search(remark.value)):
            yield Hit(remark.at(0, len(remark.value)), "写了联系人，没有写联系电话")
    elif kind.name == "request" and not reading.with_any(_CONTACT, "联系电话"):
        yield Hit(None, "请示一般在“附注”里写联系人和联系电话")


def check_openness(reading: Reading) -> Iterator[Hit]:
    """公开属性三选一；与附注里的话、密级相合。"""
    elements = reading.elements
    written = elements.openness if elements else None
    if elements is None or written is None or UNFILLED.search(written.value):
        return
    value, whole = written.value.strip(), written.at(0, len(written.value))
    if not _OPENNESS.fullmatch(value):
        yield Hit(whole, f"公开属性是“{OPEN}”“{ON_REQUEST}”“{CLOSED}”之一", _MEANT.get(value))
        return
    remark = elements.remark
    said = (_SAID_CLOSED if value.startswith(OPEN) else _SAID_OPEN).search(remark.value) if remark else None
    if said:
        yield Hit(whole, f"公开属性与附注“{said[0]}”不一致")
    if value.startswith(OPEN) and elements.secrecy and "密" in elements.secrecy.value:
        yield Hit(whole, "标了密级的公文不能主动公开")


def check_annex_names(reading: Reading) -> Iterator[Hit]:
    """附件说明只写名称：“附件：”和序号由排版加，一般不加书名号。贴来的文字照原文看“附件”后的冒号。"""
    elements = reading.elements
    entries = (elements.annexes if elements else None) or ()
    if reading.document.recognized:
        yield from _typed_note(reading, [entry.title for entry in entries])
    for entry in entries:
        value = entry.title.value
        label = _ANNEX_LABEL.match(value)
        marked = _TITLE_MARKS.fullmatch(value)
        if label and not reading.document.recognized:
            yield Hit(entry.title.at(*label.span()), f"“{label[0].strip()}”由排版加，不写在附件名称里", "")
        elif marked:
            whole = entry.title.at(0, len(value))
            yield Hit(whole, "附件说明里的附件名称一般不加书名号", marked["name"], level=Level.ADVICE)


def _typed_note(reading: Reading, titles: Sequence[Text]) -> Iterator[Hit]:
    """“附件：”用全角冒号，序号用“1.”。没有冒号的认不出来，是正文的最后一段。"""
    for title in titles:
        span = title.span
        half = _HALF_COLON.match(reading.source.slice(span))
        if half:
            at = span.start + half.end() - 1
            yield Hit(Span(at, at + 1), "“附件”后用全角冒号", "：")
    body = [piece.text for piece in reading.of(PARAGRAPH) if piece.part == 0][-_NOTE_WITHIN:]
    for text in body:
        found = _TYPED_NOTE.fullmatch(text.value)
        if found:
            yield Hit(text.at(*found.span("mark")), "附件说明的“附件”后应当有全角冒号", "：")


def check_annex_mentioned(reading: Reading) -> Iterator[Hit]:
    """编了号的公文列了附件，正文一处也没有提到。"""
    elements, kind = reading.elements, reading.kind
    annexes = elements.annexes if elements else None
    if not annexes or kind is None or kind.name not in _REFERRING or reading.document.recognized:
        return
    if elements is None or elements.issue_number is None:
        return
    names = (entry.title.value.strip("《》") for entry in annexes)
    body = "".join(piece.text.value for piece in reading.body() if piece.part == 0)
    if not body or any(word in body for word in (*_MENTIONS, *names)) or UNFILLED.search(body):
        return
    first = annexes[0].title
    yield Hit(first.at(0, len(first.value)), "列了附件，正文里没有提到（如“见附件”）")


_REMARK = cite("7.3.6")
_ANNEX = f"{REGULATION}第九条（十）（十五）"
RULES = (
    Rule("YS41", "附注的写法", Level.ERROR, _REMARK, check_remark),
    Rule("YS42", "联系人和联系电话", Level.ADVICE, f"{_REMARK}；通行做法", check_contact),
    Rule("YS43", "公开属性", Level.ERROR, "《中华人民共和国政府信息公开条例》；通行做法", check_openness),
    Rule("YS44", "附件说明的写法", Level.ERROR, cite("7.3.4"), check_annex_names),
    Rule("YS45", "正文没有提到附件", Level.ADVICE, _ANNEX, check_annex_mentioned),
)
