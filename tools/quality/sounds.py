"""常用字的同音字、形近字，和“这样连着写没有人写”的判断。

同音由 pypinyin 得出，只在语料里常用的字里取；形近是手写的一张表。
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from pypinyin import Style, pinyin

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterable

COMMON = 2200  # 再生僻的，打字时不会误选
# 形近的字，一组里的互相误写
SHAPES = Path(__file__).resolve().parent / "words" / "shapes.txt"


@cache
def _shapes() -> dict[str, str]:
    table: dict[str, set[str]] = defaultdict(set)
    lines = SHAPES.read_text(encoding="utf-8").splitlines()[1:]
    for group in " ".join(lines).split():
        for char in group:
            table[char] |= set(group) - {char}
    return {char: "".join(sorted(others)) for char, others in table.items()}


class Sounds:
    """由一批文字得出的常用字、同音字、连写。"""

    def __init__(self, texts: Iterable[str]) -> None:
        counts: Counter[str] = Counter()
        doubles: Counter[str] = Counter()
        for text in texts:
            counts.update(text)
            doubles.update(map("".join, pairwise(text)))
        common = [char for char, _ in counts.most_common() if "\u4e00" <= char <= "\u9fff"][:COMMON]
        self._seen = {pair for pair, count in doubles.items() if count > 1}
        self._readings: dict[str, frozenset[str]] = {}
        self._groups: dict[str, list[str]] = defaultdict(list)
        for char in common:
            for reading in self._reading(char):
                self._groups[reading].append(char)

    def _reading(self, char: str) -> frozenset[str]:
        if char not in self._readings:
            self._readings[char] = readings(char)
        return self._readings[char]

    def same_sound(self, char: str) -> list[str]:
        """常用字里的同音字，不论声调。"""
        found = {other for reading in self._reading(char) for other in self._groups.get(reading, ())}
        return sorted(found - {char})

    def alike(self, char: str) -> list[str]:
        """形近字。"""
        return list(_shapes().get(char, ""))

    def written(self, text: str) -> bool:
        """相邻两字的每一对都有人这样写过。"""
        return all(pair in self._seen for pair in map("".join, pairwise(text)))

    def strange(self, before: str, char: str, after: str) -> bool:
        """把 char 放在这里，与前后都没有人连着写过：读的人一眼看出不通。"""
        return before + char not in self._seen and char + after not in self._seen

    def misheard(self, word: str, chance: random.Random) -> str | None:
        """词里一个字写成同音字，写出来的词没有人写过。"""
        return self._miswritten(word, chance, self.same_sound)

    def misread(self, word: str, chance: random.Random) -> str | None:
        """词里一个字写成形近字，写出来的词没有人写过。"""
        return self._miswritten(word, chance, self.alike)

    def _miswritten(self, word: str, chance: random.Random, others: Callable[[str], list[str]]) -> str | None:
        spots = list(range(len(word)))
        chance.shuffle(spots)
        for at in spots:
            choices = others(word[at])
            chance.shuffle(choices)
            for other in choices[:12]:
                wrong = word[:at] + other + word[at + 1 :]
                if not self.written(wrong):
                    return wrong
        return None


@cache
def readings(char: str) -> frozenset[str]:
    """最常用的读音，不带声调：多音字的僻音不算。"""
    found = pinyin(char, style=Style.NORMAL, errors="ignore")
    return frozenset(found[0]) if found else frozenset()
