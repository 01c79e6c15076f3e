"""各面各栏的版心：左右在哪里，平常的行距多大。看一行写满没有、缩进没有，都靠它。"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gongwen.sources.pdf.faces import Face
    from gongwen.sources.pdf.lines import Line

# 字号的倍数：右边差不过它的是写满；字号差不过它是一样大。
FULL, ALIKE = 0.6, 0.12
# 与别的面不同的版心：写满的行至少这么多，又占这么多，行长至少是别的面的这么多。
LEAST_FULL, MOST_FULL, LEAST_LENGTH = 4, 0.4, 0.6
# 左右的白边差不过这么多字是对称的；右边宽出左边的这么多倍、再加几字，是没有一行写满。
EVEN, LOPSIDED, SPARE = 2.5, 1.6, 3.0
# 边要有这么多行对齐（至少两行，又占这么多）。
LEAST_SHARE = 0.02
# 没有行距可看的，按字号的倍数。
USUAL_PITCH, MOST_PITCH = 1.8, 4.0


class Area(NamedTuple):
    """版心的左右、平常的行距。"""

    left: float
    right: float
    pitch: float


Key = tuple[int, int]


def areas(faces: Sequence[Face], lines: Iterable[Line]) -> dict[Key, Area]:
    """（面、栏）→ 版心。同样大小、同是单数（双数）的面合起来看；自己另有版心的看自己。"""
    own: dict[Key, list[Line]] = defaultdict(list)
    for line in lines:
        own[line.page, line.flow].append(line)
    papers = {face.number: (round(face.width), round(face.height)) for face in faces}
    kin: dict[tuple[tuple[int, int], int, int], list[Line]] = defaultdict(list)
    for (page, flow), mine in own.items():
        kin[papers[page], flow, page % 2] += mine
    shared = {key: _shared(mine, key[0][0] if key[1] == 0 else None) for key, mine in kin.items()}
    return {
        (page, flow): _own(mine, shared[papers[page], flow, page % 2]) for (page, flow), mine in own.items()
    }


def _shared(lines: Sequence[Line], paper: int | None) -> Area:
    """同类的各面合起来看。paper 是纸宽，分栏的为 None。"""
    body, size = _body(lines)
    left, right = _edges(body, size)
    if paper is not None:
        most = max(line.right for line in body)
        if abs(paper - most - left) <= EVEN * size:
            right = max(right, most)
        if paper - right > LOPSIDED * left + SPARE * size:
            right = paper - left
    return Area(left, right, _pitch(body) or USUAL_PITCH * size)


def _own(mine: Sequence[Line], shared: Area) -> Area:
    """这一面自己的：写满的行多，而左右与大家的不同，就看自己的；行距看自己的。"""
    body, size = _body(mine)
    pitch = _pitch(body) or shared.pitch
    left, right = _edges(body, size)
    full = sum(right - line.right <= FULL * size for line in body)
    moved = max(abs(right - shared.right), abs(left - shared.left)) > FULL * size
    long = right - left >= LEAST_LENGTH * (shared.right - shared.left)
    if moved and long and full >= LEAST_FULL and full >= MOST_FULL * len(body):
        return Area(left, right, pitch)
    return shared._replace(pitch=pitch)


def _body(lines: Sequence[Line]) -> tuple[list[Line], float]:
    """字号最常用的各行，和它的字号。"""
    weights: Counter[float] = Counter()
    for line in lines:
        weights[round(line.size * 2) / 2] += len(line.text)
    size = weights.most_common(1)[0][0]
    return [line for line in lines if abs(line.size - size) <= ALIKE * size + 0.3], size


def _edges(body: Sequence[Line], size: float) -> tuple[float, float]:
    left = _aligned([line.left for line in body], FULL * size)
    return left, -_aligned([-line.right for line in body], FULL * size)


def _aligned(places: list[float], near: float) -> float:
    """最靠边而又有几行对齐的地方；没有几行对齐的，最靠边的。"""
    places.sort()
    need = max(2, round(LEAST_SHARE * len(places)))
    for one, other in zip(places, places[need - 1 :], strict=False):
        if other - one <= near:
            return one
    return places[0]


def _pitch(body: Sequence[Line]) -> float:
    """相邻两行的行距，取居中的；没有的为 0。"""
    gaps = [
        below.baseline - above.baseline
        for above, below in itertools.pairwise(body)
        if above.page == below.page and 0 < below.baseline - above.baseline < MOST_PITCH * above.size
    ]
    return median(gaps) if gaps else 0.0
