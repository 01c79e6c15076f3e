"""模板的沙箱：只有变量、if、for 和三个过滤器，其余一概不认，未执行就拒绝。

两道墙：先看语法树，只放行白名单上的写法（没有函数调用、属性、下标、算术，所以没有文件、没有死循环）；
再在 Jinja 的沙箱里渲染，边写边数字数。
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from gongwen.errors import TemplateError, Where, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

MAX_TEMPLATE = 500_000
MAX_OUTPUT = 2_000_000
MAX_NESTING = 2
FILTERS = ("default", "d", "trim")
LOOP_FACTS = ("index", "index0", "first", "last", "length")
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Const, nodes.If, nodes.CondExpr, nodes.Compare,
    nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Concat,
)  # fmt: skip
_FORBIDDEN = {
    nodes.Call: "函数调用",
    nodes.Getattr: "“.”取属性",
    nodes.Getitem: "[ ] 取下标",
    nodes.Include: "include（读别的文件）",
    nodes.Import: "import",
    nodes.FromImport: "import",
    nodes.Extends: "extends",
    nodes.Block: "block",
    nodes.Macro: "macro",
    nodes.CallBlock: "call",
    nodes.FilterBlock: "filter 块",
    nodes.Assign: "set",
    nodes.AssignBlock: "set",
    nodes.With: "with",
    nodes.Test: "is 判断",
    nodes.BinExpr: "算术",
    nodes.UnaryExpr: "算术",
}
NEXT_STEP = "模板里只能用 {{ 变量 }}、{% if 变量 %}、{% for 项 in 变量 %}，和 default、trim"


def sandbox(
    finalize: Callable[[Any], Any] | None = None, *, autoescape: bool = False
) -> ImmutableSandboxedEnvironment:
    """渲染模板用的环境；finalize 处理每个写出的值。"""
    env = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        finalize=finalize,
        autoescape=autoescape,
        keep_trailing_newline=True,
    )
    env.globals.clear()
    env.filters = {name: env.filters[name] for name in FILTERS}
    env.tests = {}
    return env


def check(
    env: ImmutableSandboxedEnvironment, source: str, name: str, known: Collection[str], first_line: int = 1
) -> None:
    """看一遍模板。语法错、用了不许的写法、用了不在 known 里的变量时引发 TemplateError。

    name 是报错时的文件名，first_line 是 source 第一行在文件里的行号。
    """
    checker = _Checker(name, known, first_line)
    if len(source) > MAX_TEMPLATE:
        raise TemplateError("模板太长", Where(name), f"不要超过 {MAX_TEMPLATE // 10_000} 万字")
    try:
        tree = env.parse(source)
    except TemplateSyntaxError as error:
        raise TemplateError(
            f"模板写法不对：{_syntax(error)}", checker.where(error.lineno), NEXT_STEP
        ) from error
    except RecursionError as error:
        raise TemplateError("模板嵌套过深", Where(name), NEXT_STEP) from error
    try:
        checker.visit(tree, frozenset(), 0)
    except RecursionError as error:
        raise TemplateError("模板嵌套过深", Where(name), NEXT_STEP) from error


def render(env: ImmutableSandboxedEnvironment, source: str, name: str, values: Mapping[str, Any]) -> str:
    """渲染看过的模板；写出的字太多时引发 TemplateError。"""
    written: list[str] = []
    total = 0
    for piece in env.from_string(source).generate(dict(values)):
        total += len(piece)
        if total > MAX_OUTPUT:
            raise TemplateError("模板写出的字太多", Where(name), "检查 for 循环和填进去的值")
        written.append(piece)
    return "".join(written)


class _Checker:
    """语法树逐个节点地看；不在白名单上的一律拒绝。"""

    def __init__(self, name: str, known: Collection[str], first_line: int) -> None:
        self._name, self._known, self._first = name, known, first_line

    def where(self, line: int | None) -> Where:
        """模板第几行在文件里的位置；Jinja 有的节点没有行号。"""
        return Where(self._name, line + self._first - 1 if line else None)

    def visit(self, node: nodes.Node, local: frozenset[str], depth: int) -> None:
        """local 是循环变量；depth 是循环的层数。"""
        match node:
            case nodes.For():
                self._loop(node, local, depth)
                return
            case nodes.Name():
                self._variable(node, local)
            case nodes.Filter(name=used) if used not in FILTERS:
                raise self._refusal(node, f"过滤器 {used}")
            case nodes.Getattr(node=nodes.Name(name="loop"), attr=attr) if depth and attr in LOOP_FACTS:
                return
            case nodes.Filter() | nodes.Pair():
                pass
            case _ if not isinstance(node, _ALLOWED):
                raise self._refusal(node, _called(node))
        for child in node.iter_child_nodes():
            self.visit(child, local, depth)

    def _loop(self, node: nodes.For, local: frozenset[str], depth: int) -> None:
        simple = isinstance(node.iter, nodes.Name) and isinstance(node.target, nodes.Name)
        if not simple or node.recursive or node.test is not None:
            raise self._refusal(node, "这种 for（只能写 {% for 项 in 变量 %}）")
        if depth >= MAX_NESTING:
            raise self._refusal(node, f"{MAX_NESTING} 层以上的 for")
        self.visit(node.iter, local, depth)
        assert isinstance(node.target, nodes.Name)
        inside = local | {node.target.name}
        for child in (*node.body, *node.else_):
            self.visit(child, inside, depth + 1)

    def _variable(self, node: nodes.Name, local: frozenset[str]) -> None:
        if node.name in local or node.name in self._known:
            return
        close = nearest(node.name, self._known)
        hint = f"是不是“{close}”？" if close else ""
        raise TemplateError(
            f"没有变量“{node.name}”", self.where(node.lineno), f"{hint}可用的变量：{'、'.join(self._known)}"
        )

    def _refusal(self, node: nodes.Node, what: str) -> TemplateError:
        return TemplateError(f"模板里不能用 {what}", self.where(node.lineno), NEXT_STEP)


def _called(node: nodes.Node) -> str:
    for kind, what in _FORBIDDEN.items():
        if isinstance(node, kind):
            return what
    return f"这种写法（{type(node).__name__}）"


_MESSAGES = (
    ("unknown tag", "不认识的标记"),
    ("end of template", "少了 {% endif %} 或 {% endfor %}，或 {{、{% 没有收尾"),
    ("unexpected '}'", "多了 }，或 {{ }} 不配对"),
    ("No filter named", "不认识的过滤器"),
    ("No test named", "不能用 is 判断"),
    ("end of print statement", "{{ }} 里写了多余的字"),
)


def _syntax(error: TemplateSyntaxError) -> str:
    said = error.message or ""
    for english, chinese in _MESSAGES:
        if english in said:
            return f"{chinese}（{said}）"
    return said
