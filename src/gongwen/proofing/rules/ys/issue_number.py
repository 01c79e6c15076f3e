"""YS01：发文字号的写法。页：ys01.md。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongwen.document.clauses import cite
from gongwen.document.numbering import han_number
from gongwen.findings import Level
from gongwen.proofing.reading import PARAGRAPH
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading
    from gongwen.spans import Text

# 每件文件只用一两次，不预先编译。
_OPEN, _CLOSE = r"〔\[(（【［{｛《<〈", r"〕\])）】］}｝》>〉"
_NUMBER = (
    rf"[^{_OPEN}{_CLOSE}]*(?P<open>[{_OPEN}])(?P<year>[^{_OPEN}{_CLOSE}]{{1,8}})(?P<close>[{_CLOSE}])"
    r"\s*+(?P<ordinal>第?+)\s*+(?P<serial>[^第号]*+)(?P<unit>号?)"
)
_RUNNING = r"[^〔〕\[\]()（）]{0,30}?第[1-9]\d*[号期次]"
_BY_YEAR = r"[^〔〕\[\]()（）]{0,30}?\d{4}年第[1-9]\d*[号期]"
_HAN_YEAR = r"[〇○零一二三四五六七八九]{4}"
_HAN_DIGITS = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0"}
_BLANK = r"[×xX□_＿\s　*＊]*"
# 纯文本里独占一行、在文件开头的发文字号，是本文件自己的。
_OWN_LINE = rf"[^\s{_OPEN}，。]{{1,15}}[{_OPEN}](?:19|20)?\d\d[{_CLOSE}]\s?第?\d{{1,5}}号"
_FIRST_LINES = 6
_PUBLIC = frozenset({"order", "proclamation", "announcement", "communique"})


def check(reading: Reading) -> Iterator[Hit]:
    """本文件发文字号的括号、年份、序号；正文中引用的字号照原件，不查。"""
    kind = reading.kind.name if reading.kind else ""
    for piece in reading.of("issue_number"):
        yield from _check_number(piece.text, kind)
    if reading.elements is None and not reading.is_annex:
        for piece in reading.pieces[:_FIRST_LINES]:
            if piece.role == PARAGRAPH and re.fullmatch(_OWN_LINE, piece.text.value):
                yield from _check_number(piece.text, "")


def _check_number(text: Text, kind: str) -> Iterator[Hit]:
    value = text.value
    found = re.fullmatch(_NUMBER, value)
    if found:
        yield from _check_year(text, found)
        yield from _check_serial(text, found)
    elif re.fullmatch(_RUNNING, value) and (kind in ("order", "minutes") or value[-1] in "期次"):
        return
    elif not (kind in _PUBLIC and re.fullmatch(_BY_YEAR, value)):
        yield Hit(text.at(0, len(value)), "发文字号应为“机关代字〔年份〕序号”，如“澜政办〔2026〕12号”")


def _check_year(text: Text, found: re.Match[str]) -> Iterator[Hit]:
    year = found["year"].strip()
    full = "".join(_HAN_DIGITS[char] for char in year) if re.fullmatch(_HAN_YEAR, year) else year
    right = found["open"] == "〔" and found["close"] == "〕"
    span = text.at(found.start("open"), found.end("close"))
    if not (full.isdigit() and len(full) == 4):
        if not re.fullmatch(_BLANK, year):
            yield Hit(span, "发文字号的年份应当用四位阿拉伯数字写全")
    elif full != year:
        yield Hit(span, "发文字号的年份应当用阿拉伯数字", f"〔{full}〕")
    elif not right:
        yield Hit(span, "发文字号的年份应当用六角括号〔〕", f"〔{year}〕")


def _check_serial(text: Text, found: re.Match[str]) -> Iterator[Hit]:
    serial = found["serial"].strip()
    start = found.start("serial")
    if found["ordinal"]:
        yield Hit(text.at(*found.span("ordinal")), "发文字号的序号前不加“第”", "")
    padding = len(serial) - len(serial.lstrip("0０"))
    if serial.isdigit() and padding and padding < len(serial):
        yield Hit(text.at(start, start + padding), "发文字号的序号不编虚位", "")
    elif not serial.isdigit() and not re.fullmatch(_BLANK, serial):
        number = han_number(serial)
        fix = str(number) if number else None
        yield Hit(text.at(start, start + len(serial)), "发文字号的序号应当用阿拉伯数字", fix)
    if not found["unit"]:
        yield Hit(text.at(found.end(), found.end()), "发文字号的序号后应当有“号”", "号")


RULE = Rule("YS01", "发文字号的写法", Level.ERROR, cite("7.2.5"), check)
