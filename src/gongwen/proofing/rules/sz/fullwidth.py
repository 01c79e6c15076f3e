"""SZ02：全角的数字、字母。页：sz02.md。"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading

_FULL_WIDTH = Lazy(r"[０-９Ａ-Ｚａ-ｚ]+(?:．[０-９]+)*")


_MANY = 20


def check(reading: Reading) -> Iterator[Hit]:
    """每一串全角数字、字母；小数点随数字一起改。通篇都用全角的，只提一次。"""
    places = list(_FULL_WIDTH.finditer(reading.whole))
    often = f"（全文{len(places)}处）" if len(places) > _MANY else ""
    for found in places[:1] if often else places:
        piece, at = reading.placed(found.start())
        half = unicodedata.normalize("NFKC", found[0])
        span = piece.text.at(at, at + len(found[0]))
        yield Hit(span, f"全角的“{found[0]}”宜用半角{often}", half)


RULE = Rule("SZ02", "全角的数字、字母", Level.ADVICE, "GB/T 15835—2011（出版物上数字用法）", check)
