"""上次有人签了以后变了什么：一处一段，增删改的字用【】括起。"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from gongwen.compare.differences import OF_CHARACTERS, Category
from gongwen.report.compare_text import snippet, what_changed, where_of
from gongwen.report.pointed import columns, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.compare.differences import Comparison, Difference
    from gongwen.report.signing_facts import ChangedFile, Changes, Look

BEFORE, NOW = "上次", "现在"
MOST = 50


def changes_lines(look: Look) -> Iterator[str]:
    """各处变动，和算数而内容其后变了的各步；没有人签过的没有。"""
    if look.changes is None:
        return
    yield from _since(look.changes, BEFORE)
    for each in look.stale:
        yield f"  {printable(each.actor or '')} {each.decision}的是改动以前的内容（第 {each.seq + 1} 行）"
    if look.stale_changes is not None:
        yield from _since(look.stale_changes, f"第 {look.stale_changes.since.seq + 1} 行")


def _since(changes: Changes, name: str) -> Iterator[str]:
    since = f"{printable(changes.since.actor or '')}{changes.since.decision or ''}"
    if not changes.files:
        yield f"  {name}（{since}）以后没有变"
        return
    yield f"  {name}（{since}）以后变了"
    told: dict[str, ChangedFile] = {}
    for each in changes.files:
        same = told.setdefault(PurePosixPath(each.name).stem, each)
        if same is not each and each.comparison and _passages(each) == _passages(same):
            yield f"    {printable(each.name)}：变的与 {printable(same.name)} 相同"
        else:
            yield from _file(each)


def _passages(changed: ChangedFile) -> list[tuple[str, str, str]]:
    """变了哪些字；版面的不算。"""
    found = changed.comparison.differences if changed.comparison else ()
    return [
        (str(each.category), each.signed.text, each.other.text)
        for each in found
        if each.category is not Category.LAYOUT
    ]


def _file(changed: ChangedFile) -> Iterator[str]:
    comparison = changed.comparison
    if comparison is None:
        yield f"    {printable(changed.name)}：{printable(changed.problem or '')}"
        return
    yield f"    {printable(changed.name)}：{change_summary(comparison)}"
    shown = [item for item in comparison.differences if item.category is not Category.LAYOUT]
    for number, item in enumerate(shown[:MOST], 1):
        yield from _difference(number, item, comparison)
    if len(shown) > MOST:
        yield f"      还有 {len(shown) - MOST} 处没有列出，全部见 gongwen compare"


def change_summary(comparison: Comparison) -> str:
    """各类几处，一行。"""
    counts = comparison.counts
    told = [f"{item.term} {counts[item]} 处" for item in Category if counts[item]]
    same = "" if any(counts[item] for item in OF_CHARACTERS) else "字都相同"
    return "；".join(filter(None, (same, "，".join(told)))) or "字都相同"


def _difference(number: int, item: Difference, comparison: Comparison) -> Iterator[str]:
    yield f"      {number}. {what_changed(item)}"
    before, now = where_of(item.signed, comparison.signed.name), where_of(item.other, comparison.other.name)
    width = max(columns(before), columns(now)) + 2
    for label, where, passage in ((BEFORE, before, item.signed), (NOW, now, item.other)):
        yield f"         {label} {where}{' ' * (width - columns(where))}{snippet(passage)}"
