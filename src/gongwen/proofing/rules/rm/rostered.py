"""姓名与名册对照：RM01 差一个字，RM02 颠倒多漏，RM03 没有写职务，RM05 职务是别人的。页：rm01.md 等。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.findings import Level, Zone
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.names.near import Near, plain_name
from gongwen.proofing.names.posts import Relation, agree
from gongwen.proofing.names.slips import places
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.rm.mentions import Mention, is_parted, mentions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.agency import Person
    from gongwen.proofing.names.roster import Roster
    from gongwen.proofing.reading import Reading
    from gongwen.spans import Span

SOURCE = "校对通则；单位资料的名册"
_ALIKE = (Near.WRITING, Near.SOUND, Near.SHAPE, Near.NEAR_SOUND, Near.ONE)
_STRONG = (Near.WRITING, Near.SWAPPED, Near.SOUND, Near.SHAPE, Near.NEAR_SOUND)
_IN_PROSE = (Near.WRITING, Near.SWAPPED, Near.SOUND, Near.SHAPE)
_FITS = (Relation.SAME, Relation.LOOSE)
# 前后是这些的，确是一个人
_DOING = Lazy("同志|主持|出席|列席|强调|指出|讲话|率队|带队|等(?:市|县|区|省)?领导")
_SHORT = 2
OWN_POSTS = ("市长", "县长", "区长", "省长")
_UNIQUE = ("市长", "县长", "区长", "省长", "局长", "主任", "秘书长", "书记")


def check_character(reading: Reading) -> Iterator[Hit]:
    """姓名与名册里的差一个字：同音、形近、写法不同，或职务相同。"""
    return _near(reading, _ALIKE)


def check_arrangement(reading: Reading) -> Iterator[Hit]:
    """姓名的字颠倒，多一个，少一个。"""
    told: set[Span] = set()
    for hit in _doubled(reading):
        told.update([hit.span] if hit.span else [])
        yield hit
    for hit in _near(reading, (Near.SWAPPED, Near.MISSING, Near.EXTRA)):
        if hit.span and not any(hit.span.start < each.end and each.start < hit.span.end for each in told):
            yield hit


def _doubled(reading: Reading) -> Iterator[Hit]:
    """名册里的姓名，一个字重了：三个字以上的，写在哪里都是。"""
    for person in reading.roster.people if reading.roster else ():
        name = plain_name(person.name)
        for at in range(len(name)) if len(name) > 2 else ():
            wrong = name[: at + 1] + name[at:]
            for start in places(reading.whole, wrong) if reading.may_have(wrong) else ():
                piece, first = reading.placed(start)
                message = f"“{wrong}”应为“{name}”：多一个字"
                yield Hit(piece.text.at(first, first + len(wrong)), message, name, Zone.NAME)


def _near(reading: Reading, kinds: tuple[Near, ...]) -> Iterator[Hit]:
    roster = reading.roster
    for mention in mentions(reading) if roster else ():
        if roster is None or roster.called(mention.name):
            continue
        best = _best(mention, roster)
        if best and best[1] in kinds:
            person, how, level = best
            message = f"名册里没有“{mention.name}”，有“{full_post(person)}{person.name}”：{how.value}"
            yield Hit(mention.span, message, plain_name(person.name), Zone.NAME, level)


def _best(mention: Mention, roster: Roster) -> tuple[Person, Near, Level] | None:
    """最像的一个人，和报差错还是提示；有两个一样像的，不猜。"""
    found = [
        (person, how, level)
        for person, how in roster.near(mention.name)
        if (level := _judged(mention, person, how, roster))
    ]
    errors = [each for each in found if each[2] is Level.ERROR] or found
    return errors[0] if errors and len({each[0].name for each in errors}) == 1 else None


def _judged(mention: Mention, person: Person, how: Near, roster: Roster) -> Level | None:
    """两个字而后面断不开的，后面可能还有一个字是姓名：只作提示。"""
    level = _level(mention, person, how, roster)
    if len(mention.name) == _SHORT and not is_parted(mention):
        return Level.ADVICE if level is Level.ERROR else None
    return level


def _level(mention: Mention, person: Person, how: Near, roster: Roster) -> Level | None:
    long = len(plain_name(person.name)) > 2
    strong = how in _STRONG
    if not mention.post:
        if strong and (long or mention.in_element):
            return Level.ERROR
        return Level.ADVICE if long and mention.in_element else None
    organ = _suffix(mention, person, roster) if mention.organ is None else mention.organ
    relation = roster.relation(mention.post, organ or "", person)
    if organ is None:
        # 前面的单位认不出，可能是别处的人
        return Level.ADVICE if strong and long else None
    if relation in _FITS:
        # 副职有几个人，只是同姓的可能真有其人
        unique = long and (how is not Near.ONE or "副" not in mention.post)
        return Level.ERROR if unique or strong else Level.ADVICE
    if relation is Relation.NONE:
        return Level.ERROR if strong and long else None
    return Level.ADVICE if strong and long else None


def _suffix(mention: Mention, person: Person, roster: Roster) -> str | None:
    """前面的文字末尾，与名册里这个人的单位对得上的一截；对不上为 None。"""
    context = mention.context
    return next(
        (
            context[-size:]
            for size in range(len(context), 1, -1)
            for part in roster.parts(person)
            if part.context and agree(context[-size:], part.context, roster.places)
        ),
        None,
    )


_OWN_ORGAN = Lazy("[省市县区州][委政人纪法检]|党[委组]")


def full_post(person: Person) -> str:
    """单位连职务；职务自己写着单位的（市委副书记、市政府秘书长），不再冠单位。"""
    if not person.organ or person.post.startswith(person.organ) or _OWN_ORGAN.match(person.post):
        return person.post
    return person.organ + person.post


def check_alone(reading: Reading) -> Iterator[Hit]:
    """没有写职务的姓名，三个字里两个字与名册相同、另一个音同形近，或颠倒。"""
    roster = reading.roster
    if roster is None:
        return
    known = {(each.piece.text.span.start, each.start) for each in mentions(reading)}
    told: set[int] = set()
    for start, name, person, how in _alone(reading, roster):
        piece, at = reading.placed(start)
        if start in told or (piece.text.span.start, at) in known:
            continue
        told.add(start)
        sure = _is_person(piece.text.value, at, at + len(name), roster)
        message = f"“{name}”与名册里的“{full_post(person)}{person.name}”只差一点：{how.value}"
        level = Level.ERROR if sure else Level.ADVICE
        yield Hit(piece.text.at(at, at + len(name)), message, plain_name(person.name), Zone.NAME, level)
    yield from _comrades(reading, roster)


def _comrades(reading: Reading, roster: Roster) -> Iterator[Hit]:
    """“陆澜同志”：姓之后漏了一个字。只写名的（“听澜同志”）是称呼，不算。"""
    for piece in reading.with_any("同志"):
        value = piece.text.value
        for at in places(value, "同志"):
            name = value[max(at - 2, 0) : at]
            apart = (
                at == 2 or not value[at - 3 : at - 2].isalpha() or value[at - 3 : at - 2] in "由请和与向派"
            )
            if len(name) < 2 or not apart or roster.called(name) or name[0] not in roster.characters:
                continue
            near = [
                each for each in roster.near(name) if each[1] is Near.MISSING and each[0].name[0] == name[0]
            ]
            if len(near) == 1:
                right = plain_name(near[0][0].name)
                message = f"名册里没有“{name}”，有“{full_post(near[0][0])}{right}”：少一个字"
                yield Hit(piece.text.at(at - 2, at), message, right, Zone.NAME, Level.ADVICE)


def _alone(reading: Reading, roster: Roster) -> Iterator[tuple[int, str, Person, Near]]:
    text = reading.whole
    for person in roster.people:
        right = plain_name(person.name)
        if len(right) != 3:
            continue
        for start in sorted(set(_spots(reading, right))):
            name = text[start : start + 3]
            if name.isalpha() and len(name) == 3 and not roster.called(name):
                # 与谁最像就是谁；有几个的不猜
                near = [each for each in roster.near(name) if each[1] in _IN_PROSE]
                if len({each.name for each, _ in near}) == 1 and plain_name(near[0][0].name) == right:
                    yield start, name, *near[0]


def _spots(reading: Reading, name: str) -> Iterator[int]:
    """三个字里有两个字对得上的各处。"""
    text = reading.whole
    one, two, three = name[0], name[1], name[2]
    for part, back in ((one + two, 0), (two + three, 1), (two + one, 0), (three + two, 1)):
        if reading.may_have(part):
            yield from (at - back for at in places(text, part) if at >= back)
    if three in text:
        yield from (at for at in places(text, one) if text.startswith(three, at + 2))


def _is_person(value: str, start: int, end: int, roster: Roster) -> bool:
    beside = value[end : end + 1] == "、" or value[start - 1 : start] == "、"
    others = beside and any(
        roster.called(value[at : at + 3]) for at in (end + 1, start - 4) if at >= 0 and value[at : at + 3]
    )
    return others or _DOING.match(value, end) is not None


def check_other_holder(reading: Reading) -> Iterator[Hit]:
    """名册里的职务写了别人。换了人的，先改名册。"""
    roster = reading.roster
    for mention in mentions(reading) if roster else ():
        if roster is None or mention.former or mention.organ is None or roster.near(mention.name):
            continue
        if roster.called(mention.name) or not mention.post.startswith(_UNIQUE):
            continue
        holders = [each for each in _holders(mention, roster) if each.holds_on(reading.dated)]
        if len({person.name for person in holders}) == 1:
            message = (
                f"名册里任“{full_post(holders[0])}”的是“{holders[0].name}”，不是“{mention.name}”；"
                "换了人的，先改名册"
            )
            yield Hit(mention.span, message, None, Zone.NAME)


def _holders(mention: Mention, roster: Roster) -> tuple[Person, ...]:
    """名册里任这个职务的人。只写“市长”的，是本市的；只写地名的（“青溪县县长”），是那个地方的。"""
    if mention.organ in roster.places:
        found = roster.holders(mention.post, mention.organ)
        return tuple(person for person in found if mention.organ in full_post(person))
    if mention.organ or not mention.post.endswith(OWN_POSTS):
        return roster.holders(mention.post, mention.organ or "")
    return tuple(
        person
        for person in roster.people
        if any(part.core == mention.post and not part.modifiers for part in roster.parts(person))
    )


CHARACTER = Rule("RM01", "姓名与名册差一个字", Level.ERROR, SOURCE, check_character)
ARRANGEMENT = Rule("RM02", "姓名颠倒、多字、漏字", Level.ERROR, SOURCE, check_arrangement)
ALONE = Rule("RM03", "没有写职务的姓名与名册差一点", Level.ERROR, SOURCE, check_alone)
OTHER_HOLDER = Rule("RM05", "名册里的职务写了别人", Level.ADVICE, SOURCE, check_other_holder)
