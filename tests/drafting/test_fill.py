"""模板填上值：空位、引号、独占一行的标记、附带的文件。"""

from __future__ import annotations

from datetime import date

import pytest

from gongwen.drafting.fill import Filled, fill
from gongwen.drafting.template import Field, read_template
from gongwen.errors import DraftError, GongwenError, TemplateError, UsageError
from gongwen.sources.draft import parse_draft
from gongwen.spans import SourceText

HEAD = """\
---
说明: 试
字段:
  机关: 本机关的全称
  事由: 办什么，如“值班”
  电话: {提示: 号码, 可空: 是}
---
"""
BODY = "---\n文种: 通知\n发文机关: {{ 机关 }}\n标题: {{ 机关 }}关于{{ 事由 }}的通知\n---\n请办。\n"


def filled(body: str = BODY, head: str = HEAD, **values: str) -> Filled:
    template = read_template(SourceText("模板/试.md", head + body), "试")
    return fill(template, values, stem="稿", today=date(2026, 11, 21))


def test_a_template_is_read_whole() -> None:
    head = (
        "---\n说明: 试写\n分类: 会议\n别名: [甲, 乙]\n字段:\n"
        "  机关: 全称\n  类: {提示: 哪一类，如“一”, 默认: 一, 可选: [一, 二]}\n---\n"
    )
    template = read_template(SourceText("模板/试.md", head + "正文{{ 类 }}\n"), "试")
    assert (template.name, template.summary, template.group, template.aliases) == (
        "试",
        "试写",
        "会议",
        ("甲", "乙"),
    )
    assert template.fields == (
        Field("机关", "全称"),
        Field("类", "哪一类，如“一”", "一", ("一", "二")),
    )  # fmt: skip
    assert (template.body, template.first_line, template.fields[1].asked) == ("正文{{ 类 }}\n", 9, "哪一类")


def test_what_is_not_given_becomes_a_place_to_fill() -> None:
    made = filled(机关="甲局")
    assert made.text == "---\n文种: 通知\n发文机关: 甲局\n标题: 甲局关于【待填：办什么】的通知\n---\n请办。\n"
    assert [field.name for field in made.unfilled] == ["事由"]


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("甲局", "发文机关: 甲局"),
        ("甲: 乙", '发文机关: "甲: 乙"'),
        ("甲 #乙", '发文机关: "甲 #乙"'),
        ("[甲]", '发文机关: "[甲]"'),
        ("@组", '发文机关: "@组"'),
        ("甲\n乙", '发文机关: "甲\\n乙"'),
        ('"甲', '发文机关: "\\"甲"'),
        ("---", "发文机关: ---"),
        ("&a 甲", '发文机关: "&a 甲"'),
        ("000123", "发文机关: 000123"),
    ],
)
def test_a_value_in_the_elements_reads_back_as_it_was_given(value: str, line: str) -> None:
    made = filled(机关=value, 事由="值班")
    assert made.text.splitlines()[2] == line
    organs = parse_draft(SourceText("稿.md", made.text), None).elements.issuing_organs  # type: ignore[union-attr]
    assert organs is not None
    assert organs.values() == (value,)


@pytest.mark.parametrize(
    ("line", "value", "wanted"),
    [
        ("签名章: {职务: 市长, 姓名: {{ 机关 }}}", "甲, 乙", '签名章: {职务: 市长, 姓名: "甲, 乙"}'),
        ("主送机关: [{{ 机关 }}, 丙]", "甲]", '主送机关: ["甲]", 丙]'),
        ("  - {{ 机关 }}", "甲: 乙", '  - "甲: 乙"'),
        ("发文字号:  # 如 {{ 机关 }}〔{{ 今年 }}〕1号", "甲\n乙", "发文字号:  # 如 甲 乙〔2026〕1号"),
        ("# {{ 今天 }}", "", "# 2026年11月21日"),
        ("附注: {{ 文件名 }}{% if 电话 %}，{{ 电话 }}{% endif %}", "甲", "附注: 稿"),
    ],
)
def test_values_in_lists_mappings_and_comments(line: str, value: str, wanted: str) -> None:
    made = filled(f"---\n文种: 通知\n{line}\n标题: 题\n---\n正文。\n", 机关=value, 事由="事")
    assert made.text.splitlines()[2] == wanted


def test_a_tag_on_a_line_of_its_own_leaves_no_empty_line() -> None:
    body = (
        "---\n文种: 通知\n  {% if 电话 %}\n附注: {{ 电话 }}\n{% endif %}\n标题: 题\n---\n"
        "一{% if 电话 %}二{% endif %}\n三\n"
    )
    assert filled(body).text == "---\n文种: 通知\n标题: 题\n---\n一\n三\n"
    assert filled(body, 电话="1").text == "---\n文种: 通知\n附注: 1\n标题: 题\n---\n一二\n三\n"


