"""沙箱：白名单之外的写法未执行就拒绝，说出行号和办法。"""

from __future__ import annotations

import pytest

from gongwen.drafting.sandbox import MAX_OUTPUT, NEXT_STEP, check, render, sandbox
from gongwen.errors import TemplateError

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


@pytest.mark.parametrize("source", ["{{ " + "(" * 5000 + "事由" + ")" * 5000 + " }}", "{% if 事由 %}" * 3000])
def test_deep_nesting_is_refused(source: str) -> None:
    with pytest.raises(TemplateError, match=r"模板嵌套过深|模板写法不对"):
        checked(source)


def test_output_is_counted_while_it_is_written() -> None:
    source = "{% for 甲 in 机关 %}{% for 乙 in 机关 %}{{ 事由 }}{% endfor %}{% endfor %}"
    checked(source)
    values = {"机关": tuple("甲" * 2000), "事由": "字" * (MAX_OUTPUT // 1_000_000)}
    with pytest.raises(TemplateError, match="模板写出的字太多"):
        render(sandbox(), source, "模板.md", values)
