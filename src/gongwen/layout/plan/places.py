"""标题里的“市”“县”：跟着地名（澜州市），还是跟着后面（解决／市政务值班平台的经费）。"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

from gongwen.layout.plan.words import is_common

PLACES = ("省", "市", "县", "区", "州", "旗", "乡", "镇", "盟")
# 说的是谁的，不与后面拆开：“市属／国有企业”“市长／热线”都不好。
_WHOSE = frozenset(place + kind for place in "省市县区乡镇州" for kind in "属级直管域长")
# 说完就该是另一个名称的：介词、连词、标点、机关名称的末尾。
_BEFORE_A_NAME = (
    *"和及与暨的、，》）”’〉：；对向由给为将在从把被到赴经报请以至自就年",
    "委员会", "办公室", "局", "厅", "部", "委", "院", "政府", "领导小组",
)  # fmt: skip


@cache
def _verbs() -> frozenset[str]:
    """标题里“关于”之后常见的动词：其后的“市”“县”说的是本市、本县的什么。"""
    return frozenset(Path(__file__).with_name("title_verbs.txt").read_text(encoding="utf-8").split())


def with_places(words: list[str]) -> list[str]:
    """单独的“市”“县”并进该跟的一边；拿不准的两边都不拆；上下级地名连在一起。"""
    made: list[str] = []
    ahead = False  # 下一个词接在已有的末一个词后面
    for word in words:
        single = word in PLACES
        if ahead and word not in _verbs():
            made[-1] += word
            ahead = False
        elif not single:
            made.append(word)
            ahead = False
        elif not made or _calls_for_a_name(made[-1]):
            made.append(word)
            ahead = True
        else:
            ahead = is_common(made[-1])
            made[-1] += word
    return _nested(made)


def _calls_for_a_name(word: str) -> bool:
    return word in _verbs() or word.endswith(_BEFORE_A_NAME) or word[-1].isdigit() or word[0] == "第"


def _nested(words: list[str]) -> list[str]:
    """“澜州市”“白鹭区”并成一个，“市属”“国有企业”也并成一个。"""
    made = words[:1]
    for before, word in pairwise(words):
        if (_is_place(before) and _is_place(word)) or (before in _WHOSE and len(word) > 1):
            made[-1] += word
        else:
            made.append(word)
    return made


def _is_place(word: str) -> bool:
    return len(word) > 2 and word[-1] in PLACES and not is_common(word)
