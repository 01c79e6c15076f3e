"""分栏：先读左栏、再读右栏。一张纸上并排的两面（对折印的）也是这样。认不准的不分，并说明。"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.sources.pdf.rows import Row

# 每栏至少这么多行；栏间、栏宽至少这么宽（字号的倍数）。
LEAST_ROWS, LEAST_GUTTER, LEAST_WIDTH = 5, 1.2, 8.0
# 一栏里写满的行占这么多，才是文章；不到后一个数的是名单、表格；两者之间说不准。
PROSE, LIST = 0.5, 0.3
# 左边空不过这么多字、右边差不过这么多字，算写满。
_INDENT, _RAGGED = 2.6, 1.3
# 在版心的这一段里，隔这么远看一处。
_FROM, _TO, _STEPS = 0.25, 0.75, 100
MOST_ROWS = 2000

Run = tuple[float, float]


class Columns(NamedTuple):
    """各行按读的先后，每行带栏号（不分栏为 0）；gutter 是栏间；unsure：像分栏又说不准，没有分。"""

    rows: list[tuple[int, Row]]
    gutter: float | None = None
    unsure: bool = False


def in_order(rows: Sequence[Row], known: float | None = None) -> Columns:
    """rows 自上而下；认得出两栏的，一栏一栏读。known 是前面几面的栏间：末一面的右栏可以只有几行，或没有。"""
    whole = Columns([(0, row) for row in rows])
    if not rows or len(rows) > MOST_ROWS:
        return whole
    runs = [_runs(row) for row in rows]
    found = _gutter(runs)
    share = _share(runs[found[1] : found[2]], found[0], rows[found[1]][0].size) if found else 0.0
    if (found is None or share < PROSE) and known is not None:
        found, share = _as_before(runs, known, rows[0][0].size)
    if found is None or share < PROSE:
        return whole._replace(unsure=share > LIST)
    gutter, begin, end = found
    left = [[glyph for glyph in row if glyph.x < gutter] for row in rows[begin:end]]
    right = [[glyph for glyph in row if glyph.x >= gutter] for row in rows[begin:end]]
    above, below = in_order(rows[:begin]), in_order(rows[end:])
    parted = [(1, row) for row in left if row] + [(2, row) for row in right if row]
    return Columns([*above.rows, *parted, *below.rows], gutter, above.unsure or below.unsure)


def _as_before(
    runs: Sequence[Sequence[Run]], x: float, size: float
) -> tuple[tuple[float, int, int] | None, float]:
    """照前面几面的栏间分：左栏有几行写满到栏间的就是。"""
    block = _block(runs, x, 0)
    if block is None:
        return None, 0.0
    left = [run for row in runs[block[1] : block[2]] for run in row if run[1] <= x]
    near = sum(x - run[1] <= (_RAGGED + LEAST_GUTTER) * size for run in left)
    return (x, *block[1:]), near / max(1, len(left))


def _runs(row: Row) -> list[Run]:
    """一行里连着的几段，隔得宽的断开。"""
    runs: list[Run] = []
    for glyph in row:
        if glyph.text.isspace():
            continue
        if runs and glyph.x - runs[-1][1] < LEAST_GUTTER * glyph.size:
            runs[-1] = (runs[-1][0], max(runs[-1][1], glyph.right))
        else:
            runs.append((glyph.x, glyph.right))
    return runs


def _gutter(runs: Sequence[Sequence[Run]]) -> tuple[float, int, int] | None:
    """栏间的横坐标，和没有一行越过它的最长的一段行 [begin, end)；两边的行不够多的为 None。"""
    left = min(each[0][0] for each in runs)
    width = max(each[-1][1] for each in runs) - left
    across = sum(len(each) == 1 and each[0][1] - each[0][0] > _TO * width for each in runs)
    if len(runs) - across < LEAST_ROWS:
        return None  # 多数的面：一行行写到头
    best: tuple[int, float, int, int] | None = None
    for step in range(_STEPS + 1):
        x = left + width * (_FROM + (_TO - _FROM) * step / _STEPS)
        block = _block(runs, x, LEAST_ROWS)
        if block and (best is None or block[0] > best[0]):
            best = (block[0], x, *block[1:])
    return best[1:] if best else None


def _block(runs: Sequence[Sequence[Run]], x: float, least: int) -> tuple[int, int, int] | None:
    """没有一行越过 x、两边都不少于 least 行的最长的一段：几行（两边各算），起止。"""
    best: tuple[int, int, int] | None = None
    begin = left = right = 0
    for at, row in enumerate([*runs, [(x - 1, x + 1)]]):
        if not any(run[0] < x < run[1] for run in row):
            left += any(run[1] <= x for run in row)
            right += any(run[0] >= x for run in row)
            continue
        if left and min(left, right) >= least and (best is None or left + right > best[0]):
            best = (left + right, begin, at)
        begin, left, right = at + 1, 0, 0
    return best


def _share(runs: Sequence[Sequence[Run]], x: float, size: float) -> float:
    """两栏各有多少行写满，取少的；有一栏太窄的为 0。"""
    each = [run for row in runs for run in row]
    left, right = [run for run in each if run[1] <= x], [run for run in each if run[0] >= x]
    return min(_filled(left, size), _filled(right, size))


def _filled(runs: Sequence[Run], size: float) -> float:
    left, right = min(run[0] for run in runs), max(run[1] for run in runs)
    if right - left < LEAST_WIDTH * size:
        return 0.0
    full = sum(run[0] - left <= _INDENT * size and right - run[1] <= _RAGGED * size for run in runs)
    return full / len(runs)
