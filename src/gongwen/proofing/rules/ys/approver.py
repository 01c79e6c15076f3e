"""YS03：上行文没有签发人。页：ys03.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.clauses import REGULATION, cite
from gongwen.document.kinds import Direction
from gongwen.findings import Level
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading


def check(reading: Reading) -> Iterator[Hit]:
    """请示、报告应当标注签发人；意见可上可下，议案平行，不要求。贴来的文字多不带版头，不查。"""
    kind, elements = reading.kind, reading.elements
    if reading.document.recognized:
        return
    if kind and elements and kind.direction is Direction.UP and elements.approvers is None:
        yield Hit(None, f"{kind.term}是上行文，应当标注签发人姓名（“签发人”键）")


RULE = Rule("YS03", "上行文没有签发人", Level.ERROR, f"{REGULATION}第九条（六）；{cite('7.2.6')}", check)
