"""BT03、BT04：标题缺“关于”，“关于”写错。页：bt03.md、bt04.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.clauses import REGULATION
from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.bt.titles import after_organs, plain_names, titles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading
    from gongwen.proofing.rules.bt.titles import Title

_ABOUT = "关于"
# 事由之前可以不用“关于”的：直接说明怎样处理一份文件、答复谁。
_WITHOUT = (
    *("转发", "批转", "公布", "发布", "颁布", "颁发", "对", "给", "致", "就", "为", "将", "向", "批准"),
    *("命名", "授予", "任免", "任命", "废止", "停止", "撤销", "取消", "修改", "补充", "表彰", "处分"),
)
_ISSUING = "印发"
# 这些文种的事由前面总有“关于”；意见、报告、决定有人不用。
_SURE = ("通知", "请示", "批复", "函", "议案")
_KINDS = (*_SURE, "通报", "意见", "报告", "决定", "通告", "公告")
# “对”引出事由的：答复、决定可以，通知、通报少见。
_TOWARDS = ("通知", "通报", "请示", "报告")
_CLOSING = Lazy(r"的(?:紧急|补充|联合|若干|实施|指导|公|复)?$")
_WRONG = {"关" + char for char in "与干千子手丁天予余於语雨"} | {"于关"}
_WRONG |= {char + "于" for char in "官管观冠天美送并羊兰开矢闭"}
# “关闭”“关心”等词，不是丢了“于”。
_SHUT_WORDS = "闭停爱心注键税联口系照怀押切井掉山节门工河岭中"
_FROM_WORDS = "都洪田阗谦是"


def check_missing(reading: Reading) -> Iterator[Hit]:
    """“××的通知”前面没有“关于”。"""
    names = plain_names(reading)
    for title in titles(reading):
        stem = title.outside[: title.end - len(title.kind)]
        if title.kind not in _KINDS or not _CLOSING.search(stem, max(0, len(stem) - 4)):
            continue
        if _ABOUT in stem or _misspelt(title, after_organs(title, names)):
            continue
        yield from _missing(title, after_organs(title, names))


def _missing(title: Title, at: int) -> Iterator[Hit]:
    rest = title.outside[at:]
    towards = rest.startswith("对") and title.kind in _TOWARDS
    if towards or not (rest.startswith(_WITHOUT) or "批转" in title.outside or "转发" in title.outside):
        sure = title.kind in _SURE and not rest.startswith((_ISSUING, "对"))
        level = Level.ERROR if sure else Level.ADVICE
        message = "事由前面没有“关于”" if sure else "事由前面一般用“关于”"
        yield Hit(title.span(at, at), message, _ABOUT, level=level)


def check_written(reading: Reading) -> Iterator[Hit]:
    """“关于”写成别的字、丢了一个字、多了一个字。"""
    names = plain_names(reading)
    for title in titles(reading):
        if title.kind:
            yield from _misspelt(title, after_organs(title, names))


def _misspelt(title: Title, at: int) -> tuple[Hit, ...]:
    """事由开头（位置 at，或另起的一行）的“关于”写错的一处。"""
    rest = title.outside[at:]
    if rest.startswith("关关于") or (rest.startswith("关于于") and rest[3:4] not in tuple(_FROM_WORDS)):
        start = at if rest[1] == "关" else at + 2
        return (Hit(title.span(start, start + 1), f"“{rest[1]}”重复", ""),)
    if _ABOUT in title.outside[:-1] or len(rest) < 6:
        return ()
    for start in (at, *_line_starts(title)):
        wrong = title.outside[start : start + 2]
        if wrong in _WRONG:
            return (Hit(title.span(start, start + 2), f"“{wrong}”应为“关于”", _ABOUT),)
    return _halved(title, at, rest)


def _halved(title: Title, at: int, rest: str) -> tuple[Hit, ...]:
    """“关于”只剩一个字。"""
    if rest[0] == "关" and rest[1] not in _SHUT_WORDS:
        return (Hit(title.span(at + 1, at + 1), "“关于”丢了“于”", "于"),)
    if rest[0] == "于" and rest[1] not in _FROM_WORDS and not rest[1].isdigit():
        return (Hit(title.span(at, at), "“关于”丢了“关”", "关"),)
    return ()


def _line_starts(title: Title) -> Iterator[int]:
    """标题第二行起，各行的起点。"""
    value, places = title.text.value, title.places
    for at in range(1, title.end):
        if "\n" in value[places[at - 1] + 1 : places[at]]:
            yield at


_SOURCE = f"{REGULATION}第九条（七）"
MISSING = Rule("BT03", "标题缺“关于”", Level.ERROR, f"{_SOURCE}（用“关于”引出事由是惯例）", check_missing)
WRITTEN = Rule("BT04", "标题的“关于”写错", Level.ERROR, _SOURCE, check_written)
