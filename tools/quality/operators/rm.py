"""人名职务：名册里的人写错一个字、少一个字、颠倒，职务不对，次序颠倒；没有名册的前后两种写法。"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import TYPE_CHECKING

from tools.quality.making import dropped, occurrences, trimmed
from tools.quality.plant import Operator, Plant

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

    from tools.quality.clean import CleanDocument
    from tools.quality.sounds import Sounds

_POSTS = r"(?:副?市长|副?县长|副?区长|副?主任|副?局长|副?省长|副?书记|(?:副总|总)理|秘书长|副?主席|副?科长)"
_POST_SWAPS = {"市长": "副市长", "副市长": "市长", "局长": "副局长", "副局长": "局长", "主任": "副主任",
               "副主任": "主任", "县长": "副县长", "副县长": "县长", "秘书长": "副秘书长"}  # fmt: skip
_VARIANTS = dict(["启啓", "怀懷", "泽澤", "凤鳳", "峰峯", "华華", "国國", "晓曉", "丽麗", "强強", "伟偉", "龙龍",
                  "云雲", "长長", "宁寧", "兰蘭", "庆慶", "远遠", "语語", "飞飛", "维維", "颂頌", "乔喬", "钟鍾", "铭銘", "简簡", "陆陸", "顾顧", "罗羅", "苏蘇", "陈陳", "谢謝", "郑鄭", "吴吳", "听聽", "图圖", "书書"])  # fmt: skip


@cache
def people(roster: Path) -> tuple[tuple[str, str, str], ...]:
    """名册里的（姓名，职务，机关），照次序。"""
    table = tomllib.loads(roster.read_text(encoding="utf-8"))
    return tuple((each["姓名"], each["职务"], each.get("机关", "")) for each in table.get("人员", ()))


def operators(sounds: Sounds) -> tuple[Operator, ...]:
    """人名职务的全部办法。"""

    def variant(name: str, chance: random.Random) -> str | None:
        spots = [i for i, char in enumerate(name) if char in _VARIANTS]
        at = chance.choice(spots) if spots else None
        return None if at is None else name[:at] + _VARIANTS[name[at]] + name[at + 1 :]

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
    short = post.split("、")[-1]
    spots = []
    for at in occurrences(document.text, name):
        before, after = document.text[max(0, at - 14) : at], document.text[at + len(name) : at + len(name) + 10]
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
        short = post.split("、")[-1]
        found = [*re.finditer(rf"(?<!副)(?P<at>{short})(?={name})", document.text)]
        others = _POST_SWAPS.get(short)
        if found and others and "常务" not in short:
            match = chance.choice(found)
            also = ((match.start(), match.end() + len(name)),)
            return trimmed("RM", "职务不对", document.text, *match.span("at"), others, also)
    return None


def _order(document: CleanDocument, chance: random.Random) -> Plant | None:
    """并列的两位领导，次序与名册相反。"""
    there = _present(document)
    names = [each[0] for each in there]
    lists = [
        match
        for first in range(len(names))
        for second in range(first + 1, len(names))
        for match in re.finditer(rf"{names[first]}(?:、|, ?|，){names[second]}", document.text)
    ]
    if not lists:
        return None
    match = chance.choice(lists)
    first, mark, last = re.fullmatch(r"([\u4e00-\u9fff]+)(、|, ?|，)([\u4e00-\u9fff]+)", match[0]).groups()  # type: ignore[union-attr]
    return trimmed("RM", "次序颠倒", document.text, *match.span(), f"{last}{mark}{first}")


def _repeated(document: CleanDocument) -> dict[str, list[int]]:
    """不靠名册：紧挨着职务、出现不止一次的名字。"""
    surnames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文温季陶"
    pattern = rf"(?:{_POSTS}([{surnames}][\u4e00-\u9fff]{{2}})(?![\u4e00-\u9fff]{{0,1}}等))|(?:([{surnames}][\u4e00-\u9fff]{{2}}){_POSTS})"
    found: dict[str, list[int]] = {}
    for match in re.finditer(pattern, document.text):
        name, at = (match[1], match.start(1)) if match[1] else (match[2], match.start(2))
        found.setdefault(name, []).append(at)
    return {name: spots for name, spots in found.items() if len(spots) > 1}


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
