"""沙箱：白名单之外的写法未执行就拒绝，说出行号和办法。"""

from __future__ import annotations

import pytest

from gongwen.drafting.sandbox import (
    MAX_DEPTH,
    MAX_ITEMS,
    MAX_NODES,
    MAX_OPERANDS,
    MAX_OUTPUT,
    MAX_TEMPLATE,
    NEXT_STEP,
    check,
    items,
    render,
    sandbox,
)
from gongwen.errors import TemplateError

COMPARISON = "这种比较（只能用 == 和 !=）"
CONSTANT = "这样的常量（只能写短的文字、不大的整数、true、false）"
DEFAULT, TRIM = "这样的 default（写成 default('无')，只写一个值）", "这样的 trim（trim 后面不写括号）"
LOOP = "这种 for（只能写 {% for 项 in 变量 %}）"
KNOWN = ("事由", "机关")


def checked(source: str, first_line: int = 1) -> None:
    check(sandbox(), source, "模板.md", KNOWN, first_line)


@pytest.mark.parametrize(
    ("source", "values", "written"),
    [
        ("关于{{ 事由 }}的通知", {"事由": "值班"}, "关于值班的通知"),
        ("{{ 事由|default('无') }}{{ 机关|trim }}", {"事由": "甲", "机关": " 乙 "}, "甲乙"),
        (
            "{% if 事由 == '甲' and not 机关 %}一{% elif 机关 %}二{% else %}三{% endif %}",
            {"事由": "乙", "机关": "丙"},
            "二",
        ),
        (
            "{% for 项 in 机关 %}{{ loop.index }}.{{ 项 }}；{% endfor %}",
            {"机关": ("甲", "乙")},
            "1.甲；2.乙；",
        ),
        ("{{ 事由 if 机关 else '空' ~ 事由 }}", {"事由": "甲", "机关": ""}, "空甲"),
        ("{% raw %}{{ 事由 }}{% endraw %}{# 注 #}\n", {}, "{{ 事由 }}\n"),
        ("{{ 事由|default('无') }}{{ 机关|d('无') }}", {"事由": "", "机关": "甲"}, "无甲"),
        (
            "{% for 项 in 机关 %}{{ loop.index }}/{{ loop.length }}{{ 项 }};{% endfor %}",
            {"机关": "甲（乙，丙），《丁、戊》；己\n庚"},
            "1/4甲（乙，丙）;2/4《丁、戊》;3/4己;4/4庚;",
        ),
        ("{% for 项 in 机关 %}{{ 项 }}{% else %}空{% endfor %}", {"机关": ""}, "空"),
        ("{{ 1 }}{{ true }}{% if 事由 != '乙' %}甲{% endif %}", {"事由": "甲"}, "1True甲"),
    ],
)
def test_what_is_allowed_is_written(source: str, values: dict[str, object], written: str) -> None:
    checked(source)
    assert render(sandbox(), source, "模板.md", values) == written


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("{{ ''.__class__ }}", "“.”取属性"),
        ("{{ 事由.upper }}", "“.”取属性"),
        ("{{ 事由[0] }}", "[ ] 取下标"),
        ("{{ 事由['__class__'] }}", "[ ] 取下标"),
        ("{{ 事由() }}", "函数调用"),
        ("{{ cycler.__init__.__globals__ }}", "“.”取属性"),
        ("{{ 事由|attr('__class__') }}", "过滤器 attr"),
        ("{{ 9**99999999 }}", "算术"),
        ("{{ 'a' * 99999999999 }}", "算术"),
        ("{{ -事由 }}", "算术"),
        ("{% include '/etc/passwd' %}", "include（读别的文件）"),
        ("{% import 'os' as o %}", "import"),
        ("{% from 'os' import o %}", "import"),
        ("{% extends 'x' %}", "extends"),
        ("{% block x %}{% endblock %}", "block"),
        ("{% macro m() %}{% endmacro %}", "macro"),
        ("{% call m() %}{% endcall %}", "call"),
        ("{% filter trim %}{% endfilter %}", "filter 块"),
        ("{% set x = 1 %}", "set"),
        ("{% set x %}1{% endset %}", "set"),
        ("{% with %}{% endwith %}", "with"),
        ("{{ 事由 is divisibleby }}", "is 判断"),
        ("{% for i in range(999999999) %}{% endfor %}", LOOP),
        ("{% for i in 机关 if i %}{% endfor %}", LOOP),
        ("{% for i in 机关 recursive %}{{ loop(机关) }}{% endfor %}", LOOP),
        ("{% for a, b in 机关 %}{% endfor %}", LOOP),
        (
            "{% for a in 机关 %}{% for b in 机关 %}{% for c in 机关 %}{% endfor %}{% endfor %}{% endfor %}",
            "2 层以上的 for",
        ),
        ("{% for a in 机关 %}{{ loop.cycle }}{% endfor %}", "“.”取属性"),
        ("{{ loop.index }}", "“.”取属性"),
        ("{{ [1] }}", "这种写法（List）"),
        ("{{ {} }}", "这种写法（Dict）"),
        ("{% if 事由 < 1 %}a{% endif %}", COMPARISON),
        ("{{ 1 in 事由 }}", COMPARISON),
        ("{{ 事由|default }}", DEFAULT),
        ("{{ 事由|default('无', true) }}", DEFAULT),
        ("{{ 事由|default(1, 2, 3) }}", DEFAULT),
        ("{{ 事由|d(default_value='无') }}", "这样的 d（写成 d('无')，只写一个值）"),
        ("{{ 事由|trim(1, 2) }}", TRIM),
        ("{% for loop in 事由 %}a{% endfor %}", "循环变量“loop”"),
        ("{% for self in 事由 %}a{% endfor %}", "循环变量“self”"),
        ("{% for Ａ in 事由 %}a{% endfor %}", "循环变量“Ａ”"),
        ("{{ none }}", CONSTANT),
        ("{{ 1.5 }}", CONSTANT),
        ("{{ 1000001 }}", CONSTANT),
        ("{{ 0x" + "1" * 50_000 + " }}", CONSTANT),
        ('{{ "\\ud800" }}', CONSTANT),
        ('{{ "\\x1b[31m" }}', CONSTANT),
        ("{{ '" + "长" * 1001 + "' }}", CONSTANT),
        ("{% autoescape false %}{% endautoescape %}", "这种写法（Scope）"),
    ],
)
def test_what_is_not_on_the_list_is_refused_before_it_runs(source: str, what: str) -> None:
    with pytest.raises(TemplateError) as caught:
        checked("\n\n" + source, first_line=10)
    error = caught.value
    assert (error.what, error.where.path, error.next_step) == (f"模板里不能用 {what}", "模板.md", NEXT_STEP)
    assert error.where.line in (12, None)


