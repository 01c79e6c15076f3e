"""表格各列是什么：看表头；没有表头的看内容，多半像姓名的一列是姓名。"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gongwen.proofing.names.near import plain_name
from gongwen.proofing.names.posts import parts
from gongwen.proofing.names.words import column_of, is_name, is_organ

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gongwen.proofing.names.roster import Roster
    from gongwen.sources.tables import Cell

_MOST = 0.6


@dataclass(frozen=True, slots=True)
class Fields:
    """一组列，各是第几列，没有为 0。both 是“单位及职务”；一张表可以左右并排几组。"""

    name: int = 0
    post: int = 0
    organ: int = 0
    both: int = 0


def header_fields(row: Sequence[Cell]) -> tuple[Fields, ...]:
    """这一行是表头时，各组列；不是表头为空。"""
    kinds = [(column_of(cell.text), cell.column) for cell in row if not cell.inherited]
    known = [(kind, column) for kind, column in kinds if kind]
    if not any(kind == "name" for kind, _ in known) or len(known) * 2 < len(kinds):
        return ()
    groups = [Fields()]
    for kind, column in known:
        if kind == "other":
            continue
        if getattr(groups[-1], kind):  # 又来一列姓名：并排的另一组
            groups.append(Fields())
        groups[-1] = replace(groups[-1], **{kind: column})
    return tuple(group for group in groups if group.name)


def guessed_fields(rows: Iterable[Sequence[Cell]], roster: Roster) -> tuple[Fields, ...]:
    """没有表头的表：多半像姓名的各列，各与像职务、单位的列成一组；没有这样的列为空。"""
    counts: dict[str, Counter[int]] = {kind: Counter() for kind in ("name", "post", "organ", "any")}
    for row in rows:
        if len(row) < 2:
            continue
        for cell in row:
            counts["any"][cell.column] += 1
            counts[_kind(cell.text, roster)][cell.column] += 1
    whole = counts["any"]
    mostly = {
        kind: [column for column in sorted(whole) if counts[kind][column] >= _MOST * whole[column]]
        for kind in ("name", "post", "organ")
    }
    return tuple(_nearest(column, mostly) for column in mostly["name"])


def _kind(text: str, roster: Roster) -> str:
    name = plain_name(text)
    if roster.called(name) or is_name(name):
        return "name"
    if parts(text):
        return "post"
    return "organ" if is_organ(text) else "any"


def _nearest(name: int, mostly: dict[str, list[int]]) -> Fields:
    """职务、单位在右边，到下一列姓名为止；只有一列姓名的，左边的也算。"""
    following = next((column for column in mostly["name"] if column > name), None)
    alone = len(mostly["name"]) == 1

    def pick(kind: str) -> int:
        inside = [
            column for column in mostly[kind] if column > name and (not following or column < following)
        ]
        return next(iter(inside), 0) or (next(iter(mostly[kind]), 0) if alone else 0)

    return Fields(name, pick("post"), pick("organ"))
