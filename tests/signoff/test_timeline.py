"""看到哪里了：各行还算不算数、被谁取消，路线各步等谁、为什么不要。"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from tests.signoff.chain_scene import (
    OFFICE,
    OPEN,
    ROUTE,
    Story,
    changed,
    finished,
    key,
    provisional,
    returned,
    roster,
)

from gongwen.signoff.progress import CHINA
from gongwen.signoff.route import Precondition
from gongwen.signoff.stations import Holder, Person, Station, StationState
from gongwen.signoff.step import Details
from gongwen.signoff.timeline import RowState, Stage, Timeline, timeline
from gongwen.signoff.vocabulary import Decision, Separation, StepKind

GONE, STANDS, BACK = RowState.UNDONE, RowState.STANDING, RowState.RETURNED


def seen(story: Story, today: date | None = None) -> Timeline:
    return timeline(story.manifest, roster(), today)


def states(story: Story) -> list[tuple[int, str, RowState, int | None]]:
    return [(row.line, row.name, row.state, row.undone_by) for row in seen(story).rows]


def station(about: Timeline, step_id: str) -> Station:
    return next(each for each in about.stations if each.step_id == step_id)


def holders(story: Story, step_id: str, today: date | None = None) -> list[tuple[str, str | None, str]]:
    found = station(seen(story, today), step_id).holders
    return [(each.person.name, each.on_behalf_of, each.obstacle) for each in found]


def test_a_return_undoes_what_stood_from_its_target_on():
    assert states(returned()) == [
        (1, "构建", GONE, 4),
        (2, "拟稿", GONE, 3),
        (3, "初审把关", BACK, None),
        (4, "构建", STANDS, None),
        (5, "拟稿", STANDS, None),
        (6, "初审把关", STANDS, None),
        (7, "会签", STANDS, None),
    ]


def test_a_change_after_approval_undoes_it_and_what_follows():
    assert [line for line in states(changed()) if line[2] is not STANDS] == [
        (1, "构建", GONE, 4),
        (2, "拟稿", GONE, 3),
        (3, "初审把关", BACK, None),
        (4, "构建", GONE, 12),
        (10, "审签", GONE, 15),
        (11, "登记编号", GONE, 15),
        (12, "构建", GONE, 15),
        (13, "校对印制", GONE, 15),
        (14, "审签", GONE, 15),
    ]
    about = seen(changed())
    assert (about.stage, about.changed, about.issue_number) == (Stage.CHANGED, True, None)
    assert about.current is not None
    assert about.current.step_id == "approve"


def test_a_rebuild_undoes_only_what_was_done_with_the_final_files():
    story = finished().build("b", OPEN, final=True)
    assert [line for line in states(story) if line[0] > 9 and line[2] is not STANDS] == [
        (12, "构建", GONE, 17),
        (13, "校对印制", GONE, 17),
        (15, "用印", GONE, 17),
        (16, "分送", GONE, 17),
    ]


@pytest.mark.parametrize("story", [returned, provisional, finished, changed])
def test_what_stands_is_exactly_what_the_replay_counts(story):
    manifest = story().manifest
    counted = {step.seq + 1 for step in manifest.progress.consents()}
    standing = {
        row.line
        for row in timeline(manifest).rows
        if row.state is STANDS and row.kind is not StepKind.BUILT and row.decision is not Decision.CONFIRM
    }
    assert standing == counted


def test_the_rows_say_who_with_which_post_and_how_it_was_signed():
    rows = seen(provisional()).rows
    hand, waived, half = rows[7], rows[8], rows[9]
    clerk = Person("方见微", "秘书科科员", OFFICE)
    assert (hand.actor, hand.entered_by) == (Person("梁知夏", "局长", "青溪县水务局"), clerk)
    assert (hand.hand_signed, hand.signed, hand.keyid) == (True, True, key("方见微").keyid)
    assert (hand.day, hand.claimed_day, hand.details.party) == (
        date(2026, 5, 7),
        date(2026, 5, 7),
        "青溪县水务局",
    )
    assert (waived.decision, waived.decision_text) == (Decision.CIRCLE, "圈阅（视为同意）")
    assert [each.reason for each in waived.waivers] == ["引用省里原文，原文如此"]
    assert (half.decision, half.hand_signed, half.settled_by) == (Decision.PROVISIONAL, False, None)
    assert half.time == datetime(2026, 5, 7, 10, 30, tzinfo=CHINA)
    assert (rows[6].signed, rows[6].keyid) == (False, "")
    assert (rows[2].reason, rows[2].target) == (
        "第二条的转移人数与水务局的数据不一致，核实后再报。",
        "拟稿",
    )


def test_a_return_without_target_goes_to_the_first_step_and_one_with_target_names_it():
    story = returned()
    story.sign(
        "counter",
        "梁知夏",
        Decision.RETURN,
        reason="数据不对",
        details=Details(party="青溪县水务局", return_to="first"),
    )
    row = seen(story).rows[-1]
    assert (row.target, row.state) == ("初审把关", BACK)
    assert [line[2:] for line in states(story)[4:7]] == [(STANDS, None), (GONE, 8), (GONE, 8)]


def test_a_provisional_consent_and_its_signature_name_each_other():
    rows = seen(finished()).rows
    assert (rows[9].settled_by, rows[13].settles, rows[13].state) == (14, 10, STANDS)
    assert seen(finished()).to_confirm == ()
    assert [row.line for row in seen(provisional()).to_confirm] == [10]


def test_changes_of_content_are_marked_where_they_happen_and_on_what_was_signed_before():
    rows = seen(changed()).rows
    assert [row.line for row in rows if row.changed] == [4, 15]
    assert [row.line for row in rows if not row.stale] == [15]


def test_what_each_saw_of_the_proofing_is_kept():
    proof = seen(returned()).rows[1].proof
    assert proof is not None
    assert (proof.passed, proof.errors, proof.advice, proof.characters, proof.rates) == (
        False,
        2,
        2,
        3680,
        (("通知.md", "5.43"),),
    )
    assert [each.message for each in proof.open] == ["“2千余人”应写作“2000余人”", "“做为”应为“作为”"]


def test_opinions_are_those_that_stand_by_step():
    told = seen(finished()).opinions
    assert {step: [row.line for row in rows] for step, rows in told.items()} == {
        "draft": [5],
        "first": [6],
        "counter": [7, 8],
        "director": [9],
        "approve": [10, 14],
        "number": [11],
        "print": [13],
        "seal": [15],
        "send": [16],
    }


def test_the_stage_and_the_waiting_follow_the_chain():
    def at(story: Story) -> tuple[Stage, list[str]]:
        about = seen(story)
        return about.stage, [each.step_id for each in about.waiting]

    end = ["number", "print", "seal", "send"]
    assert at(Story(route=None).build()) == (Stage.UNROUTED, [])
    assert at(Story().build()) == (
        Stage.NOT_BEGUN,
        ["draft", "first", "counter", "director", "approve", *end],
    )
    assert at(returned()) == (Stage.UNDER_WAY, ["counter", "director", "approve", *end])
    assert at(provisional()) == (Stage.UNDER_WAY, ["seal", "send"])
    assert at(finished()) == (Stage.FINISHED, [])
    assert seen(finished()).issue_number == "青政办发〔2026〕18号"


def test_all_done_but_the_signature_still_waits_for_it():
    story = provisional()
    story.sign("seal", "许闻笛", Decision.SEAL, details=Details(seal="办公室印章", copies=46))
    story.sign("send", "周启明", Decision.DISPATCH)
    assert (seen(story).stage, seen(story).current) == (Stage.TO_CONFIRM, None)


def test_a_step_that_is_not_wanted_says_why_and_whether_it_can_be_done_now():
    def told(story: Story, step_id: str) -> tuple[StationState, str, bool]:
        found = station(seen(story), step_id)
        return found.state, found.why, found.optional

    early = Story().build("a", conditions=(), countersigners=())
    early.sign("draft", "周启明", Decision.DRAFT).sign("first", "沈砚舟", Decision.AGREE)
    skipped = StationState.SKIPPED
    assert told(early, "legal") == (skipped, "情形没有规范性文件", True)
    assert told(early, "counter") == (skipped, "没有会签单位", False)
    assert told(early, "director") == (skipped, "情形没有重要文件", True)
    assert told(finished(), "legal") == (skipped, "情形没有规范性文件", False)
    route = replace(ROUTE, steps=(*ROUTE.steps[:-1], replace(ROUTE.steps[-1], when=(), unless=("重要文件",))))
    assert told(Story(route=route).build(), "send")[:2] == (skipped, "情形有重要文件")


def test_countersigning_waits_for_the_people_of_the_bodies_that_are_left():
    found = station(seen(returned()), "counter")
    assert (found.parties, found.missing) == (
        ("青溪县应急管理局", "青溪县水务局"),
        ("青溪县水务局",),
    )
    assert found.holders == (
        Holder(Person("梁知夏", "局长", "青溪县水务局"), ("单位负责人",), "青溪县水务局"),
    )


def test_a_condition_narrows_who_may_do_it():
    story = Story().build("a", conditions=("规范性文件",), countersigners=())
    assert holders(story, "approve") == [("江望舒", None, "")]
    assert station(seen(story), "approve").roles == ("县长",)


def test_a_delegate_is_named_only_between_the_dates():
    assert holders(returned(), "director", date(2026, 5, 10)) == [("顾清岚", None, "")]
    assert holders(returned(), "director", date(2026, 5, 11)) == [
        ("顾清岚", None, ""),
        ("何叙白", "顾清岚", ""),
    ]


def test_who_cannot_do_it_yet_is_told_what_comes_first():
    approve = replace(ROUTE.steps[5], preconditions=(Precondition("县长", ("director",)),))
    route = replace(ROUTE, steps=(*ROUTE.steps[:5], approve, *ROUTE.steps[6:]))
    story = Story(route=route).build("a", conditions=(), countersigners=())
    assert holders(story, "approve") == [("陆听澜", None, ""), ("江望舒", None, "先要办过主任审核")]


def test_one_who_drafted_is_told_that_he_cannot_review_where_it_is_forbidden():
    first = replace(ROUTE.steps[1], roles=("秘书科",))
    route = replace(ROUTE, steps=(ROUTE.steps[0], first, *ROUTE.steps[2:]), separation=Separation.FORBID)
    story = Story(route=route).build().sign("draft", "周启明", Decision.DRAFT)
    assert holders(story, "first") == [("周启明", None, "已经办过拟稿，不能兼"), ("方见微", None, "")]


def test_one_who_did_two_duties_is_marked_where_it_is_allowed():
    first = replace(ROUTE.steps[1], roles=("秘书科",))
    route = replace(ROUTE, steps=(ROUTE.steps[0], first, *ROUTE.steps[2:]))
    story = Story(route=route).build().sign("draft", "周启明", Decision.DRAFT)
    story.sign("first", "周启明", Decision.AGREE)
    assert [row.doubled for row in seen(story).rows] == [(), (), (StepKind.DRAFTED,)]


def test_without_a_roster_nobody_is_named_but_the_roles_are():
    about = timeline(returned().manifest)
    assert [each.holders for each in about.stations] == [()] * 10
    assert station(about, "counter").roles == ("单位负责人",)
    assert about.rows[1].actor == Person("周启明")


def test_the_final_build_is_needed_before_printing_and_after_only_once():
    assert [each.step_id for each in seen(returned()).stations if each.needs_final] == [
        "print",
        "seal",
        "send",
    ]
    assert not any(each.needs_final for each in seen(provisional()).stations)


def test_a_torn_last_line_is_told_and_does_not_count():
    story = returned()
    story.data += b'{"algorithm":'
    about = seen(story)
    assert (about.torn, len(about.rows)) == (True, 7)


def test_the_reason_for_the_route_is_that_of_the_build_that_was_signed():
    story = Story().build()
    assert seen(story).why == "草稿写了“情形：重要文件”"
    assert (seen(Story(route=None).build()).why, seen(Story()).why) == ("", "")


def test_an_empty_manifest_has_nothing_to_show():
    about = seen(Story())
    assert (about.rows, about.stations, about.case, about.last_day) == ((), (), "", None)
