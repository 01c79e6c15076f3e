"""WZ29、WZ30：的地得互错，多写一遍，由常用的说法作证。页：wz29.md、wz30.md。

原来的写法没有一个常用的四字说法盖住这一处，改了就有，才报；说法从公文语料统计（proofing/wording）。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing import doubles
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.lexicon import load_words
from gongwen.proofing.near_miss import context, witnesses
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.wording import common, is_common_han, pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading

_SURE = 2
# “地”多半是名词：地区、当地；“得”多半是动词的一部分：获得、征得。“的”只看像这些动词的
_PARTICLES = Lazy(
    "(?<![获取征应所使值显觉懂])得(?!到)"
    "|地(?![区方点址位理质域段形下级铁市上面带震勘税块])"
    "|(?<=[取获赢使值显觉晓懂记舍免博])的"
)
# “工作工作量”：后一个词长一个字，不是重复
_LONGER = frozenset("化性局部团员者书权物章法率型制类式感区业份长司院厅处科室站馆点量额值体域民层")


def particles(reading: Reading) -> Iterator[Hit]:
    """的写成地、得，得写成的。"""
    whole = reading.whole
    for found in _PARTICLES.finditer(whole):
        at = found.start()
        wrong, right = found[0], "得" if found[0] == "的" else "的"
        seen = _seen(whole, at, right)
        if seen >= _SURE or (seen and not _is_word(whole, at)):
            piece, start = reading.placed(at)
            shown = whole[max(at - 2, 0) : at + 3].replace("\n", "")
            message = f"“{shown}”的“{wrong}”疑为“{right}”之误"
            yield Hit(piece.text.at(start, start + 1), message, right)


def _seen(whole: str, at: int, right: str) -> int:
    """at 处换成 right，有几个常用的说法作证；原来就是常用的说法的不算。"""
    run, inside, _ = context(whole, at, at + 1)
    if witnesses(run, inside, inside):
        return 0
    return len(witnesses(run[:inside] + right + run[inside + 1 :], inside, inside))


def _is_word(whole: str, at: int) -> bool:
    """与前一个字常常连用：当地、林地。"""
    return whole[at] == "地" and whole[at - 1 : at + 1] in common()


def repeated(reading: Reading) -> Iterator[Hit]:
    """多写了一遍的字、词。"""
    whole = reading.whole
    letters = ((start, end, 1) for start, end in doubles.letters(whole))
    for start, end, size in (*letters, *doubles.words(whole)):
        if end - start != 2 * size or not is_common_han(whole[start]):
            continue
        run, inside, _ = context(whole, start, end)
        joint = inside + size
        if witnesses(run, joint - 1, joint):
            continue
        once = whole[start : start + size]
        level = (_char_level if size == 1 else _word_level)(once, whole[end : end + 1], run, inside)
        if level is not None:
            piece, at = reading.placed(start + size)
            yield Hit(piece.text.at(at, at + size), f"“{once}”疑多写了一遍", "", level=level)


def _once(run: str, inside: int, size: int) -> int:
    """只写一遍，前后连起来有几个常用的说法作证。"""
    fixed = run[:inside] + run[inside + size :]
    if not 0 < inside < len(fixed) - size or size > 2:
        return 0
    return len(witnesses(fixed, inside - 1, inside + size))


# 一项一项、一条一条；动词重叠：讨论讨论
_OFTEN_TWICE = frozenset(
    ["讨论", "研究", "了解", "商量", "学习", "考虑", "检查", "锻炼", "总结", "调查", "打听", "方方", "面面"]
)


def _word_level(word: str, after: str, run: str, inside: int) -> Level | None:
    """有作证的是差错，常用词写了两遍的是提示；后一个词长一个字的不算。"""
    if after in _LONGER or word[0] == "一" or word in _OFTEN_TWICE:
        return None
    if _once(run, inside, len(word)):
        return Level.ERROR
    return Level.ADVICE if word in load_words("common-words") else None


def _char_level(char: str, after: str, run: str, inside: int) -> Level | None:
    """两个说法作证的是差错；一个作证的，或者从不叠用、正好叠在常用词头上的，是提示。"""
    seen = _once(run, inside, 1)
    if seen >= _SURE and char not in load_words("doubled-characters"):
        return Level.ERROR
    heads_word = char * 2 not in pairs() and char + after in load_words("common-words")
    return Level.ADVICE if seen or heads_word else None


_SOURCE = "公文语料（常用的说法）"
PARTICLES = Rule("WZ29", "疑似的地得互错", Level.ADVICE, _SOURCE, particles, last_resort=True)
REPEATED = Rule("WZ30", "疑似多写一遍", Level.ERROR, _SOURCE, repeated, last_resort=True)
