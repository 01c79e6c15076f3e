"""SZ05：日期里写错、漏写、写重、写颠倒的“年”“月”“日”。页：sz05.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Rule
from gongwen.proofing.rules.sz.forms import DIGITS, Form, always, find, pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading
    from gongwen.proofing.rule import Hit

# 先认“19”“20”再看前面：这样没有数字的文字一眼掠过
_YEAR, _MONTH, _DAY = r"(?:19|20)(?<![\d.]\d\d)\d{2}", r"(?:1[0-2]|0?[1-9])", r"(?:[12]\d|3[01]|0?[1-9])"
_MARKED = "日期里的“{}”写错了"
_DATED = pairs(DIGITS, "月")
_FORMS = (
    Form(Lazy(rf"\d月{_DAY}(?P<wrong>[目曰口白])"), _MARKED, always("日"), near=pairs(DIGITS, "目曰口白")),
    Form(
        Lazy(rf"{_YEAR}(?P<wrong>[牛午](?![马肉奶饭餐夜后间睡时场羊只头前休])|平(?={_MONTH}月|[底初末度]))"),
        _MARKED,
        always("年"),
        near=pairs(DIGITS, "牛午平"),
    ),
    Form(Lazy(rf"{_YEAR}(?P<wrong>[日月])(?={_MONTH}月{_DAY}日)"), _MARKED, always("年"), near=_DATED),
    Form(
        Lazy(rf"{_YEAR}年{_MONTH}(?P<wrong>[日曰目年用])(?={_DAY}[日号])"),
        _MARKED,
        always("月"),
        near=pairs("日曰目年用", DIGITS),
    ),
    Form(
        Lazy(rf"{_YEAR}年{_MONTH}月{_DAY}(?P<wrong>月)(?=[起前至到，。；、）]|印发|施行|召开)"),
        _MARKED,
        always("日"),
        near=_DATED,
    ),
    Form(
        Lazy(rf"{_YEAR}(?P<wrong>年年)(?![度初终中末底前内报限检龄审均产会货关味])"),
        "“{}”重了",
        always("年"),
        near=("年年",),
    ),
    Form(Lazy(r"(?<=\d)月月(?=[\d，、份日上中下])"), "“{}”重了", always("月"), near=("月月",)),
    Form(Lazy(rf"\d月{_DAY}(?P<wrong>日日)(?![均常报记程期])"), "“{}”重了", always("日"), near=("日日",)),
    Form(
        Lazy(rf"{_YEAR}年月\d{{1,2}}|{_YEAR}月{_MONTH}[年日]|{_YEAR}年{_MONTH}月日\d{{1,2}}"),
        "日期“{}”的年、月、日颠倒了",
        near=(*_DATED, "年月", "月日"),
    ),
    Form(
        Lazy(
            rf"{_YEAR}年{_MONTH}月{_DAY}(?![\d日号.．:：—–\-~～－至到、个/%％\s年月万亿余多次人名家件项届期旬目曰口白])"
        ),
        "日期“{}”漏了“日”",
        lambda found: found[0] + "日",
        near=pairs("月", DIGITS),
    ),
    Form(
        Lazy(rf"\d(?<![\d.年]\d)\d?月{_DAY}(?=[前起])"),
        "日期“{}”漏了“日”",
        lambda found: found[0] + "日",
        near=pairs("月", DIGITS),
    ),
    Form(Lazy(rf"{_YEAR}年\d{{1,4}}日"), "日期“{}”漏了“月”", near=pairs("年", DIGITS)),
    Form(
        Lazy(rf"{_YEAR}年{_MONTH}(?=[底初末](?![级中])|[上中下]旬)"),
        "日期“{}”漏了“月”",
        lambda found: found[0] + "月",
        near=pairs(DIGITS, "底初末上中下"),
    ),
    Form(
        Lazy(rf"{_YEAR}年{_MONTH}月{_DAY}(?=(?:至|到|[—–]{{1,2}})(?:\d{{4}}年|\d{{1,2}}月))"),
        "日期“{}”漏了“日”",
        lambda found: found[0] + "日",
        near=pairs("月", DIGITS),
    ),
    Form(Lazy(rf"{_YEAR}年{_MONTH}月日(?![本均常])"), "日期“{}”漏了几日", near=("月日",)),
    Form(Lazy(r"\d{4,5}年月(?=\d{1,2}日|[底初末](?!均))"), "日期“{}”漏了几月", near=("年月",)),
    Form(Lazy(rf"{_YEAR}年\d{{3,4}}月(?!龄)"), "没有“{}”", near=_DATED),
    Form(Lazy(r"\d{1,2}月\d{3,4}日"), "没有“{}”", near=pairs("月", DIGITS)),
    Form(
        Lazy(rf"{_YEAR}年{_MONTH}月\d日\d(?=[在前起，。；）]|上午|下午)"),
        "日期“{}”颠倒了",
        near=pairs("日", DIGITS),
    ),
    Form(
        Lazy(rf"(?P<wrong>{_YEAR}){_MONTH}月(?!龄)"),
        "“{}”后漏了“年”",
        lambda found: found["wrong"] + "年",
        near=_DATED,
    ),
)


def check(reading: Reading) -> Iterator[Hit]:
    """日期里每一处不成样子的年、月、日。"""
    return find(reading, _FORMS)


RULE = Rule("SZ05", "日期里写错或漏写了年、月、日", Level.ERROR, "GB/T 15835—2011 5.1.4（年月日）", check)
