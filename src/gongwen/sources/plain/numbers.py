"""独占一行的发文字号：照写的照读，被网页弄丢了括号、“号”的补好并说明。"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.sources.plain.texts import Guess, inserted, tile, without_blanks

if TYPE_CHECKING:
    from gongwen.spans import Text

MAX_NUMBER = 40
_OPEN, _CLOSE = r"〔\[(（【［{｛〈<《", r"〕\])）】］}｝〉>》"
_CODE = r"[\u4e00-\u9fffA-Za-z]{1,16}"
_BLANK = r"[\s×xX_＿*□]"
_WRITTEN = re.compile(
    rf"(?:{_CODE})?\s*[{_OPEN}]\s*(?:\d{{2}}|\d{{4}}|[〇○零一二三四五六七八九]{{4}}|{_BLANK}{{1,6}})\s*[{_CLOSE}]"
    rf"\s*第?(?:\s*\d{{1,5}}\s*|{_BLANK}{{1,8}})号?"
)
_HAN_SERIAL = re.compile(
    rf"{_CODE}\s*[{_OPEN}][^{_OPEN}{_CLOSE}]{{2,6}}[{_CLOSE}]\s*第?[一二三四五六七八九十]{{1,5}}号"
)
_SERIAL = re.compile(
    r"[（(]?(?:\d{4}年)?(?:总?第|第)\s*(?:\d{1,5}|[一二三四五六七八九十百]{1,6})\s*[号期次][）)]?"
)
# 网页常把六角括号变成别的，或整个丢掉：“〔201921”“2019 21号”“〔2019 21号”。
_MANGLED = re.compile(
    rf"(?P<code>[\u4e00-\u9fffA-Za-z]{{2,12}})\s*(?P<open>[{_OPEN}]?)\s*(?P<year>(?:19|20|１９|２０)\d\d)"
    rf"\s*(?P<close>[{_CLOSE}]?)(?P<gap>\s*)(?P<serial>\d{{1,4}})\s*(?P<unit>号?)"
)
_APPROVERS = re.compile(r"签\s*发\s*人\s*[：:]")


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """读出的发文字号；guess 是补了什么。"""

    text: Text
    guess: Guess | None = None

    @property
    def is_serial(self) -> bool:
        """只有“第×号”“第×期”，没有机关代字。"""
        return _SERIAL.fullmatch(self.text.value) is not None


def read_number(line: Text) -> ReadNumber | None:
    """整行是一个发文字号（令号、期号也算）时读出来。"""
    value = line.value
    if len(value) > MAX_NUMBER:
        return None
    if any(pattern.fullmatch(value) for pattern in (_WRITTEN, _SERIAL, _HAN_SERIAL)):
        return ReadNumber(line)
    found = _MANGLED.fullmatch(value)
    # 光是一串数字认不出年份和序号：总得还剩下一个括号、一个空格或“号”。
    if found is None or not (found["open"] or found["close"] or found["gap"] or found["unit"]):
        return None
    if found["open"] and found["close"]:
        return ReadNumber(line)
    return _repaired(line, found)


def _repaired(line: Text, found: re.Match[str]) -> ReadNumber:
    text, value = line, found.string
    if not found["unit"]:
        text = inserted(text, len(value), "号")
    if not found["close"]:
        text = inserted(text, found.end("year"), "〕")
    if not found["open"]:
        text = inserted(text, found.start("year"), "〔")
    text = without_blanks(text)
    message = f"发文字号“{value}”按“{text.value}”读"
    return ReadNumber(text, Guess(line.span.start, message))


def number_and_approvers(line: Text) -> tuple[Text | None, Text | None]:
    """上行文的一行“字号　　签发人：××”分成两段，各占住自己的字；没有签发人的第二段为 None。"""
    found = _APPROVERS.search(line.value) if len(line.value) <= 120 else None
    if found is None:
        return line, None
    number = tile(line, 0, found.start(), 0, found.start()) if line.value[: found.start()].strip() else None
    names = tile(line, found.end(), len(line.value), found.start())
    return number, names if names.value else None
