"""标题里多打了标点（“××办公室，关于……”“……的通知！”）、“关于”写错了一个字：先当作没有错，把标题认出来，错由校对报。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongwen.sources.plain.dates import read_date
from gongwen.sources.plain.furniture import is_furniture
from gongwen.sources.plain.numbers import read_number
from gongwen.sources.plain.shapes import ending_kind, is_addressees, is_note, is_organ, is_title_like
from gongwen.sources.plain.texts import offsets_of
from gongwen.spans import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

_MAX_ABOVE, _MAX_LINES, _MAX_HEAD, _MAX_BELOW = 3, 5, 40, 3
_LONGEST = 60
_MARK = re.compile(r"[。！？；：，!?;:,]")
_ANY_MARK = re.compile(r"[。！？；：，、.!?;:,]$")
_SPLIT = re.compile(r"[、\s#]+")
_ABOUT_SLIP = re.compile(
    r"(?P<organ>[\u4e00-\u9fff、]{2,30}?[室厅局委院会府部])(?:关[^于]|[^关]于)[\u4e00-\u9fff“《]{2}"
)
_OPENING = re.compile("关于|转发|批转|印发")


def without_slips(lines: Sequence[Text]) -> Sequence[Text]:
    """开头的标题去掉当中、末尾的点号，“关与”“官于”改作“关于”以后的各行；没有的照原样。

    只认上下有字号、主送机关的。
    """
    for last in range(min(len(lines), _MAX_HEAD)):
        if is_furniture(lines[last].value):
            continue
        if len(lines[last].value) > _LONGEST:
            return lines
        if not ending_kind(_bare(lines[last].value)):
            continue
        first, wrong = _first(lines, last), None
        if first is None and (wrong := _miswritten(lines, last)):
            first = wrong[0]
        if first is not None:
            official = _is_official(lines, first, last)
            return _cleaned(_righted(lines, wrong), first, last) if official else lines
    return lines


def _bare(value: str) -> str:
    return _ANY_MARK.sub("", _MARK.sub("", value))


def _first(lines: Sequence[Text], last: int) -> int | None:
    """带“关于”的那一行；到 last 为止合起来不像标题的为 None。"""
    written = ""
    for at in range(last, max(-1, last - _MAX_LINES), -1):
        value = lines[at].value
        if len(value) > _LONGEST or is_furniture(value):
            return None
        written = _bare(value) + written
        found = _OPENING.search(written)
        if found:
            organs = [each for each in _SPLIT.split(written[: found.start()]) if each]
            return at if is_title_like(written) and all(map(is_organ, organs)) else None
    return None


def _miswritten(lines: Sequence[Text], last: int) -> tuple[int, int] | None:
    """“××办公室关与……”：哪一行，写错的“关于”在这一行的哪里；没有为 None。"""
    for at in range(last, max(-1, last - _MAX_LINES), -1):
        value = lines[at].value
        if len(value) > _LONGEST or is_furniture(value) or read_number(lines[at]):
            return None
        found = _ABOUT_SLIP.match(value)
        if found and is_organ(found["organ"]):
            return at, found.end("organ")
    return None


def _righted(lines: Sequence[Text], wrong: tuple[int, int] | None) -> Sequence[Text]:
    if wrong is None:
        return lines
    row, at = wrong
    line = lines[row]
    right = Text(line.value[:at] + "关于" + line.value[at + 2 :], line.span, offsets_of(line))
    return [*lines[:row], right, *lines[row + 1 :]]


def _is_official(lines: Sequence[Text], first: int, last: int) -> bool:
    """下面是主送机关，或者上下有字号。"""
    for line in lines[last + 1 : last + 1 + _MAX_BELOW]:
        if read_number(line) or is_addressees(line.value):
            return True
        if not (is_note(line.value) or read_date(line)):
            break
    return any(read_number(line) for line in lines[max(0, first - _MAX_ABOVE) : first])


def _cleaned(lines: Sequence[Text], first: int, last: int) -> Sequence[Text]:
    """标题各行，和上面单独成行的发文机关，去掉点号。"""
    while first and lines[first].value.startswith("关于") and is_organ(_bare(lines[first - 1].value)):
        first -= 1
    title = [_without_marks(line) for line in lines[first : last + 1]]
    return [*lines[:first], *title, *lines[last + 1 :]]


def _without_marks(line: Text) -> Text:
    value = line.value
    if _bare(value) == value:
        return line
    end = len(value) - 1 if _ANY_MARK.search(value) else len(value)
    kept = [at for at in range(end) if not _MARK.match(value, at)]
    offsets = offsets_of(line)
    return Text("".join(value[at] for at in kept), line.span, tuple(offsets[at] for at in kept))
