"""BT05：文种前面缺“的”，或“的”写成“地”“得”。页：bt05.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.clauses import REGULATION
from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.bt.compound import has_pair
from gongwen.proofing.rules.bt.titles import titles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading
    from gongwen.proofing.rules.bt.titles import Title

_OPENERS = ("关于", "转发", "批转", "印发")
_KINDS = ("通知", "通报", "意见", "请示", "批复", "报告", "函", "决定", "议案", "通告", "公告")
_SURE = ("通知", "请示", "批复", "议案")
# 与文种合成一个词的修饰语，前面要有“的”。
_MODIFIER = Lazy(r"(?:紧急|补充|联合|若干|实施|指导|处理)$")
# 合成词：调查报告、征求意见函、土地公告，不是少了“的”。
_COMPOUND = {
    "报告": Lazy(
        r"(?:工作|调[查研]|考察|研究|审[计查]|自[查评]|述职|评[估价议审]|总结|检查|整改|分析|专题|验收|鉴定|监测|年度"
        r"|财务|进展|核[对查]|执行|发展|督[查导]|预算|决算|申请|请示|实验|试验|可行性)$"
    ),
    "函": Lazy(r"(?:意见|邀请|商[请洽]|询问|感谢|提醒|建议|联系|答复|回复|调查|便|催办|转办)$"),
    "意见": Lazy(r"(?:[处办]理|答复|审[核查]|反馈|修改|评审|验收|征求|具体|初步)$"),
    "通报": Lazy(r"(?:批评|表扬)$"),
    "决定": Lazy(r"(?:[处惩]罚|处分|复议|裁|奖励|表彰)$"),
    "公告": Lazy(r"(?:土地|用地|征收|预|招[聘录考标]|中标|拍卖|出让)$"),
    "通告": Lazy(r"(?:土地|用地|征收|预)$"),
}
_WRONG = Lazy(r"(?:地|得|底|旳)$")
# “用地的公告”丢了“的”，不是“的”写成了“地”。
_LAND = Lazy(
    r"[土用基场耕草林湿当各外本产征工园高荒山绿墓属农牧旱坡洼圩宅建空滩驻飞落内异实胜余境陆盆腹要领阵圣心"
    r"取获所使值显懂记舍难不只乐觉赢晓][地得]$"
    r"|[到彻年海月水谷河井库池江湖路][底]$"
)


def check(reading: Reading) -> Iterator[Hit]:
    """“关于××工作通知”少了“的”。"""
    for title in titles(reading):
        if title.kind in _KINDS and any(word in title.outside for word in _OPENERS):
            yield from _check(title)


def _check(title: Title) -> Iterator[Hit]:
    at = title.end - len(title.kind)
    stem = title.outside[:at]
    modifier = _MODIFIER.search(stem, max(0, at - 2))
    at = modifier.start() if modifier else at - (title.kind == "函" and stem.endswith(("复", "公")))
    stem = stem[:at]
    if stem.endswith(("的", "关于")) or has_pair(title):
        return
    # “……情况的督查通报”：“的”隔着通报的种类
    if "的" in stem[-4:]:
        return
    # “……工作情况通报”：情况通报、情况报告是通行的说法
    if title.kind in ("通报", "报告") and stem.endswith("情况"):
        return
    if _WRONG.search(stem, at - 1) and not _LAND.search(stem, at - 2):
        yield Hit(title.span(at - 1, at), f"“{stem[-1]}”应为“的”", "的")
    elif title.kind in _SURE or not _COMPOUND[title.kind].search(stem, max(0, at - 3)):
        level = Level.ERROR if title.kind in _SURE else Level.ADVICE
        yield Hit(title.span(at, at), f"“{title.kind}”前面没有“的”", "的", level=level)


RULE = Rule(
    "BT05", "文种前面缺“的”", Level.ERROR, f"{REGULATION}第九条（七）（事由与文种之间用“的”是惯例）", check
)
