"""行接成段：上一行写满、下一行不缩进的是同一段；换面也一样。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gongwen.sources.pdf.areas import ALIKE, FULL, areas
from gongwen.sources.pdf.faces import Table
from gongwen.sources.pdf.lines import Line, starts_item
from gongwen.sources.pdf.rows import CLOSERS, OPENERS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gongwen.sources.pdf.areas import Area
    from gongwen.sources.pdf.faces import Face, Rule

# 以下都是字号的倍数。左边差不过它的是顶格；折下来的行与上面对齐差不过它。
FLUSH, ALIGNED = 0.8, 0.6
# 附件说明、抄送、注的折行，手工排的对得不那么齐。
ROUGHLY = 1.3
# 空出来的地方比下一行行首的一截（和这么多）还宽，是写完了。
SLACK = 0.35
# 行距超过平常的这么多倍，另起一段；超过这么多倍，又大过字号的这么多倍，前面空一行。
APART, BLANK, BLANK_SIZE = 1.45, 1.5, 1.9
# 中间的横线有这么长，把上下隔成两段。
PARTS = 10.0
# 识别出来的字，字号忽大忽小。
ROUGH = 0.4
WIDE_GAP = "\u3000\u3000"
_LABELLED = re.compile(r"\s*(?:附\s*+件?|抄\s*[送报]|分\s*送|注)\s*+(?:\d++\s*+)?[：:]")
_ENDED = "。；：！？…”）"
_HEAD = re.compile(r"附\s*+[件表]\s*+(?:[0-9０-９一二三四五六七八九十]{1,3}\s*+)?[：:]?")
_DATE = re.compile(r"\s*[12]\s?\d\s?\d\s?\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日\s*")
_APPROVERS = re.compile(r"签\s*发\s*人\s*[：:]")
_NAMES = re.compile(r"[\u4e00-\u9fff·]{1,8}(?:\s+[\u4e00-\u9fff·]{1,8})*")
# 目录里的点线，从头一个点看起
_LEADER = re.compile(r"(?<![.．…·・\s])(?:(?![.．…·・]{4})[.．…·・\s])*+[.．…·・]{4}[.．…·・\s]*+\d++$")
_LISTED = re.compile(r"[^，。；：\s]{1,12}(?:\s++[^，。；：\s]{1,12})+")


class Paragraph(NamedTuple):
    """一段：它的各行；apart 是前面空着；between 是接行时要加的（排成几行的姓名），平常为空。"""

    lines: tuple[Line, ...]
    apart: bool
    between: str = ""


Item = Paragraph | Table


def paragraphs(faces: Sequence[Face], dropped: set[Line]) -> list[Item]:
    """各段和表格，按先后；dropped 的行不算。"""
    kept = [
        [item for item in (*face.items, *face.aside) if isinstance(item, Table) or item not in dropped]
        for face in faces
    ]
    lines = [line for items in kept for line in items if isinstance(line, Line)]
    joiner = _Joiner(areas(faces, lines), {face.number: face.rules for face in faces})
    for items in kept:
        for item in items:
            joiner.put(item)
    return joiner.done()


class _Joiner:
    """一行一行收，判断与上一行是不是一段。"""

    def __init__(self, known: Mapping[tuple[int, int], Area], rules: Mapping[int, Sequence[Rule]]) -> None:
        self._areas, self._rules = known, rules
        self._done: list[Item] = []
        self._open: list[Line] = []
        self._apart = False

    def put(self, item: Line | Table) -> None:
        """下一行或下一个表格。"""
        if isinstance(item, Table):
            self._close()
            self._done.append(item)
            return
        apart = bool(self._open) and self._is_apart(self._open[-1], item)
        if self._open and not self._continues(item):
            self._close()
        if not self._open:
            self._apart = apart
        self._open.append(item)

    def done(self) -> list[Item]:
        """全部收完。"""
        self._close()
        return self._done

    def _close(self) -> None:
        if self._open:
            between = "\u3000" if _APPROVERS.match(self._open[0].text) else ""
            self._done.append(Paragraph(tuple(self._open), self._apart, between))
            self._open = []

    def _is_apart(self, above: Line, below: Line) -> bool:
        gap = below.baseline - above.baseline
        size = max(above.size, below.size)
        return _same_flow(above, below) and gap > max(BLANK * self._area(below).pitch, BLANK_SIZE * size)

    def _area(self, line: Line) -> Area:
        return self._areas[line.page, line.flow]

    def _continues(self, below: Line) -> bool:
        """below 与前面的行是一段。"""
        above, size = self._open[-1], below.size
        if _APPROVERS.match(self._open[0].text) and _NAMES.fullmatch(below.text):
            return self._hangs(below, 0.0)
        alike = ROUGH if above.hidden and below.hidden else ALIKE
        if abs(above.size - size) > alike * max(above.size, size) or (above.flow < 0) != (below.flow < 0):
            return False
        if _same_flow(above, below) and self._parted(above, below):
            return False
        if _stands(above, below) or not self._is_full(above, below):
            return False
        here, there = self._area(above), self._area(below)
        if below.left - there.left <= FLUSH * size or self._within_brackets():
            return True
        return not starts_item(below.text) and self._hangs(below, there.left - here.left)

    def _is_full(self, above: Line, below: Line) -> bool:
        """above 写满了：空出来的地方放不下 below 行首的一截。"""
        room = self._area(above).right - above.right
        # 行末的标点、行首的括号各只算了半个字；不挤压标点的，要宽出这半个字
        halves = (above.text[-1] in CLOSERS) + (below.text[0] in OPENERS)
        return room <= FULL * below.size or room <= below.unit + (SLACK + halves / 2) * below.size

    def _parted(self, above: Line, below: Line) -> bool:
        """行距大了，或中间画着一条线。"""
        if not 0 < below.baseline - above.baseline <= APART * self._area(below).pitch:
            return True
        top, bottom = above.baseline + 0.3 * above.size, below.baseline - 0.85 * below.size
        rules = self._rules.get(below.page, ())
        return any(top < level < bottom and end - begin > PARTS * below.size for level, begin, end in rules)

    def _within_brackets(self) -> bool:
        """居中的题注折成两行：括号还没有完。"""
        first = self._open[0].text
        so_far = "".join(line.text for line in self._open)
        return first[0] in "（(" and so_far.count(first[0]) > so_far.count("）" if first[0] == "（" else ")")

    def _hangs(self, below: Line, shift: float) -> bool:
        """悬着折下来的：与第一行“：”“1.”之后对齐，或与已经折下来的行对齐。"""
        first, last = self._open[0], self._open[-1]
        stops = first.stops if len(self._open) == 1 else (last.left,)
        moved = shift if last.page != below.page else 0.0
        near = (ROUGHLY if _LABELLED.match(first.text) else ALIGNED) * below.size
        return any(abs(below.left - moved - stop) <= near for stop in stops)


def _same_flow(above: Line, below: Line) -> bool:
    return above.page == below.page and above.flow == below.flow


def _stands(above: Line, below: Line) -> bool:
    """不论位置，看文字就知道是另一段：“附件1”、句末之后的序数、独占一行的日期、一列姓名、隔开的两样。"""
    one, other = above.text, below.text
    if above.gapped or below.gapped or WIDE_GAP in other or (WIDE_GAP in one and not above.stops):
        return True
    if _HEAD.fullmatch(other) or _DATE.fullmatch(one) or _DATE.fullmatch(other):
        return True
    if _LEADER.search(one):
        return True
    if one[-1] in _ENDED and (starts_item(other) or _LABELLED.match(other)):
        return True
    return bool(_LISTED.fullmatch(one) and _LISTED.fullmatch(other))
