"""YS04：缺少必备要素；YS54：没有正文。页：ys04.md、ys54.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.clauses import REGULATION
from gongwen.findings import Level, Zone
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading


def check(reading: Reading) -> Iterator[Hit]:
    """文种、标题、发文机关缺一样就排不成公文（白头文件只要标题）；没有 front matter 的文字不查。"""
    if reading.elements is None or reading.document.recognized:
        return
    for term in reading.document.required_terms():
        if getattr(reading.elements, term.name) is None:
            zone = Zone.TITLE if term.name == "title" else None
            yield Hit(None, f"缺少必备要素“{term.term}”（“{term.term}”键），排不成公文", zone=zone)


def check_body(reading: Reading) -> Iterator[Hit]:
    """有要素而一个字的正文也没有：没有写完。"""
    document = reading.document
    if reading.elements is None or document.recognized or any(piece.part == 0 for piece in reading.body()):
        return
    if document.kind is not None and not document.body:
        yield Hit(None, "没有“正文”，没有写完", zone=Zone.BLANK)


RULE = Rule("YS04", "缺少必备要素", Level.ERROR, f"{REGULATION}第八条、第九条", check)
BODY = Rule("YS54", "没有正文", Level.ERROR, f"{REGULATION}第九条（九）", check_body)
