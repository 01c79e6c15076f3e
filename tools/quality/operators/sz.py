"""数字、日期、单位。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.quality.making import pick, replace

if TYPE_CHECKING:
    import random
    import re

    from tools.quality.making import Change
    from tools.quality.plant import Operator
    from tools.quality.sounds import Sounds

DIGITS = "〇一二三四五六七八九"
_FULL = str.maketrans("0123456789", "０１２３４５６７８９")
_AMOUNT = r"(?<![\d.])\d[\d.]*(?:万|亿)?(?:元|人|个|家|户|吨|公里|亩|平方米|公顷)"
_UNITS = {
    "平方公里": ("KM2", "Km2"),
    "公里": ("Km", "KM"),
    "平方米": ("平米", "M2", "m2", "㎡"),
    "立方米": ("M3", "m3", "立米"),
    "千瓦": ("KW", "Kw"),
    "公斤": ("KG", "Kg"),
    "千克": ("KG", "Kg"),
    "毫克": ("MG", "Mg"),
    "公顷": ("HM2", "Ha"),
}


def operators(_: Sounds) -> tuple[Operator, ...]:
    """数字的全部办法。"""
    return (*_dates(), *_mixed(), *_marks(), *_words())


def _sz(kind: str, pattern: str, change: Change) -> Operator:
    return replace("SZ", kind, pattern, change, digits=True)


def _dates() -> tuple[Operator, ...]:
    day = r"(?<!\d)\d{1,2}月\d{1,2}日"
    return (
        _sz("不存在的日期", day, pick("2月30日", "4月31日", "6月31日", "9月31日", "13月5日", "11月31日")),
        _sz(
            "不存在的时刻",
            r"(?<![\d.:：])\d{1,2}[:：]\d{2}(?![\d.:：])|(?<!\d)\d{1,2}时\d{1,2}分",
            _bad_clock,
        ),
        _sz("两位年份", r"(?<!\d)20(\d\d年\d{1,2}月)", r"\1"),
        _sz("日期补零", r"(?<!\d)(\d{4}年)(\d)月(\d)日", r"\g<1>0\2月0\3日"),
        _sz("月日混写", r"\d{4}年(?P<at>[1-9])月(?=\d{1,2}日)", lambda m, _: DIGITS[int(m["at"])]),
        _sz("零写作别的", r"(?<!\d)20(\d\d)年", _bad_zero),
        _sz("年份少一位", r"(?<!\d)20\d\d年(?=\d{1,2}月)", lambda m, _: m[0][:3] + m[0][4:]),
    )


def _bad_clock(match: re.Match[str], chance: random.Random) -> str:
    hour, minute = chance.choice(((25, "30"), (26, "00"), (9, "75"), (17, "60")))
    return f"{hour}时{minute}分" if "时" in match[0] else f"{hour}{match[0][-3]}{minute}"


def _bad_zero(match: re.Match[str], chance: random.Random) -> str:
    zero = chance.choice("0○OＯ")
    return f"二{zero}{DIGITS[int(match[1][0])]}{DIGITS[int(match[1][1])]}年".replace("〇", zero)


def _mixed() -> tuple[Operator, ...]:
    counted = r"(?=[人个名家户项处件])"
    return (
        _sz("千百混写", rf"(?<![\d.])([1-9])([1-9])00{counted}", r"\1千\2百"),
        _sz("万千混写", r"(?<![\d.])([1-9])\.([1-9])万", r"\1万\2千"),
        _sz(
            "汉字数字混写", rf"(?<![\d.])([2-9])([1-9]){counted}", lambda m, _: f"{DIGITS[int(m[1])]}十{m[2]}"
        ),
        _sz("百分之混写", r"(?<![\d.—～-])(\d{1,2}(?:\.\d+)?)%(?![—～])", r"百分之\1"),
        _sz("全角数字", r"(?<![\d.])\d{2,6}(?![\d.])", lambda m, _: m[0].translate(_FULL)),
        _sz("亿万叠用", r"(?<=\d)亿元", "亿万元"),
        _sz("数字里的字母", r"(?<![\d.])([1-9]\d*)0(\d*)(?=[年人个名家户项亿万])", pick(r"\1O\2", r"\1o\2")),
        _sz("一写成字母", r"(?<=\d)1(?=\d)", "l"),
    )


def _marks() -> tuple[Operator, ...]:
    return (
        _sz("全角千分位", r"(?<![\d.])(\d{1,3})(\d{3})(?=[人个名家户元公])", r"\1，\2"),
        _sz("小数点不对", r"(?<=\d)\.(?=\d)", pick("..", "。", "．", "·")),
        _sz("百分号范围", r"(?<![\d.])(\d+(?:\.\d+)?)%(?=[—～至到]\d+(?:\.\d+)?%)", r"\1"),
        _sz("范围破折号", r"(?<=\d)—(?=\d)", "——"),
        _sz("百分号重复", r"(?<=\d)%", "%%"),
        _sz("百分号百分点", r"(?<=\d)(?P<at>)个百分点", "%"),
        _sz("单位重复", r"(?<=\d)(?:亿元|万元|公里|平方米)", lambda m, _: m[0] + m[0][-1]),
        _sz("单位写法", rf"(?<=\d)(?:{'|'.join(_UNITS)})", lambda m, c: c.choice(_UNITS[m[0]])),
        _sz("万单位写法", rf"(?<=\d万)(?:{'|'.join(_UNITS)})", lambda m, c: c.choice(_UNITS[m[0]])),
    )


def _words() -> tuple[Operator, ...]:
    apart = r"(?<![约近超过余达到])"
    return (
        _sz(
            "约与左右",
            rf"{apart}{_AMOUNT}(?![左以余多])",
            pick(r"约\g<0>左右", r"大约\g<0>左右", r"近\g<0>左右"),
        ),
        _sz("超过与以上", rf"(?:超过|至少|不少于|不低于|多于){_AMOUNT}(?P<at>)(?!以)", "以上"),
        _sz("不足与以下", rf"(?:不足|低于|不超过|至多){_AMOUNT}(?P<at>)(?!以)", "以下"),
        _sz(
            "减少几倍",
            r"(?:下降|降低|减少|缩短|压减)(?:了|到)?(?P<at>\d[\d.]*%)(?!以)",
            pick("2倍", "3倍", "1.5倍"),
        ),
        _sz(
            "邻近数顿号",
            r"(?:二三|三四|四五|五六|六七|七八|八九)(?=[个名人天年月百千十万户次米])",
            lambda m, _: f"{m[0][0]}、{m[0][1]}",
        ),
    )
