"""一行像什么：正文、主送机关、机关名称、题注、标题末尾的文种。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongwen.document.kinds import KINDS, PAPERS
from gongwen.document.numbering import parse_number
from gongwen.document.placeholders import UNFILLED
from gongwen.sources.plain.furniture import is_furniture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.document.kinds import Kind

SHORT = 60
MAX_TITLE_LINE = 120
MAX_ADDRESSEES = 400
MAX_ORGAN = 40
MIN_LABEL = 8
MAX_NOTE = 600
_TITLE_MARKS = "。；，、：.;,:"
_SENTENCE = re.compile(r"[。！？；!?;]")
_TITLE_START = re.compile(r"(?:[^，。；：]{2,40})?(?:关于|转发|批转|印发)")
_ENDS = re.compile(r"[。！？；：:，,、]$")
_ORGAN_END = (
    "政府|办公室|办公厅|厅|局|委员会|委|部|院|办|处|科|室|中心|站|所|支队|大队|总队|党组|党委|纪委|团委|工会|总工会|联合会|妇联|"
    "协会|指挥部|领导小组|工作组|公司|集团|银行|学校|中学|小学|大学|学院|医院|街道|国务院|常委会|中央|军委|署|社|台|馆|厂"
)
_ORGAN = re.compile(
    rf"(?!关于|转发|印发|批转)[\u4e00-\u9fff·（）()\d]{{1,{MAX_ORGAN}}}?(?:{_ORGAN_END})(?:（[^（）]{{1,12}}）)?"
)
# 机关名称里没有的字：有了就是一句话。
_NOT_ORGAN = re.compile(r"[了的是在]|听取|审议")
_ADDRESSED = re.compile(
    rf"(?:{_ORGAN_END}|省|市|县|区|乡|镇|村|单位|机关|部门|机构|企业|科室|处室|同志们?|代表|委员|同事|同仁|职工|领导|朋友|女士|先生|们|组|会|队|园|场|各位|主席|书记|主任|[长总]|教授|老师|经理)"
    r"(?:（[^（）]{1,30}）|\([^()]{1,30}\))?[：:]$"
)
_LEADING_IN = re.compile(r"如下|下列|以下|现将|现就|为了|根据|按照|包括|其中|通知|强调|指出|要求|研究|[：:].")
_STATE_NOTE = re.compile(r"[（(](?:.{0,6}(?:稿|试行|暂行|修订|修正|草案|代拟)|\d{4}年(?:修订|修正|版)?)[）)]")
_BRACKETS = re.compile(r"(?:(?<!\s)\s*+[（(][^（）()]{1,30}[）)])+$")
_ORDER_END = re.compile(r"(?:政府|主席|部|委员会|委|厅|局|院|总理|办公[室厅])(?:命令|令)$")
_PAPER_END = re.compile(
    "(?:办法|规定|条例|细则|规则|规程|准则|制度|方案|规划|计划|要点|总结|纲要|章程|预案|安排|讲话稿?|致辞|发言稿?|主持词|汇报(?:材料)?|"
    "清单|目录|标准|指南|指引|议程|大纲|守则|须知|职责|分工|规范|公约|台账|流程|工作报告|调研报告|情况说明|倡议书|意见建议|介绍信|证明|"
    "要求|情况|措施|机制|建议|提纲|手册|协议|合同|任务书|责任书|责任制|简介|名单|一览表|统计表|登记表|申请表)$"
)
_PAPER_KINDS = {"讲话": "speech", "总结": "summary", "证明": "certificate", "介绍信": "introduction"}


def is_matter(value: str) -> bool:
    """像正文：带句中句末标点、太长、行首有层次序数，或是表格、图片。"""
    if is_title_like(value):
        return False
    if len(value) > SHORT or _SENTENCE.search(value) or value.startswith(("|", "![")):
        return True
    if re.search("[，,]", value) and len(value) > 12:
        return True
    return parse_number(value) is not None or (value[-1] in "：:" and len(value) >= MIN_LABEL)


def is_title_like(value: str) -> bool:
    """“……关于……”一类的标题行，可以长，可以带逗号，没有句号；以文种收尾的，末尾多打了标点也算（另由校对报）。"""
    if len(value) > MAX_TITLE_LINE or not _TITLE_START.match(value) or parse_number(value) is not None:
        return False
    bare = value.rstrip(_TITLE_MARKS)
    if _SENTENCE.search(bare) or _ENDS.search(bare):
        return False
    if bare != value:
        # “会议听取了市政府关于……的报告。”是一句话：带标点的，“关于”之前只能是机关名称。
        organ = bare.partition("关于")[0]
        return (not organ or is_organ(organ)) and ending_kind(bare) is not None
    return len(value) <= SHORT or ending_kind(value) is not None


def is_title_part(value: str) -> bool:
    """可以是标题中的一行：短，没有标点收尾，不是网页字样、序数、表格。"""
    if len(value) > MAX_TITLE_LINE or is_furniture(value):
        return False
    if is_title_like(value):
        return True
    return not (_ENDS.search(value) or is_matter(value) or is_note(value))


def is_addressees(value: str) -> bool:
    """顶格写的主送机关或称呼，以冒号结尾。"""
    if not 3 <= len(value) <= MAX_ADDRESSEES or value[-1] not in "：:" or is_furniture(value):
        return False
    if "主送" in value and UNFILLED.fullmatch(value, 0, len(value) - 1):
        return True
    if _SENTENCE.search(value) or parse_number(value) or _LEADING_IN.search(value):
        return False
    return _ADDRESSED.search(value, max(0, len(value) - 60)) is not None


def is_organ(value: str) -> bool:
    """像一个机关的名称。"""
    if not 2 < len(value) <= MAX_ORGAN or _NOT_ORGAN.search(value):
        return False
    return _ORGAN.fullmatch(value) is not None


def is_note(value: str) -> bool:
    """独占一行、整个括在圆括号里的一句。"""
    if not 4 <= len(value) <= MAX_NOTE or value[0] not in "（(" or value[-1] not in "）)":
        return False
    depth = 0
    for char in value[:-1]:
        depth += (char in "（(") - (char in "）)")
        if depth == 0:
            return False
    return depth == 1


def is_state_note(value: str) -> bool:
    """“（试行）”“（征求意见稿）”：是标题的一部分，不是题注。"""
    return len(value) <= 20 and _STATE_NOTE.fullmatch(value) is not None


def without_brackets(title: str) -> str:
    """去掉题末的“（试行）”之类。"""
    return _BRACKETS.sub("", title[-200:]).rstrip() if title else title


def ending_kind(title: str) -> Kind | None:
    """题末的文种（十五种之一）；“令”要有发令的机关。"""
    tail = without_brackets("".join(title.split()).rstrip(_TITLE_MARKS))
    fits = [
        (len(ending), kind)
        for kind in KINDS
        for ending in kind.title_endings
        if tail.endswith(ending) and (kind.name != "order" or _ORDER_END.search(tail[-12:]))
    ]
    return max(fits, key=lambda fit: fit[0])[1] if fits else None


def ends_like_paper(title: str) -> bool:
    """题末是办法、规则、方案、讲话之类：不是文种，但一看就是标题。"""
    return _PAPER_END.search(without_brackets("".join(title.split()))[-8:]) is not None


def paper_kind(title: str) -> Kind | None:
    """讲话、总结、证明、介绍信：条例没有列、而有自己格式的文书。"""
    tail = without_brackets("".join(title.split())).removesuffix("稿")
    name = next((name for word, name in _PAPER_KINDS.items() if tail.endswith(word)), None)
    return next((kind for kind in PAPERS if kind.name == name), None)


def title_block(values: Sequence[str]) -> int:
    """开头几行合成一个标题、以文种或办法、报告之类收尾的，是几行；不像为 0。"""
    for count, value in enumerate(values, 1):
        if not is_title_part(value):
            return 0
        if ends_like_paper(value) or ending_kind(value):
            return count
    return 0
