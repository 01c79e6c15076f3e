"""SZ28、SZ30、SZ32：汉字数字的用法。页：sz28.md、sz30.md、sz32.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.numbering import han_number
from gongwen.findings import Level
from gongwen.proofing.habits import told_once
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Rule
from gongwen.proofing.rules.sz.forms import DIGITS, HAN, Form, always, find, pairs
from gongwen.proofing.sequence import to_han

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading
    from gongwen.proofing.rule import Hit

_NOT_LAST = rf"(?<![第十百千万亿零点{HAN}、至到或〇○\-－—其之不无])"
_TWO = (
    Form(
        Lazy(r"第两(?=[条款项章节个次名届位批期阶步轮])"), "“{}”：序数用“二”", always("第二"), near=("第两",)
    ),
    Form(
        Lazy(rf"两十(?=[个名家项人条户天年次万亿种{HAN}])"), "“{}”应为“二十”", always("二十"), near=("两十",)
    ),
    Form(
        Lazy(rf"(?<=[{HAN}百]十)(?P<wrong>两)(?=[个名家项人条户天次种届])"),
        "“{}”：多位数里用“二”",
        always("二"),
        near=("十两",),
    ),
    Form(
        Lazy(
            rf"{_NOT_LAST}(?P<wrong>二)(?=个(?![代一二三]|体)|种(?![植子])|家(?![庭长])|只(?!要|有)|张|辆|座(?!谈))"
        ),
        "量词前一般用“两”",
        always("两"),
        level=Level.ADVICE,
        near=pairs("二", "个种家只张辆座"),
    ),
)

_HAN_ORDINAL = f"[{HAN}十百]{{1,5}}"
_OF = "[条款项章节届次批期名位类级]"
_JOINED = pairs("、和或至及", "第")
_ORDINALS = (
    Form(
        Lazy(rf"第\d{{1,3}}{_OF}?(?:[、和或至及]|以及)第{_HAN_ORDINAL}"),
        "“{}”里的序数写法不一",
        near=_JOINED,
    ),
    Form(
        Lazy(rf"第{_HAN_ORDINAL}{_OF}?(?:[、和或至及]|以及)第\d{{1,3}}"),
        "“{}”里的序数写法不一",
        near=_JOINED,
    ),
    Form(
        Lazy(rf"第\d{{1,3}}、(?:\d{{1,3}}、){{0,5}}{_HAN_ORDINAL}(?=[条款章节届])"),
        "“{}”里的序数写法不一",
        near=pairs("第", DIGITS),
    ),
    Form(
        Lazy(rf"第{_HAN_ORDINAL}、(?:{_HAN_ORDINAL}、){{0,5}}\d{{1,3}}(?=[条款章节届])"),
        "“{}”里的序数写法不一",
        near=pairs("、", DIGITS),
    ),
)

_CHARS = f"[{HAN}〇零十百千]"
_COUNTED = "(?:[条款项章节次届批期号名位个级类]|产业|季度|阶段|部分)"
_SAID = f"第{_CHARS}{{2,8}}(?={_COUNTED})"
_BAD = Lazy(
    rf"十十|百百|千千|零零|十百|十千|百千|零[十百千]|零\Z|\A零|([{HAN}])\1[十百千]|十([{HAN}])\2\Z|百十[{HAN}]?十"
)
# “五六百”“三四十”是概数，“千百个”“百十个”是词：只查重了的。
_LOOSE = (
    rf"(?<![{HAN}〇零十百千亿万数上成第])(?P<wrong>(?:[{HAN}]百|[{HAN}]千)?[{HAN}]?(?:十十|百百(?!分))[{HAN}]?"
    rf"|([{HAN}])\2[十百])(?=[个名家项人户条天元万亿]|公里|平方)"
)


def _is_broken(found: re.Match[str]) -> bool:
    """序数“第……条”里的数不成一个数。逐字写的编号（一〇三号）不查。"""
    written = found[0][1:]
    if "〇" in written or not any(char in "十百千零" for char in written):
        return False
    return _BAD.search(written) is not None


def _undoubled(found: re.Match[str]) -> str | None:
    """重了一个字的，去掉一个：“第十十二”为“第十二”。"""
    written = found[0][1:]
    singles = {
        written[:at] + written[at + 1 :] for at in range(1, len(written)) if written[at] == written[at - 1]
    }
    valid = [one for one in singles if (value := han_number(one)) and _written(one, value)]
    return f"第{valid[0]}" if len(valid) == 1 else None


def _written(one: str, value: int) -> bool:
    return one in {to_han(value), to_han(value).replace("百十", "百一十")}


_DOUBLED = tuple(char * 2 for char in HAN)
_BROKEN_NEAR = (
    *_DOUBLED,
    *("十十", "百百", "千千", "零零", "十百", "十千", "百千", "零十", "零百", "零千", "第零", "百十"),
    *pairs("零", "条款项章节次届批期号名位个级类"),
)
_BROKEN = (
    Form(Lazy(_SAID), "“{}”不成一个数", _undoubled, _is_broken, near=_BROKEN_NEAR),
    Form(Lazy(_LOOSE), "“{}”不成一个数", near=(*_DOUBLED, "十十", "百百")),
)


def check_two(reading: Reading) -> Iterator[Hit]:
    """“二”“两”用错的地方。"""
    return told_once(find(reading, _TWO), Level.ERROR)


def check_ordinals(reading: Reading) -> Iterator[Hit]:
    """并列的序数，有的用汉字、有的用阿拉伯数字。"""
    return find(reading, _ORDINALS)


def check_broken(reading: Reading) -> Iterator[Hit]:
    """每一个不成数的汉字数字。"""
    return find(reading, _BROKEN)


TWO = Rule("SZ28", "“二”与“两”用错", Level.ERROR, "现代汉语词典（第7版）", check_two)
ORDINALS = Rule(
    "SZ30", "并列的序数写法不一", Level.ERROR, "GB/T 15835—2011 4.3（同类别同形式）", check_ordinals
)
BROKEN = Rule(
    "SZ32", "汉字数字不成一个数", Level.ERROR, "GB/T 15835—2011 5.2（汉字数字的使用）", check_broken
)
