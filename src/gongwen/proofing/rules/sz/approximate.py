"""SZ14、SZ15：概数的写法。页：sz14.md、sz15.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Rule
from gongwen.proofing.rules.sz.forms import DIGITS, HAN, Form, find, pairs

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading
    from gongwen.proofing.rule import Hit

_PAIRS = "一、二|二、三|三、四|三、五|四、五|五、六|六、七|七、八|八、九"
_ARABIC_PAIRS = "1、2|2、3|3、4|3、5|4、5|5、6|6、7|7、8|8、9"
_NOT_SERIES = rf"(?<=[^第、，；：{HAN}十百千万零\d.（(]...)"
_PEOPLE_DAYS = r"(?:个(?:月|小时|人|多月)?|天|名(?!列)|位(?!置)|岁|公里|小时|分钟|年(?![级代来])|周)"


def _without(found: re.Match[str]) -> str:
    return found["wrong"].replace("、", "")


def _to_han(found: re.Match[str]) -> str:
    return "".join(HAN[int(char) - 1] for char in found["wrong"] if char != "、")


_PAIRED = tuple(_PAIRS.split("|"))
_MARKED = "“{}”如果是概数，两个数字之间不加顿号"
_ADJACENT = (
    Form(
        Lazy(rf"(?<![\d.、第])(?P<wrong>{_ARABIC_PAIRS})(?=[百千](?!分之|[克瓦米]))"),
        "概数“{}”应用汉字，不加顿号",
        _to_han,
        near=tuple(_ARABIC_PAIRS.split("|")),
    ),
    Form(
        Lazy(rf"(?P<wrong>{_PAIRS}){_NOT_SERIES}(?=[百千万亿](?!分之|[{HAN}]?[、条款]))"),
        "概数“{}”之间不加顿号",
        _without,
        near=_PAIRED,
    ),
    Form(
        Lazy(rf"(?P<wrong>{_PAIRS}){_NOT_SERIES}(?=十(?![{HAN}、条款项章届]|年代))"),
        _MARKED,
        _without,
        level=Level.ADVICE,
        near=_PAIRED,
    ),
    Form(
        Lazy(rf"(?P<wrong>{_PAIRS}){_NOT_SERIES}(?={_PEOPLE_DAYS})"),
        _MARKED,
        _without,
        level=Level.ADVICE,
        near=_PAIRED,
    ),
    Form(
        Lazy(rf"(?<=[^第、]十)(?P<wrong>{_PAIRS})(?=[个岁天名位年](?![级代]))"),
        _MARKED,
        _without,
        level=Level.ADVICE,
        near=_PAIRED,
    ),
    Form(
        Lazy(rf"(?<=[^第、，。；：.\d（(])(?P<wrong>{_ARABIC_PAIRS})(?={_PEOPLE_DAYS})"),
        "“{}”如果是概数，应用汉字，不加顿号",
        _to_han,
        level=Level.ADVICE,
        near=tuple(_ARABIC_PAIRS.split("|")),
    ),
)
_NUMBER = (
    rf"(?:\d{{1,9}}(?:\.\d{{1,4}})?[%％]?|[{HAN}十百千两零]{{1,7}}(?:分之[{HAN}十百]{{1,5}})?)"
    r"[百千万亿]{0,2}"
)
_SAME_CLAUSE = rf"[^\d{HAN}十百，。；：、！？（）()“”《》至—型级等档类]{{0,4}}?"
_LEAST = ("超过", "超出", "不少于", "不低于", "至少", "最少", "多于", "高于", "大于")
_MOST = ("不足", "不到", "少于", "低于", "小于", "未满", "不满", "不超过", "至多", "最多")
_BOUND = "超过|不足|不到|至少|最多|不少于|不低于|不超过"
_ABOUT = (
    r"(?:大约|大概|将近|接近|差不多|约(?<![条公契签合邀预节制大集续特简]约)(?:占|为)?"
    r"|近(?<![最附临靠接将]近))"
)
_DOUBLED = (
    Form(
        Lazy(rf"{_ABOUT}{_NUMBER}{_SAME_CLAUSE}(?:左右|上下(?![游级]))"),
        "“{}”前后都说是约数，删去一头",
        near=("左右", "上下"),
    ),
    Form(
        Lazy(rf"(?:{'|'.join(_LEAST)}){_NUMBER}{_SAME_CLAUSE}(?<!所)以上(?![述列])"),
        "“{}”意思重复，删去一头",
        near=_LEAST,
    ),
    Form(
        Lazy(rf"(?:{'|'.join(_MOST)}){_NUMBER}{_SAME_CLAUSE}(?:以下|以内)"),
        "“{}”意思重复，删去一头",
        near=_MOST,
    ),
    Form(
        Lazy(
            rf"(?:大约|大概|将近|接近|约|超过|不足|不到|至少)(?:\d{{1,6}}|[{HAN}十百千]{{1,4}})[多余](?=[个名家项人户天年次万亿件亩吨])"
        ),
        "“{}”前后都说是约数，删去一头",
        level=Level.ADVICE,
        near=(*pairs(DIGITS, "多余"), *pairs("十百千", "多余")),
    ),
    Form(
        Lazy(rf"(?:{_BOUND}){_NUMBER}{_SAME_CLAUSE}(?:左右|上下(?![游级]))"),
        "“{}”前后不合：有界的数不说“左右”",
        level=Level.ADVICE,
        near=("左右", "上下"),
    ),
)


def check_adjacent(reading: Reading) -> Iterator[Hit]:
    """两个相邻的数连用表示概数，中间加了顿号。"""
    return find(reading, _ADJACENT)


def check_doubled(reading: Reading) -> Iterator[Hit]:
    """前后都有表示约数、界限的词。"""
    return find(reading, _DOUBLED)


RULES = (
    Rule("SZ14", "概数之间加了顿号", Level.ERROR, "GB/T 15835—2011 5.2.1（概数）", check_adjacent),
    Rule("SZ15", "约数、界限的说法重复", Level.ERROR, "校对通则（语义重复）", check_doubled),
)