@pytest.mark.parametrize(
    ("source", "line", "what"),
    [
        ("一\n{{ 事由", 2, "少了 {% endif %} 或 {% endfor %}，或 {{、{% 没有收尾"),
        ("一\n二\n{% if 事由 %}", 3, "少了 {% endif %} 或 {% endfor %}，或 {{、{% 没有收尾"),
        ("{% 如果 事由 %}", 1, "不认识的标记"),
        ("{{ 事由 } }", 1, "多了 }，或 {{ }} 不配对"),
        ("{{ 事由 机关 }}", 1, "{{ }} 里写了多余的字"),
        ("{% if 事由 = '甲' %}{% endif %}", 1, "{% %} 里写了多余的字，相等要写 =="),
        ("一\n{# 注", 2, "注释 {# 没有用 #} 收尾"),
        ("{% raw %}一", 1, "{% raw %} 没有用 {% endraw %} 收尾"),
        ("{{ 事² }}", 1, "变量名里有不能用的字符"),
        ("{{ }}", 1, "标记里少了变量"),
        ("{% if %}{% endif %}", 1, "标记里少了变量"),
        ("{{ 事由，}}", 1, "有不认识的字符，引号、逗号、括号要用半角"),
        ("{{ 事由) }}", 1, "括号或标点不配对"),
        ("{% for 项 of 机关 %}{% endfor %}", 1, "for 要写成 {% for 项 in 变量 %}"),
        ("{% for 1 in 机关 %}{% endfor %}", 1, "循环变量的名字不能用"),
        ("{% %}", 1, "{% 后面要写 if、elif、else、endif、for、endfor 之一"),
        ("{{ 事由| }}", 1, "少了或写错了字"),
        ("{{ '\\x' }}", 1, "引号里的反斜杠写得不对"),
        ("{{ 事由. }}", 1, "有写错的地方"),
    ],
)
def test_a_syntax_error_names_its_line(source: str, line: int, what: str) -> None:
    with pytest.raises(TemplateError) as caught:
        checked(source)
    assert (caught.value.what.partition("（")[0], caught.value.where.line) == (f"模板写法不对：{what}", line)


