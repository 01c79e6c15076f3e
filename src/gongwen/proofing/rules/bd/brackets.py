"""BD07—BD10：句内括号末尾的句号，括号套括号，括注前的点号，引用文件字号的括号。页：bd07.md 至 bd10.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.clauses import cite
from gongwen.findings import Level
from gongwen.proofing.chars import HAN
from gongwen.proofing.exempt import cited, inside
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Piece, Reading

_BRACKET = Lazy("[（）]")
_SENTENCE_ENDS = "。！？；"
_DEPTH = 32


def _pairs(value: str) -> Iterator[tuple[int, int, int]]:
    """各对全角圆括号：左、右的偏移，外面还套着几层。"""
    opened: list[int] = []
    for found in _BRACKET.finditer(value):
        if found[0] == "（":
            opened.append(found.start())
            del opened[:-_DEPTH]
        elif opened:
            left = opened.pop()
            yield left, found.start(), len(opened)


def _check_stops(reading: Reading) -> Iterator[Hit]:
    """跟在词语后面的（句内）括号，末尾用了句号；里面不止一句话的只作提示。"""
    for piece in reading.with_any("。）"):
        value = piece.text.value
        for left, right, _ in _pairs(value):
            if value[right - 1] != "。" or not left or value[left - 1] in _SENTENCE_ENDS + "”":
                continue
            if right - left < 3:
                continue
            several = "。" in value[left : right - 1]
            at = right - 1
            message = "句内括号的末尾不用句号"
            yield Hit(piece.text.at(at, at + 1), message, "", level=Level.ADVICE if several else None)


STOPS = Rule("BD07", "句内括号末尾用了句号", Level.ERROR, "GB/T 15834—2011 B.2.2", _check_stops)

_ITEM = Lazy(r"（[一二三四五六七八九十百\d]{1,4}）|（[\u4e00-\u9fff]{1,3}）|（见附件\d{0,2}）")


def _check_nested(reading: Reading) -> Iterator[Hit]:
    """圆括号里又套圆括号；里面是序号、一两个字的括注（修正案（七），市（区））的不算。"""
    for piece in reading.with_any("（"):
        value = piece.text.value
        if value.count("（") < 2:
            continue
        # 书名里的括号（《条例（试行）》）照原名
        names = cited(value)
        for left, right, outer in _pairs(value):
            if outer and not _ITEM.fullmatch(value, left, right + 1) and not inside(names, left):
                yield Hit(piece.text.at(left, right + 1), "圆括号里又套圆括号，里外宜用不同的括号")


_SOURCE_NESTED = "GB/T 15834—2011 4.9.3.6"
NESTED = Rule("BD08", "圆括号套圆括号", Level.ADVICE, _SOURCE_NESTED, _check_nested)

_NOTES = (
    "以下",
    "下同",
    "下称",
    "简称",
    "试行",
    "暂行",
    "含",
    "不含",
    "包括",
    "不包括",
    "见附",
    "详见",
    "附后",
)
_NOTE = Lazy(rf"([，、；：。])（(?:{'|'.join(_NOTES)})[^（）]{{0,40}}）([，、；：。]?)")


def _check_notes(reading: Reading) -> Iterator[Hit]:
    """括注要紧跟它说明的词语：“……条例》，（以下简称……）”。"""
    for piece in reading.with_any("，（", "、（", "；（", "：（", "。（以"):
        for found in _NOTE.finditer(piece.text.value):
            if found[1] == "。" and not found[0].startswith("。（以下"):
                continue
            at = found.start()
            fix = "" if found[2] else None
            yield Hit(piece.text.at(at, at + 1), f"括注之前不用“{found[1]}”", fix)


NOTES = Rule("BD09", "括注之前用了点号", Level.ERROR, "GB/T 15834—2011 B.2.2", _check_notes)

_CITED = Lazy(rf"(?<=[{HAN}])([（(\[【［｛{{])\s?((?:19|20)\d\d)\s?([）)\]】］｝}}])(?:第?\d{{1,5}}号)")
# 这一版格式 2012 年 7 月施行；更早的文件照原件的括号引。
_SINCE = 2013
_OWN = frozenset({"issue_number"})
_OWN_LENGTH = 30


def _check_cited(reading: Reading) -> Iterator[Hit]:
    """正文引用 2013 年以后的文件，字号的年份没有用六角括号。"""
    for piece in reading.with_any("号"):
        value = piece.text.value
        if piece.role in _OWN:
            continue
        for found in _CITED.finditer(value):
            if int(found[2]) < _SINCE or _is_own(piece, found.end()):
                continue
            span = piece.text.at(found.start(1), found.end(3))
            yield Hit(span, "文件字号的年份用六角括号〔〕", f"〔{found[2]}〕")


def _is_own(piece: Piece, end: int) -> bool:
    """独占一行的是本文件的字号，由 YS01 报。"""
    value = piece.text.value
    return end == len(value) <= _OWN_LENGTH and not any(mark in value for mark in "，。；《")


CITED = Rule("BD10", "引用文件字号的括号", Level.ERROR, cite("7.2.5"), _check_cited)
