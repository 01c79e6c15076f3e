"""YS05：还有没填的空位。页：ys05.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.clauses import REGULATION
from gongwen.document.placeholders import UNFILLED
from gongwen.findings import Level, Zone
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading


def check(reading: Reading) -> Iterator[Hit]:
    """模板里“【待填：……】”之类的空位。没写完不是写错，不计入标题、正文的差错，但付印前须填。"""
    for piece in reading.with_any("{{", "{%", "【待填", "【请填"):
        for found in UNFILLED.finditer(piece.text.value):
            # 认贴来的文字时程序自己留的空位不报，只报原文里写着的。
            if reading.document.recognized and found[0] not in reading.source.slice(piece.text.span):
                continue
            yield Hit(piece.text.at(*found.span()), f"空位没有填：{found[0]}", zone=Zone.BLANK)


RULE = Rule("YS05", "还有没填的空位", Level.ERROR, f"{REGULATION}第九条（要素应当齐全）", check)
