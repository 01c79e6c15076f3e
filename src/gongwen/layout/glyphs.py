"""一件公文每种字体用途要印哪些字。"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

from gongwen.layout.plan.model import CaptionItem, HeadingItem, ParaItem, TableItem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongwen.layout.plan.model import Item, Plan


# 异体选择符：自己没有字形，改前一个字的字形
VARIATION = re.compile("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
VARIED = re.compile(f".{VARIATION.pattern}")


def plan_glyphs(plan: Plan) -> dict[str, set[str]]:
    """字体用途到要印的字；带异体选择符的另有一项，是字和选择符两个字符。

    字母和附加符号分开写的，能合成一个的算合成的那个：排版时就是这样印的。
    """
    found: dict[str, set[str]] = defaultdict(set)
    for role, text in plan_texts(plan):
        composed = unicodedata.normalize("NFC", text)
        found[role].update(composed, VARIED.findall(composed))
    found["song"].update("—0123456789")
    return dict(found)


def plan_texts(plan: Plan) -> Iterator[tuple[str, str]]:
    """（字体用途, 文字），计划里要印的全部文字。"""
    yield from _head(plan)
    for line in plan.title_lines:
        yield "xbs", line
    yield "kai", "".join(plan.title_note)
    yield "fangsong", plan.addressees + plan.remark
    yield from _items(plan.items)
    for note in plan.annex_notes:
        yield "fangsong", "附件：" + note.number + note.title
    for closing in plan.closing:
        yield "fangsong", "".join(closing.cells)
    for label, names in plan.attendance:
        yield "hei", label
        yield "fangsong", names
    for annex in plan.annexes:
        yield "fangsong", annex.number
        yield "hei", annex.label
        yield "xbs", "".join(annex.title_lines)
        yield from _items(annex.items)
    if plan.issued is not None:
        yield "xbs", "".join(plan.issued.title_lines)
        yield "kai", plan.issued.note
        yield from _items(plan.issued.items)
    for row in plan.colophon:
        yield "fangsong", row.label + row.text + row.right


def _head(plan: Plan) -> Iterator[tuple[str, str]]:
    head = plan.head
    for mark in head.marks:
        yield mark.font, mark.text
    yield "xbs", "".join(head.masthead.lines) + head.masthead.suffix
    yield "fangsong", head.number + "签发人：" + "".join(head.subline or ())
    for row in head.approver_rows:
        yield "kai", row


def _items(items: Iterable[Item]) -> Iterator[tuple[str, str]]:
    for item in items:
        match item:
            case HeadingItem(runs=runs) | ParaItem(runs=runs) | CaptionItem(runs=runs):
                for run in runs:
                    yield run.font, run.text
            case TableItem(rows=(first, *rest)):
                yield "hei", "".join(first)
                for row in rest:
                    yield "fangsong", "".join(row)
            case _:
                pass
