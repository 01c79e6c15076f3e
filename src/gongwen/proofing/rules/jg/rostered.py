"""机关名称、地名与名册对照：JG01 机关名称，JG02 地名，JG03 简称，JG04 曾用名。页：jg01.md—jg04.md。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.exempt import cited, inside, quoted
from gongwen.proofing.fixed import apart
from gongwen.proofing.hanzi import same_tone, variants
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.names.slips import in_order, is_whole, told
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.jg.edges import edges

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.agency import Organ
    from gongwen.proofing.names.slips import Slip
    from gongwen.proofing.reading import Reading

_SOURCE = "《党政机关公文处理工作条例》第九条（八）；单位资料的名册"
_SHORTEST, _PLACE_ENDS = 4, "省市县区州盟旗乡镇"
_LAST: list[tuple[Reading, tuple[Slip, ...]]] = []
_SHORT_ENDS = ("局", "委", "办", "厅", "部")
# “原市工商局”“更名前的市工商局”说的就是从前
_PAST = Lazy(r"(?:原|前身|时称|曾用名|更名前|撤销|撤并|改组|组建|合并|不再|改为|更名)")


def misnamed_in(reading: Reading) -> tuple[Slip, ...]:
    """与名册只差一点的机关名称、地名；几条规则都要，算一遍。"""
    roster = reading.roster
    if roster is None:
        return ()
    if not _LAST or _LAST[0][0] is not reading:
        _LAST[:] = [(reading, roster.slips.found(reading.whole))]
    return _LAST[0][1]


def check_organs(reading: Reading) -> Iterator[Hit]:
    """机关名称与名册里的差一点：同音、形近、颠倒、多字、少字。"""
    yield from _near(reading, places=False)
    found = edges(reading)
    for each in in_order(found, misnamed_in(reading)):
        yield _hit(reading, each, found[each])
    yield from _odd(reading, (*found, *misnamed_in(reading)))


def _odd(reading: Reading, taken: tuple[Slip, ...]) -> Iterator[Hit]:
    """错处的两个字从不连用：“巾行政审批局”。"""
    roster = reading.roster
    found = roster.fixed.found(reading.whole, reading.odd_places) if roster and roster.organs else ()
    for each in in_order(map(told, apart(found)), taken):
        if len(each.name) > _SHORTEST:
            yield _hit(reading, each, Level.ERROR)


def check_places(reading: Reading) -> Iterator[Hit]:
    """地名与名册里的差一个字。"""
    return _near(reading, places=True)


def _near(reading: Reading, *, places: bool) -> Iterator[Hit]:
    known = reading.roster.places if reading.roster else ()
    text = reading.whole
    for each in misnamed_in(reading):
        if (each.name in known) is not places:
            continue
        written = text[each.start : each.end]
        level = (_place_level if places else _organ_level)(written, each.name)
        if level:
            yield _hit(reading, each, level)


def _hit(reading: Reading, each: Slip, level: Level) -> Hit:
    written = reading.whole[each.start : each.end]
    piece, at = reading.placed(each.start)
    message = f"“{written}”与名册里的“{each.name}”只差一点：{each.how}"
    return Hit(piece.text.at(at, at + len(written)), message, each.name, level=level)


def _place_level(written: str, place: str) -> Level | None:
    """地名短，只差一字的可能真是另一个地方：连声调都相同的才算差错。"""
    wrong = [at for at, char in enumerate(place) if written[at : at + 1] != char]
    if len(written) != len(place) or len(wrong) != 1:
        # “青溪县县”是“青溪县县长”，“溪青县”才是颠倒
        return Level.ERROR if len(wrong) == 2 and wrong[1] < len(place) - 1 else None
    one, other = written[wrong[0]], place[wrong[0]]
    if wrong[0] == len(place) - 1:
        return None
    return Level.ERROR if variants(one, other) or same_tone(one, other) else Level.ADVICE


def _organ_level(written: str, organ: str) -> Level | None:
    """句子里的字凑巧像机关名称的不算：“实施政府”不是“市政府”。"""
    # “市市场监管局”少写的“市”是所在的市
    if len(organ) < _SHORTEST or written == organ[1:] or (organ[0] in _PLACE_ENDS and written[0] != organ[0]):
        return None
    return Level.ERROR if is_whole(written, organ) else None


def check_shorts(reading: Reading) -> Iterator[Hit]:
    """名册给了规范化简称的机关，用了别的略写。同一种略写一份文件里只报第一处。"""
    roster = reading.roster
    if roster is None:
        return
    for unit in roster.units:
        told = set(roster.organs)
        for start, end in _loose(reading, unit, roster.places):
            wrong = reading.whole[start:end]
            piece, at = reading.placed(start)
            if wrong in told or inside(cited(piece.text.value), at):
                continue
            told.add(wrong)
            shorts = "”“".join(unit.shorts)
            message = f"名册里“{unit.name}”的规范化简称是“{shorts}”，不是“{wrong}”"
            yield Hit(piece.text.at(at, at + len(wrong)), message, unit.shorts[0])


def _loose(reading: Reading, unit: Organ, places: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """“市发改委”“市住建局”：市、县打头，中间的字都依次在全称里。"""
    place = next((place for place in places if unit.name.startswith(place)), "")
    end = "委" if unit.name.endswith("委员会") else unit.name[-1]
    core = unit.name[len(place) :].removesuffix("委员会").removesuffix(end)
    if not (place and core and unit.shorts and end in _SHORT_ENDS):
        return
    text, head = reading.whole, place[-1] + core[0]
    at = text.find(head) if reading.may_have(head) else -1
    while at >= 0:
        stop = at + 1
        while text[stop : stop + 1] in core and stop < at + len(core):
            stop += 1
        if text.startswith(end, stop) and _shortened(text[at + 1 : stop], core, text[stop + 1 : stop + 2]):
            yield at, stop + 1
        at = text.find(head, at + 1)


def _shortened(middle: str, core: str, following: str) -> bool:
    rest = iter(core)
    return 1 < len(middle) < len(core) and following != "员" and all(char in rest for char in middle)


def check_former(reading: Reading) -> Iterator[Hit]:
    """名称改了之后还用旧名，机关撤销之后还写它。没有成文日期的，当作现在。"""
    for unit in reading.roster.units if reading.roster else ():
        day = reading.dated
        if unit.former and (day is None or unit.since is None or day >= unit.since):
            names = sorted(unit.former, key=len, reverse=True)
            yield from _used(reading, names, f"已改为“{unit.name}”", unit.name, unit.name)
        if unit.until and (day is None or day > unit.until):
            told = f"已于 {unit.until.year} 年 {unit.until.month} 月 {unit.until.day} 日撤销"
            yield from _used(reading, (unit.name, *unit.shorts), told, unit.name, None)


def _used(
    reading: Reading, names: tuple[str, ...] | list[str], told: str, now: str, right: str | None
) -> Iterator[Hit]:
    taken: set[tuple[int, int]] = set()
    for name in names:
        for piece in reading.with_any(name):
            value = piece.text.value
            exempt = sorted((*cited(value), *quoted(value)))
            at = value.find(name)
            while at >= 0:
                past = _PAST.search(value, max(at - 8, 0), at + len(name) + 10)
                spot = piece.text.at(at, at + len(name))
                whole = now.find(name) >= 0 and value.startswith(now, at - now.find(name)) and now != name
                if not (past or whole or inside(exempt, at) or _within(taken, spot.start)):
                    taken.add((spot.start, spot.end))
                    yield Hit(spot, f"“{name}”{told}；说的是从前的，写“原{name}”", right)
                at = value.find(name, at + len(name))


def _within(taken: set[tuple[int, int]], at: int) -> bool:
    return any(start <= at < end for start, end in taken)


NEAR = Rule("JG01", "机关名称与名册差一点", Level.ERROR, _SOURCE, check_organs)
PLACE = Rule("JG02", "地名与名册差一个字", Level.ERROR, _SOURCE, check_places)
SHORT = Rule("JG03", "不是规范化简称", Level.ADVICE, _SOURCE, check_shorts)
FORMER = Rule("JG04", "机关用了旧名", Level.ERROR, _SOURCE, check_former)
