"""BD33—BD35：段末缺标点，段末的逗号、顿号，标题行末尾的句号。页：bd33.md 至 bd35.md。"""

from __future__ import annotations

from collections import Counter
from itertools import zip_longest
from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.chars import is_han
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.reading import BODY_ROLES, CELL, HEADING, PARAGRAPH, RUN_IN
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Piece, Reading

_LONG_ENOUGH = 15
_LINES = BODY_ROLES - {CELL}
_CLOSING_LINE = Lazy(
    r"(?:特此(?:通知|公告|通告|通报|报告|函告|函达|函复|批复|请示|说明|证明)|[妥当]否，?请.{2,8}|专此(?:函复|函达|报告))"
)


def _following(reading: Reading) -> Iterator[tuple[Piece, Piece | None]]:
    """正文各段和同一部分的下一段（没有为 None）；表格各格不算。"""
    lines = [piece for piece in reading.pieces if piece.role in _LINES]
    for piece, after in zip_longest(lines, lines[1:]):
        yield piece, after if after is not None and after.part == piece.part else None


def _check_missing(reading: Reading) -> Iterator[Hit]:
    """成句的段落末尾没有标点。段中有句号而末尾没有，后面另起一项或者没有了的是差错，其余只作提示。"""
    for piece, after in _following(reading):
        value = piece.text.value
        if piece.role == HEADING or not (is_han(value[-1:]) or value[-1:] in "”）》%％0123456789"):
            continue
        end = len(value)
        span = piece.text.at(end, end)
        if _CLOSING_LINE.fullmatch(value):
            yield Hit(span, "段末缺句号", "。", level=Level.ADVICE)
        elif end < _LONG_ENOUGH or "，" not in value or not is_han(value[-1]):
            continue
        elif "。" in value or piece.role == RUN_IN:
            # 后面紧接着没有序数的一段，也可能是一段断成了两段
            ended = after is None or after.number is not None or after.role == HEADING
            yield Hit(span, "段末缺标点", "。" if ended else None, level=None if ended else Level.ADVICE)
        elif end >= 2 * _LONG_ENOUGH:
            yield Hit(span, "段末缺标点", "。", level=Level.ADVICE)


MISSING = Rule("BD33", "段末缺标点", Level.ERROR, "GB/T 15834—2011 4.1.3.1", _check_missing)


def _check_open_ends(reading: Reading) -> Iterator[Hit]:
    """段末用了逗号、顿号。下一段从序数、标题开始或者没有下一段的是差错；其余可能是断错了行。"""
    for piece, after in _following(reading):
        value = piece.text.value
        if value[-1:] not in ("，", "、") or len(value) < 2:
            continue
        span = piece.text.at(len(value) - 1, len(value))
        message = f"段末不用“{value[-1]}”"
        if after is None:
            yield Hit(span, message, "。")
        elif after.number is None and after.role == PARAGRAPH:
            yield Hit(span, f"{message}，也可能是这里断错了行", level=Level.ADVICE)
        elif piece.number and after.number and piece.number.level == after.number.level:
            yield Hit(span, message, "；")
        else:
            yield Hit(span, message)


OPEN_ENDS = Rule("BD34", "段末用了逗号、顿号", Level.ERROR, "GB/T 15834—2011 4.4.1、4.5.1", _check_open_ends)


_LONGEST = 30


def _check_headings(reading: Reading) -> Iterator[Hit]:
    """独占一行的层次标题末尾用了句号。多数标题都这样写的，一份文件只提示第一处。"""
    stopped: dict[tuple[int, int], list[Piece]] = {}
    bare: Counter[tuple[int, int]] = Counter()
    before = ""
    for piece, after in _following(reading):
        # 上一行以分号结尾的，这一行是列项的末一项
        is_last_item, before = before.endswith(("；", ";")), piece.text.value
        if is_last_item or not _is_own_line(piece, after):
            continue
        key = (piece.part, piece.number.level if piece.number else 0)
        if piece.text.value.endswith("。"):
            stopped.setdefault(key, []).append(piece)
        else:
            bare[key] += 1
    for key, pieces in stopped.items():
        few = bare[key] >= len(pieces)
        more = f"（全文 {len(pieces)} 处）" if len(pieces) > 1 and not few else ""
        # 正文的列项也可能是一行一句；别的标题都没有句号，才认得出这一行是标题
        common = [piece for piece in pieces[:1] if piece.role == HEADING and len(pieces) + bare[key] > 1]
        shown = pieces if few else common
        for piece in shown:
            end = len(piece.text.value)
            yield Hit(piece.text.at(end - 1, end), f"标题独占一行时末尾不用句号{more}", "")


def _is_own_line(piece: Piece, after: Piece | None) -> bool:
    """短短的一行，后面是正文或下一级的序数，里面没有停顿。"""
    number, value = piece.number, piece.text.value
    if number is None or number.level not in (1, 2) or after is None or len(value) > _LONGEST:
        return False
    if "，" in value or "；" in value or "。" in value[:-1] or value[-1] in "：:":
        return False
    if after.number is not None:
        return after.number.level > number.level
    return after.role == PARAGRAPH


_SOURCE_HEADINGS = "GB/T 15834—2011 4.1.3.1（标题不是句子）"
HEADINGS = Rule("BD35", "标题行末尾用了句号", Level.ADVICE, _SOURCE_HEADINGS, _check_headings)
