"""一面的字分成行，行分成段落：只看位置和字号。"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from gongwen.layout.measure.faces import EM_BOTTOM, EM_TOP

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gongwen.layout.measure.faces import Char, Colour

_SAME_LINE = 2.0
# 基线差不过 2 pt 的是同一行。
_APART = 1.6
# 两字相距超过 1.6 个字号，是一行里分开的两处（字号与签发人，机关与日期）。
OPENING, CLOSING = "“‘（《〈〔【「『", "”’）》〉〕】」』，。、；：！？"


@dataclass(frozen=True, slots=True)
class Line:
    """一行，或一行里分开的一处：各字自左而右。"""

    face: int
    chars: tuple[Char, ...]

    @property
    def text(self) -> str:
        """文字，不含空格。"""
        return "".join(char.text for char in self.chars)

    @property
    def baseline(self) -> float:
        """基线。"""
        return self.chars[0].baseline

    @property
    def size(self) -> float:
        """多数字的字号。"""
        return Counter(round(char.size, 2) for char in self.chars).most_common(1)[0][0]

    @property
    def font(self) -> str:
        """多数字的字体。"""
        return Counter(char.font for char in self.chars).most_common(1)[0][0]

    @property
    def colour(self) -> Colour:
        """多数字的颜色。"""
        return Counter(char.colour for char in self.chars).most_common(1)[0][0]

    @property
    def left(self) -> float:
        """首字的字身框左边；首字是前括号、前引号时可能收过半个字，不宜用来量缩进。"""
        return self.chars[0].x

    @property
    def right(self) -> float:
        """末字的字身框右边。"""
        return self.chars[-1].right

    @property
    def top(self) -> float:
        """字身框的上边。"""
        return self.baseline - EM_TOP * self.size

    @property
    def bottom(self) -> float:
        """字身框的下边。"""
        return self.baseline + EM_BOTTOM * self.size

    @property
    def centre(self) -> float:
        """左右的正中。"""
        return (self.left + self.right) / 2

    @property
    def squeezed(self) -> bool:
        """首字是前括号、前引号。"""
        return self.chars[0].text in OPENING

    def off_centre(self, middle: float) -> float:
        """中点偏离 middle 多少，右为正；首尾的括号、标点可能收过半个字，取偏离少的。"""
        lefts = [self.left] + ([self.left + self.chars[0].size / 2] if self.squeezed else [])
        last = self.chars[-1]
        rights = [self.right] + ([self.right - last.size / 2] if last.text in CLOSING else [])
        return min(((left + right) / 2 - middle for left in lefts for right in rights), key=abs)

    def parts(self) -> tuple[Line, ...]:
        """一行里分开的几处。"""
        cuts = [0]
        for at, (one, other) in enumerate(pairwise(self.chars), start=1):
            if other.box[0] - one.box[2] > _APART * max(one.size, other.size):
                cuts.append(at)
        cuts.append(len(self.chars))
        return tuple(Line(self.face, self.chars[a:b]) for a, b in pairwise(cuts))


def lines_of(face: int, chars: Iterable[Char]) -> tuple[Line, ...]:
    """各行，自上而下。"""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: char.baseline):
        if rows and char.baseline - rows[-1][0].baseline <= _SAME_LINE:
            rows[-1].append(char)
        else:
            rows.append([char])
    return tuple(Line(face, tuple(sorted(row, key=lambda char: char.x))) for row in rows)


def cell_count(line: Line) -> float:
    """一行占几个字：汉字和全角标点为 1，西文为半。"""
    return sum(1.0 if ord(char.text) >= 0x2000 or char.text == "·" else 0.5 for char in line.chars)


def most_common(values: Sequence[float], step: float = 0.25) -> float | None:
    """最多的值：相差不到 step 的算一个，取平均；没有为 None。"""
    if not values:
        return None
    bins = Counter(round(value / step) for value in values)
    best = max(bins, key=lambda at: (bins[at] + bins[at - 1] / 2 + bins[at + 1] / 2, -at))
    near = [value for value in values if abs(value - best * step) <= step]
    return sum(near) / len(near)
