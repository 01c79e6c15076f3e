"""版记：抄送机关、印发机关和印发日期；纪要的出席、请假、列席。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongwen.document.elements import Names
from gongwen.sources.plain.dates import date_at_end, read_date
from gongwen.sources.plain.furniture import is_furniture
from gongwen.sources.plain.numbers import read_number
from gongwen.sources.plain.shapes import SHORT, is_note, is_organ
from gongwen.sources.plain.texts import joined, tile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.sources.plain.masthead import Found
    from gongwen.spans import Text

MAX_COLOPHON = 600
MAX_BLOCK = 12
# 主送机关太多的移到版记里（GB/T 9704—2012 7.3.2）
_COPIED = re.compile(r"(?P<label>主\s*送|抄\s*[送报发]|分\s*送|发\s*送)\s*[：:]\s*(?=\S)")
_PRINTED = re.compile(r"(?P<rest>.{6,78}?)\s*印\s*[发制]\s*[。]?")
_OPENNESS = re.compile(
    r"(?:(?:信息)?公开(?:属性|方式|类型|类别|选项)\s*[：:]\s*)(?P<value>主动公开|依申请公开|不予公开|部分公开|此件.{2,10})"
)
_COPIES = re.compile(r"[（(]?\s*共\s*印\s*\d+\s*份\s*[）)]?|(?:打\s*字|校\s*对)\s*[：:].{2,30}")
_ATTENDED = re.compile(r"(?P<label>出\s*席|请\s*假|列\s*席)(?:人员|同志)?\s*[：:]\s*(?=\S)")
_ATTENDANCE = {"出席": "present", "请假": "on_leave", "列席": "observers"}


def is_colophon(value: str) -> bool:
    """版记中的一行。"""
    if len(value) > MAX_COLOPHON:
        return False
    if _COPIED.match(value) or _OPENNESS.fullmatch(value) or _COPIES.fullmatch(value):
        return True
    return _printing(value) is not None


def _printing(value: str) -> int | None:
    """“机关　　日期印发”一行里“机关　　日期”的末尾。"""
    found = _PRINTED.fullmatch(value) if len(value) <= 80 else None
    if found is None:
        return None
    return found.end("rest") if date_at_end(found["rest"]) or _lone_date(found["rest"]) else None


def _lone_date(value: str) -> bool:
    return re.fullmatch(r"\d{4}年\d{1,2}月\d{1,2}日", value) is not None


def read_colophon(lines: Sequence[Text], begin: int, end: int, found: Found) -> tuple[int, int]:
    """日期之后紧接着的、最末尾的两处版记，记入 found；返回剩下的 [begin, end)。"""
    while begin < end and is_colophon(lines[begin].value):
        begin = _read_block(lines, begin, end, found)
    top = _last_block(lines, begin, end)
    at = top
    while at < end:
        at = _read_block(lines, at, end, found)
    return begin, top


def _last_block(lines: Sequence[Text], begin: int, end: int) -> int:
    """末尾连着的版记从哪一行起；没有就是 end。只有抄送可以折行。"""
    top = at = end
    while at > max(begin, end - MAX_BLOCK):
        at -= 1
        if not is_colophon(lines[at].value):
            continue
        copied = _COPIED.match(lines[at].value)
        if at + 1 < top and not (copied and all(_runs_on(lines, k) for k in range(at + 1, top))):
            break
        top = at
    return top


def _runs_on(lines: Sequence[Text], at: int) -> bool:
    return _continues(lines[at - 1].value, lines[at].value)


def _read_block(lines: Sequence[Text], at: int, end: int, found: Found) -> int:
    """一个版记要素（抄送可以折成几行）；返回其后的一行。"""
    line, value = lines[at], lines[at].value
    copied = _COPIED.match(value)
    if copied:
        last = at + 1
        while last < end and _continues(lines[last - 1].value, lines[last].value):
            last += 1
        text = joined([tile(line, copied.end(), len(value)), *lines[at + 1 : last]])
        label = "".join(copied["label"].split())
        name = "addressees" if label == "主送" else "copied_to"
        found.put(name, Names((text,), verbatim=True), _copied_as(label), *range(at, last))
        return last
    openness = _OPENNESS.fullmatch(value)
    cut = _printing(value)
    if openness:
        found.put("openness", tile(line, openness.start("value"), len(value)), "公开属性", at)
    elif cut is not None:
        _read_printing(tile(line, 0, cut), line, at, found)
    return at + 1


def _copied_as(label: str) -> str:
    if label == "主送":
        return "主送机关"
    return "抄送机关" if label == "抄送" else f"抄送机关（原文写的是“{label}”）"


def _continues(above: str, below: str) -> bool:
    """抄送机关折到了下一行。"""
    return (
        not above.endswith("。")
        and len(below) <= SHORT
        and not is_colophon(below)
        and not is_furniture(below)
    )


def _read_printing(text: Text, line: Text, at: int, found: Found) -> None:
    """“机关　　日期印发”。"""
    cut = date_at_end(text.value) or (0, 0)
    date = read_date(tile(line, cut[1], len(text.value), cut[0] if cut[1] else 0))
    if date is None:
        return
    if cut[1]:
        found.put("distributor", tile(line, 0, cut[0], 0, cut[0]), "印发机关", at)
    found.put("distributed_on", date.text, "印发日期", at)
    if date.guess:
        found.guesses[-1] = date.guess


def read_attendance(lines: Sequence[Text], begin: int, end: int, found: Found) -> int:
    """纪要末尾的出席、请假、列席；返回它们从哪一行起（没有就是 end）。"""
    starts: list[int] = []
    for at in range(end - 1, max(begin, end - MAX_BLOCK) - 1, -1):
        value = lines[at].value
        if _ATTENDED.match(value):
            starts.insert(0, at)
        elif "。" in value or is_organ(value) or read_number(lines[at]):
            break
    for at, following in zip(starts, [*starts, end][1:], strict=True):
        label = _ATTENDED.match(lines[at].value)
        if label is None:
            continue
        term = "".join(label["label"].split())
        parts = [tile(lines[at], label.end(), len(lines[at].value)), *lines[at + 1 : following]]
        # 折行处可能在两个姓名之间，也可能在一个姓名中间：空一字，不连成一个人。
        names = Names((joined(parts, "　"),), verbatim=True)
        found.put(_ATTENDANCE[term], names, f"{term}人员", *range(at, following))
    return starts[0] if starts else end


def read_remarks(lines: Sequence[Text], at: int, end: int, found: Found) -> int:
    """日期之后括在圆括号里的附注；返回其后的一行。"""
    begin = at
    while at < end and is_note(lines[at].value) and not is_colophon(lines[at].value):
        at += 1
    if at > begin:
        found.put("remark", joined(list(lines[begin:at])), "附注", *range(begin, at))
    return at
