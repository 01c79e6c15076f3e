"""gongwen route，和构建怎样选路线、记路线、照原来的路线。"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from tests.helpers import BODY, draft, names, payloads, run, told, tree
from tests.signoff.route_samples import ROUTE as OWN

from gongwen.office.case import append_line, find_case
from gongwen.signoff.algorithms import Unsigned
from gongwen.signoff.roster import Roster, Signatory
from gongwen.signoff.signing import next_step, signed_line
from gongwen.signoff.vocabulary import Decision

if TYPE_CHECKING:
    from pathlib import Path

OFFICE = "青溪县人民政府办公室"
FRONT = f"""\
文种: 通知
发文机关: {OFFICE}
发文字号: 青政办发〔2026〕18号
标题: 关于做好防汛工作的通知
主送机关: 各乡（镇）人民政府
成文日期: 2026年5月8日
"""
CHOSEN = f"说明：审签路线：县政府办发文（适用：文种是通知，发文机关是{OFFICE}）"


def put(desk: Path, front: str = "") -> None:
    (desk / "稿.md").write_text(draft(FRONT + front, BODY), encoding="utf-8")


def build(desk: Path, front: str = "") -> tuple[int, list[str]]:
    put(desk, front)
    result = run("build", "稿.md", "--format", "pdf", "-o", "out")
    return result.exit_code, told(result)


def recorded(desk: Path) -> list[dict[str, Any]]:
    data = (desk / "out" / "稿.manifest.jsonl").read_bytes()
    return [each["built"]["route"] for each in payloads(data) if each["step_kind"] == "built"]


def begin(desk: Path) -> None:
    """拟稿的人签了，从此路线定了。"""
    roster = Roster((Signatory("周启明", ("秘书科", "拟稿"), organ=OFFICE),))
    append_line(
        find_case(desk / "out"),
        lambda manifest: signed_line(
            manifest,
            next_step(manifest, "拟稿", datetime.now(UTC), actor="周启明", decision=Decision.DRAFT),
            roster,
            Unsigned(),
        ),
    )


def test_a_build_records_the_route_and_why(desk: Path) -> None:
    assert build(desk, "情形: [县长签发]\n会签: [青溪县财政局]\n") == (
        0,
        [
            (
                f"说明：审签路线：县政府办重要发文（适用：文种是通知，发文机关是{OFFICE}，情形有县长签发；"
                "也适用的有：县政府办发文）"
            )
        ],
    )
    (facts,) = recorded(desk)
    assert (facts["name"], facts["definition"]["name"]) == ("县政府办重要发文", "县政府办重要发文")
    assert (facts["conditions"], facts["organs"], facts["countersigners"]) == (
        ["县长签发", "加盖印章", "办公室发文"],
        [OFFICE],
        ["青溪县财政局"],
    )


def test_before_anyone_signs_another_route_may_be_taken(desk: Path) -> None:
    build(desk)
    assert build(desk, "路线: 条例发文程序\n") == (
        0,
        ["说明：审签路线：条例发文程序（草稿里写的；也适用的有：县政府办发文）"],
    )
    assert [each["name"] for each in recorded(desk)] == ["县政府办发文", "条例发文程序"]


def test_after_a_signature_the_route_stays_and_this_is_told(desk: Path) -> None:
    build(desk)
    begin(desk)
    assert build(desk) == (0, ["说明：审签路线：县政府办发文（已经有人签过，照原来的办）"])
    assert build(desk, "路线: 条例发文程序\n") == (
        0,
        [
            (
                "说明：审签路线：县政府办发文（已经有人签过，照原来的办；"
                "现在选的“条例发文程序”与原来的不同，要用它，另起一件，用 -o 构建到新的文件夹，从头办）"
            )
        ],
    )
    first, *later = recorded(desk)
    assert [each["definition"] for each in later] == [first["definition"]] * 2
    assert [each["why"] for each in later] == [first["why"]] * 2


def test_after_a_signature_a_change_of_the_office_settings_is_not_used(desk: Path) -> None:
    build(desk)
    begin(desk)
    (desk / "office.toml").write_text(f'名称 = "{OFFICE}"\n[签批]\n职责分离 = "禁止"\n', encoding="utf-8")
    assert build(desk) == (
        0,
        [
            (
                "说明：审签路线：县政府办发文（已经有人签过，照原来的办；"
                "这条路线现在的写法与原来的不同，要用它，另起一件，用 -o 构建到新的文件夹，从头办）"
            )
        ],
    )
    assert {each["definition"]["separation"] for each in recorded(desk)} == {"提醒"}


def test_after_a_signature_a_condition_may_be_added_and_never_dropped(desk: Path) -> None:
    build(desk, "情形: [重要文件]\n")
    begin(desk)
    assert build(desk, "情形: [重要文件, 县长签发]\n")[0] == 0
    before = {name: each for name, each in tree(desk).items() if name.startswith("out")}
    code, said = build(desk)
    assert (code, said) == (
        2,
        [
            "错误：稿.md：已经有人签过，情形不能减：重要文件、县长签发",
            "  → 在草稿的“情形”里写回来，再构建",
        ],
    )
    assert {name: each for name, each in tree(desk).items() if name.startswith("out")} == before


def test_after_a_signature_a_paper_that_needs_another_route_begins_anew(desk: Path) -> None:
    build(desk)
    begin(desk)
    known = "县长签发、常务副县长签发、政府文件用办公室印章、重要文件、上行文、联合行文、加盖印章"
    assert build(desk, "情形: [规范性文件]\n") == (
        2,
        [
            "错误：稿.md:8:6 键“情形”：路线“县政府办发文”没有“规范性文件”这种情形",
            (
                f"  → 可用：{known}；已经有人签过，这一件照“县政府办发文”办到底；"
                "要走“县政府规范性文件”的，另起一件，用 -o 构建到新的文件夹，从头办"
            ),
        ],
    )


@pytest.mark.parametrize(
    ("front", "said"),
    [
        (
            "路线: 县政府办法文\n",
            [
                "错误：稿.md:8:5 键“路线”：没有“县政府办法文”这条路线",
                "  → 是不是“县政府办发文”？有哪些路线，运行 gongwen route list",
            ],
        ),
        (
            "路线: 条例发文程序\n情形: [重要]\n",
            [
                "错误：稿.md:9:6 键“情形”：路线“条例发文程序”没有“重要”这种情形",
                "  → 是不是“重要文件”？可用：重要文件、上行文、联合行文、加盖印章；要走别的路线，写上“路线”",
            ],
        ),
    ],
)
def test_a_wrong_route_or_condition_is_refused_and_nothing_is_written(
    desk: Path, front: str, said: list[str]
) -> None:
    assert build(desk, front) == (2, said)
    assert names(desk) == ["稿.md"]


def own_office(desk: Path, signing: str = '路线目录 = "路线"\n路线 = "本办发文"\n') -> None:
    (desk / "office.toml").write_text(f'名称 = "{OFFICE}"\n[签批]\n{signing}', encoding="utf-8")
    (desk / "路线").mkdir()
    (desk / "路线" / "本办发文.toml").write_text(OWN, encoding="utf-8")


def test_a_route_of_the_office_itself_is_used(desk: Path) -> None:
    own_office(desk)
    assert build(desk)[1] == [
        "说明：审签路线：本办发文（office.toml 的 [签批] 定的：走这一条；也适用的有：县政府办发文）"
    ]
    assert recorded(desk)[0]["definition"]["source"] == "本办公文办理办法第五条"


def test_a_route_of_the_office_with_a_shipped_name_takes_its_place(desk: Path) -> None:
    own_office(desk, '路线目录 = "路线"\n')
    text = OWN.replace('名称 = "本办发文"', '名称 = "县政府办发文"').replace('情形 = ["重要"]\n优先', "优先")
    (desk / "路线" / "县政府办发文.toml").write_text(text, encoding="utf-8")
    build(desk)
    assert recorded(desk)[0]["definition"]["source"] == "本办公文办理办法第五条"


def test_a_mistake_in_a_route_of_the_office_is_told_with_file_and_line(desk: Path) -> None:
    own_office(desk)
    path = desk / "路线" / "本办发文.toml"
    path.write_text(OWN.replace('类别 = "印制"', '类别 = "印刷"'), encoding="utf-8")
    assert build(desk) == (
        2,
        [
            f"错误：{path}:61 键“类别”：没有“印刷”这个类别",
            (
                "  → 是不是“印制”？可用：拟稿、审核、合法性审核、会签、讨论通过、签发、"
                "复核、登记、印制、用印、核发、办理"
            ),
        ],
    )


def test_a_route_folder_that_is_not_there_is_told(desk: Path) -> None:
    (desk / "office.toml").write_text(f'名称 = "{OFFICE}"\n[签批]\n路线目录 = "流程"\n', encoding="utf-8")
    result = run("route", "list")
    assert (result.exit_code, result.stderr) == (
        2,
        f"错误：{desk / 'office.toml'}:3 键“路线目录”：没有“流程”这个文件夹\n  → 建一个，或删去“路线目录”\n",
    )


SHOWN = """\
县政府办便函
  依据    县政府办公室工作规则第三十五条；用印照第三十一条至第三十五条
  说明    介绍信、便函、证明，由主任或县政府领导审批。审批的是常务副县长、县长的，照第十五条先由主任审核。
  适用    文种 介绍信、便函、证明，发文机关 ……县人民政府、……县人民政府办公室
  情形    常务副县长签发：由常务副县长签发，先由主任审核（第十五条）
  情形    县长签发：由县长签发，先由主任审核（第十五条）
  分离    拟稿、审核、签发由不同的人办：提醒
  日期    成文日期取签发的那天

  ●  1 拟稿                          拟稿　秘书科或综合科或部门
  │
  ○  2 主任审核                      审核　主任
  │      有“常务副县长签发”“县长签发”之一才办
  │      常务副县长、县长审定的，先由主任审核（第十五条）
  │
  ●  3 主任或县政府领导审批（审批）  签发　主任或分管副县长或常务副县长或县长
  │      常务副县长签发：只能由常务副县长办
  │      县长签发：只能由县长办
  │      由常务副县长办的，先要办过 主任审核
  │      由县长办的，先要办过 主任审核
  │
  ○  4 用印                          用印　印章保管人
  │      有“加盖印章”才办
  │      介绍信专用章：印章保管人盖，由主任或分管副县长或常务副县长或县长批准
  │      县政府印章（政府发文的）：印章保管人盖，由县长或常务副县长批准
  │      县政府办公室印章（办公室发文的）：印章保管人盖，由主任或分管机关副主任批准
  │      照审批的意见盖章，登记（第三十四条）

