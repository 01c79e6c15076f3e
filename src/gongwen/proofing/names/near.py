"""比姓名：写的与名册里的一个姓名差在哪里。"""

from __future__ import annotations

from enum import Enum
from itertools import pairwise

from gongwen.proofing.hanzi import alike, near_sound, same_sound, variants
from gongwen.proofing.names.words import DOT

_DOTS = str.maketrans(dict.fromkeys(DOT, "·"))


class Near(Enum):
    """差在哪里；值是给人看的说法。"""

    WRITING = "写法不同"
    SWAPPED = "前后两个字颠倒"
    SOUND = "有同音字"
    SHAPE = "有形近字"
    NEAR_SOUND = "有音近字"
    MISSING = "少一个字"
    EXTRA = "多一个字"
    ONE = "差一个字"


def plain_name(text: str) -> str:
    """姓名去掉空格，间隔号写成一种。"""
    return "".join(text.split()).translate(_DOTS)


def difference(written: str, listed: str) -> Near | None:
    """写的与名册里的只差一点时，差在哪里；相同、差得多的为 None。"""
    if written == listed:
        return None
    if len(written) != len(listed):
        return _by_length(written, listed)
    pairs = [(one, other) for one, other in zip(written, listed, strict=True) if one != other]
    if all(variants(one, other) for one, other in pairs):
        return Near.WRITING
    if all(same_sound(one, other) for one, other in pairs) and (len(pairs) == 1 or written[0] == listed[0]):
        return Near.SOUND
    if len(pairs) == 1:
        return _one(*pairs[0])
    return Near.SWAPPED if _swapped(written, listed) else None


def _one(one: str, other: str) -> Near:
    if alike(one, other):
        return Near.SHAPE
    return Near.NEAR_SOUND if near_sound(one, other) else Near.ONE


def _swapped(written: str, listed: str) -> bool:
    at = next(at for at, (one, other) in enumerate(zip(written, listed, strict=True)) if one != other)
    return written == listed[:at] + listed[at : at + 2][::-1] + listed[at + 2 :]


def _by_length(written: str, listed: str) -> Near | None:
    longer, shorter = (written, listed) if len(written) > len(listed) else (listed, written)
    if shorter not in without_one(longer):
        return None
    return Near.EXTRA if longer is written else Near.MISSING


def without_one(name: str) -> set[str]:
    """去掉一个字。"""
    return {name[:at] + name[at + 1 :] for at in range(len(name))}


def swaps(name: str) -> set[str]:
    """相邻两个字颠倒。"""
    found = {name[:at] + name[at + 1] + name[at] + name[at + 2 :] for at, _ in enumerate(pairwise(name))}
    return found - {name}


def holes(name: str) -> set[str]:
    """挖去一个字，留下空。"""
    return {f"{name[:at]}_{name[at + 1 :]}" for at in range(len(name))}
