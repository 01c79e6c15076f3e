"""BT06、BT07：文种重复、并用；转发的通知套着通知。页：bt06.md、bt07.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.clauses import REGULATION
from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.bt.titles import titles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading
    from gongwen.proofing.rules.bt.titles import Title

_WORDS = "通知|通报|请示|批复|报告|函|决定|决议|通告|公告|议案|意见"
_PAIR = Lazy(rf"(?P<first>{_WORDS})(?P<second>{_WORDS})$")
_LINKED = Lazy(rf"(?P<first>{_WORDS})的(?P<second>{_WORDS})$")
# “关于征求意见函”“关于印发……实施意见通知”里，前一个不是这份公文的文种。
_CARRIED = (
    *(
        "征求",
        "征集",
        "印发",
        "转发",
        "批转",
        "发布",
        "公布",
        "传达",
        "学习",
        "贯彻",
        "落实",
        "报送",
        "上报",
        "提请",
    ),
    *(
        "修改",
        "废止",
        "执行",
        "撤销",
        "取消",
        "收回",
        "停止",
        "延长",
        "处理",
        "办理",
        "答复",
        "同意",
        "审议",
        "对",
    ),
    *(
        "回复",
        "通过",
        "批准",
        "宣布",
        "补充",
        "失效",
        "更正",
        "清理",
        "采纳",
        "解释",
        "反馈",
        "提供",
        "下发",
        "草案",
    ),
)
# “关于废止……的通知的通知”：前一个是所处理的文件。
_HANDLING = Lazy(
    r"转发|批转|印发|关于(?:进一步|认真|切实|继续|做好|抓好|全面|部分|暂时|深入){0,2}"
    r"(?:贯彻|落实|学习|宣传|传达|执行|实施|废止|修[改订]|撤[销回]|取消|停止|延长|延期|补充|更正|宣布|清理|征求|收回|解释|调整|重申)"
)
_FORWARDING = ("转发", "批转", "印发")
_TWICE = Lazy(r"(?P<first>转发|批转|印发)[^转批印]{0,60}关于(?P=first)")


def check_doubled(reading: Reading) -> Iterator[Hit]:
    """“请示报告”“通知通知”“的意见的意见”：一份公文只有一个文种。"""
    for title in titles(reading):
        kind = reading.kind
        # 末尾的不是“文种”键的，由 BT01 报。
        if title.kind and (kind is None or title.kind in kind.title_endings):
            yield from _pair(title)
            yield from _linked(title)


def has_pair(title: Title) -> bool:
    """末尾是不是两个文种连着：不是少了“的”。"""
    return any(True for _ in _pair(title))


def _pair(title: Title) -> Iterator[Hit]:
    found = _PAIR.search(title.outside, max(0, title.end - 4))
    if not found:
        return
    first, second = found["first"], found["second"]
    if first == second:
        yield Hit(title.span(found.start("second"), title.end), f"“{second}”重复", "")
    elif not any(word in title.outside for word in _CARRIED):
        yield Hit(title.span(found.start(), title.end), f"“{first}”“{second}”是两个文种，只能用一个")


def _linked(title: Title) -> Iterator[Hit]:
    found = _LINKED.search(title.outside, max(0, title.end - 5))
    if found and found["first"] == found["second"] and not _HANDLING.search(title.outside):
        yield Hit(title.span(found.end("first"), title.end), f"“的{found['second']}”重复", "")


def check_chain(reading: Reading) -> Iterator[Hit]:
    """转发通知的通知，标题里有两个“的通知”；“关于转发……关于转发”。"""
    for title in titles(reading):
        if not any(word in title.outside for word in _FORWARDING):
            continue
        found = _LINKED.search(title.outside, max(0, title.end - 5))
        if found and found["first"] == found["second"]:
            span = title.span(found.start("first"), title.end)
            yield Hit(span, f"“的{found['first']}的{found['second']}”可以只留一个，或给所发的文件加书名号")
        again = _TWICE.search(title.plain)
        if again:
            message = f"“{again['first']}”套了两层，可以直接写最初的文件"
            yield Hit(title.span(again.end() - 4, again.end()), message)


_SOURCE = f"{REGULATION}第八条、第九条（七）"
DOUBLED = Rule("BT06", "标题用了两个文种", Level.ERROR, _SOURCE, check_doubled)
CHAIN = Rule(
    "BT07",
    "转发、印发的标题重复",
    Level.ADVICE,
    f"{REGULATION}第九条（七）（标题应当简明是惯例）",
    check_chain,
)
