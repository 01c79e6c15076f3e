"""有格线的表格：横线、竖线围成的格，字各归各的格。没有格线的不当表格。"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gongwen.sources.pdf.frame import Box
    from gongwen.sources.pdf.glyphs import Glyph

# 差不过这么多（pt）的线是同一条（双线也算一条）；断开不过这么多的接上；到线头不过这么远算碰着。
SAME, JOIN = 4.0, 3.0
# 线伸出去这么多，外面还有一格（左右、上下不封口的表）。
OPEN = 8.0
# 有这么多线、这么多格还当表格就不合情理（图画、方格纸）。
MOST_LINES, MOST_CELLS, PAPER_CELLS, PAPER_CHARS = 2000, 20_000, 100, 1.2
# 一边的线盖住这么多，才算隔开。
COVERED = 0.5


class Stroke(NamedTuple):
    """一条线：at 是横线的高低（竖线的左右），从 begin 到 end。"""

    at: float
    begin: float
    end: float


class Ruled(NamedTuple):
    """格线：xs、ys 是各条的位置，owner 是各格（行×列）归哪一格（合并的归左上角的）。"""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owner: tuple[int, ...]

    def cell(self, x: float, y: float) -> int | None:
        """这一点在哪一格；不在表里的为 None。"""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]):
            return None
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        return self.owner[row * (len(self.xs) - 1) + column]


class Grid(NamedTuple):
    """一个表格：cells[行][列] 是格里的字，合并的格只有左上角的有。"""

    ruled: Ruled
    cells: tuple[tuple[tuple[Glyph, ...], ...], ...]


def find_grids(
    bars: Sequence[Box], posts: Sequence[Box], glyphs: Iterable[Glyph]
) -> tuple[list[Grid], list[Glyph]]:
    """一面上的表格，自上而下；不在表格里的字。"""
    level = _merged([Stroke((box[1] + box[3]) / 2, box[0], box[2]) for box in bars])
    upright = _merged([Stroke((box[0] + box[2]) / 2, box[1], box[3]) for box in posts])
    found = [ruled for part in _parts(level, upright) if (ruled := _ruled(*part)) is not None]
    rest = list(glyphs)
    grids: list[Grid] = []
    for ruled in sorted(found, key=lambda ruled: (ruled.ys[0], ruled.xs[0])):
        cells: list[list[Glyph]] = [[] for _ in ruled.owner]
        outside: list[Glyph] = []
        for glyph in rest:
            at = ruled.cell((glyph.x + glyph.right) / 2, glyph.baseline - 0.35 * glyph.size)
            (outside if at is None else cells[at]).append(glyph)
        if _is_table(cells):
            rest = outside
            wide = len(ruled.xs) - 1
            rows = (cells[at : at + wide] for at in range(0, len(cells), wide))
            grids.append(Grid(ruled, tuple(tuple(tuple(cell) for cell in row) for row in rows)))
    return grids, rest


def _is_table(cells: Sequence[Sequence[Glyph]]) -> bool:
    """至少两格有字；每格一个字的是稿纸。"""
    counts = [count for cell in cells if (count := sum(not glyph.text.isspace() for glyph in cell))]
    if len(counts) >= PAPER_CELLS and sum(counts) <= PAPER_CHARS * len(counts):
        return False
    return len(counts) >= 2


def _merged(strokes: list[Stroke]) -> list[Stroke]:
    """同一条线上接着的、重叠的合成一条。"""
    if len(strokes) > MOST_LINES:
        return []
    lanes: list[list[Stroke]] = []
    for stroke in sorted(strokes):
        if lanes and stroke.at - lanes[-1][0].at <= SAME:
            lanes[-1].append(stroke)
        else:
            lanes.append([stroke])
    return [stroke for lane in lanes for stroke in _one_lane(lane)]


def _one_lane(lane: list[Stroke]) -> Iterator[Stroke]:
    at = sum(stroke.at for stroke in lane) / len(lane)
    lane.sort(key=lambda stroke: stroke.begin)
    begin, end = lane[0].begin, lane[0].end
    for stroke in lane[1:]:
        if stroke.begin > end + JOIN:
            yield Stroke(at, begin, end)
            begin, end = stroke.begin, stroke.end
        end = max(end, stroke.end)
    yield Stroke(at, begin, end)


def _parts(level: Sequence[Stroke], upright: Sequence[Stroke]) -> Iterator[tuple[list[Stroke], list[Stroke]]]:
    """横线、竖线相碰的归成一组。"""
    count = len(level)
    owner = _Owners(count + len(upright))
    places = [stroke.at for stroke in upright]
    for index, bar in enumerate(level):
        first, last = bisect_left(places, bar.begin - JOIN), bisect_right(places, bar.end + JOIN)
        for at in range(first, last):
            if upright[at].begin - JOIN <= bar.at <= upright[at].end + JOIN:
                owner.join(index, count + at)
    groups: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for index, stroke in enumerate((*level, *upright)):
        groups.setdefault(owner.of(index), ([], []))[index >= count].append(stroke)
    yield from groups.values()


class _Owners:
    """并查集：归到一起的，以最前面的为主。"""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def of(self, index: int) -> int:
        while self._above[index] != index:
            self._above[index] = self._above[self._above[index]]
            index = self._above[index]
        return index

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.of(one), self.of(other)))
        self._above[second] = first


def _ruled(level: list[Stroke], upright: list[Stroke]) -> Ruled | None:
    """一组线围成的格；不足两列的为 None。"""
    if not (level and upright):
        return None
    xs = _places(upright, min(bar.begin for bar in level), max(bar.end for bar in level))
    ys = _places(level, min(post.begin for post in upright), max(post.end for post in upright))
    wide, high = len(xs) - 1, len(ys) - 1
    if wide < 2 or high < 1 or wide * high > MOST_CELLS:
        return None
    owner = _Owners(wide * high)
    down, across = _by_place(upright, xs), _by_place(level, ys)
    for row in range(high):
        for column in range(wide):
            here = row * wide + column
            if column and not _covers(down[column], ys[row], ys[row + 1]):
                owner.join(here - 1, here)
            if row and not _covers(across[row], xs[column], xs[column + 1]):
                owner.join(here - wide, here)
    return Ruled(xs, ys, tuple(owner.of(at) for at in range(wide * high)))


def _places(strokes: Sequence[Stroke], begin: float, end: float) -> tuple[float, ...]:
    """各条线的位置，去掉重复的；横着的线伸出去很多的，外面还有一格。"""
    found: list[float] = []
    for stroke in sorted(strokes):
        if not found or stroke.at - found[-1] > SAME:
            found.append(stroke.at)
    if begin < found[0] - OPEN:
        found.insert(0, begin)
    if end > found[-1] + OPEN:
        found.append(end)
    return tuple(found)


def _by_place(strokes: Sequence[Stroke], places: Sequence[float]) -> list[list[Stroke]]:
    """每个位置上的各条线。"""
    found: list[list[Stroke]] = [[] for _ in places]
    for stroke in strokes:
        found[max(bisect_right(places, stroke.at + SAME / 2) - 1, 0)].append(stroke)
    return found


def _covers(strokes: Sequence[Stroke], begin: float, end: float) -> bool:
    covered = sum(max(0.0, min(stroke.end, end) - max(stroke.begin, begin)) for stroke in strokes)
    return covered >= COVERED * (end - begin)