● 总要办　○ 某种情形才办
"""


def test_a_route_is_drawn(desk: Path) -> None:
    result = run("route", "show", "县政府办便函")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == SHOWN


def test_with_conditions_only_what_is_wanted_is_drawn_with_who_holds_each_role(desk: Path) -> None:
    (desk / "office.toml").write_text(
        f'名称 = "{OFFICE}"\n[[人员]]\n姓名 = "沈砚舟"\n职务 = "县长"\n角色 = ["县长"]\n', encoding="utf-8"
    )
    result = run("route", "show", "县政府办便函", "--condition", "县长签发")
    assert result.exit_code == 0
    assert result.stdout.partition("的那天\n")[2] == (
        """\
  只画    县长签发时要办的

  ●  1 拟稿                          拟稿　秘书科或综合科或部门
  │      名册里没有人有这个角色
  │
  ●  2 主任审核                      审核　主任
  │      名册里没有人有这个角色
  │      常务副县长、县长审定的，先由主任审核（第十五条）
  │
  ●  3 主任或县政府领导审批（审批）  签发　县长
  │      现在是 沈砚舟
  │      由县长办的，先要办过 主任审核
"""
    )


def test_a_draft_is_drawn_with_its_own_conditions_and_countersigners(desk: Path) -> None:
    put(desk, "会签: [青溪县财政局]\n路线: 条例发文程序\n")
    lines = run("route", "show", "稿.md").stdout.splitlines()
    assert lines[:2] == [
        "稿.md：走“条例发文程序”：草稿里写的；也适用的有：县政府办发文",
        "条例发文程序",
    ]
    assert [line[4:].split()[1] for line in lines if line.startswith("  ●")] == [
        "拟稿", "会签", "审核", "签发", "复核", "登记", "印制", "用印", "核发",
    ]  # fmt: skip
    assert "  │      青溪县财政局，各家都要办" in lines
    put(desk, "用印: 不盖章\n路线: 条例发文程序\n")
    lines = run("route", "show", "稿.md").stdout.splitlines()
    assert [line[4:].split()[1] for line in lines if line.startswith("  ●")] == [
        "拟稿", "审核", "签发", "复核", "登记", "印制", "核发",
    ]  # fmt: skip


def test_json_tells_every_step_whether_it_is_wanted(desk: Path) -> None:
    put(desk)
    shown = json.loads(run("route", "show", "稿.md", "--format", "json").stdout)
    assert (shown["format"], shown["name"], shown["why"]) == (
        1,
        "县政府办发文",
        f"适用：文种是通知，发文机关是{OFFICE}",
    )
    assert (shown["conditions_given"], shown["organs"], shown["countersigners"]) == (
        ["加盖印章", "办公室发文"],
        [OFFICE],
        [],
    )
    assert {each["step_id"]: each["wanted"] for each in shown["definition"]["steps"]} == {
        "拟稿": True, "会签": False, "初审": True, "复核": True, "审核": True, "主任审核": False,
        "审签": True, "登记": True, "校对": True, "印制": True, "用印": True, "分送": True,
    }  # fmt: skip
    plain = json.loads(run("route", "show", "县政府办发文", "--format", "json").stdout)
    assert (plain["conditions_given"], plain["digest"]) == (None, shown["digest"])
    assert {each["wanted"] for each in plain["definition"]["steps"]} == {None}


def test_all_routes_are_listed(desk: Path) -> None:
    result = run("route", "list")
    lines = result.stdout.splitlines()
    assert (result.exit_code, len(lines)) == (0, 1 + 28 + 2)
    assert lines[-1] == "共 28 条；看一条：gongwen route show 名称"
    listed = json.loads(run("route", "list", "--format", "json").stdout)
    assert [each["name"] for each in listed["routes"]] == [line.split()[0] for line in lines[1:29]]


def test_the_choice_is_explained_without_building(desk: Path) -> None:
    put(desk, "会签: [青溪县财政局]\n")
    result = run("route", "choose", "稿.md")
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        [
            f"稿.md：走“县政府办发文”：适用：文种是通知，发文机关是{OFFICE}",
            "  情形：加盖印章、办公室发文",
            "  会签：青溪县财政局",
        ],
    )
    assert names(desk) == ["稿.md"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["县政府发文"],
            "错误：没有“县政府发文”这条路线\n  → 是不是“县政府办发文”？有哪些路线，运行 gongwen route list\n",
        ),
        (
            ["县政府办便函", "--condition", "县长签法"],
            (
                "错误：路线“县政府办便函”没有“县长签法”这种情形\n"
                "  → 是不是“县长签发”？可用：常务副县长签发、县长签发、上行文、联合行文、加盖印章、政府发文、"
                "办公室发文、党委发文\n"
            ),
        ),
        (["没有.md"], "错误：没有.md：找不到这个文件\n  → 检查文件名和路径\n"),
        (
            ["没有.toml"],
            "错误：没有.toml：找不到这个文件\n  → 检查文件名和路径\n",
        ),
    ],
)
def test_what_cannot_be_shown_is_told(desk: Path, arguments: list[str], message: str) -> None:
    result = run("route", "show", *arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", message)


def test_a_classified_draft_is_not_read(desk: Path) -> None:
    put(desk, "密级: 机密\n")
    for command in ("show", "choose"):
        result = run("route", command, "稿.md")
        assert (result.exit_code, "标有密级，不予处理" in result.stderr) == (2, True)


def test_route_files_are_checked(desk: Path) -> None:
    (desk / "本办发文.toml").write_text(OWN, encoding="utf-8")
    good = run("route", "check", "本办发文.toml")
    assert (good.exit_code, good.stdout) == (
        0, "本办发文.toml：本办发文，8 步，写得对\n查 1 份，都对\n",
    )  # fmt: skip
    (desk / "坏.toml").write_text('名称 = "坏"\n依据 = "甲"\n说名 = "乙"\n', encoding="utf-8")
    bad = run("route", "check", "本办发文.toml", "坏.toml")
    assert (bad.exit_code, bad.stdout.splitlines()) == (
        1,
        [
            "本办发文.toml：本办发文，8 步，写得对",
            "坏.toml:3 键“说名”：不认识的键“说名”",
            (
                "  → 是不是“说明”？可用的键：格式、名称、种类、依据、说明、职责分离、分开的职责、"
                "成文日期、适用、情形、步骤、印章"
            ),
            "查 2 份，1 份不对",
        ],
    )
    missing = run("route", "check", "没有.toml")
    assert (missing.exit_code, missing.stdout, missing.stderr) == (
        2, "", "错误：没有.toml：没有这个文件\n",
    )  # fmt: skip


def test_nothing_in_a_route_file_can_move_the_cursor(desk: Path) -> None:
    (desk / "坏\x1b[2J.toml").write_text('"\x7f" = 1\n"\\u001b[2J" = 2\n', encoding="utf-8")
    result = run("route", "check", "坏\x1b[2J.toml")
    assert (result.exit_code, "\x1b" in result.output, "\x7f" in result.output) == (1, False, False)
