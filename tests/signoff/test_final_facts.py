"""定稿上填什么：登记的字号，签发或会议通过的日期，签发的是谁。"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.signoff.walk import OFFICE, Walk, people

from gongwen.errors import RefusedError
from gongwen.signoff.final_facts import Dating, dating, registered_number, signers
from gongwen.signoff.roster import REGISTRAR, Roster, Signatory
from gongwen.signoff.route import JOINT_PARTIES, Route, RouteStep
from gongwen.signoff.vocabulary import Decision, StepKind

ROUTE = Route(
    "办公室发文",
    "测试",
    (
        RouteStep("讨论", "讨论通过", StepKind.ADOPTED, ("主任",), when=("规范性文件",)),
        RouteStep("签发", "签发", StepKind.APPROVED, ("主任",), parties=(JOINT_PARTIES,)),
        RouteStep("登记", "登记", StepKind.REGISTERED, ("文书",)),
    ),
    conditions={"规范性文件": "规范性文件"},
)
OTHER = "青溪县水务局"
ROSTER = Roster(
    (
        *people(顾清岚="主任", 钟怀远="文书", 方见微=REGISTRAR).signatories,
        Signatory("梁知夏", ("主任",), organ=OTHER),
    )
)


def walk(route: Route = ROUTE, *conditions: str, organs: tuple[str, ...] = (OFFICE,)) -> Walk:
    return Walk(route, ROSTER, conditions=conditions, organs=organs).build()


def test_nothing_is_told_before_the_signing() -> None:
    progress = walk().manifest.progress
    assert (registered_number(progress), dating(progress), signers(progress)) == (None, None, ())


def test_the_day_is_the_day_in_china() -> None:
    signed = walk()
    signed.now = signed.now.replace(day=9, hour=0, minute=30)  # 世界时还是八日
    progress = signed.sign("签发", "顾清岚", Decision.APPROVE).manifest.progress
    assert dating(progress) == Dating(date(2026, 5, 9), "签发日期")
    assert signers(progress) == ("顾清岚",)


def test_a_joint_document_takes_the_last_organs_day() -> None:
    joint = walk(organs=(OFFICE, OTHER)).at("2026-05-09")
    joint.sign("签发", "梁知夏", Decision.APPROVE, party=OTHER)
    assert joint.manifest.progress.approved is False
    progress = joint.at("2026-05-12").sign("签发", "顾清岚", Decision.APPROVE, party=OFFICE).manifest.progress
    assert dating(progress) == Dating(date(2026, 5, 12), f"最后签发的{OFFICE}签发的日期")
    assert signers(progress) == ("顾清岚", "梁知夏")


def test_what_a_meeting_adopted_takes_the_meetings_day_where_the_route_says_so() -> None:
    route = replace(ROUTE, dated_by=StepKind.ADOPTED)
    for each, told in (
        (route, Dating(date(2026, 5, 9), "县政府第12次常务会议通过的日期")),
        (ROUTE, Dating(date(2026, 5, 11), "签发日期")),
    ):
        adopted = walk(each, "规范性文件").at("2026-05-11")
        adopted.sign(
            "讨论", "顾清岚", Decision.ADOPT, meeting="县政府第12次常务会议", meeting_on="2026-05-09"
        )
        assert dating(adopted.sign("签发", "顾清岚", Decision.APPROVE).manifest.progress) == told
    skipped = walk(route).sign("签发", "顾清岚", Decision.APPROVE).manifest.progress
    assert dating(skipped) == Dating(date(2026, 5, 8), "签发日期")


def test_a_consent_given_beforehand_takes_its_own_day() -> None:
    asked = walk().at("2026-05-11")
    asked.sign(
        "签发",
        "顾清岚",
        Decision.PROVISIONAL,
        entered_by="方见微",
        how="电话请示",
        consented_on="2026-05-09",
    )
    told = Dating(date(2026, 5, 9), "顾清岚同意的日期，待补签")
    assert dating(asked.manifest.progress) == told
    assert dating(asked.at("2026-05-20").sign("签发", "顾清岚", Decision.CONFIRM).manifest.progress) == told


def test_a_paper_signature_takes_the_day_on_the_paper() -> None:
    signed = walk().at("2026-05-11")
    signed.sign(
        "签发",
        "顾清岚",
        Decision.APPROVE,
        entered_by="方见微",
        sheet_digest="9c" * 32,
        signed_on="2026-05-08",
    )
    assert dating(signed.manifest.progress) == Dating(date(2026, 5, 8), "签发日期")


def registered(number: str, day: str = "2026-05-09") -> str | None:
    return registered_number(
        walk()
        .sign("签发", "顾清岚", Decision.APPROVE)
        .at(day)
        .sign("登记", "钟怀远", Decision.REGISTER, number=number)
        .manifest.progress
    )


GOOD = (
    "青政办发〔2026〕12号",
    "青政办函〔2026〕1号",
    "第12号",
    "第3期",
    "青溪县人民政府令第8号",
    "2026年第2号",
)


@pytest.mark.parametrize("number", GOOD)
def test_a_number_in_its_form_is_registered(number: str) -> None:
    assert registered(number) == number


@pytest.mark.parametrize(
    "number",
    [
        "青政办发[2026]12号",
        "青政办发〔26〕12号",
        "青政办发〔2026〕012号",
        "青政办发〔2026〕第12号",
        "青政办发〔2026〕12",
        "青政办发〔2026〕十二号",
        "青政办发 〔2026〕12号",
        "〔2026〕12号",
        "第〇号",
        "十二",
        "青政办发〔2026〕12号\n",
        "\x1b[31m青政办发〔2026〕12号",
        "青" * 5000,
    ],
)
def test_another_form_is_refused(number: str) -> None:
    with pytest.raises(RefusedError) as caught:
        registered(number)
    assert str(caught.value) == (
        f"发文字号“{number}”写得不对\n"
        "  → 写作 机关代字〔年份〕序号，如 青政办发〔2026〕12号；没有代字的写 第12号、第12期"
    )


def test_the_year_is_that_of_the_signing_or_of_the_registering() -> None:
    with pytest.raises(RefusedError) as caught:
        registered("青政办发〔2025〕12号")
    assert str(caught.value) == ("发文字号的年份是 2025，签发、登记是在 2026 年\n  → 用签发或登记那一年的号")
    for year in (2026, 2027):
        assert registered(f"青政办发〔{year}〕1号", "2027-01-04") == f"青政办发〔{year}〕1号"
    with pytest.raises(RefusedError) as caught:
        registered("2025年第2号", "2027-01-04")
    assert str(caught.value) == (
        "发文字号的年份是 2025，签发、登记是在 2026、2027 年\n  → 用签发或登记那一年的号"
    )


@pytest.mark.parametrize("number", GOOD)
def test_a_registered_number_passes_the_proofing_rule_too(number: str) -> None:
    from tests.helpers import FRONT, draft, parsed

    from gongwen.office.proof import proof_results

    kind = "令" if "令" in number else "公告" if "年" in number else "纪要" if number[0] == "第" else "通知"
    text = draft(FRONT.replace("澜政办发〔2026〕18号", number).replace("文种: 通知", f"文种: {kind}"))
    [result] = proof_results(parsed(text), None)
    assert [each.code for each in result.findings if each.code == "YS01"] == []
