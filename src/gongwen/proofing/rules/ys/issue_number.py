"""YS01：发文字号的写法。页：ys01.md。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongwen.document.clauses import cite
from gongwen.document.numbering import han_number
from gongwen.document.placeholders import UNFILLED
from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.reading import PARAGRAPH
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.ys.typed import head_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading
    from gongwen.spans import Text

# 每件文件只用一两次，不预先编译。
_OPEN, _CLOSE = r"〔\[(（【［{｛《<〈", r"〕\])）】］}｝》>〉"
_NUMBER = (
    rf"(?P<code>[^{_OPEN}{_CLOSE}]*)(?P<open>[{_OPEN}])(?P<year>[^{_OPEN}{_CLOSE}]{{1,8}})(?P<close>[{_CLOSE}])"
    r"\s*+(?P<ordinal>第?+)\s*+(?P<serial>[^第号]*+)(?P<unit>号?)"
)
_RUNNING = r"[^〔〕\[\]()（）]{0,30}?第[1-9]\d*[号期次]"
_BY_YEAR = r"[^〔〕\[\]()（）]{0,30}?\d{4}年第[1-9]\d*[号期]"
_HAN_YEAR = r"[〇○零一二三四五六七八九]{4}"
_HAN_DIGITS = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0"}
_BLANK = r"[×xX□_＿\s　*＊]*"
# 纯文本里独占一行、在文件开头的发文字号，是本文件自己的。
_OWN_LINE = (
    rf"[^\s{_OPEN}，。|：:]{{1,15}}\s?[{_OPEN}]\s?(?:19|20)?\d\d年?\s?[{_CLOSE}]\s?第?\s?\d{{1,5}}\s?号?"
    r"(?=\s{1,40}签发人|$)"
)
_FIRST_LINES = 6
_CODE = r"[\u3400-\u9fffA-Za-z]+"
_CENTURIES = ("19", "20")
# 联合行文并列几个字号，由 YS12 报。
SEVERAL = Lazy(
    rf"[^\s{_OPEN}{_CLOSE}，、；,;号]{{1,15}}[{_OPEN}]\s?\d{{2,4}}\s?[{_CLOSE}]\s?第?\d{{1,5}}\s?号"
)
_PUBLIC = frozenset({"order", "proclamation", "announcement", "communique"})


def check(reading: Reading) -> Iterator[Hit]:
    """本文件发文字号的括号、年份、序号；正文中引用的字号照原件，不查。"""
    kind = reading.kind.name if reading.kind else ""
    for piece in reading.of("issue_number"):
        yield from _check_restored(reading, piece.text)
        yield from _check_number(piece.text, kind)
    yield from _check_unread(reading)


def _check_unread(reading: Reading) -> Iterator[Hit]:
    """没有 front matter、字号也没有认出来的：看开头独占一行的。"""
    elements = reading.elements
    if reading.is_annex or (elements and (elements.issue_number or not reading.document.recognized)):
        return
    paragraphs = [piece.text for piece in reading.pieces[:_FIRST_LINES] if piece.role == PARAGRAPH]
    for text in paragraphs if elements is None else head_lines(reading):
        own = re.match(_OWN_LINE, text.value)
        if own:
            yield from _check_number(text.part(0, own.end()), "")


def _check_restored(reading: Reading, text: Text) -> Iterator[Hit]:
    """贴来的文字里缺了括号、“号”的，认的时候已经补好再读：照原文报。"""
    written = reading.source.slice(text.span)
    if reading.document.recognized and any(mark in text.value and mark not in written for mark in "〔〕号"):
        labelled = "：" in written or ":" in written
        yield Hit(text.span, "发文字号缺括号或“号”", None if labelled else text.value)


def _check_number(text: Text, kind: str) -> Iterator[Hit]:
    value = text.value
    if len(SEVERAL.findall(value)) > 1 or UNFILLED.search(value):
        return
    found = re.fullmatch(_NUMBER, value)
    if found:
        yield from _check_code(text, found, kind)
        yield from _check_year(text, found)
        yield from _check_serial(text, found)
        yield from _check_blanks(text, found)
    elif re.fullmatch(_RUNNING, value) and (kind in ("order", "minutes") or value[-1] in "期次"):
        return
    elif not (kind in _PUBLIC and re.fullmatch(_BY_YEAR, value)):
        yield Hit(text.at(0, len(value)), "发文字号应为“机关代字〔年份〕序号”，如“澜政办〔2026〕12号”")


def _check_code(text: Text, found: re.Match[str], kind: str) -> Iterator[Hit]:
    """机关代字只有汉字、字母；期号、令号可以没有代字。"""
    code = found["code"].strip()
    if not code and kind not in ("order", "minutes", ""):
        yield Hit(text.at(found.start("open"), found.start("open")), "发文字号缺机关代字")
    elif code and not re.fullmatch(_CODE, code) and not re.search(r"[×□_＿【*＊]", code):
        yield Hit(text.at(*found.span("code")), "机关代字里有不该有的字或标点")


def _check_year(text: Text, found: re.Match[str]) -> Iterator[Hit]:
    year = found["year"].strip()
    full = "".join(_HAN_DIGITS[char] for char in year) if re.fullmatch(_HAN_YEAR, year) else year
    right = found["open"] == "〔" and found["close"] == "〕"
    span = text.at(found.start("open"), found.end("close"))
    if re.fullmatch(r"(?:19|20)\d\d年", full):
        yield Hit(span, "发文字号的年份后不写“年”", f"〔{full[:4]}〕")
    elif not (full.isdigit() and len(full) == 4):
        if not re.fullmatch(_BLANK, year):
            yield Hit(span, "发文字号的年份应当用四位阿拉伯数字写全")
    elif not full.startswith(_CENTURIES):
        yield Hit(span, "发文字号的年份不对")
    elif full != year:
        yield Hit(span, "发文字号的年份应当用阿拉伯数字", f"〔{full}〕")
    elif not right:
        yield Hit(span, "发文字号的年份应当用六角括号〔〕", f"〔{year}〕")


def _check_blanks(text: Text, found: re.Match[str]) -> Iterator[Hit]:
    """填好了的字号里不空格。"""
    if found["serial"].strip().isdigit():
        for blank in re.finditer(r"\s+", found.string.rstrip()):
            yield Hit(text.at(*blank.span()), "发文字号里不空格", "")


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
