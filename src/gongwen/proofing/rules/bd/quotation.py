"""引文的范围：说的是字句本身的段落，跨段引文之内的段落。规则页没有，供各条规则用。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.proofing.lazy import Lazy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.proofing.reading import Piece

_AMENDING = Lazy("修改|改为|修正|增加|删去|删除|增写|合并为|后的“|中的“|字样|表述|标点|之间|调整为")
_LONGEST = 40


_AROUND = 40


def speaks_of_words(value: str, at: int) -> bool:
    """at 前后几十个字里是不是在说改动条文（将“×”修改为“×”）：引号里是半句话，不照句子校。"""
    return _AMENDING.search(value, max(0, at - _AROUND), at + _AROUND) is not None


def across_paragraphs(pieces: Sequence[Piece]) -> frozenset[int]:
    """跨段引文所占的段（在 pieces 中的序号），首尾两段在内；找不到结尾的不算。"""
    inside: set[int] = set()
    opened: int | None = None
    for at, piece in enumerate(pieces):
        value = piece.text.value
        surplus = value.count("“") - value.count("”")
        if not surplus:
            continue
        if opened is not None and at - opened > _LONGEST:
            opened = None
        if surplus > 0 and opened is None:
            opened = at
        elif surplus < 0 and opened is not None:
            inside.update(range(opened, at + 1))
            opened = None
    return frozenset(inside)
