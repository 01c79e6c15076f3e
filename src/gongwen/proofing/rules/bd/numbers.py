"""BD18—BD23、BD47：序次语之后的标点，序数的括号。页：bd18.md 至 bd23.md、bd47.md。"""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from gongwen.document.clauses import cite
from gongwen.findings import Level
from gongwen.proofing.habits import told_once
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.reading import BODY_ROLES, CELL
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from gongwen.proofing.reading import Piece, Reading

_HAN = "一二三四五六七八九十"
_LINES = BODY_ROLES - {CELL}


def _starts(reading: Reading, pattern: Lazy, first: str) -> Iterator[tuple[Piece, re.Match[str]]]:
    """段首合 pattern 的各段；first 是段首可能的字，先看它，快。"""
    for piece in reading.pieces:
        value = piece.text.value
        if value[:1] in first and piece.role in _LINES and (found := pattern.match(value)):
            yield piece, found


_HAN_NUMBER = Lazy(rf"[{_HAN}]{{1,3}}([，：；。．·])(?=[\u4e00-\u9fff“《])")


def _check_han(reading: Reading) -> Iterator[Hit]:
    """“一，”“二：”。半角的“一.”由 BD01 报。"""
    for piece, found in _starts(reading, _HAN_NUMBER, _HAN):
        yield Hit(piece.text.at(*found.span(1)), "汉字序数之后用顿号", "、")


HAN_NUMBERS = Rule("BD18", "汉字序数之后的标点", Level.ERROR, "GB/T 15834—2011 B.3.2", _check_han)

_BRACKETED = Lazy(rf"(?:[（(][{_HAN}\d]{{1,3}}[）)]|[①-⑳]|\d{{1,2}}[）)])([、，。．：；.])(?![（(①-⑳])")
_INLINE = Lazy(rf"(?<=[。；：])（[{_HAN}\d]{{1,3}}）([、，。．：；])(?!（)")
_BRACKET_MARKS = tuple(a + b for a, b in product("）", "、，。．：；"))


def _check_bracketed(reading: Reading) -> Iterator[Hit]:
    """“（一）、”“①、”“1）、”；“（四）、（五）项”不算。"""
    for piece, found in _starts(reading, _BRACKETED, "（(①②③④⑤⑥⑦⑧⑨⑩1234567890"):
        yield Hit(piece.text.at(*found.span(1)), f"带括号的序数之后不用“{found[1]}”", "")
    for piece in reading.with_any(*_BRACKET_MARKS):
        for found in _INLINE.finditer(piece.text.value):
            yield Hit(piece.text.at(*found.span(1)), f"带括号的序数之后不用“{found[1]}”", "")


BRACKETED = Rule("BD19", "带括号的序数之后用了点号", Level.ERROR, "GB/T 15834—2011 B.3.4", _check_bracketed)

_ARABIC = Lazy(r"(?:\d{1,2}|[A-Ha-h])([、，。：；·])(?=[\u4e00-\u9fff“《])(?!、\d|[A-Ha-h]、)")


def _check_arabic(reading: Reading) -> Iterator[Hit]:
    """“1，”“1。”是差错；“1、”很通行，一份文件只提示一次。"""
    comma = [
        (piece, found)
        for piece, found in _starts(reading, _ARABIC, "123456789ABCDEFGHabcdefgh")
        if found[1] == "、"
    ]
    for piece, found in _starts(reading, _ARABIC, "123456789ABCDEFGHabcdefgh"):
        if found[1] != "、":
            yield Hit(piece.text.at(*found.span(1)), "阿拉伯数字序数之后用下脚点“.”", ".")
    if comma:
        piece, found = comma[0]
        more = f"（全文 {len(comma)} 处）" if len(comma) > 1 else ""
        span = piece.text.at(*found.span(1))
        yield Hit(span, f"阿拉伯数字序数之后用下脚点“.”{more}", ".", level=Level.ADVICE)


