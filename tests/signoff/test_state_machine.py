"""对 routes/ 里的每一条路线，随便走：合规定的签得成、验得过；不合的签的时候拒绝，硬签进清单的验不过。

合不合由 model.py 另算；两边说法不同就是错。
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests.signoff.chains import (
    COUNTY,
    DAY,
    DISTRICT,
    EMERGENCY,
    NUMBER,
    OTHER,
    SHEET,
    WATER,
    Chain,
    finding,
    keyed,
    proof,
)
from tests.signoff.model import MAY, NATIONAL, Model

from gongwen.errors import RefusedError
from gongwen.signoff.built import built_step
from gongwen.signoff.manifest import read_manifest
from gongwen.signoff.objections import objections
from gongwen.signoff.roster import REGISTRAR, Delegation, Roster, Signatory
from gongwen.signoff.route_file import read_route
from gongwen.signoff.signing import signed_line
from gongwen.signoff.step import Details, Subject, Waiver
from gongwen.signoff.vocabulary import Decision, Separation, StepKind

if TYPE_CHECKING:
    from gongwen.signoff.route import Route
    from gongwen.signoff.step import Step

ROUTES = sorted((Path(__file__).parents[2] / "routes").glob("*.toml"))
# 平常每条路线几例；深挖的时候用环境变量加
EXAMPLES = int(os.environ.get("GONGWEN_EXAMPLES", "3"))
STEPS = 24
SOON = [f"2026-05-{day:02}" for day in (7, 8, 9, 10, 11)]
FAILING = proof(verdict="fail", errors=2, open=[finding("ab12"), finding("cd34")])
WAIVERS = [(), ("ab12",), ("cd34",), ("ab12", "cd34")]


def roles_of(route: Route) -> list[str]:
    """路线里的各个角色。"""
    found = [role for step in route.steps for role in step.roles]
    for seal in (seal for step in route.steps for seal in step.seals):
        found += [*seal.keepers, *(role for group in seal.approvals for role in group)]
    return list(dict.fromkeys(found))


def people(route: Route) -> Roster:
    """每个角色一个人；几个什么都兼的；管登记的；到期的；受委托的。"""
    roles = roles_of(route)
    parties = [each for step in route.steps for each in step.parties if each not in ("会签", "发文机关")]
    own = [keyed(f"{role}甲", (role,), COUNTY) for role in roles]
    broad = {"沈砚舟": COUNTY, "温如许": DISTRICT, "钟怀远": EMERGENCY, "梁知夏": WATER}
    all_of = [keyed(name, tuple(roles), organ) for name, organ in broad.items()]
    fixed = [keyed(f"{party}的人", tuple(roles), party) for party in dict.fromkeys(parties)]
    rest = [
        keyed("方见微", (REGISTRAR,), COUNTY),
        keyed("陆听澜", (REGISTRAR, *roles[:1]), COUNTY),
        keyed("苏望舒", (), COUNTY),
        keyed("周启明", tuple(roles), COUNTY, until=DAY + timedelta(days=1)),
        Signatory("程以宁", tuple(roles[-2:]), organ=COUNTY),
    ]
    lent = [
        Delegation(f"{role}甲", "苏望舒", role, DAY, date(2026, 5, 9 + at % 2), "出差")
        for at, role in enumerate(roles)
    ]
    return Roster((*own, *all_of, *fixed, *rest), tuple(lent))


class Machine(RuleBasedStateMachine):
    """一件公文随便走。"""

    path: Path
    proposed: Counter[bool]

    @initialize(
        forbidden=st.booleans(), joint=st.booleans(), countersigned=st.booleans(), failing=st.booleans(),
        data=st.data(),
    )  # fmt: skip
    def start(
        self, *, forbidden: bool, joint: bool, countersigned: bool, failing: bool, data: st.DataObject
    ) -> None:
        route = read_route(self.path)
        if forbidden:
            route = replace(route, separation=Separation.FORBID)
        self.known = (*(route.conditions or {}), *NATIONAL)
        self.chain = Chain(
            route=route,
            roster=people(route),
            conditions=tuple(data.draw(st.lists(st.sampled_from(self.known), max_size=2, unique=True))),
            organs=(COUNTY, DISTRICT) if joint else (COUNTY,),
            countersigners=(EMERGENCY, WATER) if countersigned else (),
            now=datetime(2026, 5, 8, 1, tzinfo=UTC),
        )
        self.proof = FAILING if failing else proof()
        self.content = "4" * 64
        self.model = Model(route, self.chain.roster)
        self.names = list(dict.fromkeys(row.name for row in self.chain.roster.signatories))
        self.progress = self.chain.progress
        self.lines = 0
        self.propose(self.built())

    # 各种走法

    @rule(data=st.data())
    def go_on(self, data: st.DataObject) -> None:
        """照规定往下走一步。"""
        step = self.fitting(data)
        if step is not None:
            assert self.propose(step)

    @rule(data=st.data())
    def go_on_twice(self, data: st.DataObject) -> None:
        """多走几步，好走得远。"""
        for _ in range(3):
            self.go_on_once(data)

    def go_on_once(self, data: st.DataObject) -> None:
        station = self.model.turn()
        if station and station.kind in (StepKind.PRINTED, StepKind.SEALED, StepKind.DISPATCHED):
            self.propose(self.built(final=True))
        step = self.fitting(data)
        if step is not None:
            self.propose(step)

    @rule(data=st.data())
    def go_astray(self, data: st.DataObject) -> None:
        """本来合规定的一步，改动一处。"""
        step = self.fitting(data)
        if step is not None:
            self.propose(data.draw(self.twisted(step)))

    @rule(data=st.data())
    def go_anywhere(self, data: st.DataObject) -> None:
        """随便哪一步、随便谁、随便怎样决定。"""
        station = data.draw(st.sampled_from(self.chain.route.steps))
        decision = Decision(data.draw(st.sampled_from(MAY[station.kind.value])))
        actor = data.draw(st.sampled_from(self.names))
        self.propose(self.made(data, station.step_id, actor, decision))

    @rule(data=st.data())
    def go_back(self, data: st.DataObject) -> None:
        """退回，随便退到哪里。"""
        station = self.model.turn() or self.chain.route.steps[-1]
        target = data.draw(st.none() | st.sampled_from([each.step_id for each in self.chain.route.steps]))
        actor = data.draw(st.sampled_from(self.names))
        parties = list(self.model.seats(station)) or [None]
        step = self.chain.step(
            station.step_id, actor, Decision.RETURN, reason=data.draw(st.sampled_from(["重写", "", None])),
            return_to=target, party=data.draw(st.sampled_from(parties)),
        )  # fmt: skip
        self.propose(step)

    @rule(data=st.data())
    def confirm(self, data: st.DataObject) -> None:
        """补签欠着的。"""
        if not self.model.owed:
            return
        owed = data.draw(st.sampled_from(self.model.owed))
        step = self.chain.step(
            owed.step_id,
            owed.actor or "",
            Decision.CONFIRM,
            party=owed.details.party,
            on_behalf_of=owed.on_behalf_of,
        )
        self.propose(data.draw(st.just(step) | self.twisted(step)))

    @rule(final=st.booleans(), same=st.booleans(), clean=st.booleans())
    def rebuild(self, *, final: bool, same: bool, clean: bool) -> None:
        """再构建：内容变不变、定稿不定稿、改正了没有。"""
        if clean:
            self.proof = proof()
        if not same:
            self.content = OTHER if self.content != OTHER else "4" * 64
        self.propose(self.built(final=final))

    @rule(final=st.booleans())
    def finish(self, *, final: bool) -> None:
        """内容不动，出定稿。"""
        built = self.model.build
        content = built.content if built else None
        self.propose(self.built(final=final, content=content or self.content))

    @rule(data=st.data())
    def rebuild_oddly(self, data: st.DataObject) -> None:
        """构建的时候添、减情形，减会签单位，换机关、换路线，不记路线。"""
        chain = self.chain
        odd = replace(
            chain,
            conditions=tuple(data.draw(st.lists(st.sampled_from(self.known), max_size=2, unique=True))),
            countersigners=data.draw(st.sampled_from([chain.countersigners, (), (EMERGENCY, WATER)])),
            organs=data.draw(st.sampled_from([chain.organs, (DISTRICT,)])),
            route=data.draw(st.sampled_from([chain.route, replace(chain.route, name="别的")])),
        )
        if not self.model.begun:
            odd = replace(odd, route=chain.route)
        if self.propose(built_step(odd.manifest.lines, self.facts(odd), case="甲", now=self.later())):
            chain.conditions, chain.countersigners, chain.organs = (
                odd.conditions,
                odd.countersigners,
                odd.organs,
            )

    @rule(minutes=st.sampled_from([1, 30, 60 * 10, 60 * 24, 60 * 24, -1, -2]))
    def wait(self, minutes: int) -> None:
        """过一阵；时钟拨回去一点。"""
        self.chain.now += timedelta(minutes=minutes)

    @invariant()
    def both_say_where_it_is(self) -> None:
        if not hasattr(self, "model"):
            return
        turn, current = self.model.turn(), self.progress.current
        assert (turn and turn.step_id) == (current and current.step_id)
        assert self.model.changed == self.progress.changed
        assert list(self.model.owed) == list(self.progress.provisional)
        assert sorted(each.seq for each in self.model.alive) == sorted(
            each.seq for each in self.progress.consents()
        )
        assert self.progress.finished == (turn is None and not self.model.owed)

    def teardown(self) -> None:
        """合规定的一件，从头验一遍，都合；还欠着的说得出。"""
        if not hasattr(self, "model"):
            return
        self.chain.now += timedelta(minutes=5)
        wanted = {"reapproved"} if self.model.changed else set()
        wanted |= {"confirmed"} if self.model.owed and self.model.turn() is None else set()
        assert self.chain.failures() == wanted
        assert read_manifest(self.chain.data, "清单").progress == self.progress

    # 做出一步

    def later(self) -> datetime:
        return self.chain.now + timedelta(minutes=5)

    def facts(self, chain: Chain, *, final: bool = False, content: str = "") -> Any:
        return chain.facts(content or self.content, proof=self.proof, **({"final": True} if final else {}))

    def built(self, *, final: bool = False, content: str = "") -> Step:
        facts = self.facts(self.chain, final=final, content=content)
        return built_step(self.chain.manifest.lines, facts, case="甲", now=self.later())

    def made(self, data: st.DataObject, step_id: str, actor: str, decision: Decision, **more: Any) -> Step:
        """这样决定的一步，该写的都写上。"""
        station = self.chain.route.step(step_id)
        assert station is not None
        today = str((self.later() + timedelta(hours=8)).date())
        details: dict[str, Any] = {
            Decision.PROVISIONAL: {"how": "电话请示，答复同意", "consented_on": today},
            Decision.REGISTER: {"number": NUMBER},
            Decision.ADOPT: {"meeting": "第12次常务会议", "meeting_on": "2026-05-08"},
            Decision.SEAL: {"seal": station.seals[0].name if station.seals else "某印章", "copies": 30},
        }.get(decision, {})
        if decision is Decision.PROVISIONAL:
            more = {"entered_by": "方见微"} | more
        waived = data.draw(st.sampled_from(WAIVERS)) if self.proof is FAILING else ()
        if waived and decision not in (Decision.RETURN, Decision.DRAFT):
            more["waivers"] = tuple(Waiver("WZ01", each, actor, "专名") for each in waived)
        return self.chain.step(step_id, actor, decision, **(details | more))

    def fitting(self, data: st.DataObject) -> Step | None:
        """一步合规定的：照模型说的，换着人试；没有的为 None。"""
        station = self.model.turn()
        places = [each for each in self.chain.route.steps if self.model.may_take_place(each)]
        if not places:
            return None
        if station is None or data.draw(st.integers(0, 3)) == 0:
            station = data.draw(st.sampled_from(places))
        usual = [Decision(each) for each in MAY[station.kind.value] if each not in ("退回", "补签")]
        decision = data.draw(st.sampled_from(usual))
        paper = decision is not Decision.PROVISIONAL and data.draw(st.integers(0, 4)) == 0
        today = str((self.later() + timedelta(hours=8)).date())
        more: dict[str, Any] = {}
        if paper:
            more = {"entered_by": "方见微", "sheet_digest": SHEET, "signed_on": today}
        lent = data.draw(st.integers(0, 4)) == 0
        first = data.draw(st.integers(0, len(self.names) - 1))
        for name in self.names[first:] + self.names[:first]:
            for party in self.model.seats(station):
                given = {"party": party} | more
                who = [(name, None), ("苏望舒", name)] if lent else [(name, None)]
                for actor, principal in who:
                    step = self.made(data, station.step_id, actor, decision, on_behalf_of=principal, **given)
                    step = replace(step, waivers=step.waivers if self.model.legal(step) else ())
                    if self.model.legal(step):
                        return step
        return None

    def twisted(self, step: Step) -> st.SearchStrategy[Step]:
        """改动一处。"""
        name = st.sampled_from([*self.names, "无名氏"])
        day = st.none() | st.sampled_from(SOON)
        top: dict[str, st.SearchStrategy[Any]] = {
            "actor": name,
            "on_behalf_of": st.none() | name,
            "entered_by": st.none() | name,
            "sheet_digest": st.sampled_from([None, SHEET]),
            "decision": st.sampled_from(Decision),
            "step_id": st.sampled_from([each.step_id for each in self.chain.route.steps]),
            "reason": st.sampled_from([None, " ", "重写"]),
            "subjects": st.just((Subject("别的.pdf", "4" * 64, "7" * 64),)),
            "findings": st.just(proof(errors=9)),
            "waivers": st.sampled_from(WAIVERS[1:]).map(
                lambda found: tuple(Waiver("WZ01", each, step.actor or "", "专名") for each in found)
            ),
            "claimed_at": st.integers(-3, 3).map(
                lambda minutes: (
                    datetime.fromisoformat(self.progress.latest) + timedelta(minutes=minutes)
                ).isoformat()
            ),
        }
        inner: dict[str, st.SearchStrategy[Any]] = {
            "party": st.sampled_from([None, COUNTY, DISTRICT, EMERGENCY, WATER]),
            "number": st.sampled_from([None, NUMBER, "十二号", "青政发〔2025〕1号"]),
            "return_to": st.sampled_from([None, *(each.step_id for each in self.chain.route.steps)]),
            "meeting": st.sampled_from([None, "", "会议"]),
            "meeting_on": day,
            "how": st.sampled_from([None, "", "电话"]),
            "consented_on": day,
            "signed_on": day,
            "seal": st.sampled_from([None, "某印章", "发文机关印章"]),
            "copies": st.sampled_from([None, 0, -1, 5]),
            "approvals": st.sampled_from([None, ("沈砚舟",), ("无名氏",)]),
            "conditions": st.sampled_from([None, ("没有的",), *((each,) for each in self.known)]),
        }

        def change(key: str) -> st.SearchStrategy[Step]:
            if key in top:
                return top[key].map(lambda value: self.kinded(replace(step, **{key: value})))
            return inner[key].map(lambda value: replace(step, details=replace(step.details, **{key: value})))

        return st.sampled_from([*top, *inner]).flatmap(change)

    def kinded(self, step: Step) -> Step:
        """类别跟着步骤走。"""
        station = self.chain.route.step(step.step_id)
        return replace(step, step_kind=station.kind) if station else step

    # 提出一步

    def propose(self, step: Step) -> bool:
        """签这一步；合不合规定两边要说得一样。合的走下去，不合的硬签进一份副本，要验不过。"""
        chain, legal = self.chain, self.model.legal(step)
        found = list(objections(self.progress, step, chain.roster))
        assert legal == (not found), (legal, step, [each.what for each in found])
        self.proposed[legal] += 1
        chain.now = self.later()
        if step.step_kind is not StepKind.BUILT:
            signer = chain.signer(step.signatory or "")
            try:
                signed_line(chain.manifest, step, chain.roster, signer)
            except RefusedError:
                assert not legal or self.key_expired(step)
                legal = False
            else:
                assert legal
        if not legal:
            if found:
                assert {each.check.value for each in found} <= replace(chain).force(step).failures()
            chain.now -= timedelta(minutes=5)
            return False
        chain.force(step)
        self.model.take(step)
        self.progress = chain.progress
        return True

    def key_expired(self, step: Step) -> bool:
        """名册上到期的人，钥匙也到期了。"""
        return step.signatory == "周启明" and step.claimed_at >= "2026-05-09T16:00:00"


@pytest.mark.parametrize("path", ROUTES, ids=lambda path: path.stem)
def test_every_route_is_walked_as_the_rules_say(path: Path) -> None:
    proposed: Counter[bool] = Counter()
    machine = type("MachineOf", (Machine,), {"path": path, "proposed": proposed})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            derandomize="GONGWEN_EXAMPLES" not in os.environ,
            deadline=None,
            suppress_health_check=list(HealthCheck),  # 一例就是一整件，慢是本来的
            database=None,
        ),
    )
    # 走过合的，也试过不合的
    assert {each for each, times in proposed.items() if times} == {True, False}


@pytest.mark.parametrize("path", ROUTES, ids=lambda path: path.stem)
def test_every_route_can_be_walked_to_its_end(path: Path) -> None:
    """照平常的走法，每条路线都走得完，验得过。"""
    route = read_route(path)
    chain = Chain(route=route, roster=people(route), now=datetime(2026, 5, 8, 1, tzinfo=UTC)).build()
    model = Model(route, chain.roster)
    model.take(chain.manifest.steps[0])
    for _ in range(3 * len(route.steps)):
        station = model.turn()
        if station is None:
            break
        if (
            station.kind in (StepKind.PRINTED, StepKind.SEALED, StepKind.DISPATCHED)
            and not chain.progress.final
        ):
            chain.build(final=True)
            model.take(chain.manifest.steps[-1])
        details = {
            StepKind.REGISTERED: Details(number=NUMBER),
            StepKind.ADOPTED: Details(meeting="第12次常务会议", meeting_on="2026-05-08"),
        }.get(station.kind, Details())
        if station.kind is StepKind.SEALED:
            details = Details(seal=station.seals[0].name, copies=30) if station.seals else details
        steps = (
            replace(chain.step(station.step_id, row.name), details=replace(details, party=party))
            for row in chain.roster.signatories
            for party in model.seats(station)
        )
        step = next(each for each in steps if model.legal(each))
        chain.force(step)
        model.take(step)
    assert (model.turn(), chain.failures(), chain.progress.finished) == (None, set(), True)
