"""联合行文盖章的署名（GB/T 9704—2012 7.3.5.1）：按格排齐，每格一个章位。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.layout.plan.model import ClosingRow
from gongwen.layout.plan.titles import break_title
from gongwen.units import cells, mm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.layout.style import Style

APART = mm(2)
# 相邻两章至少隔开这么多，才不相切。
BESIDE = 1.0
# 左右两个署名之间至少空一字。
BESIDES_ROWS = 4
# 一面里除了各行章，还有上面的正文、空行和下面的日期，合起来约四行。


def jointly_sealed(organs: Sequence[str], date: str, style: Style) -> tuple[ClosingRow, ...]:
    """署名和日期各行：自左至右、自上而下，每行至多三个；末一个在最右一列，日期在它之下。"""
    rows, widths = _grid(organs, date, style)
    heights = [max(name.count("\n") + 1 for name in row) * style.pt("grid.pitch") for row in rows]
    made = []
    for index, row in enumerate(rows):
        if index == 0:
            # 折成两行的署名，章在两行的正中：少空半行，章的上边缘仍距正文一行之内
            before = style.pt("closing.sealed_gap") - (heights[0] - style.pt("grid.pitch")) / 2
        else:
            before = style.pt("closing.seal_row") - (heights[index - 1] + heights[index]) / 2
        made.append(ClosingRow(row, before=max(0.0, before), widths=widths))
    return (*made, ClosingRow((*[""] * (len(rows[0]) - 1), date), widths=widths))


def _grid(organs: Sequence[str], date: str, style: Style) -> tuple[list[tuple[str, ...]], tuple[float, ...]]:
    """各行的署名和各列的宽。

    先试三列，太宽就两列；再放不下的，署名折成几行：两列多到一面排不下时排三列，否则排两列。
    """
    most = min(style.count("closing.seals_a_row"), len(organs))
    room = style.pt("page.type_height") - BESIDES_ROWS * style.pt("grid.pitch")
    highest = int(room / style.pt("closing.seal_row")) + 1
    for count in range(most, 1, -1):
        rows = _rows(organs, count)
        widths = _widths(rows, date, style)
        if widths is not None and (len(rows) <= highest or count == most):
            return rows, widths
    count = most if len(_rows(organs, 2)) > highest else 2
    fold = style.pt("page.type_width") / style.cell / count - BESIDE
    return _rows(["\n".join(break_title(organ, fold)) for organ in organs], count), ()


def _rows(organs: Sequence[str], most: int) -> list[tuple[str, ...]]:
    """排成几行，列数一律；各行尽量排满，末一行不满的靠右，日期才落在右边。"""
    columns = -(-len(organs) // -(-len(organs) // most))
    last = len(organs) - len(organs) % columns
    rows = [tuple(organs[at : at + columns]) for at in range(0, last, columns)]
    rest = tuple(organs[last:])
    return [*rows, (*[""] * (columns - len(rest)), *rest)] if rest else rows


def _widths(rows: Sequence[tuple[str, ...]], date: str, style: Style) -> tuple[float, ...] | None:
    """各列的宽（pt）；放得下时等分（为空），等分放不下的按署名长短分，都放不下为 None。"""
    total, seal = style.pt("page.type_width"), style.pt("closing.seal_size") + APART
    columns = list(zip(*rows, strict=True))
    wanted = [max(seal, *((cells(name) + BESIDE) * style.cell for name in column)) for column in columns]
    wanted[-1] = max(wanted[-1], cells(date) * style.cell)
    if max(wanted) <= total / len(wanted):
        return ()
    spare = (total - sum(wanted)) / len(wanted)
    return tuple(round(width + spare, 2) for width in wanted) if spare >= 0 else None
