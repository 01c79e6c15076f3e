"""BT17：标题开头的发文机关与“发文机关”不是一个。页：bt17.md。"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from gongwen.document.clauses import REGULATION
from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.bt.compare import changed, is_close, is_within
from gongwen.proofing.rules.bt.titles import own_titles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.proofing.reading import Reading
    from gongwen.proofing.rules.bt.titles import Title

_OPENING = Lazy(r"关于|转发|批转|印发")
_SPACES = Lazy(r"[\s、，,；;]+")
_ORGAN = Lazy(r"(?:政府|办公[室厅]|委员会|[局厅部院处所会委])$")
_BRIEF = (("人民政府", "政府"), ("委员会", "委"), ("和", ""), ("中国共产党", "中共"))
_OFFICE = ("办公室", "办公厅")


def check(reading: Reading) -> Iterator[Hit]:
    """标题的机关与发文机关差一两个字的、差“办公室”的是差错；说的是别的机关的只作提示。"""
    named = _written(reading)
    for title in own_titles(reading) if named else ():
        found = _OPENING.search(title.outside)
        if found and found.start():
            yield from _compare(title, found.start(), named)


def _written(reading: Reading) -> tuple[str, ...]:
    """各个发文机关；由标题推断的不算。"""
    elements = reading.elements
    names = elements.issuing_organs if elements else None
    if names is None or (reading.document.recognized and any(item.offsets == () for item in names.items)):
        return ()
    return tuple(each for value in names.values() for each in _SPACES.split(value) if each)


def _compare(title: Title, end: int, named: tuple[str, ...]) -> Iterator[Hit]:
    written, joined = title.plain[:end].replace("、", ""), "".join(named)
    if "【" in written + joined:  # 还没有填
        return
    if written == joined or written in named:
        yield from _split(title, end, named)
        return
    by_office = any(written + tail == joined or joined + tail == written for tail in _OFFICE)
    message = f"标题写的是“{written}”，发文机关是“{'、'.join(named)}”"
    if by_office:
        yield Hit(title.span(0, end), message, joined if "、" not in title.plain[:end] else None)
    elif is_within(written, joined) and not _is_brief(written, joined):
        yield Hit(title.span(0, end), message, level=Level.ADVICE)
    elif is_within(written, joined) or is_within(joined, written):
        return
    elif len(joined) >= len("市教育局") and is_close(written, joined):
        yield from _pinpoint(title, end, joined, message)
    elif _ORGAN.search(written, len(written) - 3):
        yield Hit(title.span(0, end), message, level=Level.ADVICE)


def _split(title: Title, end: int, named: tuple[str, ...]) -> Iterator[Hit]:
    """“澜州市人民、政府办公室”：顿号断开了一个机关。"""
    parts = title.plain[:end].split("、")
    at = 0
    for part, following in pairwise(parts):
        at += len(part)
        if not part.endswith(named) or not following:
            yield Hit(title.span(at, at + 1), "顿号断开了机关名称", "")
        at += 1


def _is_brief(written: str, joined: str) -> bool:
    """略去地名、“人民”，“委员会”写“委”之类：市政府办公室、市发展改革委。"""
    short = joined
    for full, brief in _BRIEF:
        short = short.replace(full, brief)
        if written in (short, joined) or short.endswith(written) or joined.endswith(written):
            return True
    return bool(_ORGAN.search(written, len(written) - 3)) and written[:2] != joined[:2]


def _pinpoint(title: Title, end: int, joined: str, message: str) -> Iterator[Hit]:
    if "、" in title.plain[:end]:
        yield Hit(title.span(0, end), message)
        return
    start, stop, right = changed(title.plain[:end], joined)
    yield Hit(title.span(start, stop), message, right)


RULE = Rule("BT17", "标题中的机关与发文机关不同", Level.ERROR, f"{REGULATION}第九条（七）", check)