ARABIC = Rule("BD20", "阿拉伯数字序数之后的标点", Level.ERROR, "GB/T 15834—2011 B.3.3", _check_arabic)

_ORDINALS = ("首先", "其次", "再次", "最后", "其一", "其二", "其三")
_ORDINAL = Lazy(
    rf"(?:^|(?<=[。；：]))(?:第[{_HAN}]|{'|'.join(_ORDINALS)})(、)(?!第)(?=[\u4e00-\u9fff])(?![{_HAN}])"
)
# 一两处是手误
_SLIPS = 2
_ORDINAL_MARKS = tuple(f"{char}、" for char in f"{_HAN}先次后")


def _check_ordinals(reading: Reading) -> Iterator[Hit]:
    """句首的“第一、”“首先、”。通篇都这样写的是从前的习惯，只提示一次。"""
    hits = [
        Hit(piece.text.at(*found.span(1)), "“第一”“首先”之类的序次语之后用逗号", "，")
        for piece in reading.with_any(*_ORDINAL_MARKS)
        for found in _ORDINAL.finditer(piece.text.value)
    ]
    if len(hits) > _SLIPS:
        hits = [*told_once(replace(hit, level=Level.ADVICE) for hit in hits)]
    yield from hits


ORDINALS = Rule("BD21", "“第一”“首先”之后用了顿号", Level.ERROR, "GB/T 15834—2011 B.3.1", _check_ordinals)

_NARRATIVE = Lazy(r"(?:^|(?<=[。；：，]))[一二三四五六七八九](?:是|要)([，、：])(?!要)")
_NARRATIVE_MARKS = tuple(a + b for a, b in product("是要", "，、："))


def _check_narrative(reading: Reading) -> Iterator[Hit]:
    """“一是，”“二要、”：叙述性的序次语之后不用标点。"""
    for piece in reading.with_any(*_NARRATIVE_MARKS):
        for found in _NARRATIVE.finditer(piece.text.value):
            yield Hit(piece.text.at(*found.span(1)), "“一是”“一要”之后不用标点", "")


NARRATIVE = Rule("BD22", "“一是”之后用了标点", Level.ADVICE, "GB/T 15834—2011 B.3.7", _check_narrative)

_ARTICLE = Lazy(rf"第[{_HAN}百零〇\d]{{1,7}}[编章节条]([、：．，。；])(?!第)(?=\S)")
_DOUBTFUL = "，。；"


def _check_articles(reading: Reading) -> Iterator[Hit]:
    """行首“第一条、”“第二章：”。后面是逗号的可能是一句话，只作提示。"""
    for piece, found in _starts(reading, _ARTICLE, "第"):
        level = Level.ADVICE if found[1] in _DOUBTFUL else None
        span = piece.text.at(*found.span(1))
        yield Hit(span, "章、节、条的序数之后空一字，不用标点", "　", level=level)


ARTICLES = Rule("BD23", "章、节、条的序数之后用了标点", Level.ERROR, "GB/T 15834—2011 B.3.6", _check_articles)


_HALF_LENGTH = 4
_HALF = Lazy(rf"[{_HAN}]{{1,3}}[）)](?=[\u4e00-\u9fff“《])")


def _check_half(reading: Reading) -> Iterator[Hit]:
    """行首“一）”：汉字序数的左括号掉了。阿拉伯数字的“1）”也是一种写法，不查；缺右括号的由 BD02 报。"""
    for piece, _ in _starts(reading, _HALF, _HAN):
        value = piece.text.value
        at = value.find(")", 0, _HALF_LENGTH)
        if at < 0:
            yield Hit(piece.text.at(0, 0), "序数缺左括号", "（")
        else:  # 右括号是半角的，一起改
            yield Hit(piece.text.at(0, at + 1), "序数缺左括号", f"（{value[:at]}）")


HALF = Rule("BD47", "序数的括号缺一半", Level.ERROR, cite("7.3.3"), _check_half)
