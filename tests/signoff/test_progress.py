"""流转到了哪里：跳过的、补办的、退回的、内容变了的、定稿以后的。"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

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
    WATER,
    Chain,
    begun,
    delegation,
    finding,
    keyed,
    proof,
    roster,
)
from tests.signoff.test_objections import ADOPTING, ASKED, PAPER

from gongwen.signoff.objection import Check
from gongwen.signoff.progress import Progress, day_of
from gongwen.signoff.route import Route, RouteStep
from gongwen.signoff.step import Waiver
from gongwen.signoff.vocabulary import Decision, Separation, StepKind

if TYPE_CHECKING:
    from collections.abc import Iterable

D, K = Decision, StepKind
FAILING = proof(verdict="fail", errors=1, open=[finding()])
WAIVER = Waiver("WZ01", "ab12", "沈砚舟", "专名")


def held(chain: Chain) -> list[str]:
    """现在有效的各步。"""
    return [each.step_id for each in chain.progress.consents()]


def told(checks: Iterable[Check]) -> list[str]:
    return [each.value for each in checks]


def test_nothing_is_open_before_a_build() -> None:
    assert (Progress().open_steps, Progress().current, Progress().finished) == ((), None, False)


def test_a_step_whose_condition_is_absent_is_skipped() -> None:
    chain = begun().to("会签")
    assert (chain.current, chain.open) == ("会签", ["法审", "会签"])


def test_a_step_is_dropped_by_an_unless_condition() -> None:
    assert begun(conditions=("紧急",)).to("签发").open == ["法审", "会签", "主任审核", "签发"]


def test_without_countersigners_nobody_can_countersign() -> None:
    chain = begun(countersigners=()).to("签发")
    assert chain.open == ["法审", "主任审核", "签发"]


def test_an_optional_step_may_be_taken_and_then_stands() -> None:
    chain = begun().to("会签").sign("法审", "白既明")
    assert (chain.open, held(chain)) == (["会签"], ["拟稿", "初审", "法审"])


def test_an_optional_step_is_closed_once_a_later_one_is_done() -> None:
    chain = begun().to("会签").sign("会签", "钟怀远", party=EMERGENCY)
    assert chain.open == ["会签"]
    assert chain.refused("法审", "白既明") == [Check.ORDER]


def test_the_precondition_of_the_current_step_may_always_be_done() -> None:
    steps = list(ROUTE.steps)
    steps[3], steps[4] = steps[4], steps[3]  # 主任审核排到会签前面
    chain = begun(route=replace(ROUTE, steps=tuple(steps))).to("签发")
    assert chain.open == ["主任审核", "签发"]
    chain.sign("主任审核", "顾清岚").sign("签发", "叶知秋")
    assert chain.current == "复核"


def test_countersigners_sign_in_any_order_up_to_the_number_wanted() -> None:
    chain = begun(countersigners=(EMERGENCY, WATER, "青溪县财政局")).to("会签")
    chain.sign("会签", "梁知夏", party=WATER)
    assert chain.progress.missing(ROUTE.steps[3]) == (EMERGENCY, "青溪县财政局")
    chain.sign("会签", "钟怀远", party=EMERGENCY)
    assert (chain.current, chain.progress.missing(ROUTE.steps[3])) == ("签发", ())


def test_one_party_returns_and_all_countersign_again() -> None:
    chain = begun().to("会签").sign("会签", "钟怀远", party=EMERGENCY)
    chain.sign("会签", "梁知夏", D.RETURN, party=WATER, reason="第三条", return_to="初审")
    assert (chain.current, held(chain)) == ("初审", ["拟稿"])


def test_a_party_that_has_consented_may_still_return() -> None:
    chain = begun().to("会签").sign("会签", "钟怀远", party=EMERGENCY)
    chain.sign("会签", "钟怀远", D.RETURN, party=EMERGENCY, reason="又看出一处", return_to="拟稿")
    assert chain.current == "拟稿"


def test_only_a_party_of_the_step_may_return() -> None:
    chain = begun().to("会签")
    for party in (None, "青溪县财政局"):
        assert chain.refused("会签", "钟怀远", D.RETURN, party=party, reason="重写") == [Check.PARTY]


def test_return_without_a_target_goes_to_the_start() -> None:
    chain = begun().to("签发").sign("签发", "江照晚", D.RETURN, reason="重写")
    assert (chain.current, held(chain), chain.progress.begun) == ("拟稿", [], True)


def test_the_first_step_has_nothing_to_return_to() -> None:
    route = Route("核稿", "试", (RouteStep("核", "核稿", K.REVIEWED, ("秘书科长",)),))
    chain = begun(route=route)
    assert chain.refused("核", "沈砚舟", D.RETURN, reason="重写") == [Check.ORDER]


def test_review_after_approval_returns_to_the_signer() -> None:
    """复核发现要作实质性修改的，退回签发人（条例第二十五条）。"""
    chain = begun().to("复核").sign("复核", "沈砚舟", D.RETURN, reason="数字有出入", return_to="签发")
    assert (chain.current, chain.progress.approved, chain.progress.changed) == ("签发", False, False)
    chain.build(OTHER).to("核发").sign("核发", "方见微")
    assert (chain.progress.finished, chain.failures()) == (True, set())


def test_returning_needs_no_final_and_no_precondition() -> None:
    chain = begun().to("登记").sign("登记", "方见微", number=NUMBER)
    assert chain.refused("印制", "方见微", D.RETURN, reason="重校") == []
    chain = begun().to("签发")
    assert chain.refused("签发", "叶知秋", D.RETURN, reason="重写") == []


def test_a_rebuild_between_steps_keeps_what_is_signed() -> None:
    chain = begun().to("签发")
    before = held(chain)
    chain.build(OTHER)
    assert (held(chain), chain.current, chain.progress.changed) == (before, "签发", False)


def test_content_changed_after_approval_must_be_approved_again() -> None:
    chain = begun().to("登记").build(OTHER)
    assert (chain.current, chain.progress.changed, held(chain)[-1]) == ("签发", True, "会签")
    assert "reapproved" in chain.failures()
    chain.sign("签发", "江照晚")
    assert (chain.progress.changed, chain.failures()) == (False, set())


def test_changed_content_returned_before_approval_goes_the_whole_way_again() -> None:
    """退回去重新审的，自然会重新签发，不再算“签发后内容变了”。"""
    chain = begun().to("登记").build(OTHER)
    chain.sign("签发", "江照晚", D.RETURN, reason="重新审", return_to="初审")
    assert (chain.current, chain.progress.changed, chain.failures()) == ("初审", False, set())


def test_content_changed_back_must_still_be_approved_again() -> None:
    chain = begun().to("登记").build(OTHER).build(CONTENT)
    assert (chain.current, chain.progress.changed) == ("签发", True)


def test_content_changed_between_joint_signers_undoes_the_first() -> None:
    chain = begun(organs=(COUNTY, DISTRICT)).to("签发").sign("签发", "江照晚", party=COUNTY).build(OTHER)
    assert (chain.progress.approvals, chain.progress.changed) == ((), True)
    chain.sign("签发", "温如许", party=DISTRICT)
    assert (chain.progress.approved, chain.progress.changed) == (False, True)
    chain.sign("签发", "江照晚", party=COUNTY)
    assert (chain.progress.approved, chain.progress.changed, chain.current) == (True, False, "复核")


def test_content_changed_while_a_consent_waits_for_confirmation_voids_it() -> None:
    chain = begun().to("签发").sign("签发", "江照晚", D.PROVISIONAL, **ASKED).build(OTHER)
    assert (chain.progress.provisional, chain.current) == ((), "签发")
    assert chain.refused("签发", "江照晚", D.CONFIRM) == [Check.PROVISIONAL]


def test_a_provisional_consent_lets_the_chain_go_on_but_stays_open() -> None:
    chain = begun().to("签发").sign("签发", "江照晚", D.PROVISIONAL, **ASKED)
    chain.to("核发").sign("核发", "方见微")
    assert (chain.current, chain.progress.finished) == (None, False)
    chain.sign("签发", "江照晚", D.CONFIRM)
    assert (chain.progress.provisional, chain.progress.finished) == ((), True)
    assert chain.failures() == set()


def test_a_provisional_consent_may_be_confirmed_on_paper_after_the_role_ended() -> None:
    people = roster(keyed("江照晚", ("副县长",), COUNTY, until=DAY))
    chain = begun(roster=people).to("签发").sign("签发", "江照晚", D.PROVISIONAL, **ASKED)
    chain.now = chain.now.replace(day=20)
    chain.sign("签发", "江照晚", D.CONFIRM, **(PAPER | {"signed_on": "2026-05-19"}))
    assert (chain.progress.provisional, chain.failures()) == ((), set())


def test_a_returned_provisional_consent_is_gone() -> None:
    chain = begun().to("签发").sign("签发", "江照晚", D.PROVISIONAL, **ASKED)
    chain.sign("复核", "沈砚舟", D.RETURN, reason="重写", return_to="签发")
    assert (chain.progress.provisional, chain.current) == ((), "签发")


def two_approvals() -> Route:
    """主任签发；必要时县长签发。"""
    return Route(
        "情况通报",
        "青溪县人民政府办公室工作规则第三十条",
        (
            RouteStep("拟稿", "拟稿", K.DRAFTED, ("秘书",)),
            RouteStep("主任签发", "签发", K.APPROVED, ("主任",)),
            RouteStep("县长签发", "签发", K.APPROVED, ("县长",), when=("重要文件",)),
            RouteStep("登记", "登记", K.REGISTERED, ("文书",)),
        ),
        conditions={"重要文件": "涉及全局的"},
        separation=Separation.WARN,
    )


def test_a_second_approval_where_needed() -> None:
    plain = begun(route=two_approvals()).sign("拟稿", "周启明").sign("主任签发", "顾清岚")
    assert (plain.progress.approved, plain.open) == (True, ["县长签发", "登记"])
    important = begun(route=two_approvals(), conditions=("重要文件",))
    important.sign("拟稿", "周启明").sign("主任签发", "顾清岚")
    assert (important.progress.approved, important.open) == (False, ["县长签发"])
    important.sign("县长签发", "叶知秋").build(OTHER)
    assert (important.current, important.progress.changed) == ("主任签发", True)


def test_a_condition_added_later_calls_for_an_earlier_step_first() -> None:
    """先补办前面多出来的一步，才往下走；后面已经办的仍然算数。"""
    chain = begun().to("签发").sign("签发", "江照晚", conditions=("规范性文件",))
    assert (chain.current, chain.open) == ("法审", ["法审"])
    assert chain.refused("复核", "沈砚舟") == [Check.ORDER]
    chain.sign("法审", "白既明")
    assert (chain.current, held(chain)) == ("复核", ["拟稿", "初审", "法审", "会签", "会签", "签发"])
    chain.to("核发").sign("核发", "方见微")
    assert (chain.failures(), chain.progress.finished) == (set(), True)


def test_a_rebuild_may_add_a_condition_and_a_countersigner() -> None:
    chain = begun(countersigners=(EMERGENCY,)).to("签发")
    chain.conditions, chain.countersigners = ("规范性文件",), (EMERGENCY, WATER)
    chain.build()
    assert (chain.current, chain.progress.countersigners) == ("法审", (EMERGENCY, WATER))
    chain.sign("法审", "白既明")
    assert (chain.current, chain.open) == ("会签", ["会签"])
    assert chain.replayed() == set()


def test_a_condition_added_at_a_step_need_not_be_in_the_draft() -> None:
    chain = begun().to("初审").sign("初审", "沈砚舟", conditions=("规范性文件",)).build()
    assert (chain.progress.conditions, chain.replayed()) == (frozenset({"规范性文件"}), set())


def test_a_condition_that_calls_for_an_earlier_step_undoes_the_approval() -> None:
    """签发人签的时候不知道要合法性审核：审过了再请他签。复核的、登记的也不算了。"""
    chain = begun().to("登记").sign("登记", "方见微", number=NUMBER, conditions=("规范性文件",))
    assert (chain.current, held(chain)) == ("法审", ["拟稿", "初审", "会签", "会签"])
    assert (chain.progress.changed, chain.progress.approvals) == (False, ())
    chain.sign("法审", "白既明")
    assert (chain.current, chain.failures()) == ("签发", set())


def test_a_build_that_calls_for_an_earlier_step_undoes_the_approval() -> None:
    for given in ({"conditions": ("规范性文件",)}, {"countersigners": (EMERGENCY, WATER)}):
        chain = begun(countersigners=(EMERGENCY,)).to("登记")
        for name, value in given.items():
            setattr(chain, name, value)
        chain.build()
        assert (chain.progress.approvals, chain.progress.changed, chain.failures()) == ((), False, set())


def test_a_condition_that_limits_who_approves_undoes_the_approval() -> None:
    chain = begun().to("复核").sign("复核", "沈砚舟", conditions=("上行文",))
    assert (chain.current, held(chain)[-1], chain.progress.changed) == ("签发", "会签", False)
    assert chain.refused("签发", "江照晚") == [Check.ROLE]


def test_a_condition_that_asks_nothing_more_leaves_the_approval() -> None:
    chain = begun().to("复核").sign("复核", "沈砚舟", conditions=("加盖印章",))
    assert (chain.current, held(chain)[-2:]) == ("登记", ["签发", "复核"])


def test_content_changed_voids_the_legal_review_and_what_follows() -> None:
    chain = begun(conditions=("规范性文件",)).to("签发").build(OTHER)
    assert (chain.current, held(chain), chain.progress.changed) == ("法审", ["拟稿", "初审"], False)
    chain.to("登记").build()
    assert (chain.current, held(chain), chain.progress.changed) == ("法审", ["拟稿", "初审"], True)
    chain.to("登记")
    assert (chain.progress.changed, chain.failures()) == (False, set())


def test_a_rebuild_of_the_same_content_keeps_the_legal_review() -> None:
    chain = begun(conditions=("规范性文件",)).to("签发")
    before = held(chain)
    assert held(chain.build()) == before


def test_content_changed_voids_what_a_meeting_adopted() -> None:
    chain = begun(route=ADOPTING).to("签发")
    chain.sign("讨论", "顾清岚", meeting="第12次常务会议", meeting_on="2026-05-08")
    assert held(chain)[-1] == "讨论"
    assert held(chain.build(OTHER)) == ["拟稿", "初审", "会签", "会签"]


def test_who_ever_drafted_is_a_drafter_and_so_is_who_asked_him() -> None:
    given = replace(delegation(), principal="周启明", role="秘书")
    chain = begun(roster=roster(delegations=[given])).sign("拟稿", "苏望舒", on_behalf_of="周启明")
    chain.sign("初审", "沈砚舟", D.RETURN, reason="重写")
    assert chain.progress.drafters == {"苏望舒", "周启明"}


def test_a_final_waits_for_a_step_that_a_condition_added() -> None:
    chain = begun().to("登记").sign("登记", "方见微", number=NUMBER, conditions=("规范性文件",))
    waiting = chain.progress.before_final
    assert waiting is not None
    assert waiting.step_id == "法审"
    chain.build(final=True)
    assert told(chain.replayed()) == ["final"]


def test_the_route_of_the_last_build_before_the_first_step_governs() -> None:
    chain = begun(conditions=("重要文件",))
    chain.conditions = ()
    chain.build().build(routing=None)
    assert (chain.progress.route, chain.progress.conditions) == (None, frozenset())
    chain.build()
    assert chain.progress.route == ROUTE


def test_a_final_build_undoes_nothing_and_a_rebuild_undoes_printing() -> None:
    chain = begun().to("核发")
    assert held(chain)[-2:] == ["印制", "用印"]
    chain.build()
    assert (held(chain)[-1], chain.current, chain.progress.final) == ("登记", "印制", None)
    assert chain.refused("印制", "方见微") == [Check.FINAL]
    chain.build(final=True)
    assert chain.refused("印制", "方见微") == []


def test_a_final_is_void_after_the_number_or_the_approval_was_given_again() -> None:
    chain = begun().to("印制").build(final=True)
    assert chain.progress.final == chain.progress.built
    chain.sign("印制", "方见微", D.RETURN, reason="重签", return_to="签发")
    chain.sign("签发", "江照晚").sign("复核", "沈砚舟")
    assert chain.progress.final is None
    chain.sign("登记", "方见微", number=NUMBER)
    assert chain.refused("印制", "方见微") == [Check.FINAL]


def test_a_number_is_registered_once() -> None:
    chain = begun().to("印制")
    assert chain.refused("登记", "方见微", number="青政发〔2026〕13号") == [Check.ORDER]
    chain.build(final=True).sign("印制", "方见微", D.RETURN, reason="号错了", return_to="登记")
    assert chain.refused("登记", "方见微", number="青政发〔2026〕13号") == []


def test_a_waiver_stands_as_long_as_its_step() -> None:
    chain = begun().build(proof=FAILING).to("初审").sign("初审", "沈砚舟", waivers=(WAIVER,))
    assert chain.progress.waivers == (WAIVER,)
    chain.to("签发").sign("签发", "江照晚", D.RETURN, reason="重写", return_to="初审")
    assert chain.progress.waivers == ()


def test_a_waiver_counts_for_its_finding_only_after_a_rebuild() -> None:
    chain = begun().build(proof=FAILING).to("初审").sign("初审", "沈砚舟", waivers=(WAIVER,)).to("印制")
    chain.build(final=True, proof=FAILING)
    assert chain.replayed() == set()
    other = proof(verdict="fail", errors=1, open=[finding("cd34")])
    chain.build(final=True, proof=other)
    assert told(chain.replayed()) == ["verdict"]


def test_the_day_of_a_step_is_the_day_of_the_decision() -> None:
    chain = begun().to("签发")
    paper = chain.step("签发", "江照晚", sheet_digest=SHEET, entered_by="方见微", signed_on="2026-05-08")
    asked = chain.step("签发", "江照晚", D.PROVISIONAL, **(ASKED | {"consented_on": "2026-05-07"}))
    late = replace(chain.step("签发", "江照晚"), claimed_at="2026-05-08T16:00:00+00:00")
    days = [str(day_of(each)) for each in (paper, asked, late)]
    assert days == ["2026-05-08", "2026-05-07", "2026-05-09"]


def test_steps_the_route_does_not_have_change_nothing() -> None:
    chain = begun().to("初审")
    before = chain.progress
    chain.force(replace(chain.step("初审", "沈砚舟"), step_id="会商"))
    assert (chain.progress.done, chain.progress.current) == (before.done, before.current)


def test_nothing_stands_for_an_illegal_decision() -> None:
    chain = begun().to("初审")
    chain.force(chain.step("初审", "沈砚舟", D.APPROVE))
    assert chain.current == "初审"


def test_a_sheet_of_an_added_step_may_be_older_than_the_later_ones() -> None:
    """补办的一步，纸上的日期只与排在它前面的比。"""
    chain = begun().to("签发")
    chain.now += timedelta(days=1)
    chain.sign("签发", "江照晚", conditions=("规范性文件",))
    assert chain.refused("法审", "白既明", **PAPER) == []
