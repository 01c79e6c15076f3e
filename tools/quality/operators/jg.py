"""机关名称：少字、颠倒、别字，改革前的旧名，名册里的机关写错。"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from tools.quality.making import occurrences, swapped_in, transposed, trimmed
from tools.quality.operators.ws import WORDS, rows
from tools.quality.plant import Operator, Plant

from gongwen.agency import load_agency

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

    from tools.quality.clean import CleanDocument
    from tools.quality.sounds import Sounds

LONG = 5


def organs() -> list[str]:
    """通行的机关名称（不带地名），长的在前。"""
    lines = (WORDS / "organs.txt").read_text(encoding="utf-8").split()
    return sorted(lines, key=len, reverse=True)


@cache
def roster_organs(path: Path) -> tuple[str, ...]:
    """单位资料里的机关：主送、抄送各组，人员的机关。"""
    agency = load_agency(path)
    groups = [*(agency.addressees or {}).values(), *(agency.copied_to or {}).values()]
    names = [agency.name, *(name for group in groups for name in group)]
    names += [each.organ for each in agency.people if each.organ]
    return tuple(dict.fromkeys(name for name in names if len(name) >= LONG and "（" not in name))


def operators(sounds: Sounds) -> tuple[Operator, ...]:
    """机关名称的全部办法。"""

    def missing(name: str, chance: random.Random) -> str | None:
        """少一个字；“和”字可省，“总局”少了“总”是另一个机关，地名和末一个字不动。"""
        spots = [i for i in range(1, len(name) - 1) if name[i] not in "和总"]
        at = chance.choice(spots)
        return name[:at] + name[at + 1 :]

    kinds = (("少字", missing), ("颠倒", transposed), ("同音", sounds.misheard), ("形近", sounds.misread))
    return (
        *(_of(f"通名{kind}", change, _general) for kind, change in kinds),
        *(_of(f"名册机关{kind}", change, _listed) for kind, change in kinds),
        _old("旧名"),
    )


def _general(_: CleanDocument) -> list[str]:
    return [name for name in organs() if len(name) >= LONG]


def _listed(document: CleanDocument) -> list[str]:
    return list(roster_organs(document.roster)) if document.roster else []


def _of(
    kind: str, change: Callable[[str, random.Random], str | None], names: Callable[[CleanDocument], list[str]]
) -> Operator:
    def make(document: CleanDocument, chance: random.Random) -> Plant | None:
        known = names(document)
        there = [name for name in known if name in document.text[document.body_start :]]
        chance.shuffle(there)
        for name in there[:6]:
            wrong = change(name, chance)
            if wrong is None or any(wrong == other or wrong in document.text for other in known):
                continue
            spots = [at for at in occurrences(document.text, name) if at >= document.body_start]
            at = chance.choice(spots)
            return trimmed("JG", kind, document.text, at, at + len(name), wrong)
        return None

    return Operator("JG", kind, make)


def _old(kind: str) -> Operator:
    """2019 年以后的文件里，写了改革以前的名称。"""
    table = rows("renamed.tsv")

    def make(document: CleanDocument, chance: random.Random) -> Plant | None:
        return swapped_in("JG", kind, document, table, chance) if _recent(document) else None

    return Operator("JG", kind, make)


def _recent(document: CleanDocument) -> bool:
    found = re.search(r"(?m)^(?:成文日期: )?(\d{4})年\d{1,2}月\d{1,2}日$", document.text)
    return found is not None and int(found[1]) >= 2019