@pytest.mark.parametrize(("name", "hint"), [("事油", "是不是“事由”？"), ("self", ""), ("x", "")])
def test_an_unknown_variable_is_named_with_the_nearest(name: str, hint: str) -> None:
    with pytest.raises(TemplateError) as caught:
        checked(f"{{{{ {name} }}}}")
    assert str(caught.value) == f"模板.md:1：没有变量“{name}”\n  → {hint}可用的变量：事由、机关"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{{ " + "(" * 5000 + "事由" + ")" * 5000 + " }}", "模板嵌套过深"),
        ("{% if 事由 %}" * 3000, "模板嵌套过深"),
        ("{% if 事由 %}" * 101 + "x" + "{% endif %}" * 101, "模板嵌套过深"),
        ("{{ " + " and ".join(["事由"] * 400) + " }}", "模板嵌套过深"),
        ("{{ " + "事由" + "|trim" * MAX_DEPTH + " }}", "模板嵌套过深"),
        ("{{ " + "9" * 5000 + " }}", "模板里的数字太长"),
        ("{{ " + "~".join(["事由"] * (MAX_OPERANDS + 1)) + " }}", "一个标记写得太长"),
        ("{{ " + "==".join(["事由"] * (MAX_OPERANDS + 2)) + " }}", "一个标记写得太长"),
        ("{{1}}" * MAX_NODES, "模板里的标记太多"),
        ("字" * (MAX_TEMPLATE + 1), "模板太长"),
    ],
)
def test_what_is_too_deep_or_too_long_is_refused(source: str, message: str) -> None:
    with pytest.raises(TemplateError) as caught:
        checked(source)
    assert (caught.value.what, caught.value.where.path) == (message, "模板.md")


def test_twenty_levels_are_enough_for_ordinary_conditions() -> None:
    source = "{% if 事由 %}" * 15 + "{{ 事由 }}" + "{% endif %}" * 15
    checked(source)
    assert render(sandbox(), source, "模板.md", {"事由": "甲"}) == "甲"


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("", ()),
        ("甲局", ("甲局",)),
        ("甲、乙，丙；丁;戊,己\n庚", ("甲", "乙", "丙", "丁", "戊", "己", "庚")),
        ("各县（市、区）人民政府，市政府各部门", ("各县（市、区）人民政府", "市政府各部门")),
        ("《关于甲、乙的通知》、“丙，丁”", ("《关于甲、乙的通知》", "“丙，丁”")),
        ("【待填：市、县，区】", ("【待填：市、县，区】",)),
        ("甲（乙，丙", ("甲（乙", "丙")),
        ("甲），乙", ("甲）", "乙")),
        ("《甲（乙》，丙）", ("《甲（乙》", "丙）")),
        ("（甲（乙，丙），丁），戊", ("（甲（乙，丙），丁）", "戊")),
        ("共1,000元，甲", ("共1,000元", "甲")),
        ("，，甲， ，", ("甲",)),
    ],
)
def test_a_value_is_split_into_its_items(value: str, wanted: tuple[str, ...]) -> None:
    assert items(value) == wanted


def test_output_is_counted_while_it_is_written() -> None:
    source = "{% for 甲 in 机关 %}{% for 乙 in 机关 %}{{ 事由 }}{% endfor %}{% endfor %}"
    checked(source)
    values = {"机关": tuple("甲" * 200), "事由": "字" * (MAX_OUTPUT // 20_000)}
    with pytest.raises(TemplateError, match="模板写出的字太多"):
        render(sandbox(), source, "模板.md", values)


@pytest.mark.parametrize(
    ("count", "body", "message"),
    [
        (MAX_ITEMS + 1, "", "for 循环的值有 501 项，超过 500 项"),
        (MAX_ITEMS, "", "for 循环的次数太多"),
        (100, "{% if 事由 %}{% endif %}" * 50, "for 循环的次数太多"),
    ],
)
def test_loops_that_write_nothing_are_counted_too(count: int, body: str, message: str) -> None:
    source = "{% for 甲 in 机关 %}{% for 乙 in 机关 %}" + body + "{% endfor %}{% endfor %}"
    checked(source)
    with pytest.raises(TemplateError) as caught:
        render(sandbox(), source, "模板.md", {"机关": "，".join(["甲"] * count), "事由": "乙"})
    assert (caught.value.what, caught.value.where.path) == (message, "模板.md")


def test_whatever_goes_wrong_while_rendering_names_the_file() -> None:
    with pytest.raises(TemplateError) as caught:
        render(sandbox(), "{{ 机关 }}", "模板.md", {"事由": "甲"})
    assert caught.value.what.startswith("模板执行不下去（UndefinedError：")
    assert (caught.value.where.path, caught.value.next_step) == ("模板.md", NEXT_STEP)
