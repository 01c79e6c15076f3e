"""BD03—BD06：点号连用，点号在不该在的地方，引号内外的点号。页：bd03.md 至 bd06.md。"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.chars import HAN_DIGITS
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.reading import CELL
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.bd.quotation import speaks_of_words

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from gongwen.proofing.reading import Piece, Reading

_POINTS = "，、；：。？！"
_FINAL = "。？！"
_PAIRS = tuple(a + b for a, b in product(_POINTS, repeat=2) if a != b and {a, b} != {"？", "！"})
_RUN = Lazy(f"[{_POINTS}]{{2,12}}")


def _check_runs(reading: Reading) -> Iterator[Hit]:
    """不同的点号连在一起；同一个点号打了两遍的由 WZ01 报。"""
    for piece in reading.with_any(*_PAIRS):
        value = piece.text.value
        for found in _RUN.finditer(value):
            start, end = found.span()
            if len(set(found[0])) == 1 or set(found[0]) <= {"？", "！"}:
                continue
            # “，。；”是在说标点本身
            if value[start - 1 : start] == "“" and value[end : end + 1] == "”":
                continue
            yield _run_hit(piece, found)


def _run_hit(piece: Piece, found: re.Match[str]) -> Hit:
    """段末的两个点号里留句末的那个；句中的不知道该留哪个。"""
    start, end = found.span()
    run = found[0]
    message = f"“{run}”连用，只能留一个"
    finals = [mark for mark in run if mark in _FINAL]
    if len(run) == 2 and len(finals) == 1 and not piece.text.value[end:].strip("”’）"):
        at = start + (run[0] in _FINAL)
        return Hit(piece.text.at(at, at + 1), message, "")
    return Hit(piece.text.at(start, end), message)


_SOURCE_RUNS = "GB/T 15834—2011 B.1.6（点号表示停顿，一处只用一个）"
RUNS = Rule("BD03", "点号连用", Level.ERROR, _SOURCE_RUNS, _check_runs)

_INNER = "，、；：。"
_LED = tuple(a + b for a, b in product("（《〈〔【“‘", _INNER))
_AFTER_OPENING = Lazy(rf"[（《〈〔【“‘]([{_INNER}])")
_FIRST = frozenset(_POINTS)


def _check_starts(reading: Reading) -> Iterator[Hit]:
    """段首、句首的点号，左括号、左引号、左书名号之后的点号。"""
    for piece in reading.body():
        value = piece.text.value
        if value[:1] in _FIRST and value[:1] and piece.role != CELL:
            yield Hit(piece.text.at(0, 1), f"“{value[0]}”不能用在段首、句首", "")
    for piece in reading.with_any(*_LED):
        for found in _AFTER_OPENING.finditer(piece.text.value):
            at = found.start(1)
            opening = found[0][0]
            if opening in "“‘" and _is_about_words(piece.text.value, at):
                continue
            yield Hit(piece.text.at(at, at + 1), f"“{opening}”之后不用“{found[1]}”", "")


def _is_about_words(value: str, at: int) -> bool:
    """引的是标点本身，或者是改动条文的字句。"""
    return value[at + 1 : at + 2] in ("”", "’") or speaks_of_words(value, at)


STARTS = Rule("BD04", "点号用在开头", Level.ERROR, "GB/T 15834—2011 5.1.1", _check_starts)

_BEFORE_CLOSING = Lazy(r"([，、；：])[）》〉〕】”’]|(。)[》〉〕]")
_LEADING = (*(a + b for a, b in product("，、；：", "）》〉〕】”’")), "。》", "。〉", "。〕")


# 引的只是一个词语，里面不会停顿
_WORD_BEFORE = Lazy(r"(?<=[\u4e00-\u9fff”])“[^“”，。；：？！]{1,15}")


def _check_ends(reading: Reading) -> Iterator[Hit]:
    """右括号、右书名号、右引号之前的逗号、顿号、分号、冒号；引的不是一个词语的拿不准，只作提示。"""
    for piece in reading.with_any(*_LEADING):
        value = piece.text.value
        for found in _BEFORE_CLOSING.finditer(value):
            at = found.start()
            # 括号、引号里只有这个点号的，是在说标点本身
            if value[max(at - 1, 0) : at] in tuple("“‘（"):
                continue
            if found[0][1] not in "”’":
                yield Hit(piece.text.at(at, at + 1), f"“{found[0][1]}”之前不用“{found[0][0]}”", "")
            elif not speaks_of_words(value, at):
                yield _quoted_end(piece, at)


def _quoted_end(piece: Piece, at: int) -> Hit:
    value = piece.text.value
    opened = value.rfind("“", max(0, at - 17), at)
    is_word = opened > 0 and _WORD_BEFORE.fullmatch(value, opened, at) is not None
    # 后面接“的”“等”、点号的，这个点号是多打的；其余也可能是打到了引号里面
    joined = value[at + 2 : at + 3] in tuple("的等和及与为，。；、：）")
    fix = "" if joined or not is_word else None
    # “一、”“抄送：”说的是这样写
    as_written = value[at] == "：" or value[opened + 1 : at].strip(HAN_DIGITS) == ""
    level = None if is_word and not as_written else Level.ADVICE
    return Hit(piece.text.at(at, at + 1), f"引号里的话末尾不用“{value[at]}”", fix, level=level)


_SOURCE_ENDS = "GB/T 15834—2011 B.2.1、B.2.2"
ENDS = Rule("BD05", "右括号、右书名号、右引号之前用了点号", Level.ERROR, _SOURCE_ENDS, _check_ends)

_BOTH = Lazy(r"([。！？])[”’]([。，；、])")
# 跟在词语后面、里面没有停顿的引语只是句子的一部分，句号在引号外；“此复。”是成句的
_PART = Lazy(r"(?<=[\u4e00-\u9fff”])“(?!此|特此|请)[^“”，。；：？！]{1,15}(。”)")
_BOTH_PAIRS = ("。”", "。’", "！”", "？”")


def _check_both(reading: Reading) -> Iterator[Hit]:
    """引号内已有句末点号，引号外又用点号；只引词语而句号在引号内。"""
    for piece in reading.with_any(*_BOTH_PAIRS):
        value = piece.text.value
        for found in _BOTH.finditer(value):
            inner, outer = found.group(1, 2)
            if outer == "。":
                at = found.start(2)
                yield Hit(piece.text.at(at, at + 1), f"引号内已有“{inner}”，引号外不再用“。”", "")
            elif inner == "。" and not speaks_of_words(value, found.start()):
                at = found.start(1)
                yield Hit(piece.text.at(at, at + 1), f"引号外有“{outer}”，引号内不用“。”", "")
        yield from _misplaced_stops(piece)


def _misplaced_stops(piece: Piece) -> Iterator[Hit]:
    value = piece.text.value
    for found in _PART.finditer(value):
        start, end = found.span(1)
        if value[end : end + 1] not in tuple("，。；、：") and not speaks_of_words(value, start):
            yield Hit(piece.text.at(start, end), "引语是句子的一部分，句号在引号外", "”。")


BOTH = Rule("BD06", "引号内外的句末点号", Level.ERROR, "GB/T 15834—2011 B.2.1", _check_both)
