"""在样例里埋一处错：照种子取地方，改原文的文件，报出来的应当正好是它。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from gongwen.compare.stream import Compared

RARE, ASTRAL, COMBINING = "鼍", "𠮷", "\u0301"
HALF = {"，": ",", "；": ";", "：": ":", "。": ".", "（": "(", "）": ")"}
# 编号、日期另有测试；密级一改就不办了；表头另排。
_LEFT_OUT = {"issue_number", "copy_number", "dated", "distributed_on", "approvers", "secrecy", "table_head"}
KINDS = ("substitute", "delete", "insert", "transpose", "digit", "half width", "astral", "combining")


@dataclass(frozen=True, slots=True)
class Planted:
    """埋的一处：改哪个文件的哪里；signed、other 是应报的字，category 是应归的类（为空的不看）。"""

    file: str
    start: int
    end: int
    written: str
    signed: str
    other: str
    category: str = ""


def plant(compared: Compared, kind: str, random: Random) -> Planted | None:
    """取一处；这一种在这件里没有合适的地方时为 None。"""
    for _ in range(200):
        at = random.randrange(1, len(compared.chars) - 2)
        if _fits(compared, at, kind):
            return _planted(compared, at, kind)
    return None


def _fits(compared: Compared, at: int, kind: str) -> bool:
    """前后的字各不相同（增删哪一个才说得准），在同一段，原文里也挨着。"""
    around = compared.chars[at - 1 : at + 3]
    first, last = compared.block(at)
    zone = compared.zone_at(at)
    if len(set(around)) < 4 or at - 1 < first or at + 3 > last or not _adjacent(compared, at):
        return False
    if zone is not None and (zone.optional or zone.role in _LEFT_OUT):
        return False
    char = compared.chars[at]
    if kind == "digit":
        return char.isdigit() and char.isascii()
    if kind == "half width":
        return char in HALF and zone is None
    if kind in ("transpose", "combining"):
        return zone is None and not compared.is_row(at) and all(map(_is_han, around))
    return _is_han(char)


def _adjacent(compared: Compared, at: int) -> bool:
    offsets = compared.offsets[at - 1 : at + 3]
    return list(offsets) == list(range(offsets[0], offsets[0] + 4))


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _planted(compared: Compared, at: int, kind: str) -> Planted:
    char, following = compared.chars[at], compared.chars[at + 1]
    changed = {
        "substitute": (1, RARE, char, RARE, ""),
        "delete": (1, "", char, "", ""),
        "insert": (0, RARE, "", RARE, "文字"),
        "transpose": (2, following + char, char + following, following + char, ""),
        "digit": (1, str((int(char) + 3) % 10) if char.isdigit() else "", char, "", "数字"),
        "half width": (1, HALF.get(char, ""), char, HALF.get(char, ""), "标点"),
        "astral": (1, ASTRAL, char, ASTRAL, ""),
        "combining": (1, char + COMBINING, char, char + COMBINING, "文字"),
    }
    length, written, signed, other, category = changed[kind]
    start = compared.offsets[at]
    return Planted(
        compared.source_at(at).name, start, start + length, written, signed, other or written, category
    )


def write(folder: Path, planted: Planted) -> str:
    """改文件；返回原来的内容。"""
    path = folder / planted.file
    text = path.read_bytes().decode("utf-8")
    path.write_bytes((text[: planted.start] + planted.written + text[planted.end :]).encode("utf-8"))
    return text
