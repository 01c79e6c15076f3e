"""BD40—BD43：形近的别种符号，间隔号，纪念日的间隔号，空的引号、书名号。页：bd40.md 至 bd43.md。"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.chars import CHINESE_MARKS, is_han
from gongwen.proofing.exempt import cited, inside
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Piece, Reading

# 输入法、网页、识别软件里混进来的：形状像，不是规定的那个。
_LOOK_ALIKE = {
    **dict(zip("﹐､‚﹑､｡﹔﹕︰﹖﹗∶", "，、，、、。；：：？！：", strict=True)),
    **dict(zip("〝〞〟‟„「」｢｣『』‛", "“””“““”“”‘’‘", strict=True)),
    **dict(zip("﹙﹚〖〗﹝﹞≪≫«»", "（）【】〔〕《》《》", strict=True)),
}
_ODD = Lazy(f"[{''.join(_LOOK_ALIKE)}]")
_ANGLE = Lazy(r"[<＜]([\u4e00-\u9fff《（][^<>＜＞]{0,60}[\u4e00-\u9fff》）])[>＞]")


def _check_shapes(reading: Reading) -> Iterator[Hit]:
    """汉字旁的异形标点；当作书名号的小于号、大于号。"""
    for piece in reading.with_any(*_LOOK_ALIKE):
        value = piece.text.value
        for found in _ODD.finditer(value):
            at = found.start()
            if _is_chinese(value[max(at - 1, 0) : at]) or _is_chinese(value[at + 1 : at + 2]):
                right = _LOOK_ALIKE[found[0]]
                yield Hit(piece.text.at(at, at + 1), f"“{found[0]}”不是规定的标点，应为“{right}”", right)
    for piece in reading.with_any("<", "＜"):
        value = piece.text.value
        names = cited(value)
        for found in _ANGLE.finditer(value):
            left, right = "〈〉" if inside(names, found.start()) else "《》"
            fix = f"{left}{found[1]}{right}"
            # 网上发布的文件里很通行
            message = "书名号打成了小于号、大于号"
            yield Hit(piece.text.at(*found.span()), message, fix, level=Level.ADVICE)


def _is_chinese(char: str) -> bool:
    return is_han(char) or (bool(char) and char in CHINESE_MARKS)


SHAPES = Rule("BD40", "形近的别种符号", Level.ERROR, "GB/T 15834—2011 4（各种标点的形式）", _check_shapes)

_DOT = Lazy(r"(?<=[\u4e00-\u9fff])[•∙・･‧⋅●．](?=[\u4e00-\u9fff])")
_SPACED_DOT = Lazy(r"(?<=[\u4e00-\u9fff])(?: ·|· | · )(?=[\u4e00-\u9fff])")
_FULL_DOT = Lazy(r"(?<=[\u4e00-\u9fff”）》])．$")
_HAN_NUMBER = Lazy(r"[一二三四五六七八九十]{1,3}．")


def _check_dots(reading: Reading) -> Iterator[Hit]:
    """汉字之间用了别的点作间隔号，间隔号两边空了格；段末用了全角句点。"""
    for piece in reading.with_any(*"•∙・･‧⋅●．", " ·", "· "):
        value = piece.text.value
        for found in _DOT.finditer(value):
            # “一．总则”由 BD18 报；句点在汉字之间，可能是句号，也可能是间隔号
            if _HAN_NUMBER.match(value) and found.start() < 4:
                continue
            fix = None if found[0] == "．" else "·"
            # 各种输入法打出来的不一样，很通行
            yield Hit(piece.text.at(*found.span()), "间隔号的形式是“·”", fix, level=Level.ADVICE)
        for found in _SPACED_DOT.finditer(value):
            yield Hit(piece.text.at(*found.span()), "间隔号的前后不空格", "·", level=Level.ADVICE)
        for found in _FULL_DOT.finditer(value):
            yield Hit(piece.text.at(*found.span()), "段末的句号打成了全角句点", "。")


DOTS = Rule("BD41", "间隔号的形式", Level.ERROR, "GB/T 15834—2011 4.14.2", _check_dots)

_EVENTS = (
    "事件|事故|地震|特大|重大|较大|火灾|爆炸|晚会|泥石流|专案|案件|惨案|恐怖袭击|国际消费者权益日|洪灾|暴雨"
)
_DIGIT_DAY = Lazy(
    rf"“(\d{{1,2}})([.．、])(\d{{1,2}})”(?=[^，。；]{{0,8}}(?:{_EVENTS}))|(?<![\d.])(9|5|3)([.．])(11|12|15)(?={_EVENTS})"
)
_HAN_DAY = Lazy(r"“([二三四五六七八九]|十)([·.．])([一二三四五六七八九十]{1,3})”")
_RUN_TOGETHER = Lazy(r"“(一二|一)([.．、]?)([一二三四五六七八九十]{1,3})”(?=运动|事变|抗战|淞沪)")
_DAY_MARKS = (
    *(f"{digit}”" for digit in "0123456789"),
    *(a + b for a, b in product("二三四五六七八九十", "·.．")),
    *("“一二", "“一八", "9.11", "9．11", "5.12", "5．12", "3.15", "3．15"),
)
_LONG_MONTHS = {"一二九": "一二·九", "一二八": "一·二八"}


def _check_days(reading: Reading) -> Iterator[Hit]:
    """“9.11”事件、“一二九”运动、“五·四”运动。"""
    for piece in reading.with_any(*_DAY_MARKS):
        value = piece.text.value
        for found in _DIGIT_DAY.finditer(value):
            group = 2 if found[2] else 5
            month, day = int(found[group - 1]), int(found[group + 1])
            if 1 <= month <= 12 and 1 <= day <= 31:
                yield Hit(piece.text.at(*found.span(group)), "月、日之间用间隔号“·”", "·")
        for found in _HAN_DAY.finditer(value):
            message = "汉字月份只在一月、十一月、十二月之后用间隔号"
            yield Hit(piece.text.at(*found.span(2)), message, "", level=Level.ADVICE)
        yield from _long_months(piece)


def _long_months(piece: Piece) -> Iterator[Hit]:
    for found in _RUN_TOGETHER.finditer(piece.text.value):
        written = found[1] + found[3]
        right = _LONG_MONTHS.get(written)
        if right:
            span = piece.text.at(found.start(1), found.end(3))
            yield Hit(span, "一月、十二月之后用间隔号，以免误会", right)


DAYS = Rule("BD42", "纪念日、事件的间隔号", Level.ERROR, "GB/T 15834—2011 4.14.3.5", _check_days)

_EMPTY = ("“”", "‘’", "《》", "〈〉", "【】")


def _check_empty(reading: Reading) -> Iterator[Hit]:
    """里面没有字的引号、书名号。"""
    for piece in reading.with_any(*_EMPTY):
        value = piece.text.value
        for pair in _EMPTY:
            at = value.find(pair)
            while at >= 0:
                yield Hit(piece.text.at(at, at + 2), f"“{pair}”里面没有字")
                at = value.find(pair, at + 2)


EMPTY = Rule("BD43", "空的引号、书名号", Level.ERROR, "GB/T 15834—2011 4.8.1、4.15.1", _check_empty)
