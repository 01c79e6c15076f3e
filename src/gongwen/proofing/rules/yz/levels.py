"""YZ01：层次序数跳号、重号。页：yz01.md。"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from gongwen.document.clauses import cite
from gongwen.document.numbering import han_number
from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.reading import RUN_IN
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.sequence import Break, breaks, to_han

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.document.numbering import Number
    from gongwen.proofing.reading import Piece, Reading

# 由大到小。条通贯全文，不因编、章、节另起；其余遇到更大的层次就另起。
_BOOK, _CHAPTER, _SECTION, _ARTICLE, _FIRST_LEVEL = range(5)
_UNIT_RANK = {"编": _BOOK, "章": _CHAPTER, "节": _SECTION, "条": _ARTICLE}
_SHOWN = ("第{}编", "第{}章", "第{}节", "第{}条", "{}、", "（{}）", "{}.", "（{}）")
_ANNEX_MARK = Lazy(r"附\s*+件\s*+(?:[0-9０-９一二三四五六七八九十]{1,3}\s*+)?[：:]?")
# “一、二季度”“1、2号楼”不是序数：顿号后面紧接着下一个数。
_LISTING = Lazy(r"[一二三四五六七八九十\d]{1,3}、([一二三四五六七八九十\d]{1,3})")
_LOST_NUMBER = (".", "．", "、")
_MAX_QUOTED = 40


class _Item(NamedTuple):
    """一个序数和它在各段中的位置。"""

    at: int
    piece: Piece
    number: Number


@dataclass(slots=True)
class _Run:
    """同一层次、同一上级之下的一列序数；start 是上级所在的段，first 是应有的第一个数。"""

    rank: int
    start: int
    first: int
    items: list[_Item] = field(default_factory=list)


def check(reading: Reading) -> Iterator[Hit]:
    """正文、附件各自的编、章、节、条和四级层次序数；表格与跨段引文中的不算。"""
    parts: dict[int, list[Piece]] = {}
    for piece in reading.body():
        parts.setdefault(piece.part, []).append(piece)
    for pieces in parts.values():
        for run in _runs(pieces):
            yield from _check_run(run, pieces)


def _runs(pieces: Sequence[Piece]) -> list[_Run]:
    quoted = _quoted(pieces)
    finished: list[_Run] = []
    current: dict[int, _Run] = {}
    last: dict[int, int] = {}
    for at, piece in enumerate(pieces):
        number = None if at in quoted else _real_number(piece)
        if number is None:
            _close(current, _rank_of_unnumbered(piece, at in quoted))
            continue
        rank = _UNIT_RANK.get(number.unit, _FIRST_LEVEL + number.level - 1)
        _close(current, rank)
        run = current.get(rank)
        if run is None or _restarts(run, number, at, pieces):
            start = max((other.items[-1].at for other in current.values()), default=0)
            run = _Run(rank, start, _first(number, rank, last))
            current[rank] = run
            finished.append(run)
        run.items.append(_Item(at, piece, number))
        last[rank] = number.value
    return finished


def _real_number(piece: Piece) -> Number | None:
    number = piece.number
    if number is None:
        return None
    listing = _LISTING.match(piece.text.value)
    following = (han_number(listing[1]) or listing[1]) if listing else None
    return None if str(following) == str(number.value + 1) else number


def _rank_of_unnumbered(piece: Piece, is_quoted: bool) -> int:
    """没有序数的一段另起哪些层次：“附件2”一行全部另起，# 标题另起比它小的。"""
    if _ANNEX_MARK.fullmatch(piece.text.value):
        return -1
    if piece.level is not None and not is_quoted:
        return _FIRST_LEVEL + piece.level - 1
    return len(_SHOWN)


def _close(current: dict[int, _Run], rank: int) -> None:
    for key in [key for key in current if key > rank and (key != _ARTICLE or rank < 0)]:
        del current[key]


def _restarts(run: _Run, number: Number, at: int, pieces: Sequence[Piece]) -> bool:
    """同一上级之下又从“一”开始的另一列：前面有别的段落隔开，或有“……如下：”引出。"""
    if number.value != 1:
        return False
    previous = run.items[-1]
    between = [piece for piece in pieces[previous.at + 1 : at] if piece.role != RUN_IN]
    if previous.number.value >= 2:
        return bool(between) or run.rank < _ARTICLE
    return bool(between) and between[-1].text.value.endswith(("：", ":"))


def _first(number: Number, rank: int, last: dict[int, int]) -> int:
    """这一列应有的第一个数：“一”；接着上一列往下排的、节录的章条，从哪个数开始都行。"""
    if rank <= _ARTICLE or number.value == last.get(rank, 0) + 1:
        return number.value
    return 1


def _check_run(run: _Run, pieces: Sequence[Piece]) -> Iterator[Hit]:
    values = [item.number.value for item in run.items]

    def explained(index: int, expected: int) -> bool:
        item = run.items[index]
        start = run.items[index - 1].at if index else run.start
        return _is_written_inline(pieces[start : item.at], _forms(run.rank, item.number, expected))

    for found in breaks(values, run.first, explained):
        yield _hit(run, found)


def _written(number: Number, value: int) -> str:
    """value 照 number 的写法（汉字或阿拉伯数字）写出。"""
    return str(value) if number.written.isdigit() else to_han(value)


def _forms(rank: int, number: Number, expected: int) -> list[str]:
    """应有的序数在段落中间可能的写法。"""
    form = _SHOWN[rank].format(_written(number, expected))
    forms = [form, form.replace("（", "(").replace("）", ")")]
    if number.written.isdigit():
        forms += [f"{expected}{mark}" for mark in "．、）)"]
    return forms


def _is_written_inline(pieces: Sequence[Piece], forms: Sequence[str]) -> bool:
    """应有的序数接排在段落中间，或者行首的数字脱落了（只剩“.”）。"""
    values = [piece.text.value for piece in pieces]
    return any(value.startswith(_LOST_NUMBER) or any(form in value for form in forms) for value in values)


def _hit(run: _Run, found: Break) -> Hit:
    item = run.items[found.at]
    number, text = item.number, item.piece.text

    def shown(value: int) -> str:
        return _SHOWN[run.rank].format(_written(number, value))

    start = text.value.index(number.written)
    span = text.at(start, start + len(number.written))
    if found.at == 0:
        return Hit(span, f"序数从“{shown(number.value)}”开始，前面没有“{shown(1)}”", level=Level.ADVICE)
    previous = run.items[found.at - 1].number.value
    what = "重复" if number.value == previous else "跳号" if number.value > found.expected else "倒退"
    message = f"序数“{shown(number.value)}”{what}，前一个是“{shown(previous)}”"
    return Hit(span, message, _written(number, found.expected) if found.fixable else None)


def _quoted(pieces: Sequence[Piece]) -> frozenset[int]:
    """跨段引文之内的段：引用的条文有自己的序数。没有找到引文的结尾，就不当作引文。"""
    quoted: set[int] = set()
    opened: int | None = None
    for at, piece in enumerate(pieces):
        value = piece.text.value
        surplus = value.count("“") - value.count("”")
        if opened is not None and at - opened > _MAX_QUOTED:
            opened = None
        if opened is None and surplus > 0:
            opened = at
        elif opened is not None and surplus < 0:
            quoted.update(range(opened + 1, at + 1))
            opened = None
    return frozenset(quoted)


RULE = Rule("YZ01", "层次序数跳号、重号", Level.ERROR, cite("7.3.3"), check)
