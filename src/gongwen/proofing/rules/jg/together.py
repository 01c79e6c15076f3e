"""几个领导机关连着写：JG11 中间没有顿号，JG12 次序。页：jg11.md、jg12.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.exempt import cited, inside
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading

_JOINED = Lazy(
    "(?P<first>(?P<of>[省市县区州])委)(?P<second>(?P=of)(?:人民)?政府)(?!督查|信访|接待|研究|办公|决策咨询)"
)
_ORGAN = "[省市县区州](?:委(?![员托])|人大(?:常委会)?|(?:人民)?政府|政协)(?:办公室|办公厅|办)?"
_ROW = Lazy(f"{_ORGAN}(?:[、，\n]{_ORGAN}){{1,5}}")
_EACH = Lazy(_ORGAN)
_WORDS = ("政府、", "人大、", "政协、", "会、", "室、", "厅、", "室，", "厅，", "室\n", "厅\n")
_RANKS = ("委", "人大", "政府", "政协")


def check_joined(reading: Reading) -> Iterator[Hit]:
    """“市委市政府”两个机关之间用顿号。同样的只报第一处。"""
    told: set[str] = set()
    for piece in reading.with_any("委省", "委市", "委县", "委区", "委州"):
        value = piece.text.value
        for found in _JOINED.finditer(value):
            if found[0] not in told and not inside(cited(value), found.start()):
                told.add(found[0])
                right = f"{found['first']}、{found['second']}"
                yield Hit(piece.text.at(*found.span()), "两个机关之间用顿号", right)


def check_order(reading: Reading) -> Iterator[Hit]:
    """党委、人大、政府、政协的次序。抄送机关各是一段，连起来看。"""
    text = reading.whole
    for found in _ROW.finditer(text) if any(map(reading.may_have, _WORDS)) else ():
        spans = [each.span() for each in _EACH.finditer(found[0])]
        ranks = [_rank(found[0][slice(*span)]) for span in spans]
        levels = {found[0][start] for start, _ in spans}
        wrong = next((at for at in range(1, len(ranks)) if ranks[at] < ranks[at - 1]), None)
        if wrong is not None and len(levels) == 1:
            start, end = spans[wrong]
            piece, at = reading.placed(found.start() + start)
            roles = {reading.placed(found.start() + first)[0].role for first, _ in spans}
            if "\n" not in found[0] or roles == {"copied_to"}:
                span = piece.text.at(at, at + end - start)
                yield Hit(span, "领导机关依党委、人大、政府、政协的次序")


def _rank(organ: str) -> int:
    return next(at for at, word in enumerate(_RANKS) if word in organ.replace("常委会", ""))


_SOURCE = "《党政机关公文处理工作条例》第九条（八）；校对通则"
JOINED = Rule("JG11", "两个机关之间没有顿号", Level.ADVICE, _SOURCE, check_joined)
ORDER = Rule("JG12", "领导机关的次序", Level.ADVICE, _SOURCE, check_order)
