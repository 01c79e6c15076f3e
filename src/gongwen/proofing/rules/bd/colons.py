"""BD31、BD32：“如下”之后的标点，一句话里的两个冒号。页：bd31.md、bd32.md。"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.reading import PARAGRAPH, RUN_IN
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Piece, Reading

_LEAD = Lazy(r"(?:如下|以下(?:几点|几个方面|几项|内容|要求|意见|措施|工作|事项))([，、；]?)$")
_SHORTEST = 8
_TAIL = 12


def _check_lead(reading: Reading) -> Iterator[Hit]:
    """“现将有关事项通知如下”之后要用冒号；下面分段列举的，用句号也可以。"""
    for piece in reading.with_any("如下", "以下"):
        value = piece.text.value
        if piece.role not in (PARAGRAPH, RUN_IN) or len(value) < _SHORTEST:
            continue
        found = _LEAD.search(value, len(value) - _TAIL)
        if not found:
            continue
        span = piece.text.at(*found.span(1))
        if found[1]:
            yield Hit(span, f"引出下文用冒号，不用“{found[1]}”", "：")
        elif "，" in value and found[0].startswith("如下"):
            yield Hit(span, "“如下”之后缺冒号", "：")


LEAD = Rule("BD31", "“如下”之后的标点", Level.ERROR, "GB/T 15834—2011 4.7.3.1", _check_lead)

_SENTENCE = Lazy(r"[^。；！？]{1,400}")
# “联系人：”“责任单位：”是项目名称，前面是句首或逗号，不长。
_LABEL = 8
_STARTS = "，、 　）"


def _check_twice(reading: Reading) -> Iterator[Hit]:
    """一句话（没有句号、分号隔开）里套了两个冒号；引号里的、“电话：”一类的项目名称不算。"""
    for piece in reading.with_any("："):
        value = piece.text.value
        if value.count("：") < 2 or piece.role not in (PARAGRAPH, RUN_IN):
            continue
        for sentence in _SENTENCE.finditer(value):
            yield from _second_colons(piece, *sentence.span())


def _second_colons(piece: Piece, start: int, end: int) -> Iterator[Hit]:
    value = piece.text.value
    colons = [at for at in range(start, end) if value[at] == "：" and not _is_label(value, at, start)]
    for first, second in pairwise(colons):
        between = value[first:second]
        if not any(mark in between for mark in "“”（）\n") and value[second + 1 : second + 2] != "“":
            yield Hit(piece.text.at(second, second + 1), "一句话里一般不套用冒号")
            return


def _is_label(value: str, at: int, start: int) -> bool:
    """冒号前面不到八个字就是句首、点号：是项目名称。数字之间的是时间、比例。"""
    if value[max(at - 1, 0)].isdigit():
        return True
    if value.rfind("【", start, at) > value.rfind("】", start, at):
        return True  # 【待填：……】里的
    before = value[max(at - _LABEL, start) : at]
    return at - start < _LABEL or any(mark in before for mark in _STARTS)


TWICE = Rule("BD32", "一句话里套用冒号", Level.ADVICE, "GB/T 15834—2011 A.6.1", _check_twice)
