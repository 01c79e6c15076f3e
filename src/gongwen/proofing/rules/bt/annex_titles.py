"""BT21：附件的标题与附件说明、正文的提法不同。页：bt21.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.body import Heading, Paragraph
from gongwen.document.clauses import cite
from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.bt.compare import changed, is_close

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.document.model import Annex
    from gongwen.proofing.reading import Reading
    from gongwen.spans import Text

_MENTIONED = Lazy(
    r"《(?P<name>[^《》\n]{3,60})》(?:[（(](?:详?见|具体见)?|详?见|见本通知|具体见)附件\s?(?P<number>\d{0,2})"
)
_NUMBERED = Lazy(r"(?:附件)?\s*(?:\d{1,2}\s*[.．、：:])?\s*")
_LONGEST, _SHORTEST = 50, 4
_STOPS = "。；，：、"


def check(reading: Reading) -> Iterator[Hit]:
    """附件开头自己的标题；正文“《××表》（见附件1）”。差一两个字的是差错，大不相同的只作提示。"""
    annexes = reading.document.annexes
    if reading.elements is not None:
        for piece in reading.with_any("附件"):
            if piece.part == 0:
                yield from _mentions(piece.text, annexes)
    for annex in annexes:
        if annex.body and annex.source is reading.source:
            yield from _own(annex)


def _mentions(text: Text, annexes: Sequence[Annex]) -> Iterator[Hit]:
    for found in _MENTIONED.finditer(text.value):
        number = int(found["number"] or 1)
        if number > len(annexes) or (not found["number"] and len(annexes) > 1):
            continue
        listed, name = _name(annexes[number - 1].title), "".join(found["name"].split())
        if name != listed and len(name) >= _SHORTEST and is_close(name, listed) and name == found["name"]:
            start, end, right = changed(name, listed)
            at = found.start("name")
            message = f"正文写“{name}”，附件{found['number']}的标题是“{listed}”"
            yield Hit(text.at(at + start, at + end), message, right)


def _own(annex: Annex) -> Iterator[Hit]:
    """附件的第一行是标题（# 标题，或不带序号、标点的一行），与附件说明比。"""
    match annex.body[0]:
        case Heading(level=1, number=None, run_in=None) as block:
            text, sure = block.text, True
        case Paragraph(number=None) as block if not any(mark in block.text.value for mark in _STOPS):
            text, sure = block.text, False
        case _:
            return
    written, listed = text.value, _name(annex.title)
    if len(written) > _LONGEST or "".join(written.split()) != written or written == listed:
        return
    if is_close(written, listed) and min(len(written), len(listed)) >= _SHORTEST:
        start, end, right = changed(written, listed)
        yield Hit(text.at(start, end), f"附件说明写的是“{listed}”", right)
    elif sure and not (written.endswith(listed) or listed.endswith(written)):
        yield Hit(text.at(0, len(written)), f"附件说明写的是“{listed}”", level=Level.ADVICE)


def _name(title: Text) -> str:
    """附件说明里的名称，不带手写的序号、空白、末尾标点。"""
    found = _NUMBERED.match(title.value)
    return "".join(title.value[found.end() if found else 0 :].split()).rstrip(_STOPS)


RULE = Rule(
    "BT21", "附件的标题与附件说明不同", Level.ERROR, f"{cite('7.3.7')}（标题应与附件说明一致）", check
)
