"""没有名册，只凭一份文件：RM11 一个人两种写法，RM12 一个职务两个人，RM13 名单里重复。页：rm11.md—rm13.md。"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations, islice
from typing import TYPE_CHECKING

from gongwen.findings import Level, Zone
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.names.near import Near, difference
from gongwen.proofing.names.words import is_name, surnames
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.rm.mentions import Mention, mentions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongwen.proofing.reading import Reading
    from gongwen.spans import Span

_SOURCE = "校对通则"
_STRONG = (Near.WRITING, Near.SWAPPED, Near.SOUND, Near.SHAPE, Near.NEAR_SOUND)
# 一个单位只有一个的
_SINGLE = ("市长", "县长", "区长", "省长", "州长", "局长", "厅长", "部长", "书记", "检察长", "院长", "秘书长")
_FULL, _MOST = 3, 60
_NAMED_POST = Lazy(
    "副?(?:总理|[省市县区州局厅部镇乡]长|秘书长|检察长|书记(?!处|员|官)|主席(?!台|团)|主任(?!科员|医师|会议)|专员)"
)
_LISTED = Lazy(
    "(?:出席|列席|参加|参会|与会|请假|成员|组员|名单|人员|表彰|获奖|录用|任命|同志|代表)[^：:。]{0,20}[：:]"
)
_ITEM = Lazy(r"(?<=[、，：:　\s])[㐀-鿿]{2,4}(?=[、，。；　\s]|$)")


def _named(reading: Reading) -> list[Mention]:
    """写着职务的姓名，不在名册里的。名册里的另有规则。"""
    roster = reading.roster
    return [
        each
        for each in mentions(reading)
        if each.post
        and is_name(each.name)
        and not (roster and (roster.called(each.name) or roster.near(each.name)))
    ]


def check_two_ways(reading: Reading) -> Iterator[Hit]:
    """职务相同的两个姓名，只差一个同音、形近的字，或颠倒：是一个人的两种写法。写得少的算错。"""
    by_post: dict[str, list[Mention]] = defaultdict(list)
    known = _named(reading)
    for each in (*known, *_unparted(reading, known)):
        by_post[each.post].append(each)
    parted = {id(each) for each in known}
    for group in by_post.values():
        counts = Counter(each.name for each in group)
        for one, other in _pairs(counts):
            near = difference(other, one)
            if near not in _STRONG or (one[0] != other[0] and len(one) < _FULL):
                continue
            rare, usual = (one, other) if counts[one] < counts[other] else (other, one)
            wrong = next(each for each in group if each.name == rare)
            right = next(each for each in group if each.name == usual)
            if not _apart(wrong, right):
                message = f"“{wrong.post}”前后写作“{usual}”和“{rare}”：{near.value}，是一个人的改一致"
                sure = id(wrong) in parted or id(right) in parted
                level = _certainty(wrong, right) if sure else Level.ADVICE
                yield Hit(wrong.span, message, None, Zone.NAME, level)


def _pairs(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """有一个字相同的，两个两个比。"""
    for one, other in combinations(islice(names, _MOST), 2):
        if set(one) & set(other):
            yield one, other


def _unparted(reading: Reading, known: Iterable[Mention]) -> Iterator[Mention]:
    """前后断不开的姓名（“根据沈砚舟市长的批示”）：职务前、后的三个字像姓名，姓相同的另有一个。"""
    told = {(id(each.piece), each.start) for each in known}
    found: dict[tuple[str, str], list[tuple[int, int, int]]] = defaultdict(list)
    text = reading.whole
    for post in _NAMED_POST.finditer(text):
        for start in (post.start() - _FULL, post.end()):
            if start >= 0 and text[start : start + 1] in surnames():
                found[post[0], text[start]].append((start, *post.span()))
    for spots in found.values():
        names = {text[start : start + _FULL] for start, _, _ in spots}
        for start, first, last in spots if len(names) > 1 else ():
            name = text[start : start + _FULL]
            piece, at = reading.placed(start)
            back = start - at
            if is_name(name) and (id(piece), at) not in told and last - back <= len(piece.text.value):
                yield Mention(
                    piece, at, at + _FULL, text[first:last], "", post_start=first - back, post_end=last - back
                )


def _certainty(wrong: Mention, right: Mention) -> Level:
    """写着同一个单位，或都是正职，三个字的姓名：确是一个人。"""
    same = wrong.context == right.context or wrong.context.endswith(right.context)
    same = same or right.context.endswith(wrong.context)
    sure = same and len(wrong.name) == len(right.name) == 3 and "副" not in wrong.post
    return Level.ERROR if sure else Level.ADVICE


def _apart(one: Mention, other: Mention) -> bool:
    """列在一起的是两个人。"""
    if one.piece is not other.piece:
        return False
    between = one.piece.text.value[min(one.end, other.end) : max(one.start, other.start)]
    return len(between) < 12 and "。" not in between


def check_two_people(reading: Reading) -> Iterator[Hit]:
    """同一个单位的正职写了两个人，没有写“原”“时任”。"""
    held: dict[tuple[str, str], Mention] = {}
    for each in _named(reading):
        if each.former or each.post not in _SINGLE or not (each.context or each.post in _SINGLE[:4]):
            continue
        context = each.context[-4:]
        before = held.setdefault((context, each.post), each)
        if before.name != each.name and difference(each.name, before.name) not in _STRONG:
            message = f"“{context}{each.post}”前面是“{before.name}”，这里是“{each.name}”；从前的写“原”“时任”"
            yield Hit(each.span, message, None, Zone.NAME)


def check_twice(reading: Reading) -> Iterator[Hit]:
    """一串名单里，同一个姓名列了两次。"""
    for role in ("present", "observers", "on_leave", "approvers"):
        yield from _repeated(
            [("".join(piece.text.value.split()), piece.text.span) for piece in reading.of(role)]
        )
    for piece in reading.with_any("：", ":"):
        value = piece.text.value
        found = _LISTED.search(value)
        if found:
            spots = [(each[0], each.span()) for each in _ITEM.finditer(value, found.end() - 1)]
            names = [(name, piece.text.at(*span)) for name, span in spots if is_name(name)]
            yield from _repeated(names)


def _repeated(names: list[tuple[str, Span]]) -> Iterator[Hit]:
    seen: set[str] = set()
    for name, span in names:
        if name in seen:
            yield Hit(span, f"“{name}”列了两次；同名的两个人注明单位", None, Zone.NAME)
        seen.add(name)


TWO_WAYS = Rule("RM11", "一个人两种写法", Level.ERROR, _SOURCE, check_two_ways)
TWO_PEOPLE = Rule("RM12", "一个职务两个人", Level.ADVICE, _SOURCE, check_two_people)
TWICE = Rule("RM13", "名单里一个人列了两次", Level.ADVICE, _SOURCE, check_twice)
