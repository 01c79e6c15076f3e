"""行文里的一般错字：同音、形近、漏字、多字、颠倒。单列一族，不设指标。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tools.quality.making import trimmed
from tools.quality.plant import Operator, Plant

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from tools.quality.clean import CleanDocument
    from tools.quality.sounds import Sounds

_RUN = re.compile(r"[\u4e00-\u9fff]{6,}")
TRIES = 30
Maker = "Callable[[str, int, random.Random], str | None]"


def operators(sounds: Sounds) -> tuple[Operator, ...]:
    """一般错字的五种。"""

    def swap(others: Callable[[str], list[str]]) -> Callable[[str, int, random.Random], str | None]:
        def change(run: str, at: int, chance: random.Random) -> str | None:
            choices = others(run[at])
            return chance.choice(choices) if choices else None

        return change

    return (
        _operator("同音", sounds, swap(sounds.same_sound)),
        _operator("形近", sounds, swap(sounds.alike)),
        _operator("漏字", sounds, lambda _run, _at, _chance: ""),
        _operator("多字", sounds, lambda run, at, _chance: run[at] * 2),
        _operator("颠倒", sounds, lambda run, at, _chance: run[at + 1] + run[at], width=2),
    )


def _operator(
    kind: str, sounds: Sounds, change: Callable[[str, int, random.Random], str | None], width: int = 1
) -> Operator:
    def make(document: CleanDocument, chance: random.Random) -> Plant | None:
        runs = [*_RUN.finditer(document.text, document.body_start)]
        for _ in range(TRIES if runs else 0):
            run = chance.choice(runs)
            at = chance.randrange(1, len(run[0]) - 2)
            wrong = change(run[0], at, chance)
            if wrong is not None and _odd(sounds, run[0], at, wrong, width):
                start = run.start() + at
                return trimmed("通用", kind, document.text, start, start + width, wrong)
        return None

    return Operator("通用", kind, make)


def _odd(sounds: Sounds, run: str, at: int, wrong: str, width: int) -> bool:
    """换了之后，这里每一对相邻的字都没有人连着写过。"""
    around = run[at - 1] + wrong + run[at + width]
    pairs = [around[i : i + 2] for i in range(len(around) - 1)]
    return wrong != run[at : at + width] and not any(sounds.written(pair) for pair in pairs)
