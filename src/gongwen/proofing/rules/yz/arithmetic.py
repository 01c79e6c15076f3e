"""句子里的数：YZ19 “由甲增加到乙，增加丙”，YZ20 “其中”各项，YZ29 占比。页：yz19.md、yz20.md、yz29.md。"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.amounts import NUMBER, amount, rounding
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading

_SCALE = "(?:百|千|百万|千万|万|亿|万亿)?"
_UP, _DOWN = "增加|增长|提高|上升|提升|扩大|增至|升至", "减少|下降|降低|缩减|压减|降至|减至"
_CHANGE = Lazy(
    rf"(?:由|从)[^，。；：\n]{{0,20}}?(?P<a>{NUMBER})(?P<as>{_SCALE})(?P<unit>[^\d，。；：（）\s]{{1,4}}?)"
    rf"(?P<verb>{_UP}|{_DOWN})(?:到|至|为)?[^，。；：\d\n]{{0,12}}?(?P<b>{NUMBER})(?P<bs>{_SCALE})(?P=unit)"
    rf"(?:[^，。；\d\n]{{0,4}})[，,（(](?:共|净|累计)?(?P<again>增加|增长|提高|上升|提升|减少|下降|降低)了?"
    rf"(?P<c>{NUMBER})(?P<cs>{_SCALE})(?P<percent>%|％|(?P=unit)|个百分点)"
)
_AMONG = Lazy(
    rf"(?:共|总|合计|累计)[^，。；：\d\n]{{0,14}}?(?P<n>{NUMBER})(?P<ns>{_SCALE})(?P<unit>人|名|户|家|个|件|项|起|处|所|亩|公里|辆|台|万元|亿元|元|吨)"
    rf"[^，。；：\d\n]{{0,8}}[，,（(]其中[：:]?(?P<parts>[^。；\n]{{1,120}})"
)
_ONE_PART = Lazy(
    rf"(?P<n>{NUMBER})(?P<ns>{_SCALE})(?P<unit>人|名|户|家|个|件|项|起|处|所|亩|公里|辆|台|万元|亿元|元|吨)"
)
_RATE = Lazy(
    rf"(?:共|总|全[市县区省]有?|应|检查|抽查|现有)[^，。；：\d\n]{{0,14}}?(?P<n>{NUMBER})(?P<ns>{_SCALE})(?P<unit>人|名|户|家|个|件|项|起|处|所|批次|公里|亩)"
    rf"[^，。；：\d\n]{{0,10}}[，,（(](?:其中)?[^，。；：\d\n]{{0,14}}?(?P<m>{NUMBER})(?P<ms>{_SCALE})(?P=unit)[^，。；：\d\n]{{0,6}}"
    rf"[，,（(](?:约|仅)?(?:占(?:比|总数的?|总量的?|全[市县部]的?)?|[^，。；：\d\n]{{1,6}}率(?:为|达到?|是)?)(?P<rate>\d{{1,3}}(?:\.\d{{1,2}})?)[%％]"
)
_NESTED = (
    "包括",
    "含",
    "占",
    "其中",
    "同比",
    "比上年",
    "比去年",
    "较上年",
    "新增",
    "增加",
    "减少",
    "每",
    "至",
    "以上",
    "以下",
    "达到",
    "超过",
)
_EXHAUSTIVE = (("男", "女"), ("赞成", "反对"), ("城镇", "农村"), ("已完成", "未完成"), ("合格", "不合格"))
# 钱不会重叠：人可以既是党员又是妇女
_MONEY = frozenset(("万元", "亿元", "元"))
_SOURCE = "校对通则（数据前后相符）"


def check_change(reading: Reading) -> Iterator[Hit]:
    """由甲到乙，增减的数应当是两数之差；百分数应当是差与甲之比。"""
    for piece in reading.with_any("由", "从"):
        value = piece.text.value
        if (
            "增" not in value
            and "减" not in value
            and "升" not in value
            and "降" not in value
            and "提" not in value
        ):
            continue
        for found in _CHANGE.finditer(value):
            wrong = _wrong_change(found)
            if wrong:
                yield Hit(piece.text.at(found.start("c"), found.end("percent")), wrong)


def _wrong_change(found: re.Match[str]) -> str:
    """算不拢时说应是多少；算得拢、算不了的为空串。"""
    a, b, c = (amount(found[key], found[f"{key}s"]) for key in "abc")
    if a is None or b is None or c is None or not a:
        return ""
    slack = sum((rounding(found[key], found[f"{key}s"]) for key in "abc"), Decimal(0))
    gap = abs(b - a)
    if found["percent"] in ("%", "％") and found["unit"] not in ("%", "％"):
        ratio = gap / a * 100
        # 甲、乙各差半个末位，比率差多少
        loose = (
            rounding(found["c"])
            + 100
            * (rounding(found["a"], found["as"]) * (1 + ratio / 100) + rounding(found["b"], found["bs"]))
            / a
        )
        return (
            "" if abs(ratio - c) <= loose + Decimal("0.1") else f"由所给的两个数算，应是 {ratio:.1f}%，请核对"
        )
    if found["percent"] in ("%", "％") and found["unit"] in ("%", "％"):
        return ""
    return "" if abs(gap - c) <= slack else f"所给的两个数相差 {gap.normalize():f}，请核对"


def check_among(reading: Reading) -> Iterator[Hit]:
    """“共甲人，其中乙人、丙人”：一项比总数还大的，是差错；男女这样分得尽的，加起来应当等于总数。"""
    for piece in reading.with_any("其中"):
        for found in _AMONG.finditer(piece.text.value):
            wrong = _wrong_part(found)
            if wrong is not None:
                start, end, message = wrong
                yield Hit(piece.text.at(start, end), message)


def _wrong_part(found: re.Match[str]) -> tuple[int, int, str] | None:
    """与总数不符的一项，或总数自己；都相符的为 None。"""
    total = amount(found["n"], found["ns"])
    same = [part for part in _ONE_PART.finditer(found["parts"]) if part["unit"] == found["unit"]]
    if total is None or any(word in found["parts"] for word in _NESTED):
        return None
    values = [amount(part["n"], part["ns"]) or Decimal(0) for part in same]
    start = found.start("parts")
    for part, value in zip(same, values, strict=True):
        if value > total:
            message = f"其中的一项（{part[0]}）比总数（{found['n']}{found['ns']}{found['unit']}）还大"
            return start + part.start(), start + part.end(), message
    whole = sum(values, Decimal(0))
    slack = rounding(found["n"], found["ns"]) * (len(same) + 1)
    splits = any(all(word in found["parts"] for word in pair) for pair in _EXHAUSTIVE)
    if len(same) > 1 and found["unit"] in _MONEY and whole - total > slack:
        return found.start("n"), found.end("unit"), f"其中各项相加是 {whole.normalize():f}，比总数还大"
    if splits and len(same) == 2 and abs(whole - total) > slack:
        return found.start("n"), found.end("unit"), f"两项相加是 {whole.normalize():f}，与总数不符"
    return None


def check_rate(reading: Reading) -> Iterator[Hit]:
    """“共抽查甲个，合格乙个，合格率丙%”：丙应当是乙与甲之比。"""
    for piece in reading.with_any("%", "％"):
        for found in _RATE.finditer(piece.text.value):
            whole, part = amount(found["n"], found["ns"]), amount(found["m"], found["ms"])
            if not whole or part is None or part > whole:
                continue
            share, written = part / whole * 100, Decimal(found["rate"])
            slack = rounding(found["rate"]) + 100 * rounding(found["m"], found["ms"]) / whole
            exact = "." not in found["n"] + found["m"] and not found["ns"] + found["ms"]
            # 说的也许是其余的那些（不合格率）
            if min(abs(share - written), abs(100 - share - written)) > (
                rounding(found["rate"]) if exact else slack
            ):
                message = f"{found['m']}{found['ms']} 占 {found['n']}{found['ns']} 是 {share:.1f}%，请核对"
                yield Hit(piece.text.at(*found.span("rate")), message)


CHANGE = Rule("YZ19", "增减数与前后两数不符", Level.ERROR, _SOURCE, check_change)
AMONG = Rule("YZ20", "其中各项与总数不符", Level.ERROR, _SOURCE, check_among)
RATE = Rule("YZ29", "占比与两数不符", Level.ERROR, _SOURCE, check_rate)
