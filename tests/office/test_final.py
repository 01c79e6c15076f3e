"""出定稿：什么时候不行、为什么，填上什么，说什么；不行的什么都不写。"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.helpers import BODY, payloads, tree, without
from tests.office.final_scene import BUREAU, FRONT, NUMBER, OFFICE, Desk

import gongwen
from gongwen.agency import find_agency
from gongwen.errors import ManifestError, RefusedError
from gongwen.findings import Verdict
from gongwen.office.final import refuse_wrong_code
from gongwen.office.typesetting import lay_out
from gongwen.signoff.step import Waiver
from gongwen.signoff.vocabulary import Decision

if TYPE_CHECKING:
    from pathlib import Path

ROUTED = "审签路线：条例发文程序（已经有人签过，照原来的办）"
FIXED = "改回签发的内容；要改的，平常构建一次，请签发人重新签发"


def refused(made: Desk, error: type[Exception] = RefusedError, *, final: bool = True) -> str:
    """出定稿（final=False 是平常构建）被拒绝的话；文件夹里什么都没有变。"""
    before = tree(made.folder)
    with pytest.raises(error) as caught:
        made.build(final=final)
    assert tree(made.folder) == before
    return str(caught.value)


def told(notices: tuple[str, ...]) -> list[str]:
    return [each for each in notices if not each.startswith("字体：")]


def test_the_final_bears_the_number_and_the_day_of_signing(desk: Path) -> None:
    made = Desk(desk)
    assert made.build().placeholders == ("发文字号", "成文日期", "印发日期")
    built = made.approved().registered().at("2026-05-11").final()
    assert (built.final, built.exit_code, built.placeholders) == (True, 0, ())
    assert told(built.notices) == [
        "发文字号：澜政办发〔2026〕18号（登记的）",
        "成文日期：2026年5月8日（签发日期）",
        "印发日期：2026年5月11日（今天）",
        ROUTED,
    ]
    printed = made.printed()
    assert printed.startswith("澜州市人民政府办公室文件澜政办发〔2026〕18号关于做好防汛工作的通知")
    assert f"{OFFICE}2026年5月8日—1—{OFFICE}2026年5月11日印发" in printed
    last = payloads(made.case.manifest.read_bytes())[-1]
    assert (last["built"]["final"], last["subjects"][0]["content"]) == (
        True,
        payloads(made.case.manifest.read_bytes())[0]["subjects"][0]["content"],
    )
    assert (desk / "稿.md").read_text(encoding="utf-8").startswith(f"---\n{FRONT}---\n")


def test_what_the_draft_says_gives_way_and_is_told(desk: Path) -> None:
    own = FRONT + "发文字号: 澜政办发〔2026〕7号\n成文日期: 2026-05-06\n印发日期: 2026年5月10日\n"
    made = Desk(desk, own)
    made.build()
    assert told(made.approved().registered().final().notices) == [
        "发文字号：澜政办发〔2026〕18号（登记的），草稿写的是澜政办发〔2026〕7号",
        "成文日期：2026年5月8日（签发日期），草稿写的是2026-05-06",
        ROUTED,
    ]
    assert f"{OFFICE}2026年5月8日—1—{OFFICE}2026年5月10日印发" in made.printed()


def test_writing_the_same_in_another_form_is_no_difference(desk: Path) -> None:
    made = Desk(desk, FRONT + f"发文字号: {NUMBER}\n成文日期: 2026-05-08\n")
    made.build()
    assert told(made.approved().registered().final().notices)[:2] == [
        "发文字号：澜政办发〔2026〕18号（登记的）",
        "成文日期：2026年5月8日（签发日期）",
    ]


def test_without_a_manifest_there_is_no_final(desk: Path) -> None:
    assert refused(Desk(desk)) == (
        "稿.md：还没有流转清单 build/稿/稿.manifest.jsonl，不能出定稿\n"
        "  → 先平常构建一次，办完审签；构建到别的文件夹的，用 -o 写明"
    )


def test_what_the_leader_has_not_signed_is_not_printed(desk: Path) -> None:
    made = Desk(desk)
    made.build()
    for place in ("拟稿", "审核", "签发"):
        assert refused(made) == (
            f"稿.md：还没有签发，不能出定稿\n  → 领导没有签的文件一律不得印发；现在轮到“{place}”"
        )
        actor = {"拟稿": "周启明", "审核": "顾清岚", "签发": "沈砚舟"}[place]
        decision = {"拟稿": Decision.DRAFT, "审核": Decision.AGREE, "签发": Decision.APPROVE}[place]
        made.sign(place, actor, decision)
    assert refused(made) == "稿.md：“复核”还没有办，不能出定稿\n  → 先办“复核”"
    made.sign("复核", "方见微", Decision.AGREE)
    assert refused(made) == ("稿.md：“登记”还没有办，不能出定稿\n  → 先办“登记”，用 --number 写发文字号")


def test_a_change_after_the_signing_goes_back_to_the_signer(desk: Path) -> None:
    made = Desk(desk)
    made.build()
    made.approved().registered().write(body=BODY + "三、严肃纪律\n")
    assert refused(made) == (
        "稿.md：内容与签发的不同（条例第二十五条：签发后作实质性修改的，要报原签发人复审）\n"
        f"  → {FIXED}\n  → 差别在哪里：gongwen compare build/稿/稿.pdf 稿.md"
    )
    built = made.build()
    assert told(built.notices)[1:] == ["内容与签发的不同：“签发”、“复核”、“登记”不算数了，要请签发人重新签发"]
    assert refused(made) == (
        "稿.md：还没有签发，不能出定稿\n"
        "  → 签发以后内容改过，请签发人重新签发\n"
        "  → 领导没有签的文件一律不得印发；现在轮到“签发”"
    )
    made.at("2026-05-12").sign("签发", "沈砚舟", Decision.APPROVE)
    assert told(made.registered().final().notices)[1] == "成文日期：2026年5月12日（签发日期）"


def test_changing_back_is_no_change(desk: Path) -> None:
    made = Desk(desk)
    made.build()
    made.approved().registered().write(body=BODY + "三、严肃纪律\n")
    refused(made)
    assert made.write().final().exit_code == 0


def test_building_again_undoes_what_came_after_the_final(desk: Path) -> None:
    made = Desk(desk)
    made.build()
    made.approved().registered().final()
    made.sign("印制", "方见微", Decision.DONE)
    made.sign("用印", "许闻笛", Decision.SEAL, seal="发文机关印章", copies=46)
    made.sign("核发", "方见微", Decision.DISPATCH)
    assert made.progress.finished
    for final in (False, True):
        assert refused(made, final=final) == (
            "build/稿：已经用印、核发，重新构建会换掉印发的文件\n"
            "  → 构建到别的文件夹（-o）；确要重新办的，加 --redo"
        )
    assert made.build(out="再看").exit_code == 1
    built = made.build(redo=True)
    assert told(built.notices)[1:] == [
        "重新构建了：“印制”、“用印”、“核发”不算数了，要重新办",
        "以前出过定稿，这次构建的不是定稿；要定稿，加 --final 再构建",
    ]
    assert (built.final, built.exit_code) == (False, 1)
    assert [made.progress.current.step_id if made.progress.current else None] == ["印制"]
    assert made.final().exit_code == 0


def test_a_fault_waived_by_name_does_not_stop_the_final(desk: Path) -> None:
    body = BODY + "请于5月15日前报送,逾期不候。\n"
    made = Desk(desk, body=body)
    assert made.build().verdict is Verdict.FAIL
    [found] = payloads(made.case.manifest.read_bytes())[0]["findings"]["open"]
    made.reviewed().sign("签发", "沈砚舟", Decision.APPROVE)
    made.registered()
    assert refused(made) == (
        "稿.md：校对不通过：稿.md 正文差错 1 处，超过万分之三\n"
        "  → 改正；确无差错的，由审核人、签发人具名放行\n"
        f"  → 没有放行的：BD01 {found['message']}（稿.md，指纹 {found['fingerprint']}）\n"
        "  → 签过了的要再签一次才能放行：由“印制”退回（--return-to 步骤）"
    )
    made.sign("印制", "方见微", Decision.RETURN, reason="差错没有放行", return_to="审核")
    waived = Waiver(found["code"], found["fingerprint"], "顾清岚", "照原件引用")
    made.sign("审核", "顾清岚", Decision.AGREE, waivers=(waived,))
    made.sign("签发", "沈砚舟", Decision.APPROVE)
    built = made.registered().final()
    assert (built.exit_code, built.verdict) == (0, Verdict.FAIL)
    assert told(built.notices)[-1] == f"放行 BD01（{found['fingerprint']}）：顾清岚，照原件引用"


def test_many_waivers_are_not_all_told(desk: Path) -> None:
    made = Desk(desk, body=BODY + "".join(f"第{n}项请于{n}日前报送,逾期不候。\n" for n in range(1, 13)))
    made.build()
    found = payloads(made.case.manifest.read_bytes())[0]["findings"]["open"]
    waivers = tuple(Waiver(each["code"], each["fingerprint"], "沈砚舟", "原文如此") for each in found)
    assert len(waivers) == 12
    made.reviewed().sign("签发", "沈砚舟", Decision.APPROVE, waivers=waivers)
    notices = told(made.registered().final().notices)
    assert [each.startswith("放行 BD01") for each in notices[-11:]] == [True] * 10 + [False]
    assert notices[-1] == "另有 2 处放行，逐处见流转清单（gongwen show）"


def test_a_place_left_empty_stops_the_final(desk: Path) -> None:
    made = Desk(desk, body=BODY + "联系电话：{{电话}}。\n")
    made.build()
    assert refused(made.approved().registered()) == (
        "稿.md：还有空位，不能出定稿：稿.md:12 {{电话}}\n"
        "  → 在草稿里填上；改了内容的，平常构建一次，请签发人重新签发"
    )


PLAIN = "全市防汛准备工作已经完成。\n"
UP = FRONT.replace("文种: 通知", "文种: 报告").replace("的通知", "的报告")


def test_an_upward_document_names_who_signed_it(desk: Path) -> None:
    made = Desk(desk, UP + "签发人: 陆听澜\n", PLAIN)
    made.build()
    assert refused(made.approved().registered()) == (
        "稿.md:8:6 键“签发人”：草稿的“签发人”是陆听澜，签发的是沈砚舟\n"
        "  → 改草稿的“签发人”（这是内容，平常构建一次，请签发人重新签发），或由所写的人签发"
    )
    made.write(UP, PLAIN)
    assert refused(made).startswith("稿.md：内容与签发的不同")
    made.build()
    made.sign("签发", "沈砚舟", Decision.APPROVE).registered()
    assert refused(made) == (
        "稿.md 键“签发人”：上行文没有写“签发人”，签发的是沈砚舟\n"
        "  → 加一行“签发人: 沈砚舟”；这是内容，平常构建一次，请签发人重新签发"
    )
    made.write(UP + "签发人: 沈　砚舟\n", PLAIN).build()
    made.sign("签发", "沈砚舟", Decision.APPROVE).registered()
    assert made.final().exit_code == 0


def test_the_signature_stamp_is_the_signers(desk: Path) -> None:
    stamped = FRONT + "签名章:\n- {职务: 市长, 姓名: 陆听澜}\n"
    made = Desk(desk, stamped)
    made.build()
    assert refused(made.approved().registered()) == (
        "稿.md:9:16 键“签名章”：草稿的“签名章”是陆听澜，签发的是沈砚舟\n"
        "  → 签名章用签发人的：改草稿的“签名章”（不是内容，不必重新签发）"
    )
    assert made.write(stamped.replace("陆听澜", "沈砚舟")).final().exit_code == 0


def test_a_joint_document_waits_for_every_organ(desk: Path) -> None:
    front = FRONT.replace(f"发文机关: {OFFICE}", f"发文机关: [{OFFICE}, {BUREAU}]")
    made = Desk(desk, front)
    made.build()
    made.reviewed().at("2026-05-09").sign("签发", "沈砚舟", Decision.APPROVE, party=OFFICE)
    assert refused(made).startswith("稿.md：还没有签发，不能出定稿")
    made.at("2026-05-13").sign("签发", "梁知夏", Decision.APPROVE, party=BUREAU)
    assert told(made.registered().final().notices)[:2] == [
        "发文字号：澜政办发〔2026〕18号（登记的）",
        f"成文日期：2026年5月13日（最后签发的{BUREAU}签发的日期）",
    ]


def test_consent_given_beforehand_is_enough_and_keeps_its_day(desk: Path) -> None:
    made = Desk(desk)
    made.build()
    made.reviewed().at("2026-05-11").sign(
        "签发",
        "沈砚舟",
        Decision.PROVISIONAL,
        entered_by="许闻笛",
        how="电话请示",
        consented_on="2026-05-09",
    )
    built = made.registered().final()
    assert told(built.notices)[1] == "成文日期：2026年5月9日（沈砚舟同意的日期，待补签）"
    made.sign("印制", "方见微", Decision.DONE)
    made.sign("用印", "许闻笛", Decision.SEAL, seal="发文机关印章", copies=46)
    made.sign("核发", "方见微", Decision.DISPATCH)
    assert not made.progress.finished
    assert made.at("2026-05-20").sign("签发", "沈砚舟", Decision.CONFIRM).progress.finished


def test_a_signature_on_paper_gives_the_day_on_the_paper(desk: Path) -> None:
    made = Desk(desk)
    made.build()
    made.reviewed().at("2026-05-11").sign(
        "签发",
        "沈砚舟",
        Decision.APPROVE,
        entered_by="许闻笛",
        sheet_digest="9c" * 32,
        signed_on="2026-05-08",
    )
    assert told(made.registered().final().notices)[1] == "成文日期：2026年5月8日（签发日期）"


ADOPTING = """\
格式 = 1
名称 = "政府常务会议"
依据 = "测试"
成文日期 = "讨论通过"

