"""一份文件里前后不一：JG06 一个机关两种写法。页：jg06.md。"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.names.near import holes
from gongwen.proofing.names.slips import difference, is_whole, places
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.jg.rostered import misnamed_in
from gongwen.proofing.rules.jg.standard import slips_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongwen.proofing.reading import Reading

_ENDS = ("局", "委员会", "办公室", "领导小组", "指挥部", "管理处", "服务中心")
_RUN = Lazy("[㐀-鿿]{3,16}$")
# 右边断得开的
_AFTER = Lazy(
    "$|[^㐀-鿿]|牵头|负责|汇总|配合|会同|同意|批准|调度|组织|审核|备案|审批|登记|办理|研究|提出|制定|印发|要|应|将|和|及|与|等"
)
_LONGEST = 16
_OPTIONAL = "和与及"
_LEADING = "由经请向报"
_SHORTEST = 5


def check(reading: Reading) -> Iterator[Hit]:
    """两个机关名称只差一个同音、形近的字，或只差一个“和”。写得少的一处报。"""
    names: dict[str, list[int]] = defaultdict(list)
    text = reading.whole
    for start, name in _organs(text):
        names[name].append(start)
    told = [(each.start, each.end) for each in (*misnamed_in(reading), *slips_in(reading))]
    for one, other in _pairs(names):
        if how := _same(one, other):
            rare, usual = (one, other) if len(names[one]) < len(names[other]) else (other, one)
            start = names[rare][0]
            if not any(first < start + len(rare) and start < last for first, last in told):
                yield _hit(reading, start, rare, usual, how)


def _organs(text: str) -> Iterator[tuple[int, str]]:
    """左右都断得开的机关名称。"""
    for ending in _ENDS:
        for at in places(text, ending):
            end = at + len(ending)
            found = _RUN.search(text, max(at - _LONGEST, 0), at) if _AFTER.match(text, end) else None
            if found is None:
                continue
            # “由××局”：“由”“请”不是名称里的；左边太长，看不出从哪里起的不要
            name = _after_verb(found[0])
            if len(name) + len(ending) >= _SHORTEST and len(name) < _LONGEST and name[0] not in _OPTIONAL:
                yield at - len(name), name + ending


def _after_verb(run: str) -> str:
    """最后一个“由”“请”之类之后的。"""
    return run[max(run.rfind(char) for char in _LEADING) + 1 :]


def _pairs(names: Iterable[str]) -> list[tuple[str, str]]:
    """可能只差一处的各对：挖去一个字相同，去掉“和”相同，或字全相同。"""
    groups: dict[str, set[str]] = defaultdict(set)
    for name in names:
        keys = {*holes(name), "".join(sorted(name)), name}
        keys |= {name[:at] + name[at + 1 :] for at, char in enumerate(name) if char in _OPTIONAL}
        for key in keys:
            groups[key].add(name)
    return sorted({pair for group in groups.values() for pair in combinations(sorted(group), 2)})


def _same(one: str, other: str) -> str | None:
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    if len(longer) > len(shorter):
        dropped = (at for at, char in enumerate(longer) if char in _OPTIONAL)
        return "差一个“和”" if any(longer[:at] + longer[at + 1 :] == shorter for at in dropped) else None
    if one[0] != other[0]:
        return None
    return difference(one, other) if is_whole(one, other) else None


def _hit(reading: Reading, start: int, rare: str, usual: str, how: str) -> Hit:
    piece, at = reading.placed(start)
    level = Level.ADVICE if how.startswith("差") else None
    message = f"前后写作“{usual}”和“{rare}”：{how}，是一个机关的改一致"
    return Hit(piece.text.at(at, at + len(rare)), message, level=level)


RULE = Rule("JG06", "一个机关两种写法", Level.ERROR, "《党政机关公文处理工作条例》第九条（八）", check)
