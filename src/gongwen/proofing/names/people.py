"""一个人：姓名在不在名册里，职务对不对，是不是差了一个字。"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from gongwen.findings import Level
from gongwen.proofing.lazy import Lazy
from gongwen.proofing.names.mentions import NameFinding
from gongwen.proofing.names.near import Near, plain_name
from gongwen.proofing.names.organs import corrected
from gongwen.proofing.names.posts import Relation, agree, parts
from gongwen.proofing.names.words import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.agency import Person
    from gongwen.proofing.names.mentions import Mention
    from gongwen.proofing.names.roster import Roster

_STRONG = (Near.WRITING, Near.SWAPPED, Near.SOUND, Near.SHAPE)
# 职务自己写着单位：市委副书记、市政府秘书长
_OWN_ORGAN = Lazy("[省市县区州][委政人纪法检]|党[委组]")
_OPEN = (Relation.NONE, Relation.LOOSE)


class Status(Enum):
    """一个人核对下来。"""

    MATCHED = "与名册相符"
    WRONG = "不符"
    UNKNOWN = "名册里没有"


@dataclass(frozen=True, slots=True)
class Verdict:
    """核对一个人的结局。"""

    status: Status
    finding: NameFinding | None = None


@dataclass(frozen=True, slots=True)
class _Candidate:
    person: Person
    how: Near
    relation: Relation


def judged(mention: Mention, roster: Roster) -> Verdict:
    """这个人与名册对照。名册里有的姓名，不会说成是另一个人的，除非职务是另一个人的。"""
    called = roster.called(mention.name)
    post, organ = corrected(mention.post, roster), corrected(mention.organ, roster)
    if (post, organ) != (mention.post, mention.organ):
        mention = replace(mention, post=post, organ=organ)
    if called:
        return _listed(mention, called, roster)
    candidates = [
        _Candidate(person, how, roster.relation(mention.post, mention.organ, person))
        for person, how in roster.near(mention.name)
    ]
    return _near(mention, candidates) or _other_holder(mention, roster) or _maybe(mention, candidates)


def _listed(mention: Mention, called: Sequence[Person], roster: Roster) -> Verdict:
    relations = [roster.relation(mention.post, mention.organ, person) for person in called]
    if Relation.SAME in relations or set(relations) == {Relation.NONE}:
        return Verdict(Status.MATCHED, _other_organ(mention, called, roster))
    posts = "，或".join(f"“{_full_post(person)}”" for person in called)
    loose = Relation.LOOSE in relations or Relation.NONE in relations
    message = f"职务{'的写法与名册不同' if loose else '与名册不符'}：名册里“{mention.name}”是{posts}"
    others = [person for person in roster.holders(mention.post, mention.organ) if person not in called]
    if others and not loose:
        names = "、".join(f"“{person.name}”" for person in others)
        message += f"，任“{mention.post}”的是{names}；姓名和职务有一个写错了"
    suggestion = None
    if len(called) == 1 and not others:
        # 写了单位的，连单位一起改
        whole = any(part.context for part in parts(mention.post))
        suggestion = _full_post(called[0]) if whole else called[0].post
    level, status = (Level.ADVICE, Status.MATCHED) if loose else (Level.ERROR, Status.WRONG)
    return Verdict(status, NameFinding("HW02", level, message, mention.post_spot or mention.spot, suggestion))


def _other_organ(mention: Mention, called: Sequence[Person], roster: Roster) -> NameFinding | None:
    """没有写职务、只写了单位的，单位与名册里的对不上。"""
    organs = [person.organ for person in called]
    if mention.post or not mention.organ or not all(organs):
        return None
    if any(agree(mention.organ, organ, roster.places) for organ in organs):
        return None
    message = f"单位与名册不同：名册里“{mention.name}”在“{organs[0]}”"
    return NameFinding("HW02", Level.ADVICE, message, mention.spot)


def _full_post(person: Person) -> str:
    own = person.post.startswith(person.organ) or _OWN_ORGAN.match(person.post) is not None
    return person.post if own else person.organ + person.post


def _near(mention: Mention, candidates: Sequence[_Candidate]) -> Verdict | None:
    """只差一点，而且职务相符，或没有写职务而音、形相近：差错。"""
    sure = [each for each in candidates if each.relation is Relation.SAME] or [
        each for each in candidates if each.relation in _OPEN and _is_strong(each, mention)
    ]
    if not sure:
        return None
    suggestion = sure[0].person.name if len({each.person.name for each in sure}) == 1 else None
    return Verdict(
        Status.WRONG, NameFinding("HW01", Level.ERROR, _told(mention, sure), mention.spot, suggestion)
    )


def _is_strong(candidate: _Candidate, mention: Mention) -> bool:
    return candidate.how in _STRONG or (candidate.how is Near.NEAR_SOUND and len(mention.name) > 2)


def _told(mention: Mention, candidates: Sequence[_Candidate]) -> str:
    if all(each.how is Near.WRITING for each in candidates):
        names = "、".join(f"“{each.person.name}”" for each in candidates)
        return f"与名册写法不同：名册作{names}，请核对"
    people = "、".join(f"“{each.person.name}”（{_full_post(each.person)}）" for each in candidates)
    hows = "、".join(dict.fromkeys(each.how.value for each in candidates))
    same = "，职务相同" if all(each.relation is Relation.SAME for each in candidates) else ""
    return f"名册里没有“{mention.name}”，有{people}：{hows}{same}，请核对"


def _other_holder(mention: Mention, roster: Roster) -> Verdict | None:
    """姓名与名册里的谁都不像，职务却是名册里一个人正任的。副职常有几个人，不算。"""
    holders = roster.holders(mention.post, mention.organ)
    if len(holders) != 1 or "副" in mention.post:
        return None
    message = (
        f"名册里任“{_full_post(holders[0])}”的是“{holders[0].name}”，不是“{mention.name}”；换了人的，先改名册"
    )
    return Verdict(Status.WRONG, NameFinding("HW03", Level.ERROR, message, mention.spot))


def _maybe(mention: Mention, candidates: Sequence[_Candidate]) -> Verdict:
    """只差一个字而音、形不近，或职务不同：可能是另一个人，提示一下。"""
    doubtful = [each for each in candidates if _is_doubtful(each, mention)][:3]
    if not doubtful:
        return Verdict(Status.UNKNOWN)
    other = "；职务不同，可能是另一个人" if all(each.relation is Relation.OTHER for each in doubtful) else ""
    message = _told(mention, doubtful) + other
    return Verdict(Status.UNKNOWN, NameFinding("HW01", Level.ADVICE, message, mention.spot))


def _is_doubtful(candidate: _Candidate, mention: Mention) -> bool:
    if candidate.relation is Relation.OTHER:
        return candidate.how in _STRONG
    if candidate.how is Near.NEAR_SOUND:
        return True
    # “张敏”与“张伟”、“李明亮”与“李明”，不过是同姓；姓不同的，不过是同名
    mine, its = mention.name, plain_name(candidate.person.name)
    given = max(len(mine), len(its)) - (2 if its[:2] in listed("compounds") else 1)
    return mine[0] == its[0] and given > 1 and not (candidate.how is Near.EXTRA and given == 2)
