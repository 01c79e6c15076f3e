"""BD01：汉字旁用了半角标点。页：bd01.md。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.chars import CHINESE_MARKS, HAN_DIGITS, has_han, is_foreign, is_han
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Piece, Reading

_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。", "(": "（", ")": "）"}
_NAMES = {",": "逗号", ";": "分号", ":": "冒号", "?": "问号", "!": "叹号"}
# 两边都是字母的撇号不是引号：Xi'an。
_QUOTES = (
    (re.compile('"'), "“”"),
    (re.compile(r"(?<![A-Za-z])'|'(?![A-Za-z])"), "‘’"),
)
_OUTER = "“”"
_HALF = ",;:?!.()\"'"
_ANY_MARK = Lazy(f"[{_HALF}]")
_CLOSING = frozenset("”’）》〉】〕」』")
# 参考文献按 GB/T 7714 著录，用半角标点：[3] 李卫.××统计[M].
_REFERENCE = Lazy(r"\[\d{1,3}\]")
_SHORT = 20
# 括号套不了这么深；更深的是乱码，不看，免得费时。
_DEPTH = 32
_RUN = Lazy(r"[,;:?!]+|\.+")
_BRACKET = Lazy(r"[()（）]")
_HEADING_DOT = Lazy(rf"([{HAN_DIGITS}]{{1,4}})\.")
_BRACKET_NUMBER_DOT = Lazy(rf"[（(][{HAN_DIGITS}\d]{{1,4}}[)）]\.")
# 这些要素各有自己的写法，由别的规则查。
_OWN_RULES = frozenset({"issue_number", "dated", "distributed_on", "copy_number"})


def check(reading: Reading) -> Iterator[Hit]:
    """汉字旁的半角逗号、分号、冒号、问号、叹号、句号、括号、直引号。"""
    for piece in reading.with_any(*_HALF):
        value = piece.text.value
        if piece.role in _OWN_RULES or is_foreign(value) or _REFERENCE.match(value):
            continue
        yield from _check_piece(piece)


def _check_piece(piece: Piece) -> Iterator[Hit]:
    value = piece.text.value
    quotes = dict(_quotes(value))
    fixed = set(quotes)
    for half, level in _brackets(value):
        fixed.update(half)
        yield from _bracket_hits(piece, half, level)
    for at, full in quotes.items():
        yield Hit(piece.text.at(at, at + 1), f"直引号应为 {full}", full)
    for at in _plain(value, fixed):
        yield _plain_hit(piece, at)


def _brackets(value: str) -> Iterator[tuple[tuple[int, ...], Level | None]]:
    """要改的半角括号的偏移，一对或一个；括号里没有汉字的只作提示。"""
    opened: list[int] = []
    for found in _BRACKET.finditer(value):
        at = found.start()
        if found[0] in "(（":
            opened.append(at)
            del opened[:-_DEPTH]
        elif opened:
            yield from _pair(value, opened.pop(), at)
        elif found[0] == ")" and is_han(value[max(at - 1, 0) : at]) and value[at - 1] not in HAN_DIGITS:
            yield (at,), None
    yield from (((at,), None) for at in opened if value[at] == "(" and is_han(value[at + 1 : at + 2]))


def _pair(value: str, left: int, right: int) -> Iterator[tuple[tuple[int, ...], Level | None]]:
    half = tuple(at for at in (left, right) if value[at] in "()")
    if not half:
        return
    inside = value[left + 1 : right]
    before, after = value[max(left - 1, 0) : left], value[right + 1 : right + 2]
    if len(half) == 1 or has_han(inside):
        yield half, None
    elif _is_doubtful(before, inside, after):
        yield half, Level.ADVICE


def _is_doubtful(before: str, inside: str, after: str) -> bool:
    """“物联网(IoT)”的括号和行首的“(1)”：宜用全角，拿不准。"""
    return is_han(before or after) and not _is_area_code(inside, after)


def _bracket_hits(piece: Piece, half: tuple[int, ...], level: Level | None) -> Iterator[Hit]:
    """一对括号算一处；括号里还有别的标点或太长时，左右各一处，免得两处改法重叠。"""
    value = piece.text.value
    inside = value[half[0] + 1 : half[-1]]
    if len(half) == 2 and len(inside) <= _SHORT and not _ANY_MARK.search(inside):
        span = piece.text.at(half[0], half[1] + 1)
        yield Hit(span, f"半角括号“({inside})”应为全角", f"（{inside}）", level=level)
        return
    for at in half:
        mark = value[at]
        yield Hit(piece.text.at(at, at + 1), f"半角括号“{mark}”应为全角", _FULL[mark], level=level)


def _is_area_code(inside: str, after: str) -> bool:
    return inside.isdigit() and len(inside) in (3, 4) and (after.isdigit() or after in ("-", " "))


def _quotes(value: str) -> Iterator[tuple[int, str]]:
    """成对且挨着汉字的直引号的偏移和改法。"""
    for mark, full in _QUOTES:
        opened: int | None = None
        for found in mark.finditer(value):
            at = found.start()
            if opened is None:
                # 数字后面的是英寸、秒：15"。
                opened = None if value[max(at - 1, 0) : at].isdigit() else at
                continue
            if has_han(value[max(opened - 1, 0) : at + 2]):
                marks = full if _is_inside(value, opened) else _OUTER
                yield opened, marks[0]
                yield at, marks[1]
            opened = None


def _is_inside(value: str, at: int) -> bool:
    """在另一对引号里面：里层才用单引号（4.8.3.4）。"""
    before = value[:at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _plain(value: str, fixed: set[int]) -> Iterator[int]:
    """要改的逗号、句号等的偏移。连着的几个一起判断，并记进 fixed：改完一遍不会再冒出新的。"""
    for run in _RUN.finditer(value):
        start, end = run.span()
        if run[0][0] == ".":
            if _is_full_stop(value, start, end, fixed):
                fixed.add(end - 1)
                yield start
        elif _is_chinese(value, start - 1, fixed) or _is_chinese(value, end, fixed):
            fixed.update(range(start, end))
            yield from range(start, end)


def _is_chinese(value: str, at: int, fixed: set[int]) -> bool:
    if not 0 <= at < len(value):
        return False
    return is_han(value[at]) or value[at] in CHINESE_MARKS or at in fixed


def _is_full_stop(value: str, start: int, end: int, fixed: set[int]) -> bool:
    after = value[end : end + 1]
    if after.isascii() and after.isalnum():
        return False
    number = _BRACKET_NUMBER_DOT.match(value)
    if number and number.end() == end:
        return False
    before = value[max(start - 1, 0) : start]
    return start - 1 in fixed or is_han(before) or before in _CLOSING


def _plain_hit(piece: Piece, at: int) -> Hit:
    value = piece.text.value
    mark = value[at]
    if mark != ".":
        return Hit(piece.text.at(at, at + 1), f"半角{_NAMES[mark]}“{mark}”应为全角", _FULL[mark])
    end = at + 1
    while value.startswith(".", end):
        end += 1
    span = piece.text.at(at, end)
    number = _HEADING_DOT.match(value)
    if end - at > 1:
        return Hit(span, "省略号应为“……”", "……")
    if number and number.end() == end:
        return Hit(span, "汉字序数后应用顿号", "、")
    if is_han(value[end : end + 1]):
        return Hit(span, "汉字之间用了半角点，应为句号或间隔号“·”")
    return Hit(span, "半角句点应为句号“。”", "。")


RULE = Rule("BD01", "汉字旁用了半角标点", Level.ERROR, "GB/T 15834—2011（标点符号用法）", check, general=True)
