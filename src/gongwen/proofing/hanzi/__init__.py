"""汉字的读音、笔画、形近、异体：《通用规范汉字表》8105 字（characters.tsv），另有繁体、异体（variants.txt）。

表由 tools/hanzi.py 从 Unihan 和字形算出。表里没有的字，什么也不知道：读音为空，与谁都不同音、不形近。
"""

from __future__ import annotations

import pkgutil
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# 听写、拼音输入常混的：平翘舌，前后鼻音，n 与 l
_NEAR = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in"))


def characters() -> tuple[str, ...]:
    """表里的全部字。"""
    return tuple(_table()[0])


def sounds(char: str) -> frozenset[str]:
    """全部读音，带声调，如 chong2、zhong4；繁体、异体照规范字。不知道的为空。"""
    return _table()[1].get(standard(char), frozenset())


def strokes(char: str) -> int | None:
    """笔画数；不知道的为 None。"""
    return _table()[0].get(char)


def same_tone(one: str, other: str) -> bool:
    """有一个读音连声调都相同。"""
    return bool(sounds(one) & sounds(other))


def same_sound(one: str, other: str) -> bool:
    """有一个读音相同，不论声调。"""
    return bool(_toneless(one) & _toneless(other))


def near_sound(one: str, other: str) -> bool:
    """同音，或只差平翘舌、前后鼻音、n 与 l。"""
    return bool(_blurred(one) & _blurred(other))


@cache
def sounding_like(char: str) -> frozenset[str]:
    """同音、音近的各字，连它自己。"""
    table = _by_sound()
    return frozenset().union(*(table[sound] for sound in _blurred(char)))


def looking_like(char: str) -> frozenset[str]:
    """形近的各字。"""
    return _by_shape().get(char, frozenset())


@cache
def _by_shape() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for char, others in _table()[2].items():
        found.setdefault(char, set()).update(others)
        for other in others:
            found.setdefault(other, set()).add(char)
    return {char: frozenset(others) for char, others in found.items()}


@cache
def _by_sound() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for char, each in _table()[1].items():
        for sound in each:
            found.setdefault(_blur(sound[:-1]), set()).add(char)
    return {sound: frozenset(chars) for sound, chars in found.items()}


def alike(one: str, other: str) -> bool:
    """字形相近：整个字像，或只差偏旁。"""
    return max(one, other) in _table()[2].get(min(one, other), "")


def variants(one: str, other: str) -> bool:
    """同一个字的两种写法（繁简、异体），如“偉伟”“堃坤”。"""
    mine, its = _standards(one), _standards(other)
    return one != other and bool(mine & its)


def _standards(char: str) -> frozenset[str]:
    return _variants().get(char, frozenset()) | {char}


def standard(char: str) -> str:
    """繁体、异体的规范字；规范字就是它自己，不知道的也是。"""
    table = _table()[1]
    return next((each for each in (char, *sorted(_standards(char))) if each in table), char)


def _toneless(char: str) -> frozenset[str]:
    return frozenset(sound[:-1] for sound in sounds(char))


@cache
def _blurred(char: str) -> frozenset[str]:
    return frozenset(_blur(sound) for sound in _toneless(char))


@cache
def _blur(sound: str) -> str:
    for clear, blurred in _NEAR:
        sound = sound.replace(clear, blurred)
    return "l" + sound[1:] if sound.startswith("n") else sound


def _lines(name: str) -> Iterator[str]:
    data = pkgutil.get_data(__name__, name)
    if data is None:
        raise FileNotFoundError(name)
    return (line for line in data.decode("utf-8").splitlines() if not line.startswith("#"))


@cache
def _table() -> tuple[dict[str, int], dict[str, frozenset[str]], dict[str, str]]:
    """笔画，读音，形近（码位在前的字到在后的各字）。"""
    rows = [line.split("\t") for line in _lines("characters.tsv")]
    return (
        {row[0]: int(row[1]) for row in rows},
        {row[0]: frozenset(row[2].split()) for row in rows},
        {row[0]: row[3] for row in rows},
    )


@cache
def _variants() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in _lines("variants.txt"):
        found.setdefault(line[0], set()).add(line[1])
    return {char: frozenset(others) for char, others in found.items()}
