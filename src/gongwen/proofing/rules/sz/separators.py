"""SZ20—SZ23：数的分节、小数点、空格、虚位。页：sz20.md—sz23.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.sz.forms import DIGITS, Form, always, find, pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading

_COUNTED = r"(?:[元万亿吨人户亩台辆株套件名家米]|个(?!性)|平方|公[里顷斤]|千[米瓦克])"
_IN_THREES = Lazy(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_THOUSANDS = (
    Form(
        Lazy(rf"[0-9](?<![0-9,.][0-9])[0-9]{{0,8}}(?:,[0-9]{{1,9}}){{1,5}}(?:\.[0-9]{{1,6}})?(?={_COUNTED})"),
        "“{}”的千分撇位置不对",
        lambda found: _regrouped(found[0]),
        lambda found: not _IN_THREES.fullmatch(found[0]),
        near=pairs(DIGITS, ","),
    ),
    Form(
        Lazy(
            rf"[0-9](?<![0-9，,.年月日][0-9])[0-9]{{0,2}}(?:，[0-9]{{3}})+(?![0-9])(?:\.[0-9]{{1,6}})?(?={_COUNTED})"
        ),
        "“{}”的千分撇用了全角",
        lambda found: found[0].replace("，", ","),
        near=pairs(DIGITS, "，"),
    ),
    Form(
        Lazy(rf"[0-9](?<=[\u4e00-\u9fff][0-9])[0-9]{{0,2}}、[0-9]{{3}}(?={_COUNTED})(?!元以)"),
        "“{}”如果是一个数，千分撇误作顿号",
        lambda found: found[0].replace("、", ","),
        level=Level.ADVICE,
        near=pairs(DIGITS, "、"),
    ),
)


def _regrouped(written: str) -> str | None:
    """位数本来对的（1,2345）重新分节；看不出是一个数还是几个数的没有改法。"""
    whole, dot, decimals = written.partition(".")
    digits = whole.replace(",", "")
    return f"{int(digits):,}{dot}{decimals}" if whole.count(",") == 1 and digits[0] != "0" else None


_FULL_POINT = Lazy(r"(?<=[0-9])．(?=[0-9]{1,4}(?:[%％万亿倍]|个百分点))")
_FEW = 3
_PERCENT = r"(?=[%％万亿]|个百分点)"
_POINTS = (
    Form(
        Lazy(r"(?<=\d)(?P<wrong>\.{2,3}|\.[,，。．]|[,，。．]\.)(?=\d)"),
        "小数点“{}”重了",
        always("."),
        near=("..", ".,", ".，", ".。", ".．", ",.", "，.", "。.", "．."),
    ),
    Form(
        Lazy(r"\d(?<![\d.]\d)\d{0,5}\.\d{1,6}\.\d{1,6}(?=[%％万亿倍元]|个百分点)"),
        "“{}”有两个小数点",
        near=(".",),
    ),
    Form(
        Lazy(rf"(?P<wrong>[。·・•])(?<=\d.)(?=\d{{1,3}}{_PERCENT})"),
        "小数点误作“{}”",
        always("."),
        near=pairs("。·・•", DIGITS),
    ),
    Form(
        Lazy(r"(?<=\d)(?P<wrong>[·・•])(?=\d{1,4}[万亿倍])"),
        "小数点误作“{}”",
        always("."),
        near=("·", "・", "•"),
    ),
    Form(
        Lazy(rf"(?P<wrong>\.(?<![\d.\s].)\d{{1,4}}){_PERCENT}"),
        "纯小数“{}”漏了小数点前的0",
        lambda found: "0" + found["wrong"],
        near=(".",),
    ),
    Form(
        Lazy(rf"(?P<wrong>0(?<![\d.,，]0)\d{{1,3}}(?:\.\d{{1,4}})?){_PERCENT}"),
        "“{}”前头多了0",
        lambda found: _no_zeros(found["wrong"]),
        near=pairs("0", DIGITS),
    ),
    Form(
        Lazy(r"(?P<wrong>\.)(?<=\d\.)(?=[%％万亿倍]|个百分点)"),
        "“{}”多了",
        always(""),
        near=pairs(".", "%％万亿倍个"),
    ),
    Form(
        Lazy(r"\d(?<![\d.]\d)\d{0,5}(?:\s{1,2}\.\s{0,2}|\.\s{1,2})\d{1,4}(?=\s?[%％万亿倍]|\s?个百分点)"),
        "小数“{}”被空格断开",
        lambda found: "".join(found[0].split()),
        near=(" .", ". "),
    ),
)


def _no_zeros(written: str) -> str:
    whole, dot, decimals = written.partition(".")
    return f"{int(whole)}{dot}{decimals}"


_SPACED_THREES = Lazy(r"\d{1,3}(?:\s\d{3})+")
# “附件1 2026年工作要点”：前面是序号
_LABELLED = Lazy(r"(?:[表图件]|^)\s?\d{1,2} {1,2}(?:19|20)\d{2}年$")
_SPACED = (
    Form(
        Lazy(r"(?<![\dA-Za-z.])(?:1\s{1,2}9|2\s{1,2}0|19\s{1,2}|20\s{1,2})\s{0,2}\d\s{0,2}\d(?=\s?年)"),
        "年份“{}”被空格断开",
        lambda found: "".join(found[0].split()),
        near=pairs(DIGITS, " "),
    ),
    Form(
        Lazy(r"(?<![\dA-Za-z.])(?P<wrong>\d{1,6}(?: {1,2}\d{1,6}){1,4})(?=[%％万亿元年]|个百分点)"),
        "数字“{}”被空格断开",
        lambda found: found["wrong"].replace(" ", ""),
        lambda found: (
            not (
                _SPACED_THREES.fullmatch(found["wrong"]) or _LABELLED.search(found.string, 0, found.end() + 1)
            )
        ),
        near=pairs(DIGITS, " "),
    ),
)
_PADDED = (
    Form(
        Lazy(r"(?<=\d年)(?P<wrong>0(?P<number>[1-9]))(?=月)"),
        "月份“{}”不编虚位",
        lambda found: found["number"],
        near=("年0",),
    ),
    Form(
        Lazy(r"(?<=月)(?P<wrong>0(?P<number>[1-9]))(?=日)"),
        "日期“{}”不编虚位",
        lambda found: found["number"],
        near=("月0",),
    ),
    Form(
        Lazy(r"(?<![\d年\-/.])(?P<wrong>0(?P<number>[1-9]))(?=月(?:\d{1,2}日|份|底|初|中旬|上旬|下旬))"),
        "月份“{}”不编虚位",
        lambda found: found["number"],
        near=tuple(f"0{digit}月" for digit in DIGITS),
    ),
)


def check_thousands(reading: Reading) -> Iterator[Hit]:
    """千分撇位置不对、用了全角的数。"""
    return find(reading, _THOUSANDS)


def check_points(reading: Reading) -> Iterator[Hit]:
    """小数点重了、错了、缺了数的小数。"""
    yield from find(reading, _POINTS)
    yield from _full_points(reading)


def _full_points(reading: Reading) -> Iterator[Hit]:
    """全角的小数点。通篇都这样写的，只提一次。"""
    places = [
        piece.text.at(*found.span())
        for piece in reading.with_any("．")
        for found in _FULL_POINT.finditer(piece.text.value)
    ]
    for span in places if len(places) <= _FEW else places[:1]:
        times = "" if len(places) <= _FEW else f"（全文{len(places)}处）"
        yield Hit(span, f"小数点“．”宜用半角{times}", ".", level=Level.ADVICE)


def check_spaced(reading: Reading) -> Iterator[Hit]:
    """被空格断开的数。"""
    return find(reading, _SPACED)


def check_padded(reading: Reading) -> Iterator[Hit]:
    """正文里编了虚位的月、日；成文日期、印发日期由 YS 查。"""
    elements = ("dated", "distributed_on")
    spans = {piece.text.span for piece in reading.of(*elements)}
    for hit in find(reading, _PADDED):
        if not any(span.start <= hit.span.start < span.end for span in spans if hit.span):
            yield hit


_DIGITS_CLAUSE = "GB/T 15835—2011 5.1.1（多位数）"
RULES = (
    Rule("SZ20", "千分撇用错", Level.ERROR, _DIGITS_CLAUSE, check_thousands),
    Rule("SZ21", "小数点用错", Level.ERROR, "GB/T 15835—2011 5.1.1、5.1.2（多位数、纯小数）", check_points),
    Rule("SZ22", "一个数被空格断开", Level.ERROR, _DIGITS_CLAUSE, check_spaced),
    Rule("SZ23", "月日编了虚位", Level.ADVICE, "GB/T 9704—2012 7.3.5.4 成文日期中的数字", check_padded),
)
