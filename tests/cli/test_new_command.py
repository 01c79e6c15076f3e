"""gongwen new、gongwen init：起草，提问，单位自己的模板，出错时什么也不写。"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from tests.helpers import names, run, tree

from gongwen.cli import commands

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

OWN = """\
---
说明: 本单位的值班通知
别名: [值班]
字段:
  发文机关: 本机关
  事由: {提示: 办什么, 默认: 值班}
  等级: {提示: 急不急, 可选: [特急, 加急], 可空: 是}
  联系人: {提示: 谁, 可空: 是}
---
---
文种: 通知
发文机关: {{ 发文机关 }}
{% if 等级 %}
紧急程度: {{ 等级 }}
{% endif %}
标题: {{ 发文机关 }}关于{{ 事由 }}的通知
---
请做好{{ 事由 }}工作。{% if 联系人 %}联系人：{{ 联系人 }}。{% endif %}

"""
OFFICE = (
    '名称 = "澜州市水利局"\n模板目录 = "模板"\n[[人员]]\n姓名 = "陆听澜"\n职务 = "科长"\n角色 = ["联系人"]\n'
)


def asked(text: str, *arguments: str) -> Result:
    return CliRunner().invoke(commands, [*arguments], input=text, catch_exceptions=False)


@pytest.fixture
def own(desk: Path) -> Path:
    (desk / "模板").mkdir()
    (desk / "模板" / "值班通知.md").write_text(OWN, encoding="utf-8")
    (desk / "office.toml").write_text(OFFICE, encoding="utf-8")
    return desk


def test_a_draft_is_written_with_what_is_known_and_places_to_fill(own: Path) -> None:
    (own / "office.toml").unlink()
    (own / "office.toml").write_text('名称 = "甲"\n模板目录 = "模板"\n', encoding="utf-8")
    done = run("new", "值班通知", "--set", "事由=【待填：什么事】", "-o", "稿.md")
    assert (done.exit_code, done.stdout, done.stderr) == (
        0,
        (
            "写出 稿.md\n还要填 2 处：\n  稿.md:4 【待填：什么事】\n  稿.md:6 【待填：什么事】\n"
            "填好之后：gongwen build 稿.md\n"
        ),
        "",
    )
    assert (own / "稿.md").read_text(encoding="utf-8") == (
        "---\n文种: 通知\n发文机关: 甲\n标题: 甲关于【待填：什么事】的通知\n---\n"
        "请做好【待填：什么事】工作。\n\n"
    )


def test_the_office_fills_in_what_it_knows(own: Path) -> None:
    assert run("new", "值班").exit_code == 0
    assert (own / "值班通知.md").read_text(encoding="utf-8").endswith("请做好值班工作。联系人：陆听澜。\n\n")


def test_a_shipped_template_comes_second(own: Path) -> None:
    (own / "模板" / "请示.md").write_text(OWN.replace("别名: [值班]\n", ""), encoding="utf-8")
    assert run("new", "请示").exit_code == 0
    assert "值班" in (own / "请示.md").read_text(encoding="utf-8")


def test_every_field_is_asked_for_and_shown_with_what_is_known(own: Path) -> None:
    done = asked("\n防汛\n缓办\n加急\n-\n", "new", "值班", "--ask", "-o", "稿.md")
    assert (done.exit_code, done.stderr.splitlines()) == (
        0,
        [
            "发文机关（本机关） [澜州市水利局]: ",
            "事由（办什么） [值班]: 防汛",
            "等级（急不急，可选：特急、加急）: 缓办",
            "  要写特急、加急之一",
            "等级（急不急，可选：特急、加急）: 加急",
            "联系人（谁） [陆听澜]: -",
        ],
    )
    assert (own / "稿.md").read_text(encoding="utf-8") == (
        "---\n文种: 通知\n发文机关: 澜州市水利局\n紧急程度: 加急\n标题: 澜州市水利局关于防汛的通知\n---\n"
        "请做好防汛工作。\n\n"
    )


def test_what_was_set_is_not_asked_for(own: Path) -> None:
    done = asked("\n\n\n", "new", "值班", "--ask", "--set", "事由=防汛")
    assert (done.exit_code, "事由" in done.stderr) == (0, False)


def test_an_end_of_input_writes_nothing(own: Path) -> None:
    before = tree(own)
    from gongwen.cli import run as run_process

    done = CliRunner().invoke(commands, ["new", "值班", "--ask"], input="甲\n")
    assert (done.exit_code, tree(own)) == (1, before)
    assert callable(run_process)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("new",), "错误：没有写模板的名字\n  → 如 gongwen new 请示；全部模板见 gongwen new --list\n"),
        (("new", "直班"), "错误：没有“直班”的模板\n  → 是不是“值班”？全部模板见 gongwen new --list\n"),
        (
            ("new", "值班", "--set", "事油=x"),
            (
                "错误：键“事油”：模板“值班通知”没有字段“事油”\n"
                "  → 是不是“事由”？可用的字段：发文机关、事由、等级、联系人\n"
            ),
        ),
        (("new", "值班", "--set", "事由=x", "--set", "事由=y"), "错误：--set “事由”写了两次\n  → 留下一个\n"),
        (
            ("new", "值班", "--set", "事由"),
            "错误：--set “事由”不是“键=值”\n  → 如 --set 事由=做好汛期值班工作\n",
        ),
        (("new", "值班", "--set", "等级=缓"), "错误：键“等级”：“等级”不能是“缓”\n  → 可用：特急、加急\n"),
        (
            ("new", "值班", "-o", "稿.docx"),
            "错误：稿.docx：草稿的文件名要以 .md 或 .txt 结尾\n  → 如 -o 通知.md\n",
        ),
        (
            ("new", "值班", "-o", "没有/稿.md"),
            "错误：没有/稿.md：写不出去：没有这个文件夹\n  → 检查文件夹、磁盘空间和权限\n",
        ),
        (
            ("new", "值班", "-o", "office.md"),
            "错误：office.md：已有这个文件，不覆盖\n  → 换一个文件名，或先把它移走\n",
        ),
    ],
)
def test_a_wrong_command_says_why_and_writes_nothing(
    own: Path, arguments: tuple[str, ...], message: str
) -> None:
    (own / "office.md").write_text("我的", encoding="utf-8")
    before = tree(own)
    done = run(*arguments)
    assert (done.exit_code, done.stderr, tree(own)) == (2, message, before)


@pytest.mark.parametrize(
    ("template", "message"),
    [
        (OWN.replace("{{ 事由 }}工作", "{{ 事由 工作"), "模板/值班通知.md:18：模板写法不对"),
        (OWN.replace("{{ 事由 }}工作", "{{ 亊由 }}"), "模板/值班通知.md:18：没有变量“亊由”"),
        (OWN.replace("{{ 事由 }}工作", "{% include 'x' %}"), "模板/值班通知.md:18：模板里不能用 include"),
        (
            OWN.replace("文种: 通知", "文种: 通之"),
            "模板/值班通知.md：模板“值班通知”写出的草稿读不了：“文种”不能",
        ),
    ],
)
def test_a_wrong_template_says_where_and_writes_nothing(own: Path, template: str, message: str) -> None:
    path = own / "模板" / "值班通知.md"
    path.write_text(template, encoding="utf-8")
    before = tree(own)
    done = run("new", "值班通知")
    assert (done.exit_code, tree(own)) == (2, before)
    assert done.stderr.startswith(f"错误：{own}/{message}")


def test_two_files_are_written_both_or_neither(own: Path) -> None:
    text = OWN + "=== {{ 文件名 }}-办法.md ===\n{{ 事由 }}办法\n"
    (own / "模板" / "值班通知.md").write_text(text, encoding="utf-8")
    (own / "稿-办法.md").write_text("我的", encoding="utf-8")
    before = tree(own)
    assert run("new", "值班", "-o", "稿.md").exit_code == 2
    assert tree(own) == before
    (own / "稿-办法.md").unlink()
    assert run("new", "值班", "-o", "稿.md").exit_code == 0
    assert (own / "稿-办法.md").read_text(encoding="utf-8") == "值班办法\n"


def test_templates_and_fields_are_listed(own: Path) -> None:
    listed = run("new", "--list").stdout.splitlines()
    assert "  值班通知（也叫值班）：本单位的值班通知" in listed
    assert run("new", "值班", "--list").stdout == (
        "值班通知：本单位的值班通知\n  发文机关：本机关\n  事由：办什么（默认：值班）\n"
        "  等级：急不急（可选：特急、加急；可空）\n  联系人：谁（可空）\n"
    )


def test_a_file_that_is_no_template_does_not_stop_the_others(own: Path) -> None:
    (own / "模板" / "README.md").write_text("# 我们的模板\n", encoding="utf-8")
    listed = run("new", "--list")
    assert (listed.exit_code, listed.stderr) == (
        0,
        f"说明：{own}/模板/README.md 不是模板，略过：模板开头没有说明部分\n",
    )
    assert run("new", "值班").exit_code == 0
    assert run("new", "README").stderr.startswith(f"错误：{own}/模板/README.md：模板开头没有说明部分")


def test_a_missing_template_folder_is_told(desk: Path) -> None:
    (desk / "office.toml").write_text(OFFICE, encoding="utf-8")
    done = run("new", "请示")
    assert (
        done.stderr
        == f"错误：{desk}/模板：没有这个模板文件夹\n  → 建好文件夹，或改 office.toml 的“模板目录”\n"
    )


ANSWERS = """\
澜州市水利局
市水利局
澜水
办公室
澜州市人民政府
各县水利局，各科室

