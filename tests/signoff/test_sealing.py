"""用印：谁盖，盖哪一枚，谁批准过（办公室制度：印章）。"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.signoff.walk import Walk, people

from gongwen.errors import RefusedError
from gongwen.signoff.roster import REGISTRAR, Roster, Signatory
from gongwen.signoff.route import Route, RouteStep, Seal
from gongwen.signoff.vocabulary import Decision, StepKind

if TYPE_CHECKING:
    from typing import Any

COUNTY, OFFICE_SEAL = "县人民政府印章", "县人民政府办公室印章"
LEADERS = ("县长", "常务副县长", "分管副县长", "主任", "分管副主任")
SEALS = (
    Seal(COUNTY, ("印章保管人",), (("县长", "常务副县长"),)),
    Seal(OFFICE_SEAL, ("印章保管人",), (("主任", "分管副主任"),)),
    Seal(
        OFFICE_SEAL,
        ("印章保管人",),
        (("主任", "分管文秘副主任"), ("分管副县长", "常务副县长", "县长")),
        "以政府名义",
    ),
)
ROUTE = Route(
    "县政府发文",
    "县政府办公室工作规则",
    (
        RouteStep("审核", "审核", StepKind.REVIEWED, ("主任", "分管文秘副主任", "分管副主任", "科员")),
        RouteStep("签发", "签发", StepKind.APPROVED, LEADERS),
        RouteStep("用印", "用印", StepKind.SEALED, ("印章保管人", "文书"), seals=SEALS),
    ),
)
ROSTER = people(
    江望舒="县长",
    周启明="常务副县长",
    陆听澜="分管副县长",
    顾清岚="主任",
    何叙白="分管文秘副主任",
    梁知夏="分管副主任",
    方见微="科员",
    许闻笛="印章保管人",
    钟怀远="文书",
)
SHEET = "9c" * 32


def reviewed(reviewer: str, signer: str, *conditions: str) -> Walk:
    """审核、签发、出了定稿的一件。"""
    walk = Walk(ROUTE, ROSTER, conditions=conditions).build()
    walk.sign("审核", reviewer, Decision.AGREE).sign("签发", signer, Decision.APPROVE)
    return walk.build(final=True)


def sealed(walk: Walk, actor: str = "许闻笛", **given: Any) -> str:
    """盖一次：盖成了为空，不许的为拒绝的话。"""
    given = {"seal": OFFICE_SEAL, "copies": 46, **given}
    try:
        walk.sign("用印", actor, Decision.SEAL, **given)
    except RefusedError as error:
        return str(error)
    return "" if walk.manifest.progress.finished else "没有办完"


def not_approved(seal: str, *groups: str) -> str:
    """主任等在审核、签发两步都办得了，县长等只在签发。"""
    reviewing = any(name in group for group in groups for name in ("主任", "科员"))
    steps = "“审核”“签发”" if reviewing else "“签发”"
    return (
        f"用“{seal}”还没有经过批准：{'；'.join(groups)}\n"
        f"  → 由他们办{steps}（已经过去的，退回去办）；"
        "或填公章使用审批单，用 --from-sheet 和 --approved-by 登记"
    )


@pytest.mark.parametrize("signer", ["江望舒", "周启明"])
def test_the_county_seal_goes_with_what_the_county_head_or_his_first_deputy_signed(signer: str) -> None:
    assert sealed(reviewed("顾清岚", signer), seal=COUNTY) == ""


@pytest.mark.parametrize("signer", ["陆听澜", "顾清岚"])
def test_nobody_elses_signature_brings_the_county_seal(signer: str) -> None:
    assert sealed(reviewed("顾清岚", signer), seal=COUNTY) == not_approved(COUNTY, "县长或常务副县长")


@pytest.mark.parametrize("reviewer", ["顾清岚", "梁知夏"])
def test_the_office_seal_goes_with_the_director_or_the_deputy(reviewer: str) -> None:
    assert sealed(reviewed(reviewer, "江望舒")) == ""


def test_a_review_by_others_does_not_bring_the_office_seal() -> None:
    assert sealed(reviewed("方见微", "江望舒")) == not_approved(OFFICE_SEAL, "主任或分管副主任")


@pytest.mark.parametrize(
    ("reviewer", "signer", "told"),
    [
        ("顾清岚", "陆听澜", ""),
        ("何叙白", "江望舒", ""),
        ("梁知夏", "陆听澜", not_approved(OFFICE_SEAL, "主任或分管文秘副主任")),
        ("何叙白", "顾清岚", not_approved(OFFICE_SEAL, "分管副县长或常务副县长或县长")),
        (
            "方见微",
            "梁知夏",
            not_approved(OFFICE_SEAL, "主任或分管文秘副主任", "分管副县长或常务副县长或县长"),
        ),
    ],
)
def test_a_government_paper_under_the_office_seal_needs_both(reviewer: str, signer: str, told: str) -> None:
    assert sealed(reviewed(reviewer, signer, "以政府名义")) == told


def test_only_the_keeper_stamps() -> None:
    walk = reviewed("顾清岚", "江望舒")
    assert sealed(walk, "钟怀远") == f"“钟怀远”不保管“{OFFICE_SEAL}”\n  → 由印章保管人盖"
    assert sealed(walk, "顾清岚") == (
        "“顾清岚”这一天没有办“用印”的角色：要印章保管人、文书\n  → 由许闻笛、钟怀远办"
    )


def test_the_seal_and_the_copies_are_told() -> None:
    walk = reviewed("顾清岚", "江望舒")
    assert sealed(walk, seal=None) == "没有写哪一枚印章\n  → 写上 --seal"
    assert sealed(walk, seal="财务章") == (f"没有“财务章”这枚印章\n  → 可用：{COUNTY}、{OFFICE_SEAL}")
    assert sealed(walk, copies=None) == "没有写用印的份数\n  → 写上 --copies"
    assert sealed(walk, copies=0) == "没有写用印的份数\n  → 写上 --copies"


def test_a_paper_slip_with_the_approvers_names_counts_as_their_approval() -> None:
    walk = reviewed("方见微", "陆听澜")
    assert sealed(walk, seal=COUNTY, sheet_digest=SHEET, approvals=("江望舒",)) == ""
    step = walk.manifest.steps[-1]
    assert (step.signatory, step.sheet_digest, step.details.approvals) == ("许闻笛", SHEET, ("江望舒",))


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"sheet_digest": SHEET},
        {"sheet_digest": SHEET, "approvals": ("陆听澜", "没有这个人")},
    ],
    ids=["no slip", "nobody named", "others named"],
)
def test_a_slip_without_the_right_approver_is_nothing(given: dict[str, Any]) -> None:
    told = sealed(reviewed("方见微", "陆听澜"), seal=COUNTY, **given)
    assert told == not_approved(COUNTY, "县长或常务副县长")


def test_names_without_a_slip_are_refused() -> None:
    told = sealed(reviewed("方见微", "陆听澜"), seal=COUNTY, approvals=("江望舒",))
    assert told == "写了批准人，没有审批单\n  → 用 --from-sheet 写上审批单的扫描件"


def test_stamping_waits_for_the_final_build() -> None:
    walk = Walk(ROUTE, ROSTER).build()
    walk.sign("审核", "顾清岚", Decision.AGREE).sign("签发", "江望舒", Decision.APPROVE)
    assert sealed(walk) == "“用印”要等定稿\n  → 先出定稿：gongwen build --final"


def test_building_again_undoes_the_stamping() -> None:
    walk = reviewed("顾清岚", "江望舒")
    assert sealed(walk) == ""
    walk.build()
    assert walk.manifest.progress.current == ROUTE.steps[-1]
    assert sealed(walk) == "“用印”要等定稿\n  → 先出定稿：gongwen build --final"
    assert sealed(walk.build(final=True)) == ""


def test_an_approval_that_was_sent_back_no_longer_counts() -> None:
    walk = Walk(replace(ROUTE, steps=(*ROUTE.steps[:2], ROUTE.steps[2])), ROSTER).build()
    walk.sign("审核", "顾清岚", Decision.AGREE)
    walk.sign("签发", "江望舒", Decision.RETURN, reason="数字不实", return_to="审核")
    walk.sign("审核", "方见微", Decision.AGREE).sign("签发", "江望舒", Decision.APPROVE).build(final=True)
    assert sealed(walk) == not_approved(OFFICE_SEAL, "主任或分管副主任")


def test_the_shipped_routes_of_a_county_hold_these_rules() -> None:
    from gongwen.resources import resource_folder
    from gongwen.signoff.route_file import read_route

    found = {
        (seal.name, seal.keepers, seal.approvals, seal.condition)
        for path in resource_folder("routes").glob("县政府办*发文*.toml")
        for step in read_route(path).steps
        for seal in step.seals
    }
    keepers, leaders = ("印章保管人",), ("分管副县长", "常务副县长", "县长")
    assert found == {
        ("县政府印章", keepers, (("县长", "常务副县长"),), "政府发文"),
        ("县政府办公室印章", keepers, (("主任", "分管机关副主任"),), "办公室发文"),
        ("县政府办公室印章", keepers, (("分管文秘副主任", "主任"), leaders), "政府文件用办公室印章"),
    }


TIED = Route(
    "县政府发文",
    "县政府办公室工作规则",
    (
        RouteStep("签发", "签发", StepKind.APPROVED, LEADERS),
        RouteStep(
            "用印",
            "用印",
            StepKind.SEALED,
            ("印章保管人",),
            seals=(
                Seal(COUNTY, ("印章保管人",), (("县长",),), "政府发文"),
                Seal(OFFICE_SEAL, ("印章保管人",), (("县长",),), "办公室发文"),
                Seal(OFFICE_SEAL, ("印章保管人",), (("县长",),), "政府文件用办公室印章"),
                Seal("党委印章", ("印章保管人",), (("县长",),), "党委发文"),
                Seal("党委印章", ("印章保管人",), (("县长",),), "联合行文"),
            ),
        ),
    ),
    conditions={"政府文件用办公室印章": "以政府名义发的文，盖办公室的印章"},
)
GOVERNMENT, OFFICE = "青溪县人民政府", "青溪县人民政府办公室"


def stamped(seal: str, organ: str, conditions: tuple[str, ...]) -> str:
    walk = Walk(TIED, ROSTER, organs=(organ,), conditions=conditions).build()
    walk.sign("签发", "江望舒", Decision.APPROVE)
    return sealed(walk.build(final=True), seal=seal)


@pytest.mark.parametrize(
    ("seal", "organ", "conditions"),
    [
        (COUNTY, GOVERNMENT, ()),
        (OFFICE_SEAL, OFFICE, ()),
        (OFFICE_SEAL, GOVERNMENT, ("政府文件用办公室印章",)),
        ("党委印章", "中共青溪县云岭镇委员会", ()),
    ],
)
def test_a_seal_stamps_the_papers_of_its_own_organ(
    seal: str, organ: str, conditions: tuple[str, ...]
) -> None:
    assert stamped(seal, organ, conditions) == ""


@pytest.mark.parametrize(
    ("seal", "organ", "conditions", "told"),
    [
        (
            COUNTY,
            OFFICE,
            (),
            (
                f"这一件不能盖“{COUNTY}”：它只盖政府发文的，这一件的发文机关是{OFFICE}\n"
                f"  → 这一件可以盖：{OFFICE_SEAL}"
            ),
        ),
        # 写进清单的情形不管用，看的是发文机关
        (
            COUNTY,
            OFFICE,
            ("政府发文",),
            (
                f"这一件不能盖“{COUNTY}”：它只盖政府发文的，这一件的发文机关是{OFFICE}\n"
                f"  → 这一件可以盖：{OFFICE_SEAL}"
            ),
        ),
        (
            "党委印章",
            GOVERNMENT,
            ("联合行文", "党委发文"),
            (
                f"这一件不能盖“党委印章”：它只盖党委发文、联合行文的，这一件的发文机关是{GOVERNMENT}\n"
                f"  → 这一件可以盖：{COUNTY}"
            ),
        ),
        (
            OFFICE_SEAL,
            GOVERNMENT,
            (),
            (
                f"这一件不能盖“{OFFICE_SEAL}”：它只盖办公室发文、政府文件用办公室印章的，"
                f"这一件的发文机关是{GOVERNMENT}\n"
                f"  → 这一件可以盖：{COUNTY}；确是政府文件用办公室印章的，由签发人签发的时候添（--condition）"
            ),
        ),
        (
            COUNTY,
            "青溪县水务局",
            (),
            (
                f"这一件不能盖“{COUNTY}”：它只盖政府发文的，这一件的发文机关是青溪县水务局\n"
                "  → 这条路线里没有可以盖的印章"
            ),
        ),
    ],
)
def test_a_seal_of_another_organ_is_refused_with_those_that_may_be_used(
    seal: str, organ: str, conditions: tuple[str, ...], told: str
) -> None:
    assert stamped(seal, organ, conditions) == told


def test_registering_is_no_approval_though_the_head_did_it() -> None:
    first, second, last = ROUTE.steps
    numbered = RouteStep("登记", "登记", StepKind.REGISTERED, ("主任",))
    walk = Walk(replace(ROUTE, steps=(first, second, numbered, last)), ROSTER).build()
    walk.sign("审核", "方见微", Decision.AGREE).sign("签发", "陆听澜", Decision.APPROVE)
    walk.sign("登记", "顾清岚", Decision.REGISTER, number="青政办发〔2026〕12号").build(final=True)
    assert sealed(walk) == not_approved(OFFICE_SEAL, "主任或分管副主任")


def test_the_paper_for_the_seal_may_be_entered_by_a_registrar_without_a_day() -> None:
    roster = Roster((*ROSTER.signatories, Signatory("温如许", (REGISTRAR,))))
    walk = Walk(ROUTE, roster).build()
    walk.sign("审核", "方见微", Decision.AGREE).sign("签发", "陆听澜", Decision.APPROVE).build(final=True)
    slip = {"sheet_digest": SHEET, "approvals": ("顾清岚",), "entered_by": "温如许"}
    assert sealed(walk, **slip) == ""
