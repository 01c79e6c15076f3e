"""单位资料 office.toml：读、找、查错；草稿没写的取作默认。"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.helpers import BODY, ROUTE, draft, parsed, run, told, without

from gongwen.agency import Agency, Organ, Person, find_agency, group_members, load_agency
from gongwen.errors import DraftError, UsageError, Where
from gongwen.office.defaults import with_agency

if TYPE_CHECKING:
    from pathlib import Path

FULL = """\
格式 = 1
名称 = "澜州市人民政府办公室"
简称 = "市政府办公室"
印发机关 = "秘书科"
版式 = "gbt9704"
模板目录 = "模板"
机关代字 = {通知 = "澜政办发", 其他 = "澜政办函"}

[主送]
下行 = ["各县（区）人民政府", "市政府各部门"]
省直 = "省林业局"

[抄送]
下行 = ["市委办公室"]

[[人员]]
姓名 = "沈砚舟"   # 市长
职务 = "市长"
角色 = ["签发"]

[[人员]]
姓名 = "陆听澜"
职务 = "科长"
机关 = "秘书科"
电话 = "0000-1234567"
角色 = ["联系人"]
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    path = tmp_path / "office.toml"
    path.write_text(FULL, encoding="utf-8")
    return path


def loaded(tmp_path: Path, text: str) -> Agency:
    path = tmp_path / "office.toml"
    path.write_text(text, encoding="utf-8")
    return load_agency(path)


def test_everything_is_read(office: Path) -> None:
    agency = load_agency(office)
    assert agency == Agency(
        name="澜州市人民政府办公室",
        folder=office.parent,
        digest=hashlib.sha256(FULL.encode()).hexdigest(),
        short="市政府办公室",
        distributor="秘书科",
        style="gbt9704",
        templates="模板",
        codes={"通知": "澜政办发", "其他": "澜政办函"},
        addressees={"下行": ("各县（区）人民政府", "市政府各部门"), "省直": ("省林业局",)},
        copied_to={"下行": ("市委办公室",)},
        people=(
            Person("沈砚舟", "市长", roles=("签发",)),
            Person("陆听澜", "科长", "秘书科", "0000-1234567", ("联系人",)),
        ),
    )
    assert (agency.code_for("通知"), agency.code_for("函")) == ("澜政办发", "澜政办函")
    assert (agency.group("主送", "会议通知", "下行"), agency.group("主送", "上行")) == (
        ("各县（区）人民政府", "市政府各部门"),
        (),
    )
    assert agency.template_folder == office.parent / "模板"


