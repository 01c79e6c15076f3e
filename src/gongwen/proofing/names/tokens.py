"""一行文字分成一个个词：姓名、职务、机关、标签，别的不要；粘在一起的（“市长沈砚舟”）分开。"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from gongwen.proofing.lazy import Lazy
from gongwen.proofing.names.near import Near, plain_name
from gongwen.proofing.names.words import DOT, HAN, is_label, is_name, is_organ, is_post, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.names.roster import Roster

_RUN = Lazy(rf"[{HAN}{DOT}]+")
_COLON = Lazy(r"\s{0,20}[：:]")
_TITLES = ("同志", "先生", "女士", "老师", "教授", "等")
_LONGEST = 60
_PROSE = Lazy("[。！？]")
# 在一句话里面，只差这样一点的才认得出是姓名
_IN_COLUMN = (Near.WRITING, Near.SWAPPED, Near.SOUND, Near.SHAPE, Near.NEAR_SOUND)
_IN_PROSE = (Near.WRITING, Near.SWAPPED, Near.SOUND, Near.SHAPE)


class Kind(Enum):
    """词的种类。"""

    NAME = "姓名"
    POST = "职务"
    ORGAN = "机关"
    LABEL = "标签"
    OTHER = "其他"


@dataclass(frozen=True, slots=True)
class Token:
    """text 去掉了中间的空格；[start, end) 是它在这一行里的地方；aside 表示在括号里。"""

    kind: Kind
    text: str
    start: int
    end: int
    aside: bool = False


@dataclass(frozen=True, slots=True)
class _Run:
    text: str
    start: int
    end: int


def tokens(line: str, roster: Roster) -> tuple[Token, ...]:
    """这一行的词。"""
    prose = _PROSE.search(line) is not None
    depth, last, found = 0, 0, []
    for run in _joined(line, roster):
        gap = line[last : run.start]
        depth = max(
            depth + sum(gap.count(each) for each in "（(") - sum(gap.count(each) for each in "）)"), 0
        )
        if _COLON.match(line, run.end) and (is_label(run.text) or run.text in ("姓名", "职务", "单位")):
            found.append(Token(Kind.LABEL, run.text, run.start, run.end))
        else:
            found += [
                Token(kind, plain_name(line[start:end]), start, end, depth > 0)
                for kind, start, end in _split(run, roster, prose=prose)
            ]
        last = run.end
    return tuple(found)


def _joined(line: str, roster: Roster) -> Iterator[_Run]:
    """连着的汉字；字与字之间加了空格的姓名（“李　明”）接起来。"""
    singles: list[_Run] = []
    for run in _parted(line, roster):
        spaced = singles and line[singles[-1].end : run.start].isspace()
        if singles and not (spaced and (len(run.text) == 1 or _completes(singles, run, roster))):
            yield from _grouped(singles, roster)
            singles = []
        if len(run.text) == 1 or singles or run.text in listed("compounds"):
            singles.append(run)
        else:
            yield run
    yield from _grouped(singles, roster)


def _parted(line: str, roster: Roster) -> Iterator[_Run]:
    """“市长李　明”“李　明局长”：粘着职务的一个字，与空格那一边的字是一个姓名，先分开。"""
    runs = [_Run(found[0], found.start(), found.end()) for found in _RUN.finditer(line)]
    for at, run in enumerate(runs):
        text = run.text
        if not 3 <= len(text) <= _LONGEST or roster.called(text):
            yield run
        elif (char := _lone(runs, at + 1, at, line)) and _is_title(text[:-1], text[-1] + char, roster):
            yield _Run(text[:-1], run.start, run.end - 1)
            yield _Run(text[-1], run.end - 1, run.end)
        elif (char := _lone(runs, at - 1, at, line)) and _is_title(text[1:], char + text[0], roster):
            yield _Run(text[0], run.start, run.start + 1)
            yield _Run(text[1:], run.start + 1, run.end)
        else:
            yield run


def _lone(runs: list[_Run], at: int, beside: int, line: str) -> str:
    """第 at 个与第 beside 个隔着空格、是单独一个字时，这个字；它另一边也是单独一个字的，那两个是姓名。"""
    beyond = at + at - beside
    if not _spaced(runs, at, beside, line) or len(runs[at].text) > 1:
        return ""
    paired = _spaced(runs, beyond, at, line) and len(runs[beyond].text) == 1
    return "" if paired else runs[at].text


def _spaced(runs: list[_Run], one: int, other: int, line: str) -> bool:
    """两个都有，中间只有空格。"""
    first, last = min(one, other), max(one, other)
    return first >= 0 and last < len(runs) and line[runs[first].end : runs[last].start].isspace()


def _is_title(title: str, name: str, roster: Roster) -> bool:
    known = roster.called(name) or is_name(name) or roster.near(name)
    return bool(known) and (is_post(title) or is_organ(title))


def _completes(singles: list[_Run], run: _Run, roster: Roster) -> bool:
    """“沈 砚舟”“欧阳 明远”：姓和名之间加了空格。"""
    whole = "".join(each.text for each in singles) + run.text
    return len(singles) == 1 and len(run.text) <= 2 and bool(roster.called(whole))


def _grouped(singles: list[_Run], roster: Roster) -> Iterator[_Run]:
    """连着的单字分成姓名：名册里有的在先，其次两个字一个，剩三个字的三个字一个。"""
    at = 0
    while at < len(singles):
        left = len(singles) - at
        sizes = [size for size in (4, 3, 2) if size <= left]
        listed_size = next((size for size in sizes if roster.called(_whole(singles[at : at + size]))), 0)
        if not listed_size and left > 2 and _whole(singles[at : at + 2]) in listed("compounds"):
            listed_size = 4 if left == 4 else 3
        size = listed_size or (left if left < 4 else 2)
        group = singles[at : at + size]
        yield _Run(_whole(group), group[0].start, group[-1].end)
        at += size


def _whole(group: list[_Run]) -> str:
    return "".join(each.text for each in group)


def _split(run: _Run, roster: Roster, *, prose: bool) -> Iterator[tuple[Kind, int, int]]:
    text = run.text
    whole = _kind(text, roster, prose=prose)
    spaced = run.end - run.start != len(text)
    if whole is Kind.OTHER and not spaced:
        apart = None if prose or len(text) > _LONGEST else _glued(text, roster)
        pieces = apart or _inside(text, roster)
        if pieces:
            yield from ((kind, run.start + start, run.start + end) for kind, start, end in pieces)
            return
    if not (prose and whole is Kind.NAME and not roster.called(text)):
        yield whole, run.start, run.end


def _kind(text: str, roster: Roster, *, prose: bool) -> Kind:
    if roster.called(text):
        return Kind.NAME
    if len(text) > _LONGEST:
        return Kind.OTHER
    if is_post(text) and not _hides_name(text, roster):
        return Kind.POST
    if is_name(text) or (not prose and _resembles(text, roster)):
        return Kind.NAME
    return Kind.ORGAN if is_organ(text) else Kind.OTHER


def _resembles(text: str, roster: Roster) -> bool:
    """不像姓名，却与名册里的一个姓名只差一点：姓写错了，或前后颠倒了。"""
    if not 1 < len(text) <= 6 or text in listed("not_names"):
        return False
    return any(near in _IN_COLUMN for _, near in roster.near(text))


def _hides_name(text: str, roster: Roster) -> bool:
    """“沈砚舟市长”：前面是姓名。"""
    return any(roster.called(text[:size]) and is_post(text[size:]) for size in (4, 3, 2))


def _glued(text: str, roster: Roster) -> list[tuple[Kind, int, int]] | None:
    """“市长沈砚舟”“水利局顾衡”“沈砚舟市长”“沈砚舟同志”。"""
    return _trailing_name(text, roster) or _leading_name(text, roster)


def _trailing_name(text: str, roster: Roster) -> list[tuple[Kind, int, int]] | None:
    for known in (True, False):
        for size in (3, 2, 4):
            head, tail = text[:-size], text[-size:]
            fits = bool(roster.called(tail)) if known else is_name(tail) or _resembles(tail, roster)
            if not head or not fits:
                continue
            kind = Kind.POST if is_post(head) else Kind.ORGAN if is_organ(head) else None
            if kind:
                return [(kind, 0, len(head)), (Kind.NAME, len(head), len(text))]
    return None


def _leading_name(text: str, roster: Roster) -> list[tuple[Kind, int, int]] | None:
    for known in (True, False):
        for size in (3, 2, 4):
            head, tail = text[:size], text[size:]
            fits = bool(roster.called(head)) if known else is_name(head) or _resembles(head, roster)
            if not tail or not fits:
                continue
            if tail in _TITLES:
                return [(Kind.NAME, 0, size)]
            if is_post(tail) and (known or len(tail) <= 4):
                return [(Kind.NAME, 0, size), (Kind.POST, size, len(text))]
    return None


def _inside(text: str, roster: Roster) -> list[tuple[Kind, int, int]]:
    """一句话里面三个字以上的姓名：与名册里的相同，或只差一点。"""
    found: list[tuple[Kind, int, int]] = []
    at = 0
    while at < len(text):
        size = _name_at(text, at, roster)
        if size:
            head = text[found[-1][2] if found else 0 : at]
            if is_post(head):
                found.append((Kind.POST, at - len(head), at))
            found.append((Kind.NAME, at, at + size))
        at += size or 1
    return found


def _name_at(text: str, at: int, roster: Roster) -> int:
    for size in roster.sizes:
        piece = text[at : at + size]
        if len(piece) == size and roster.may_be_near(piece):
            known = roster.called(piece)
            if known or any(near in _IN_PROSE for _, near in roster.near(piece)):
                return size
    return 0
