"""BT02：标题末尾用了标点。页：bt02.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.clauses import cite
from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.reading import ISSUED_TITLE, TITLE
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading

_MARKS = "。；，、：.;,:"
_DOUBTFUL = "？！?!"
_TAIL = Lazy(f"[{_MARKS}{_DOUBTFUL}]+$")


def check(reading: Reading) -> Iterator[Hit]:
    """标题、被印发件标题末尾的句号、逗号等；问号、叹号只作提示。"""
    for piece in reading.of(TITLE, ISSUED_TITLE):
        value = piece.text.value.rstrip()
        found = _TAIL.search(value, max(0, len(value) - 8))
        if not found:
            continue
        span = piece.text.at(*found.span())
        if any(char in _DOUBTFUL for char in found[0]):
            yield Hit(span, f"标题末尾一般不用“{found[0]}”", level=Level.ADVICE)
        else:
            yield Hit(span, f"标题末尾不用“{found[0]}”", "")


RULE = Rule("BT02", "标题末尾用了标点", Level.ERROR, f"{cite('7.3.1')}（题末不用点号是惯例）", check)
