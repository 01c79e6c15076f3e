"""人名职务：名册里的人写错一个字、少一个字、颠倒，职务不对，次序颠倒；没有名册的前后两种写法。"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from tools.quality.making import dropped, occurrences, trimmed
from tools.quality.operators.ws import WORDS, twins
from tools.quality.plant import Operator, Plant

from gongwen.agency import load_agency

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

    from tools.quality.clean import CleanDocument
    from tools.quality.sounds import Sounds

_POSTS = r"(?:副?市长|副?县长|副?区长|副?主任|副?局长|副?省长|副?书记|(?:副总|总)理|秘书长|副?主席|副?科长)"
_DEPUTY = ("市长", "局长", "主任", "县长", "秘书长")


@cache
def people(roster: Path) -> tuple[tuple[str, str, str], ...]:
    """名册里的（姓名，职务，机关），照次序。"""
    return tuple((each.name, each.post, each.organ) for each in load_agency(roster).people)


def operators(sounds: Sounds) -> tuple[Operator, ...]:
    """人名职务的全部办法。"""
    table = twins("name-variants.txt")

    def variant(name: str, chance: random.Random) -> str | None:
        spots = [i for i, char in enumerate(name) if char in table]
        at = chance.choice(spots) if spots else None
        return None if at is None else name[:at] + table[name[at]] + name[at + 1 :]

    def sound(name: str, chance: random.Random) -> str | None:
        return _one_char(name, chance, sounds.same_sound)

    def shape(name: str, chance: random.Random) -> str | None:
        return _one_char(name, chance, sounds.alike)

    def turned(name: str, _: random.Random) -> str | None:
        return name[:-2] + name[-1] + name[-2] if len(name) > 2 and name[-1] != name[-2] else None

    def missing(name: str, chance: random.Random) -> str | None:
        return dropped(name, chance, range(1, len(name))) if len(name) > 2 else None

    kinds = (("同音", sound), ("形近", shape), ("颠倒", turned), ("少字", missing), ("异体", variant))
    return (
        *(_named(f"姓名{kind}", change) for kind, change in kinds),
        Operator("RM", "职务不对", _post),
        Operator("RM", "次序颠倒", _order),
        _second("前后不一同音", sound),
        _second("前后不一形近", shape),
        Operator("RM", "一职两人", _two),
    )


def _one_char(name: str, chance: random.Random, others: Callable[[str], list[str]]) -> str | None:
    """名（不是姓）里的一个字换掉。"""
    spots = list(range(1, len(name)))
    chance.shuffle(spots)
    for at in spots:
        if choices := others(name[at]):
            return name[:at] + chance.choice(choices) + name[at + 1 :]
    return None


def _beside(document: CleanDocument, name: str, post: str) -> list[int]:
    """名字紧挨着他的职务的各处。"""
    short = post.rsplit("、", 1)[-1]
    spots = []
    for at in occurrences(document.text, name):
        before, after = (
            document.text[max(0, at - 14) : at],
            document.text[at + len(name) : at + len(name) + 10],
        )
        if before.endswith(short) or after.startswith(short) or f"职务: {post}" in before:
            spots.append(at)
    return spots


def _named(kind: str, change: Callable[[str, random.Random], str | None]) -> Operator:
    """名册里的人，职务旁边的名字写错。"""

    def make(document: CleanDocument, chance: random.Random) -> Plant | None:
        there = _present(document)
        chance.shuffle(there)
        for name, post, _organ in there:
            wrong = change(name, chance)
            spots = _beside(document, name, post)
            if spots and wrong and wrong not in {each[0] for each in there}:
                at = chance.choice(spots)
                return trimmed("RM", kind, document.text, at, at + len(name), wrong)
        return None

    return Operator("RM", kind, make)


def _present(document: CleanDocument) -> list[tuple[str, str, str]]:
    if document.roster is None:
        return []
    return [each for each in people(document.roster) if each[0] in document.text]


def _post(document: CleanDocument, chance: random.Random) -> Plant | None:
    """名字前后的职务换成别的。"""
    there = _present(document)
    chance.shuffle(there)
    for name, post, _organ in there:
        short = post.rsplit("、", 1)[-1]
        found = [*re.finditer(rf"(?<!副)(?P<at>{short})(?={name})", document.text)]
        other = f"副{short}" if short in _DEPUTY else short.removeprefix("副")
        if found and other != short:
            match = chance.choice(found)
            also = ((match.start(), match.end() + len(name)),)
            return trimmed("RM", "职务不对", document.text, *match.span("at"), other, also)
    return None


def _order(document: CleanDocument, chance: random.Random) -> Plant | None:
    """并列的两位领导，次序与名册相反。"""
    there = _present(document)
    names = [each[0] for each in there]
    lists = [
        match
        for first in range(len(names))
        for second in range(first + 1, len(names))
        for match in re.finditer(rf"({names[first]})(、|, ?|，)({names[second]})", document.text)
    ]
    if not lists:
        return None
    match = chance.choice(lists)
    return trimmed("RM", "次序颠倒", document.text, *match.span(), f"{match[3]}{match[2]}{match[1]}")


def _repeated(document: CleanDocument) -> dict[str, list[int]]:
    """不靠名册：紧挨着职务、出现不止一次的名字。"""
    name = rf"[{surnames()}][\u4e00-\u9fff]{{2}}"
    pattern = rf"{_POSTS}({name})(?![\u4e00-\u9fff]{{0,1}}等)|({name}){_POSTS}"
    found: dict[str, list[int]] = {}
    for match in re.finditer(pattern, document.text):
        name, at = (match[1], match.start(1)) if match[1] else (match[2], match.start(2))
        found.setdefault(name, []).append(at)
    return {name: spots for name, spots in found.items() if len(spots) > 1}


def surnames() -> str:
    """常见的姓。"""
    return (WORDS / "surnames.txt").read_text(encoding="utf-8").splitlines()[1]


def _second(kind: str, change: Callable[[str, random.Random], str | None]) -> Operator:
    """同一个人，后一处写成另一个字。"""

    def make(document: CleanDocument, chance: random.Random) -> Plant | None:
        repeated = _repeated(document)
        if not repeated or document.gapped:
            return None
        name = chance.choice(sorted(repeated))
        spots = repeated[name]
        wrong = change(name, chance)
        if wrong is None:
            return None
        at = spots[-1]
        also = tuple((each, each + len(name)) for each in spots)
        return trimmed("RM", kind, document.text, at, at + len(name), wrong, also)

    return Operator("RM", kind, make)


def _two(document: CleanDocument, chance: random.Random) -> Plant | None:
    """同一个职务旁边，后一处换成名册里的另一个人。"""
    there = _present(document)
    for name, post, _organ in there:
        spots = _beside(document, name, post)
        others = [each[0] for each in people(document.roster)] if document.roster else []
        others = [each for each in others if each not in document.text]
        if len(spots) > 1 and others:
            also = tuple((each, each + len(name)) for each in spots)
            wrong = chance.choice(others)
            return trimmed("RM", "一职两人", document.text, spots[-1], spots[-1] + len(name), wrong, also)
    return None
