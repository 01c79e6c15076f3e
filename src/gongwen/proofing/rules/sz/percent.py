"""SZ18、SZ19：百分数。页：sz18.md、sz19.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Rule
from gongwen.proofing.rules.sz.forms import DIGITS, HAN, Form, always, find, pairs

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading
    from gongwen.proofing.rule import Hit

_NUMBER = r"\d{1,6}(?:\.\d{1,4})?"
_HAN = f"[{HAN}十百零点]{{1,9}}"
_FORMS = (
    Form(
        Lazy(rf"百分之(?P<number>{_NUMBER})[%％]?(?![\d.])"),
        "“{}”里汉字与阿拉伯数字混用",
        lambda found: f"{found['number']}%",
        near=pairs("之", DIGITS),
    ),
    Form(
        Lazy(rf"百分之{_HAN}(?P<wrong>[%％])"),
        "“百分之”和“%”重复",
        always(""),
        near=pairs(HAN + "十百", "%％"),
    ),
    Form(Lazy(r"[%％]{2,3}"), "百分号重了", always("%"), near=pairs("%％", "%％")),
    Form(
        Lazy(r"(?<=\d)[%％]个?百分点"),
        "“{}”：百分点之前不写百分号",
        always("个百分点"),
        near=pairs("%％", "个百"),
    ),
    Form(
        Lazy(r"(?<=\d)(?P<wrong>百分点)"), "“百分点”前漏了“个”", always("个百分点"), near=pairs(DIGITS, "百")
    ),
    Form(
        Lazy(
            r"(?<=\d个)(?P<wrong>百分点点|百分分点|百百分点|[白佰][分份]点|百份点|百[芬粉]点|百分店|百点|分点|百分典|分百点|百点分)"
        ),
        "“{}”应为“百分点”",
        always("百分点"),
        near=(
            "点点",
            "分分",
            "百百",
            "白分",
            "白份",
            "佰分",
            "佰份",
            "百份",
            "百芬",
            "百粉",
            "百点",
            "个分",
            "分店",
            "分典",
        ),
    ),
    Form(
        Lazy(r"个(?P<wrong>百分)(?<=\d个百分)(?![点比制数之位分典店百])"),
        "“百分点”漏了“点”",
        always("百分点"),
        near=("个百",),
    ),
    Form(Lazy(r"(?<=\d)(?P<wrong>个个)(?=百分点)"), "“个”重了", always("个"), near=("个个",)),
    Form(
        Lazy(
            rf"(?P<wrong>[白佰柏]分之|百份之|百分至|百分之之|百百分之|百分分之|百之分|分百之)(?=[{HAN}十百\d])"
        ),
        "“{}”应为“百分之”",
        always("百分之"),
        near=("白分", "佰分", "柏分", "百份", "百分至", "之之", "百百", "分分", "百之", "分百"),
    ),
    Form(Lazy(r"\d[%％]\d{1,2}(?=[，。；、以左])"), "“{}”写错了", near=pairs("%％", DIGITS)),
    Form(Lazy(r"(?<=[长到为超降高升、率])[%％]\d{1,3}(?![\d%％])"), "“{}”写错了", near=pairs("%％", DIGITS)),
    Form(
        Lazy(r"(?<=[、，长到为超降])[%％](?=[，。；、以左])"),
        "“{}”前面漏了数",
        near=pairs("、，长到为超降", "%％"),
    ),
    Form(Lazy(r"(?<=\d)(?P<wrong>[%％]之)(?=\d)"), "“{}”写错了", near=pairs("%％", "之")),
)
_PARTS = (
    *("占比", "比重", "比例", "合格率", "覆盖率", "参保率", "普及率", "入学率", "签约率", "优良率", "知晓率"),
    *("满意度", "满意率", "达标率", "通过率", "入户率", "利用率", "净化率", "绿化率", "就业率", "回收率"),
    *("处理率", "办结率", "出勤率", "签字率"),
)
_SHARE = Lazy(
    rf"(?:{'|'.join(_PARTS)})(?:分别)?"
    r"(?:达到?了?|已达|为|是|超过|提高[到至]|提升[到至]|上升[到至]|稳定在|保持在|不低于|约|仅|高达)?\Z"
)
# 利润可以由盈转亏，降幅会超过 100%
_FALL = Lazy(r"(?<!利润)(?<!盈利)(?<!收益)(?:下降|减少|降低|缩减|压减|压缩)了?\Z")
_WHOLE, _WINDOW = 100, 14


def _over(found: re.Match[str], before: Lazy) -> bool:
    start = found.start()
    told = before.search(found.string, max(0, start - _WINDOW), start)
    return told is not None and float(found[0][:-1]) > _WHOLE


# 先找超过 100 的百分数，再看它前头说的是什么：这样的数少见
_OVER = Lazy(r"[1-9](?<![\d.]\d)\d{2,5}(?:\.\d{1,4})?[%％]")
_SHARES = (
    Form(_OVER, "“{}”：部分占全部不会超过100%", None, lambda found: _over(found, _SHARE), near=("%", "％")),
    Form(_OVER, "“{}”：下降、减少不会超过100%", None, lambda found: _over(found, _FALL), near=("%", "％")),
)


def check_form(reading: Reading) -> Iterator[Hit]:
    """每一处写错的百分数、百分点。"""
    return find(reading, _FORMS)


def check_share(reading: Reading) -> Iterator[Hit]:
    """每一处超过百分之百的占比、降幅。"""
    return find(reading, _SHARES)


RULES = (
    Rule("SZ18", "百分数、百分点写错", Level.ERROR, "GB/T 15835—2011 5.3（不得混用）", check_form),
    Rule("SZ19", "占比、降幅超过百分之百", Level.ADVICE, "校对通则（数据要合事理）", check_share),
)
