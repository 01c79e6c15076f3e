"""BT09、BT10：标题中间用了点号；书名号的位置不对。页：bt09.md、bt10.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.document.clauses import cite
from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.bt.titles import KIND_WORDS, titles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading
    from gongwen.proofing.rules.bt.titles import Title

_STOP = Lazy(r"[。；！？…]+(?=.)|(?<=关于)、|、(?=的(?:通知|意见|函|请示|批复|报告|通报|决定|通告|公告))")
_PAUSE = Lazy(r"[，：](?=.)")
# 发文机关与“关于”之间、“的”与文种之前，总不会有停顿。
_BEFORE_ABOUT = Lazy(r"^(?:(?!关于).){0,60}[室厅局委院会府部](?P<mark>[，：])(?=关于)")
_BEFORE_KIND = Lazy(rf"(?P<mark>[，：])(?=的(?:{'|'.join(KIND_WORDS)})$)")
_EMPTY = Lazy(r"《》|“”|（）|〈〉")
_ISSUING = "(?:印发|转发|批转|发布|公布|颁布)"
# “关于《印发××办法》的通知”：书名号应当从“××办法”起。
_TOO_EARLY = Lazy(rf"关于(?P<mark>《){_ISSUING}")
_TYPES = "办法|规定|条例|细则|规则|规程|制度|方案|规划|计划|要点|纲要|预案|清单|标准|意见|章程|分工|目录|名单"
# “印发《××办法的通知》”：后一半书名号应当在“的通知”之前。
_TOO_LATE = Lazy(
    rf"{_ISSUING}《(?P<name>[^《》]{{2,60}}?(?:{_TYPES})(?:（[^（）]{{1,12}}）)?)的(?:通知|函|公告|决定)(?P<mark>》)$"
)
# “印发《公务用车管理》办法的通知”；“《××法》实施办法”“征求《××》意见”是对的。
_TOO_SOON = Lazy(
    rf"{_ISSUING}《(?P<name>[^《》]{{2,60}})(?P<mark>》)(?:办法|规定|方案|规则|制度|规划|计划|预案)的(?:通知|函|公告|决定)"
)
# 只有前一半、只有后一半的，另一半应当在哪里
_UNCLOSED = Lazy(
    rf"《(?P<name>[^《》]{{2,60}}?(?:{_TYPES})(?:（[^（）]{{1,12}}）)?)(?=(?:(?:修改)?意见)?的?(?:{'|'.join(KIND_WORDS)})$)"
)
_UNOPENED = Lazy(rf"^[^《》]{{0,40}}(?:{_ISSUING}|征求|执行|落实)(?P<name>[^《》]{{2,60}}》)")
_WHOLE_NAME = Lazy(rf"(?:{_TYPES}|法|通知|决定|批复|公约|）)$")
_QUOTED_STEM = 2


def check_stops(reading: Reading) -> Iterator[Hit]:
    """句号、分号等点号；逗号、冒号少见，只作提示。顿号、书名号、引号、括号可以用。"""
    for title in titles(reading):
        for found in _STOP.finditer(title.outside):
            yield Hit(title.span(*found.span()), f"标题中间不用“{found[0]}”", "")
        sure = _sure_pauses(title.outside)
        for found in _PAUSE.finditer(title.outside):
            span, mark = title.span(*found.span()), found[0]
            if found.start() in sure:
                yield Hit(span, f"标题中间不用“{mark}”", "")
            else:
                yield Hit(span, f"标题中间一般不用“{mark}”", level=Level.ADVICE)


def _sure_pauses(outside: str) -> set[int]:
    """确实多打了的逗号、冒号。"""
    found = (pattern.search(outside) for pattern in (_BEFORE_ABOUT, _BEFORE_KIND))
    return {each.start("mark") for each in found if each}


def check_names(reading: Reading) -> Iterator[Hit]:
    """书名号里是空的，或者没有正好标在所发文件的名称上。"""
    for title in titles(reading):
        for found in _EMPTY.finditer(title.plain):
            yield Hit(title.span(*found.span()), f"“{found[0]}”里是空的")
        yield from _misplaced(title)
        yield from _half(title)
        yield from _whole(title)


def _misplaced(title: Title) -> Iterator[Hit]:
    core = title.core
    if "《" not in core:
        return
    for pattern, where in ((_TOO_EARLY, "从所发文件的名称起"), (_TOO_LATE, "到所发文件的名称为止")):
        found = pattern.search(core)
        if found and not (pattern is _TOO_LATE and "关于" in found["name"]):
            yield Hit(title.span(*found.span("mark")), f"书名号应当{where}")
    found = _TOO_SOON.search(core)
    if found and not _WHOLE_NAME.search(found["name"], max(0, len(found["name"]) - _QUOTED_STEM)):
        yield Hit(title.span(*found.span("mark")), "书名号应当到所发文件的名称为止")


def _half(title: Title) -> Iterator[Hit]:
    """书名号只有一半：不成对由 BD02 报，这里说另一半在哪里。"""
    if title.core.count("《") == title.core.count("》"):
        return
    end, start = _UNCLOSED.search(title.core), _UNOPENED.search(title.core)
    if end and "》" not in title.core[end.start() :]:
        at = end.end("name")
        yield Hit(title.span(at, at), "书名号缺后一半", "》", level=Level.ADVICE)
    elif start:
        at = start.start("name")
        yield Hit(title.span(at, at), "书名号缺前一半", "《", level=Level.ADVICE)


def _whole(title: Title) -> Iterator[Hit]:
    """整个标题加了书名号。"""
    core = title.core
    if core.startswith("《") and core.find("》") == title.end - 1 and core[:-1].endswith(KIND_WORDS):
        yield Hit(title.span(0, title.end), "标题自己不加书名号", level=Level.ADVICE)


STOPS = Rule("BT09", "标题中间用了点号", Level.ERROR, f"{cite('7.3.1')}（标题不用点号是惯例）", check_stops)
NAMES = Rule("BT10", "标题的书名号不对", Level.ERROR, "GB/T 15834—2011（标点符号用法）", check_names)
