"""每一项检查：只有它不合的一步，签的时候拒绝；硬签进清单，验的时候说出是哪一项。"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.signoff.chains import (
    CONTENT,
    COUNTY,
    DAY,
    DISTRICT,
    EMERGENCY,
    NUMBER,
    OTHER,
    ROUTE,
    SHEET,
    START,
    WATER,
    begun,
    delegation,
    finding,
    key,
    keyed,
    proof,
    roster,
)

from gongwen.errors import RefusedError
from gongwen.signoff.built import built_step
from gongwen.signoff.objection import Check
from gongwen.signoff.objections import objections
from gongwen.signoff.roster import REGISTRAR
from gongwen.signoff.route import RouteStep
from gongwen.signoff.signing import signed_line
from gongwen.signoff.step import Details, Step, Subject, Waiver
from gongwen.signoff.vocabulary import Decision, Separation, StepKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.signoff.chains import Chain

D = Decision
FAILING = proof(verdict="fail", errors=1, open=[finding()])
Case = tuple["Chain", Step]


def built(chain: Chain, content: str = "4" * 64, **changes: object) -> Step:
    """要添的一次构建。"""
    now = chain.now + timedelta(minutes=5)
    return built_step(chain.manifest.lines, chain.facts(content, **changes), case="甲", now=now)


def case(at: str, actor: str, decision: Decision | None = None, **given: object) -> Callable[[], Case]:
    """走到 at，这样办。"""

    def make() -> Case:
        chain = begun().to(at)
        return chain, chain.step(at, actor, decision, **given)

    return make


def rebuilt(at: str, **changes: object) -> Callable[[], Case]:
    """走到 at，这样构建。"""

    def make() -> Case:
        chain = begun().to(at)
        return chain, built(chain, **changes)

    return make


def made(chain: Chain, step_id: str, actor: str, decision: Decision | None = None, **given: object) -> Case:
    return chain, chain.step(step_id, actor, decision, **given)


def _other_route(chain: Chain) -> Case:
    chain.to("初审")
    route = replace(ROUTE, name="别的")
    changed = replace(chain, route=route, data=chain.data)
    return chain, built(changed)


def _loosened() -> Case:
    chain = begun().to("初审")
    return chain, built(replace(chain, conditions=("紧急",)))


def _route_without_its_digest(chain: Chain) -> Case:
    return chain, replace(built(chain), route_digest="0" * 64)


def _fewer(field: str) -> Callable[[], Case]:
    def make() -> Case:
        chain = begun(conditions=("重要文件",)).to("主任审核")
        return chain, built(replace(chain, **{field: ()}))

    return make


def _final(chain: Chain, at: str, **changes: object) -> Case:
    chain.to(at)
    return chain, built(chain, final=True, **changes)


def _provisional() -> Chain:
    chain = begun().to("签发")
    return chain.sign("签发", "江照晚", D.PROVISIONAL, **ASKED)


ASKED = {"entered_by": "方见微", "how": "电话请示，答复同意", "consented_on": "2026-05-08"}
PAPER = {"entered_by": "方见微", "sheet_digest": SHEET, "signed_on": "2026-05-08"}
WAIVER = Waiver("WZ01", "ab12", "沈砚舟", "专名")


def _wrong_kind() -> Case:
    chain = begun().to("初审")
    step = chain.step("初审", "沈砚舟")
    return chain, replace(step, step_kind=step.step_kind.__class__.CHECKED)


def _without_decision() -> Case:
    chain = begun().to("初审")
    return chain, replace(chain.step("初审", "沈砚舟"), decision=None)


def _expired() -> Case:
    people = roster(
        keyed("顾清岚", ("主任",), COUNTY), keyed("沈砚舟", ("秘书科长",), until=date(2026, 5, 7))
    )
    return made(begun(roster=people).to("初审"), "初审", "沈砚舟")


def _limited() -> Case:
    chain = begun(conditions=("上行文",)).to("签发")
    return made(chain, "签发", "江照晚")


def _delegated(given: object) -> Case:
    people = replace(roster(), delegations=(given,))
    return made(begun(roster=people).to("签发"), "签发", "苏望舒", on_behalf_of="江照晚")


def _principal_gone() -> Case:
    gone = keyed("江照晚", ("副县长",), COUNTY, until=date(2026, 5, 7))
    people = roster(gone, delegations=[delegation()])
    return made(begun(roster=people).to("签发"), "签发", "苏望舒", on_behalf_of="江照晚")


def _agent_gone() -> Case:
    gone = keyed("苏望舒", (), COUNTY, until=date(2026, 5, 7))
    people = roster(gone, delegations=[delegation()])
    return made(begun(roster=people).to("签发"), "签发", "苏望舒", on_behalf_of="江照晚")


def _party_again() -> Case:
    chain = begun().to("会签").sign("会签", "钟怀远", party=EMERGENCY)
    return made(chain, "会签", "程以宁", party=EMERGENCY)


def _moved() -> Case:
    rows = (keyed("梁知夏", ("局长",), EMERGENCY), keyed("梁知夏", (), WATER, until=date(2026, 5, 7)))
    return made(begun(roster=roster(*rows)).to("会签"), "会签", "梁知夏", party=WATER)


def _two_parties() -> Case:
    rows = (keyed("梁知夏", ("局长",), EMERGENCY), keyed("梁知夏", ("局长",), WATER))
    chain = begun(roster=roster(*rows)).to("会签").sign("会签", "梁知夏", party=WATER)
    return made(chain, "会签", "梁知夏", party=EMERGENCY)


def _two_hats() -> Case:
    """副县长兼县长：不能以副县长的身份绕过主任审核。"""
    both = keyed("江照晚", ("副县长", "县长"), COUNTY)
    return made(begun(roster=roster(both)).to("签发"), "签发", "江照晚")


def _principal_of_two_parties() -> Case:
    """两家的人受同一个人委托。"""
    rows = (keyed("梁知夏", ("局长",), EMERGENCY), keyed("梁知夏", ("局长",), WATER))
    given = replace(delegation(), principal="梁知夏", role="局长")
    people = roster(*rows, delegations=[given])
    chain = begun(roster=people).to("会签").sign("会签", "梁知夏", party=WATER)
    return made(chain, "会签", "苏望舒", party=EMERGENCY, on_behalf_of="梁知夏")


def _principal_drafted() -> Case:
    """拟稿的人委托别人签发：还是他自己签的。"""
    given = replace(delegation(), principal="周启明")
    return made(begun(roster=roster(delegations=[given])).to("签发"), "签发", "苏望舒", on_behalf_of="周启明")


def _drafter_waives(separation: Separation = Separation.WARN) -> Case:
    """拟稿的人兼着审核：放行要别人来。"""
    people = roster(keyed("周启明", ("秘书", "秘书科长"), COUNTY))
    chain = begun(route=replace(ROUTE, separation=separation), roster=people).build(proof=FAILING).to("初审")
    return made(chain, "初审", "周启明", waivers=(replace(WAIVER, name="周启明"),))


def _drafter_registers() -> Case:
    people = roster(keyed("周启明", ("秘书", REGISTRAR), COUNTY))
    return made(begun(roster=people).to("签发"), "签发", "江照晚", **(PAPER | {"entered_by": "周启明"}))


def _limited_by_himself() -> Case:
    """签发的时候自己添上行文：限定照样管着他。"""
    return made(begun().to("签发"), "签发", "江照晚", conditions=("上行文",))


ADOPTING = replace(
    ROUTE,
    steps=(
        *ROUTE.steps[:5],
        RouteStep("讨论", "讨论通过", StepKind.ADOPTED, ("主任",), when=("紧急",)),
        *ROUTE.steps[5:],
    ),
)


def _adopted(day: str) -> Case:
    chain = begun(route=ADOPTING).to("签发")
    return made(chain, "讨论", "顾清岚", meeting="第12次常务会议", meeting_on=day)


def _after_a_day() -> Case:
    """拟稿是九日的，不能八日就同意。"""
    chain = begun()
    chain.now += timedelta(days=1)
    return made(chain.to("签发"), "签发", "江照晚", D.PROVISIONAL, **ASKED)


def _waived(
    at: str, waiver: Waiver, actor: str = "沈砚舟", decision: Decision | None = None, **given: object
) -> Case:
    chain = begun().build(proof=FAILING).to(at)
    return made(chain, at, actor, decision, waivers=(waiver,), **given)


def _registered_again() -> Case:
    """定稿以后退回登记，登记了另一个号：原来的定稿印着旧的号。"""
    chain = begun().to("印制").build(final=True)
    chain.sign("印制", "方见微", D.RETURN, reason="号错了", return_to="登记")
    chain.sign("登记", "方见微", number="青政发〔2026〕13号")
    return made(chain, "印制", "方见微")


def _unapproved() -> Case:
    chain = begun(conditions=("重要文件",)).to("用印")
    return made(chain, "用印", "陆听澜", seal="县政府印章", copies=3)


def _not_keeper() -> Case:
    step = replace(ROUTE.steps[9], roles=("文书", "印章保管人"))
    route = replace(ROUTE, steps=(*ROUTE.steps[:9], step, ROUTE.steps[10]))
    return made(begun(route=route).to("用印"), "用印", "方见微", seal="县政府印章", copies=3)


ONLY: dict[str, tuple[Check, Callable[[], Case]]] = {
    "照另一条路线签": (Check.ROUTE, case("初审", "沈砚舟", route_digest="0" * 64)),
    "签过以后换路线": (Check.ROUTE, lambda: _other_route(begun())),
    "路线与摘要不符": (Check.ROUTE, lambda: _route_without_its_digest(begun())),
    "签过以后不记路线": (Check.ROUTE, rebuilt("初审", routing=None)),
    "签过以后减情形": (Check.ROUTE, _fewer("conditions")),
    "签过以后减会签单位": (Check.ROUTE, _fewer("countersigners")),
    "签过以后换机关": (Check.ROUTE, _fewer("organs")),
    "别的件": (Check.CASE, case("初审", "沈砚舟", case="乙")),
    "没有轮到": (Check.ORDER, lambda: made(begun().to("初审"), "复核", "沈砚舟")),
    "已经办过": (Check.ORDER, lambda: made(begun().to("会签"), "初审", "沈砚舟")),
    "没有这一步": (Check.ORDER, lambda: made(begun(), "会商", "沈砚舟")),
    "类别不对": (Check.ORDER, _wrong_kind),
    "退回到后面": (Check.ORDER, case("初审", "沈砚舟", D.RETURN, reason="重写", return_to="签发")),
    "不是这一步的决定": (Check.DECISION, case("初审", "沈砚舟", D.APPROVE)),
    "没有决定": (Check.DECISION, _without_decision),
    "没有写谁办的": (Check.REQUIRED, case("初审", "")),
    "退回没有理由": (Check.REQUIRED, case("初审", "沈砚舟", D.RETURN, reason=" ")),
    "登记没有字号": (Check.REQUIRED, case("登记", "方见微")),
    "字号不成样子": (Check.REQUIRED, case("登记", "方见微", number="十二号")),
    "字号是别的年份": (Check.REQUIRED, case("登记", "方见微", number="青政发〔2025〕12号")),
    "不是登记写了字号": (Check.REQUIRED, case("签发", "江照晚", number=NUMBER)),
    "不是退回写了退到哪里": (Check.REQUIRED, case("初审", "沈砚舟", return_to="拟稿")),
    "不是待补签写了同意的日期": (Check.REQUIRED, case("初审", "沈砚舟", consented_on="2026-05-08")),
    "没有纸写了手签的日期": (Check.REQUIRED, case("初审", "沈砚舟", signed_on="2026-05-08")),
    "手签没有写日期": (Check.REQUIRED, case("签发", "江照晚", entered_by="方见微", sheet_digest=SHEET)),
    "待补签没有写怎样同意": (Check.REQUIRED, case("签发", "江照晚", D.PROVISIONAL, **(ASKED | {"how": " "}))),
    "半路添上不要会签的情形": (Check.DECISION, case("初审", "沈砚舟", conditions=("紧急",))),
    "半路添上换一种批准的情形": (Check.DECISION, case("复核", "沈砚舟", conditions=("重要文件",))),
    "退回的时候添上放宽的情形": (
        Check.DECISION,
        case("签发", "江照晚", D.RETURN, reason="重写", conditions=("紧急",)),
    ),
    "半路构建添上放宽的情形": (Check.ROUTE, _loosened),
    "没有声明的情形": (Check.REQUIRED, case("初审", "沈砚舟", conditions=("重大",))),
    "用印没有份数": (Check.REQUIRED, case("用印", "陆听澜", seal="县政府印章")),
    "批准人没有审批单": (
        Check.REQUIRED,
        case("用印", "陆听澜", seal="县政府印章", copies=3, approvals=("叶知秋",)),
    ),
    "没有这个角色": (Check.ROLE, case("初审", "顾清岚")),
    "名册里没有": (Check.ROLE, case("初审", "无名氏")),
    "角色过期": (Check.ROLE, _expired),
    "限定的情形": (Check.ROLE, _limited),
    "自己添上限定的情形": (Check.ROLE, _limited_by_himself),
    "没有委托": (Check.DELEGATION, case("签发", "苏望舒", on_behalf_of="江照晚")),
    "委托过期": (Check.DELEGATION, lambda: _delegated(delegation(date(2026, 5, 1), date(2026, 5, 7)))),
    "委托还没有开始": (Check.DELEGATION, lambda: _delegated(delegation(date(2026, 5, 9), date(2026, 5, 9)))),
    "受托的人不在任": (Check.DELEGATION, _agent_gone),
    "委托的人已经卸任": (Check.DELEGATION, _principal_gone),
    "没有这一家": (Check.PARTY, case("会签", "钟怀远", party="青溪县财政局")),
    "没有写哪一家": (Check.PARTY, case("会签", "钟怀远")),
    "不是那一家的人": (Check.PARTY, case("会签", "钟怀远", party=WATER)),
    "不分单位写了单位": (Check.PARTY, case("初审", "沈砚舟", party=COUNTY)),
    "这一家办过了": (Check.PARTY, _party_again),
    "调走以后代表原来的单位": (Check.PARTY, _moved),
    "拟的人又签": (Check.SEPARATION, case("签发", "周启明")),
    "一个人替两家": (Check.SEPARATION, _two_parties),
    "一个人自己替一家，又委托人替一家": (Check.SEPARATION, _principal_of_two_parties),
    "拟的人委托别人签": (Check.SEPARATION, _principal_drafted),
    "拟的人登记别人的": (Check.SEPARATION, _drafter_registers),
    "县长签以前主任没有审": (Check.PRECONDITION, case("签发", "叶知秋")),
    "兼着的一个角色有前提": (Check.PRECONDITION, _two_hats),
    "手签没有登记人": (Check.REGISTRAR, case("签发", "江照晚", sheet_digest=SHEET)),
    "待补签没有登记人": (
        Check.REGISTRAR,
        case("签发", "江照晚", D.PROVISIONAL, **(ASKED | {"entered_by": None})),
    ),
    "登记的人没有这个角色": (Check.REGISTRAR, case("签发", "江照晚", **(PAPER | {"entered_by": "沈砚舟"}))),
    "代人登记没有纸": (Check.REGISTRAR, case("签发", "江照晚", entered_by="方见微")),
    "自己登记自己的": (
        Check.REGISTRAR,
        case(
            "登记", "方见微", entered_by="方见微", sheet_digest=SHEET, signed_on="2026-05-08", number=NUMBER
        ),
    ),
    "没有待补签的补签": (Check.PROVISIONAL, case("签发", "江照晚", D.CONFIRM)),
    "别人补签": (Check.PROVISIONAL, lambda: made(_provisional(), "签发", "叶知秋", D.CONFIRM)),
    "补签过了": (
        Check.PROVISIONAL,
        lambda: made(_provisional().sign("签发", "江照晚", D.CONFIRM), "签发", "江照晚", D.CONFIRM),
    ),
    "签的是别的文件": (
        Check.SUBJECT,
        case("初审", "沈砚舟", subjects=(Subject("别的.pdf", CONTENT, "7" * 64),)),
    ),
    "看到的校对结果不同": (Check.FINDINGS, case("初审", "沈砚舟", findings=proof(errors=3))),
    "放行没有的一处": (Check.WAIVER, case("初审", "沈砚舟", waivers=(WAIVER,))),
    "拟的人放行": (Check.WAIVER, lambda: _waived("拟稿", replace(WAIVER, name="周启明"), "周启明")),
    "拟的人审核时放行": (Check.WAIVER, _drafter_waives),
    "复核的人放行": (Check.WAIVER, lambda: _waived("复核", WAIVER)),
    "放行写了别人的名字": (Check.WAIVER, lambda: _waived("初审", replace(WAIVER, name="江照晚"))),
    "放行没有理由": (Check.WAIVER, lambda: _waived("初审", replace(WAIVER, reason=" "))),
    "退回时放行": (Check.WAIVER, lambda: _waived("初审", WAIVER, decision=D.RETURN, reason="重写")),
    "还没有签发就出定稿": (Check.FINAL, lambda: _final(begun(), "签发")),
    "没有登记就出定稿": (Check.FINAL, lambda: _final(begun(), "登记")),
    "没有定稿就印": (Check.FINAL, case("印制", "方见微")),
    "定稿以后又登记的": (Check.FINAL, _registered_again),
    "签发以后改了内容出定稿": (Check.CONTENT, lambda: _final(begun(), "印制", content=OTHER)),
    "没有放行就出定稿": (Check.VERDICT, lambda: _final(begun(), "印制", proof=FAILING)),
    "没有这枚印章": (Check.SEAL, case("用印", "陆听澜", seal="办公室印章", copies=3)),
    "没有经过批准": (Check.SEAL, _unapproved),
    "盖章的人不保管它": (Check.SEAL, _not_keeper),
    "时间倒退": (Check.CLOCK, case("初审", "沈砚舟", claimed_at="2026-05-08T01:00:00+00:00")),
    "时间读不懂": (Check.CLOCK, case("初审", "沈砚舟", claimed_at="昨天")),
    "手签的日期在将来": (Check.CLOCK, case("签发", "江照晚", **(PAPER | {"signed_on": "2026-05-09"}))),
    "手签的日期早于前一步": (Check.CLOCK, case("签发", "江照晚", **(PAPER | {"signed_on": "2026-05-07"}))),
    "同意的日期早于头一次构建": (
        Check.CLOCK,
        case("签发", "江照晚", D.PROVISIONAL, **(ASKED | {"consented_on": "2019-05-08"})),
    ),
    "同意的日期早于前一步": (Check.CLOCK, _after_a_day),
    "会议的日期早于头一次构建": (Check.CLOCK, lambda: _adopted("2026-05-07")),
    "第一步的纸早于头一次构建": (
        Check.CLOCK,
        case("拟稿", "周启明", **(PAPER | {"signed_on": "2026-05-07"})),
    ),
    "没有这一天": (Check.CLOCK, case("签发", "江照晚", **(PAPER | {"signed_on": "2026-02-30"}))),
}


@pytest.mark.parametrize("name", ONLY)
def test_it_is_the_only_objection(name: str) -> None:
    check, make = ONLY[name]
    chain, step = make()
    assert chain.objections(step) == [check]


@pytest.mark.parametrize("name", [name for name, (check, _) in ONLY.items() if "读不懂" not in name])
def test_signing_refuses_it(name: str) -> None:
    _, make = ONLY[name]
    chain, step = make()
    with pytest.raises(RefusedError):
        signed_line(chain.manifest, step, chain.roster, chain.signer(step.signatory or ""))


UNREADABLE = ("时间读不懂", "没有这一天")


@pytest.mark.parametrize("name", [name for name in ONLY if name not in UNREADABLE])
def test_forced_into_the_manifest_it_fails_naming_the_check(name: str) -> None:
    check, make = ONLY[name]
    chain, step = make()
    assert chain.failures() == set()
    failures = chain.force(step).failures()
    assert check.value in failures


@pytest.mark.parametrize("name", UNREADABLE)
def test_forced_into_the_manifest_what_cannot_be_read_is_not_read(name: str) -> None:
    _, make = ONLY[name]
    chain, step = make()
    assert "fields" in chain.force(step).failures()


def test_every_check_has_a_case() -> None:
    assert {check for check, _ in ONLY.values()} == set(Check)


def test_the_usual_chain_has_no_objection() -> None:
    chain = begun().to("核发").sign("核发", "方见微")
    assert (chain.replayed(), chain.failures(), chain.progress.finished) == (set(), set(), True)


def test_before_a_build_there_is_no_route() -> None:
    chain = begun()
    step = replace(chain.step("拟稿", "周启明"), seq=0, prev=None)
    chain.data = b""
    assert chain.objections(step) == [Check.ROUTE]


def test_two_minutes_back_are_within_tolerance_and_do_not_add_up() -> None:
    chain = begun().to("初审")
    last = chain.now
    at = [(last - timedelta(minutes=m)).isoformat() for m in (2, 3)]
    first = chain.step("初审", "沈砚舟", claimed_at=at[0])
    assert chain.objections(first) == []
    assert chain.objections(replace(first, claimed_at=at[1])) == [Check.CLOCK]
    chain.force(first)
    second = chain.step("会签", "钟怀远", party=EMERGENCY, claimed_at=at[1])
    assert chain.objections(second) == [Check.CLOCK]


def test_several_objections_are_all_told() -> None:
    chain = begun().to("初审")
    step = chain.step("签发", "无名氏", subjects=(Subject("别的.pdf", CONTENT, "7" * 64),), findings={})
    step = replace(step, details=Details(number=NUMBER), case="乙", claimed_at=START.isoformat())
    told = [Check.CLOCK, Check.CASE, Check.ORDER, Check.REQUIRED, Check.SUBJECT, Check.FINDINGS, Check.ROLE]
    assert chain.objections(step) == told


def test_a_valid_delegation_counts() -> None:
    chain = begun(roster=roster(delegations=[delegation()])).to("签发")
    assert chain.refused("签发", "苏望舒", on_behalf_of="江照晚") == []
    assert chain.refused("签发", "苏望舒") == [Check.ROLE]


def test_a_delegate_with_an_own_role_is_still_one_person() -> None:
    """周启明拟了稿，又受委托签发：还是同一个人。"""
    given = replace(delegation(), agent="周启明")
    chain = begun(roster=roster(delegations=[given])).to("签发")
    assert chain.refused("签发", "周启明", on_behalf_of="江照晚") == [Check.SEPARATION]


def test_a_role_that_ends_later_leaves_the_step_good() -> None:
    """签的时候有这个角色，后来到期：签过的仍然算数，审批用印也算。"""
    people = roster(keyed("江照晚", ("副县长",), COUNTY, until=DAY))
    chain = begun(roster=people).to("复核")
    chain.now += timedelta(days=30)
    chain.to("核发").sign("核发", "方见微")
    assert (chain.failures(), chain.progress.finished) == (set(), True)


def test_merged_duties_are_allowed_where_the_office_says_so() -> None:
    for separation in (Separation.WARN, Separation.OFF):
        chain = begun(route=replace(ROUTE, separation=separation)).to("签发")
        assert chain.refused("签发", "周启明") == []


def test_approvals_of_a_seal_by_a_sheet() -> None:
    chain = begun(conditions=("重要文件",)).to("用印")
    given = {"seal": "县政府印章", "copies": 3, "sheet_digest": SHEET}
    assert chain.refused("用印", "陆听澜", **given) == [Check.SEAL]
    assert chain.refused("用印", "陆听澜", **given, approvals=("江照晚",)) == [Check.SEAL]
    assert chain.refused("用印", "陆听澜", **given, approvals=("叶知秋",)) == []


def test_the_key_must_be_the_signatorys_own() -> None:
    chain = begun().to("初审")
    step = chain.step("初审", "沈砚舟")
    for signer in (key("顾清岚"), chain.signer("无名氏")):
        with pytest.raises(RefusedError):
            signed_line(chain.manifest, step, chain.roster, signer)


def test_a_step_prepared_before_another_was_signed_is_refused() -> None:
    chain = begun().to("会签")
    step = chain.step("会签", "钟怀远", party=EMERGENCY)
    chain.sign("会签", "梁知夏", party=WATER)
    with pytest.raises(RefusedError, match="又有人签了一步"):
        signed_line(chain.manifest, step, chain.roster, key("钟怀远"))


def test_what_cannot_be_written_is_refused() -> None:
    chain = begun().to("初审")
    step = chain.step("初审", "沈砚舟", comment="\udce4")
    with pytest.raises(RefusedError, match="写不进清单"):
        signed_line(chain.manifest, step, chain.roster, key("沈砚舟"))


def test_joint_documents_are_signed_by_each_organ() -> None:
    chain = begun(organs=(COUNTY, DISTRICT)).to("签发")
    assert chain.refused("签发", "江照晚") == [Check.PARTY]
    chain.sign("签发", "江照晚", party=COUNTY)
    assert chain.refused("签发", "温如许", party=DISTRICT) == []


def test_each_unmet_precondition_of_a_held_role_is_told() -> None:
    chain, step = _two_hats()
    [found] = objections(chain.progress, step, chain.roster)
    assert found.what == "由县长办的，先要办过主任审核"
    assert chain.sign("主任审核", "顾清岚").refused("签发", "江照晚") == []


def test_the_signer_may_add_what_loosens_a_rule() -> None:
    assert begun().to("签发").refused("签发", "江照晚", conditions=("重要文件", "紧急")) == []


def test_a_meeting_on_the_day_of_the_first_build_is_good() -> None:
    chain, step = _adopted("2026-05-08")
    assert chain.objections(step) == []


def test_who_drafted_may_still_return() -> None:
    chain = begun().to("签发")
    assert chain.refused("签发", "周启明", D.RETURN, reason="重写") == []


def test_a_waiver_that_was_forced_in_counts_for_nothing() -> None:
    """拟的人放行、写别人的名字放行，硬写进清单也不作数。"""
    chain = begun().build(proof=FAILING)
    chain.force(chain.step("拟稿", "周启明", waivers=(replace(WAIVER, name="周启明"),)))
    chain.force(chain.step("初审", "沈砚舟", waivers=(replace(WAIVER, name="江照晚"),)))
    assert chain.progress.waivers == ()
