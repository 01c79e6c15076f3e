"""BT15、BT16：引语、结束语与文种不符；批复没有说明答复什么。页：bt15.md、bt16.md。"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from gongwen.document.clauses import REGULATION
from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.reading import PARAGRAPH, TITLE
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.bt.titles import own_titles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.document.kinds import Kind
    from gongwen.proofing.reading import Piece, Reading

_INTRO = Lazy(r"(?P<word>通知|通报|通告|公告|报告|请示|批复|函[告复商达])如下[：:。]?$")
_CLOSING = Lazy(
    r"(?:^|(?<=[，。；,;]))(?P<all>[特专]此(?P<word>通知|通报|通告|公告|报告|请示|批复|函[告复商达])"
    r"|此复|(?:以上(?:请示|意见|事项)?)?[，,]?[妥当]否[，,]?请(?:予)?(?:批示|批复|批准|审批|审示))[。！.!]?$"
)
# 词 → 可以用它的文种
_FITS = {
    "通知": {"notice"},
    "通报": {"circular", "letter"},
    "通告": {"announcement"},
    "公告": {"proclamation"},
    "报告": {"report", "letter", "bill", "minutes"},
    "请示": {"request", "report"},
    "批复": {"reply"},
    "函": {"letter"},
    "此复": {"reply", "letter"},
    "批示": {"request", "report"},
}
# 有人这样写，只作提示：请示先“报告如下”，函代批复，通知里通报情况。
_SEEN_FIRST = {
    ("报告", "request"),
    ("批复", "letter"),
    ("通报", "notice"),
    ("通报", "report"),
    ("报告", "opinion"),
}
_SEEN_LAST = {("批复", "letter"), ("通报", "report")}
_RIGHT = {
    "notice": "通知",
    "circular": "通报",
    "announcement": "通告",
    "proclamation": "公告",
    "report": "报告",
    "reply": "批复",
    "letter": "函告",
}
_FIRST, _LAST = 3, 3
# 下发文件的话；答复下级请示的话
_ISSUED = Lazy(r"(?P<all>(?:印发|转发|批转|下发|发)给你们)[，。；]")
_NO_ISSUING = ("request", "report", "reply", "bill", "proclamation", "announcement")
_RECEIVED = Lazy(r"^(?:你[^，。；]{1,60}|《[^》]{4,60}》(?:（[^（）]{4,30}）)?)?请示[^，。；]{0,40}收悉")
_NO_ANSWER = ("request", "report", "circular", "bill", "minutes", "proclamation", "announcement", "opinion")
_GOVERNMENT = "人民政府"
_ANSWERED = Lazy(r"收悉|请示|来[函文电信]|[报送]来|你[市县区省局委厅处乡镇院校们部单公]|建议|提案|[《〔]")


def check(reading: Reading) -> Iterator[Hit]:
    """“现将……通报如下”“特此通告”“此复”“妥否，请批示”与本文的文种不同。"""
    kind = reading.kind
    if kind is None or not kind.statutory:
        return
    own = [piece for piece in reading.of(PARAGRAPH) if piece.part == 0]
    for piece in islice(own, _FIRST):
        yield from _intro(reading, piece, kind)
        yield from _issued(reading, piece, kind)
    for piece in islice(own, 1):
        yield from _received(reading, piece, kind)
    for piece in own[-_LAST:]:
        yield from _closing(piece, kind)


def _right(reading: Reading, kind: Kind) -> str | None:
    """这个文种该用的话；复函是“函复”。"""
    title = next(reading.of(TITLE), None)
    if kind.name == "letter" and title is not None and title.text.value.rstrip().endswith("复函"):
        return "函复"
    return _RIGHT.get(kind.name)


def _intro(reading: Reading, piece: Piece, kind: Kind) -> Iterator[Hit]:
    value = piece.text.value.rstrip()
    found = _INTRO.search(value, max(0, len(value) - 8))
    if found and (level := _level(_root(found["word"]), kind, _SEEN_FIRST)):
        fix = _right(reading, kind)
        message = f"“{found['word']}如下”与文种（{kind.term}）不符"
        yield Hit(piece.text.at(*found.span("word")), message, fix, level=level)


def _issued(reading: Reading, piece: Piece, kind: Kind) -> Iterator[Hit]:
    """“印发给你们”是向下行文，印发、转发用通知。"""
    found = _ISSUED.search(piece.text.value) if kind.name in _NO_ISSUING else None
    if found:
        yield from _at_kind(reading, f"正文“{found['all']}”是向下发文件，用通知，不用{kind.term}")


def _received(reading: Reading, piece: Piece, kind: Kind) -> Iterator[Hit]:
    """“你县《……请示》收悉”是答复下级，用批复；政府的部门、办公室可以函复。"""
    found = _RECEIVED.search(piece.text.value)
    if not found:
        return
    issuers = reading.elements and (reading.elements.issuing_organs or reading.elements.issuers)
    names = issuers.values() if issuers else ()
    level = None
    if kind.name == "notice" or (kind.name == "letter" and any(name.endswith(_GOVERNMENT) for name in names)):
        level = Level.ADVICE
    elif kind.name not in _NO_ANSWER:
        return
    yield from _at_kind(reading, f"正文“请示……收悉”是答复下级的请示，用批复，不用{kind.term}", level)


def _at_kind(reading: Reading, message: str, level: Level | None = None) -> Iterator[Hit]:
    """报在标题的文种上。"""
    for title in own_titles(reading):
        if title.kind:
            yield Hit(title.span(title.end - len(title.kind), title.end), message, level=level)


def _closing(piece: Piece, kind: Kind) -> Iterator[Hit]:
    value = piece.text.value.rstrip()
    found = _CLOSING.search(value, max(0, len(value) - 24))
    if not found:
        return
    word = _root(found["word"]) if found["word"] else "此复" if found["all"] == "此复" else "批示"
    if level := _level(word, kind, _SEEN_LAST):
        right = _RIGHT.get(kind.name)
        fix = f"特此{right}" if right and found["word"] else None
        message = f"结束语“{found['all']}”与文种（{kind.term}）不符"
        yield Hit(piece.text.at(*found.span("all")), message, fix, level=level)


def _root(word: str) -> str:
    return "函" if word.startswith("函") else word


def _level(word: str, kind: Kind, seen: set[tuple[str, str]]) -> Level | None:
    """用得不对的级别；用得对的为 None。"""
    if kind.name in _FITS[word]:
        return None
    return Level.ADVICE if (word, kind.name) in seen else Level.ERROR


def check_answer(reading: Reading) -> Iterator[Hit]:
    """批复开头应当说明答复哪一份请示。"""
    if reading.kind is None or reading.kind.name != "reply":
        return
    own = list(islice((piece.text.value for piece in reading.body() if piece.part == 0), _FIRST))
    if not own or any(_ANSWERED.search(value) for value in own):
        return
    for title in own_titles(reading):
        if title.kind:
            span = title.span(title.end - len(title.kind), title.end)
            yield Hit(span, "批复是答复下级请示的，开头没有说明收到哪一份请示")


FORMULAS = Rule("BT15", "引语、结束语与文种不符", Level.ERROR, f"{REGULATION}第八条", check)
ANSWER = Rule("BT16", "批复没有说明来文", Level.ADVICE, f"{REGULATION}第八条（十二）", check_answer)
