"""姓名对、职务不对：RM04 职务不是他的，RM06 已经离任、还没有到任，RM07 单位不是他的。页：rm04.md 等。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.findings import Level, Zone
from gongwen.proofing.names.posts import Relation, agree, parts
from gongwen.proofing.names.words import is_organ
from gongwen.proofing.rule import Hit, Rule
from gongwen.proofing.rules.rm.mentions import Mention, mentions
from gongwen.proofing.rules.rm.rostered import OWN_POSTS, SOURCE, full_post

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.agency import Person
    from gongwen.proofing.names.roster import Roster
    from gongwen.proofing.reading import Reading


def _called(reading: Reading) -> Iterator[tuple[Mention, Roster, tuple[Person, ...]]]:
    """名册里有的人，写了现任职务的。"""
    roster = reading.roster
    for mention in mentions(reading) if roster else ():
        people = roster.called(mention.name) if roster else ()
        if roster and people and not mention.former:
            yield mention, roster, people


def check_post(reading: Reading) -> Iterator[Hit]:
    """名册里这个人不是这个职务。"""
    for mention, roster, people in _called(reading):
        if not mention.post or mention.organ is None or _other_organ(mention, roster, people):
            continue
        relations = {roster.relation(mention.post, mention.organ, person) for person in people}
        if relations == {Relation.OTHER}:
            yield _mismatch(mention, roster, people)


def _mismatch(mention: Mention, roster: Roster, people: Sequence[Person]) -> Hit:
    posts = "，或".join(f"“{full_post(person)}”" for person in people)
    message = f"名册里“{mention.name}”是{posts}，不是“{mention.organ}{mention.post}”"
    others = [each for each in roster.holders(mention.post, mention.organ or "") if each not in people]
    if others:
        message += f"；任“{mention.post}”的是“{others[0].name}”，姓名和职务有一个写错了"
    # 没有写单位的“主任”“书记”，可能是会上的、党内的
    sure = mention.organ or mention.post.endswith(OWN_POSTS) or others
    return Hit(mention.post_span, message, None, Zone.NAME, None if sure else Level.ADVICE)


def _other_organ(mention: Mention, roster: Roster, people: Sequence[Person]) -> bool:
    """职名相同，只是单位不同：归 RM07。"""
    if not mention.organ:
        return False
    mine = parts(mention.post)
    same = [
        person
        for person in people
        for its in roster.parts(person)
        if any(each.core == its.core and each.essential == its.essential for each in mine)
    ]
    return bool(same) and not any(_agrees(mention.organ, person, roster) for person in same)


def _agrees(organ: str, person: Person, roster: Roster) -> bool:
    written = (person.organ, *(part.context for part in roster.parts(person)))
    return any(not each or agree(organ, each, roster.places) for each in written)


def check_term(reading: Reading) -> Iterator[Hit]:
    """成文日期在任期之外，还写他的职务而没有写“原”“时任”。签发、签名章也在内。"""
    day = reading.dated
    for mention, roster, people in _called(reading) if day else ():
        if not (mention.post or mention.piece.role in ("approvers", "stamp_name")) or mention.organ is None:
            continue
        fits = [
            person
            for person in people
            if not mention.post or roster.relation(mention.post, mention.organ, person) is not Relation.OTHER
        ]
        if fits and not any(person.holds_on(day) for person in fits):
            person = fits[-1]
            left = person.until is not None and day is not None and person.until < day
            told = f"任期到 {person.until}" if left else f"{person.since} 才任职"
            if mention.piece.role in ("approvers", "stamp_name"):
                told += "，不能作签发人"
            elif left:
                told += "，写“原”或“时任”"
            message = f"成文日期 {day}，名册里“{person.name}”任“{full_post(person)}”{told}"
            yield Hit(mention.span, message, None, Zone.NAME)


def check_organ(reading: Reading) -> Iterator[Hit]:
    """名册里这个人不在这个单位。"""
    for mention, roster, people in _called(reading):
        organ = mention.organ if mention.post else mention.context
        if not organ or organ not in roster.organs or not all(person.organ for person in people):
            continue
        if mention.post and not _other_organ(mention, roster, people):
            continue
        if not mention.post and (not is_organ(organ) or any(_agrees(organ, each, roster) for each in people)):
            continue
        message = f"名册里“{mention.name}”在“{people[0].organ}”，不在“{organ}”"
        # 没有写职务的，可能是同名的另一个人
        yield Hit(mention.span, message, None, Zone.NAME, None if mention.post else Level.ADVICE)


POST = Rule("RM04", "职务与名册不符", Level.ERROR, SOURCE, check_post)
TERM = Rule("RM06", "不在任期的人写了现任职务", Level.ERROR, SOURCE, check_term)
ORGAN = Rule("RM07", "单位与名册不符", Level.ERROR, SOURCE, check_organ)
