"""BT24：标题常用语写错了一个字。页：bt24.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.hanzi import alike, near_sound
from gongwen.proofing.lexicon import load_rows, load_words
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.bt.titles import KIND_WORDS, titles
from gongwen.proofing.rules.bt.wording import Slip, body_text, slips

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading
    from gongwen.proofing.rules.bt.titles import Title

_ABOUT = "关于"


def check(reading: Reading) -> Iterator[Hit]:
    """音近的字、颠倒的字、打了两遍的字是差错；形近的字、少了的字作提示；正文也这样写的不报。"""
    found = [title for title in titles(reading) if title.kind]
    body = body_text(reading) if found else ""
    for title in found:
        wrongs = sorted(_misspelt(title))
        # 正文里就有对的写法的，由 BT19 报。
        told = {at for slip in slips(title, body) for at in range(slip.start, slip.end)} if wrongs else set()
        near = {at for start, phrase in wrongs for at in range(start, start + len(phrase) + 1)}
        for slip, phrase in _uneven(title, body):
            if slip.start not in near:
                yield _uneven_hit(title, slip, phrase)
        for start, phrase in wrongs:
            window = title.plain[start : start + len(phrase)]
            wrong = [at for at, char in enumerate(phrase) if window[at] != char]
            if window not in body and not told.intersection(start + at for at in wrong):
                yield _hit(title, start, phrase, wrong)


def _hit(title: Title, start: int, phrase: str, wrong: list[int]) -> Hit:
    first, end = start + wrong[0], start + wrong[-1] + 1
    window = title.plain[start : start + len(phrase)]
    sure = len(wrong) > 1 or near_sound(window[wrong[0]], phrase[wrong[0]])
    right = phrase[wrong[0] : wrong[-1] + 1]
    level = None if sure else Level.ADVICE
    return Hit(title.span(first, end), f"“{window}”应为“{phrase}”", right, level=level)


def _uneven(title: Title, body: str) -> Iterator[tuple[Slip, str]]:
    """常用语当中少了一个字（少了也成话的不算），或者一个字打了两遍。"""
    plain = title.core
    for row in load_rows("title-phrases"):
        phrase = row.values[0]
        if phrase in plain or phrase.endswith(KIND_WORDS):
            continue
        for at in range(_first_inner(phrase), len(phrase) - 1):
            fewer, more = phrase[:at] + phrase[at + 1 :], phrase[: at + 1] + phrase[at:]
            start = plain.find(fewer)
            if start >= 0 and fewer not in row.values[1].split("、") and not _is_said(body, fewer, phrase):
                yield Slip(start + at, start + at, phrase[at]), phrase
            start = plain.find(more)
            if start >= 0 and not _is_said(body, more, phrase):
                yield Slip(start + at, start + at + 1, ""), phrase


def _is_said(body: str, written: str, phrase: str) -> bool:
    """正文也这样写；或者正文里有对的写法，由 BT19 报。"""
    return written in body or phrase in body


def _first_inner(phrase: str) -> int:
    return len(_ABOUT) if phrase.startswith(_ABOUT) else 1


def _uneven_hit(title: Title, slip: Slip, phrase: str) -> Hit:
    span = title.span(slip.start, slip.end)
    if slip.right:
        message = f"像是“{phrase}”少了“{slip.right}”"
        return Hit(span, message, slip.right, level=Level.ADVICE)
    return Hit(span, f"“{phrase}”的“{title.plain[slip.start]}”重复", "")


def _misspelt(title: Title) -> set[tuple[int, str]]:
    """差一个字的常用语和它的起点；同一个字只按最长的常用语算一次。"""
    plain = title.core
    found: dict[int, tuple[int, str, list[int]]] = {}
    right: set[int] = set()
    for phrase in sorted(load_words("title-phrases"), key=lambda each: (-len(each), each)):
        for at in _starts(plain, phrase):
            wrong = [n for n, char in enumerate(phrase) if plain[at + n] != char]
            if not wrong:
                right.update(range(at, at + len(phrase)))
            elif _is_slip(plain[at : at + len(phrase)], phrase, wrong, title.end - at - len(title.kind)):
                found.setdefault(at + wrong[0], (at, phrase, wrong))
    return {
        (at, phrase) for at, phrase, wrong in found.values() if not right.intersection(at + n for n in wrong)
    }


def _starts(plain: str, phrase: str) -> set[int]:
    """开头两个字或末尾两个字对得上的各处。"""
    back = len(phrase) - 2
    starts = {at for at in _finds(plain, phrase[:2]) if at + len(phrase) <= len(plain)}
    return starts | {at - back for at in _finds(plain, phrase[-2:]) if at >= back}


def _finds(plain: str, pair: str) -> Iterator[int]:
    at = plain.find(pair)
    while at >= 0:
        yield at
        at = plain.find(pair, at + 1)


def _is_slip(window: str, phrase: str, wrong: list[int], limit: int) -> bool:
    """只差一个音近、形近的字，或相邻两个字颠倒了；“关于”、文种（limit 之后）另有规则。"""
    if phrase.startswith(_ABOUT) and wrong[0] < len(_ABOUT):
        return False
    if wrong[-1] >= limit:
        return False
    if len(wrong) == 1:
        one, other = window[wrong[0]], phrase[wrong[0]]
        return near_sound(one, other) or alike(one, other)
    turned = len(wrong) == len("颠倒") and wrong[1] == wrong[0] + 1
    return turned and window[wrong[0]] + window[wrong[1]] == phrase[wrong[1]] + phrase[wrong[0]]


RULE = Rule("BT24", "标题常用语写错", Level.ERROR, "校对通则（常用语的近形、近音误写）", check)
