"""模板填上值：空位、引号、独占一行的标记、附带的文件。"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen.drafting.fill import Filled, fill
from gongwen.drafting.sandbox import UNUSABLE
from gongwen.drafting.template import Field, clean, read_template
from gongwen.errors import DraftError, GongwenError, TemplateError, UsageError
from gongwen.sources.draft import parse_draft
from gongwen.sources.elements import read_elements
from gongwen.sources.frontmatter import split_front_matter
from gongwen.spans import SourceText

if TYPE_CHECKING:
    from gongwen.document.elements import Elements

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


def filled(body: str = BODY, head: str = HEAD, stem: str = "稿", **values: str) -> Filled:
    template = read_template(SourceText("模板/试.md", head + body), "试")
    return fill(template, values, stem=stem, today=date(2026, 11, 21))


def elements(lines: str, **values: str) -> Elements:
    """front matter 里写 lines 的模板，填好后读出来的要素。"""
    source = SourceText("稿.md", filled(f"---\n{lines}\n---\n正文。\n", **values).text)
    front = split_front_matter(source)
    assert front is not None
    return read_elements(source, front)


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
        ("~", '发文机关: "~"'),
        ("null", '发文机关: "null"'),
        ("NULL", '发文机关: "NULL"'),
        ("true", "发文机关: true"),
        ("1_000", "发文机关: 1_000"),
        ("2026-11-21", "发文机关: 2026-11-21"),
        ("=", "发文机关: ="),
        ("王\ue000\ue001\ue002\ue003\U00030edd", "发文机关: 王\ue000\ue001\ue002\ue003\U00030edd"),
    ],
)
def test_a_value_in_the_elements_reads_back_as_it_was_given(value: str, line: str) -> None:
    made = filled(机关=value, 事由="值班")
    assert made.text.splitlines()[2] == line
    organs = parse_draft(SourceText("稿.md", made.text), None).elements.issuing_organs
    assert organs is not None
    assert organs.values() == (value,)


@pytest.mark.parametrize(
    ("line", "value", "wanted"),
    [
        ("签名章: {职务: 市长, 姓名: {{ 机关 }}}", "甲, 乙", '签名章: {职务: 市长, 姓名: "甲, 乙"}'),
        ("主送机关: [{{ 机关 }}, 丙]", "甲]", '主送机关: ["甲]", 丙]'),
        ("主送机关: [丙, {{ 机关 }}局]", "甲, 乙", '主送机关: [丙, "甲, 乙局"]'),
        ("附注: {{ 机关 }}  # {{ 机关 }}", "甲\n乙", '附注: "甲\\n乙"  # 甲 乙'),
        ("附注: {{ 机关 }}#号", "甲", "附注: 甲#号"),
        ("附注: {{ 电话 }}  # 电话", "甲", "附注:   # 电话"),
        ("附注: '{{ 机关 }}的'", "甲'乙", '附注: "甲\'乙的"'),
        ('附注: "{{ 机关 }}的"', '甲"乙', '附注: "甲\\"乙的"'),
        ("附注: {{ 机关 }}", "长" * 2001, '附注: "' + "长" * 2001 + '"'),
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


@pytest.mark.parametrize(
    ("block", "value", "written"),
    [
        ("|-\n  {{ 机关 }}", "甲: [乙", "|-\n  甲: [乙"),
        ("|-\n  {{ 机关 }}", "甲: @乙", "|-\n  甲: @乙"),
        (">-\n  {{ 机关 }}\n  丙", "甲\n\n乙", "|-\n  甲\n\n  乙\n  丙"),
        (">-\n  {{ 机关 }}\n  丙", "甲", ">-\n  甲\n  丙"),
        ("|-  # {{ 机关 }}>\n    {{ 机关 }}", "甲\n乙", "|-  # 甲 乙>\n    甲\n    乙"),
        ("|2-\n  甲\n    {{ 机关 }}", "乙\n# 丙", "|2-\n  甲\n    乙\n    # 丙"),
        ("|-\n  {{ 电话 }} {{ 机关 }} {{ 电话 }}\n  丙", "甲", "|-\n  甲\n  丙"),
        ("|-\n  {{ 电话 }}\n    甲\n  {{ 机关 }}", "乙", "|-\n\n  甲\n  乙"),
    ],
)
def test_values_in_block_scalars(block: str, value: str, written: str) -> None:
    made = filled(f"---\n文种: 通知\n标题: {block}\n附注: 注\n---\n正文。\n", 机关=value)
    assert made.text == f"---\n文种: 通知\n标题: {written}\n附注: 注\n---\n正文。\n"


def test_annexes_stamps_and_dates_may_use_variables() -> None:
    read = elements(
        "附件:\n  - 标题: {{ 事由 }}表\n    文件: {{ 文件名 }}-附件1.md\n  - {{ 机关 }}\n"
        "签名章:\n  - 职务: {{ 机关 }}\n    姓名: 乙\n成文日期: {{ 今天 }}  # 签发的日期\n"
        '标题: "{{ 机关 }}关于{{ 事由 }}的通知"',
        机关="甲: 局",
        事由="值班",
    )
    assert read.annexes is not None
    assert read.signature_stamps is not None
    assert read.dated is not None
    assert read.title is not None
    assert [(entry.title.value, entry.file.value if entry.file else None) for entry in read.annexes] == [
        ("值班表", "稿-附件1.md"),
        ("甲: 局", None),
    ]
    assert [(stamp.post.value, stamp.name.value) for stamp in read.signature_stamps] == [("甲: 局", "乙")]
    assert (read.dated.value, read.title.value) == ("2026年11月21日", "甲: 局关于值班的通知")


ANY_VALUE = st.text(
    st.characters(blacklist_categories=("Cs",)) | st.sampled_from(list("\n \t:#-?[]{}&*!|>'\"%@`,~=\\【】")),
    min_size=1,
    max_size=60,
).filter(lambda value: clean(value) and not UNUSABLE.search(value))


@settings(max_examples=60, deadline=None)
@given(value=ANY_VALUE)
@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("题注: {{ 机关 }}", "{}"),
        ("题注: {{ 机关 }}  # {{ 机关 }}", "{}"),
        ("题注: 甲{{ 机关 }}乙", "甲{}乙"),
        ('题注: "甲{{ 机关 }}"', "甲{}"),
        ("题注: '{{ 机关 }}乙'", "{}乙"),
        ("题注: |-\n  {{ 机关 }}", "{}"),
        ("题注: |-\n  甲\n  {{ 机关 }}\n\n  乙", "甲\n{}\n\n乙"),
        ("题注: >\n  {{ 机关 }}\n  {{ 电话 }}", "{}"),
        ("题注:\n  甲\n  {{ 机关 }}乙", "甲\n{}乙"),
    ],
)
def test_any_value_reads_back_as_itself(line: str, wanted: str, value: str) -> None:
    read = elements(f"文种: 通知\n{line}\n附注: 注", 机关=value)
    assert read.title_note is not None
    assert read.remark is not None
    assert (read.title_note.value, read.remark.value) == (wanted.format(clean(value)), "注")


@settings(max_examples=60, deadline=None)
@given(value=ANY_VALUE)
@pytest.mark.parametrize(
    "line",
    [
        "主送机关:\n  - {{ 机关 }}  # 注\n  - 丙",
        "主送机关: [{{ 机关 }}, 丙]",
        "主送机关: [\n  '{{ 机关 }}',  # 注\n  丙]",
        "主送机关:\n- |-\n  {{ 机关 }}\n- 丙",
    ],
)
def test_any_value_in_a_list_reads_back_as_itself(line: str, value: str) -> None:
    read = elements(line, 机关=value)
    assert read.addressees is not None
    assert read.addressees.values() == (clean(value), "丙")


@settings(max_examples=60, deadline=None)
@given(value=ANY_VALUE)
@pytest.mark.parametrize(
    "line",
    [
        "签名章: {职务: {{ 机关 }}, 姓名: 乙}",
        "签名章:\n  职务: {{ 机关 }}\n  姓名: 乙",
        "签名章:\n  - 职务: {{ 机关 }}\n    姓名: 乙",
        "签名章:\n  - 职务: >-\n      {{ 机关 }}\n    姓名: 乙",
    ],
)
def test_any_value_in_a_mapping_reads_back_as_itself(line: str, value: str) -> None:
    read = elements(line, 机关=value)
    assert read.signature_stamps is not None
    assert [(stamp.post.value, stamp.name.value) for stamp in read.signature_stamps] == [(clean(value), "乙")]


def test_front_matter_that_is_not_yaml_blames_the_template() -> None:
    with pytest.raises(TemplateError) as caught:
        filled("---\n文种: 通知\n标题: [{{ 机关 }}\n---\n文。\n", 机关="甲]")
    assert str(caught.value) == (
        "模板/试.md：模板“试”写出的草稿读不了：要素写得不合 YAML 格式（草稿第 4 行）\n"
        "  → 改模板：front matter 每行写“键: 值”"
    )


@pytest.mark.parametrize("newline", ["\r", "\r\n"])
def test_all_newlines_of_a_template_are_the_same(newline: str) -> None:
    whole = (
        HEAD
        + "---\n文种: 通知\n{% if 机关 %}\n标题: {{ 机关 }}\n{% endif %}\n---\n请办。\n=== 甲.md ===\n乙\n"
    )
    template = read_template(SourceText("模板/试.md", whole.replace("\n", newline)), "试")
    made = fill(template, {"机关": "甲局", "事由": "事"}, stem="稿", today=date(2026, 11, 21))
    assert made == Filled("---\n文种: 通知\n标题: 甲局\n---\n请办。\n", (("甲.md", "乙\n"),), ())


def test_an_empty_optional_value_takes_the_default() -> None:
    assert filled("电话{{ 电话|default('无') }}\n").text == "电话无\n"
    assert filled("电话{{ 电话|default('无') }}\n", 电话="1").text == "电话1\n"


def test_a_loop_goes_over_the_items() -> None:
    body = "{% for 项 in 机关 %}\n{{ loop.index }}.{{ 项 }}\n{% endfor %}\n"
    assert filled(body, 机关="各县（市、区）政府，市局").text == "1.各县（市、区）政府\n2.市局\n"
    assert filled(body).text == "1.【待填：本机关的全称】\n"


def test_an_empty_value_overrides_the_default() -> None:
    head = "---\n字段:\n  甲: {提示: 甲, 默认: 一, 可空: 是}\n  乙: {提示: 乙, 默认: 二, 可选: [二]}\n---\n"
    body = "{{ 甲 }}/{{ 乙 }}\n"
    assert filled(body, head).text == "一/二\n"
    cleared = filled(body, head, 甲="", 乙=" ")
    assert (cleared.text, cleared.unfilled) == ("/【待填：乙】\n", (Field("乙", "乙", "二", ("二",)),))


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
    with pytest.raises(TemplateError) as caught:
        filled(BODY + f"=== {name} ===\n文\n", 机关="甲", 事由="事")
    shown = name.replace("{{ 机关 }}", "甲")[:60]
    assert (caught.value.what, str(caught.value.where)) == (
        f"模板要写的文件名不能用：{shown}",
        "模板/试.md:14",
    )


@pytest.mark.parametrize(
    ("marks", "line", "what"),
    [
        (("{{ 文件名 }}.md",), 14, "模板要写的文件“稿.md”与草稿同名"),
        (("{{ 文件名 }}.TXT",), 14, "模板要写的文件“稿.TXT”与草稿同名"),
        (("a.md", "b.md", "{% if 机关 %}A{% endif %}.md"), 18, "模板要写的文件“A.md”写了两次"),
        (("gongwen.toml",), 14, "模板只能另写 .md、.txt 文件，不能写“gongwen.toml”"),
        (("a.sh",), 14, "模板只能另写 .md、.txt 文件，不能写“a.sh”"),
        (("附件",), 14, "模板只能另写 .md、.txt 文件，不能写“附件”"),
    ],
)
def test_a_part_needs_a_name_of_its_own(marks: tuple[str, ...], line: int, what: str) -> None:
    with pytest.raises(TemplateError) as caught:
        filled(BODY + "".join(f"=== {mark} ===\n文\n" for mark in marks), 机关="甲", 事由="事")
    assert (caught.value.what, str(caught.value.where)) == (what, f"模板/试.md:{line}")


@pytest.mark.parametrize(
    ("stem", "body"),
    [
        ("长" * 65, "=== {{ 文件名 }}-附件1.md ===\n文\n"),
        ("甲:乙", "=== {{ 文件名 }}-附件1.md ===\n文\n"),
        ("甲\x1b", ""),
        ("甲\udcff", ""),
    ],
)
def test_a_bad_name_of_the_draft_is_not_the_fault_of_the_template(stem: str, body: str) -> None:
    with pytest.raises(UsageError) as caught:
        filled(BODY + body, stem=stem)
    assert str(caught.value) == (
        "键“文件名”：草稿的文件名太长，或有不能用的字符\n  → 用 -o 换一个短的、只有汉字、字母、数字的文件名"
    )
    assert filled(BODY, stem="长" * 65).parts == ()


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
        ({"机关": "长" * 20_001}, "键“机关”：“机关”的值太长\n  → 不要超过 2 万字"),
        *(
            (
                {"机关": f"甲{char}"},
                f"键“机关”：“机关”的值有不能用的字符 U+{ord(char):04X}\n  → 删去这个字符",
            )
            for char in "\x00\x1b\x07\x0b\x0c\x7f\x85\x9b\udcff\ufdd0\ufdd3\uffff"
        ),
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
        ('---\n说明: "\\e[31m红"\n---\n', "模板/试.md:2:6：说明部分有不能用的字符 U+001B"),
        ('---\n"\\a": 红\n---\n', "模板/试.md:2:2：说明部分有不能用的字符 U+0007"),
        ('---\n别名: [甲, "\\x9b"]\n---\n', "模板/试.md:2:10：说明部分有不能用的字符 U+009B"),
        ('---\n字段:\n  甲: "\\e"\n---\n', "模板/试.md:3:7：说明部分有不能用的字符 U+001B"),
        ("---\n说明: 试\n---\n一\n\ufdd0\n", "模板/试.md:5：模板里有不能用的字符 U+FDD0"),
        ("---\r说明: 试\r---\r一\r\x0c", "模板/试.md:5：模板里有不能用的字符 U+000C"),
        ("---\n字段:\n  loop: x\n---\n", "模板/试.md:3:3：“loop”不能作字段的名称"),
        ("---\n字段:\n  Ａ: x\n---\n", "模板/试.md:3:3：“Ａ”不能作字段的名称"),
        (
            "---\n字段:\n  甲: {默认: " + "长" * 20_001 + "}\n---\n",
            "模板/试.md:3:11：“甲”的默认值太长",
        ),
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
