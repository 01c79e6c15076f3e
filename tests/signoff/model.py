"""另一个眼睛：一步合不合规定，照 signoff.md 和办公室制度另写一遍，写得又笨又直。

与 progress、objections 不共用一行代码：把有效的决定放在一张单子上，每次从头数。两边说法不同，就有一边错了。
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongwen.signoff.roster import Roster
    from gongwen.signoff.route import Route, RouteStep
    from gongwen.signoff.step import Step

# 每一类步骤可以怎样决定
REVIEW = ("同意", "修改", "圈阅", "退回")
MAY = {
    "drafted": ("拟稿",),
    "reviewed": REVIEW,
    "legal_reviewed": REVIEW,
    "countersigned": REVIEW,
    "adopted": ("通过", "退回"),
    "approved": ("签发", "圈阅", "退回", "待补签", "补签"),
    "checked": REVIEW,
    "registered": ("登记",),
    "printed": ("办结", "退回"),
    "sealed": ("用印", "退回"),
    "dispatched": ("核发", "退回"),
    "handled": ("办结",),
}
# 哪种决定要写哪几项（值为真的非写不可）；别的决定不许写
ENTRIES = {
    "待补签": {"how": True, "consented_on": True},
    "登记": {"number": True},
    "通过": {"meeting": True, "meeting_on": True},
    "用印": {"seal": True, "copies": True, "approvals": False},
    "退回": {"return_to": False},
}
OWN = {name for entries in ENTRIES.values() for name in entries}
SEEN = ("联合行文", "政府发文", "办公室发文", "党委发文")  # 用印只看发文机关，写了不算
DATES = ("signed_on", "consented_on", "meeting_on")
NATIONAL = ("上行文", "联合行文", "加盖印章")
NUMBER = re.compile(r"[一-鿿]+〔(\d{4})〕[1-9]\d*号")


def china(text: str) -> date:
    """UTC 的时间在北京是哪一天。"""
    return (datetime.fromisoformat(text) + timedelta(hours=8)).date()


def both(step: Step) -> set[str]:
    """签的人和委托他的人。"""
    return {each for each in (step.actor, step.on_behalf_of) if each is not None}


def decided(step: Step) -> date:
    """哪一天作的决定。"""
    if str(step.decision) == "待补签":
        return date.fromisoformat(step.details.consented_on or "")
    return date.fromisoformat(step.details.signed_on) if step.details.signed_on else china(step.claimed_at)


@dataclass
class Model:
    """一件公文：times 是各行的时间，alive 是有效的决定，owed 是欠着的补签。"""

    route: Route
    roster: Roster
    times: list[str] = field(default_factory=list)
    alive: list[Step] = field(default_factory=list)
    owed: list[Step] = field(default_factory=list)
    conditions: set[str] = field(default_factory=set)
    organs: list[str] = field(default_factory=list)
    countersigners: list[str] = field(default_factory=list)
    build: Step | None = None
    begun: bool = False
    changed: bool = False
    writers: set[str] = field(default_factory=set)

    # 路线上的各步

    def place(self, step_id: str) -> int:
        return [each.step_id for each in self.route.steps].index(step_id)

    def seats(self, station: RouteStep) -> list[str | None]:
        """要坐满的席位；一个人办的是一张没有名字的席。"""
        if station.parties == ("会签",):
            return list(self.countersigners)
        if station.parties == ("发文机关",):
            return list(self.organs) if len(self.organs) >= 2 else [None]
        return list(station.parties) or [None]

    def taken(self, station: RouteStep) -> list[Step]:
        return [each for each in self.alive if each.step_id == station.step_id]

    def full(self, station: RouteStep) -> bool:
        seats = self.seats(station)
        filled = {each.details.party for each in self.taken(station)}
        if not filled:
            return False
        short = station.at_least is not None and seats != [None] and len(filled) >= station.at_least
        return short or set(seats) <= filled

    def needed(self, station: RouteStep) -> bool:
        if not self.seats(station):
            return False
        if station.when and not self.conditions & set(station.when):
            return False
        return not self.conditions & set(station.unless)

    def turn(self) -> RouteStep | None:
        for station in self.route.steps:
            if self.needed(station) and not self.full(station):
                return station
        return None

    def may_take_place(self, station: RouteStep) -> bool:
        """轮到的；没有轮到而可有可无、还没有错过的；轮到的那一步的前提。"""
        turn = self.turn()
        if turn is station:
            return True
        if self.full(station) or not self.seats(station):
            return False
        here = self.place(station.step_id)
        limit = len(self.route.steps) if turn is None else self.place(turn.step_id)
        if here > limit:
            return False
        if turn is not None and any(station.step_id in one.steps for one in turn.preconditions):
            return True
        passed = [self.place(each.step_id) for each in self.alive]
        return not any(here < at <= limit for at in passed)  # 轮到的那一步有一家办了，也就错过了

    # 人

    def hats(self, step: Step, day: date) -> set[str]:
        """这一天他戴哪些帽子。"""

        def own(name: str) -> set[str]:
            rows = [row for row in self.roster.signatories if row.name == name]
            rows = [row for row in rows if (row.since or day) <= day <= (row.until or day)]
            return {role for row in rows for role in row.roles} | ({"*"} if rows else set())

        mine = own(step.actor or "")
        if not mine:
            return set()
        if step.on_behalf_of is None:
            return mine - {"*"}
        lent = {
            one.role
            for one in self.roster.delegations
            if one.principal == step.on_behalf_of
            and one.agent == step.actor
            and one.since <= day <= one.until
        }
        return lent & own(step.on_behalf_of)

    def organs_of(self, name: str, day: date) -> set[str]:
        rows = [row for row in self.roster.signatories if row.name == name]
        return {row.organ for row in rows if (row.since or day) <= day <= (row.until or day)}

    # 合不合

    def legal(self, step: Step) -> bool:
        return self._time_is_fine(step) and (
            self._legal_build(step) if step.step_kind.value == "built" else self._legal_step(step)
        )

    def _time_is_fine(self, step: Step) -> bool:
        now = datetime.fromisoformat(step.claimed_at)
        if any(datetime.fromisoformat(each) - now > timedelta(minutes=2) for each in self.times):
            return False
        days = [date.fromisoformat(each) for each in map(step.details.__getattribute__, DATES) if each]
        return all(each <= china(step.claimed_at) for each in days) and self._not_too_early(step, days)

    def _not_too_early(self, step: Step, days: list[date]) -> bool:
        """纸上的、口头的、会上的日期：头一次构建那天以后，前面各步以后。"""
        if not self.times or step.step_id not in [each.step_id for each in self.route.steps]:
            return True
        here = self.place(step.step_id)
        before = [decided(each) for each in self.alive if self.place(each.step_id) < here]
        return all(each >= earlier for each in days for earlier in [china(self.times[0]), *before])

    def loose(self) -> set[str]:
        """添了就少一道手续的情形。"""
        found: set[str] = set()
        for station in self.route.steps:
            found |= set(station.unless)
            found |= {
                seal.condition for seal in station.seals if seal.condition and seal.condition not in SEEN
            }
        return found

    def _legal_build(self, step: Step) -> bool:
        facts: Any = (step.built or {})["route"]
        if self.begun:
            assert self.build is not None
            assert self.build.built is not None
            before = self.build.built["route"]
            kept = facts is not None and all(
                set(before[key]) <= set(facts[key]) for key in ("conditions", "countersigners")
            )
            if not kept or facts["organs"] != self.organs or step.route_digest != self.route.digest:
                return False
            if self.loose() & (set(facts["conditions"]) - self.conditions):
                return False
        return not step.is_final or self._ready(step)

    def _ready(self, step: Step) -> bool:
        """可以出定稿：签发、登记和它们前面的都办了，内容是签发的，差错都放行了。"""
        signed = [each for each in self.alive if each.step_kind.value == "approved"]
        if not signed or any(each.content != step.content for each in signed):
            return False
        fixed = [
            at
            for at, station in enumerate(self.route.steps)
            if station.kind.value in ("approved", "registered") and self.needed(station)
        ]
        for station in self.route.steps[: max(fixed, default=-1) + 1]:
            if self.needed(station) and not self.full(station):
                return False
        if step.findings["verdict"] == "pass":
            return True
        waived = {(one.code, one.fingerprint) for each in self.alive for one in each.waivers}
        listed = {(each["code"], each["fingerprint"]) for each in step.findings["open"]}
        return listed <= waived

    def _legal_step(self, step: Step) -> bool:
        decision, build = str(step.decision), self.build
        station = next((each for each in self.route.steps if each.step_id == step.step_id), None)
        if build is None or station is None or decision not in MAY[station.kind.value] or not step.actor:
            return False
        if (step.subjects, step.findings) != (build.subjects, build.findings):
            return False
        if not self._entries_are_fine(step, station) or not self._waivers_are_fine(step):
            return False
        if not self._paper_is_fine(step):
            return False
        if decision == "补签":
            key = (step.step_id, step.details.party, step.actor, step.on_behalf_of)
            owed = [(each.step_id, each.details.party, each.actor, each.on_behalf_of) for each in self.owed]
            return key in owed
        return self.may_take_place(station) and self._person_is_fine(step, station)

    def _entries_are_fine(self, step: Step, station: RouteStep) -> bool:
        wanted = ENTRIES.get(str(step.decision), {})
        for name in OWN:
            value = getattr(step.details, name)
            if value is not None and name not in wanted:
                return False
            if wanted.get(name) and (not value or (isinstance(value, str) and not value.strip())):
                return False
        if step.details.number is not None:
            found = NUMBER.fullmatch(step.details.number)
            if found is None or found[1] != "2026":
                return False
        for each in step.details.conditions or ():
            if each not in (*(self.route.conditions or {}), *NATIONAL):
                return False
            signing = station.kind.value == "approved" and str(step.decision) in ("签发", "圈阅", "待补签")
            if each in self.loose() and each not in self.conditions and not signing:
                return False
        if str(step.decision) != "退回":
            return True
        earlier = [each.step_id for each in self.route.steps[: self.place(station.step_id)]]
        target = step.details.return_to
        return bool(step.reason and step.reason.strip() and earlier) and (target is None or target in earlier)

    def _waivers_are_fine(self, step: Step) -> bool:
        if not step.waivers:
            return True
        kinds = ("reviewed", "legal_reviewed", "countersigned", "approved")
        listed = [(each["code"], each["fingerprint"]) for each in step.findings["open"]]
        return (
            step.step_kind.value in kinds
            and not both(step) & self.writers
            and str(step.decision) not in ("退回", "补签")
            and all(
                one.name == step.actor and one.reason.strip() and (one.code, one.fingerprint) in listed
                for one in step.waivers
            )
        )

    def _paper_is_fine(self, step: Step) -> bool:
        """登记的人、纸、纸上的日期。"""
        decision, paper, clerk = str(step.decision), step.sheet_digest, step.entered_by
        if decision == "待补签":
            if clerk is None or step.details.signed_on is not None:
                return False
        elif clerk is None:
            if (paper is not None and decision != "用印") or step.details.signed_on is not None:
                return False
        elif paper is None or (step.details.signed_on is None and decision != "用印"):
            return False
        if clerk is not None:
            day = china(step.claimed_at)
            rows = [row for row in self.roster.signatories if row.name == clerk]
            if self.route.separation.value == "禁止" and clerk in self.writers:
                return False
            if clerk == step.actor or not any(
                "手签登记" in row.roles and (row.until or day) >= day for row in rows
            ):
                return False
        return not step.details.approvals or paper is not None

    def _person_is_fine(self, step: Step, station: RouteStep) -> bool:
        """角色、前提、哪一家；退回的到此为止，别的还要看下一半。"""
        day, party = decided(step), step.details.party
        able = self.hats(step, day) & set(station.roles)
        now = set(self.conditions)
        if str(step.decision) != "退回":
            now |= set(step.details.conditions or ())
        for limit in station.limits:
            if limit.condition in now:
                able &= set(limit.roles)
        if str(step.decision) != "退回":
            for one in station.preconditions:
                before = [each for each in self.route.steps if each.step_id in one.steps]
                if one.role in able and not all(map(self.full, before)):
                    return False
        if not able or party not in self.seats(station):
            return False
        if party is not None and party not in self.organs_of(step.on_behalf_of or step.actor or "", day):
            return False
        return str(step.decision) == "退回" or self._consent_is_fine(step, station, day)

    def _consent_is_fine(self, step: Step, station: RouteStep, day: date) -> bool:
        """席位空着，没有兼着要分开的职责，印、盖、发的有定稿，用印经过批准。"""
        party, sitting = step.details.party, self.taken(station)
        if party is not None and any(
            party == each.details.party or both(step) & both(each) for each in sitting
        ):
            return False
        if self.route.separation.value == "禁止" and station.kind in self.route.separated:
            others = [each for each in self.alive if both(each) & both(step)]
            if any(
                each.step_kind in self.route.separated and each.step_kind != station.kind for each in others
            ):
                return False
        if station.kind.value in ("printed", "sealed", "dispatched") and not self._final_is_good():
            return False
        return str(step.decision) != "用印" or self._seal_is_fine(step, station, day)

    def _final_is_good(self) -> bool:
        """最近的构建是定稿，而且签发、登记都在它以前。"""
        assert self.build is not None
        late = [
            each
            for each in self.alive
            if each.step_kind.value in ("approved", "registered") and each.seq > self.build.seq
        ]
        return self.build.is_final and not late

    def _seal_is_fine(self, step: Step, station: RouteStep, day: date) -> bool:
        named = [each for each in station.seals if each.name == step.details.seal]
        special = [each for each in named if each.condition and each.condition in self.conditions]
        rules = special or [each for each in named if not each.condition]
        held: set[str] = set()
        for each in self.alive:
            if each.step_kind.value in ("reviewed", "legal_reviewed", "approved"):
                held |= self.hats(each, decided(each))
        for name in step.details.approvals or ():
            rows = [row for row in self.roster.signatories if row.name == name]
            held |= {role for row in rows if day <= (row.until or day) for role in row.roles}
        keeping = self.hats(step, day)
        return any(keeping & set(rule.keepers) for rule in rules) and any(
            all(held & set(group) for group in rule.approvals) for rule in rules
        )

    # 走一步

    def take(self, step: Step) -> None:
        self.times.append(step.claimed_at)
        signed = [each for each in self.alive if each.step_kind.value == "approved"]
        known, short = set(self.conditions), self._short()
        if step.step_kind.value == "built":
            self._take_build(step)
        else:
            self._take_step(step)
        news = self.conditions - known
        limits = [one for each in self.route.steps if each.kind.value == "approved" for one in each.limits]
        if signed and (any(one.condition in news for one in limits) or self._short() - short):
            self._forget([each.kind.value for each in self.route.steps].index("approved"))

    def _short(self) -> set[str]:
        """签发以前还差的。"""
        found = set()
        for station in self.route.steps:
            if station.kind.value == "approved":
                return found
            if self.needed(station) and not self.full(station):
                found.add(station.step_id)
        return set()

    def _take_step(self, step: Step) -> None:
        self.begun = True
        if str(step.decision) == "拟稿":
            self.writers |= both(step)
        self.conditions |= set(step.details.conditions or ())
        decision = str(step.decision)
        if decision == "退回":
            back = self.place(step.details.return_to) if step.details.return_to else 0
            signing = [at for at, each in enumerate(self.route.steps) if each.kind.value == "approved"]
            if signing and back <= signing[0]:
                self.changed = False
            self._forget(back)
        elif decision == "补签":
            key = (step.step_id, step.details.party, step.actor)
            self.owed = [each for each in self.owed if (each.step_id, each.details.party, each.actor) != key]
        else:
            self.alive.append(step)
            if decision == "待补签":
                self.owed.append(step)
            if self.signed():
                self.changed = False

    def signed(self) -> bool:
        stations = [each for each in self.route.steps if each.kind.value == "approved"]
        return any(map(self.taken, stations)) and all(map(self.full, filter(self.needed, stations)))

    def _take_build(self, step: Step) -> None:
        facts: Any = (step.built or {})["route"]
        if not self.begun:
            self.conditions, self.countersigners = set(facts["conditions"]), list(facts["countersigners"])
            self.organs = list(facts["organs"])
        else:
            self.conditions |= set(facts["conditions"])
            self.countersigners += [
                each for each in facts["countersigners"] if each not in self.countersigners
            ]
        self.build = step
        kinds = [each.kind.value for each in self.route.steps]
        other = [each for each in self.alive if each.content != step.content]
        for each in other:
            if each.step_kind.value in ("legal_reviewed", "adopted"):
                self._forget(self.place(each.step_id))
            if each.step_kind.value == "approved":
                self.changed = True
                self._forget(kinds.index("approved"))
        of_final = [at for at, kind in enumerate(kinds) if kind in ("printed", "sealed", "dispatched")]
        if of_final:
            self._forget(of_final[0])

    def _forget(self, at: int) -> None:
        self.alive = [each for each in self.alive if self.place(each.step_id) < at]
        self.owed = [each for each in self.owed if self.place(each.step_id) < at]
