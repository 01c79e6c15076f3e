"""YS28 至 YS31：夹带请示、请示没有请求、结束语、一文多事。页：ys28.md 至 ys31.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.clauses import REGULATION
from gongwen.document.placeholders import UNFILLED
from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.reading import HEADING, PARAGRAPH, RUN_IN
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Piece, Reading

_TEXT = (HEADING, RUN_IN, PARAGRAPH)
_CLOSING = 3
_APPROVALS = ("批示", "批复", "审批", "批准", "核批", "审示", "指示", "请示")
_APPROVE = "(?:批示|批复|审批|批准|核批|审示)"
_FORMULA = Lazy(
    rf"(?:妥否|当否|可否|是否妥当|是否可行|如无不[妥当])[，,]?\s?(?:敬|恳)?请[^，。；“”]{{0,10}}(?:{_APPROVE}|指示)"
    rf"|^(?:特此请示|请(?:予|给予)?{_APPROVE})[。！]?$"
)
_ASKED = Lazy(
    rf"(?:^|(?<=[。；，：]))(?:为此，?|现|特)?(?:恳请|敬请|请求|特请|请)[^，。；“”《》]{{0,25}}(?:予以|给予|予)?{_APPROVE}(?![的后前权])"
)
_ANY_REQUEST = Lazy(r"请[^。；]{0,40}(?:批|审|示|同意|支持|解决|核|安排|给予|准)|[妥当]否")
_ENDING = Lazy(
    r"特此(?P<word>通知|通告|公告|通报|报告|请示|批复|函告|函达|函复|复函|决定)[。！!]?|此(?P<short>复|令)[。！!]?"
)
_ENDS = {
    "通知": {"notice"},
    "通告": {"announcement"},
    "公告": {"proclamation"},
    "通报": {"circular"},
    "报告": {"report"},
    "请示": {"request"},
    "决定": {"decision"},
    "批复": {"reply"},
    "复": {"reply", "letter"},
    "令": {"order"},
} | {word: {"letter"} for word in ("函告", "函达", "函复", "复函")}
_LOOSE = frozenset({"decision", "resolution", "opinion", "minutes", "communique"})
_MATTERS = Lazy(r"等(?:几|[两二三四五六七八九十\d]{1,2}|若干|多)?[个项]?(?:问题|事项|事宜)的请示")
_REQUEST_HEADING = ("请示事项", "请求事项", "恳请事项", "申请事项")
_EACH_ASKS = Lazy(
    r"(?:恳请|请求|申请|建议|请|拟|关于).{0,60}(?:批准|同意|安排|解决|支持|给予|拨付|核定|增加|设立)"
)


def _own_text(reading: Reading) -> list[Piece]:
    """公文自己的正文各段，不含附件、被印发件。"""
    return [piece for piece in reading.of(*_TEXT) if piece.part == 0]


def check_smuggled(reading: Reading) -> Iterator[Hit]:
    """报告等非请示性公文不得夹带请示事项。"""
    kind = reading.kind
    if kind is None or not kind.statutory or kind.name in ("request", "opinion", "bill"):
        return
    letter = kind.name == "letter"
    pieces = _own_text(reading)[-_CLOSING:]
    if kind.name == "report":
        pieces = [piece for piece in reading.with_any(*_APPROVALS) if piece.part == 0 and piece.role in _TEXT]
    for piece in pieces:
        if UNFILLED.search(piece.text.value):
            continue
        found = _FORMULA.search(piece.text.value)
        if found is None and kind.name == "report":
            found = _ASKED.search(piece.text.value)
        if found:
            told = "函请求批准用“请予批准”“请函复”" if letter else f"{kind.term}不得夹带请示事项，另文请示"
            yield Hit(piece.text.at(*found.span()), told, level=Level.ADVICE if letter else None)


def check_no_request(reading: Reading) -> Iterator[Hit]:
    """请示要有明确的请求。"""
    pieces = _own_text(reading)
    if reading.kind is None or reading.kind.name != "request" or not pieces:
        return
    if any(_ANY_REQUEST.search(piece.text.value) or UNFILLED.search(piece.text.value) for piece in pieces):
        return
    last = pieces[-1].text
    yield Hit(last.at(0, len(last.value)), "请示没有写请求批准什么，一般以“妥否，请批示。”收")


def check_ending(reading: Reading) -> Iterator[Hit]:
    """“特此通知”“此复”之类的结束语与文种相合。"""
    kind = reading.kind
    if kind is None or not kind.statutory:
        return
    for piece in _own_text(reading)[-_CLOSING:]:
        found = _ENDING.fullmatch(piece.text.value.strip())
        word = (found["word"] or found["short"]) if found else ""
        if word and kind.name not in _ENDS[word]:
            level = Level.ADVICE if kind.name in _LOOSE else None
            message = f"结束语与文种（{kind.term}）不合"
            yield Hit(piece.text.at(0, len(piece.text.value)), message, level=level)


def check_several(reading: Reading) -> Iterator[Hit]:
    """请示应当一文一事。"""
    if reading.kind is None or reading.kind.name != "request":
        return
    for piece in reading.of("title"):
        for found in _MATTERS.finditer("".join(piece.text.value.split())):
            whole = piece.text.at(0, len(piece.text.value))
            yield Hit(whole, f"请示应当一文一事，标题写了“{found[0][:-3]}”")
    asked = [piece for piece in _after_heading(reading) if piece.number and _asks(piece)]
    for piece in asked[1:]:
        yield Hit(piece.text.at(0, len(piece.text.value)), "请示应当一文一事：不是同一件事的，另文请示")


def _asks(piece: Piece) -> bool:
    return _EACH_ASKS.search(piece.text.value) is not None


def _after_heading(reading: Reading) -> list[Piece]:
    """“请示事项”这一个标题之下的各段。"""
    pieces = _own_text(reading)
    at = next(
        (at for at, piece in enumerate(pieces) if piece.text.value.rstrip("：。").endswith(_REQUEST_HEADING)),
        None,
    )
    return [] if at is None else pieces[at + 1 :]


_UP = f"{REGULATION}第十五条（四）"
RULES = (
    Rule("YS28", "非请示性公文夹带请示事项", Level.ERROR, _UP, check_smuggled),
    Rule("YS29", "请示没有请求事项", Level.ADVICE, f"{REGULATION}第八条（十一）", check_no_request),
    Rule("YS30", "结束语与文种不合", Level.ERROR, f"{REGULATION}第八条", check_ending),
    Rule("YS31", "请示一文多事", Level.ADVICE, _UP, check_several),
)