def test_one_code_serves_every_kind(tmp_path: Path) -> None:
    assert loaded(tmp_path, '名称 = "甲"\n机关代字 = "甲发"').code_for("函") == "甲发"
    assert loaded(tmp_path, '名称 = "甲"').code_for("函") == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "{path} 键“名称”：缺“名称”"),
        ('名称 = ""', "{path}:1 键“名称”：缺“名称”"),
        ('名称 = "甲"\n名衬 = "乙"', "{path}:2 键“名衬”：不认识的键“名衬”\n  → 是不是“名称”？"),
        ("名称 = 3", "{path}:1 键“名称”：“名称”的值不对\n  → 应为 文字"),
        ('格式 = 2\n名称 = "甲"', "{path}:1 键“格式”：单位资料的格式是 2，本程序只认得 1"),
        ("格式 = 0x" + "1" * 5000 + '\n名称 = "甲"', "{path}:1 键“格式”：单位资料的格式是 一个很大的数，"),
        ('格式 = true\n名称 = "甲"', "{path}:1 键“格式”：“格式”的值不对"),
        ('名称 = "甲\\u001b[2J"', "{path}:1 键“名称”：“名称”应当是一行文字"),
        ('名称 = "甲\\n乙"', "{path}:1 键“名称”：“名称”应当是一行文字"),
        ('名称 = "甲"\n[主送]\n下行 = [1]', "{path}:3 键“下行”：“下行”的值不对"),
        ('名称 = "甲"\n[主送]\n下行 = []', "{path}:3 键“下行”：“主送”的“下行”组里有空的机关"),
        ('名称 = "甲"\n主送 = "乙"', "{path}:2 键“主送”：“主送”的值不对\n  → 应为 键和值"),
        ('名称 = "甲"\n[[人员]]\n姓名 = "乙"', "{path}:2 键“职务”：人员缺“职务”"),
        (
            '名称 = "甲"\n[[人员]]\n姓名 = "乙"\n职务 = "丙"\n\n[[人员]]\n姓名 = "丁"\n性别 = "男"',
            "{path}:8 键“性别”：不认识的键“性别”",
        ),
        (
            '名称 = "甲"\n[[人员]]\n姓名 = "乙"\n职务 = "丙"\n[[人员]]\n姓名 = "乙"\n职务 = "丙"',
            "{path}:6 键“姓名”：“乙　丙”列了两次（前一次在第 2 行）",
        ),
        (
            '名称 = "甲"\n[[人员]]\n姓名 = "乙"\n职务 = "丙"\n角色 = "签发"',
            "{path}:5 键“角色”：“角色”的值不对",
        ),
        ("名称 = 甲", "{path}:1：配置读不了：不合 TOML 格式"),
    ],
)
def test_a_wrong_file_is_refused_with_line_and_key(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        loaded(tmp_path, text)
    assert str(caught.value).startswith(message.format(path=tmp_path / "office.toml"))


def test_two_people_of_one_name_are_said_to_be_two(tmp_path: Path) -> None:
    text = '名称 = "甲"\n[[人员]]\n姓名 = "乙"\n职务 = "丙"\n[[人员]]\n姓名 = "乙"\n职务 = "丁"'
    with pytest.raises(UsageError) as caught:
        loaded(tmp_path, text)
    assert (caught.value.what, caught.value.where) == (
        "“乙”列了两次（前一次在第 2 行）",
        Where(str(tmp_path / "office.toml"), 6, key="姓名"),
    )
    people = loaded(tmp_path, f"{text}\n同名 = true").people
    assert [person.post for person in people] == ["丙", "丁"]


TERMS = """\
名称 = "甲"
地名 = ["青溪县", "望川区"]

[[人员]]
姓名 = "乙"
职务 = ["丙", "丁"]
机关 = "戊"
起 = 2024-01-31
止 = "2024-12-31"

[[人员]]
姓名 = "乙"
职务 = "己"
机关 = "戊"
起 = 2025-01-01

[[人员]]
姓名 = "乙"
职务 = "庚"
机关 = "戊"
同名 = true

[[机关]]
全称 = "戊"
简称 = "辛"
起 = 2019-01-01
曾用名 = ["壬"]

[[机关]]
全称 = "癸"
简称 = ["子", "丑"]
止 = 2023-01-01
"""


def test_posts_terms_organs_and_places_are_read(tmp_path: Path) -> None:
    agency = loaded(tmp_path, TERMS)
    assert agency.people == (
        Person("乙", "丙、丁", "戊", since=date(2024, 1, 31), until=date(2024, 12, 31)),
        Person("乙", "己", "戊", since=date(2025, 1, 1)),
        Person("乙", "庚", "戊"),
    )
    assert agency.organs == (
        Organ("戊", ("辛",), ("壬",), since=date(2019, 1, 1)),
        Organ("癸", ("子", "丑"), until=date(2023, 1, 1)),
    )
    assert agency.places == ("青溪县", "望川区")


@pytest.mark.parametrize(
    ("day", "holds"),
    [(None, False), (date(2024, 1, 30), False), (date(2024, 12, 31), True), (date(2025, 1, 1), False)],
)
def test_a_person_holds_the_post_within_the_term(tmp_path: Path, day: date | None, holds: bool) -> None:
    assert loaded(tmp_path, TERMS).people[0].holds_on(day) is holds


PERSON = '名称 = "甲"\n[[人员]]\n姓名 = "乙"\n职务 = "丙"\n机关 = "丁"\n'
ORGAN = '名称 = "甲"\n[[机关]]\n全称 = "乙"\n简称 = "丙"\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            PERSON + "起 = 2024-02-01\n止 = 2024-01-01",
            "{path}:7 键“止”：“止”（2024-01-01）早于“起”（2024-02-01）",
        ),
        (PERSON + '起 = "二月"', "{path}:6 键“起”：“起”不是日期\n  → 写成 2026-01-31 这样"),
        (PERSON + "起 = 2024-02-01T08:00:00", "{path}:6 键“起”：“起”不是日期"),
        (
            PERSON + '[[人员]]\n姓名 = "乙"\n职务 = "戊"\n机关 = "丁"',
            "{path}:7 键“姓名”：“乙”在“丁”列了两次（前一次在第 2 行）",
        ),
        ('名称 = "甲"\n[[人员]]\n职务 = "丙"', "{path}:2 键“姓名”：人员缺“姓名”"),
        ('名称 = "甲"\n[[人员]]\n姓名 = "乙"\n职务 = []', "{path}:4 键“职务”：人员缺“职务”"),
        (ORGAN + '[[机关]]\n全称 = "乙"', "{path}:6 键“全称”：“乙”列了两次（前一次在第 2 行）"),
        (ORGAN + '[[机关]]\n全称 = "丁"\n简称 = "丙"', "{path}:7 键“简称”：“丙”列了两次（前一次在第 2 行）"),
        (ORGAN + '曾用名 = "乙"', "{path}:5 键“曾用名”：“乙”又是全称又是曾用名"),
        (ORGAN + "起 = 2024-02-01\n止 = 2024-01-01", "{path}:6 键“止”：“止”（2024-01-01）早于"),
        ('名称 = "甲"\n[[机关]]\n简称 = "丙"', "{path}:2 键“全称”：机关缺“全称”"),
        ('名称 = "甲"\n地名 = [1]', "{path}:2 键“地名”：“地名”的值不对"),
    ],
)
def test_a_wrong_roster_is_refused_with_line_and_key(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        loaded(tmp_path, text)
    assert str(caught.value).startswith(message.format(path=tmp_path / "office.toml"))


def test_it_is_found_in_the_folder_or_above(office: Path) -> None:
    below = office.parent / "2026" / "通知"
    below.mkdir(parents=True)
    found = find_agency(below)
    assert found is not None
    assert found.path == office


def test_it_is_not_taken_from_a_folder_that_anyone_may_write_to(office: Path) -> None:
    below = office.parent / "我的"
    below.mkdir()
    office.parent.chmod(0o1777)
    assert find_agency(below) is None
    assert find_agency(office.parent) is not None


def test_the_nearest_comes_first(office: Path) -> None:
    near = office.parent / "科"
    near.mkdir()
    (near / "office.toml").write_text('名称 = "综合科"', encoding="utf-8")
    assert getattr(find_agency(near), "name", None) == "综合科"


def test_what_the_draft_does_not_say_comes_from_the_office(office: Path) -> None:
    document = with_agency(parsed(draft(without("发文机关"))), load_agency(office))
    elements = document.elements
    assert elements is not None
    assert (elements.issuing_organs.values(), elements.distributor.value) == (
        ("澜州市人民政府办公室",),
        "秘书科",
    )
    assert [str(notice) for notice in document.notices] == [
        "稿.md：没有写“发文机关”，用 office.toml 的",
        "稿.md：没有写“印发机关”，用 office.toml 的",
    ]


@pytest.mark.parametrize(
    ("organ", "served"),
    [
        ("澜州市人民政府办公室", True),
        ("市政府办公室", True),
        ("澜州市人民政府", True),
        ("澜州市水利局", False),
    ],
)
def test_the_distributor_is_put_only_on_papers_the_office_handles(
    office: Path, organ: str, served: bool
) -> None:
    document = with_agency(parsed(draft(without("发文机关") + f"发文机关: {organ}\n")), load_agency(office))
    assert document.elements is not None
    assert (document.elements.distributor is not None) == served


def test_what_the_draft_says_stands_and_a_letter_has_no_distributor(office: Path) -> None:
    document = parsed(draft(without("文种") + "文种: 函\n格式: 信函\n"))
    assert with_agency(document, load_agency(office)) is document
    assert with_agency(document, None) is document


def test_a_named_group_is_written_out(office: Path) -> None:
    front = without("主送机关") + '主送机关: ["@下行", 市直属各单位]\n抄送机关: "@下行"\n'
    elements = with_agency(parsed(draft(front)), load_agency(office)).elements
    assert elements is not None
    assert elements.addressees is not None
    assert elements.copied_to is not None
    assert elements.addressees.values() == ("各县（区）人民政府", "市政府各部门", "市直属各单位")
    assert elements.copied_to.values() == ("市委办公室",)


@pytest.mark.parametrize(
    ("agency", "next_step"),
    [(True, "是不是“下行”？可用的组：下行、省直"), (False, "在 office.toml 的 [主送] 里写上")],
)
def test_an_unknown_group_is_refused(office: Path, agency: bool, next_step: str) -> None:
    document = parsed(draft(without("主送机关") + '主送机关: "@下形"\n'))
    with pytest.raises(DraftError) as caught:
        with_agency(document, load_agency(office) if agency else None)
    assert str(caught.value) == f"稿.md:7:8 键“主送机关”：“主送”里没有“下形”这一组\n  → {next_step}"


def test_a_group_may_be_asked_for_by_name(office: Path) -> None:
    assert group_members(load_agency(office), "主送", "@ 省直") == ("省林业局",)


def test_build_and_proof_take_the_office_of_the_folder(desk: Path) -> None:
    (desk / "office.toml").write_text('名称 = "澜州市水利局"\n印发机关 = "办公室"\n', encoding="utf-8")
    (desk / "稿.md").write_text(draft(without("发文机关") + "印发日期: 2026年5月9日\n"), encoding="utf-8")
    built = run("build", "稿.md")
    notices = [
        "说明：稿.md：没有写“发文机关”，用 office.toml 的",
        "说明：稿.md：没有写“印发机关”，用 office.toml 的",
    ]
    assert (built.exit_code, told(built)) == (0, [*notices, ROUTE])
    manifest = (desk / "build" / "稿" / "稿.manifest.jsonl").read_bytes()
    import base64
    import json

    payload = json.loads(base64.b64decode(json.loads(manifest)["payload"]))
    digest = hashlib.sha256((desk / "office.toml").read_bytes()).hexdigest()
    assert digest in json.dumps(payload)
    proofed = run("proof", "稿.md")
    assert (proofed.exit_code, told(proofed)) == (0, notices)


def test_the_office_may_choose_the_layout(desk: Path) -> None:
    (desk / "office.toml").write_text('名称 = "甲"\n版式 = "没有"\n', encoding="utf-8")
    (desk / "稿.md").write_text(draft(body=BODY), encoding="utf-8")
    done = run("build", "稿.md")
    assert done.exit_code == 2
    assert done.stderr.startswith("错误：")
    assert "没有" in done.stderr
    assert run("build", "稿.md", "--style", "gbt9704").exit_code == 0


@pytest.mark.parametrize(
    ("organ", "served"),
    [("澜州市", False), ("澜州市人民", False), ("澜州市人民政府", True), ("市政府", True), ("", False)],
)
def test_only_the_government_of_the_office_is_served(office: Path, organ: str, served: bool) -> None:
    assert load_agency(office).serves(organ) is served


def test_a_joint_paper_is_handled_by_the_leading_organ(office: Path) -> None:
    front = without("发文机关") + "发文机关: [澜州市林业局, 澜州市人民政府办公室]\n"
    document = with_agency(parsed(draft(front)), load_agency(office))
    assert document.elements is not None
    assert document.elements.distributor is None


def test_nothing_is_added_to_a_pasted_text(office: Path) -> None:
    text = "澜州市人民政府办公室\n关于值班的通知\n各科室：\n请值班。\n澜州市人民政府办公室\n2026年5月8日\n"
    document = parsed(text, name="贴.txt")
    assert document.recognized
    assert with_agency(document, load_agency(office)) is document


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("名称 = “甲”", "引号要用英文的 \"，不用“”；"),
        ("名称 ＝ \"甲\"", "等号要用半角的 =；"),
        ('名称 = "甲"\n[主送]\n下行 = ["乙"，"丙"]', "列表里用半角逗号隔开；"),
        ("名称 = 甲", "文字要加英文引号；"),
        ('名称 = "甲"\n名称 = "乙"', "“名称”写了两次，留下一处；"),
        ("= =", ""),
        ("n = " + "9" * 5000, ""),
    ],
    ids=["quotes", "equals", "comma", "bare", "twice", "other", "huge"],
)  # fmt: skip
def test_the_common_mistakes_of_toml_are_named(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        loaded(tmp_path, text)
    assert caught.value.what == "配置读不了：不合 TOML 格式"
    assert caught.value.next_step == f"{told}每行写“键 = 值”，文字加英文引号，开关写 true 或 false"


def test_a_hundred_thousand_letters_are_read_in_their_own_time(tmp_path: Path) -> None:
    import time

    def taken(count: int) -> float:
        begin = time.perf_counter()
        with pytest.raises(UsageError):
            loaded(tmp_path, "a" * count)
        return time.perf_counter() - begin

    taken(1000)
    assert taken(100_000) < 200 * max(taken(10_000), 0.0005)