def test_a_value_of_two_lines_stays_inside_its_block() -> None:
    body = "---\n文种: 通知\n标题: |-\n  {{ 机关 }}\n  （{{ 事由 }}）\n---\n{{ 机关 }}\n"
    assert filled(body, 机关="市长\n沈砚舟", 事由="事").text == (
        "---\n文种: 通知\n标题: |-\n  市长\n  沈砚舟\n  （事）\n---\n市长\n沈砚舟\n"
    )


def test_other_files_are_cut_off_at_their_marks() -> None:
    made = filled(
        BODY + "=== {{ 文件名 }}-办法.md ===\n{{ 机关 }}办法\n第一条 略。\n", 机关="甲局", 事由="事"
    )
    assert made.parts == (("稿-办法.md", "甲局办法\n第一条 略。\n"),)
    assert made.text.endswith("---\n请办。\n")


@pytest.mark.parametrize(
    "name", ["../逃.md", "a/b.md", "a\\b.md", ".隐.md", "{{ 机关 }}/x.md", "长" * 80 + ".md"]
)
def test_a_part_must_stay_beside_the_draft(name: str) -> None:
    with pytest.raises(TemplateError, match="模板要写的文件名不能用"):
        filled(BODY + f"=== {name} ===\n文\n", 机关="甲", 事由="事")


def test_a_value_cannot_smuggle_in_another_file() -> None:
    """值在渲染之后才切分文件，值里的标记不能算数。"""
    made = filled(机关="甲", 事由="事", 电话="1\n=== x.md ===\n坏")
    assert made.parts == ()
    with_phone = filled(
        "---\n文种: 通知\n标题: 题\n---\n{{ 电话 }}\n", 电话="1\n=== x.md ===\n坏", 机关="甲", 事由="事"
    )
    assert with_phone.parts == ()
    assert with_phone.text.endswith("1\n=== x.md ===\n坏\n")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"事油": "x"}, "键“事油”：模板“试”没有字段“事油”\n  → 是不是“事由”？可用的字段：机关、事由、电话"),
        ({"机关": "长" * 20_001}, "键“机关”：“机关”的值太长，或有不能用的字符\n  → 改短，去掉控制字符"),
        ({"机关": "\ue000"}, "键“机关”：“机关”的值太长，或有不能用的字符\n  → 改短，去掉控制字符"),
        ({"机关": "甲\x00"}, "键“机关”：“机关”的值太长，或有不能用的字符\n  → 改短，去掉控制字符"),
    ],
)
def test_a_wrong_value_is_refused(values: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        filled(**values)
    assert str(caught.value) == message


def test_only_a_listed_choice_is_taken() -> None:
    head = "---\n字段:\n  类: {提示: 类, 可选: [批评, 表彰]}\n---\n"
    assert filled("{{ 类 }}\n", head, 类="表彰").text == "表彰\n"
    with pytest.raises(UsageError) as caught:
        filled("{{ 类 }}\n", head, 类="表章")
    assert str(caught.value) == "键“类”：“类”不能是“表章”\n  → 是不是“表彰”？可用：批评、表彰"


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("正文\n", "模板/试.md：模板开头没有说明部分"),
        ("---\n说名: 试\n---\n", "模板/试.md:2:1 键“说名”：不认识的键“说名”"),
        ("---\n字段: 机关\n---\n", "模板/试.md:2:5：“字段”要逐行写“名称: 提示”"),
        ("---\n字段:\n  甲: {提示: x, 默任: y}\n---\n", "模板/试.md:3:14：字段“甲”中不认识的键“默任”"),
        ("---\n字段:\n  甲: x\n  甲: y\n---\n", "模板/试.md:4:3：“甲”写了两次"),
        ("---\n字段:\n  今年: x\n---\n", "模板/试.md:3:3：“今年”不能作字段的名称"),
        ("---\n字段:\n  甲-乙: x\n---\n", "模板/试.md:3:3：“甲-乙”不能作字段的名称"),
        ("---\n说明: [一]\n---\n", "模板/试.md:2:5：这里应当是一个值"),
        ("---\n说明: 试\n", "模板/试.md:1:1：front matter 没有结束"),
    ],
)
def test_a_wrong_head_is_refused_with_its_line(head: str, message: str) -> None:
    with pytest.raises(GongwenError) as caught:
        filled("", head)
    assert isinstance(caught.value, TemplateError | DraftError)
    assert str(caught.value).splitlines()[0] == message


def test_an_error_in_the_draft_part_names_the_line_of_the_file() -> None:
    with pytest.raises(TemplateError) as caught:
        filled("---\n标题: {{ 亊由 }}\n---\n")
    assert str(caught.value.where) == "模板/试.md:9"
