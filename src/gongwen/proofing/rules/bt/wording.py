"""BT19：标题里的字与正文同一处说法差一个字。页：bt19.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongwen.findings import Level
from gongwen.proofing.chars import HAN_DIGITS
from gongwen.proofing.hanzi import alike, near_sound
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.bt.titles import own_titles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading
    from gongwen.proofing.rules.bt.titles import Title

# 差在这些字上的，是说法不同，不是错字。
_LOOSE = frozenset(
    "的地得和与及或在对把将为以于等其各所并了是有之、，“”《》（）做作象像他她它们本该此再已更最一不未非无新老大小上下"
    "前后左右东南西北中内外省市县区乡镇村州级批次届期项个类名种件条年月日度季全各第到至由向被让使从被"
)
_LOOSE |= frozenset(HAN_DIGITS)
# 标题说的事，正文开头总要提到
_MOST_TEXT, _MOST_FOUND = 30_000, 50


class Slip(NamedTuple):
    """标题 start 至 end 的字，正文同一处是 right。"""

    start: int
    end: int
    right: str


def check(reading: Reading) -> Iterator[Hit]:
    """标题里的一个字全文别处没有这样用，正文里同样的上下文用的是音近、形近的另一个字，或者多一个字、少一个字。"""
    found = [title for title in own_titles(reading) if title.kind]
    if not found:
        return
    body = body_text(reading)
    for title in found:
        for slip in slips(title, body):
            yield _hit(title, slip, body)


def body_text(reading: Reading) -> str:
    """正文的文字，一段一行；太长的只看前面。"""
    return "\n".join(piece.text.value for piece in reading.body())[:_MOST_TEXT]


def _hit(title: Title, slip: Slip, body: str) -> Hit:
    start, end, right = slip
    wrong = title.plain[start:end]
    shown = title.plain[max(0, start - 2) : start] + right + title.plain[end : end + 2]
    sure = body.count(title.plain[max(0, start - 1) : start] + right + title.plain[end : end + 1]) > 1
    what = f"标题写“{wrong}”" if wrong else "标题没有"
    message = f"{what}，正文写“{shown}”" if wrong else f"正文写“{shown}”，标题少“{right}”"
    return Hit(title.span(start, end), message, right, level=None if sure else Level.ADVICE)


def slips(title: Title, body: str) -> Iterator[Slip]:
    """标题与正文对照，差一个字的各处。"""
    plain, at = title.plain, 1
    last = title.end - len(title.kind) - 1
    while at < last:
        slip = _lacking(plain, at, body) or _swapped(plain, at, body) or _other(plain, at, body)
        slip = slip or _extra(plain, at, body)
        if slip:
            yield slip
        at = max(at + 1, slip.end + 1 if slip else 0)


def _is_odd(plain: str, start: int, end: int, body: str) -> bool:
    """plain[start:end] 都是汉字，不是虚字、数字，正文里没有这样连着的。"""
    piece = plain[start:end]
    return all("\u4e00" <= char <= "\u9fff" for char in piece) and piece not in body


def _lacking(plain: str, at: int, body: str) -> Slip | None:
    """at 之前少了一个字：正文里前后各两个字，当中夹着一个字。"""
    if not _is_odd(plain, at - 1, at + 1, body):
        return None
    left, right = plain[max(0, at - 2) : at], plain[at : at + 2]
    for place in _places(body, left) if _is_odd(left + right, 0, 4, "") else ():
        lost = body[place + 2 : place + 3]
        if len(left + right) > 3 and body.startswith(right, place + 3) and _is_word(lost):
            return Slip(at, at, lost)
    return _cut_short(plain, at, body) if plain[at] == "的" else None


def _cut_short(plain: str, at: int, body: str) -> Slip | None:
    """“抢险救灾工的通知”：“的”之前的两个字，正文里后面总是跟着同一个字。"""
    left = plain[max(0, at - 2) : at]
    following = [body[place + 2 : place + 3] for place in _places(body, left)]
    lost = following[0] if following else ""
    fits = len(following) > 2 and set(following) == {lost} and _is_word(lost)
    return Slip(at, at, lost) if fits else None


def _swapped(plain: str, at: int, body: str) -> Slip | None:
    """at 与下一个字颠倒了。"""
    pair = plain[at : at + 2]
    if len(pair) < 2 or pair[0] == pair[1] or not _is_odd(plain, at, at + 2, body):
        return None
    turned = pair[::-1]
    before, after = plain[at - 1] + turned, turned + plain[at + 2 : at + 3]
    together = before + plain[at + 2 : at + 3]
    fits = len(together) > 3 and together in body
    return Slip(at, at + 2, turned) if fits and before in body and after in body else None


def _other(plain: str, at: int, body: str) -> Slip | None:
    """at 的字正文里是音近、形近的另一个字。"""
    char = plain[at]
    if char in _LOOSE or not _is_odd(plain, at, at + 2, body) or plain[at - 1 : at + 1] in body:
        return None
    for left, right in ((2, 1), (1, 2)):
        before, after = plain[max(0, at - left) : at], plain[at + 1 : at + 1 + right]
        if len(before) < left or len(after) < right:
            continue
        for place in _places(body, before):
            other = body[place + left : place + left + 1]
            fits = body.startswith(after, place + left + 1) and _is_word(other) and other != char
            if fits and (near_sound(char, other) or alike(char, other)):
                return Slip(at, at + 1, other)
    return None


def _extra(plain: str, at: int, body: str) -> Slip | None:
    """at 的字是多的（多打了一遍的也是）：去掉它，前后的字正文里紧接着。"""
    if plain[at] == "、":
        together = plain[max(0, at - 2) : at] + plain[at + 1 : at + 3]
        fits = "关于" in plain[:at] and len(together) > 3 and _is_odd(together, 0, 4, "") and together in body
        return Slip(at, at + 1, "") if fits and plain[at - 1 : at + 2] not in body else None
    if plain[at] == plain[at + 1]:
        together = plain[at - 1 : at + 1] + plain[at + 2 : at + 4]
        odd = len(together) > 3 and _is_odd(plain, at, at + 2, body)
        return Slip(at, at + 1, "") if odd and together in body else None
    before, after = plain[max(0, at - 2) : at], plain[at + 1 : at + 3]
    if plain[at] in _LOOSE or len(before) < 2 or len(after) < 2 or before + after not in body:
        return None
    odd = _is_odd(plain, at, at + 2, body) and plain[at - 1 : at + 1] not in body
    return Slip(at, at + 1, "") if odd and _is_odd(before + after, 0, 4, "") else None


def _is_word(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" and char not in _LOOSE


def _places(body: str, needle: str) -> Iterator[int]:
    at = body.find(needle)
    for _ in range(_MOST_FOUND):
        if at < 0:
            return
        yield at
        at = body.find(needle, at + 1)


RULE = Rule("BT19", "标题与正文差一个字", Level.ERROR, "校对通则（标题与正文对照）", check)