[[步骤]]
代号 = "拟稿"
类别 = "拟稿"
角色 = ["拟稿"]

[[步骤]]
代号 = "审核"
类别 = "审核"
角色 = ["审核"]

[[步骤]]
代号 = "讨论"
类别 = "讨论通过"
角色 = ["审核"]

[[步骤]]
代号 = "签发"
类别 = "签发"
角色 = ["主要负责人"]

[[步骤]]
代号 = "登记"
类别 = "登记"
角色 = ["登记"]
"""


def test_what_a_meeting_adopted_bears_the_day_of_the_meeting(desk: Path) -> None:
    (desk / "office.toml").write_text(
        f'格式 = 1\n名称 = "{OFFICE}"\n[签批]\n路线目录 = "路线"\n', encoding="utf-8"
    )
    (desk / "路线").mkdir()
    (desk / "路线" / "政府常务会议.toml").write_text(ADOPTING, encoding="utf-8")
    made = Desk(desk, FRONT.replace("条例发文程序", "政府常务会议"))
    made.build()
    made.reviewed()
    made.sign("讨论", "顾清岚", Decision.ADOPT, meeting="市政府第12次常务会议", meeting_on="2026-05-08")
    made.at("2026-05-11").sign("签发", "沈砚舟", Decision.APPROVE)
    made.sign("登记", "方见微", Decision.REGISTER, number=NUMBER)
    assert told(made.final().notices)[1] == "成文日期：2026年5月8日（市政府第12次常务会议通过的日期）"


def test_an_imprint_date_before_the_day_of_signing_is_refused(desk: Path) -> None:
    made = Desk(desk, FRONT + "印发日期: 2026年5月7日\n")
    made.build()
    assert refused(made.approved().registered()) == (
        "稿.md:8:7 键“印发日期”：印发日期（2026年5月7日）早于成文日期（2026年5月8日）\n"
        "  → 改草稿的“印发日期”，或删去这一行，由定稿填当天的；这不是内容，不必重新签发"
    )
    assert told(made.write().final().notices)[2] == "印发日期：2026年5月8日（今天）"


MINUTES = f"""\
文种: 纪要
发文机关: {OFFICE}
标题: 防汛工作协调会议纪要
路线: 条例发文程序
"""
SPEECH = f"""\
文种: 讲话
发文机关: {OFFICE}
标题: 在防汛工作会议上的讲话
用印: 不落款
路线: 条例发文程序
"""
LETTER = f"""\
文种: 函
发文机关: {OFFICE}
标题: 关于商请支持防汛工作的函
主送机关: 澜州市水务局
路线: 条例发文程序
"""


@pytest.mark.parametrize(
    ("front", "number", "said"),
    [
        (MINUTES, "第18期", ["发文字号：第18期（登记的）", "成文日期：2026年5月8日（签发日期）"]),
        (SPEECH, NUMBER, []),
        (LETTER, NUMBER, [f"发文字号：{NUMBER}（登记的）", "成文日期：2026年5月8日（签发日期）"]),
    ],
    ids=["minutes", "speech", "letter"],
)
def test_what_the_layout_leaves_out_is_not_filled(
    desk: Path, front: str, number: str, said: list[str]
) -> None:
    made = Desk(desk, front, "各单位要高度重视防汛工作。\n")
    made.build()
    made.approved().registered(number)
    notices = told(made.final().notices)
    assert [each for each in notices if "（登记的）" in each or "日期：" in each] == said


def test_a_damaged_manifest_stops_the_final_and_is_kept(desk: Path) -> None:
    made = Desk(desk)
    made.build()
    made.case.manifest.write_bytes(made.case.manifest.read_bytes().replace(b"payload", b"payl0ad", 1))
    assert refused(made, ManifestError) == (
        "build/稿/稿.manifest.jsonl:1：流转清单损坏：读不懂\n"
        "  → 把这份清单移走留存，查明原因；移走后再构建会另起一份"
    )


def test_a_torn_last_line_is_set_aside_and_the_chain_goes_on(desk: Path) -> None:
    made = Desk(desk)
    made.build()
    made.approved().registered()
    whole = made.case.manifest.read_bytes()
    made.case.manifest.write_bytes(whole + b'{"algorithm":"unsig')
    assert made.final().exit_code == 0
    assert made.case.manifest.read_bytes().startswith(whole)
    assert len(payloads(made.case.manifest.read_bytes())) == 7
    [aside] = made.case.folder.glob("稿.torn-*")
    assert aside.read_bytes() == b'{"algorithm":"unsig'


def test_a_step_signed_while_the_final_was_being_set_stops_it(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """排版的时候有人退回了：写出以前锁住文件夹再看一遍。"""
    made = Desk(desk)
    made.build()
    made.approved().registered()

    def returned_meanwhile(*given: Any, **named: Any) -> object:
        monkeypatch.setattr("gongwen.office.build.lay_out", lay_out)
        made.sign("印制", "方见微", Decision.RETURN, reason="数字不实", return_to="签发")
        return lay_out(*given, **named)

    monkeypatch.setattr("gongwen.office.build.lay_out", returned_meanwhile)
    with pytest.raises(RefusedError) as caught:
        made.final()
    assert str(caught.value) == (
        "稿.md：还没有签发，不能出定稿\n  → 领导没有签的文件一律不得印发；现在轮到“签发”"
    )
    assert [each["step_kind"] for each in payloads(made.case.manifest.read_bytes())].count("built") == 1


def test_a_clock_set_back_is_refused(desk: Path) -> None:
    made = Desk(desk)
    made.build()
    made.approved().registered().at("2026-05-01")
    assert refused(made) == (
        "稿.md：时间（2026-05-01T01:00:00+00:00）早于前面的一步（2026-05-08T06:00:00+00:00）\n"
        "  → 校准这台机器的时钟"
    )


def test_another_route_after_the_signing_began_changes_nothing(desk: Path) -> None:
    made = Desk(desk)
    made.build()
    made.approved().registered()
    assert made.write(without("路线", front=FRONT)).final().exit_code == 0


CODES = f'格式 = 1\n名称 = "{OFFICE}"\n[机关代字]\n函 = "澜政办函"\n其他 = "澜政办发"\n'


def test_a_code_that_the_office_does_not_have_is_refused(desk: Path) -> None:
    (desk / "office.toml").write_text(CODES, encoding="utf-8")
    agency = find_agency(desk)
    made = Desk(desk)
    made.build()
    for number in ("澜政办发〔2026〕18号", "澜政办函〔2026〕3号", "第3期"):
        refuse_wrong_code(number, made.progress, agency)
    refuse_wrong_code("青政办发〔2026〕18号", made.progress, None)
    with pytest.raises(RefusedError) as caught:
        refuse_wrong_code("澜政发〔2026〕18号", made.progress, agency)
    assert caught.value.what == "机关代字“澜政发”不在单位资料里"
    assert caught.value.next_step == "是不是“澜政办发”？可用：澜政办函、澜政办发"


def test_a_code_of_another_kind_is_pointed_out(desk: Path) -> None:
    (desk / "office.toml").write_text(CODES, encoding="utf-8")
    made = Desk(desk)
    made.build()
    notices = made.approved().registered("澜政办函〔2026〕3号").final().notices
    assert told(notices)[1] == ("发文字号的机关代字是“澜政办函”，单位资料里通知用“澜政办发”，请核对")


def test_the_options_are_part_of_the_library() -> None:
    assert gongwen.BuildOptions().final is False