沈砚舟 局长 签发，陆听澜 科长 0000-1234567
"""
WRITTEN = """\
# 单位资料：gongwen new、gongwen build 取作默认。文字加英文引号；# 之后是说明。
格式 = 1
名称 = "澜州市水利局"
简称 = "市水利局"
印发机关 = "办公室"
# 各文种的代字不同时，写成 机关代字 = {通知 = "…", 函 = "…", 其他 = "…"}
机关代字 = "澜水"

# 主送、抄送的组。组名是模板名、文种或行文方向（上行、下行、平行）的，起草时自动填；
# 别的组在草稿里写 "@组名"。
[主送]
上行 = ["澜州市人民政府"]
下行 = ["各县水利局", "各科室"]

[抄送]

# 人员。角色“签发”的填签发人，“联系人”的填附注。

[[人员]]
姓名 = "沈砚舟"
职务 = "局长"
角色 = ["签发"]

[[人员]]
姓名 = "陆听澜"
职务 = "科长"
电话 = "0000-1234567"
"""


def test_the_office_file_is_written_by_asking(desk: Path) -> None:
    done = asked(ANSWERS, "init")
    assert (done.exit_code, (desk / "office.toml").read_text(encoding="utf-8")) == (0, WRITTEN)
    assert done.stdout == (
        "写出 office.toml：澜州市水利局，人员 2 名\n"
        "  主送（上行）：澜州市人民政府\n  主送（下行）：各县水利局，各科室\n"
        "  沈砚舟　局长　签发\n  陆听澜　科长　0000-1234567\n"
        "可以用文本编辑器接着改；起草：gongwen new 通知\n"
    )
    assert run("new", "请示").exit_code == 0
    assert "签发人: 沈砚舟" in (desk / "请示.md").read_text(encoding="utf-8")


def test_what_the_office_knows_is_not_put_on_the_paper_of_another(own: Path) -> None:
    assert run("new", "值班", "--set", "发文机关=南屏县水利局").exit_code == 0
    assert (own / "值班通知.md").read_text(encoding="utf-8").endswith("请做好值班工作。\n\n")


@pytest.mark.parametrize(
    ("office", "kind", "organ"),
    [
        ("澜州市人民政府办公室", "命令", "【待填：政府的全称】"),
        ("澜州市人民政府", "命令", "澜州市人民政府"),
        ("澜州市人民政府办公室", "通知", "澜州市人民政府办公室"),
    ],
)
def test_an_office_does_not_give_orders_in_its_own_name(
    desk: Path, office: str, kind: str, organ: str
) -> None:
    assert run("init", "--no-ask", "--set", f"名称={office}").exit_code == 0
    assert run("new", kind, "-o", "稿.md").exit_code == 0
    lines = (desk / "稿.md").read_text(encoding="utf-8").splitlines()
    assert f"发文机关: {organ}" in lines


def test_a_group_by_direction_is_not_used_where_one_organ_answers_another(desk: Path) -> None:
    assert run("init", "--no-ask", "--set", "名称=甲", "--set", "下级机关=乙，丙").exit_code == 0
    assert run("new", "通知").exit_code == run("new", "批复").exit_code == 0
    assert "主送机关: 乙，丙\n" in (desk / "通知.md").read_text(encoding="utf-8")
    assert "乙，丙" not in (desk / "批复.md").read_text(encoding="utf-8")


def test_answers_may_be_given_on_the_command_line_and_are_kept_apart_from_the_syntax(desk: Path) -> None:
    assert run("init", "--no-ask", "--set", '名称=甲"乙\\丙', "--set", "下级机关=@各科").exit_code == 0
    from gongwen.agency import load_agency

    agency = load_agency(desk / "office.toml")
    assert (agency.name, agency.group("主送", "下行")) == ('甲"乙\\丙', ("@各科",))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--set", "名衬=甲"), "错误：没有“名衬”这一项\n  → 是不是“名称”？"),
        ((), "错误：没有写“名称”（本机关的全称）"),
        (("--set", "名称=甲", "--set", "人员=沈砚舟"), "错误：人员“沈砚舟”没有写职务"),
        (
            ("--set", "名称=甲", "--set", "人员=乙 丙，乙 丙"),
            "错误：office.toml:22 键“姓名”：“乙　丙”列了两次",
        ),
    ],
)
def test_a_wrong_answer_writes_nothing(desk: Path, arguments: tuple[str, ...], message: str) -> None:
    done = run("init", "--no-ask", *arguments)
    assert (done.exit_code, names(desk)) == (2, [])
    assert done.stderr.startswith(message)


def test_an_office_file_is_never_overwritten(desk: Path) -> None:
    (desk / "office.toml").write_text("我的", encoding="utf-8")
    done = run("init", "--no-ask", "--set", "名称=甲")
    assert done.stderr == "错误：office.toml：已有这个文件，不覆盖\n  → 换一个文件名，或先把它移走\n"
    assert (desk / "office.toml").read_text(encoding="utf-8") == "我的"


def test_brackets_and_enumeration_commas_do_not_cut_an_organ(desk: Path) -> None:
    from gongwen.agency import load_agency

    groups = "下级机关=各县（市、区）人民政府，市政府各部门；各直属机构"
    people = "人员=周启明 科长、二级主任科员 联系人人员"
    assert run("init", "--no-ask", "--set", "名称=甲", "--set", groups, "--set", people).exit_code == 0
    agency = load_agency(desk / "office.toml")
    assert agency.group("主送", "下行") == ("各县（市、区）人民政府", "市政府各部门", "各直属机构")
    assert [(person.name, person.post) for person in agency.people] == [("周启明", "科长、二级主任科员")]


@pytest.mark.parametrize("arguments", [("new", "值班", "--ask"), ("init",)])
def test_an_existing_file_is_told_before_the_questions(own: Path, arguments: tuple[str, ...]) -> None:
    (own / "值班通知.md").write_text("我的", encoding="utf-8")
    done = asked("甲\n乙\n", *arguments)
    assert done.exit_code == 2
    assert "已有这个文件，不覆盖" in done.stderr
    assert "（" not in done.stderr.partition("错误")[0]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("new", "值班", "--list", "--set", "事由=x"), "错误：--list 只列出，不和 --set、--ask、-o 一起"),
        (
            ("new", "--from", "office.toml", "--ask"),
            "错误：--from 单独用，不和模板名、--set、--ask、--list 一起",
        ),
        (("init", "--no-ask", "--set", "名称=\x1b[2J"), "错误：office.toml：已有这个文件，不覆盖"),
    ],
)
def test_options_that_do_not_go_together_are_refused(
    own: Path, arguments: tuple[str, ...], message: str
) -> None:
    done = run(*arguments)
    assert (done.exit_code, done.stderr.splitlines()[0]) == (2, message)


def test_control_characters_never_reach_the_office_file(desk: Path) -> None:
    done = run("init", "--no-ask", "--set", "名称=甲\x1b[2J")
    assert (done.exit_code, names(desk)) == (2, [])
    assert done.stderr.startswith("错误：“名称”里有控制字符或坏字节")


def test_a_role_is_known_with_or_without_ren(desk: Path) -> None:
    text = '名称 = "甲"\n[[人员]]\n姓名 = "沈砚舟"\n职务 = "市长"\n角色 = ["签发人"]\n'
    (desk / "office.toml").write_text(text, encoding="utf-8")
    assert run("new", "请示").exit_code == 0
    assert "签发人: 沈砚舟\n" in (desk / "请示.md").read_text(encoding="utf-8")


def test_a_layout_or_folder_that_is_not_there_is_blamed_on_the_office_file(desk: Path) -> None:
    long = "长" * 200
    (desk / "office.toml").write_text(f'名称 = "甲"\n模板目录 = "{long}"\n', encoding="utf-8")
    done = run("new", "请示")
    assert done.exit_code == 2
    assert done.stderr == (
        f"错误：{desk}/{long}：模板文件夹打不开：文件名太长\n  → 检查 office.toml 的“模板目录”\n"
    )
    (desk / "office.toml").write_text('名称 = "甲"\n版式 = "没有"\n', encoding="utf-8")
    (desk / "稿.md").write_text("---\n文种: 通知\n标题: 题\n---\n正文。\n", encoding="utf-8")
    assert run("build", "稿.md").stderr.startswith(f"错误：{desk}/office.toml 键“版式”：")


def test_a_value_that_breaks_a_table_is_looked_at_before_the_template(own: Path) -> None:
    path = own / "模板" / "值班通知.md"
    path.write_text(OWN + "| 事由 | 数 |\n|---|---|\n| {{ 事由 }} | 1 |\n", encoding="utf-8")
    before = tree(own)
    done = run("new", "值班", "--set", "事由=甲 | 乙 | 丙")
    assert (done.exit_code, tree(own)) == (2, before)
    assert done.stderr.splitlines()[-1] == "  → 先看填进去的值，如表格的竖线；值没有错就改模板"
