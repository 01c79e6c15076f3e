"""标题分行：词意完整，排列对称，长短恰当，成梯形或菱形（GB/T 9704—2012 7.3.1）。"""

from __future__ import annotations

import itertools
import re
from functools import lru_cache

from gongwen.layout.plan.places import with_places
from gongwen.layout.plan.words import split_words
from gongwen.units import cells

_CLOSERS = "、，》）”’〉：；。！？"
_PARTICLES = ("的", "和", "与", "及", "等", "暨", "以及")
_OPENERS = "《（“‘〈"
_KEPT = (
    r"《[^《》]{1,12}》|“[^“”]{1,10}”|（[^（）]{1,8}）|【[^【】]{1,16}】|\d+(?:\.\d+)?(?:年度|[%％年月日号个届次期])?"
    r"|第[一二三四五六七八九十百]{1,4}(?:次|届|期|批|轮|季度|阶段|中学|小学|(?:人民)?医院)(?:[一-鿿]{0,2}会议)?"
    r"|[一二三四五六七八九十]{1,3}届(?:(?:人大|政协|党代会)?[一二三四五六七八九十]{1,3}次(?:全体)?会议)?"
    r"|(?:人民代表大会|人大)?(?:常务委员会|常委会)|人民代表大会|人民检察院|职业技术学院"
    r"|(?:自然资源|人力资源|住房|文化|工业|发展|公共资源)和(?:规划|社会保障|城乡建设|旅游|信息化|改革|交易)"
    r"(?:局|厅|委员会|委|中心)"
)
_PLACE_PREFIX = re.compile(r"[\u4e00-\u9fff]{1,6}?(?:省|市|县|区|州|旗|乡|镇)(?=[\u4e00-\u9fff])")
MAX_WHOLE_NAME = 14
_NO_BREAK_AFTER = ("关于", "转发", "印发", "贯彻", "落实", "进一步", "切实")
_SUFFIXES = tuple("局厅办所站队院部处委属级届班场馆园校粮款费户")
_BODIES = ("人民政府", "委员会", "办公室", "办公厅", "领导小组", "工作组", "指挥部")
# 前面的词是它的名称：“生产”“委员会”、“公安”“局”。
_BAD = 1e9
RECTANGLE = 9.0
# 各行一样长是长方形，不是梯形、菱形：有别的好分法就不用。


def break_title(title: str, width: float, names: tuple[str, ...] = ()) -> tuple[str, ...]:
    """把标题分成若干行，每行不超过 width 个字。

    写成多行的照所写分行；一行排得下就不分。names 是机关名称，连同其中的地名都不拆开。
    """
    lines = [line.strip() for line in title.splitlines() if line.strip()]
    return tuple(piece for line in lines for piece in _balance(line, width, names))


@lru_cache(maxsize=64)
def _balance(line: str, width: float, names: tuple[str, ...]) -> tuple[str, ...]:
    total = cells(line)
    if total <= width:
        return (line,)
    words = _words(line, names)
    fewest = int(-(-total // width))
    for count in range(fewest, len(words) + 1):
        found = _best(words, count, width)
        if found is not None:
            return found
    return _chop(line, width)


def _kept(names: tuple[str, ...]) -> re.Pattern[str]:
    """不拆的短语：机关名称、其中的地名和去掉地名的部分在先，再是书名号、引号中的短语和数字。"""
    whole: set[str] = set()
    for name in names:
        rest = name
        while found := _PLACE_PREFIX.match(rest):
            whole |= {rest, found[0]}
            rest = rest[found.end() :]
        whole.add(name)
    known = sorted((name for name in whole if 2 <= len(name) <= MAX_WHOLE_NAME), key=len, reverse=True)
    return re.compile("|".join([*map(re.escape, known), _KEPT]))


def _words(line: str, names: tuple[str, ...]) -> list[str]:
    """不可拆开的词。标点与“的”附在前一个词上。"""
    words: list[str] = []
    at = 0
    for kept in _kept(names).finditer(line):
        words += split_words(line[at : kept.start()])
        words.append(kept[0])
        at = kept.end()
    words += split_words(line[at:])
    glued: list[str] = []
    for word in with_places(words):
        if glued and _belongs(glued[-1], word):
            glued[-1] += word
        else:
            glued.append(word)
    return glued


def _belongs(before: str, word: str) -> bool:
    """word 不能与前一个词拆开：标点、“的”“和”，机关名称的末尾，单字的后缀。"""
    if word[0] in _CLOSERS or word in _PARTICLES or before[-1] in _OPENERS:
        return True
    if before in _NO_BREAK_AFTER or before[-1] in _CLOSERS or before.endswith(_PARTICLES):
        return False
    return word in _SUFFIXES or word.startswith(_BODIES)


def _best(words: list[str], count: int, width: float) -> tuple[str, ...] | None:
    """分成 count 行的最好分法；每行都放得下的分法不存在时为 None。"""
    sizes = [cells(word) for word in words]
    best: tuple[float, tuple[str, ...]] = (_BAD, ())
    stack: list[tuple[int, tuple[int, ...]]] = [(0, ())]
    tried = 0
    while stack and tried < 20_000:
        tried += 1
        at, cuts = stack.pop()
        if len(cuts) == count - 1:
            if sum(sizes[at:]) <= width:
                best = min(best, _candidate(words, (*cuts, len(words))), key=lambda item: item[0])
            continue
        room = width
        for end in range(at + 1, len(words) - (count - 1 - len(cuts)) + 1):
            room -= sizes[end - 1]
            if room < 0:
                break
            stack.append((end, (*cuts, end)))
    return best[1] or None


def _candidate(words: list[str], cuts: tuple[int, ...]) -> tuple[float, tuple[str, ...]]:
    lines, begin = [], 0
    for end in cuts:
        lines.append("".join(words[begin:end]).strip())
        begin = end
    return _cost(lines), tuple(lines)


def _cost(lines: list[str]) -> float:
    lengths = [cells(line) for line in lines]
    cost: float = (max(lengths) - min(lengths)) ** 1.5 / 2
    if len(lines) == 2 and abs(lengths[0] - lengths[1]) < 1:
        cost += RECTANGLE
    if len(lines) >= 3:
        middle, ends = min(lengths[1:-1]), (lengths[0], lengths[-1])
        if middle < min(ends):
            cost += 12.0  # 沙漏形
        elif max(lengths) - min(lengths) < 1:
            cost += RECTANGLE
    for line, following in itertools.pairwise(lines):
        issuing = line.endswith(("印发", "转发")) and following.startswith("《")
        cost += 30.0 if line.endswith(_NO_BREAK_AFTER) and not issuing else 0.0
        cost += 15.0 if line.count("《") > line.count("》") else 0.0  # 书名号里断开
        cost -= 4.0 if following.startswith("关于") else 0.0
        cost += 15.0 if line[-1] in _OPENERS or (len(line) > 1 and line[-2] in _OPENERS) else 0.0
        cost += 20.0 if len(following) <= 3 else 0.0
    return cost


def _chop(line: str, width: float) -> tuple[str, ...]:
    """一个词就比一行长时，按字数均分。"""
    count = int(-(-cells(line) // width))
    size = -(-len(line) // count)
    return tuple(line[at : at + size] for at in range(0, len(line), size))
