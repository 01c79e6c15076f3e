"""政策表述：固定说法写错一个字、少一个字、颠倒、数目不对；引用已经废止的法律。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tools.quality.making import occurrences, swapped_in, transposed, trimmed
from tools.quality.operators.ws import WORDS, rows
from tools.quality.plant import Operator, Plant

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from tools.quality.clean import CleanDocument
    from tools.quality.sounds import Sounds

LONG = 6  # 少一个字、颠倒两个字的，只取这么长的说法


def wordings() -> list[str]:
    """固定的政策表述。"""
    lines = (WORDS / "policies.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def operators(sounds: Sounds) -> tuple[Operator, ...]:
    """政策表述的全部办法。"""

    def missing(phrase: str, chance: random.Random) -> str | None:
        spots = [i for i in range(1, len(phrase) - 1) if "\u4e00" <= phrase[i] <= "\u9fff"]
        if len(phrase) < LONG:
            return None
        at = chance.choice(spots)
        return phrase[:at] + phrase[at + 1 :]

    def turned(phrase: str, chance: random.Random) -> str | None:
        return transposed(phrase, chance) if len(phrase) >= LONG and "“" not in phrase else None

    table = rows("policy-numbers.tsv")
    return (
        _phrase("同音", sounds.misheard),
        _phrase("形近", sounds.misread),
        _phrase("少字", missing),
        _phrase("颠倒", turned),
        _table("数目和字不对", table),
        _table("废止的法律", rows("repealed.tsv"), since=2021),
    )


def _phrase(kind: str, change: Callable[[str, random.Random], str | None]) -> Operator:
    def make(document: CleanDocument, chance: random.Random) -> Plant | None:
        there = [phrase for phrase in wordings() if phrase in document.text]
        chance.shuffle(there)
        for phrase in there:
            spots = [at for at in occurrences(document.text, phrase) if _open(document, at)]
            wrong = change(phrase, chance)
            if spots and wrong is not None and wrong not in document.text:
                at = chance.choice(spots)
                return trimmed("ZC", kind, document.text, at, at + len(phrase), wrong)
        return None

    return Operator("ZC", kind, make)


def _open(document: CleanDocument, at: int) -> bool:
    """在正文里，不在书名号里（文件名照引）。"""
    line = document.text.rfind("\n", 0, at) + 1
    before = document.text[line:at]
    return at >= document.body_start and before.count("《") == before.count("》")


def _table(kind: str, table: list[tuple[str, str]], since: int = 0) -> Operator:
    def make(document: CleanDocument, chance: random.Random) -> Plant | None:
        if since and not _dated_since(document, since):
            return None
        return swapped_in("ZC", kind, document, table, chance)

    return Operator("ZC", kind, make)


def _dated_since(document: CleanDocument, year: int) -> bool:
    """成文日期在这一年之后。"""
    found = re.search(r"(?m)^(?:成文日期: )?(\d{4})年\d{1,2}月\d{1,2}日$", document.text)
    return found is not None and int(found[1]) > year
